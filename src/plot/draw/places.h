/* Labels that keep clear of marks and of each other. */
#pragma once

#include "plot/draw/theme.h"

G_BEGIN_DECLS

/* Places taken by marks and labels; a label looks for a free one. */
typedef struct
{
  GArray *taken; /* PlotArea */
  PlotArea inner;
} PlotPlaces;

void plot_places_init (PlotPlaces *self, const PlotArea *inner);
void plot_places_clear (PlotPlaces *self);
/* Keeps labels off a square around a point. */
void plot_places_take (PlotPlaces *self, double x, double y, double radius);
/* TRUE if a disc touches nothing taken. */
gboolean plot_places_is_free (const PlotPlaces *self, double x, double y, double radius);
/* Finds a label's place beside (x, y): the first of eight sides that is free, or the least crowded;
 * where it crosses lines, on a ground of its own. */
PlotArea plot_places_take_label (PlotPlaces *self,
                                 cairo_t *cr,
                                 const char *markup,
                                 double x,
                                 double y,
                                 double distance,
                                 gboolean on_ground,
                                 const PlotTheme *theme);
/* Draws it there; what is drawn between the two keeps off it by plot_places_is_free(). */
void plot_places_draw_taken (cairo_t *cr,
                             const PlotArea *place,
                             const char *markup,
                             gboolean on_ground,
                             const PlotColor *color,
                             const PlotTheme *theme);
/* Both at once. */
void plot_places_draw_label (PlotPlaces *self,
                             cairo_t *cr,
                             const char *markup,
                             double x,
                             double y,
                             double distance,
                             gboolean on_ground,
                             const PlotColor *color,
                             const PlotTheme *theme);

G_END_DECLS
