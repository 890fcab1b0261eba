/* Maps: an image of the colours, lines and labels over it. */
#include "plot/draw/heatmap.h"

#include "num/number.h"
#include "plot/draw/contour.h"
#include "plot/draw/frame.h"
#include "plot/draw/group.h"
#include "plot/draw/image.h"
#include "plot/draw/label.h"

#include <math.h>

/* In font sizes. */
#define BAR_ROOM 5.2 /* right of the map, for bar and labels */
#define BAR_GAP 0.9
#define BAR_WIDTH 0.9
#define BAR_PITCH 2.4
#define CAP 0.7 /* the box above the bar */
#define RING 0.5
/* Values outside the scale stay this near to it, so that contours along its end are smooth. */
#define ROOM 0.25

void
plot_heatmap_init (PlotHeatmap *self)
{
  g_return_if_fail (self != NULL);

  *self = (PlotHeatmap){
    .x = { 0, 1, FALSE }, .y = { 0, 1, FALSE }, .scale = { 0, 1, FALSE }, .point = { NAN, NAN }
  };
}

static PlotArea
cut_bar (const PlotArea *area, const PlotTheme *theme)
{
  PlotArea rest = *area;
  rest.width = fmax (rest.width - BAR_ROOM * theme->font_size, 1);
  return rest;
}

PlotArea
plot_heatmap_inner (const PlotArea *area, const PlotTheme *theme)
{
  const PlotArea rest = cut_bar (area, theme);
  return plot_frame_inner (&rest, theme);
}

/* Values as places on the scale: what the picture shows. The caller frees. */
static double *
scale_values (const PlotHeatmap *self)
{
  const gsize n = (gsize) self->n_x * self->n_y;
  double *place = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    {
      const double fraction = study_axis_map (&self->scale, self->values[i]);
      place[i] = isnan (fraction) ? 0 : CLAMP (fraction, -ROOM, 1 + ROOM);
    }
  return place;
}

#define N_COLORS 512

typedef struct
{
  const PlotHeatmap *map;
  const double *place;
  guint32 colors[N_COLORS];
} Picture;

static guint32
color_cb (double x, double y, gconstpointer data)
{
  const Picture *self = data;
  const double place = plot_contour_value (self->place, self->map->n_x, self->map->n_y, x, y);
  return self->colors[(int) (CLAMP (place, 0.0, 1.0) * (N_COLORS - 1) + 0.5)];
}

static void
draw_image (cairo_t *cr,
            const PlotArea *inner,
            const PlotHeatmap *self,
            const double *place,
            const PlotTheme *theme)
{
  Picture picture = { self, place, { 0 } };

  for (int i = 0; i < N_COLORS; i++)
    {
      const PlotColor color = plot_ramp_color (self->ramp, i / (N_COLORS - 1.0), theme->style);
      picture.colors[i] = plot_image_pack (&color);
    }
  plot_image_draw (cr, inner, color_cb, &picture, theme);
}

/* One contour line, and where it crosses the middle of the map. */
typedef struct
{
  cairo_t *cr;
  const PlotArea *inner;
  gboolean rises;
  GArray *crossings; /* double: fractions along the middle */
} Trace;

static void
trace_cb (double x1, double y1, double x2, double y2, gpointer data)
{
  Trace *self = data;
  const PlotArea *inner = self->inner;
  const double along1 = self->rises ? y1 : x1, along2 = self->rises ? y2 : x2;

  cairo_move_to (self->cr, inner->x + x1 * inner->width, inner->y + (1 - y1) * inner->height);
  cairo_line_to (self->cr, inner->x + x2 * inner->width, inner->y + (1 - y2) * inner->height);
  if ((along1 < 0.5) == (along2 < 0.5))
    return;
  const double part = (0.5 - along1) / (along2 - along1);
  const double crossing = self->rises ? x1 + part * (x2 - x1) : y1 + part * (y2 - y1);
  g_array_append_val (self->crossings, crossing);
}

/* The number on a line, on a patch of its own colour that interrupts the line. */
static void
draw_contour_label (const Trace *trace,
                    double crossing,
                    const char *text,
                    const PlotColor *patch,
                    const PlotColor *ink,
                    const PlotTheme *theme)
{
  const PlotArea *inner = trace->inner;
  const double size = 0.9 * theme->font_size;
  const double x = inner->x + (trace->rises ? crossing : 0.5) * inner->width;
  const double y = inner->y + (1 - (trace->rises ? 0.5 : crossing)) * inner->height;
  PlotLabelSize label;

  plot_label_measure (trace->cr, text, size, FALSE, theme, &label);
  const double width = label.width + 0.4 * size, height = 0.95 * label.height;
  if (x - width / 2 < inner->x || x + width / 2 > inner->x + inner->width ||
      y - height / 2 < inner->y || y + height / 2 > inner->y + inner->height)
    return;
  plot_theme_set_source (trace->cr, patch);
  cairo_rectangle (trace->cr, x - width / 2, y - height / 2, width, height);
  cairo_fill (trace->cr);
  plot_label_draw (trace->cr, text, x, y, 0.5, 0.5, size, FALSE, ink, theme);
}

/* As short as it can be, with a true minus sign. The caller frees. */
static char *
format_level (double level)
{
  char text[NUM_NUMBER_SIZE];
  num_number_format (fabs (level), text);
  return g_strconcat (level < 0 ? "\u2212" : "", text, NULL);
}

/* `taken`: where labels stand already; one that would touch another is left out. */
static void
draw_contour (Trace *trace,
              const PlotHeatmap *self,
              const double *place,
              double level,
              GArray *taken,
              const PlotTheme *theme)
{
  const double fraction = study_axis_map (&self->scale, level), em = theme->font_size;
  const double space =
      trace->rises ? 3.2 * em / trace->inner->width : 1.7 * em / trace->inner->height;
  const PlotColor patch = plot_ramp_color (self->ramp, fraction, theme->style);
  const PlotColor ink = plot_ramp_ink (&patch), line = plot_theme_fade (&ink, 0.45);
  g_autofree char *text = format_level (level);

  g_array_set_size (trace->crossings, 0);
  plot_theme_set_source (trace->cr, &line);
  plot_contour_trace (place, self->n_x, self->n_y, fraction, trace_cb, trace);
  cairo_stroke (trace->cr);
  for (guint i = 0; i < trace->crossings->len; i++)
    {
      const double crossing = g_array_index (trace->crossings, double, i);
      gboolean free = TRUE;
      for (guint k = 0; k < taken->len && free; k++)
        free = fabs (g_array_index (taken, double, k) - crossing) > space;
      if (!free)
        continue;
      draw_contour_label (trace, crossing, text, &patch, &ink, theme);
      g_array_append_val (taken, crossing);
    }
}

static void
draw_contours (cairo_t *cr,
               const PlotArea *inner,
               const PlotHeatmap *self,
               const double *place,
               const PlotTheme *theme)
{
  g_autoptr (GArray) crossings = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (double));
  Trace trace = { cr, inner, self->contours_rise, crossings };

  cairo_save (cr);
  cairo_rectangle (cr, inner->x, inner->y, inner->width, inner->height);
  cairo_clip (cr);
  cairo_set_line_width (cr, 0.085 * theme->font_size);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (int i = 0; i < self->n_contours; i++)
    draw_contour (&trace, self, place, self->contours[i], taken, theme);
  cairo_restore (cr);
}

static void
draw_bar_ticks (cairo_t *cr, const PlotArea *bar, const PlotHeatmap *self, const PlotTheme *theme)
{
  const double em = theme->font_size, left = bar->x + bar->width;
  const int most = MAX (2, (int) (bar->height / (BAR_PITCH * em)));
  StudyTick ticks[STUDY_AXIS_MAX_TICKS];
  const int n = study_axis_ticks (&self->scale, most, ticks);

  cairo_set_line_width (cr, 0.07 * em);
  for (int i = 0; i < n; i++)
    {
      if (ticks[i].minor)
        continue;
      const double y = plot_frame_crisp (plot_frame_y (bar, &self->scale, ticks[i].value), theme);
      plot_theme_set_source (cr, &theme->muted);
      cairo_move_to (cr, left, y);
      cairo_line_to (cr, left + 0.25 * em, y);
      cairo_stroke (cr);
      plot_label_draw (cr, ticks[i].text, left + 0.5 * em, y, 0, 0.5, em, FALSE, &theme->muted,
                       theme);
    }
}

/* What lies beyond the scale has a box of its own above the bar. */
static void
draw_beyond (cairo_t *cr, const PlotArea *bar, const PlotHeatmap *self, const PlotTheme *theme)
{
  const double em = theme->font_size, height = CAP * em;
  const double y = bar->y - height - 0.2 * em;
  const PlotColor color = plot_ramp_color (self->ramp, 1, theme->style);

  plot_theme_set_source (cr, &color);
  cairo_rectangle (cr, bar->x, y, bar->width, height);
  cairo_fill (cr);
  plot_label_draw (cr, self->beyond, bar->x + bar->width + 0.5 * em, y + height / 2, 0, 0.5, em,
                   FALSE, &theme->muted, theme);
}

void
plot_heatmap_draw_bar (cairo_t *cr,
                       const PlotArea *inner,
                       const PlotHeatmap *self,
                       const PlotTheme *theme)
{
  const double em = theme->font_size;
  const double cap = self->beyond != NULL ? (CAP + 0.2) * em : 0;
  const PlotArea bar = { inner->x + inner->width + BAR_GAP * em, inner->y + cap, BAR_WIDTH * em,
                         fmax (inner->height - cap, 1) };
  const int steps = 64;
  cairo_pattern_t *pattern = cairo_pattern_create_linear (0, bar.y + bar.height, 0, bar.y);

  plot_group_begin (cr, "colour-bar");
  for (int i = 0; i <= steps; i++)
    {
      const double fraction = i / (double) steps;
      const PlotColor c = plot_ramp_color (self->ramp, fraction, theme->style);
      cairo_pattern_add_color_stop_rgb (pattern, fraction, c.red, c.green, c.blue);
    }
  cairo_set_source (cr, pattern);
  cairo_rectangle (cr, bar.x, bar.y, bar.width, bar.height);
  cairo_fill (cr);
  cairo_pattern_destroy (pattern);
  draw_bar_ticks (cr, &bar, self, theme);
  if (self->beyond != NULL)
    draw_beyond (cr, &bar, self, theme);
  if (self->scale_name != NULL)
    plot_label_draw (cr, self->scale_name, bar.x, inner->y - 0.5 * em, 0, 1, em, FALSE,
                     &theme->muted, theme);
  plot_group_end (cr);
}

/* Instead of a map that would mean nothing. */
static void
draw_note (cairo_t *cr, const PlotArea *inner, const PlotHeatmap *self, const PlotTheme *theme)
{
  const double ground = self->ramp == PLOT_RAMP_DIVERGING ? 0.5 : 0;
  const PlotColor fill = plot_ramp_color (self->ramp, ground, theme->style);
  const PlotColor ink = plot_ramp_ink (&fill);
  PlotLabelSize size;
  double font = theme->font_size;

  plot_theme_set_source (cr, &fill);
  cairo_rectangle (cr, inner->x, inner->y, inner->width, inner->height);
  cairo_fill (cr);
  plot_label_measure (cr, self->note, font, FALSE, theme, &size);
  font *= fmin (1, 0.95 * inner->width / size.width);
  plot_label_draw (cr, self->note, inner->x + inner->width / 2, inner->y + inner->height / 2, 0.5,
                   0.5, font, FALSE, &ink, theme);
}

void
plot_heatmap_draw_point (cairo_t *cr,
                         const PlotArea *inner,
                         const StudyAxis *x,
                         const StudyAxis *y,
                         const double point[2],
                         const PlotTheme *theme)
{
  const double em = theme->font_size, radius = RING * em;
  if (isnan (point[0]) || isnan (point[1]))
    return;
  const double u = study_axis_map (x, point[0]), v = study_axis_map (y, point[1]);
  const gboolean inside = u >= 0 && u <= 1 && v >= 0 && v <= 1;
  const double px = inner->x + CLAMP (u, 0.0, 1.0) * inner->width;
  const double py = inner->y + (1 - CLAMP (v, 0.0, 1.0)) * inner->height;

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_arc (cr, px, py, radius, 0, 2 * G_PI);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_set_line_width (cr, 0.4 * em);
  if (inside)
    cairo_stroke_preserve (cr);
  else
    cairo_fill_preserve (cr);
  plot_theme_set_source (cr, &theme->playhead);
  cairo_set_line_width (cr, 0.2 * em);
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
plot_heatmap_draw (cairo_t *cr,
                   const PlotArea *area,
                   const PlotHeatmap *self,
                   const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && self != NULL && theme != NULL);

  const PlotArea rest = cut_bar (area, theme), inner = plot_frame_inner (&rest, theme);
  const PlotFrame frame = {
    .title = self->title, .x_name = self->x_name, .y_name = self->y_name, .x = self->x, .y = self->y
  };

  cairo_save (cr);
  plot_frame_draw (cr, &rest, &frame, theme);
  if (self->values != NULL && self->n_x >= 2 && self->n_y >= 2)
    {
      g_autofree double *place = scale_values (self);
      if (self->note == NULL)
        {
          draw_image (cr, &inner, self, place, theme);
          plot_group_begin (cr, "contours");
          draw_contours (cr, &inner, self, place, theme);
          plot_group_end (cr);
        }
      else
        draw_note (cr, &inner, self, theme);
      plot_heatmap_draw_bar (cr, &inner, self, theme);
    }
  plot_heatmap_draw_point (cr, &inner, &self->x, &self->y, self->point, theme);
  cairo_restore (cr);
}
