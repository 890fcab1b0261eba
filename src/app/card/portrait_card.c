/* The card of the phase plane: the portrait in 2-D, the loss over it in 3-D, or the map of which
 * modality is learned first; and what a kick has saved. */
#include "app/base/action.h"
#include "app/base/listen.h"
#include "app/card/cards.h"
#include "app/card/learned_first_view.h"
#include "app/card/paged_card.h"
#include "app/card/portrait_view.h"
#include "app/card/scene_view.h"
#include "app/session/kicks.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  AppPagedCard *card; /* owns this */
  AppSession *session;
  AppPortraitView *plane;
  AppSceneView *scene;
  gboolean turning; /* the camera is being told */
} Card;

static const StudyView *
get_view (Card *self)
{
  return app_view_history_get_view_shown (app_session_get_view_history (self->session));
}

/* The scene is rebuilt only where it is seen. */
static void
update_scene (Card *self)
{
  const StudyView *view = get_view (self);
  PlotPortrait portrait;

  if (self->turning || !g_str_equal (app_paged_card_get_page (self->card), "scene"))
    return;
  portrait = *app_portrait_view_get_portrait (self->plane);
  plot_portrait_fit (&portrait);
  app_scene_view_name_modalities (self->scene, app_session_get_experiment (self->session));
  app_scene_view_set_scene (self->scene, plot_scene_new (&portrait));
  app_scene_view_place_camera (self->scene, study_view_has_camera (view) ? view->camera : NULL);
}

static void
camera_moved_cb (Card *self)
{
  double camera[3];

  /* The scene is the same. */
  self->turning = TRUE;
  app_view_history_set_camera (app_session_get_view_history (self->session),
                               app_scene_view_get_camera (self->scene, camera) ? camera : NULL);
  self->turning = FALSE;
}

/* Nullclines, manifolds. */
static void
shown_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  Card *self = data;

  g_simple_action_set_state (action, state);
  app_view_history_hide (app_session_get_view_history (self->session),
                         !app_paged_card_get_toggle (self->card, "nullclines"),
                         !app_paged_card_get_toggle (self->card, "manifolds"));
}

static const GActionEntry actions[] = {
  { .name = "nullclines", .state = "true", .change_state = shown_cb },
  { .name = "manifolds", .state = "true", .change_state = shown_cb },
};

/* What menus and keys say follows the session, whoever has changed it. */
static void
view_changed_cb (Card *self)
{
  GActionMap *map = app_paged_card_get_actions (self->card);
  const StudyView *view = get_view (self);

  app_action_set_state (map, "nullclines", g_variant_new_boolean (!view->hide_nullclines));
  app_action_set_state (map, "manifolds", g_variant_new_boolean (!view->hide_manifolds));
  update_scene (self);
}

static void
run_changed_cb (Card *self)
{
  g_autofree char *text =
      app_session_is_complete (self->session) ? app_kicks_describe (self->session) : NULL;
  const int n = app_session_get_recipe (self->session)->kicks.n;

  update_scene (self);
  /* While a kicked run is being trained the line stays, lest the plot jumps under the pointer. */
  if (n == 0 || text != NULL)
    app_paged_card_set_message (self->card, n > 0 ? text : NULL);
}

static void
add_pages (Card *self)
{
  app_paged_card_add_page (self->card, "plane", _ ("Phase _Portrait"), _ ("Phase portrait"),
                           "portrait", GTK_WIDGET (self->plane));
  app_paged_card_add_page (self->card, "scene", _ ("Loss in _3-D"), _ ("Loss over the weights"),
                           "surface", GTK_WIDGET (self->scene));
  app_paged_card_add_page (self->card, "first", _ ("_Which Is Learned First"),
                           _ ("Learned first, by initial norms"), "first",
                           app_learned_first_view_new (self->session));
  app_paged_card_begin_section (self->card, NULL);
  app_paged_card_add_item (self->card, _ ("_Nullclines"), "nullclines");
  app_paged_card_add_item (self->card, _ ("_Manifolds of the Saddles"), "manifolds");
}

static GtkWidget *
create (AppSession *session)
{
  AppPagedCard *card = app_paged_card_new ("portrait");
  Card *self = g_new0 (Card, 1);

  *self =
      (Card){ .card = card,
              .session = session,
              .plane = APP_PORTRAIT_VIEW (app_portrait_view_new (session)),
              .scene = APP_SCENE_VIEW (app_scene_view_new (_ ("Loss over the weights in 3-D"))) };
  g_object_set_data_full (G_OBJECT (card), "portrait", self, g_free);
  g_action_map_add_action_entries (app_paged_card_get_actions (card), actions,
                                   G_N_ELEMENTS (actions), self);
  add_pages (self);
  app_listen_for (card, "page-changed", G_CALLBACK (update_scene), self, card);
  app_listen_for (self->scene, "camera-moved", G_CALLBACK (camera_moved_cb), self, card);
  app_listen_for (session, "run-changed", G_CALLBACK (run_changed_cb), self, card);
  app_listen_for (session, "playhead-changed", G_CALLBACK (update_scene), self, card);
  app_listen_for (session, "view-changed", G_CALLBACK (view_changed_cb), self, card);
  return GTK_WIDGET (card);
}

const AppCard app_card_portrait = { .create = create };
