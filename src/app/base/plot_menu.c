/* A popover for each plot and figure, once it is asked for. It stays: one that goes while the
 * pointer is on its way to it ends GTK 4.8 (gtk_synthesize_crossing_events). */
#include "app/base/plot_menu.h"

#include "figure/figure_registry.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define PLOT "plateau-plot"
#define ITEMS "plateau-plot-items"
#define POPOVER "plateau-plot-popover-"

typedef struct
{
  GMenuModel *items;
  AppPlotMenuPointedFunc pointed;
  gpointer data;
} Items;

static void
append (GMenu *section, const char *label, const char *action, const char *figure, const char *key)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, figure != NULL ? "s" : NULL, figure);
  if (key != NULL)
    g_menu_item_set_attribute (item, "accel", "s", key);
  g_menu_append_item (section, item);
}

static void
append_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

static GMenuModel *
create_model (const char *figure, const Items *items)
{
  GMenu *menu = g_menu_new ();
  GMenu *words = g_menu_new (), *files = g_menu_new (), *view = g_menu_new ();
  const Figure *known = figure_find (figure, NULL);

  if (items != NULL)
    g_menu_append_section (menu, NULL, items->items);
  append (words, _ ("_Copy"), "win.plot-copy", figure, "<Control>c");
  append (words, _ ("Copy Ca_ption"), "win.plot-caption", figure, NULL);
  append (words, _ ("C_ite"), "win.cite", NULL, NULL);
  append (files, _ ("_Export…"), "win.plot-export", figure, "<Control>e");
  append (files, _ ("_Print…"), "win.plot-print", figure, "<Control>p");
  if (known != NULL && figure_takes_experiment (known))
    append (view, _ ("_Reset the View"), "win.zoom-reset", NULL, "0");
  append_section (menu, words);
  append_section (menu, files);
  append_section (menu, view);
  return G_MENU_MODEL (menu);
}

/* With what the popover is a child of, which may have let it go already. */
static void
destroy_cb (GtkWidget *popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
}

static gboolean
popup_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL &&
      gtk_widget_get_mapped (gtk_widget_get_parent (popover)))
    gtk_popover_popup (popover);
  return G_SOURCE_REMOVE;
}

/* That of a figure. */
static GtkWidget *
get_popover (GtkWidget *anchor, const char *figure, const Items *items)
{
  g_autofree char *key = g_strconcat (POPOVER, figure, NULL);
  GtkWidget *popover = g_object_get_data (G_OBJECT (anchor), key);
  g_autoptr (GMenuModel) model = NULL;

  if (popover != NULL)
    return popover;
  model = create_model (figure, items);
  popover = gtk_popover_menu_new_from_model (model);
  gtk_widget_set_parent (popover, anchor);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  g_object_set_data_full (G_OBJECT (anchor), key, g_object_ref (popover), g_object_unref);
  g_signal_connect_object (anchor, "destroy", G_CALLBACK (destroy_cb), popover, G_CONNECT_SWAPPED);
  return popover;
}

/* The innermost widget that has items of its own, else the plot. */
static GtkWidget *
find_anchor (GtkWidget *plot, double x, double y)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (plot));
  GtkWidget *inner = isnan (x) ? gtk_window_get_focus (GTK_WINDOW (root))
                               : gtk_widget_pick (plot, x, y, GTK_PICK_DEFAULT);

  for (; inner != NULL && inner != plot; inner = gtk_widget_get_parent (inner))
    if (g_object_get_data (G_OBJECT (inner), ITEMS) != NULL)
      return inner;
  return plot;
}

void
app_plot_menu_popup (GtkWidget *plot, double x, double y)
{
  g_return_if_fail (GTK_IS_WIDGET (plot) && gtk_widget_get_root (plot) != NULL);

  GtkWidget *anchor = find_anchor (plot, x, y);
  const Items *items = g_object_get_data (G_OBJECT (anchor), ITEMS);
  GtkPopover *popover = GTK_POPOVER (get_popover (anchor, gtk_widget_get_name (plot), items));
  double inside[2] = { NAN, NAN };
  GdkRectangle at = { gtk_widget_get_width (anchor) / 2, gtk_widget_get_height (anchor) / 2, 1, 1 };

  if (!isnan (x))
    {
      gtk_widget_translate_coordinates (plot, anchor, x, y, &inside[0], &inside[1]);
      at.x = (int) inside[0];
      at.y = (int) inside[1];
    }
  if (items != NULL && items->pointed != NULL)
    items->pointed (inside[0], inside[1], items->data);
  gtk_popover_set_pointing_to (popover, &at);
  /* A new one has the room for its separators only after the toolkit's own idle work. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, popup_cb, g_object_ref (popover), g_object_unref);
}

static void
pressed_cb (GtkWidget *plot, int n_press, double x, double y)
{
  app_plot_menu_popup (plot, x, y);
}

static void
long_pressed_cb (GtkWidget *plot, double x, double y)
{
  app_plot_menu_popup (plot, x, y);
}

static gboolean
key_cb (GtkWidget *plot, GVariant *arguments, gpointer data)
{
  app_plot_menu_popup (plot, NAN, NAN);
  return GDK_EVENT_STOP;
}

void
app_plot_menu_attach (GtkWidget *plot)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  g_return_if_fail (GTK_IS_WIDGET (plot));

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                        gtk_callback_action_new (key_cb, NULL, NULL)));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), plot);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (long_pressed_cb), plot);
  gtk_widget_add_controller (plot, keys);
  gtk_widget_add_controller (plot, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (plot, GTK_EVENT_CONTROLLER (press));
  g_object_set_data (G_OBJECT (plot), PLOT, plot);
}

static void
free_items (gpointer data)
{
  g_object_unref (((Items *) data)->items);
  g_free (data);
}

void
app_plot_menu_set_items (GtkWidget *widget,
                         GMenuModel *model,
                         AppPlotMenuPointedFunc pointed,
                         gpointer data)
{
  Items *items = g_new0 (Items, 1);

  g_return_if_fail (GTK_IS_WIDGET (widget) && G_IS_MENU_MODEL (model));

  *items = (Items){ g_object_ref (model), pointed, data };
  g_object_set_data_full (G_OBJECT (widget), ITEMS, items, free_items);
}

const char *
app_plot_menu_find_figure (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (g_object_get_data (G_OBJECT (widget), PLOT) != NULL)
      return figure_find (gtk_widget_get_name (widget), NULL) != NULL ? gtk_widget_get_name (widget)
                                                                      : NULL;
  return NULL;
}
