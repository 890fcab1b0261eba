/* Tooltips that change often: the text is kept with the widget until it is asked for. */
#include "app/base/tooltip.h"

#define KEY "app-tooltip-text"

static gboolean
query_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  const char *text = app_tooltip_get_text (widget);

  if (text == NULL || *text == '\0')
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

void
app_tooltip_set_text (GtkWidget *widget, const char *text)
{
  /* has-tooltip too asks for the pointer, so it stays on once it is. */
  if (!gtk_widget_get_has_tooltip (widget))
    {
      g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_cb), NULL);
      gtk_widget_set_has_tooltip (widget, TRUE);
    }
  g_object_set_data_full (G_OBJECT (widget), KEY, g_strdup (text), g_free);
}

const char *
app_tooltip_get_text (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), KEY);
}
