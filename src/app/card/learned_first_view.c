/* A drawing area with the map of which modality is learned first. */
#include "app/card/learned_first_view.h"

#include "app/base/listen.h"
#include "app/base/style.h"
#include "plot/draw/label.h"
#include "plot/plane/learned_first.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
draw (GtkDrawingArea *widget, cairo_t *cr, int width, int height, gpointer data)
{
  const TheoryPrediction *prediction = app_session_get_phases (data)->prediction;
  PlotTheme theme;
  PlotArea area;
  TheoryPlane plane;
  g_auto (PlotLearnedFirst) first = { NULL };

  if (prediction == NULL)
    return;
  app_style_init_plot (GTK_WIDGET (widget), &theme, &area);
  plot_label_name_modalities (&theme, app_session_get_experiment (data));
  theory_plane_init_along (&plane, prediction->moments, &prediction->network,
                           prediction->points->point[THEORY_POINT_SOLUTION].w);
  plot_learned_first_init (&first, &plane, prediction->network.init_scale,
                           model_experiment_get_int (app_session_get_experiment (data),
                                                     MODEL_INIT) == MODEL_INIT_BALANCED);
  first.hide_title = TRUE; /* the card's own */
  plot_learned_first_draw (cr, &area, &first, &theme);
}

GtkWidget *
app_learned_first_view_new (AppSession *session)
{
  GtkWidget *widget =
      g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);

  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (widget), draw, g_object_ref (session),
                                  g_object_unref);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Learned first, by initial norms"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ ("Which modality is learned first, over the initial norms of "
                                     "both branches; the run is marked."),
                                  -1);
  app_listen (session, "run-changed", G_CALLBACK (gtk_widget_queue_draw), widget);
  app_style_follow_style (widget);
  return widget;
}
