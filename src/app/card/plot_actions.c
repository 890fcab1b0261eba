/* Actions for what is seen of the plots: thin, each one call of how the session is viewed. */
#include "app/card/plot_actions.h"

#include "app/base/action.h"
#include "app/card/plane_zoom.h"
#include "app/session/session_view.h"

#define WINDOW "window" /* of an action, borrowed */

static void
log_loss_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  app_view_history_set_log_loss (app_session_get_view_history (data),
                                 g_variant_get_boolean (state));
}

static void
time_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  StudyTimeScale scale;

  if (study_time_scale_find (g_variant_get_string (state, NULL), &scale))
    app_view_history_set_time (app_session_get_view_history (data), scale);
}

static void
next_time_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppViewHistory *view_history = app_session_get_view_history (data);
  const int next = (app_view_history_get_time (view_history) + 1) % (STUDY_TIME_LEARNING + 1);

  app_view_history_set_time (view_history, (StudyTimeScale) next);
}

/* What has the keys. */
static GtkWidget *
get_focus (GSimpleAction *action)
{
  return gtk_window_get_focus (GTK_WINDOW (g_object_get_data (G_OBJECT (action), WINDOW)));
}

/* Portrait or map where it has the keys; else the time plots, around the playhead where it is in
 * sight, else around the middle. */
static void
zoom_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *focus = get_focus (action);
  AppSession *session = data;
  double fraction;
  StudyRun run;

  if (app_plane_zoom_is_attached (focus))
    {
      app_plane_zoom_zoom (focus, NULL, g_variant_get_double (parameter));
      return;
    }
  app_session_get_run (session, &run);
  fraction = study_axis_map (&run.epochs, app_session_get_playhead (session));
  if (!(fraction >= 0 && fraction <= 1))
    fraction = 0.5;
  app_session_zoom (session, fraction, g_variant_get_double (parameter));
}

/* The same plots; time goes to the right only. */
static void
pan_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *focus = get_focus (action);
  double right, up;

  g_variant_get (parameter, "(dd)", &right, &up);
  if (app_plane_zoom_is_attached (focus))
    app_plane_zoom_pan (focus, right, up);
  else if (right != 0)
    app_session_pan (data, right);
}

static void
zoom_back_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_session_end_gesture (data);
  app_view_history_back (app_session_get_view_history (data));
}

static void
zoom_reset_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_session_end_gesture (data);
  app_view_history_reset (app_session_get_view_history (data));
}

static const GActionEntry actions[] = {
  { .name = "log-loss", .state = "false", .change_state = log_loss_cb },
  { .name = "time", .parameter_type = "s", .state = "'linear'", .change_state = time_cb },
  { .name = "next-time", .activate = next_time_cb },
  { .name = "zoom", .activate = zoom_cb, .parameter_type = "d" },
  { .name = "pan", .activate = pan_cb, .parameter_type = "(dd)" },
  { .name = "zoom-back", .activate = zoom_back_cb },
  { .name = "zoom-reset", .activate = zoom_reset_cb },
};

/* States follow the session, whoever has changed it. */
static void
view_changed_cb (AppSession *session, GActionMap *window)
{
  AppViewHistory *view_history = app_session_get_view_history (session);

  app_action_set_state (window, "log-loss",
                        g_variant_new_boolean (app_view_history_get_log_loss (view_history)));
  app_action_set_state (
      window, "time",
      g_variant_new_string (study_time_scale_get_name (app_view_history_get_time (view_history))));
}

void
app_plot_actions_add (GActionMap *window, AppSession *session)
{
  g_action_map_add_action_entries (window, actions, G_N_ELEMENTS (actions), session);
  for (int i = 0; i < 2; i++)
    g_object_set_data (G_OBJECT (g_action_map_lookup_action (window, i == 0 ? "zoom" : "pan")),
                       WINDOW, window);
  g_signal_connect_object (session, "view-changed", G_CALLBACK (view_changed_cb), window, 0);
}
