/* The plots' theme as a widget needs it, and mathematical text in labels. */
#include "app/base/style.h"

#include "app/base/listen.h"
#include "plot/draw/frame.h"
#include "plot/draw/label.h"

#include <adwaita.h>
#include <math.h>

/* In font sizes. */
#define LEAST_PLOT_WIDTH 20
#define LEAST_PLOT_HEIGHT 12
#define PLOT_PADDING 0.4

/* Of a title button, as in look.css. */
#define TITLE_PADDING 8

/* Tick labels are captions: this part of the interface's text size. */
#define CAPTION 0.82

void
app_style_install (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/plateau_lab/Plateau/ui/look.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    "/io/github/plateau_lab/Plateau/icons");
}

static double
get_text_size (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  if (pango_font_description_get_size_is_absolute (font))
    return size;
  return size * pango_cairo_context_get_resolution (context) / 72;
}

void
app_style_init_theme (GtkWidget *widget, PlotTheme *theme)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  plot_theme_init (theme, adw_style_manager_get_dark (manager) ? PLOT_STYLE_DARK : PLOT_STYLE_LIGHT,
                   CAPTION * get_text_size (widget));
  if (adw_style_manager_get_high_contrast (manager))
    plot_theme_raise_contrast (theme);
  theme->background.alpha = 0;
  theme->pixel = 1.0 / gtk_widget_get_scale_factor (widget);
}

void
app_style_init_plot (GtkWidget *widget, PlotTheme *theme, PlotArea *area)
{
  app_style_init_theme (widget, theme);
  area->x = area->y = PLOT_PADDING * theme->font_size;
  area->width = fmax (gtk_widget_get_width (widget) - 2 * area->x, 1);
  area->height = fmax (gtk_widget_get_height (widget) - 2 * area->y, 1);
}

void
app_style_on_style_changed (GtkWidget *widget, GCallback changed)
{
  static const char *const properties[] = { "notify::dark", "notify::high-contrast" };

  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    app_listen (adw_style_manager_get_default (), properties[i], changed, widget);
}

void
app_style_mute_controllers (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_type_is_a (G_OBJECT_TYPE (controller), type))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

void
app_style_follow_style (GtkWidget *widget)
{
  app_style_on_style_changed (widget, G_CALLBACK (gtk_widget_queue_draw));
}

void
app_style_keep_direction (GtkWidget *widget)
{
  gtk_widget_set_direction (widget, GTK_TEXT_DIR_LTR);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_POPOVER (child))
      app_style_keep_direction (child);
}

void
app_style_set_label (GtkLabel *label, const char *markup)
{
  g_autofree char *text = NULL;
  g_autoptr (PangoAttrList) attributes = NULL;

  plot_label_parse (markup, &text, &attributes);
  gtk_label_set_text (label, text);
  gtk_label_set_attributes (label, attributes);
}

static void
measure_plot (GtkWidget *widget,
              GtkOrientation orientation,
              int for_size,
              int *minimum,
              int *natural,
              int *minimum_baseline,
              int *natural_baseline)
{
  PlotTheme theme;

  app_style_init_theme (widget, &theme);
  *minimum = (int) ceil (theme.font_size * (orientation == GTK_ORIENTATION_HORIZONTAL
                                                ? LEAST_PLOT_WIDTH
                                                : LEAST_PLOT_HEIGHT));
  *natural = *minimum * 3 / 2;
  *minimum_baseline = *natural_baseline = -1;
}

void
app_style_init_plot_class (GtkWidgetClass *klass)
{
  klass->measure = measure_plot;
  gtk_widget_class_set_css_name (klass, "plotview");
  gtk_widget_class_set_accessible_role (klass, GTK_ACCESSIBLE_ROLE_IMG);
}

void
app_style_describe (GtkWidget *widget, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

int
app_style_get_title_start (GtkWidget *widget)
{
  const PlotArea area = { 0, 0, 1000, 1000 };
  PlotTheme theme;

  app_style_init_theme (widget, &theme);
  return (int) (plot_frame_inner (&area, &theme).x + PLOT_PADDING * theme.font_size) -
         TITLE_PADDING;
}

void
app_style_name_choice (GtkWidget *drop_down, GtkWidget *label)
{
  gtk_accessible_update_relation (GTK_ACCESSIBLE (gtk_widget_get_first_child (drop_down)),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
}
