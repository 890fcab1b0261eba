/* Digits drawn with Cairo from strokes, bent and shaken. */
#include "digits/drawn.h"

#include "digits/strokes.h"
#include "num/rng.h"

#include <cairo.h>
#include <math.h>

#define SIDE DIGITS_DRAWN_SIDE
#define TEST_KEY (G_GUINT64_CONSTANT (1) << 40) /* indices of test images count up from here */

/* How much digits vary: enough that a linear classifier stays under 92 %. In parts of the digit's
 * height, radians, pixels. */
#define WOBBLE 0.05
#define SLANT 0.32
#define ROTATION 0.20
#define SHIFT 1.3
#define BEND 0.06
#define NOISE 8.0

enum
{
  WAVES = 3 /* of the elastic deformation, in each direction */
};

/* A smooth field of displacements: few slow waves. */
typedef struct
{
  double amplitude[2][WAVES], kx[2][WAVES], ky[2][WAVES], phase[2][WAVES];
} Bend;

static void
draw_bend (Bend *bend, NumRng *rng)
{
  for (int axis = 0; axis < 2; axis++)
    for (int w = 0; w < WAVES; w++)
      {
        bend->amplitude[axis][w] = BEND * num_rng_normal (rng) / sqrt (WAVES);
        bend->kx[axis][w] = num_rng_uniform (rng, -1.6, 1.6) * G_PI;
        bend->ky[axis][w] = num_rng_uniform (rng, -1.6, 1.6) * G_PI;
        bend->phase[axis][w] = num_rng_uniform (rng, 0, 2 * G_PI);
      }
}

static double
displace (const Bend *bend, int axis, double x, double y)
{
  double sum = 0;

  for (int w = 0; w < WAVES; w++)
    sum += bend->amplitude[axis][w] *
           sin (bend->kx[axis][w] * x + bend->ky[axis][w] * y + bend->phase[axis][w]);
  return sum;
}

/* Where the ink's mass is. */
static void
find_centre (const DigitsStrokes *strokes, double *x, double *y)
{
  double length = 0;

  *x = *y = 0;
  for (int i = 1; i < strokes->n; i++)
    if (!strokes->begins[i])
      {
        const double step =
            hypot (strokes->x[i] - strokes->x[i - 1], strokes->y[i] - strokes->y[i - 1]);

        length += step;
        *x += step * (strokes->x[i] + strokes->x[i - 1]) / 2;
        *y += step * (strokes->y[i] + strokes->y[i - 1]) / 2;
      }
  *x /= length;
  *y /= length;
}

/* Size, slant, rotation and place: from the unit square to pixels. As in MNIST the mass is in the
 * middle, all but a little: scattered digits have little in common pixel by pixel, networks wait
 * long for them, and then learn both modalities at once. */
static void
draw_matrix (cairo_matrix_t *matrix, const DigitsStrokes *strokes, NumRng *rng)
{
  const double height = num_rng_uniform (rng, 17, 22.5),
               width = height * num_rng_uniform (rng, 0.75, 1.15);
  const double angle = ROTATION * num_rng_uniform (rng, -1, 1);
  const double slant = SLANT * num_rng_uniform (rng, -0.7, 1);
  const double x = SIDE / 2.0 + SHIFT * num_rng_uniform (rng, -1, 1);
  const double y = SIDE / 2.0 + SHIFT * num_rng_uniform (rng, -1, 1);
  cairo_matrix_t shear;
  double middle_x, middle_y;

  find_centre (strokes, &middle_x, &middle_y);
  cairo_matrix_init_translate (matrix, x, y);
  cairo_matrix_rotate (matrix, angle);
  cairo_matrix_init (&shear, 1, 0, -slant, 1, 0, 0);
  cairo_matrix_multiply (matrix, &shear, matrix);
  cairo_matrix_scale (matrix, width, height);
  cairo_matrix_translate (matrix, -middle_x, -middle_y);
}

static void
bend_strokes (DigitsStrokes *strokes, NumRng *rng)
{
  Bend bend;

  draw_bend (&bend, rng);
  for (int i = 0; i < strokes->n; i++)
    {
      const double x = strokes->x[i], y = strokes->y[i];

      strokes->x[i] += displace (&bend, 0, x, y);
      strokes->y[i] += displace (&bend, 1, x, y);
    }
}

static void
stroke (cairo_t *cr, const DigitsStrokes *strokes, const cairo_matrix_t *matrix, double thickness)
{
  for (int i = 0; i < strokes->n; i++)
    {
      double x = strokes->x[i], y = strokes->y[i];

      cairo_matrix_transform_point (matrix, &x, &y);
      if (strokes->begins[i])
        cairo_move_to (cr, x, y);
      else
        cairo_line_to (cr, x, y);
    }
  cairo_set_line_width (cr, thickness);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
}

static void
choose_strokes (DigitsStrokes *strokes, int digit, NumRng *rng)
{
  float wobble[2 * DIGITS_STROKES_MAX_CONTROLS];
  const int n = digits_strokes_count (digit);

  for (gsize i = 0; i < G_N_ELEMENTS (wobble); i++)
    wobble[i] = WOBBLE * num_rng_normal (rng);
  digits_strokes_trace (digit, (int) num_rng_uniform (rng, 0, n), wobble, strokes);
  bend_strokes (strokes, rng);
}

/* Ink of uneven strength, paper with grain. */
static void
copy_pixels (cairo_surface_t *surface, NumRng *rng, guint8 *pixels)
{
  const guint8 *rows = cairo_image_surface_get_data (surface);
  const int stride = cairo_image_surface_get_stride (surface);
  const double ink = num_rng_uniform (rng, 0.9, 1);

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      {
        const double value = ink * rows[y * stride + x] + NOISE * num_rng_normal (rng);

        pixels[y * SIDE + x] = CLAMP (lrint (value), 0, 255);
      }
}

static void
draw_digit (guint64 seed, guint64 index, int digit, guint8 *pixels)
{
  NumRng *rng = num_rng_new (seed, NUM_STREAM_DRAWN_DIGITS + (index << 8));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);
  cairo_matrix_t matrix;
  DigitsStrokes strokes;

  choose_strokes (&strokes, digit, rng);
  draw_matrix (&matrix, &strokes, rng);
  stroke (cr, &strokes, &matrix, num_rng_uniform (rng, 2, 3.4));
  cairo_surface_flush (surface);
  copy_pixels (surface, rng, pixels);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  num_rng_free (rng);
}

typedef struct
{
  DigitsImages *images;
  guint64 seed;
} Job;

enum
{
  PER_TASK = 64
};

static void
draw_some (int task, int worker, gpointer data)
{
  const Job *job = data;
  const int n_train = job->images->train.n, n = n_train + job->images->test.n;

  for (int i = task * PER_TASK; i < MIN (n, (task + 1) * PER_TASK); i++)
    {
      const gboolean test = i >= n_train;
      const DigitsSet *set = test ? &job->images->test : &job->images->train;
      const int k = test ? i - n_train : i;

      set->labels[k] = k % DIGITS_CLASSES;
      draw_digit (job->seed, k + (test ? TEST_KEY : 0), set->labels[k],
                  set->pixels + (gsize) k * SIDE * SIDE);
    }
}

DigitsImages *
digits_drawn_new (guint64 seed, int n_train, int n_test, DigitsTeam *team)
{
  g_return_val_if_fail (n_train > 0 && n_test > 0, NULL);

  Job job = { digits_images_new (SIDE, n_train, n_test), seed };
  const int tasks = (n_train + n_test + PER_TASK - 1) / PER_TASK;

  if (team != NULL)
    digits_team_run (team, tasks, draw_some, &job);
  else
    for (int i = 0; i < tasks; i++)
      draw_some (i, 0, &job);
  return job.images;
}
