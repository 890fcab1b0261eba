/* Swapped handlers that go with their listener. */
#include "app/base/listen.h"

void
app_listen (gpointer object, const char *signal, GCallback changed, gpointer listener)
{
  app_listen_for (object, signal, changed, listener, listener);
}

void
app_listen_for (
    gpointer object, const char *signal, GCallback changed, gpointer listener, gpointer owner)
{
  GClosure *closure = g_cclosure_new_swap (changed, listener, NULL);

  g_object_watch_closure (owner, closure);
  g_signal_connect_closure (object, signal, closure, FALSE);
}
