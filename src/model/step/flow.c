/* Gradient flow as a stepper: chooses lengths and orders of steps, and interpolates to epochs. */
#include "model/step/flow.h"

#include "model/step/flow_curve.h"
#include "num/cancel.h"
#include "num/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  ORDER = MODEL_FLOW_STEP_ORDER,
  LEAST_ORDER = 3,
  FIRST_ORDER = 5,
  PIECE = 1 << 19, /* weights that are copied in one go */
  BLOCK = 1024,    /* epochs cost next to nothing */
  MOST_TRIES = 60  /* of one step; each is at most half as long as the one before */
};

/* Lengths of neighbouring steps stay within these factors; what the estimate allows is cut by
 * SAFETY. */
#define SHRINK_MOST 0.1
#define GROW_MOST 6.0
#define SAFETY 0.85
#define LONGEST 1e9 /* epochs */
/* Of the tolerance: what steps leave of the error where it is gone, they make anew. */
#define REST 0.01

/* What the future depends on besides the weights at the start of the present step. */
typedef struct
{
  double offset; /* epochs from there to the present epoch */
  double length; /* of the step to try first; 0: to be guessed */
  double order;  /* that is expected to do best */
} Plan;

typedef struct
{
  ModelStepper base; /* state: weights at the start of the present step, plan */
  const ModelMoments *moments;
  double learning_rate, tolerance;
  ModelNetwork *start, *end; /* of the present step */
  ModelNetwork *between;     /* at the present epoch, where asked for */
  ModelFlowStep *step;
  ModelFlowCurve curve;
  Plan plan; /* as in the state, unless that was written from outside */
  Plan next; /* of the step after the present one */
  double length;
  int order;
  gboolean ready; /* start to next belong to the state */
  gboolean rests; /* the present step goes on for ever, and leads nowhere */
  double *total;  /* (n_A + n_B) */
  ModelFlowCost cost;
} Flow;

static Plan *
get_plan (const Flow *self)
{
  return (Plan *) (self->base.state + self->start->n_weights);
}

/* Matrix-vector passes through the network for the sequences 1..order. */
static double
get_work (int order)
{
  return 1 + order * (order + 1) / 2;
}

/* What one order recommends. */
typedef struct
{
  double length, rate; /* rate: work per epoch */
} Advice;

static Advice
advise (double length, int order, double error)
{
  double factor = SAFETY * pow (fmax (error, 1e-30), -1.0 / order);
  Advice advice;

  advice.length = fmin (length * CLAMP (factor, SHRINK_MOST, GROW_MOST), LONGEST);
  advice.rate = get_work (order) / advice.length;
  return advice;
}

/* Length and order that do best, given the advice of the orders low..high: the highest was enough
 * (accepted), or was not. */
static Plan
choose (const Advice *advice, int low, int high, gboolean accepted)
{
  Plan plan = { 0, advice[high].length, high };

  for (int k = MAX (low, LEAST_ORDER); k < high; k++)
    if (advice[k].rate < 0.9 * get_work (plan.order) / plan.length)
      plan = (Plan){ 0, advice[k].length, k };
  if (accepted && plan.order == high && high < ORDER &&
      (high == low || advice[high].rate < 0.9 * advice[high - 1].rate))
    {
      plan.order = high + 1;
      plan.length *= get_work (high + 1) / get_work (high);
    }
  return plan;
}

/* One try. Sets *accepted, and next: of the following step, or of the next try. */
static gboolean
try_step (Flow *self, double length, int order, gboolean *accepted, const int *cancel)
{
  const int low = MAX (2, order - 1), high = MIN (order + 1, ORDER);
  Advice advice[ORDER + 1];

  self->cost.tries++;
  *accepted = FALSE;
  model_flow_step_set_length (self->step, length);
  for (int k = 1; k <= high && !*accepted; k++)
    {
      double error;

      if (!model_flow_step_run (self->step, k, cancel))
        return FALSE;
      self->cost.evaluations += k;
      if (k < low)
        continue;
      if (!model_flow_step_estimate (self->step, k, &error, cancel))
        return FALSE;
      error /= self->tolerance;
      advice[k] = advise (length, k, error);
      *accepted = error <= 1;
      self->order = k;
    }
  self->length = length;
  self->next = choose (advice, low, self->order, *accepted);
  if (!*accepted)
    self->next.length = fmin (self->next.length, length / 2);
  return TRUE;
}

/* The step that the plan leads to. Where none is good enough, the last one is taken: the weights
 * are beyond what numbers can hold, and the run has diverged. */
static gboolean
find_step (Flow *self, const int *cancel)
{
  Plan plan = *get_plan (self);
  gboolean accepted = FALSE, shortened = FALSE;

  if (!model_flow_step_begin (self->step, self->start, cancel))
    return FALSE;
  self->cost.steps++;
  self->cost.evaluations++;
  self->rests = model_flow_step_is_at_rest (self->step, REST * self->tolerance);
  if (self->rests)
    {
      self->plan.offset = get_plan (self)->offset = 0;
      return TRUE;
    }
  if (plan.length <= 0)
    plan = (Plan){ plan.offset, fmin (model_flow_step_guess_length (self->step), LONGEST),
                   FIRST_ORDER };
  for (int i = 0; i < MOST_TRIES && !accepted; i++)
    {
      if (!try_step (self, plan.length, plan.order, &accepted, cancel))
        return FALSE;
      if (!accepted)
        {
          plan = self->next;
          shortened = TRUE;
        }
    }
  if (shortened)
    self->next.length = fmin (self->next.length, self->length);
  if (!model_flow_step_finish (self->step, self->order, self->end, self->total, cancel))
    return FALSE;
  model_flow_curve_fit (&self->curve, self->step, self->order, self->total);
  return TRUE;
}

/* In pieces of some milliseconds. FALSE where cancelled. */
static gboolean
copy_end (Flow *self, const int *cancel)
{
  const gsize n = self->end->n_weights;

  for (gsize i = 0; i < n; i += PIECE)
    {
      const gsize bytes = MIN (n - i, PIECE) * sizeof (double);

      if (num_is_cancelled (cancel))
        return FALSE;
      memcpy (self->start->weights + i, self->end->weights + i, bytes);
      memcpy (self->base.state + i, self->end->weights + i, bytes);
    }
  return TRUE;
}

/* Takes the present step and finds the next. */
static gboolean
move_on (Flow *self, const int *cancel)
{
  if (!copy_end (self, cancel))
    return FALSE;
  self->next.offset = self->plan.offset - self->length;
  self->plan = *get_plan (self) = self->next;
  return find_step (self, cancel);
}

static void
fill_row (Flow *self, ModelHistoryRow *row)
{
  if (self->rests)
    memcpy (self->total, model_flow_step_get_total_weights (self->step),
            (self->moments->n_a + self->moments->n_b) * sizeof (double));
  else
    model_flow_curve_evaluate (&self->curve, self->plan.offset / self->length, self->total);
  model_stepper_fill_row (row, self->start->shape.inputs,
                          model_moments_loss (self->moments, self->total), self->total);
}

static gboolean
is_current (const Flow *self)
{
  return self->ready && memcmp (get_plan (self), &self->plan, sizeof self->plan) == 0 &&
         memcmp (self->base.state, self->start->weights,
                 self->start->n_weights * sizeof (double)) == 0;
}

static gboolean
flow_evaluate (ModelStepper *stepper, ModelHistoryRow *row, const int *cancel)
{
  Flow *self = (Flow *) stepper;

  if (!is_current (self))
    {
      memcpy (self->start->weights, stepper->state, self->start->n_weights * sizeof (double));
      self->plan = *get_plan (self);
      self->ready = find_step (self, cancel);
    }
  if (self->ready)
    fill_row (self, row);
  return self->ready;
}

static gboolean
flow_advance (ModelStepper *stepper, ModelHistoryRow *rows, int n, const int *cancel)
{
  Flow *self = (Flow *) stepper;

  for (int i = 0; i < n; i++)
    {
      if (!self->rests)
        self->plan.offset = get_plan (self)->offset += 1;
      while (!self->rests && self->plan.offset > self->length)
        if (!move_on (self, cancel))
          {
            self->ready = FALSE;
            return FALSE;
          }
      fill_row (self, &rows[i]);
    }
  return TRUE;
}

/* A step of its own from the start of the present one to the present epoch: as exact as that, and
 * the same however the epoch was reached. */
static const ModelNetwork *
flow_get_network (ModelStepper *stepper)
{
  Flow *self = (Flow *) stepper;

  if (self->plan.offset == 0)
    return self->start;
  model_flow_step_set_length (self->step, self->plan.offset);
  for (int k = 1; k <= self->order; k++)
    model_flow_step_run (self->step, k, NULL);
  model_flow_step_finish (self->step, self->order, self->between, self->total, NULL);
  return self->between;
}

static void
flow_set_network (ModelStepper *stepper, const ModelNetwork *network)
{
  Flow *self = (Flow *) stepper;

  memcpy (stepper->state, network->weights, network->n_weights * sizeof (double));
  *get_plan (self) = (Plan){ 0 };
}

static ModelStepper *
flow_dup (const ModelStepper *stepper)
{
  const Flow *self = (const Flow *) stepper;
  ModelStepper *copy =
      model_flow_new (self->start, self->moments, self->learning_rate, self->tolerance);

  memcpy (copy->state, stepper->state, stepper->n_state * sizeof (double));
  return copy;
}

static void
flow_free (ModelStepper *stepper)
{
  Flow *self = (Flow *) stepper;

  model_network_free (self->start);
  model_network_free (self->end);
  model_network_free (self->between);
  model_flow_step_free (self->step);
  model_flow_curve_clear (&self->curve);
  free (self->base.state);
  free (self->total);
  g_free (self);
}

static const ModelStepperClass flow_class = { flow_evaluate,    flow_advance, flow_get_network,
                                              flow_set_network, flow_dup,     flow_free };

ModelStepper *
model_flow_new (const ModelNetwork *start,
                const ModelMoments *moments,
                double learning_rate,
                double tolerance)
{
  Flow *self = g_new0 (Flow, 1);
  gsize n_state = start->n_weights + sizeof (Plan) / sizeof (double);

  self->moments = moments;
  self->learning_rate = learning_rate;
  self->tolerance = tolerance;
  self->start = model_network_copy (start);
  self->end = model_network_copy (start);
  self->between = model_network_copy (start);
  self->step = model_flow_step_new (start, moments, learning_rate);
  model_flow_curve_init (&self->curve, moments->n_a + moments->n_b);
  self->total = num_alloc (moments->n_a + moments->n_b);
  /* A block costs a copy of the state, which nobody should have to wait for. */
  self->base = (ModelStepper){ .class = &flow_class,
                               .state = num_alloc (n_state),
                               .n_state = n_state,
                               .block = start->n_weights <= PIECE ? BLOCK : 1 };
  memcpy (self->base.state, start->weights, start->n_weights * sizeof (double));
  return &self->base;
}

void
model_flow_get_cost (const ModelStepper *self, ModelFlowCost *cost)
{
  *cost = ((const Flow *) self)->cost;
}
