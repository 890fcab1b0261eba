/* A walk over the labels, each compared with its layout. */
#include "app/base/tooltip.h"
#include "clipped_text.h"

#define SLACK 1 /* pixels: layouts and boxes are rounded apart */

static gboolean
has_tooltip (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      const char *own = app_tooltip_get_text (widget);

      if (gtk_widget_get_tooltip_text (widget) != NULL || (own != NULL && *own != '\0'))
        return TRUE;
    }
  return FALSE;
}

/* What scrolls may lie beyond the edge. */
static gboolean
is_beyond (GtkWidget *widget)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));
  graphene_rect_t bounds;

  if (root == NULL || gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW) != NULL ||
      gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER) != NULL ||
      !gtk_widget_compute_bounds (widget, root, &bounds))
    return FALSE;
  return bounds.origin.x < -SLACK || bounds.origin.y < -SLACK ||
         bounds.origin.x + bounds.size.width > gtk_widget_get_width (root) + SLACK ||
         bounds.origin.y + bounds.size.height > gtk_widget_get_height (root) + SLACK;
}

static const char *
find_fault (GtkLabel *label)
{
  GtkWidget *widget = GTK_WIDGET (label);
  PangoLayout *layout = gtk_label_get_layout (label);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (pango_layout_is_ellipsized (layout))
    return has_tooltip (widget) ? NULL : "ends in an ellipsis without a tooltip";
  if (width > gtk_widget_get_width (widget) + SLACK)
    return "is wider than its box";
  if (height > gtk_widget_get_height (widget) + SLACK)
    return "is higher than its box";
  return is_beyond (widget) ? "lies beyond the edge of the window" : NULL;
}

static void
walk (GtkWidget *widget, GString *faults)
{
  const char *fault;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget) && gtk_label_get_text (GTK_LABEL (widget))[0] != '\0')
    {
      fault = find_fault (GTK_LABEL (widget));
      if (fault != NULL)
        g_string_append_printf (faults, "“%s” %s\n", gtk_label_get_text (GTK_LABEL (widget)),
                                fault);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    walk (child, faults);
}

char *
clipped_text_find (GtkWidget *widget)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  GString *faults = g_string_new (NULL);

  walk (widget, faults);
  return g_string_free (faults, FALSE);
}
