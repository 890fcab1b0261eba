/* Labels that keep clear of marks and of each other. */
#include "plot/draw/places.h"

#include "plot/draw/card.h"
#include "plot/draw/label.h"

#include <math.h>

#define LABEL_SIZE 1.15 /* font sizes */
#define GROUND_PAD 0.4  /* font sizes */

void
plot_places_init (PlotPlaces *self, const PlotArea *inner)
{
  self->taken = g_array_new (FALSE, FALSE, sizeof (PlotArea));
  self->inner = *inner;
}

void
plot_places_clear (PlotPlaces *self)
{
  g_array_unref (self->taken);
}

static double
overlap (const PlotArea *a, const PlotArea *b)
{
  const double width = fmin (a->x + a->width, b->x + b->width) - fmax (a->x, b->x);
  const double height = fmin (a->y + a->height, b->y + b->height) - fmax (a->y, b->y);
  return fmax (width, 0) * fmax (height, 0);
}

void
plot_places_take (PlotPlaces *self, double x, double y, double radius)
{
  const PlotArea area = { x - radius, y - radius, 2 * radius, 2 * radius };
  g_array_append_val (self->taken, area);
}

/* How much of the box is taken, or lies outside the axes. */
static double
crowding (const PlotPlaces *self, const PlotArea *box)
{
  double sum = box->width * box->height - overlap (box, &self->inner);

  for (guint i = 0; i < self->taken->len; i++)
    sum += overlap (box, &g_array_index (self->taken, PlotArea, i));
  return sum;
}

gboolean
plot_places_is_free (const PlotPlaces *self, double x, double y, double radius)
{
  const PlotArea box = { x - radius, y - radius, 2 * radius, 2 * radius };

  for (guint i = 0; i < self->taken->len; i++)
    if (overlap (&box, &g_array_index (self->taken, PlotArea, i)) > 0)
      return FALSE;
  return TRUE;
}

static double
get_size (gboolean on_ground, const PlotTheme *theme)
{
  return (on_ground ? 1 : LABEL_SIZE) * theme->font_size;
}

PlotArea
plot_places_take_label (PlotPlaces *self,
                        cairo_t *cr,
                        const char *markup,
                        double x,
                        double y,
                        double distance,
                        gboolean on_ground,
                        const PlotTheme *theme)
{
  /* Upper right first, as one reads. */
  static const double sides[8][2] = { { 1, -1 }, { 1, 1 }, { -1, -1 }, { -1, 1 },
                                      { 0, -1 }, { 1, 0 }, { 0, 1 },   { -1, 0 } };
  const double size = get_size (on_ground, theme);
  PlotLabelSize extent;
  PlotArea best = { 0 };
  double least = INFINITY;

  plot_label_measure (cr, markup, size, FALSE, theme, &extent);
  extent.width += on_ground ? 2 * GROUND_PAD * size : 0;
  for (int i = 0; i < 8; i++)
    {
      const double *side = sides[i];
      const double reach = side[0] != 0 && side[1] != 0 ? 0.7 * distance : distance;
      const PlotArea box = { x + side[0] * reach - (1 - side[0]) / 2 * extent.width,
                             y + side[1] * reach - (1 - side[1]) / 2 * extent.height, extent.width,
                             extent.height };
      const double crowd = crowding (self, &box);

      if (crowd < least - 1e-6)
        {
          least = crowd;
          best = box;
        }
    }
  g_array_append_val (self->taken, best);
  return best;
}

void
plot_places_draw_taken (cairo_t *cr,
                        const PlotArea *place,
                        const char *markup,
                        gboolean on_ground,
                        const PlotColor *color,
                        const PlotTheme *theme)
{
  const double size = get_size (on_ground, theme);

  if (on_ground)
    plot_card_draw_ground (cr, place, theme);
  plot_label_draw (cr, markup, place->x + (on_ground ? GROUND_PAD * size : 0), place->y, 0, 0, size,
                   FALSE, color, theme);
}

void
plot_places_draw_label (PlotPlaces *self,
                        cairo_t *cr,
                        const char *markup,
                        double x,
                        double y,
                        double distance,
                        gboolean on_ground,
                        const PlotColor *color,
                        const PlotTheme *theme)
{
  const PlotArea place =
      plot_places_take_label (self, cr, markup, x, y, distance, on_ground, theme);

  plot_places_draw_taken (cr, &place, markup, on_ground, color, theme);
}
