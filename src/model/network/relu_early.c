/* Two layers, early fusion, squared loss, inputs in few planes through the origin: exact steps
 * whose cost does not depend on the number of samples.
 *
 * Samples x = z_1 p + z_2 q of one plane (p, q) are sorted by their angle. A neuron sees the plane
 * through g = (w.p, w.q) and is active on the half-plane g.z > 0, a range of angles. The neurons' 2
 * N boundaries cut the plane into sectors; in each the network is linear, yhat = u.z, so that
 * moments of the sector, differences of running sums over the sorted samples, give its part of the
 * loss and r = <(y - yhat) z>; the sum of r over a neuron's range is all that its gradient needs.
 * Scalar data are one plane. XOR data are a plane for each pattern of x_B, with p along x_A and q
 * the pattern.
 */
#include "model/network/input_patterns.h"
#include "model/network/sample_gradient.h"
#include "num/cancel.h"
#include "num/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  N_SUMS = 5 /* z1 z1, z1 z2, z2 z2, y z1, y z2 */
};

/* The samples of a plane, by angle. */
typedef struct
{
  int n;
  double *angle; /* (n + 1): increasing, the last beyond all */
  double *sums;  /* (n + 1, N_SUMS): of the samples before */
  int *first;    /* (n + 1): of bucket k of n, the first sample at or beyond angle 4 k / n */
} Sorted;

typedef struct
{
  double *p, *q; /* (n_A + n_B) */
  Sorted data, test;
} Plane;

/* The start and the end of a neuron's range in the sorted samples, as numbers that sort: sample
 * index, then 2 neuron + (0: start, 1: end). */
typedef guint64 Event;
#define EVENT_BITS 16
#define EVENT_MASK ((1 << EVENT_BITS) - 1)

typedef struct
{
  ModelSampleGradient base;
  double slope;
  int width, n_inputs[2], n_planes;
  Plane plane[MODEL_INPUT_PATTERNS_MAX];
  double yy, test_yy;
  Event *event;     /* (2 width): as sorted last */
  int *position;    /* (2 width) */
  gboolean *wraps;  /* (width): the range goes over the end, from the last samples to the first */
  double *g, *step; /* (width, 2): g, and what a neuron adds to u where it is active */
  double *at;       /* (2 width, 2): r summed over the samples before an event */
  double *push;     /* (width, n): minus the derivative of the loss with respect to w_i, over v_i */
  double *push_v;   /* (width): minus that with respect to v_i */
} Early;

/* Grows with the angle from 0 to 4, and costs no trigonometric function; opposite directions differ
 * by 2. */
static double
compute_angle (double x, double y)
{
  const double size = fabs (x) + fabs (y), t = size > 0 ? y / size : 0;

  if (x < 0)
    return 2 - t;
  return t < 0 ? 4 + t : t;
}

/* How many samples lie at or before an angle. */
static int
count_before (const Sorted *self, double angle)
{
  int k;

  if (self->n == 0 || !(angle >= 0)) /* not a number: the run has diverged */
    return 0;
  k = self->first[MIN ((int) (angle * self->n / 4), self->n - 1)];
  while (self->angle[k] <= angle)
    k++;
  return k;
}

static void
find_ranges (Early *self, const Sorted *sorted)
{
  for (int i = 0; i < self->width; i++)
    {
      const double *g = self->g + 2 * i;
      const double start = compute_angle (g[1], -g[0]);

      self->position[2 * i] = count_before (sorted, start);
      self->wraps[i] = start >= 2;
      self->position[2 * i + 1] = count_before (sorted, self->wraps[i] ? start - 2 : start + 2);
    }
}

/* Neurons hardly move from step to step: the order of the last step is nearly that of this one.
 * Events are all different, so that the outcome does not depend on it. */
static void
sort_events (Early *self)
{
  for (int i = 0; i < 2 * self->width; i++)
    {
      const guint id = self->event[i] & EVENT_MASK;
      const Event event = ((Event) self->position[id] << EVENT_BITS) | id;
      int j = i;

      for (; j > 0 && self->event[j - 1] > event; j--)
        self->event[j] = self->event[j - 1];
      self->event[j] = event;
    }
}

/* Sets g and step of all neurons; returns in u what they make at the first sample. */
static void
project (Early *self, const ModelNetwork *network, const Plane *plane, double u[2])
{
  const double *v = network->shared[0].w;
  const int n = self->n_inputs[0] + self->n_inputs[1];

  u[0] = u[1] = 0;
  for (int i = 0; i < self->width; i++)
    {
      double *g = self->g + 2 * i;

      g[0] = g[1] = 0;
      for (int j = 0; j < n; j++)
        {
          const double w =
              j < self->n_inputs[0]
                  ? network->branch[0][0].w[i * self->n_inputs[0] + j]
                  : network->branch[1][0].w[i * self->n_inputs[1] + j - self->n_inputs[0]];

          g[0] += w * plane->p[j];
          g[1] += w * plane->q[j];
        }
      for (int k = 0; k < 2; k++)
        {
          self->step[2 * i + k] = (1 - self->slope) * v[i] * g[k];
          u[k] += self->slope * v[i] * g[k];
        }
    }
}

/* The neurons that are active at the first sample. */
static void
add_wrapped (const Early *self, double u[2])
{
  for (int i = 0; i < self->width; i++)
    if (self->wraps[i])
      for (int k = 0; k < 2; k++)
        u[k] += self->step[2 * i + k];
}

/* One sector: adds its r; returns u.(s + r), what it takes off <y^2>. */
static double
pass_sector (const double *from, const double *to, const double u[2], double r[2])
{
  const double s[2] = { to[3] - from[3], to[4] - from[4] }, cross = to[1] - from[1];
  const double error[2] = { s[0] - u[0] * (to[0] - from[0]) - u[1] * cross,
                            s[1] - u[0] * cross - u[1] * (to[2] - from[2]) };

  r[0] += error[0];
  r[1] += error[1];
  return u[0] * (s[0] + error[0]) + u[1] * (s[1] + error[1]);
}

/* Goes once around the plane. Returns what it takes off <y^2>; `r` is the sum over all samples. */
static double
go_around (Early *self, const Sorted *sorted, double u[2], double r[2])
{
  double explained = 0;
  int here = 0;

  r[0] = r[1] = 0;
  for (int e = 0; e < 2 * self->width; e++)
    {
      const int id = self->event[e] & EVENT_MASK, k = (int) (self->event[e] >> EVENT_BITS);
      const double *step = self->step + id / 2 * 2;
      const double sign = id & 1 ? -1 : 1;

      if (k > here)
        explained += pass_sector (sorted->sums + (gsize) here * N_SUMS,
                                  sorted->sums + (gsize) k * N_SUMS, u, r);
      here = k;
      self->at[2 * id] = r[0];
      self->at[2 * id + 1] = r[1];
      u[0] += sign * step[0];
      u[1] += sign * step[1];
    }
  return explained + pass_sector (sorted->sums + (gsize) here * N_SUMS,
                                  sorted->sums + (gsize) sorted->n * N_SUMS, u, r);
}

/* r over the samples on which neuron i is active, the others counted with the slope. */
static void
sum_range (const Early *self, int i, const double r[2], double out[2])
{
  const double *at = self->at + 4 * i;
  for (int k = 0; k < 2; k++)
    out[k] =
        self->slope * r[k] + (1 - self->slope) * (at[2 + k] - at[k] + (self->wraps[i] ? r[k] : 0));
}

static void
collect_push (Early *self, const Plane *plane, const double r[2])
{
  const int n = self->n_inputs[0] + self->n_inputs[1];

  for (int i = 0; i < self->width; i++)
    {
      double sum[2];

      sum_range (self, i, r, sum);
      self->push_v[i] += sum[0] * self->g[2 * i] + sum[1] * self->g[2 * i + 1];
      for (int j = 0; j < n; j++)
        self->push[i * n + j] += sum[0] * plane->p[j] + sum[1] * plane->q[j];
    }
}

static double
evaluate_plane (
    Early *self, const ModelNetwork *network, const Plane *plane, const Sorted *sorted, double r[2])
{
  double u[2];

  project (self, network, plane, u);
  find_ranges (self, sorted);
  add_wrapped (self, u);
  sort_events (self);
  return go_around (self, sorted, u, r);
}

static gboolean
early_evaluate (ModelSampleGradient *gradient, const ModelNetwork *network, const int *cancel)
{
  Early *self = (Early *) gradient;
  const int n = self->n_inputs[0] + self->n_inputs[1];
  double explained = 0, test_explained = 0, r[2];

  memset (self->push, 0, sizeof *self->push * self->width * n);
  memset (self->push_v, 0, sizeof *self->push_v * self->width);
  for (int p = 0; p < self->n_planes; p++)
    {
      const Plane *plane = &self->plane[p];

      if (num_is_cancelled (cancel))
        return FALSE;
      if (!isnan (self->test_yy))
        test_explained += evaluate_plane (self, network, plane, &plane->test, r);
      explained += evaluate_plane (self, network, plane, &plane->data, r);
      collect_push (self, plane, r);
    }
  gradient->loss = (self->yy - explained) / 2;
  gradient->test_loss = (self->test_yy - test_explained) / 2;
  return TRUE;
}

static void
early_add (ModelSampleGradient *gradient, ModelNetwork *network, double scale, double *out)
{
  Early *self = (Early *) gradient;
  const int n_a = self->n_inputs[0], n_b = self->n_inputs[1], n = n_a + n_b;
  const double *v = network->shared[0].w;
  double *out_a = out + (network->branch[0][0].w - network->weights);
  double *out_b = out + (network->branch[1][0].w - network->weights);
  double *out_v = out + (v - network->weights);

  for (int i = 0; i < self->width; i++)
    {
      const double *push = self->push + i * n;
      const double by = scale * v[i];

      for (int j = 0; j < n_a; j++)
        out_a[i * n_a + j] -= by * push[j];
      for (int j = 0; j < n_b; j++)
        out_b[i * n_b + j] -= by * push[n_a + j];
      out_v[i] -= scale * self->push_v[i];
    }
}

static void
clear_sorted (Sorted *self)
{
  free (self->angle);
  free (self->sums);
  g_free (self->first);
}

static void
early_free (ModelSampleGradient *gradient)
{
  Early *self = (Early *) gradient;

  for (int p = 0; p < self->n_planes; p++)
    {
      free (self->plane[p].p);
      free (self->plane[p].q);
      clear_sorted (&self->plane[p].data);
      clear_sorted (&self->plane[p].test);
    }
  g_free (self->event);
  g_free (self->position);
  g_free (self->wraps);
  free (self->g);
  free (self->step);
  free (self->at);
  free (self->push);
  free (self->push_v);
  g_free (self);
}

/* One sample in its plane. */
typedef struct
{
  double angle, z[2], y;
} Point;

static int
compare_points (gconstpointer a, gconstpointer b, gpointer data)
{
  const Point *p = a, *q = b;

  return (p->angle > q->angle) - (p->angle < q->angle);
}

static void
fill_sorted (Sorted *self, const Point *points, int n, int samples)
{
  int k = 0;

  self->n = n;
  self->angle = num_alloc (n + 1);
  self->sums = num_alloc ((gsize) (n + 1) * N_SUMS);
  self->first = g_new (int, n + 1);
  for (int i = 0; i < n; i++)
    {
      const double z1 = points[i].z[0], z2 = points[i].z[1], y = points[i].y;
      const double terms[N_SUMS] = { z1 * z1, z1 * z2, z2 * z2, y * z1, y * z2 };

      self->angle[i] = points[i].angle;
      for (int t = 0; t < N_SUMS; t++)
        self->sums[(gsize) (i + 1) * N_SUMS + t] =
            self->sums[(gsize) i * N_SUMS + t] + terms[t] / samples;
    }
  self->angle[n] = INFINITY;
  for (int b = 0; b < n; b++)
    {
      while (self->angle[k] < 4.0 * b / n)
        k++;
      self->first[b] = k;
    }
}

/* How the samples lie in planes: a single input `axis`, and patterns of all the others. */
typedef struct
{
  int axis; /* index in x; -1: scalar data, one plane */
  int other, n_patterns;
  double *patterns; /* (n_patterns, inputs of the other modality) */
} Layout;

static gboolean
find_layout (const ModelSampleTask *task, Layout *layout)
{
  const int *inputs = task->shape.inputs;

  layout->axis = -1;
  layout->patterns = NULL;
  layout->n_patterns = 1;
  if (inputs[0] == 1 && inputs[1] == 1)
    return TRUE;
  for (int m = 0; m < 2; m++)
    if (inputs[m] == 1)
      {
        layout->axis = m == 0 ? 0 : inputs[0];
        layout->other = 1 - m;
        layout->patterns = model_input_patterns_collect (task, layout->other, &layout->n_patterns);
        return layout->patterns != NULL;
      }
  return FALSE;
}

static void
set_axes (Plane *plane, const Layout *layout, const int inputs[2], int pattern)
{
  const int n = inputs[0] + inputs[1];

  plane->p = num_alloc (n);
  plane->q = num_alloc (n);
  plane->p[MAX (layout->axis, 0)] = 1;
  if (layout->axis < 0)
    plane->q[1] = 1;
  else
    memcpy (plane->q + (layout->other == 0 ? 0 : inputs[0]),
            layout->patterns + pattern * inputs[layout->other],
            inputs[layout->other] * sizeof (double));
}

static void
sort_samples (Sorted *sorted, const Layout *layout, const ModelDataset *data, int pattern)
{
  const int n = data->n_a + data->n_b, first = layout->other == 0 ? 0 : data->n_a;
  const int n_other = layout->other == 0 ? data->n_a : data->n_b;
  g_autofree Point *points = g_new (Point, data->n_samples);
  int count = 0;

  for (int i = 0; i < data->n_samples; i++)
    {
      const double *x = data->x + (gsize) i * n;
      Point point = { 0, { x[MAX (layout->axis, 0)], layout->axis < 0 ? x[1] : 1 }, data->y[i] };

      if (layout->axis >= 0 && model_input_patterns_find (n_other, layout->patterns,
                                                          layout->n_patterns, x + first) != pattern)
        continue;
      point.angle = compute_angle (point.z[0], point.z[1]);
      points[count++] = point;
    }
  /* Stable: samples of one angle are summed in their order. */
  g_qsort_with_data (points, count, sizeof *points, compare_points, NULL);
  fill_sorted (sorted, points, count, data->n_samples);
}

static double
compute_yy (const ModelDataset *data)
{
  double yy = 0;

  for (int i = 0; i < data->n_samples; i++)
    yy += data->y[i] * data->y[i] / data->n_samples;
  return yy;
}

static void
allocate (Early *self)
{
  const gsize width = self->width, n = self->n_inputs[0] + self->n_inputs[1];

  self->event = g_new (Event, 2 * width);
  self->position = g_new0 (int, 2 * width);
  self->wraps = g_new0 (gboolean, width);
  for (gsize i = 0; i < 2 * width; i++)
    self->event[i] = i;
  self->g = num_alloc (2 * width);
  self->step = num_alloc (2 * width);
  self->at = num_alloc (4 * width);
  self->push = num_alloc (width * n);
  self->push_v = num_alloc (width);
}

static const ModelSampleGradientClass early_class = { early_evaluate, early_add, early_free };

ModelSampleGradient *
model_relu_early_new (const ModelSampleTask *task)
{
  const ModelNetworkShape *shape = &task->shape;
  Early *self;
  Layout layout;

  if (task->loss != MODEL_LOSS_MSE || shape->shared_depth != 1 || shape->branch_depth[0] != 1 ||
      shape->branch_depth[1] != 1 || !find_layout (task, &layout))
    return NULL;
  self = g_new0 (Early, 1);
  self->base = (ModelSampleGradient){ &early_class, NAN, NAN, NULL };
  self->slope = task->slope;
  self->width = shape->width;
  self->n_inputs[0] = shape->inputs[0];
  self->n_inputs[1] = shape->inputs[1];
  self->n_planes = layout.n_patterns;
  self->yy = compute_yy (task->data);
  self->test_yy = task->test != NULL ? compute_yy (task->test) : NAN;
  for (int p = 0; p < self->n_planes; p++)
    {
      set_axes (&self->plane[p], &layout, shape->inputs, p);
      sort_samples (&self->plane[p].data, &layout, task->data, p);
      if (task->test != NULL)
        sort_samples (&self->plane[p].test, &layout, task->test, p);
    }
  allocate (self);
  free (layout.patterns);
  return &self->base;
}
