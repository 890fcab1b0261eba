/* The card of first-layer features, in the plane or in 3-D wherever the data have a third input,
 * of the balance of layers, of the accuracies of a training log, and of the maps of data sets. */
#include "app/base/action.h"
#include "app/base/listen.h"
#include "app/card/balance_view.h"
#include "app/card/cards.h"
#include "app/card/features_view.h"
#include "app/card/paged_card.h"
#include "app/card/scene_view.h"
#include "app/card/theory_map_view.h"
#include "figure/figure_theory_map.h"
#include "plot/space/scene_neurons.h"
#include "plot/time/accuracy_plot.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  AppPagedCard *card; /* owns this */
  AppSession *session;
  AppFeaturesView *features;
  AppTheoryMapView *map;
  AppSceneView *scene;
  const char *accuracy;   /* path of the log whose accuracies there are to be seen; NULL: none */
  PlotNeuronsPlane usual; /* of the data; the user's choice holds until another one is usual */
} Card;

/* Behind the first page, one for each PlotTheoryMapKind. */
static const struct
{
  const char *page, *item;
} maps[PLOT_N_THEORY_MAPS] = {
  [PLOT_THEORY_MAP_RATIO] = { "ratio", N_ ("Map of the Time _Ratio") },
  [PLOT_THEORY_MAP_CREDIT] = { "credit", N_ ("Map of _Over-Credit") },
  [PLOT_THEORY_MAP_PREFERENCE] = { "preference", N_ ("Regions of _Preference") },
};

static const struct
{
  const char *name, *item;
} planes[PLOT_NEURONS_N_PLANES] = {
  [PLOT_NEURONS_CORRELATION] = { "correlation", N_ ("Along the _Correlation") },
  [PLOT_NEURONS_SOLUTION] = { "solution", N_ ("Along the _Solution") },
  [PLOT_NEURONS_PRINCIPAL] = { "principal", N_ ("Of _Largest Variance") },
  [PLOT_NEURONS_B] = { "b", N_ ("Inputs of _B, A as Colour") },
};

/* The scene is rebuilt only where it is seen. */
static void
update (Card *self)
{
  const gboolean space = app_paged_card_get_toggle (self->card, "space") &&
                         app_features_view_has_plane (self->features, PLOT_NEURONS_B);
  PlotNeurons neurons;

  if (space)
    app_paged_card_set_view (self->card, "features", "features-3d", GTK_WIDGET (self->scene));
  else
    app_paged_card_set_view (self->card, "features", "features", GTK_WIDGET (self->features));
  if (!space || !g_str_equal (app_paged_card_get_page (self->card), "features"))
    return;
  app_features_view_get_neurons (self->features, &neurons);
  app_scene_view_name_modalities (self->scene, app_session_get_experiment (self->session));
  app_scene_view_set_scene (self->scene, plot_scene_new_neurons (&neurons));
}

static void
page_changed_cb (Card *self)
{
  for (int i = 0; i < PLOT_N_THEORY_MAPS; i++)
    if (g_str_equal (app_paged_card_get_page (self->card), maps[i].page))
      app_theory_map_view_set_kind (self->map, (PlotTheoryMapKind) i);
  update (self);
}

static void
space_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  g_simple_action_set_state (action, state);
  update (data);
}

static void
plane_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  const char *name = g_variant_get_string (state, NULL);

  for (int i = 0; i < PLOT_NEURONS_N_PLANES; i++)
    if (g_str_equal (name, planes[i].name))
      {
        g_simple_action_set_state (action, state);
        app_features_view_set_plane (((Card *) data)->features, (PlotNeuronsPlane) i);
      }
}

static const GActionEntry actions[] = {
  { .name = "space", .state = "false", .change_state = space_cb },
  { .name = "plane", .parameter_type = "s", .state = "'correlation'", .change_state = plane_cb },
};

static void
set_enabled (Card *self, const char *action, PlotNeuronsPlane needed)
{
  app_action_set_enabled (app_paged_card_get_actions (self->card), action,
                          app_features_view_has_plane (self->features, needed));
}

/* Scalar inputs have no choice; XOR and other data have planes of their own to begin with. */
static void
run_changed_cb (Card *self)
{
  const PlotNeuronsPlane usual =
      plot_neurons_choose_plane (app_session_get_experiment (self->session));

  set_enabled (self, "plane", PLOT_NEURONS_SOLUTION);
  set_enabled (self, "space", PLOT_NEURONS_B);
  if (usual != self->usual)
    g_action_group_change_action_state (G_ACTION_GROUP (app_paged_card_get_actions (self->card)),
                                        "plane", g_variant_new_string (planes[usual].name));
  self->usual = usual;
  update (self);
}

/* A log with accuracies shows them beside the run when it comes, and leaves its place when it goes.
 */
static void
log_changed_cb (Card *self)
{
  const char *accuracy = NULL;
  StudyRun run;

  app_session_get_run (self->session, &run);
  if (run.log != NULL && study_log_has_accuracy (run.log))
    accuracy = model_experiment_get_text (app_session_get_experiment (self->session), MODEL_LOG);
  if (accuracy != NULL && accuracy != self->accuracy)
    app_paged_card_show_page (self->card, "accuracy");
  else if (accuracy == NULL && self->accuracy != NULL &&
           g_str_equal (app_paged_card_get_page (self->card), "accuracy"))
    app_paged_card_show_page (self->card, "features");
  self->accuracy = accuracy;
}

static void
hide_title_cb (StudyRun *run, gpointer unused G_GNUC_UNUSED)
{
  run->hide_title = TRUE; /* the card's own */
}

static char *
describe_accuracy (const ModelSnapshot *snapshot G_GNUC_UNUSED,
                   const StudyPhases *phases G_GNUC_UNUSED)
{
  return g_strdup (_ ("Accuracies of the training log over the epochs of the run."));
}

static GtkWidget *
new_accuracy_view (Card *self)
{
  GtkWidget *view = app_plot_view_new (self->session, _ ("Accuracy of the training log"),
                                       plot_accuracy_draw, describe_accuracy);

  app_plot_view_set_fill (APP_PLOT_VIEW (view), hide_title_cb, NULL);
  return view;
}

static void
add_pages (Card *self)
{
  app_paged_card_add_page (self->card, "features", _ ("First-Layer _Features"),
                           _ ("First-layer features"), "features", GTK_WIDGET (self->features));
  /* Has its place on the card from the beginning. */
  app_paged_card_set_view (self->card, "features", "features-3d", GTK_WIDGET (self->scene));
  app_paged_card_add_hiding_item (self->card, _ ("Features in _3-D"), "space");
  app_paged_card_add_page (self->card, "balance", _ ("_Balance of Layers"), _ ("Balance of layers"),
                           "balance", app_balance_view_new (self->session));
  app_paged_card_add_page (self->card, "accuracy", _ ("_Accuracy of the Training Log"),
                           _ ("Accuracy of the training log"), "accuracy",
                           new_accuracy_view (self));
  for (int i = 0; i < PLOT_N_THEORY_MAPS; i++)
    app_paged_card_add_page (self->card, maps[i].page, _ (maps[i].item),
                             app_theory_map_point_get_name ((PlotTheoryMapKind) i),
                             figure_get_name (figure_theory_map_of ((PlotTheoryMapKind) i)),
                             GTK_WIDGET (self->map));
  app_paged_card_begin_section (self->card, _ ("Inputs on the Axes"));
  for (int i = 0; i < PLOT_NEURONS_N_PLANES; i++)
    {
      g_autofree char *action = g_strconcat ("plane::", planes[i].name, NULL);

      app_paged_card_add_item (self->card, _ (planes[i].item), action);
    }
}

static GtkWidget *
create (AppSession *session)
{
  AppPagedCard *card = app_paged_card_new ("features");
  Card *self = g_new0 (Card, 1);

  *self =
      (Card){ .card = card,
              .session = session,
              .features = APP_FEATURES_VIEW (app_features_view_new (session)),
              .map = APP_THEORY_MAP_VIEW (app_theory_map_view_new (session)),
              .scene = APP_SCENE_VIEW (app_scene_view_new (_ ("First-layer features in 3-D"))) };
  g_action_map_add_action_entries (app_paged_card_get_actions (card), actions,
                                   G_N_ELEMENTS (actions), self);
  g_object_set_data_full (G_OBJECT (card), "features", self, g_free);
  add_pages (self);
  app_theory_map_view_set_title (self->map, app_paged_card_get_title (card));
  run_changed_cb (self);
  app_listen_for (card, "page-changed", G_CALLBACK (page_changed_cb), self, card);
  app_listen_for (session, "run-changed", G_CALLBACK (run_changed_cb), self, card);
  app_listen_for (session, "run-changed", G_CALLBACK (log_changed_cb), self, card);
  app_listen_for (session, "data-changed", G_CALLBACK (log_changed_cb), self, card);
  app_listen_for (session, "playhead-changed", G_CALLBACK (update), self, card);
  app_listen_for (session, "view-changed", G_CALLBACK (update), self, card);
  return GTK_WIDGET (card);
}

const AppCard app_card_features = { .create = create };
