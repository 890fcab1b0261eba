/* Writes a picture of the window: size, style, text size, experiment and actions as asked.
 * The language is the environment's: LANGUAGE=de LC_ALL=C.UTF-8 app_screenshot ... */
#include "app/export/export_dialog.h"
#include "app/session/kicks.h"
#include "app/session/parameter.h"
#include "app/base/plot_menu.h"
#include "app/sweep/sweep_editor.h"
#include "app/window/about.h"
#include "figure/file/provenance.h"
#include "clipped_text.h"
#include "window_fixture.h"

#include <stdlib.h>
#include <string.h>

static int width = 1280, height = 800, text_percent = 100, delay = 900;
static gboolean dark, right_to_left, cnn, space;
static double playhead = -1, hover = -1, digits = -1;
static char **parameters, **actions, **files, **starts, *kick, *page, *features, *view;

static const GOptionEntry options[] = {
  { "width", 0, 0, G_OPTION_ARG_INT, &width, "Width of the window (1280)", "PX" },
  { "height", 0, 0, G_OPTION_ARG_INT, &height, "Height of the window (800)", "PX" },
  { "text", 0, 0, G_OPTION_ARG_INT, &text_percent, "Text size (100)", "PERCENT" },
  { "wait", 0, 0, G_OPTION_ARG_INT, &delay, "How long to wait before the picture (900)", "MS" },
  { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, "Dark style", NULL },
  { "playhead", 0, 0, G_OPTION_ARG_DOUBLE, &playhead, "Where the playhead stands (end)", "EPOCH" },
  { "hover", 0, 0, G_OPTION_ARG_DOUBLE, &hover, "The epoch under the pointer (none)", "EPOCH" },
  { "rtl", 0, 0, G_OPTION_ARG_NONE, &right_to_left, "Lay out from right to left", NULL },
  { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &parameters, "Set a parameter; repeatable",
    "KEY=VALUE" },
  { "do", 0, 0, G_OPTION_ARG_STRING_ARRAY, &actions,
    "Activate a window action, \"set KEY=VALUE\", \"menu CARD\", \"axis ROLE=KEY\" of the sweep's "
    "form, "
    "\"sweep TEXT\" with | for ends of lines, \"run-sweep\", \"table\", or in the export dialog "
    "\"format "
    "ENDING\" and "
    "\"save FILE\"; repeatable",
    "ACTION" },
  { "start", 0, 0, G_OPTION_ARG_STRING_ARRAY, &starts,
    "Start a trajectory in the portrait, with \"b\" backwards; repeatable", "W_A,W_B[,b]" },
  { "view", 0, 0, G_OPTION_ARG_STRING, &view, "How plots are looked at, as files have it",
    "KEY = VALUE; ..." },
  { "kick", 0, 0, G_OPTION_ARG_STRING, &kick, "Kick the run", "EPOCH,W_A,W_B" },
  { "digits", 0, 0, G_OPTION_ARG_DOUBLE, &digits,
    "The page of digits, after so many seconds of training; --hover is one of its rows then",
    "SECONDS" },
  { "cnn", 0, 0, G_OPTION_ARG_NONE, &cnn, "Convolutions there", NULL },
  { "features-3d", 0, 0, G_OPTION_ARG_NONE, &space, "First-layer features in 3-D", NULL },
  { "features", 0, 0, G_OPTION_ARG_STRING, &features, "What the card of features shows: ratio, ...",
    "PAGE" },
  { "page", 0, 0, G_OPTION_ARG_STRING, &page, "What the portrait's card shows", "PAGE" },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, "FILE.png" },
  { NULL }
};

/* "more" unfolds every expander: not an action, but wanted on pictures. */
static void
unfold (GtkWidget *widget)
{
  if (GTK_IS_EXPANDER (widget))
    gtk_expander_set_expanded (GTK_EXPANDER (widget), TRUE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    unfold (child);
}

static GtkWidget *
find_popover (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_POPOVER (widget) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_popover (child);
  return found;
}

/* The dialog or popover that an action has opened, or the window. */
static GtkWidget *
find_front (AppWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) toplevel = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (toplevel) == GTK_WINDOW (window) &&
          gtk_widget_get_mapped (GTK_WIDGET (toplevel)))
        return GTK_WIDGET (toplevel);
    }
  return find_popover (GTK_WIDGET (window)) != NULL ? find_popover (GTK_WIDGET (window))
                                                    : GTK_WIDGET (window);
}

static void set_parameter (AppWindow *window, const char *assignment);

static void
choose_format (AppWindow *window, const char *ending)
{
  AppExportDialog *dialog;

  wait_until (APP_IS_EXPORT_DIALOG (find_front (window)));
  dialog = APP_EXPORT_DIALOG (find_front (window));
  wait_until (app_export_dialog_is_ready (dialog));
  app_export_dialog_choose_format (dialog, ending);
}

/* The window's and the application's own, which here has none. */
static void
show_dialog (AppWindow *window, const char *name)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/plateau_lab/Plateau/gtk/help-overlay.ui");
  GtkWindow *dialog = g_str_equal (name, "about")
                          ? app_about_new (GTK_WINDOW (window))
                          : GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (dialog, GTK_WINDOW (window));
  gtk_window_present (dialog);
}

static void
choose_axis (AppWindow *window, int role, const char *parameter)
{
  AppSweepForm *form = fixture_find (app_window_get_sweep_page (window), APP_TYPE_SWEEP_FORM);
  AppSweepAxisRow *row = app_sweep_form_get_axis (form, role);
  ModelKey key;

  if (!model_parameter_find (parameter, &key))
    g_error ("%s: no parameter", parameter);
  gtk_drop_down_set_selected (app_sweep_axis_row_get_parameter (row),
                              app_sweep_axis_row_find_parameter (row, key));
}

/* With "|" for ends of lines. */
static void
type_sweep (AppWindow *window, const char *lines)
{
  AppSweepEditor *editor = fixture_find (app_window_get_sweep_page (window), APP_TYPE_SWEEP_EDITOR);
  g_autofree char *text = g_strdelimit (g_strdup (lines), "|", '\n');

  app_sweep_page_set_text (app_window_get_sweep_page (window), text);
  app_sweep_editor_show_form (editor, FALSE);
}

static void
act (AppWindow *window, const char *action)
{
  g_auto (GStrv) parts = g_strsplit (action, "=", 2);

  if (g_str_equal (action, "more"))
    unfold (GTK_WIDGET (window));
  else if (g_str_equal (action, "about") || g_str_equal (action, "shortcuts"))
    show_dialog (window, action);
  else if (g_str_has_prefix (action, "menu "))
    {
      GtkWidget *card =
          app_plot_grid_get_card (app_window_get_grid (window), atoi (action + strlen ("menu ")));

      app_plot_menu_popup (card, gtk_widget_get_width (card) / 2.0,
                           gtk_widget_get_height (card) / 2.0);
    }
  else if (g_str_has_prefix (action, "set "))
    {
      set_parameter (window, action + strlen ("set "));
      fixture_wait_complete (window);
    }
  else if (g_str_has_prefix (action, "axis "))
    choose_axis (window, atoi (action + strlen ("axis ")), strchr (action, '=') + 1);
  else if (g_str_has_prefix (action, "sweep "))
    type_sweep (window, action + strlen ("sweep "));
  else if (g_str_equal (action, "table"))
    gtk_toggle_button_set_active (
        GTK_TOGGLE_BUTTON (gtk_widget_get_template_child (
            GTK_WIDGET (app_window_get_sweep_page (window)), APP_TYPE_SWEEP_PAGE, "as_table")),
        TRUE);
  else if (g_str_equal (action, "run-sweep"))
    {
      app_sweep_page_run (app_window_get_sweep_page (window));
      wait_until (!app_sweep_page_is_running (app_window_get_sweep_page (window)));
    }
  else if (g_str_has_prefix (action, "save "))
    app_export_dialog_save_to (APP_EXPORT_DIALOG (find_front (window)), action + strlen ("save "));
  else if (g_str_has_prefix (action, "format "))
    choose_format (window, action + strlen ("format "));
  else
    fixture_activate (window, parts[0], parts[1]);
}

static void
choose (AppSession *session, int id, const char *choice)
{
  ModelExperiment experiment = *app_session_get_experiment (session);
  g_autoptr (GError) error = NULL;

  if (!model_experiment_parse_value (&experiment, (ModelKey) id, choice, &error) ||
      !app_session_set_experiment (session, &experiment, &error))
    g_error ("%s", error->message);
}

/* Through the row's entry, as if typed: a wrong value shows its message. */
static void
set_parameter (AppWindow *window, const char *assignment)
{
  g_auto (GStrv) parts = g_strsplit (assignment, "=", 2);
  AppParameterRow *row;
  int id;

  if (parts[0] == NULL || parts[1] == NULL || !app_parameter_find (parts[0], &id))
    g_error ("%s: not KEY=VALUE", assignment);
  if (app_parameter (id)->type == MODEL_TYPE_CHOICE)
    {
      choose (app_window_get_session (window), id, parts[1]);
      return;
    }
  row = app_sidebar_get_row (app_window_get_sidebar (window), id);
  gtk_editable_set_text (GTK_EDITABLE (app_parameter_row_get_entry (row)), parts[1]);
  app_parameter_row_commit (row);
}

static void
prepare_cards (AppWindow *window)
{
  AppOrbits *orbits = app_session_get_orbits (app_window_get_session (window));

  for (int i = 0; starts != NULL && starts[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (starts[i], ",", 3);
      const StudyOrbitStart start = {
        { g_ascii_strtod (parts[0], NULL), g_ascii_strtod (parts[1], NULL) }, parts[2] != NULL
      };

      app_orbits_add (orbits, &start, 1);
    }
  if (features != NULL)
    app_paged_card_show_page (fixture_get_card (window, 3), features);
  if (kick != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (kick, ",", 3);
      const double w[2] = { g_ascii_strtod (parts[1], NULL), g_ascii_strtod (parts[2], NULL) };

      g_assert_true (
          app_kicks_apply (app_window_get_session (window), g_ascii_strtod (parts[0], NULL), w));
      fixture_wait_complete (window);
    }
  if (page != NULL)
    app_paged_card_show_page (fixture_get_card (window, 2), page);
  if (space)
    app_paged_card_set_toggle (fixture_get_card (window, 3), "space", TRUE);
}

/* What a picture shows is as it is so long after what was done. */
static void
run_for (guint milliseconds)
{
  const gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    waiting_iterate ();
}

static void
prepare_digits (AppWindow *window)
{
  AppDigitsPage *digits_page = app_window_get_digits (window);
  AppDigitsView *views[] = { app_digits_page_get_loss_view (digits_page),
                             app_digits_page_get_accuracy_view (digits_page) };

  fixture_activate (window, "win.page", "'digits'");
  app_digits_page_set_model (digits_page, cnn ? DIGITS_CNN : DIGITS_MLP);
  if (digits > 0)
    gtk_widget_activate_action (GTK_WIDGET (digits_page), "digits.train", NULL);
  run_for ((guint) (1000 * digits));
  for (gsize i = 0; hover >= 0 && i < G_N_ELEMENTS (views); i++)
    app_digits_view_set_hover (
        views[i], MIN ((int) hover, app_digits_page_get_state (digits_page)->n_rows - 1));
}

static void
prepare_view (AppSession *session)
{
  g_autofree char *text = g_strconcat ("[figure]\n", g_strdelimit (view, ";", '\n'), NULL);
  g_autoptr (GError) error = NULL;
  FigureProvenance read;

  if (!figure_provenance_from_text (&read, text, &error))
    g_error ("%s", error->message);
  app_view_history_set_view (app_session_get_view_history (session), &read.view);
}

static void
prepare (AppWindow *window)
{
  AppSession *session = app_window_get_session (window);

  if (view != NULL)
    prepare_view (session);

  for (int i = 0; parameters != NULL && parameters[i] != NULL; i++)
    set_parameter (window, parameters[i]);
  fixture_wait_complete (window);
  if (playhead >= 0)
    app_session_set_playhead (session, playhead);
  if (digits >= 0)
    prepare_digits (window);
  for (int i = 0; actions != NULL && actions[i] != NULL; i++)
    act (window, actions[i]);
  prepare_cards (window);
  if (playhead >= 0)
    app_session_set_playhead (session, playhead);
  if (hover >= 0 && digits < 0)
    app_session_set_hover (session, hover);
  /* Longer than the easing of the time axis and the folding of the sidebar. */
  run_for (delay);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  AppWindow *window;
  g_autofree char *clipped = NULL;
  gboolean ok;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  fixture_init ();
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * text_percent / 100, NULL);
  if (dark)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        ADW_COLOR_SCHEME_FORCE_DARK);
  if (right_to_left)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  window = fixture_open (width, height);
  prepare (window);
  clipped = clipped_text_find (find_front (window));
  ok = fixture_save_picture (find_front (window), files != NULL ? files[0] : "window.png", &error);
  g_printerr ("%s%s", ok ? "" : error->message, clipped);
  fixture_close (window);
  return ok && clipped[0] == '\0' ? EXIT_SUCCESS : EXIT_FAILURE;
}
