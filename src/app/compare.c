/* Actions for comparing: thin, each one call of the session. */
#include "app/compare.h"

static const struct
{
  const char *action;
  AppComparisonMode mode;
} modes[] = {
  { "race", APP_COMPARISON_FUSION },
  { "seeds", APP_COMPARISON_SEEDS },
};

static void
mode_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  const char *name = g_action_get_name (G_ACTION (action));
  const gboolean on = g_variant_get_boolean (state);

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    if (g_str_equal (modes[i].action, name))
      app_session_set_comparison_mode (data, on ? modes[i].mode : APP_COMPARISON_NONE);
}

static const GActionEntry actions[] = {
  { .name = "race", .state = "false", .change_state = mode_cb },
  { .name = "seeds", .state = "false", .change_state = mode_cb },
};

/* One of them at most is on, whoever has turned it on. */
static void
view_changed_cb (AppSession *session, GActionMap *window)
{
  const AppComparisonMode mode = app_session_get_comparison_mode (session);

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    g_simple_action_set_state (
        G_SIMPLE_ACTION (g_action_map_lookup_action (window, modes[i].action)),
        g_variant_new_boolean (modes[i].mode == mode));
}

void
app_compare_add_actions (GActionMap *window, AppSession *session)
{
  g_action_map_add_action_entries (window, actions, G_N_ELEMENTS (actions), session);
  g_signal_connect_object (session, "view-changed", G_CALLBACK (view_changed_cb), window, 0);
}
