/* The live schematic in the sidebar, and how the network is trained. */
#include "app/panel/network_view.h"

#include "app/base/canvas.h"
#include "app/base/listen.h"
#include "app/base/style.h"
#include "app/base/tooltip.h"
#include "plot/draw/label.h"
#include "plot/plane/schematic.h"
#include "study/summary.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* In units of the tick labels' font size. */
#define HEIGHT 7.8
#define CAPTION_HEIGHT 1.5

struct _AppNetworkView
{
  GtkWidget parent_instance;

  AppSession *session;
  char *caption; /* how the run on screen is trained; "" before the first */
};

G_DEFINE_FINAL_TYPE (AppNetworkView, app_network_view, GTK_TYPE_WIDGET)

static void
app_network_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppNetworkView *self = APP_NETWORK_VIEW (widget);
  PlotArea area = { 0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget) };
  PlotTheme theme;
  cairo_t *cr;

  if (self->session == NULL)
    return;
  cr = app_canvas_begin (widget);
  app_style_init_theme (widget, &theme);
  plot_label_name_modalities (&theme, app_session_get_experiment (self->session));
  area.height -= CAPTION_HEIGHT * theme.font_size;
  plot_schematic_draw (cr, &area, app_session_get_experiment (self->session), &theme);
  plot_label_draw (cr, self->caption, area.width / 2, area.height, 0.5, 0, theme.font_size, FALSE,
                   &theme.muted, &theme);
  app_canvas_end (cr, snapshot);
}

static void
app_network_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  PlotTheme theme;

  app_style_init_theme (widget, &theme);
  *minimum = *natural = (int) ceil (HEIGHT * theme.font_size);
  *minimum_baseline = *natural_baseline = -1;
}

static void
app_network_view_dispose (GObject *object)
{
  AppNetworkView *self = APP_NETWORK_VIEW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->caption, g_free);
  G_OBJECT_CLASS (app_network_view_parent_class)->dispose (object);
}

static void
app_network_view_class_init (AppNetworkViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_network_view_dispose;
  widget_class->snapshot = app_network_view_snapshot;
  widget_class->measure = app_network_view_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
app_network_view_init (AppNetworkView *self)
{
  self->caption = g_strdup ("");
  app_style_follow_style (GTK_WIDGET (self));
}

static void
describe (AppNetworkView *self)
{
  const ModelSnapshot *snapshot = app_session_get_snapshot (self->session);
  g_autofree char *network =
      study_summary_describe_network (app_session_get_experiment (self->session));
  g_autofree char *width = snapshot != NULL ? model_snapshot_describe_width (snapshot) : NULL;
  /* Translators: the network, then how it is trained; both are sentences of their own. */
  g_autofree char *text =
      width != NULL ? g_strdup_printf (_ ("%s It is %s."), network, width) : g_strdup (network);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  app_tooltip_set_text (GTK_WIDGET (self), text);
}

static void
experiment_changed_cb (AppNetworkView *self)
{
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Once a run has come to its end, or is long under way: until its basis is there, a run goes on at
 * full width for some milliseconds, and the words would flicker. */
static void
run_changed_cb (AppNetworkView *self)
{
  const ModelSnapshot *snapshot = app_session_get_snapshot (self->session);
  g_autofree char *caption = NULL;

  if (snapshot == NULL ||
      (!app_session_is_complete (self->session) && !app_session_is_slow (self->session)))
    return;
  caption = study_summary_describe_width (snapshot);
  if (g_str_equal (caption, self->caption))
    return;
  g_free (self->caption);
  self->caption = g_steal_pointer (&caption);
  experiment_changed_cb (self);
}

void
app_network_view_set_session (AppNetworkView *self, AppSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  app_listen (session, "experiment-changed", G_CALLBACK (experiment_changed_cb), self);
  app_listen (session, "run-changed", G_CALLBACK (run_changed_cb), self);
  experiment_changed_cb (self);
}
