/* The window as people use it: templates, sliders, typing, keys, names for screen readers. */
#include "app/base/settings.h"
#include "app/base/style.h"
#include "app/session/parameter.h"
#include "app/session/session_view.h"
#include "figure/figure_registry.h"
#include "figure/file/figure_file.h"
#include "window_fixture.h"

#include <glib/gstdio.h>
#include <math.h>

static AppParameterRow *
row_of (AppWindow *window, int id)
{
  return app_sidebar_get_row (app_window_get_sidebar (window), id);
}

static void
type (AppWindow *window, int id, const char *text)
{
  AppParameterRow *row = row_of (window, id);

  gtk_editable_set_text (GTK_EDITABLE (app_parameter_row_get_entry (row)), text);
  app_parameter_row_commit (row);
}

static const char *
shown (AppWindow *window, int id)
{
  return gtk_editable_get_text (GTK_EDITABLE (app_parameter_row_get_entry (row_of (window, id))));
}

static double
run_value (AppWindow *window, ModelKey key)
{
  const ModelSnapshot *snapshot = app_session_get_snapshot (app_window_get_session (window));

  return model_experiment_get (&snapshot->experiment, key);
}

static void
test_every_row_exists (void)
{
  AppWindow *window = fixture_open (1280, 800);

  for (int id = 0; id < APP_N_PARAMETERS; id++)
    {
      g_assert_nonnull (row_of (window, id));
      g_assert_cmpint (app_parameter_row_get_parameter (row_of (window, id)), ==, id);
    }
  g_assert_cmpint (app_plot_grid_get_count (app_window_get_grid (window)), >=, 4);
  fixture_close (window);
}

static void
test_slider_moves_the_curve (void)
{
  AppWindow *window = fixture_open (1280, 800);
  GtkAdjustment *rho = app_parameter_row_get_adjustment (row_of (window, MODEL_RHO));

  for (int i = 1; i <= 30; i++)
    {
      gtk_adjustment_set_value (rho, i / 100.0);
      waiting_iterate ();
    }
  fixture_wait_complete (window);
  g_assert_cmpfloat (run_value (window, MODEL_RHO), ==, 0.3);
  g_assert_cmpstr (shown (window, MODEL_RHO), ==, "0.30");
  fixture_close (window);
}

static void
test_spread_follows_its_parts (void)
{
  AppWindow *window = fixture_open (1280, 800);

  type (window, MODEL_SIGMA_B, "0.5");
  g_assert_cmpstr (shown (window, APP_PARAMETER_SPREAD), ==, "4.00");
  type (window, APP_PARAMETER_SPREAD, "3");
  g_assert_cmpstr (shown (window, MODEL_SIGMA_A), ==, "1.50");
  type (window, MODEL_SIGMA_B, "0");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row_of (window, APP_PARAMETER_SPREAD))));
  fixture_close (window);
}

static void
test_fusion_follows_depth (void)
{
  AppWindow *window = fixture_open (1280, 800);
  GtkAdjustment *depth = app_parameter_row_get_adjustment (row_of (window, MODEL_DEPTH));
  GtkAdjustment *fusion = app_parameter_row_get_adjustment (row_of (window, MODEL_FUSION));

  for (int layers = 3; layers <= 5; layers++)
    {
      gtk_adjustment_set_value (depth, layers);
      g_assert_cmpfloat (gtk_adjustment_get_upper (fusion), ==, layers);
      g_assert_cmpfloat (gtk_adjustment_get_value (fusion), ==, layers);
    }
  gtk_adjustment_set_value (fusion, 2);
  gtk_adjustment_set_value (depth, 3);
  g_assert_cmpfloat (gtk_adjustment_get_value (fusion), ==, 2);
  fixture_wait_complete (window);
  g_assert_cmpfloat (run_value (window, MODEL_FUSION), ==, 2);
  fixture_close (window);
}

static void
test_nonsense_is_refused (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppParameterRow *row = row_of (window, MODEL_RHO);
  GtkWidget *entry = app_parameter_row_get_entry (row);
  ModelExperiment before = *app_session_get_experiment (app_window_get_session (window));

  type (window, MODEL_RHO, "one half");
  g_assert_nonnull (app_parameter_row_get_error (row));
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  gtk_test_accessible_assert_state (entry, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_true (model_experiment_equal (
      &before, app_session_get_experiment (app_window_get_session (window))));
  g_assert_true (app_session_is_complete (app_window_get_session (window)));

  type (window, MODEL_RHO, "0.5");
  g_assert_null (app_parameter_row_get_error (row));
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (shown (window, MODEL_RHO), ==, "0.50");
  fixture_close (window);
}

static void
test_automatic_scale (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppParameterRow *row = row_of (window, MODEL_INIT_SCALE);
  GtkAdjustment *position = app_parameter_row_get_adjustment (row);

  g_assert_true (g_str_has_prefix (shown (window, MODEL_INIT_SCALE), "automatic ("));
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (position), -8, 1e-9);
  gtk_adjustment_set_value (position, -6);
  g_assert_cmpstr (shown (window, MODEL_INIT_SCALE), ==, "1e-6");
  fixture_wait_complete (window);
  g_assert_cmpfloat (run_value (window, MODEL_INIT_SCALE), ==, 1e-6);
  app_parameter_row_reset (row);
  fixture_wait_complete (window);
  g_assert_cmpfloat (run_value (window, MODEL_INIT_SCALE), ==, 0);
  g_assert_true (g_str_has_prefix (shown (window, MODEL_INIT_SCALE), "automatic ("));
  fixture_close (window);
}

static void
test_vector_rows_appear (void)
{
  AppWindow *window = fixture_open (1280, 800);
  GtkWidget *inputs = GTK_WIDGET (row_of (window, MODEL_INPUTS_A));
  ModelExperiment experiment = *app_session_get_experiment (app_window_get_session (window));

  g_assert_false (gtk_widget_get_visible (inputs));
  g_assert_true (app_parameter_set (MODEL_SOURCE, MODEL_SOURCE_VECTOR, &experiment, NULL));
  g_assert_true (app_session_set_experiment (app_window_get_session (window), &experiment, NULL));
  g_assert_true (gtk_widget_get_visible (inputs));
  fixture_wait_complete (window);
  fixture_close (window);
}

/* The shortcut of the window with this trigger, as text. */
static GtkShortcut *
find_shortcut (GtkWidget *window, const char *trigger)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          g_autofree char *text =
              gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          if (g_str_equal (text, trigger))
            return shortcut; /* the controller keeps it */
        }
    }
  g_error ("no shortcut %s", trigger);
}

static void
press (AppWindow *window, const char *trigger)
{
  GtkShortcut *shortcut = find_shortcut (GTK_WIDGET (window), trigger);

  g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                               GTK_WIDGET (window),
                                               gtk_shortcut_get_arguments (shortcut)));
}

static void
test_keys_of_the_timeline (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppSession *session = app_window_get_session (window);
  double last = app_session_get_last_epoch (session);

  press (window, "Home");
  g_assert_cmpfloat (app_session_get_playhead (session), ==, 0);
  press (window, "Right");
  g_assert_cmpfloat (app_session_get_playhead (session), ==, 1);
  press (window, "<Shift>Right");
  g_assert_cmpfloat (app_session_get_playhead (session), ==, floor (1 + 0.01 * last));
  press (window, "Left");
  g_assert_cmpfloat (app_session_get_playhead (session), ==, floor (1 + 0.01 * last) - 1);
  press (window, "End");
  g_assert_true (app_session_is_at_end (session));

  press (window, "space");
  g_assert_true (app_session_get_playing (session));
  wait_until (app_session_get_playhead (session) > 0);
  g_assert_cmpfloat (app_session_get_playhead (session), <, last);
  press (window, "space");
  g_assert_false (app_session_get_playing (session));

  press (window, "plus|KP_Add|equal");
  g_assert_cmpfloat (app_session_get_speed (session), ==, 2);
  press (window, "minus|KP_Subtract");
  press (window, "minus|KP_Subtract");
  g_assert_cmpfloat (app_session_get_speed (session), ==, 0.5);
  fixture_close (window);
}

static void
test_keys_of_the_plots (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppPlotGrid *grid = app_window_get_grid (window);
  GtkWidget *loss = gtk_widget_get_first_child (GTK_WIDGET (grid));
  int width = gtk_widget_get_width (loss), height = gtk_widget_get_height (loss);

  press (window, "1|KP_1");
  fixture_settle ();
  g_assert_cmpint (app_plot_grid_get_filling (grid), ==, 0);
  g_assert_cmpint (gtk_widget_get_height (loss), ==, gtk_widget_get_height (GTK_WIDGET (grid)));
  press (window, "2|KP_2");
  g_assert_cmpint (app_plot_grid_get_filling (grid), ==, 1);
  g_assert_false (gtk_widget_get_visible (loss));
  press (window, "2|KP_2");
  fixture_settle ();
  g_assert_cmpint (app_plot_grid_get_filling (grid), ==, -1);
  g_assert_cmpint (gtk_widget_get_width (loss), ==, width);
  g_assert_cmpint (gtk_widget_get_height (loss), ==, height);
  press (window, "1|KP_1");
  press (window, "Escape");
  g_assert_cmpint (app_plot_grid_get_filling (grid), ==, -1);
  press (window, "4|KP_4");
  g_assert_cmpint (app_plot_grid_get_filling (grid), ==, 3);
  press (window, "4|KP_4");
  g_assert_cmpint (app_plot_grid_get_filling (grid), ==, -1);
  press (window, "l");
  g_assert_true (app_view_history_get_log_loss (
      app_session_get_view_history (app_window_get_session (window))));
  fixture_settle ();
  press (window, "l");
  g_assert_false (app_view_history_get_log_loss (
      app_session_get_view_history (app_window_get_session (window))));
  fixture_close (window);
}

static void
test_sidebar_folds (void)
{
  AppWindow *window = fixture_open (1280, 800);
  GtkWidget *grid = GTK_WIDGET (app_window_get_grid (window));
  int width = gtk_widget_get_width (grid);

  fixture_activate (window, "win.show-sidebar", NULL);
  wait_until (gtk_widget_get_width (grid) > width + 250);
  fixture_activate (window, "win.show-sidebar", NULL);
  wait_until (gtk_widget_get_width (grid) == width);
  fixture_close (window);
}

/* Four plots are of one size, never three beside each other above a wide one. */
static void
test_grid_is_even (void)
{
  for (int width = 600; width <= 2400; width += 200)
    {
      GtkWidget *grid = g_object_ref_sink (g_object_new (APP_TYPE_PLOT_GRID, NULL));

      for (int i = 0; i < 4; i++)
        app_plot_grid_append (APP_PLOT_GRID (grid), gtk_label_new (NULL));
      gtk_widget_measure (grid, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_measure (grid, GTK_ORIENTATION_VERTICAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (grid, &(GtkAllocation){ 0, 0, width, 600 }, -1);
      for (GtkWidget *child = gtk_widget_get_first_child (grid); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        g_assert_cmpint (ABS (gtk_widget_get_width (child) -
                              gtk_widget_get_width (gtk_widget_get_first_child (grid))),
                         <=, 1);
      g_object_unref (grid);
    }
}

/* The grid never leaves a hole: its plots cover it but for the gaps between them. */
static void
test_grid_is_filled (void)
{
  for (int count = 1; count <= 4; count++)
    for (int width = 500; width <= 1700; width += 300)
      {
        GtkWidget *grid = g_object_ref_sink (g_object_new (APP_TYPE_PLOT_GRID, NULL));
        double covered = 0;

        for (int i = 0; i < count; i++)
          app_plot_grid_append (APP_PLOT_GRID (grid), gtk_label_new (NULL));
        gtk_widget_measure (grid, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
        gtk_widget_measure (grid, GTK_ORIENTATION_VERTICAL, -1, NULL, NULL, NULL, NULL);
        gtk_widget_size_allocate (grid, &(GtkAllocation){ 0, 0, width, 600 }, -1);
        for (GtkWidget *child = gtk_widget_get_first_child (grid); child != NULL;
             child = gtk_widget_get_next_sibling (child))
          covered += gtk_widget_get_width (child) * gtk_widget_get_height (child);
        /* At most three gaps of 12 pixels across the longer side. */
        g_assert_cmpfloat (covered, >=, width * 600.0 - 3 * 12 * MAX (width, 600));
        g_object_unref (grid);
      }
}

/* What changes as the pointer leaves a plot may be where it goes: it must not be made anew. */
static void
test_titles_stay (void)
{
  AppWindow *window = fixture_open (1280, 820);
  AppSession *session = app_window_get_session (window);

  for (int i = 2; i < 4; i++)
    {
      GtkWidget *title = app_paged_card_get_title (fixture_get_card (window, i));
      gpointer label = fixture_find (title, GTK_TYPE_LABEL);

      g_assert_nonnull (label);
      app_session_set_hover (session, 200);
      app_session_set_playhead (session, 100);
      app_session_set_hover (session, NAN);
      g_assert_true (fixture_find (title, GTK_TYPE_LABEL) == label);
    }
  fixture_close (window);
}

static void
test_names_for_screen_readers (void)
{
  AppWindow *window = fixture_open (1280, 800);
  GtkWidget *grid = GTK_WIDGET (app_window_get_grid (window));
  GtkWidget *loss = gtk_widget_get_first_child (grid);
  GtkWidget *weights = gtk_widget_get_next_sibling (loss);

  gtk_test_accessible_assert_role (loss, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (loss, GTK_ACCESSIBLE_PROPERTY_LABEL, "Loss");
  gtk_test_accessible_assert_property (weights, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Weight of each modality");
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (loss),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  gtk_test_accessible_assert_property (app_parameter_row_get_slider (row_of (window, MODEL_RHO)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Correlation rho");
  gtk_test_accessible_assert_property (app_parameter_row_get_slider (row_of (window, MODEL_RHO)),
                                       GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "0.00");
  for (int id = 0; id < APP_N_PARAMETERS; id++)
    g_assert_true (gtk_test_accessible_has_property (
        GTK_ACCESSIBLE (app_parameter_row_get_entry (row_of (window, id))),
        GTK_ACCESSIBLE_PROPERTY_LABEL));
  fixture_close (window);
}

/* Every button has words: a label of its own, one for screen readers, or both. */
static void
assert_buttons_have_names (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_focusable (widget) &&
      !GTK_IS_WINDOW_CONTROLS (gtk_widget_get_parent (widget)) &&
      gtk_button_get_label (GTK_BUTTON (widget)) == NULL &&
      gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL)
    {
      g_test_message ("%s in %s", gtk_button_get_icon_name (GTK_BUTTON (widget)),
                      G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
      g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                                       GTK_ACCESSIBLE_PROPERTY_LABEL));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_buttons_have_names (child);
}

static void
test_buttons_have_names (void)
{
  AppWindow *window = fixture_open (1280, 800);

  assert_buttons_have_names (GTK_WIDGET (window));
  fixture_close (window);
}

static void
test_opens_files (void)
{
  AppWindow *window = fixture_open (1280, 800);
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) missing = g_file_new_for_path ("/nonexistent/experiment.plateau");
  int fd = g_file_open_tmp ("plateau-XXXXXX", &path, NULL);
  static const char text[] = "[data]\nrho = 0.25\n";

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  file = g_file_new_for_path (path);
  app_window_open (window, file);
  fixture_wait_complete (window);
  g_assert_cmpfloat (run_value (window, MODEL_RHO), ==, 0.25);
  g_assert_cmpstr (shown (window, MODEL_RHO), ==, "0.25");
  app_window_open (window, missing); /* told in a toast, nothing else */
  g_assert_true (app_session_is_complete (app_window_get_session (window)));
  g_assert_cmpint (g_remove (path), ==, 0);
  fixture_close (window);
}

/* A picture that was exported brings back its run: experiment, kick, playhead. */
static void
test_opens_exported_picture (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppSession *session = app_window_get_session (window);
  g_autofree char *folder = g_dir_make_tmp ("plateau-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) directory = g_file_new_for_path (folder);
  g_autoptr (FigureData) data = NULL;
  const ModelKick kick = { 100, { 0.75, 0.5 } };
  ModelRecipe run;
  FigureProvenance provenance;
  StudyView view;

  model_recipe_init (&run);
  model_experiment_set (&run.experiment, MODEL_EPOCHS, 250, NULL);
  model_recipe_set_kicks (&run, &kick, 1);
  data = figure_compute_run (figure_find ("run", NULL), &run, NULL, NULL, NULL);
  study_view_init (&view);
  view.playhead = 80;
  figure_data_set_view (data, &view);
  figure_provenance_init_figure (&provenance, data);
  g_assert_true (figure_write (data, &provenance.view, &provenance.options, path, NULL));

  app_window_open (window, file);
  fixture_wait_complete (window);
  g_assert_cmpfloat (run_value (window, MODEL_EPOCHS), ==, 250);
  g_assert_cmpint (app_session_get_recipe (session)->kicks.kick[0].epoch, ==, 100);
  g_assert_cmpint (app_session_get_recipe (session)->kicks.n, ==, 1);
  g_assert_cmpfloat (app_session_get_playhead (session), ==, 80);
  app_window_open (window, directory); /* told in a toast, nothing else */
  g_assert_cmpfloat (run_value (window, MODEL_EPOCHS), ==, 250);
  g_remove (path);
  g_rmdir (folder);
  fixture_close (window);
}

/* F11: the controls go, type grows, and all comes back. */
static void
test_presentation (void)
{
  AppWindow *window = fixture_open (1280, 800);
  GtkWidget *sidebar = GTK_WIDGET (app_window_get_sidebar (window));
  PlotTheme before, during, after;

  app_style_init_theme (GTK_WIDGET (app_window_get_grid (window)), &before);
  fixture_activate (window, "win.present", NULL);
  wait_until (!gtk_widget_get_mapped (sidebar));
  fixture_settle ();
  app_style_init_theme (GTK_WIDGET (app_window_get_grid (window)), &during);
  g_assert_cmpfloat (during.font_size, >, 1.4 * before.font_size);
  g_assert_cmpfloat (during.line_width, >, 1.4 * before.line_width);
  fixture_activate (window, "win.present", NULL);
  wait_until (gtk_widget_get_mapped (sidebar));
  fixture_settle ();
  app_style_init_theme (GTK_WIDGET (app_window_get_grid (window)), &after);
  g_assert_cmpfloat (after.font_size, ==, before.font_size);
  fixture_close (window);
}

static void
test_remembers_its_size (void)
{
  AppWindow *window = fixture_open (1000, 700);
  g_autoptr (GSettings) settings = app_settings_new ();

  if (settings == NULL)
    {
      g_test_skip ("the settings' schema is not built");
      fixture_close (window);
      return;
    }
  fixture_activate (window, "win.show-sidebar", NULL);
  gtk_window_close (GTK_WINDOW (window));
  wait_until (!g_settings_get_boolean (settings, "show-sidebar"));
  wait_until (g_settings_get_int (settings, "width") == 1000);
  g_settings_reset (settings, "width");
  g_settings_reset (settings, "height");
  g_settings_reset (settings, "show-sidebar");
}

static void
test_help_overlay (void)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/plateau_lab/Plateau/gtk/help-overlay.ui");
  GtkWindow *overlay = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_present (overlay);
  fixture_settle ();
  gtk_window_destroy (overlay);
}

static void
test_both_styles (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  PlotTheme light, dark;

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  app_style_init_theme (GTK_WIDGET (window), &light);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  app_style_init_theme (GTK_WIDGET (window), &dark);
  g_assert_cmpint (light.style, ==, PLOT_STYLE_LIGHT);
  g_assert_cmpint (dark.style, ==, PLOT_STYLE_DARK);
  fixture_settle ();
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  fixture_close (window);
}

/* Whoever changes scales, an undo or a file: the menu shows those of the plots. */
static void
test_axes_actions (void)
{
  AppWindow *window = fixture_open (1024, 700);
  AppViewHistory *view_history = app_session_get_view_history (app_window_get_session (window));
  g_autoptr (GVariant) log_loss = NULL;
  g_autoptr (GVariant) time = NULL;

  app_view_history_set_log_loss (view_history, TRUE);
  log_loss = g_action_group_get_action_state (G_ACTION_GROUP (window), "log-loss");
  g_assert_true (g_variant_get_boolean (log_loss));
  fixture_activate (window, "win.log-loss", NULL);
  g_assert_false (app_view_history_get_log_loss (view_history));
  fixture_activate (window, "win.next-time", NULL);
  g_assert_cmpint (app_view_history_get_time (view_history), ==, STUDY_TIME_LOG);
  time = g_action_group_get_action_state (G_ACTION_GROUP (window), "time");
  g_assert_cmpstr (g_variant_get_string (time, NULL), ==,
                   study_time_scale_get_name (STUDY_TIME_LOG));
  fixture_close (window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  g_test_add_func ("/app/window/every-row-exists", test_every_row_exists);
  g_test_add_func ("/app/window/slider-moves-the-curve", test_slider_moves_the_curve);
  g_test_add_func ("/app/window/spread-follows-its-parts", test_spread_follows_its_parts);
  g_test_add_func ("/app/window/fusion-follows-depth", test_fusion_follows_depth);
  g_test_add_func ("/app/window/nonsense-is-refused", test_nonsense_is_refused);
  g_test_add_func ("/app/window/automatic-scale", test_automatic_scale);
  g_test_add_func ("/app/window/vector-rows-appear", test_vector_rows_appear);
  g_test_add_func ("/app/window/keys-of-the-timeline", test_keys_of_the_timeline);
  g_test_add_func ("/app/window/keys-of-the-plots", test_keys_of_the_plots);
  g_test_add_func ("/app/window/sidebar-folds", test_sidebar_folds);
  g_test_add_func ("/app/window/grid-is-filled", test_grid_is_filled);
  g_test_add_func ("/app/window/grid-is-even", test_grid_is_even);
  g_test_add_func ("/app/window/titles-stay", test_titles_stay);
  g_test_add_func ("/app/window/names-for-screen-readers", test_names_for_screen_readers);
  g_test_add_func ("/app/window/buttons-have-names", test_buttons_have_names);
  g_test_add_func ("/app/window/opens-files", test_opens_files);
  g_test_add_func ("/app/window/presentation", test_presentation);
  g_test_add_func ("/app/window/opens-exported-picture", test_opens_exported_picture);
  g_test_add_func ("/app/window/remembers-its-size", test_remembers_its_size);
  g_test_add_func ("/app/window/help-overlay", test_help_overlay);
  g_test_add_func ("/app/window/both-styles", test_both_styles);
  g_test_add_func ("/app/window/axes-actions", test_axes_actions);
  return g_test_run ();
}
