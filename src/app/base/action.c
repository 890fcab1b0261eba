/* Only simple actions are looked for: a window has others, too, whose state is a property's. */
#include "app/base/action.h"

static GSimpleAction *
find (GActionMap *window, const char *name)
{
  GAction *action = g_action_map_lookup_action (window, name);

  return G_IS_SIMPLE_ACTION (action) ? G_SIMPLE_ACTION (action) : NULL;
}

void
app_action_set_state (GActionMap *window, const char *name, GVariant *state)
{
  g_autoptr (GVariant) value = g_variant_ref_sink (state);
  GSimpleAction *action = find (window, name);

  if (action != NULL)
    g_simple_action_set_state (action, value);
}

void
app_action_set_enabled (GActionMap *window, const char *name, gboolean enabled)
{
  GSimpleAction *action = find (window, name);

  if (action != NULL)
    g_simple_action_set_enabled (action, enabled);
}
