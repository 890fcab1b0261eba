/* The buttons are children without names of their own: told by their icons. */
#include "app/base/spin.h"

#include <glib/gi18n-lib.h>

void
app_spin_name_buttons (GtkWidget *spin)
{
  for (GtkWidget *child = gtk_widget_get_first_child (spin); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child))
      {
        const char *icon = gtk_button_get_icon_name (GTK_BUTTON (child));
        const gboolean more = g_strcmp0 (icon, "value-increase-symbolic") == 0;

        gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        more ? _ ("Increase") : _ ("Decrease"), -1);
      }
}
