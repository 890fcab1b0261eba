/* Theory in a real window: the strip of facts and the maps. */
#include "app/card/balance_view.h"
#include "app/card/features_view.h"
#include "app/card/plot_view.h"
#include "app/card/scene_view.h"
#include "app/card/theory_map_view.h"
#include "window_fixture.h"

#include <math.h>

static AppTheoryMapView *
map_of (AppWindow *window)
{
  AppPagedCard *card = fixture_get_card (window, 3);

  app_paged_card_show_page (card, "ratio");
  fixture_settle ();
  return fixture_find (card, APP_TYPE_THEORY_MAP_VIEW);
}

static void
set (AppWindow *window, ModelKey key, double value)
{
  AppSession *session = app_window_get_session (window);
  ModelExperiment experiment = *app_session_get_experiment (session);

  g_assert_true (model_experiment_set (&experiment, key, value, NULL));
  g_assert_true (app_session_set_experiment (session, &experiment, NULL));
  fixture_wait_complete (window);
}

static double
get (AppWindow *window, ModelKey key)
{
  return model_experiment_get (app_session_get_experiment (app_window_get_session (window)), key);
}

static void
wait_for_map (AppTheoryMapView *view)
{
  wait_until (app_theory_map_view_is_current (view));
}

static void
test_facts_follow (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppFactsStrip *strip = app_window_get_facts (window);
  g_autofree char *before = g_strdup (app_facts_strip_get_fact (strip, APP_FACT_T_B)->run);

  set (window, MODEL_RHO, 0.5);
  wait_until (strcmp (app_facts_strip_get_fact (strip, APP_FACT_T_B)->run, before) != 0);
  g_assert_cmpstr (app_facts_strip_get_fact (strip, APP_FACT_CREDIT)->theory, ==, "+25 %");
  app_session_set_playhead (app_window_get_session (window), 0);
  g_assert_cmpstr (app_facts_strip_get_fact (strip, APP_FACT_PLACE)->name, ==, "Now at epoch 0");
  set (window, MODEL_RHO, 1);
  wait_until (strcmp (app_facts_strip_get_fact (strip, APP_FACT_RATIO)->theory, "never") == 0);
  fixture_close (window);
}

/* The less room, the fewer; the first is always there. */
static void
test_facts_make_room (void)
{
  static const int widths[] = { 1920, 1280, 1024, 720 };
  int before = APP_N_FACTS;

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      AppWindow *window = fixture_open (widths[i], 700);
      AppFactsStrip *strip = app_window_get_facts (window);
      int shown = 0;

      fixture_settle ();
      for (int kind = 0; kind < APP_N_FACTS; kind++)
        shown += app_facts_strip_is_shown (strip, (AppFactKind) kind);
      g_assert_true (app_facts_strip_is_shown (strip, APP_FACT_T_A));
      g_assert_cmpint (shown, <=, before);
      if (widths[i] == 1920)
        /* all but the one that noiseless data have not */
        g_assert_cmpint (shown, ==, APP_N_FACTS - 1);
      before = shown;
      fixture_close (window);
    }
  g_assert_cmpint (before, <, APP_N_FACTS);
}

static void
test_map_is_dragged (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppTheoryMapView *map = map_of (window);
  int width, height;

  wait_for_map (map);
  width = gtk_widget_get_width (GTK_WIDGET (map));
  height = gtk_widget_get_height (GTK_WIDGET (map));
  app_theory_map_view_move_to (map, width / 2.0, height / 2.0);
  fixture_wait_complete (window);
  const double middle_rho = get (window, MODEL_RHO), middle_spread = get (window, MODEL_SIGMA_A);
  app_theory_map_view_move_to (map, width / 2.0 + 60, height / 2.0 - 40);
  g_assert_cmpfloat (get (window, MODEL_RHO), >, middle_rho);
  g_assert_cmpfloat (get (window, MODEL_SIGMA_A), >, middle_spread);
  app_theory_map_view_move_to (map, 10 * width, -10 * height); /* beyond: the corner */
  g_assert_cmpfloat (get (window, MODEL_RHO), ==, 1);
  g_assert_cmpfloat (get (window, MODEL_SIGMA_A), ==, 4);
  fixture_wait_complete (window);
  fixture_close (window);
}

/* Around the point by keys; dragging goes by what is shown; a step of undo each; the card exports
 * it. */
static void
test_map_is_zoomed (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppSession *session = app_window_get_session (window);
  const StudyView *view = app_view_history_get_view_shown (app_session_get_view_history (session));
  const double (*range)[2] = view->plane[STUDY_PLANE_MAP];
  AppTheoryMapView *map = map_of (window);

  wait_for_map (map);
  gtk_widget_grab_focus (GTK_WIDGET (map));
  app_session_end_gesture (session);
  fixture_press (window, "<Control>plus");
  g_assert_true (study_view_has_plane (view, STUDY_PLANE_MAP));
  wait_for_map (map);
  fixture_settle ();
  /* rho = 0 is the middle, sigma_A / sigma_B = 2 three quarters of four octaves. */
  g_assert_cmpfloat_with_epsilon (range[0][1], 2.0 / 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (log2 (range[1][1]), 1 + 1 / 1.5, 1e-9);
  app_session_end_gesture (session);
  fixture_press (window, "<Alt>Left");
  g_assert_cmpfloat_with_epsilon (range[0][1], 2.0 / 3 - 2.0 / 15, 1e-9);
  app_theory_map_view_move_to (map, 1e6, 1e6); /* the corner of what is shown */
  g_assert_cmpfloat (get (window, MODEL_RHO), ==, 0.53);
  fixture_wait_complete (window);
  fixture_activate (window, "win.undo", NULL); /* the point */
  fixture_activate (window, "win.undo", NULL); /* the pan */
  g_assert_cmpfloat_with_epsilon (range[0][1], 2.0 / 3, 1e-9);
  fixture_activate (window, "win.undo", NULL); /* the zoom */
  g_assert_false (study_view_has_plane (view, STUDY_PLANE_MAP));
  fixture_activate (window, "win.redo", NULL);
  fixture_press (window, "0");
  g_assert_false (study_view_has_plane (view, STUDY_PLANE_MAP));
  fixture_press (window, "BackSpace");
  g_assert_true (study_view_has_plane (view, STUDY_PLANE_MAP));
  /* Regions have axes of their own; the time plots pan where neither has the keys. */
  app_theory_map_view_set_kind (map, PLOT_THEORY_MAP_PREFERENCE);
  fixture_press (window, "<Control>plus");
  g_assert_true (study_view_has_plane (view, STUDY_PLANE_REGIONS));
  fixture_settle ();
  app_timeline_focus (app_window_get_timeline (window));
  fixture_press (window, "<Control>plus");
  const double from = view->from;
  fixture_press (window, "<Alt>Left");
  g_assert_cmpfloat (view->from, <, from);
  fixture_close (window);
}

static void
test_map_follows_the_network (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppTheoryMapView *map = map_of (window);

  wait_for_map (map);
  set (window, MODEL_DEPTH, 4);
  set (window, MODEL_FUSION, 3);
  wait_for_map (map);
  for (int kind = 0; kind < PLOT_N_THEORY_MAPS; kind++)
    {
      app_theory_map_view_set_kind (map, (PlotTheoryMapKind) kind);
      g_assert_cmpint (app_theory_map_view_get_kind (map), ==, kind);
      wait_for_map (map);
      fixture_settle ();
    }
  fixture_close (window); /* also while a map may be at work */
}

static void
test_regions_set_weights (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppTheoryMapView *map = map_of (window);

  app_theory_map_view_set_kind (map, PLOT_THEORY_MAP_PREFERENCE);
  fixture_settle ();
  app_theory_map_view_move_to (map, 1e6, 1e6); /* the lower right corner: region III's */
  g_assert_cmpfloat (get (window, MODEL_SIGMA_A), ==, 4);
  g_assert_cmpfloat (get (window, MODEL_W_A), ==, 0.25);
  fixture_wait_complete (window);
  fixture_close (window);
}

/* Features, then maps and back, named for exports; a plane that the data do not have changes
 * nothing. */
static void
test_features_card (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppPagedCard *card = fixture_get_card (window, 3);
  AppFeaturesView *features = fixture_find (card, APP_TYPE_FEATURES_VIEW);

  fixture_wait_complete (window);
  g_assert_cmpstr (app_paged_card_get_page (card), ==, "features");
  g_assert_cmpstr (gtk_widget_get_name (GTK_WIDGET (card)), ==, "features");
  g_assert_true (app_features_view_has_plane (features, PLOT_NEURONS_CORRELATION));
  g_assert_false (app_features_view_has_plane (features, PLOT_NEURONS_B));
  app_features_view_set_plane (features, PLOT_NEURONS_B);
  for (double epoch = 0; epoch < 600; epoch += 150)
    {
      app_session_set_playhead (app_window_get_session (window), epoch);
      fixture_settle ();
    }
  app_paged_card_show_page (card, "credit");
  g_assert_cmpint (app_theory_map_view_get_kind (fixture_find (card, APP_TYPE_THEORY_MAP_VIEW)), ==,
                   PLOT_THEORY_MAP_CREDIT);
  g_assert_cmpstr (gtk_widget_get_name (GTK_WIDGET (card)), ==, "map-credit");
  app_paged_card_show_page (card, "nonsense");
  g_assert_cmpstr (app_paged_card_get_page (card), ==, "credit");
  app_paged_card_show_page (card, "features");
  g_assert_cmpstr (gtk_widget_get_name (GTK_WIDGET (card)), ==, "features");
  fixture_close (window);
}

static const StudyBalance *
get_balance (GtkWidget *view)
{
  StudyRun run = { .balance = NULL };

  app_balance_view_fill (view, &run);
  return run.balance;
}

/* Balance of layers is measured once it is looked at, and anew for another run. */
static void
test_balance (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppSession *session = app_window_get_session (window);
  AppPagedCard *card = fixture_get_card (window, 3);
  GtkWidget *view = fixture_find (card, APP_TYPE_PLOT_VIEW);
  StudyRun run = { .balance = NULL };
  double flow;

  fixture_wait_complete (window);
  g_assert_null (get_balance (view));
  app_paged_card_show_page (card, "balance");
  g_assert_cmpstr (gtk_widget_get_name (GTK_WIDGET (card)), ==, "balance");
  wait_until (get_balance (view) != NULL);
  /* The card's own title stands there. */
  app_balance_view_fill (view, &run);
  g_assert_true (run.hide_title);
  const double descent = study_balance_get_largest (get_balance (view));
  set (window, MODEL_DYNAMICS, MODEL_DYNAMICS_FLOW);
  wait_until (get_balance (view) != NULL);
  flow = study_balance_get_largest (get_balance (view));
  g_assert_cmpfloat (flow, <, 1e-3 * descent);
  app_session_set_hover (session, 100);
  fixture_settle ();
  fixture_close (window);
}

/* XOR opens in the plane of B's inputs; 3-D is there as long as a third input is. */
static void
test_features_of_xor (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppSession *session = app_window_get_session (window);
  AppPagedCard *card = fixture_get_card (window, 3);
  ModelExperiment experiment = *app_session_get_experiment (session), scalar = experiment;
  PlotNeurons neurons;

  app_paged_card_set_toggle (card, "space", TRUE);
  g_assert_cmpstr (gtk_widget_get_name (GTK_WIDGET (card)), ==, "features");
  model_experiment_set (&experiment, MODEL_SOURCE, MODEL_SOURCE_XOR, NULL);
  model_experiment_set (&experiment, MODEL_EPOCHS, 300, NULL);
  g_assert_true (app_session_set_experiment (session, &experiment, NULL));
  fixture_wait_complete (window);
  app_features_view_get_neurons (fixture_find (card, APP_TYPE_FEATURES_VIEW), &neurons);
  g_assert_cmpint (neurons.plane, ==, PLOT_NEURONS_B);
  g_assert_cmpstr (gtk_widget_get_name (GTK_WIDGET (card)), ==, "features-3d");
  const PlotScene *scene = app_scene_view_get_scene (fixture_find (card, APP_TYPE_SCENE_VIEW));
  g_assert_nonnull (scene);
  g_assert_cmpint (scene->dots->len, ==, 200); /* late fusion: a hundred of each branch */
  app_paged_card_set_toggle (card, "space", FALSE);
  g_assert_cmpstr (gtk_widget_get_name (GTK_WIDGET (card)), ==, "features");
  app_paged_card_set_toggle (card, "space", TRUE);
  g_assert_true (app_session_set_experiment (session, &scalar, NULL));
  fixture_wait_complete (window);
  app_features_view_get_neurons (fixture_find (card, APP_TYPE_FEATURES_VIEW), &neurons);
  g_assert_cmpint (neurons.plane, ==, PLOT_NEURONS_CORRELATION);
  g_assert_cmpstr (gtk_widget_get_name (GTK_WIDGET (card)), ==, "features");
  fixture_close (window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  g_test_add_func ("/app/theory-window/facts-follow", test_facts_follow);
  g_test_add_func ("/app/theory-window/facts-make-room", test_facts_make_room);
  g_test_add_func ("/app/theory-window/map-is-dragged", test_map_is_dragged);
  g_test_add_func ("/app/theory-window/map-is-zoomed", test_map_is_zoomed);
  g_test_add_func ("/app/theory-window/map-follows-the-network", test_map_follows_the_network);
  g_test_add_func ("/app/theory-window/regions-set-weights", test_regions_set_weights);
  g_test_add_func ("/app/theory-window/features-card", test_features_card);
  g_test_add_func ("/app/theory-window/balance", test_balance);
  g_test_add_func ("/app/theory-window/features-of-xor", test_features_of_xor);
  return g_test_run ();
}
