/* A popover for each row, once it is asked for. It stays: see app/base/plot_menu.c. */
#include "app/panel/row_menu.h"

#include "app/session/parameter.h"

#include <glib/gi18n-lib.h>

#define POPOVER "plateau-row-menu"

/* With the row. */
static void
destroy_cb (GtkWidget *popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
}

static GMenuModel *
new_menu (AppParameterRow *row)
{
  const char *name = app_parameter (app_parameter_row_get_parameter (row))->name;
  g_autofree char *action = g_strdup_printf ("win.sweep-this('%s')", name);
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("_Sweep This"), action);
  g_menu_append (menu, _ ("_Reset to Default"), "row.reset");
  return G_MENU_MODEL (menu);
}

static GtkWidget *
get_popover (AppParameterRow *row)
{
  GtkWidget *popover = g_object_get_data (G_OBJECT (row), POPOVER);
  g_autoptr (GMenuModel) menu = NULL;

  if (popover != NULL)
    return popover;
  menu = new_menu (row);
  popover = gtk_popover_menu_new_from_model (menu);
  gtk_widget_set_parent (popover, GTK_WIDGET (row));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  g_object_set_data_full (G_OBJECT (row), POPOVER, g_object_ref (popover), g_object_unref);
  g_signal_connect_object (row, "destroy", G_CALLBACK (destroy_cb), popover, G_CONNECT_SWAPPED);
  return popover;
}

static void
popup (AppParameterRow *row, const GdkRectangle *place)
{
  GtkPopover *popover = GTK_POPOVER (get_popover (row));

  gtk_popover_set_pointing_to (popover, place);
  gtk_popover_popup (popover);
}

void
app_row_menu_show (AppParameterRow *row)
{
  popup (row, &(GdkRectangle){ 12, gtk_widget_get_height (GTK_WIDGET (row)), 1, 1 });
}

static void
pressed_cb (AppParameterRow *row, int n_press, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  popup (row, &(GdkRectangle){ (int) x, (int) y, 1, 1 });
}

static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  app_row_menu_show (APP_PARAMETER_ROW (widget));
  return GDK_EVENT_STOP;
}

static void
reset_cb (GSimpleAction *action, GVariant *parameter, gpointer row)
{
  app_parameter_row_reset (row);
}

void
app_row_menu_add (AppParameterRow *row)
{
  static const GActionEntry actions[] = { { .name = "reset", .activate = reset_cb } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  if (app_parameter (app_parameter_row_get_parameter (row))->type == MODEL_TYPE_TEXT)
    return;
  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), row);
  gtk_widget_insert_action_group (GTK_WIDGET (row), "row", G_ACTION_GROUP (group));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), row);
  gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (click));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                        gtk_callback_action_new (key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (row), keys);
}
