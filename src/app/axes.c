/* Actions for the axes of the time plots: thin, each one call of how the session is viewed. */
#include "app/axes.h"

#include "app/action.h"
#include "app/portrait_view.h"
#include "app/session_view.h"

#define WINDOW "window" /* of an action, borrowed */

static void
log_loss_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  app_viewing_set_log_loss (app_session_get_viewing (data), g_variant_get_boolean (state));
}

static void
time_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  PlotTimeScale scale;

  if (plot_time_scale_find (g_variant_get_string (state, NULL), &scale))
    app_viewing_set_time (app_session_get_viewing (data), scale);
}

static void
next_time_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppViewing *viewing = app_session_get_viewing (data);
  const int next = (app_viewing_get_time (viewing) + 1) % (PLOT_TIME_LEARNING + 1);

  app_viewing_set_time (viewing, (PlotTimeScale) next);
}

/* The portrait where it has the keys, around its cross-hair; else the time plots, around the
 * playhead where it is in sight, else around the middle. */
static void
zoom_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = GTK_WINDOW (g_object_get_data (G_OBJECT (action), WINDOW));
  GtkWidget *focus = gtk_window_get_focus (window);
  AppSession *session = data;
  double fraction, at[2];
  PlotRun run;

  if (APP_IS_PORTRAIT_VIEW (focus))
    {
      app_portrait_view_get_hover (APP_PORTRAIT_VIEW (focus), at);
      app_portrait_view_zoom (APP_PORTRAIT_VIEW (focus), at, g_variant_get_double (parameter));
      return;
    }
  app_session_get_run (session, &run);
  fraction = plot_axis_map (&run.epochs, app_session_get_playhead (session));
  if (!(fraction >= 0 && fraction <= 1))
    fraction = 0.5;
  app_session_zoom (session, fraction, g_variant_get_double (parameter));
}

static void
zoom_back_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_session_end_gesture (data);
  app_viewing_back (app_session_get_viewing (data));
}

static void
zoom_reset_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_session_end_gesture (data);
  app_viewing_reset (app_session_get_viewing (data));
}

static const GActionEntry actions[] = {
  { .name = "log-loss", .state = "false", .change_state = log_loss_cb },
  { .name = "time", .parameter_type = "s", .state = "'linear'", .change_state = time_cb },
  { .name = "next-time", .activate = next_time_cb },
  { .name = "zoom", .activate = zoom_cb, .parameter_type = "d" },
  { .name = "zoom-back", .activate = zoom_back_cb },
  { .name = "zoom-reset", .activate = zoom_reset_cb },
};

/* States follow the session, whoever has changed it. */
static void
view_changed_cb (AppSession *session, GActionMap *window)
{
  AppViewing *viewing = app_session_get_viewing (session);

  app_action_set_state (window, "log-loss",
                        g_variant_new_boolean (app_viewing_get_log_loss (viewing)));
  app_action_set_state (
      window, "time",
      g_variant_new_string (plot_time_scale_get_name (app_viewing_get_time (viewing))));
}

void
app_axes_add_actions (GActionMap *window, AppSession *session)
{
  g_action_map_add_action_entries (window, actions, G_N_ELEMENTS (actions), session);
  g_object_set_data (G_OBJECT (g_action_map_lookup_action (window, "zoom")), WINDOW, window);
  g_signal_connect_object (session, "view-changed", G_CALLBACK (view_changed_cb), window, 0);
}
