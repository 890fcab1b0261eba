/* Actions for playing: thin, each one call of the session. */
#include "app/panel/transport.h"

#include "app/base/action.h"
#include "app/session/session_view.h"

#define STEP_FRACTION 0.01

static void
play_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppSession *session = data;

  app_session_set_playing (session, !app_session_get_playing (session));
}

static void
speed_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_session_set_speed (data, g_variant_get_double (parameter));
}

static void
faster_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppSession *session = data;

  app_session_set_speed (session, app_session_get_speed (session) * 2);
}

static void
slower_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppSession *session = data;

  app_session_set_speed (session, app_session_get_speed (session) / 2);
}

static void
go_start_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_session_set_playhead (data, 0);
}

static void
go_end_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppSession *session = data;

  app_session_set_playing (session, FALSE);
  app_session_set_playhead (session, app_session_get_last_epoch (session));
}

static void
step_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppSession *session = data;

  app_session_set_playing (session, FALSE);
  app_session_step (session, g_variant_get_int32 (parameter), 0);
}

static void
stride_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppSession *session = data;

  app_session_set_playing (session, FALSE);
  app_session_step (session, 0, g_variant_get_int32 (parameter) * STEP_FRACTION);
}

static void
slow_down_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  app_playback_set_slow_down (app_session_get_playback (data), g_variant_get_boolean (state));
  g_simple_action_set_state (action, state);
}

static const GActionEntry actions[] = {
  { .name = "play", .activate = play_cb, .state = "false" },
  { .name = "speed", .activate = speed_cb, .parameter_type = "d", .state = "1.0" },
  { .name = "faster", .activate = faster_cb },
  { .name = "slower", .activate = slower_cb },
  { .name = "go-start", .activate = go_start_cb },
  { .name = "go-end", .activate = go_end_cb },
  { .name = "step", .activate = step_cb, .parameter_type = "i" },
  { .name = "stride", .activate = stride_cb, .parameter_type = "i" },
  { .name = "slow-down", .state = "true", .change_state = slow_down_cb },
};

/* States follow the session, whoever has changed it. */
static void
playhead_changed_cb (AppSession *session, GActionMap *window)
{
  app_action_set_state (window, "play", g_variant_new_boolean (app_session_get_playing (session)));
  app_action_set_state (window, "speed", g_variant_new_double (app_session_get_speed (session)));
}

void
app_transport_add_actions (GActionMap *window, AppSession *session)
{
  g_action_map_add_action_entries (window, actions, G_N_ELEMENTS (actions), session);
  g_signal_connect_object (session, "playhead-changed", G_CALLBACK (playhead_changed_cb), window,
                           0);
}
