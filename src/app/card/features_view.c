/* The widget around the plot of first-layer features. */
#include "app/card/features_view.h"

#include "app/base/listen.h"
#include "app/base/painter.h"
#include "app/base/style.h"
#include "model/data/modality_name.h"
#include "model/experiment/data_source.h"
#include "plot/draw/label.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Neurons draw this part of the run behind them. */
#define TRAIL 0.04

struct _AppFeaturesView
{
  GtkWidget parent_instance;

  AppSession *session;
  PlotNeuronsPlane plane;
  PlotArea area; /* what is drawn: see app/base/painter.h */
  PlotTheme theme;
  PlotNeurons neurons;
};

G_DEFINE_FINAL_TYPE (AppFeaturesView, app_features_view, GTK_TYPE_WIDGET)

static const ModelFirstLayer *
get_first_layer (AppFeaturesView *self)
{
  const ModelSnapshot *snapshot = app_session_get_snapshot (self->session);

  return snapshot != NULL ? snapshot->first_layer : NULL;
}

gboolean
app_features_view_has_plane (AppFeaturesView *self, PlotNeuronsPlane plane)
{
  const ModelFirstLayer *layer = get_first_layer (self);

  if (layer == NULL)
    return plane == PLOT_NEURONS_CORRELATION;
  return plot_neurons_has_plane (model_first_layer_get_shape (layer), plane);
}

void
app_features_view_get_neurons (AppFeaturesView *self, PlotNeurons *neurons)
{
  const ModelFirstLayer *layer = get_first_layer (self);
  const double hover = app_session_get_hover (self->session);

  plot_neurons_init (neurons);
  neurons->hide_title = TRUE; /* the card's own */
  if (layer == NULL)
    return;
  neurons->first_layer = layer;
  neurons->moments = app_session_get_snapshot (self->session)->moments;
  neurons->plane =
      app_features_view_has_plane (self, self->plane) ? self->plane : PLOT_NEURONS_CORRELATION;
  neurons->patterns =
      model_experiment_get_source (&app_session_get_snapshot (self->session)->experiment)->patterns;
  neurons->playhead = isnan (hover) ? app_session_get_playhead (self->session) : hover;
  neurons->trail = TRAIL * app_session_get_last_epoch (self->session);
}

static void
prepare (GtkWidget *widget)
{
  AppFeaturesView *self = APP_FEATURES_VIEW (widget);

  app_style_init_plot (widget, &self->theme, &self->area);
  plot_label_name_modalities (&self->theme, app_session_get_experiment (self->session));
  app_features_view_get_neurons (self, &self->neurons);
}

static void
draw (gpointer widget, cairo_t *cr)
{
  const AppFeaturesView *self = widget;

  plot_neurons_draw (cr, &self->area, &self->neurons, &self->theme);
}

static const AppPainterClass painter = { prepare, draw };

static void
app_features_view_dispose (GObject *object)
{
  g_clear_object (&APP_FEATURES_VIEW (object)->session);
  G_OBJECT_CLASS (app_features_view_parent_class)->dispose (object);
}

static void
app_features_view_class_init (AppFeaturesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_features_view_dispose;
  app_painter_init_class (widget_class);
}

static void
app_features_view_init (AppFeaturesView *self)
{
  app_painter_attach (GTK_WIDGET (self), &painter);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("First-layer features"), -1);
}

/* Of a branch; NULL: of all neurons. Returns NULL where there is nothing to say. */
static char *
describe_alignment (const ModelFirstLayerAlignment *a, const char *branch)
{
  if (isnan (a->along_correlation) || isnan (a->along_solution))
    return NULL;
  if (branch == NULL)
    return g_strdup_printf (
        _ ("At the end %.0f %% of the first layer lie along the input-output correlation, %.0f %% "
           "along the solution; its effective rank is %.1f."),
        100 * a->along_correlation, 100 * a->along_solution, a->rank);
  return g_strdup_printf (
      _ ("At the end %.0f %% of the first layer of %s lie along its input-output correlation, "
         "%.0f %% along its solution; its effective rank is %.1f."),
      100 * a->along_correlation, branch, 100 * a->along_solution, a->rank);
}

/* At the end of the run, in one sentence, or one of each branch. */
static void
describe (AppFeaturesView *self)
{
  const ModelFirstLayer *layer = get_first_layer (self);
  const ModelExperiment *experiment = app_session_get_experiment (self->session);
  const ModelMoments *moments = app_session_get_snapshot (self->session)->moments;
  g_autoptr (GString) text = g_string_new (NULL);

  if (layer == NULL || model_first_layer_count (layer) == 0)
    return;
  const ModelFirstLayerShape *shape = model_first_layer_get_shape (layer);
  g_autofree float *w = g_new (float, model_first_layer_shape_size (shape));
  model_first_layer_at (layer, INFINITY, w);
  for (int m = 0; m < (shape->fused ? 1 : 2); m++)
    {
      ModelFirstLayerAlignment a;
      g_autofree char *sentence = NULL;

      model_first_layer_align (shape, w, moments, m, &a);
      sentence =
          describe_alignment (&a, shape->fused ? NULL : model_modality_get_label (experiment, m));
      if (sentence != NULL)
        g_string_append_printf (text, "%s%s", m > 0 ? " " : "", sentence);
    }
  if (text->len > 0)
    app_style_describe (GTK_WIDGET (self), text->str);
}

static void
run_changed_cb (AppFeaturesView *self)
{
  app_painter_queue (GTK_WIDGET (self));
  /* Not while it streams: a summary of every frame would keep a screen reader talking. */
  if (app_session_is_complete (self->session))
    describe (self);
}

GtkWidget *
app_features_view_new (AppSession *session)
{
  AppFeaturesView *self = g_object_new (APP_TYPE_FEATURES_VIEW, NULL);

  self->session = g_object_ref (session);
  app_listen (session, "run-changed", G_CALLBACK (run_changed_cb), self);
  app_listen (session, "playhead-changed", G_CALLBACK (app_painter_queue), self);
  app_listen (session, "view-changed", G_CALLBACK (app_painter_queue), self);
  return GTK_WIDGET (self);
}

void
app_features_view_set_plane (AppFeaturesView *self, PlotNeuronsPlane plane)
{
  g_return_if_fail (APP_IS_FEATURES_VIEW (self));

  self->plane = plane;
  app_painter_queue (GTK_WIDGET (self));
}
