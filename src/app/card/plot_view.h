/* A card that draws one plot over epochs: hover snaps to an epoch in all plots at once, a click or
 * a drag moves the playhead, arrow keys move the hovered epoch where the plot has the focus. */
#pragma once

#include "app/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_PLOT_VIEW (app_plot_view_get_type ())
G_DECLARE_FINAL_TYPE (AppPlotView, app_plot_view, APP, PLOT_VIEW, GtkWidget)

typedef void (*AppPlotDrawFunc) (cairo_t *cr,
                                 const PlotArea *area,
                                 const StudyRun *run,
                                 const PlotTheme *theme);
typedef char *(*AppPlotDescribeFunc) (const ModelSnapshot *snapshot, const StudyPhases *phases);

/* @name: translated, for those who cannot see the plot's own title
 * @describe: the spoken summary */
GtkWidget *app_plot_view_new (AppSession *session,
                              const char *name,
                              AppPlotDrawFunc draw,
                              AppPlotDescribeFunc describe);
/* Adds to what is drawn, before each drawing. */
typedef void (*AppPlotFillFunc) (StudyRun *run, gpointer data);
void app_plot_view_set_fill (AppPlotView *self, AppPlotFillFunc fill, gpointer data);

G_END_DECLS
