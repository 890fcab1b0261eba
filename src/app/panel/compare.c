/* Actions for comparing: thin, each one call of the session. */
#include "app/panel/compare.h"

#include "app/base/action.h"
#include "app/session/restored_runs.h"
#include "app/session/session_pins.h"
#include "app/session/session_recipe.h"

static const struct
{
  const char *action;
  StudyEnsemble mode;
} modes[] = {
  { "race", STUDY_ENSEMBLE_FUSION },
  { "seeds", STUDY_ENSEMBLE_SEEDS },
};

static void
mode_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  const char *name = g_action_get_name (G_ACTION (action));
  const gboolean on = g_variant_get_boolean (state);

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    if (g_str_equal (modes[i].action, name))
      app_session_set_comparison_mode (data, on ? modes[i].mode : STUDY_ENSEMBLE_NONE);
}

static void
pin_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_session_pin (data);
}

static void
unpin_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_session_unpin (data, g_variant_get_int32 (parameter));
}

static void
unpin_last_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_session_unpin (data, study_pins_count (app_session_get_pins (data)) - 1);
}

static void
retrain_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_restored_runs_retry (data, g_variant_get_int32 (parameter));
}

/* The same pin again: no difference any more. */
static void
difference_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const int pin = g_variant_get_int32 (parameter);
  const int present = study_pins_get_difference (app_session_get_pins (data));

  app_session_show_difference (data, pin == present ? -1 : pin);
}

/* None, the first pin, the second, ... and none again. */
static void
next_difference_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_session_show_difference (data, study_pins_get_difference (app_session_get_pins (data)) + 1);
}

static void
fork_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  if (g_variant_get_boolean (state))
    app_session_fork (data);
  else
    app_session_unfork (data);
}

static const GActionEntry actions[] = {
  { .name = "race", .state = "false", .change_state = mode_cb },
  { .name = "seeds", .state = "false", .change_state = mode_cb },
  { .name = "fork", .state = "false", .change_state = fork_cb },
  { .name = "pin", .activate = pin_cb },
  { .name = "unpin", .activate = unpin_cb, .parameter_type = "i" },
  { .name = "retrain", .activate = retrain_cb, .parameter_type = "i" },
  { .name = "unpin-last", .activate = unpin_last_cb },
  { .name = "difference", .activate = difference_cb, .parameter_type = "i", .state = "-1" },
  { .name = "next-difference", .activate = next_difference_cb },
};

/* States follow the session, whoever has changed it. */
static void
view_changed_cb (AppSession *session, GActionMap *window)
{
  const StudyEnsemble mode = app_session_get_comparison_mode (session);
  StudyPins *pins = app_session_get_pins (session);
  const int n = study_pins_count (pins);

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    app_action_set_state (window, modes[i].action, g_variant_new_boolean (modes[i].mode == mode));
  app_action_set_state (window, "difference",
                        g_variant_new_int32 (study_pins_get_difference (pins)));
  const gboolean forked = app_session_get_recipe (session)->is_fork;
  app_action_set_state (window, "fork", g_variant_new_boolean (forked));
  /* A pin that comes back would not know of the fork. */
  app_action_set_enabled (window, "pin", n < STUDY_PINS_MAX && !forked);
  app_action_set_enabled (window, "unpin-last", n > 0);
  app_action_set_enabled (window, "next-difference", n > 0);
}

void
app_compare_add_actions (GActionMap *window, AppSession *session)
{
  g_action_map_add_action_entries (window, actions, G_N_ELEMENTS (actions), session);
  g_signal_connect_object (session, "view-changed", G_CALLBACK (view_changed_cb), window, 0);
  view_changed_cb (session, window);
}
