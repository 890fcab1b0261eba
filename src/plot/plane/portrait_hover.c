/* What a portrait tells of the state under the pointer: weights, speed, the nearest fixed point. */
#include "plot/draw/card.h"
#include "plot/draw/point_mark.h"
#include "plot/plane/portrait_pen.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DIGITS 3
#define DISTANCE 1.2 /* of the card from the state, font sizes */

const char *
plot_portrait_stability_name (TheoryStability stability)
{
  switch (stability)
    {
    case THEORY_STABILITY_SOURCE:
      return _ ("source");
    case THEORY_STABILITY_SADDLE:
      return _ ("saddle");
    case THEORY_STABILITY_DEGENERATE:
      return _ ("degenerate saddle");
    case THEORY_STABILITY_SINK:
      return _ ("sink");
    case THEORY_STABILITY_LINE:
    default:
      return _ ("on a line of rest");
    }
}

/* The fixed point nearest to a place on the page. */
static TheoryPointKind
find_nearest (const PlotPortraitPen *c, double x, double y)
{
  TheoryPointKind nearest = THEORY_POINT_ORIGIN;
  double least = INFINITY;

  for (int i = 0; i < THEORY_N_POINTS; i++)
    {
      double px, py;

      plot_portrait_pen_place (c, c->portrait->skeleton->points[i].w, &px, &py);
      if (c->portrait->skeleton->points[i].exists && hypot (px - x, py - y) < least)
        {
          least = hypot (px - x, py - y);
          nearest = i;
        }
    }
  return nearest;
}

static void
add_number (PlotCard *card, const char *name, double value, const PlotColor *color)
{
  char text[32];

  study_axis_format (value, DIGITS, text);
  plot_card_add (card, name, text, color);
}

static void
add_speed (const PlotPortrait *self, const double w[2], const PlotTheme *theme, PlotCard *card)
{
  const gboolean per_epoch = self->learning_rate > 0;
  double v[2];

  theory_plane_velocity (&self->skeleton->plane, w, v);
  add_number (card, per_epoch ? _ ("speed per epoch") : _ ("speed per \\tau"),
              hypot (v[0], v[1]) * (per_epoch ? self->learning_rate : 1), &theme->muted);
}

static void
add_eigenvalues (const TheoryPlanePoint *point, const PlotTheme *theme, PlotCard *card)
{
  char text[2][32];

  if (!point->has_eigenvalues)
    return;
  for (int i = 0; i < 2; i++)
    study_axis_format (point->eigenvalue[i], DIGITS, text[i]);
  g_autofree char *both = g_strdup_printf ("%s,  %s", text[0], text[1]);
  plot_card_add (card, "\\lambda \\tau", both, &theme->muted);
}

static void
describe (const PlotPortrait *self,
          const double w[2],
          TheoryPointKind nearest,
          const PlotTheme *theme,
          PlotCard *card)
{
  const TheoryPlanePoint *point = &self->skeleton->points[nearest];

  add_number (card, "W_A", w[0], &theme->modality_text[0]);
  add_number (card, "W_B", w[1], &theme->modality_text[1]);
  add_speed (self, w, theme, card);
  plot_card_add (card, plot_point_mark_get_name (nearest),
                 plot_portrait_stability_name (point->stability), &theme->foreground);
  add_eigenvalues (point, theme, card);
}

void
plot_portrait_pen_draw_hover (const PlotPortraitPen *c)
{
  const double *w = c->portrait->hover, gap = DISTANCE * c->em;
  PlotCard card = { .n = 0 };
  double x, y, width, height;

  if (isnan (w[0]))
    return;
  plot_portrait_pen_place (c, w, &x, &y);
  describe (c->portrait, w, find_nearest (c, x, y), c->theme, &card);
  plot_card_measure (c->cr, &card, c->theme, &width, &height);
  /* Above the state, where there is room. */
  const gboolean above = y - gap - height >= c->inner.y;
  plot_card_draw_beside (c->cr, &card, &c->inner, x, gap, above ? y - gap : y + gap, above,
                         c->theme);
}
