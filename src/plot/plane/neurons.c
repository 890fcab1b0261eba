/* The cloud of neurons, its trails, the density behind it, and where training turns it to. */
#include "plot/plane/neurons.h"

#include "model/experiment/data_source.h"
#include "plot/draw/card.h"
#include "plot/draw/frame.h"
#include "plot/draw/group.h"
#include "plot/draw/label.h"
#include "plot/draw/placement.h"
#include "plot/plane/neurons_space.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Sizes in font sizes. */
#define DOT_RADIUS 0.3
#define ARROW_HEAD 0.75
#define LABEL_DISTANCE 0.5
#define NAME_GAP 0.25
/* More neurons than this get smaller dots. */
#define MANY 150
/* Smaller dots need not be round, in pixels. */
#define POLYGON_RADIUS 4.5
/* Neurons that names keep off. */
#define MOST_KEPT 60
/* Parts of the axes' half lengths. */
#define CLOUD_PART 0.84
#define DENSITY_PART 0.94
#define ARROW_PART 0.66
/* The scale of colours, below the axis: font sizes. */
#define SCALE_ROW 2.35
#define SCALE_GAP 0.35
#define SCALE_WIDTH 3.5
#define SCALE_HEIGHT 0.6
/* Ellipses, evenly spaced up to so many standard deviations. */
#define ELLIPSES 5
#define DEVIATIONS 2.5
#define CONTOUR_ALPHA 0.2

typedef struct
{
  cairo_t *cr;
  const PlotNeurons *self;
  const PlotTheme *theme;
  PlotNeuronsSpace space;
  PlotArea inner;
  double em;
  double reach[2]; /* half lengths of the axes */
} Canvas;

void
plot_neurons_init (PlotNeurons *self)
{
  *self = (PlotNeurons){ .playhead = INFINITY };
}

gboolean
plot_neurons_has_plane (const ModelFirstLayerShape *shape, PlotNeuronsPlane plane)
{
  if (plane == PLOT_NEURONS_B)
    return shape->inputs[1] >= 2;
  return plane == PLOT_NEURONS_CORRELATION || shape->inputs[0] > 1 || shape->inputs[1] > 1;
}

PlotNeuronsPlane
plot_neurons_choose_plane (const ModelExperiment *experiment)
{
  return model_experiment_get_source (experiment)->patterns ? PLOT_NEURONS_B
                                                            : PLOT_NEURONS_CORRELATION;
}

const char *
plot_neurons_get_name (PlotNeuronsPlane plane, int axis)
{
  static const char *const names[2][3] = { { "W^1_A", "W^1_B", NULL },
                                           { "W^1_{B,1}", "W^1_{B,2}", "W^1_A" } };

  return names[plane == PLOT_NEURONS_B][axis];
}

/* Half lengths that hold all neurons, in the proportions of the rectangle. */
static void
fit (Canvas *c, const double (*places)[3])
{
  const double aspect = c->inner.width / c->inner.height;
  double reach = fmax (plot_neurons_space_reach (&c->space, places, 0) / aspect,
                       plot_neurons_space_reach (&c->space, places, 1));

  /* What is a colour has the same unit: weights of B that are next to nothing look it. */
  reach = fmax (reach, plot_neurons_space_reach (&c->space, places, 2));
  reach = reach > 0 && isfinite (reach) ? reach / CLOUD_PART : 1;
  c->reach[0] = reach * aspect;
  c->reach[1] = reach;
}

static void
to_page (const Canvas *c, const double *w, double at[2])
{
  at[0] = c->inner.x + c->inner.width * (1 + w[0] / c->reach[0]) / 2;
  at[1] = c->inner.y + c->inner.height * (1 - w[1] / c->reach[1]) / 2;
}

/* Normal inputs: what is as probable lies on ellipses, of the covariance of the two directions. */
static void
draw_density (const Canvas *c)
{
  const int n = c->space.n_inputs;
  const PlotColor color = plot_theme_fade (&c->theme->phase[0], 0.55);
  const PlotColor contour = plot_theme_fade (&c->theme->modality[0], CONTOUR_ALPHA);
  g_autofree double *image = g_new (double, n);
  double cov[2][2];

  for (int k = 0; k < 2; k++)
    {
      for (int i = 0; i < n; i++)
        image[i] =
            plot_neurons_space_multiply (&c->space, c->self->moments->sigma + (gsize) i * n, k);
      for (int l = 0; l < 2; l++)
        cov[k][l] = plot_neurons_space_multiply (&c->space, image, l);
    }
  if (!(cov[0][0] > 0 && cov[1][1] > 0))
    return;
  const double unit = DENSITY_PART / DEVIATIONS *
                      fmin (c->reach[0] / sqrt (cov[0][0]), c->reach[1] / sqrt (cov[1][1]));
  /* Cholesky: the ellipse is the image of a circle. */
  const double a = sqrt (cov[0][0]), b = cov[0][1] / a, d = sqrt (fmax (cov[1][1] - b * b, 0));
  cairo_set_line_width (c->cr, 0.07 * c->em);
  for (int k = ELLIPSES; k >= 1; k--)
    {
      const double radius = unit * DEVIATIONS * k / ELLIPSES;

      cairo_new_path (c->cr);
      for (int i = 0; i < 72; i++)
        {
          const double x = radius * cos (i * G_PI / 36), y = radius * sin (i * G_PI / 36);
          double at[2];

          to_page (c, (const double[2]){ a * x, b * x + d * y }, at);
          cairo_line_to (c->cr, at[0], at[1]);
        }
      cairo_close_path (c->cr);
      plot_theme_set_source (c->cr, &color);
      cairo_fill_preserve (c->cr);
      plot_theme_set_source (c->cr, &contour);
      if (c->theme->pixel > 0)
        cairo_new_path (c->cr); /* shades do, and are drawn in half the time */
      else
        cairo_stroke (c->cr);
    }
}

/* The four inputs of XOR, full where the target is positive. */
static void
draw_patterns (const Canvas *c)
{
  const PlotColor color = plot_theme_fade (&c->theme->modality[1], 0.5);
  const double part = 0.78 * fmin (c->reach[0], c->reach[1]), radius = 0.8 * c->em;

  plot_theme_set_source (c->cr, &color);
  cairo_set_line_width (c->cr, 1.2 * c->theme->line_width);
  for (int i = 0; i < 4; i++)
    {
      const double x = i & 1 ? 1 : -1, y = i & 2 ? 1 : -1;
      double at[2];

      to_page (c, (const double[2]){ part * x, part * y }, at);
      cairo_new_path (c->cr);
      cairo_arc (c->cr, at[0], at[1], radius, 0, 2 * G_PI);
      if (x * y < 0)
        cairo_fill (c->cr);
      else
        cairo_stroke (c->cr);
    }
}

static PlotColor
get_color (const Canvas *c, int branch, double alpha)
{
  return plot_theme_fade (
      c->space.shape->fused ? &c->theme->foreground : &c->theme->modality[branch], alpha);
}

/* Neurons of one colour as one path. */
static void
get_range (const PlotNeuronsSpace *space, int branch, int *from, int *to)
{
  *from = branch == 0 ? 0 : space->shape->rows[0];
  *to = branch == 0 && !space->shape->fused ? space->shape->rows[0]
                                            : plot_neurons_space_count (space);
}

static void
draw_trails (const Canvas *c, double now, float *w)
{
  const int n = plot_neurons_space_count (&c->space);
  int pieces;
  g_autofree double (*places)[3] =
      plot_neurons_space_trace (&c->space, c->self->first_layer, now, c->self->trail, w, &pieces);

  cairo_set_line_width (c->cr, 0.6 * c->theme->line_width);
  for (int branch = 0; branch < (c->space.shape->fused ? 1 : 2); branch++)
    {
      const PlotColor color = get_color (c, branch, 0.22);
      int from, to;

      get_range (&c->space, branch, &from, &to);
      plot_theme_set_source (c->cr, &color);
      cairo_new_path (c->cr);
      for (int i = from; i < to; i++)
        for (int k = 0; k <= pieces; k++)
          {
            double at[2];

            to_page (c, places[(gsize) k * n + i], at);
            if (k == 0)
              cairo_move_to (c->cr, at[0], at[1]);
            else
              cairo_line_to (c->cr, at[0], at[1]);
          }
      cairo_stroke (c->cr);
    }
}

/* On the screen a polygon: dots are a few pixels wide, and there may be thousands. */
static void
trace_dot (const Canvas *c, const double *place, double radius)
{
  static const double corners[10][2] = { { 1, 0 },           { 0.809, 0.588 },   { 0.309, 0.951 },
                                         { -0.309, 0.951 },  { -0.809, 0.588 },  { -1, 0 },
                                         { -0.809, -0.588 }, { -0.309, -0.951 }, { 0.309, -0.951 },
                                         { 0.809, -0.588 } };
  double at[2];

  to_page (c, place, at);
  cairo_new_sub_path (c->cr);
  if (c->theme->pixel > 0 && radius < POLYGON_RADIUS * c->theme->pixel)
    for (int i = 0; i < 10; i++)
      cairo_line_to (c->cr, at[0] + radius * corners[i][0], at[1] + radius * corners[i][1]);
  else
    cairo_arc (c->cr, at[0], at[1], radius, 0, 2 * G_PI);
  cairo_close_path (c->cr);
}

static double
get_radius (const Canvas *c)
{
  const int n = plot_neurons_space_count (&c->space);
  return DOT_RADIUS * c->em * fmax (sqrt (fmin (1, (double) MANY / n)), 0.5);
}

static void
draw_dots (const Canvas *c, const double (*places)[3])
{
  const double radius = get_radius (c);

  for (int branch = 0; branch < (c->space.shape->fused ? 1 : 2); branch++)
    {
      const PlotColor color = get_color (c, branch, 0.78);
      int from, to;

      get_range (&c->space, branch, &from, &to);
      plot_theme_set_source (c->cr, &color);
      cairo_new_path (c->cr);
      for (int i = from; i < to; i++)
        trace_dot (c, places[i], radius);
      cairo_fill (c->cr);
    }
}

/* By A's weight, which has no axis: each dot its own path. */
static void
draw_coloured_dots (const Canvas *c, const double (*places)[3])
{
  const int n = plot_neurons_space_count (&c->space);
  const double most = plot_neurons_space_reach (&c->space, places, 2);
  const double radius = get_radius (c);

  for (int i = 0; i < n; i++)
    {
      const PlotColor color =
          plot_neurons_space_color (most > 0 ? places[i][2] / most : 0, c->theme);

      plot_theme_set_source (c->cr, &color);
      cairo_new_path (c->cr);
      trace_dot (c, places[i], radius);
      cairo_fill (c->cr);
    }
}

/* From the middle along a vector of the inputs, as it is seen in the plane. Returns whether there
 * is anything to see of it. @tip: (out): user units */
static gboolean
draw_direction (const Canvas *c,
                PlotPlacement *places,
                const double *vector,
                const PlotColor *color,
                double tip[2])
{
  const double v[2] = { plot_neurons_space_multiply (&c->space, vector, 0),
                        plot_neurons_space_multiply (&c->space, vector, 1) };
  const double norm = hypot (v[0], v[1]);
  const double length = ARROW_PART * fmin (c->inner.width, c->inner.height) / 2;

  if (!(norm > 0) || !isfinite (norm))
    return FALSE;
  const double u[2] = { v[0] / norm, -v[1] / norm }, head = ARROW_HEAD * c->em;
  const double from[2] = { c->inner.x + c->inner.width / 2, c->inner.y + c->inner.height / 2 };
  tip[0] = from[0] + length * u[0];
  tip[1] = from[1] + length * u[1];
  plot_theme_set_source (c->cr, color);
  cairo_set_line_width (c->cr, c->theme->line_width);
  cairo_move_to (c->cr, from[0], from[1]);
  cairo_line_to (c->cr, tip[0] - head / 2 * u[0], tip[1] - head / 2 * u[1]);
  cairo_stroke (c->cr);
  cairo_move_to (c->cr, tip[0], tip[1]);
  for (int side = -1; side <= 1; side += 2)
    cairo_line_to (c->cr, tip[0] - head * (u[0] - 0.4 * side * u[1]),
                   tip[1] - head * (u[1] + 0.4 * side * u[0]));
  cairo_close_path (c->cr);
  cairo_fill (c->cr);
  for (int i = 1; i <= 4; i++)
    plot_placement_take_square (places, from[0] + i * length / 4 * u[0],
                                from[1] + i * length / 4 * u[1], 0.3 * c->em);
  return TRUE;
}

/* At the ends of the zero lines, on the side where fewer neurons are. */
static void
draw_names (const Canvas *c, PlotPlacement *places)
{
  const double end[2][2] = { { c->inner.x + c->inner.width, c->inner.y + c->inner.height / 2 },
                             { c->inner.x + c->inner.width / 2, c->inner.y } };

  for (int axis = 0; axis < 2; axis++)
    {
      const char *name = plot_neurons_get_name (c->self->plane, axis);
      PlotLabelSize size;

      plot_label_measure (c->cr, name, c->em, FALSE, c->theme, &size);
      const double x = end[axis][0] - size.width / 2 - NAME_GAP * c->em;
      const double y = end[axis][1] + size.height / 2 + NAME_GAP * c->em;
      /* The other side of the line. */
      const double x2 = axis == 0 ? x : 2 * end[1][0] - x, y2 = axis == 0 ? 2 * end[0][1] - y : y;
      const gboolean first = plot_placement_is_free (places, x, y, size.width / 2) ||
                             !plot_placement_is_free (places, x2, y2, size.width / 2);
      const double at[2] = { first ? x : x2, first ? y : y2 };
      plot_label_draw (c->cr, name, at[0], at[1], 0.5, 0.5, c->em, FALSE, &c->theme->muted,
                       c->theme);
      plot_placement_take_square (places, at[0], at[1], size.width / 2);
    }
}

static void
draw_directions (const Canvas *c, const double (*neurons)[3])
{
  const int n = plot_neurons_space_count (&c->space);
  g_autofree double *solution = g_new (double, c->space.n_inputs);
  g_auto (PlotPlacement) places = { 0 };

  model_moments_solve (c->self->moments, solution);
  plot_placement_init (&places, &c->inner, c->theme);
  for (int i = 0; i < n; i += n / MOST_KEPT + 1)
    {
      double at[2];

      to_page (c, neurons[i], at);
      plot_placement_take_square (&places, at[0], at[1], DOT_RADIUS * c->em);
    }
  if (c->self->compact)
    draw_names (c, &places);
  const struct
  {
    const double *vector;
    const char *name;
    const PlotColor *color;
  } directions[] = { { c->self->moments->sigma_yx, "\\Sigma_{yx}", &c->theme->modality_text[0] },
                     { solution, "W^*", &c->theme->solution } };
  double tip[G_N_ELEMENTS (directions)][2];
  gboolean seen[G_N_ELEMENTS (directions)];
  /* All arrows first: no name may lie under the next one. */
  for (gsize i = 0; i < G_N_ELEMENTS (directions); i++)
    seen[i] = draw_direction (c, &places, directions[i].vector, directions[i].color, tip[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (directions); i++)
    if (seen[i])
      plot_placement_draw_around (&places, c->cr, directions[i].name, tip[i][0], tip[i][1],
                                  LABEL_DISTANCE * c->em, FALSE, directions[i].color, c->theme);
}

/* "98 % along Sigma_yx   94 % along W*   rank 1.1", of a branch "A: ..."; NULL where there is
 * nothing to say. */
static char *
describe_alignment (const Canvas *c, const float *w, int m)
{
  ModelFirstLayerAlignment a;
  GString *text;

  model_first_layer_align (c->space.shape, w, c->self->moments, m, &a);
  if (isnan (a.rank))
    return NULL;
  text = g_string_new (c->space.shape->fused ? "" : m == 0 ? "\\A:  " : "\\B:  ");
  const gsize name = text->len;
  if (!isnan (a.along_correlation))
    g_string_append_printf (text, _ ("%.0f %% along \\Sigma_{yx}"), 100 * a.along_correlation);
  if (!isnan (a.along_solution))
    g_string_append_printf (text, _ ("   %.0f %% along W^*"), 100 * a.along_solution);
  const gsize shares = text->len - name;
  g_string_append (text, "   ");
  g_string_append_printf (text, _ ("rank %.1f"), a.rank);
  PlotLabelSize size;
  plot_label_measure (c->cr, text->str, c->em, FALSE, c->theme, &size);
  if (size.width + c->em >= c->inner.width)
    g_string_erase (text, name, shares + 3);
  return g_string_free (text, FALSE);
}

/* A line of all neurons, or of each branch. */
static void
draw_meter (const Canvas *c, const float *w)
{
  const int n = c->space.shape->fused ? 1 : 2;
  double bottom = c->inner.y + c->inner.height - 0.5 * c->em;

  for (int m = n - 1; m >= 0; m--)
    {
      g_autofree char *text = describe_alignment (c, w, m);
      PlotLabelSize size;

      if (text == NULL)
        continue;
      plot_label_measure (c->cr, text, c->em, FALSE, c->theme, &size);
      const PlotArea ground = { c->inner.x + c->inner.width - size.width - 0.8 * c->em,
                                bottom - size.height, size.width + 0.8 * c->em, size.height };
      plot_card_draw_ground (c->cr, &ground, c->theme);
      plot_label_draw (c->cr, text, ground.x + 0.4 * c->em, ground.y, 0, 0, c->em, FALSE,
                       n == 1 ? &c->theme->foreground : &c->theme->modality_text[m], c->theme);
      bottom = ground.y;
    }
}

static void
draw_zero_lines (const Canvas *c)
{
  const PlotColor color = plot_theme_fade (&c->theme->muted, 0.5);
  double at[2];

  to_page (c, (const double[2]){ 0, 0 }, at);
  plot_theme_set_source (c->cr, &color);
  cairo_set_line_width (c->cr, fmax (c->theme->pixel, 0.07 * c->em));
  cairo_move_to (c->cr, plot_frame_crisp (at[0], c->theme), c->inner.y);
  cairo_rel_line_to (c->cr, 0, c->inner.height);
  cairo_move_to (c->cr, c->inner.x, plot_frame_crisp (at[1], c->theme));
  cairo_rel_line_to (c->cr, c->inner.width, 0);
  cairo_stroke (c->cr);
}

static void
draw_content (Canvas *c, double now, float *w, const double (*places)[3])
{
  cairo_save (c->cr);
  plot_frame_clip (c->cr, &c->inner, c->theme);
  cairo_set_line_join (c->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (c->cr, CAIRO_LINE_CAP_ROUND);
  if (c->theme->pixel > 0)
    cairo_set_antialias (c->cr, CAIRO_ANTIALIAS_FAST);
  if (c->self->patterns && c->self->plane == PLOT_NEURONS_B)
    draw_patterns (c);
  else
    draw_density (c);
  draw_zero_lines (c);
  if (c->self->trail > 0)
    draw_trails (c, now, w);
  model_first_layer_at (c->self->first_layer, now, w);
  if (c->space.axes[2] != NULL)
    draw_coloured_dots (c, places);
  else
    draw_dots (c, places);
  draw_directions (c, places);
  if (!c->self->hide_meter)
    draw_meter (c, w);
  cairo_restore (c->cr);
}

/* The scale of the colours, in the row of the lower name: "W_A -0.2 [] 0.2". */
static void
draw_scale (const Canvas *c, const double (*places)[3])
{
  const double most = plot_neurons_space_reach (&c->space, places, 2);
  const double y = c->inner.y + c->inner.height + SCALE_ROW * c->em;
  double x = c->inner.x;
  char value[32];

  study_axis_format (most, 1, value);
  g_autofree char *least =
      g_strdup_printf ("%s  −%s", plot_neurons_get_name (c->self->plane, 2), value);
  PlotLabelSize size;
  plot_label_measure (c->cr, least, c->em, FALSE, c->theme, &size);
  plot_label_draw (c->cr, least, x, y, 0, 0.5, c->em, FALSE, &c->theme->muted, c->theme);
  x += size.width + SCALE_GAP * c->em;
  cairo_pattern_t *ramp = cairo_pattern_create_linear (x, 0, x + SCALE_WIDTH * c->em, 0);
  for (int i = -1; i <= 1; i++)
    {
      const PlotColor color = plot_neurons_space_color (i, c->theme);
      cairo_pattern_add_color_stop_rgb (ramp, (i + 1) / 2.0, color.red, color.green, color.blue);
    }
  cairo_set_source (c->cr, ramp);
  cairo_rectangle (c->cr, x, y - SCALE_HEIGHT * c->em / 2, SCALE_WIDTH * c->em,
                   SCALE_HEIGHT * c->em);
  cairo_fill (c->cr);
  cairo_pattern_destroy (ramp);
  x += SCALE_WIDTH * c->em;
  plot_label_draw (c->cr, value, x + SCALE_GAP * c->em, y, 0, 0.5, c->em, FALSE, &c->theme->muted,
                   c->theme);
}

static void
draw_frame (const Canvas *c, const PlotArea *area)
{
  const PlotNeuronsPlane plane = c->self->plane;
  const gboolean compact = c->self->compact;
  const PlotFrame frame = { .title = compact ? NULL : _ ("First-layer features"),
                            .hide_title = c->self->hide_title,
                            .x_name = compact ? NULL : plot_neurons_get_name (plane, 0),
                            .y_name = compact ? NULL : plot_neurons_get_name (plane, 1),
                            .remark = compact ? c->self->note : NULL,
                            .x = { -c->reach[0], c->reach[0], FALSE },
                            .y = { -c->reach[1], c->reach[1], FALSE } };

  plot_frame_draw (c->cr, area, &frame, c->theme);
}

void
plot_neurons_draw (cairo_t *cr,
                   const PlotArea *area,
                   const PlotNeurons *self,
                   const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && self != NULL && theme != NULL);

  Canvas c = {
    cr,      self, theme, { NULL, 0, { NULL } }, plot_frame_inner (area, theme), theme->font_size,
    { 1, 1 }
  };
  const int n = self->first_layer != NULL ? model_first_layer_count (self->first_layer) : 0;

  if (n == 0 || self->moments == NULL)
    {
      draw_frame (&c, area);
      return;
    }
  plot_neurons_space_init (&c.space, self->first_layer, self->moments, self->plane);
  g_autofree float *w = g_new (float, model_first_layer_shape_size (c.space.shape));
  g_autofree double (*places)[3] = g_malloc_n (plot_neurons_space_count (&c.space), sizeof *places);
  const double now = fmin (self->playhead, model_first_layer_epoch (self->first_layer, n - 1));
  plot_neurons_space_place (&c.space, self->first_layer, now, w, places);
  fit (&c, (const double (*)[3]) places);
  draw_frame (&c, area);
  if (c.space.axes[2] != NULL)
    draw_scale (&c, (const double (*)[3]) places);
  plot_group_begin (cr, "neurons");
  draw_content (&c, now, w, (const double (*)[3]) places);
  plot_group_end (cr);
  plot_neurons_space_clear (&c.space);
}
