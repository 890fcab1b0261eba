/* The phase portrait in a window: pointer, keys, kicks, and what they can be undone to. */
#include "app/card/plane_zoom.h"
#include "app/base/plot_menu.h"
#include "app/card/portrait_view.h"
#include "app/card/scene_view.h"
#include "app/session/kicks.h"
#include "window_fixture.h"

#include <math.h>

typedef struct
{
  AppWindow *window;
  AppSession *session;
  AppPagedCard *card;
  AppPortraitView *view;
  AppOrbits *orbits;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->window = fixture_open (1280, 800);
  f->session = app_window_get_session (f->window);
  f->card = fixture_get_card (f->window, 2);
  f->view = fixture_find (f->card, APP_TYPE_PORTRAIT_VIEW);
  f->orbits = app_session_get_orbits (f->session);
  fixture_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fixture_close (f->window);
}

static void
set (Fixture *f, ModelKey key, double value)
{
  ModelExperiment e = *app_session_get_experiment (f->session);

  g_assert_true (model_experiment_set (&e, key, value, NULL));
  g_assert_true (app_session_set_experiment (f->session, &e, NULL));
  fixture_wait_complete (f->window);
}

static GtkEventController *
find_controller (Fixture *f, GType type, guint button)
{
  g_autoptr (GListModel) all = gtk_widget_observe_controllers (GTK_WIDGET (f->view));

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkEventController) c = g_list_model_get_item (all, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (c, type) &&
          (button == 0 || gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (c)) == button))
        return c;
    }
  g_assert_not_reached ();
}

static void
press (Fixture *f, int n_press, guint button, const double w[2])
{
  double x, y;

  app_portrait_view_place (f->view, w, &x, &y);
  g_signal_emit_by_name (find_controller (f, GTK_TYPE_GESTURE_CLICK, button), "pressed", n_press, x,
                         y);
}

static void
drag_to (Fixture *f, const double from[2], const double to[2])
{
  double x0, y0, x, y;

  app_portrait_view_place (f->view, from, &x0, &y0);
  app_portrait_view_place (f->view, to, &x, &y);
  g_signal_emit_by_name (find_controller (f, GTK_TYPE_GESTURE_DRAG, 0), "drag-update", x - x0,
                         y - y0);
}

static void
release (Fixture *f)
{
  g_signal_emit_by_name (find_controller (f, GTK_TYPE_GESTURE_DRAG, 0), "drag-end", 0.0, 0.0);
}

static void
click (Fixture *f, const double w[2])
{
  press (f, 1, GDK_BUTTON_PRIMARY, w);
  release (f);
}

static gboolean
key (Fixture *f, guint keyval, GdkModifierType state)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (find_controller (f, GTK_TYPE_EVENT_CONTROLLER_KEY, 0), "key-pressed",
                         keyval, 0, state, &handled);
  return handled;
}

static const double here[2] = { 0.4, 0.3 }, there[2] = { 0.6, 0.7 };

/* By the plot's menu there, where that is within the plot. */
static void
start_backwards (Fixture *f, const double w[2])
{
  GtkWidget *view = GTK_WIDGET (f->view), *card = GTK_WIDGET (f->card);
  double x, y;

  app_portrait_view_place (f->view, w, &x, &y);
  if (!gtk_widget_contains (view, x, y))
    return;
  gtk_widget_translate_coordinates (view, card, x, y, &x, &y);
  app_plot_menu_popup (card, x, y);
  fixture_settle ();
  gtk_widget_activate_action (view, "orbit.backward", NULL);
  gtk_popover_popdown (fixture_find (view, GTK_TYPE_POPOVER_MENU));
}

static void
test_click (Fixture *f, gconstpointer data)
{
  click (f, here);
  g_assert_cmpint (app_orbits_count (f->orbits), ==, 1);
  g_assert_cmpfloat_with_epsilon (app_orbits_get_start (f->orbits, 0)->w[0], here[0], 1e-9);
  start_backwards (f, there);
  g_assert_cmpint (app_orbits_count (f->orbits), ==, 2);
  g_assert_true (app_orbits_get_start (f->orbits, 1)->backward);
  fixture_activate (f->window, "win.undo", NULL);
  fixture_activate (f->window, "win.undo", NULL);
  g_assert_cmpint (app_orbits_count (f->orbits), ==, 0);
  fixture_activate (f->window, "win.redo", NULL);
  g_assert_cmpint (app_orbits_count (f->orbits), ==, 1);
}

/* A double click enlarges the plot; the start of its first press was not meant. */
static void
test_double_click (Fixture *f, gconstpointer data)
{
  click (f, here);
  press (f, 2, GDK_BUTTON_PRIMARY, here);
  release (f);
  g_assert_cmpint (app_orbits_count (f->orbits), ==, 0);
}

static void
test_drag_start (Fixture *f, gconstpointer data)
{
  click (f, here);
  press (f, 1, GDK_BUTTON_PRIMARY, here);
  drag_to (f, here, there);
  release (f);
  g_assert_cmpint (app_orbits_count (f->orbits), ==, 1);
  g_assert_cmpfloat_with_epsilon (app_orbits_get_start (f->orbits, 0)->w[1], there[1], 1e-2);
  fixture_activate (f->window, "win.undo", NULL);
  g_assert_cmpfloat_with_epsilon (app_orbits_get_start (f->orbits, 0)->w[1], here[1], 1e-9);
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  double w[2], before[2];

  g_assert_true (key (f, GDK_KEY_Right, 0));
  app_portrait_view_get_hover (f->view, before);
  g_assert_true (key (f, GDK_KEY_Up, GDK_SHIFT_MASK));
  app_portrait_view_get_hover (f->view, w);
  g_assert_cmpfloat (w[0], ==, before[0]);
  g_assert_cmpfloat (w[1], >, before[1]);
  key (f, GDK_KEY_Return, 0);
  key (f, GDK_KEY_b, 0);
  g_assert_cmpint (app_orbits_count (f->orbits), ==, 2);
  g_assert_true (app_orbits_get_start (f->orbits, 1)->backward);
  g_assert_false (key (f, GDK_KEY_Tab, 0)); /* behind the last: the focus goes on */
  g_assert_cmpint (app_orbits_get_selected (f->orbits), ==, -1);
  g_assert_true (key (f, GDK_KEY_Tab, 0));
  g_assert_cmpint (app_orbits_get_selected (f->orbits), ==, 0);
  g_assert_true (key (f, GDK_KEY_Delete, 0));
  g_assert_cmpint (app_orbits_count (f->orbits), ==, 1);
  g_assert_true (key (f, GDK_KEY_Escape, 0)); /* the cross-hair */
  g_assert_true (key (f, GDK_KEY_Escape, 0)); /* the trajectories */
  g_assert_cmpint (app_orbits_count (f->orbits), ==, 0);
  g_assert_false (key (f, GDK_KEY_Escape, 0)); /* the window's */
}

static ModelHistoryRow
row_at (Fixture *f, double epoch)
{
  return model_history_view_at (app_session_get_snapshot (f->session)->history, epoch);
}

/* Dragging the state of epoch 300 kicks the run there; undo brings the old run back, to the bit. */
static void
test_kick (Fixture *f, gconstpointer data)
{
  const double epoch = 300;
  g_autoptr (ModelSnapshot) before =
      model_snapshot_ref ((ModelSnapshot *) app_session_get_snapshot (f->session));
  AppKicksReport report;
  double last = model_snapshot_last_epoch (before);

  app_session_set_playhead (f->session, epoch);
  const ModelHistoryRow state = row_at (f, epoch);
  press (f, 1, GDK_BUTTON_PRIMARY, state.weight);
  drag_to (f, state.weight, there);
  drag_to (f, state.weight, here);
  release (f);
  fixture_wait_complete (f->window);
  g_assert_cmpfloat (app_session_get_playhead (f->session), ==, epoch);
  for (int m = 0; m < 2; m++)
    g_assert_cmpfloat_with_epsilon (row_at (f, epoch).weight[m], here[m], 1e-9);
  g_assert_cmpfloat (row_at (f, epoch - 1).weight[0], ==,
                     model_history_view_at (before->history, epoch - 1).weight[0]);
  g_assert_cmpfloat (app_session_get_last_epoch (f->session), <, last);
  g_assert_true (app_kicks_report (f->session, &report));
  g_assert_cmpint (report.second, ==, 1);
  g_assert_cmpfloat (report.saved_run, >, 50);
  /* Flow against steps of 0.04 at rates up to 8: within a fifth. */
  g_assert_cmpfloat_with_epsilon (report.saved_theory, report.saved_run, 0.2 * report.saved_run);
  g_assert_nonnull (app_paged_card_get_message (f->card));

  fixture_activate (f->window, "win.undo", NULL);
  fixture_wait_complete (f->window);
  g_assert_cmpfloat (app_session_get_last_epoch (f->session), ==, last);
  g_assert_cmpfloat (row_at (f, last).loss, ==, model_history_view_at (before->history, last).loss);
  g_assert_null (app_paged_card_get_message (f->card));
  g_assert_false (app_kicks_report (f->session, &report));
}

/* What several kicks saved counts all of them, in the run and in theory: a last one that loses a
 * little is not the whole. */
static void
test_two_kicks (Fixture *f, gconstpointer data)
{
  const double first[2] = { 1, 0.01 };
  double second[2];
  AppKicksReport report;

  g_assert_true (app_kicks_apply (f->session, 200, first));
  fixture_wait_complete (f->window);
  second[0] = row_at (f, 230).weight[0];
  second[1] = 0.8 * row_at (f, 230).weight[1];
  g_assert_true (app_kicks_apply (f->session, 230, second));
  fixture_wait_complete (f->window);
  g_assert_true (app_kicks_report (f->session, &report));
  g_assert_cmpfloat (report.saved_run, >, 100);
  /* Flow against steps of 0.04. */
  g_assert_cmpfloat_with_epsilon (report.saved_theory, report.saved_run, 0.1 * report.saved_run);
  g_assert_nonnull (strstr (app_paged_card_get_message (f->card), "Kicks saved "));
}

static void
test_kick_by_keys (Fixture *f, gconstpointer data)
{

  app_session_set_playhead (f->session, 250);
  key (f, GDK_KEY_Up, GDK_SHIFT_MASK);
  key (f, GDK_KEY_k, 0);
  fixture_wait_complete (f->window);
  g_assert_cmpint (app_session_get_recipe (f->session)->kicks.kick[0].epoch, ==, 250);
  g_assert_cmpint (app_session_get_recipe (f->session)->kicks.n, ==, 1);
  set (f, MODEL_RHO, 0.3); /* another experiment begins without */
  g_assert_cmpint (app_session_get_recipe (f->session)->kicks.n, ==, 0);
  fixture_activate (f->window, "win.undo", NULL); /* and undo knows what was kicked */
  fixture_wait_complete (f->window);
  g_assert_cmpfloat (model_experiment_get (app_session_get_experiment (f->session), MODEL_RHO), ==,
                     0);
}

/* At the end of a run everything is learned; a kick makes it go on. */
static void
test_kick_at_end (Fixture *f, gconstpointer data)
{
  const double last = app_session_get_last_epoch (f->session);

  g_assert_true (app_kicks_apply (f->session, last, here));
  fixture_wait_complete (f->window);
  g_assert_cmpfloat (app_session_get_last_epoch (f->session), >, last);
  g_assert_cmpfloat (app_session_get_playhead (f->session), ==, last);
}

/* No saddles, lines of fixed points, vectors, silence: drawn, and touched, without harm. */
static void
test_degenerate (Fixture *f, gconstpointer data)
{
  static const struct
  {
    ModelKey key;
    double value;
  } settings[] = { { MODEL_FUSION, 1 }, { MODEL_RHO, 1 },      { MODEL_RHO, -1 },
                   { MODEL_RHO, 0 },    { MODEL_W_B, 0 },      { MODEL_SIGMA_B, 0 },
                   { MODEL_SOURCE, 1 }, { MODEL_INPUTS_A, 5 }, { MODEL_FUSION, 2 } };

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      ModelExperiment e = *app_session_get_experiment (f->session);

      if (!model_experiment_set (&e, settings[i].key, settings[i].value, NULL))
        continue;
      g_assert_true (app_session_set_experiment (f->session, &e, NULL));
      fixture_wait_complete (f->window);
      click (f, here);
      start_backwards (f, there);
      key (f, GDK_KEY_Right, 0);
      key (f, GDK_KEY_k, 0);
      fixture_wait_complete (f->window);
      fixture_settle ();
    }
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  static const char *const pages[] = { "scene", "first", "plane" };

  for (int i = 0; i < 3; i++)
    {
      app_paged_card_show_page (f->card, pages[i]);
      g_assert_cmpstr (app_paged_card_get_page (f->card), ==, pages[i]);
      set (f, MODEL_RHO, 0.1 * (i + 1));
      fixture_settle ();
    }
}

static void
test_accessible (Fixture *f, gconstpointer data)
{
  gtk_test_accessible_assert_role (f->view, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (f->view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Phase portrait");
  gtk_test_accessible_assert_property (f->view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "The run passes the saddle M A and ends at M star.");
  set (f, MODEL_FUSION, 1);
  gtk_test_accessible_assert_property (f->view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "The run passes no saddle and ends at M star.");
}

#define TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

/* By keys around the cross-hair, back, and all again; each is a step that can be undone. */
static void
test_zoom (Fixture *f, gconstpointer data)
{
  const PlotPortrait *portrait = app_portrait_view_get_portrait (f->view);
  const StudyAxis x = portrait->x, y = portrait->y;
  const double at[2] = { 0.25, 0.5 };
  double w[2], px, py;

  gtk_widget_grab_focus (GTK_WIDGET (f->view));
  fixture_activate (f->window, "win.zoom", "2.0");
  portrait = app_portrait_view_get_portrait (f->view);
  g_assert_cmpfloat_with_epsilon (portrait->x.maximum - portrait->x.minimum,
                                  (x.maximum - x.minimum) / 2, 1e-12);
  app_plane_zoom_zoom (GTK_WIDGET (f->view), at, 3);
  portrait = app_portrait_view_get_portrait (f->view);
  /* Picking and placing agree wherever one looks. */
  app_portrait_view_place (f->view, at, &px, &py);
  g_assert_true (app_portrait_view_pick (f->view, px, py, w));
  g_assert_cmpfloat_with_epsilon (w[0], at[0], 1e-9);
  g_assert_cmpfloat_with_epsilon (w[1], at[1], 1e-9);
  const StudyAxis before[2] = { portrait->x, portrait->y };
  const double part = (before[0].maximum - before[0].minimum) / 10;
  fixture_press (f->window, "<Alt>Right");
  portrait = app_portrait_view_get_portrait (f->view);
  g_assert_cmpfloat_with_epsilon (portrait->x.minimum, before[0].minimum + part, 1e-12);
  fixture_press (f->window, "<Alt>Down");
  portrait = app_portrait_view_get_portrait (f->view);
  g_assert_cmpfloat (portrait->y.minimum, <, before[1].minimum);
  fixture_press (f->window, "<Alt>Left");
  fixture_press (f->window, "<Alt>Up");
  portrait = app_portrait_view_get_portrait (f->view);
  g_assert_cmpfloat_with_epsilon (portrait->x.minimum, before[0].minimum, 1e-12);
  g_assert_cmpfloat_with_epsilon (portrait->y.minimum, before[1].minimum, 1e-12);
  /* The arrows alone, and those with Control, are others'. */
  g_assert_false (key (f, GDK_KEY_Right, GDK_ALT_MASK));
  fixture_activate (f->window, "win.zoom-reset", NULL);
  portrait = app_portrait_view_get_portrait (f->view);
  g_assert_cmpfloat (portrait->x.maximum, ==, x.maximum);
  g_assert_cmpfloat (portrait->y.minimum, ==, y.minimum);
  fixture_activate (f->window, "win.undo", NULL);
  portrait = app_portrait_view_get_portrait (f->view);
  g_assert_cmpfloat (portrait->x.maximum - portrait->x.minimum, <, x.maximum - x.minimum);
  fixture_activate (f->window, "win.zoom-back", NULL);
}

/* Where the surface is seen from can be undone, and is told to files. */
static void
test_camera (Fixture *f, gconstpointer data)
{
  AppViewHistory *view_history = app_session_get_view_history (f->session);
  GtkWidget *scene;

  app_paged_card_show_page (f->card, "scene");
  fixture_settle ();
  scene = fixture_find (f->card, APP_TYPE_SCENE_VIEW);
  g_assert_nonnull (scene);
  app_scene_view_turn (APP_SCENE_VIEW (scene), 20, 10);
  g_assert_true (study_view_has_camera (app_view_history_get_view_shown (view_history)));
  const double azimuth = app_scene_view_get_scene (APP_SCENE_VIEW (scene))->camera.azimuth;
  g_assert_cmpfloat (app_view_history_get_view_shown (view_history)->camera[0], ==, azimuth);
  fixture_activate (f->window, "win.undo", NULL);
  g_assert_false (study_view_has_camera (app_view_history_get_view_shown (view_history)));
  g_assert_cmpfloat (app_scene_view_get_scene (APP_SCENE_VIEW (scene))->camera.azimuth, !=,
                     azimuth);
  fixture_activate (f->window, "win.redo", NULL);
  g_assert_cmpfloat_with_epsilon (app_scene_view_get_scene (APP_SCENE_VIEW (scene))->camera.azimuth,
                                  azimuth, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  TEST ("/app/portrait/click", test_click);
  TEST ("/app/portrait/double-click", test_double_click);
  TEST ("/app/portrait/drag-start", test_drag_start);
  TEST ("/app/portrait/keys", test_keys);
  TEST ("/app/portrait/kick", test_kick);
  TEST ("/app/portrait/two-kicks", test_two_kicks);
  TEST ("/app/portrait/kick-by-keys", test_kick_by_keys);
  TEST ("/app/portrait/kick-at-end", test_kick_at_end);
  TEST ("/app/portrait/degenerate", test_degenerate);
  TEST ("/app/portrait/pages", test_pages);
  TEST ("/app/portrait/accessible", test_accessible);
  TEST ("/app/portrait/zoom", test_zoom);
  TEST ("/app/portrait/camera", test_camera);
  return g_test_run ();
}
