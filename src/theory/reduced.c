/* Integrates the reduced dynamics with events and an adaptive recording.
 *
 * A branch of depth a >= 2 has the state x = ln u and the direction d of its first layer, v = u d:
 * logarithms make plateaus smooth and keep branches off zero. A branch of depth 1 is v itself,
 * which may pass through zero. With c the norm of the other layers and u the norm of the shared
 * ones, W = c^(a-1) u^p v. Time is in units of tau.
 */
#include "theory/reduced.h"

#include "num/blas.h"
#include "num/cancel.h"
#include "num/matrix.h"
#include "num/ode.h"
#include "num/roots.h"
#include "theory/krylov.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  MAX_STEPS = 20000,
  MAX_DIRECTIONS = 24, /* per modality; Jacobians and their factorisation stay below 0.2 ms */
  MAX_ROWS_PER_STEP = 64
};
/* Of the local error; times then agree with the reference to 2e-6. */
#define TOLERANCE 3e-10
/* Learned: what is left of the loss that can be learned. */
#define LEARNED 1e-6
/* Largest change of a curve between two rows, relative to its range. */
#define ROW_CHANGE 0.01

typedef struct
{
  ModelMoments *moments;
  const TheoryNetwork *network;
  const TheoryLevels *levels;
  int n[2], start[2]; /* inputs */
  int state[2], size; /* where the state of a branch begins; all of it */
  double sign[2];     /* of the direction, scalar inputs */
  gboolean norms;     /* the data were vectors: record norms */
  double *w, *omega;  /* (n): total weights, error correlations */
  double *direction;  /* (n): d, or v for branches of depth 1 */
  double *y;          /* (size): a state between steps */
  NumOde *ode;
  ModelHistory *history;
  TheoryReduced *out;
  double minimum;  /* of the loss */
  double range[3]; /* of loss and weights */
  double half;     /* level of the event being located */
  int event;       /* and its modality */
} Flow;

/* Norms c of both branches and u^p of the shared layers; fills in directions and total weights. */
static double
unpack (Flow *self, const double *y, double c[2])
{
  double shared, square = 0;

  for (int m = 0; m < 2; m++)
    {
      const double *state = y + self->state[m];
      double *d = self->direction + self->start[m];
      gboolean deep = self->network->branch_depth[m] > 1;

      if (deep && self->n[m] == 1)
        d[0] = self->sign[m];
      else
        memcpy (d, state + (deep ? 1 : 0), self->n[m] * sizeof *d);
      c[m] = deep ? exp (state[0]) : cblas_dnrm2 (self->n[m], d, 1);
      square += c[m] * c[m];
    }
  shared = pow (sqrt (square), self->network->shared_depth);
  for (int m = 0; m < 2; m++)
    {
      int a = self->network->branch_depth[m];
      double factor = (a > 1 ? pow (c[m], a) : 1) * shared;

      for (int i = self->start[m]; i < self->start[m] + self->n[m]; i++)
        self->w[i] = factor * self->direction[i];
    }
  return shared;
}

static void
compute_slope (double t, const double *y, double *dydt, void *data)
{
  Flow *self = data;
  int n = self->n[0] + self->n[1];
  double c[2], shared = unpack (self, y, c);

  memcpy (self->omega, self->moments->sigma_yx, n * sizeof (double));
  cblas_dsymv (CblasRowMajor, CblasUpper, n, -1, self->moments->sigma, n, self->w, 1, 1,
               self->omega, 1);
  for (int m = 0; m < 2; m++)
    {
      const double *d = self->direction + self->start[m], *omega = self->omega + self->start[m];
      double *out = dydt + self->state[m];
      int a = self->network->branch_depth[m];
      double speed = shared * (a > 2 ? pow (c[m], a - 2) : 1), along = 0;

      if (a > 1)
        {
          along = cblas_ddot (self->n[m], d, 1, omega, 1);
          *out++ = speed * along;
          if (self->n[m] == 1)
            continue;
        }
      for (int i = 0; i < self->n[m]; i++)
        out[i] = speed * (omega[i] - along * d[i]);
    }
}

static void
record_row (Flow *self, double t, const double *y, ModelHistoryRow *row)
{
  double c[2];

  unpack (self, y, c);
  row->epoch = t / self->network->learning_rate;
  row->loss = MAX (model_moments_loss (self->moments, self->w), 0);
  theory_fixed_points_get_levels (self->n[0], self->n[1], self->w, row->weight);
  for (int m = 0; m < 2; m++)
    row->weight[m] *= self->network->gain;
  for (int m = 0; m < 2 && self->norms; m++)
    row->weight[m] = fabs (row->weight[m]);
}

/* Lays out the state and fills it with the balanced start: every layer of norm u0, first layers
 * along s_m on the side of W*. */
static void
start (Flow *self, double *y, double *scale)
{
  double u0 = self->network->init_scale;
  double *w_star = self->w;

  model_moments_solve (self->moments, w_star);
  for (int m = 0; m < 2; m++)
    {
      const double *s = self->moments->sigma_yx + self->start[m];
      double norm = cblas_dnrm2 (self->n[m], s, 1);
      double final = cblas_dnrm2 (self->n[m], w_star + self->start[m], 1);
      double along = cblas_ddot (self->n[m], s, 1, w_star + self->start[m], 1);
      /* Rounding leaves a W* of nothing with a sign. */
      double side = along < -1e-12 * norm && along < -1e-9 * norm * final ? -1 : 1;
      gboolean deep = self->network->branch_depth[m] > 1;
      double *state = y + self->state[m], *tolerated = scale + self->state[m];

      self->sign[m] = (norm > 0 ? (s[0] < 0 ? -1 : 1) : 1) * side;
      if (deep)
        {
          *state++ = log (u0);
          *tolerated++ = 1;
        }
      for (int i = 0; i < self->n[m] && !(deep && self->n[m] == 1); i++)
        {
          double d = norm > 0 ? side * s[i] / norm : (i == 0 ? 1 : 0);

          state[i] = deep ? d : u0 * d;
          tolerated[i] = deep ? 1 : u0;
        }
    }
}

static int
lay_out (Flow *self)
{
  self->size = 0;
  for (int m = 0; m < 2; m++)
    {
      gboolean deep = self->network->branch_depth[m] > 1;

      self->state[m] = self->size;
      self->size += deep ? 1 + (self->n[m] > 1 ? self->n[m] : 0) : self->n[m];
    }
  return self->size;
}

/* How far the weight of the event's modality is above its level, at a fraction of the last step. */
static double
compute_above (double fraction, void *data)
{
  Flow *self = data;
  ModelHistoryRow row;

  num_ode_interpolate (self->ode, fraction, self->y);
  record_row (self, 0, self->y, &row);
  return fabs (row.weight[self->event]) - self->half;
}

static void
detect_events (Flow *self, const ModelHistoryRow *before, const ModelHistoryRow *after)
{
  for (int m = 0; m < 2; m++)
    {
      double fraction = 0;

      self->event = m;
      self->half = self->levels->half[m];
      if (isfinite (self->out->t[m]) || !(fabs (after->weight[m]) >= self->half))
        continue;
      /* Large initial weights may be there from the start. */
      if (fabs (before->weight[m]) < self->half &&
          !num_root (compute_above, self, 0, 1, 1e-9, &fraction))
        fraction = 1;
      self->out->t[m] = before->epoch + fraction * (after->epoch - before->epoch);
    }
}

/* Rows between the ends of the last step, as many as the curves bend, then its end. */
static void
append_rows (Flow *self, const ModelHistoryRow *before, const ModelHistoryRow *after)
{
  double change = fabs (after->loss - before->loss) / self->range[0];
  int rows;

  for (int m = 0; m < 2; m++)
    change = MAX (change, fabs (after->weight[m] - before->weight[m]) / self->range[1 + m]);
  rows = CLAMP (ceil (change / ROW_CHANGE), 1, MAX_ROWS_PER_STEP);
  for (int i = 1; i < rows; i++)
    {
      double fraction = (double) i / rows;
      ModelHistoryRow row;

      num_ode_interpolate (self->ode, fraction, self->y);
      record_row (self, 0, self->y, &row);
      row.epoch = before->epoch + fraction * (after->epoch - before->epoch);
      model_history_append (self->history, &row);
    }
  model_history_append (self->history, after);
}

/* The first row, and what later ones are compared to. */
static void
begin (Flow *self, const double *y, ModelHistoryRow *row)
{
  model_moments_solve (self->moments, self->w);
  self->minimum = model_moments_loss (self->moments, self->w);
  record_row (self, 0, y, row);
  self->range[0] = row->loss > 0 ? row->loss : 1;
  for (int m = 0; m < 2; m++)
    self->range[1 + m] = 2 * self->levels->half[m];
  model_history_append (self->history, row);
}

static void
integrate (Flow *self, double *y, double end, const int *cancel)
{
  const TheoryLevels *levels = self->levels;
  gboolean nothing = isinf (levels->half[0]) && isinf (levels->half[1]);
  double t = 0, t_end = MIN (end * self->network->learning_rate, G_MAXDOUBLE);
  ModelHistoryRow row, next;

  begin (self, y, &row);
  for (int step = 0; step < MAX_STEPS && t < t_end; step++)
    {
      if (num_is_cancelled (cancel))
        break;
      if (!num_ode_step (self->ode, &t, t_end, y))
        break;
      record_row (self, t, y, &next);
      if (!(next.epoch > row.epoch && isfinite (next.epoch) && isfinite (next.loss)))
        break;
      detect_events (self, &row, &next);
      append_rows (self, &row, &next);
      row = next;
      self->out->learned = row.loss - self->minimum <= LEARNED * (self->range[0] - self->minimum);
      if (isinf (end) && (self->out->learned || nothing))
        break;
    }
  model_history_append_final (self->history, &row);
}

TheoryReduced *
theory_reduced_new (const ModelMoments *moments,
                    const TheoryNetwork *network,
                    const TheoryLevels *levels,
                    double end,
                    const int *cancel)
{
  g_autoptr (ModelMoments) small = theory_krylov_compress (moments, MAX_DIRECTIONS);
  g_autoptr (ModelHistory) history = model_history_new ();
  TheoryReduced *out = g_new0 (TheoryReduced, 1);
  Flow flow = { .moments = small,
                .network = network,
                .levels = levels,
                .n = { small->n_a, small->n_b },
                .start = { 0, small->n_a },
                .norms = moments->n_a + moments->n_b > 2,
                .history = history,
                .out = out };
  int n = small->n_a + small->n_b, size = lay_out (&flow);
  double *block = num_alloc (3 * n + 3 * size);
  double *y = block + 3 * n, *scale = y + size;

  flow.w = block;
  flow.omega = block + n;
  flow.direction = block + 2 * n;
  flow.y = scale + size;
  start (&flow, y, scale);
  flow.ode = num_ode_new (compute_slope, &flow, size, scale, TOLERANCE);
  out->t[0] = out->t[1] = INFINITY;
  integrate (&flow, y, end, cancel);
  out->history = model_history_view (history);
  num_ode_free (flow.ode);
  free (block);
  return out;
}

void
theory_reduced_free (TheoryReduced *self)
{
  if (self == NULL)
    return;
  model_history_view_unref (self->history);
  g_free (self);
}
