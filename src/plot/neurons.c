/* The cloud of neurons, its trails, the density behind it, and where training turns it to. */
#include "plot/neurons.h"

#include "plot/card.h"
#include "plot/frame.h"
#include "plot/label.h"
#include "plot/places.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Sizes in font sizes. */
#define DOT_RADIUS 0.3
#define ARROW_HEAD 0.75
#define LABEL_DISTANCE 0.5
/* More neurons than this get smaller dots, and trails of fewer pieces. */
#define MANY 150
#define TRAIL_PIECES 1200
#define MOST_PIECES 12
/* Smaller dots need not be round, in pixels. */
#define POLYGON_RADIUS 4.5
/* Neurons that names keep off. */
#define MOST_KEPT 60
/* Parts of the axes' half lengths. */
#define CLOUD_PART 0.84
#define DENSITY_PART 0.94
#define ARROW_PART 0.66
/* Ellipses, evenly spaced up to so many standard deviations. */
#define ELLIPSES 5
#define DEVIATIONS 2.5

typedef struct
{
  cairo_t *cr;
  const PlotNeurons *self;
  const PlotTheme *theme;
  const ModelFirstLayerShape *shape;
  PlotArea inner;
  double em;
  double *axes[2]; /* (n): a direction in the space of all inputs for each axis */
  double *depth;   /* (n): the same for the colour, or NULL */
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

static int
count_inputs (const Canvas *c)
{
  return c->shape->inputs[0] + c->shape->inputs[1];
}

/* The eigenvector of the largest variance of a modality, from a start that is not across it. */
static void
find_principal (const ModelMoments *moments, int first, int n, double *v)
{
  const int total = moments->n_a + moments->n_b;
  g_autofree double *next = g_new (double, n);

  for (int i = 0; i < n; i++)
    v[i] = 1 + 0.01 * i;
  for (int step = 0; step < 200; step++)
    {
      double norm = 0;

      for (int i = 0; i < n; i++)
        {
          next[i] = 0;
          for (int k = 0; k < n; k++)
            next[i] += moments->sigma[(gsize) (first + i) * total + first + k] * v[k];
          norm += next[i] * next[i];
        }
      if (!(norm > 0))
        return;
      for (int i = 0; i < n; i++)
        v[i] = next[i] / sqrt (norm);
    }
}

static void
normalise (double *v, int n)
{
  double norm = 0;

  for (int i = 0; i < n; i++)
    norm += v[i] * v[i];
  for (int i = 0; i < n; i++)
    v[i] = norm > 0 ? v[i] / sqrt (norm) : i == 0;
}

/* The direction of modality m that a plane shows. The sign of scalar inputs is theirs. */
static void
choose_direction (const Canvas *c, int m, double *v)
{
  const ModelMoments *moments = c->self->moments;
  const int first = m == 0 ? 0 : c->shape->inputs[0], n = c->shape->inputs[m];
  g_autofree double *solution = g_new (double, count_inputs (c));

  model_moments_solve (moments, solution);
  if (n > 1 && c->self->plane == PLOT_NEURONS_PRINCIPAL)
    find_principal (moments, first, n, v + first);
  else
    for (int i = 0; i < n; i++)
      v[first + i] = n == 1                                    ? 1
                     : c->self->plane == PLOT_NEURONS_SOLUTION ? solution[first + i]
                                                               : moments->sigma_yx[first + i];
  normalise (v + first, n);
}

static void
choose_axes (Canvas *c)
{
  const int n = count_inputs (c);

  c->axes[0] = g_new0 (double, n);
  c->axes[1] = g_new0 (double, n);
  if (c->self->plane == PLOT_NEURONS_B)
    {
      c->axes[0][c->shape->inputs[0]] = c->axes[1][c->shape->inputs[0] + 1] = 1;
      c->depth = g_new0 (double, n);
      choose_direction (c, 0, c->depth);
      return;
    }
  for (int m = 0; m < 2; m++)
    choose_direction (c, m, c->axes[m]);
}

static double
multiply (const Canvas *c, const double *a, const double *b)
{
  double sum = 0;

  for (int i = 0; i < count_inputs (c); i++)
    sum += a[i] * b[i];
  return sum;
}

/* A neuron: the rows of both modalities where they are fused, else that of one; the other is zero.
 */
static double
project (const Canvas *c, const float *w, int branch, int row, const double *direction)
{
  const ModelFirstLayerShape *shape = c->shape;
  double sum = 0;

  for (int m = 0; m < 2; m++)
    if (shape->fused || m == branch)
      {
        const gsize before = m == 0 ? 0 : (gsize) shape->rows[0] * shape->inputs[0];
        const double *d = direction + (m == 0 ? 0 : shape->inputs[0]);

        for (int i = 0; i < shape->inputs[m]; i++)
          sum += w[before + (gsize) row * shape->inputs[m] + i] * d[i];
      }
  return sum;
}

static int
count_neurons (const ModelFirstLayerShape *shape)
{
  return shape->fused ? shape->rows[0] : shape->rows[0] + shape->rows[1];
}

static int
get_branch (const ModelFirstLayerShape *shape, int neuron)
{
  return neuron >= shape->rows[0];
}

/* Places of all neurons at an epoch, in weights; `w` is room for a frame. */
static void
place_neurons (const Canvas *c, double epoch, float *w, double (*places)[2])
{
  model_first_layer_at (c->self->first_layer, epoch, w);
  for (int i = 0; i < count_neurons (c->shape); i++)
    {
      const int branch = get_branch (c->shape, i);

      for (int k = 0; k < 2; k++)
        places[i][k] = project (c, w, branch, i - branch * c->shape->rows[0], c->axes[k]);
    }
}

/* Half lengths that hold all neurons, in the proportions of the rectangle. */
static void
fit (Canvas *c, const double (*places)[2])
{
  const double aspect = c->inner.width / c->inner.height;
  double reach = 0;

  for (int i = 0; i < count_neurons (c->shape); i++)
    reach = fmax (reach, fmax (fabs (places[i][0]) / aspect, fabs (places[i][1])));
  reach = reach > 0 && isfinite (reach) ? reach / CLOUD_PART : 1;
  c->reach[0] = reach * aspect;
  c->reach[1] = reach;
}

static void
to_page (const Canvas *c, const double w[2], double at[2])
{
  at[0] = c->inner.x + c->inner.width * (1 + w[0] / c->reach[0]) / 2;
  at[1] = c->inner.y + c->inner.height * (1 - w[1] / c->reach[1]) / 2;
}

/* Normal inputs: what is as probable lies on ellipses, of the covariance of the two directions. */
static void
draw_density (const Canvas *c)
{
  const int n = count_inputs (c);
  const PlotColor color = plot_theme_fade (&c->theme->phase, 0.55);
  g_autofree double *image = g_new (double, n);
  double cov[2][2];

  for (int k = 0; k < 2; k++)
    {
      for (int i = 0; i < n; i++)
        image[i] = multiply (c, c->self->moments->sigma + (gsize) i * n, c->axes[k]);
      for (int l = 0; l < 2; l++)
        cov[k][l] = multiply (c, image, c->axes[l]);
    }
  if (!(cov[0][0] > 0 && cov[1][1] > 0))
    return;
  const double unit = DENSITY_PART / DEVIATIONS *
                      fmin (c->reach[0] / sqrt (cov[0][0]), c->reach[1] / sqrt (cov[1][1]));
  /* Cholesky: the ellipse is the image of a circle. */
  const double a = sqrt (cov[0][0]), b = cov[0][1] / a, d = sqrt (fmax (cov[1][1] - b * b, 0));
  plot_theme_set_source (c->cr, &color);
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
      cairo_fill (c->cr);
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
  return plot_theme_fade (c->shape->fused ? &c->theme->foreground : &c->theme->modality[branch],
                          alpha);
}

/* Neurons of one colour as one path. */
static void
get_range (const ModelFirstLayerShape *shape, int branch, int *from, int *to)
{
  *from = branch == 0 ? 0 : shape->rows[0];
  *to = branch == 0 && !shape->fused ? shape->rows[0] : count_neurons (shape);
}

static void
draw_trails (const Canvas *c, double now, float *w)
{
  const int n = count_neurons (c->shape);
  const int pieces = CLAMP (TRAIL_PIECES / n, 1, MOST_PIECES);
  g_autofree double (*places)[2] = g_malloc_n ((gsize) n * (pieces + 1), sizeof *places);

  for (int k = 0; k <= pieces; k++)
    place_neurons (c, fmax (now - c->self->trail * k / pieces, 0), w, places + (gsize) k * n);
  cairo_set_line_width (c->cr, 0.6 * c->theme->line_width);
  for (int branch = 0; branch < (c->shape->fused ? 1 : 2); branch++)
    {
      const PlotColor color = get_color (c, branch, 0.22);
      int from, to;

      get_range (c->shape, branch, &from, &to);
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
trace_dot (const Canvas *c, const double place[2], double radius)
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
  const int n = count_neurons (c->shape);
  return DOT_RADIUS * c->em * fmax (sqrt (fmin (1, (double) MANY / n)), 0.5);
}

static void
draw_dots (const Canvas *c, const double (*places)[2])
{
  const double radius = get_radius (c);

  for (int branch = 0; branch < (c->shape->fused ? 1 : 2); branch++)
    {
      const PlotColor color = get_color (c, branch, 0.78);
      int from, to;

      get_range (c->shape, branch, &from, &to);
      plot_theme_set_source (c->cr, &color);
      cairo_new_path (c->cr);
      for (int i = from; i < to; i++)
        trace_dot (c, places[i], radius);
      cairo_fill (c->cr);
    }
}

/* Blue where A's weight is positive, magenta where negative, grey between: each its own path. */
static void
draw_coloured_dots (const Canvas *c, const double (*places)[2], const float *w)
{
  const int n = count_neurons (c->shape);
  g_autofree double *depths = g_new (double, n);
  double most = 0;

  for (int i = 0; i < n; i++)
    {
      const int branch = get_branch (c->shape, i);

      depths[i] = project (c, w, branch, i - branch * c->shape->rows[0], c->depth);
      most = fmax (most, fabs (depths[i]));
    }
  for (int i = 0; i < n; i++)
    {
      const double t = most > 0 ? depths[i] / most : 0;
      const PlotColor *end = &c->theme->modality[t < 0], *middle = &c->theme->muted;
      const double u = fabs (t);
      const PlotColor color = { middle->red + u * (end->red - middle->red),
                                middle->green + u * (end->green - middle->green),
                                middle->blue + u * (end->blue - middle->blue), 0.85 };

      plot_theme_set_source (c->cr, &color);
      cairo_new_path (c->cr);
      trace_dot (c, places[i], get_radius (c));
      cairo_fill (c->cr);
    }
}

/* From the middle along a vector of the inputs, as it is seen in the plane. */
static void
draw_direction (const Canvas *c,
                PlotPlaces *places,
                const double *vector,
                const char *name,
                const PlotColor *color)
{
  const double v[2] = { multiply (c, vector, c->axes[0]), multiply (c, vector, c->axes[1]) };
  const double norm = hypot (v[0], v[1]);
  const double length = ARROW_PART * fmin (c->inner.width, c->inner.height) / 2;

  if (!(norm > 0) || !isfinite (norm))
    return;
  const double u[2] = { v[0] / norm, -v[1] / norm }, head = ARROW_HEAD * c->em;
  const double from[2] = { c->inner.x + c->inner.width / 2, c->inner.y + c->inner.height / 2 };
  const double tip[2] = { from[0] + length * u[0], from[1] + length * u[1] };
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
    plot_places_take (places, from[0] + i * length / 4 * u[0], from[1] + i * length / 4 * u[1],
                      0.3 * c->em);
  plot_places_draw_label (places, c->cr, name, tip[0], tip[1], LABEL_DISTANCE * c->em, FALSE, color,
                          c->theme);
}

static void
draw_directions (const Canvas *c, const double (*neurons)[2])
{
  const int n = count_neurons (c->shape);
  g_autofree double *solution = g_new (double, count_inputs (c));
  PlotPlaces places;

  model_moments_solve (c->self->moments, solution);
  plot_places_init (&places, &c->inner);
  for (int i = 0; i < n; i += n / MOST_KEPT + 1)
    {
      double at[2];

      to_page (c, neurons[i], at);
      plot_places_take (&places, at[0], at[1], DOT_RADIUS * c->em);
    }
  draw_direction (c, &places, c->self->moments->sigma_yx, "\\Sigma_{yx}",
                  &c->theme->modality_text[0]);
  draw_direction (c, &places, solution, "W^*", &c->theme->solution);
  plot_places_clear (&places);
}

/* "along Sigma_yx 98 %   along W* 94 %   rank 1.1" */
static void
draw_meter (const Canvas *c, const float *w)
{
  ModelFirstLayerAlignment a;
  PlotLabelSize size;

  model_first_layer_align (c->shape, w, c->self->moments, &a);
  if (isnan (a.rank))
    return;
  g_autofree char *rank = g_strdup_printf (_ ("rank %.1f"), a.rank);
  g_autoptr (GString) text = g_string_new (NULL);
  if (!isnan (a.along_correlation))
    g_string_append_printf (text, _ ("%.0f %% along \\Sigma_{yx}"), 100 * a.along_correlation);
  if (!isnan (a.along_solution))
    g_string_append_printf (text, _ ("   %.0f %% along W^*"), 100 * a.along_solution);
  g_string_append_printf (text, "   %s", rank);
  plot_label_measure (c->cr, text->str, c->em, FALSE, c->theme, &size);
  const char *shown = size.width + c->em < c->inner.width ? text->str : rank;
  plot_label_measure (c->cr, shown, c->em, FALSE, c->theme, &size);
  const PlotArea ground = { c->inner.x + c->inner.width - size.width - 0.8 * c->em,
                            c->inner.y + c->inner.height - size.height - 0.5 * c->em,
                            size.width + 0.8 * c->em, size.height };
  plot_card_draw_ground (c->cr, &ground, c->theme);
  plot_label_draw (c->cr, shown, ground.x + 0.4 * c->em, ground.y, 0, 0, c->em, FALSE,
                   &c->theme->foreground, c->theme);
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
draw_content (Canvas *c, double now, float *w, const double (*places)[2])
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
  if (c->depth != NULL)
    draw_coloured_dots (c, places, w);
  else
    draw_dots (c, places);
  draw_directions (c, places);
  if (!c->self->hide_meter)
    draw_meter (c, w);
  cairo_restore (c->cr);
}

static void
draw_frame (const Canvas *c, const PlotArea *area)
{
  static const char *const names[2][2] = { { "W^1_A", "W^1_B" }, { "W^1_{B,1}", "W^1_{B,2}" } };
  const gboolean b = c->self->plane == PLOT_NEURONS_B;
  const PlotFrame frame = { .title = c->self->hide_title ? NULL : _ ("First-layer features"),
                            .x_name = names[b][0],
                            .y_name = names[b][1],
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

  Canvas c = { cr, self, theme, NULL, plot_frame_inner (area, theme), theme->font_size };
  const int n = self->first_layer != NULL ? model_first_layer_count (self->first_layer) : 0;

  c.reach[0] = c.reach[1] = 1;
  if (n == 0 || self->moments == NULL)
    {
      draw_frame (&c, area);
      return;
    }
  c.shape = model_first_layer_get_shape (self->first_layer);
  choose_axes (&c);
  g_autofree float *w = g_new (float, model_first_layer_shape_size (c.shape));
  g_autofree double (*places)[2] = g_malloc_n (count_neurons (c.shape), sizeof *places);
  const double now = fmin (self->playhead, model_first_layer_epoch (self->first_layer, n - 1));
  place_neurons (&c, now, w, places);
  fit (&c, (const double (*)[2]) places);
  draw_frame (&c, area);
  draw_content (&c, now, w, (const double (*)[2]) places);
  g_free (c.axes[0]);
  g_free (c.axes[1]);
  g_free (c.depth);
}
