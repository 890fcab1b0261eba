/* The map of the modality that is learned first, over initial norms. */
#include "plot/plane/learned_first.h"

#include "plot/draw/frame.h"
#include "plot/draw/label.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Below the run's norm; above, up to 1, where norms are no longer small. */
#define DECADES 2
#define COLUMNS 160

void
plot_learned_first_init (PlotLearnedFirst *self,
                         const TheoryPlane *plane,
                         double norm,
                         gboolean balanced)
{
  const gboolean has_order = plane->branch_depth[0] > 1 || plane->branch_depth[1] > 1;

  self->tie = has_order ? theory_tie_new (plane, balanced) : NULL;
  self->norm[0] = self->norm[1] = norm;
  self->axis.maximum = 1;
  self->axis.minimum = fmin (norm, 0.1) * pow (10, -DECADES);
  self->axis.logarithmic = TRUE;
  self->hide_title = FALSE;
}

void
plot_learned_first_clear (PlotLearnedFirst *self)
{
  g_clear_pointer (&self->tie, theory_tie_free);
}

gboolean
plot_learned_first_get_boundary (const PlotLearnedFirst *self, double norm_a, double *norm_b)
{
  const double norm = self->tie != NULL ? theory_tie_get_norm (self->tie, norm_a) : NAN;

  if (!(norm >= self->axis.minimum && norm <= self->axis.maximum))
    return FALSE;
  *norm_b = norm;
  return TRUE;
}

/* Height of the boundary, 0 to 1, at a place along the axis. */
static double
get_height (const PlotLearnedFirst *self, double across)
{
  const double norm = theory_tie_get_norm (self->tie, study_axis_unmap (&self->axis, across));

  return norm > 0 ? CLAMP (study_axis_map (&self->axis, fmin (norm, self->axis.maximum)), 0, 1) : 0;
}

/* The part below the boundary belongs to A, the part above it to B. */
static void
trace_region (cairo_t *cr, const PlotArea *inner, const double *heights, gboolean below)
{
  const double edge = below ? inner->y + inner->height : inner->y;

  cairo_new_path (cr);
  cairo_move_to (cr, inner->x, edge);
  for (int i = 0; i <= COLUMNS; i++)
    cairo_line_to (cr, inner->x + inner->width * i / COLUMNS,
                   inner->y + inner->height * (1 - heights[i]));
  cairo_line_to (cr, inner->x + inner->width, edge);
  cairo_close_path (cr);
}

static void
draw_boundary (cairo_t *cr, const PlotArea *inner, const double *heights, const PlotTheme *theme)
{
  plot_theme_set_source (cr, &theme->foreground);
  cairo_set_line_width (cr, theme->line_width);
  cairo_new_path (cr);
  for (int i = 0; i <= COLUMNS; i++)
    if (heights[i] > 0 && heights[i] < 1)
      cairo_line_to (cr, inner->x + inner->width * i / COLUMNS,
                     inner->y + inner->height * (1 - heights[i]));
    else
      cairo_new_sub_path (cr);
  cairo_stroke (cr);
}

/* The name of a region in its middle: halfway along, halfway up from the boundary to the edge. */
static void
draw_name (cairo_t *cr,
           const PlotArea *inner,
           const double *heights,
           gboolean below,
           const char *name,
           const PlotColor *color,
           const PlotTheme *theme)
{
  double widest = 0, x = 0, y = 0;

  for (int i = COLUMNS / 5; i <= 4 * COLUMNS / 5; i++)
    {
      const double room = below ? heights[i] : 1 - heights[i];

      if (room > widest)
        {
          widest = room;
          x = (double) i / COLUMNS;
          y = below ? heights[i] / 2 : (1 + heights[i]) / 2;
        }
    }
  if (widest * inner->height > 2 * theme->font_size)
    plot_label_draw (cr, name, inner->x + x * inner->width, inner->y + (1 - y) * inner->height, 0.5,
                     0.5, 1.1 * theme->font_size, FALSE, color, theme);
}

static void
draw_regions (cairo_t *cr,
              const PlotArea *inner,
              const PlotLearnedFirst *self,
              const PlotTheme *theme)
{
  const char *const names[2] = { _ ("\\A first"), _ ("\\B first") };
  double heights[COLUMNS + 1];

  for (int i = 0; i <= COLUMNS; i++)
    heights[i] = get_height (self, (double) i / COLUMNS);
  for (int m = 0; m < 2; m++)
    {
      const PlotColor tint = plot_theme_fade (&theme->modality[m], 0.16);

      trace_region (cr, inner, heights, m == 0);
      plot_theme_set_source (cr, &tint);
      cairo_fill (cr);
    }
  draw_boundary (cr, inner, heights, theme);
  for (int m = 0; m < 2; m++)
    draw_name (cr, inner, heights, m == 0, names[m], &theme->modality_text[m], theme);
}

static void
draw_mark (cairo_t *cr, const PlotArea *inner, const PlotLearnedFirst *self, const PlotTheme *theme)
{
  if (isnan (self->norm[0]))
    return;
  cairo_new_path (cr);
  cairo_arc (cr, plot_frame_x (inner, &self->axis, self->norm[0]),
             plot_frame_y (inner, &self->axis, self->norm[1]), 0.45 * theme->font_size, 0,
             2 * G_PI);
  plot_theme_set_source (cr, &theme->playhead);
  cairo_fill (cr);
}

void
plot_learned_first_draw (cairo_t *cr,
                         const PlotArea *area,
                         const PlotLearnedFirst *self,
                         const PlotTheme *theme)
{
  const PlotFrame frame = { .title =
                                self->hide_title ? NULL : _ ("Learned first, by initial norms"),
                            .x_name = "u_A",
                            .y_name = "u_B",
                            .x = self->axis,
                            .y = self->axis };
  const PlotArea inner = plot_frame_inner (area, theme);

  plot_frame_draw (cr, area, &frame, theme);
  cairo_save (cr);
  plot_frame_clip (cr, &inner, theme);
  if (self->tie != NULL)
    draw_regions (cr, &inner, self, theme);
  else
    plot_label_draw (cr, _ ("early fusion: together"), inner.x + inner.width / 2,
                     inner.y + inner.height / 3, 0.5, 0.5, 1.1 * theme->font_size, FALSE,
                     &theme->muted, theme);
  draw_mark (cr, &inner, self, theme);
  cairo_restore (cr);
}
