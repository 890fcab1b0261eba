/* Learning times from the branch dynamics du_m / dtheta = s_m u_m^(f_m - 1), d theta = u^p dt.
 *
 * Notation: f and g layers in the branches of the first and the second modality, p shared layers;
 * k = s_second / s_first. Until the first is learned, G (z) = s_first theta is known in terms of
 * z = u0 / u_first, and from it beta = u_second / u0.
 */
#include "theory/times.h"

#include "model/network/learning_rate.h"
#include "num/gauss.h"

#include <math.h>
#include <pthread.h>

/* With z = w^3, 32 nodes give 1e-9 for all depths up to 8 and k up to 0.99999: the cube pushes the
 * nodes to where the second modality's growth ends when the two are nearly equal. */
enum
{
  NODES = 32
};

/* Strengths closer than this are equal: both modalities leave the origin together. */
#define EQUAL_TOLERANCE 1e-12
/* Together are modalities of which the second has more than this part of its final weight when the
 * first is learned, and is learned within so many times the other's time. */
#define MOST_HEAD_START 0.2
#define LEAST_RATIO 1.1
/* For z = 0, which is no number to divide by. */
#define LEAST_Z 1e-9

typedef struct
{
  int f, g, p;
  double u0, k;
  double integral; /* of the first modality's time; where all is algebraic */
} Race;

typedef struct
{
  double z[NODES], weight[NODES];
} Rule;

static Rule shared_rule;

static void
create_rule (void)
{
  Rule *rule = &shared_rule;

  num_gauss_legendre (NODES, rule->z, rule->weight);
  for (int i = 0; i < NODES; i++)
    {
      rule->weight[i] *= 3 * rule->z[i] * rule->z[i];
      rule->z[i] *= rule->z[i] * rule->z[i];
    }
}

static const Rule *
get_rule (void)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT;

  pthread_once (&once, create_rule);
  return &shared_rule;
}

static double
power (double base, int exponent)
{
  double result = 1;

  for (int i = ABS (exponent); i > 0; i--)
    result *= base;
  return exponent < 0 ? 1 / result : result;
}

/* G (z) for a branch of depth f that has grown from u0 to u0 / z. */
static double
compute_growth (int f, double u0, double z)
{
  if (f == 1)
    return u0 * (1 / z - 1);
  if (f == 2)
    return -log (z);
  return power (u0, 2 - f) * (1 - power (z, f - 2)) / (f - 2);
}

/* Where a branch counts as grown: deeper than two layers it reaches infinity in finite time, else
 * at u = 1. */
static double
compute_end (int f, double u0)
{
  return f > 2 ? 0 : MIN (u0, 1);
}

/* z beta (z): the second modality's branch relative to the first one's. */
static double
compute_relative (const Race *race, double z)
{
  double k = race->k, growth, rest;

  if (race->f == 2 && race->g == 2)
    return pow (z, 1 - k);
  /* Without the cancellation of the general form: k may be 1. */
  if (race->f == race->g && race->f > 2)
    return z * pow (1 - k + k * power (z, race->f - 2), -1.0 / (race->f - 2));
  growth = k * compute_growth (race->f, race->u0, z);
  if (race->g == 1)
    return z * (1 + growth / race->u0);
  if (race->g == 2)
    return z * exp (growth);
  /* Zero only where rounding decides a tie. */
  rest = MAX (1 - (race->g - 2) * power (race->u0, race->g - 2) * growth, G_MINDOUBLE);
  return z * pow (rest, -1.0 / (race->g - 2));
}

/* u0^(f+p-2) |s_first| t_first / tau: the integral I of eqs 54 and 57 in the variable z. */
static double
compute_integral (const Race *race)
{
  const Rule *rule = get_rule ();
  gboolean closed = race->f == race->g || race->f > 2;
  double end = closed ? 0 : compute_end (race->f, race->u0);
  int n = race->f + race->p - 2;
  double sum = 0;

  if (race->p == 0)
    return 1.0 / n;
  for (int i = 0; i < NODES; i++)
    {
      double z = end + (1 - end) * rule->z[i], r = compute_relative (race, z);

      sum += rule->weight[i] * power (z, n - 1) * power (1 / sqrt (1 + r * r), race->p);
    }
  /* Beyond u = 1 the second branch is negligible, and without it the integral is elementary. */
  return (1 - end) * sum + power (end, n) / n;
}

double
theory_network_get_speed (const TheoryNetwork *self, int m)
{
  return m == 1 && self->rate_ratio > 0 ? self->rate_ratio : 1;
}

/* Of a mode of rate s, per epoch, where eta / (1 - beta) = rate; v = g s / (mu - beta) is its
 * momentum. */
static double
compute_momentum_rate (const TheoryNetwork *network, double s)
{
  const double beta = network->momentum, x = s * network->learning_rate * (1 - beta);
  const double sum = network->nesterov ? (1 + x) * (1 + beta) : 1 + beta + x;
  const double product = network->nesterov ? beta * (1 + x) : beta;
  const double square = sum * sum - 4 * product;

  /* Swings about its end instead of growing. */
  return square > 0 && s > 0 ? log ((sum + sqrt (square)) / 2) : s * network->learning_rate;
}

double
theory_network_get_pace (const TheoryNetwork *self, double growth, double variance)
{
  const double x = self->learning_rate * growth;

  if (self->flow)
    return 1;
  if (self->momentum > 0 && x > 0)
    return compute_momentum_rate (self, growth) / x;
  return 1 / MAX (1 + x / 2 * (1 + variance), 0.5);
}

double
theory_network_get_variance (const TheoryNetwork *self, double variance, double loss, double om)
{
  if (self->batch_noise == 0 || om == 0)
    return 0;
  return self->batch_noise * (2 * loss * variance / (om * om) + 1);
}

/* Rate of exponential growth, per epoch, of a mode of rate s. */
static double
compute_rate (double s, const TheoryNetwork *network, gboolean finite_step)
{
  if (!finite_step)
    return network->learning_rate * s;
  if (network->momentum > 0)
    return compute_momentum_rate (network, s);
  /* A step that overshoots has no rate of decay; the run diverges before it matters. */
  return log1p (MAX (network->learning_rate * s, -0.999));
}

/* Early fusion at depth 2: u0 (1, 1) turns to the direction of s, then |W| grows exponentially. */
static double
compute_early (const TheoryRates *rates, const TheoryNetwork *network, gboolean finite_step)
{
  double s = hypot (rates->s[0], rates->s[1]);
  double cosine = (rates->sign[0] * rates->s[0] + rates->sign[1] * rates->s[1]) / s;
  double grown = log (2 / ((G_SQRT2 + cosine) * network->init_scale));

  return MAX (grown, 0) / compute_rate (s, network, finite_step);
}

static double
compute_first (const TheoryRates *rates,
               const TheoryNetwork *network,
               const Race *race,
               int first,
               gboolean finite_step)
{
  double s = rates->s[first], eta = network->learning_rate;
  int total = race->f + race->p;

  if (total == 2 && race->f == 1 && race->g == 1)
    return compute_early (rates, network, finite_step);
  if (total == 2)
    return MAX (-log (race->u0), 0) / compute_rate (s, network, finite_step);
  return power (race->u0, 2 - total) * race->integral / (eta * s);
}

/* From the first modality's learning to the second's. */
static double
compute_delay (const TheoryRates *rates,
               const TheoryNetwork *network,
               const Race *race,
               int first,
               gboolean finite_step)
{
  double eta = network->learning_rate, k = race->k, s = rates->s[first];
  double level = pow (rates->p[first], (double) race->p / (race->f + race->p));
  double d = rates->d[1 - first] * level, growth;

  /* Shared layers slow the growth from the origin so much that steps are as good as a flow. */
  if (finite_step && race->f == 2 && race->p == 0)
    k = compute_rate (k * s, network, race->g == 2) / compute_rate (s, network, TRUE);
  growth = k * compute_growth (race->f, race->u0, compute_end (race->f, race->u0));
  if (race->g == 2)
    return MAX (-log (race->u0) - growth, 0) / compute_rate (d, network, finite_step);
  return MAX (power (race->u0, 2 - race->g) / (race->g - 2) - growth, 0) / (eta * d);
}

/* theta at which a modality alone would be learned. */
static double
compute_alone (const TheoryRates *rates, const TheoryNetwork *network, int m)
{
  int f = network->branch_depth[m];

  return compute_growth (f, network->init_scale, compute_end (f, network->init_scale)) /
         rates->s[m];
}

static TheoryOrder
compute_order (const TheoryRates *rates, const TheoryNetwork *network)
{
  int a = network->branch_depth[0], b = network->branch_depth[1];
  double s_a = rates->s[0], s_b = rates->s[1];

  if (s_a == 0 && s_b == 0)
    return THEORY_ORDER_NOTHING;
  if (a == 1 && b == 1 && (s_a > 0 || rates->d[0] > 0) && (s_b > 0 || rates->d[1] > 0))
    return THEORY_ORDER_TOGETHER;
  if (s_a == 0 || s_b == 0)
    return s_a > 0 ? THEORY_ORDER_A_FIRST : THEORY_ORDER_B_FIRST;
  if (a == b)
    {
      if (fabs (s_a - s_b) <= EQUAL_TOLERANCE * s_a)
        return THEORY_ORDER_TOGETHER;
      return s_a > s_b ? THEORY_ORDER_A_FIRST : THEORY_ORDER_B_FIRST;
    }
  return compute_alone (rates, network, 0) <= compute_alone (rates, network, 1)
             ? THEORY_ORDER_A_FIRST
             : THEORY_ORDER_B_FIRST;
}

static int
choose_first (const TheoryRates *rates, TheoryOrder order)
{
  if (order == THEORY_ORDER_TOGETHER)
    return rates->s[1] > rates->s[0] * (1 + EQUAL_TOLERANCE) ? 1 : 0;
  return order == THEORY_ORDER_B_FIRST ? 1 : 0;
}

static void
compute_clock (TheoryClock *clock,
               const TheoryRates *rates,
               const TheoryNetwork *network,
               const TheoryTimes *times,
               const Race *race,
               gboolean finite_step)
{
  int first = times->first, second = 1 - first;
  double t_first = compute_first (rates, network, race, first, finite_step);
  double t_second = t_first;

  if (times->order == THEORY_ORDER_TOGETHER)
    {
      /* What is not needed in the end moves, but does not count as learned. */
      t_first = rates->end[first] > 0 ? t_first : INFINITY;
      t_second = rates->end[second] > 0 ? t_second : INFINITY;
    }
  else if (rates->d[second] == 0)
    t_second = INFINITY;
  else if (race->g > 1)
    t_second += compute_delay (rates, network, race, first, finite_step);
  clock->t[first] = t_first;
  clock->t[second] = t_second;
  clock->ratio = t_first == t_second ? 1 : MAX (t_first, t_second) / MIN (t_first, t_second);
}

/* Part of its final weight that the second modality has once the first is learned. */
static double
compute_head_start (const TheoryRates *rates, const Race *race, int first)
{
  const double z = fmax (compute_end (race->f, race->u0), LEAST_Z);
  const double branch = race->u0 * compute_relative (race, z) / z;
  const double shared = pow (rates->p[first], (double) race->p / (race->f + race->p));

  return power (branch, race->g) * shared / rates->end[1 - first];
}

/* A branch of another rate is one that is driven as much more. */
static TheoryRates
speed_up (const TheoryRates *rates, const TheoryNetwork *network)
{
  TheoryRates self = *rates;

  for (int m = 0; m < 2; m++)
    {
      self.s[m] *= theory_network_get_speed (network, m);
      self.d[m] *= theory_network_get_speed (network, m);
    }
  return self;
}

void
theory_times_compute (TheoryTimes *self, const TheoryRates *given, const TheoryNetwork *network)
{
  const TheoryRates driven = speed_up (given, network), *rates = &driven;
  Race race = { .p = network->shared_depth, .u0 = network->init_scale };

  self->order = compute_order (rates, network);
  self->first = choose_first (rates, self->order);
  if (self->order == THEORY_ORDER_NOTHING)
    {
      self->flow = self->step = (TheoryClock){ { INFINITY, INFINITY }, 1 };
      return;
    }
  race.f = network->branch_depth[self->first];
  race.g = network->branch_depth[1 - self->first];
  /* Equal modalities may be a rounding error above 1. */
  race.k = theory_rates_get_k (rates, self->first);
  if (race.f == race.g && race.f > 1)
    race.k = MIN (race.k, 1);
  if (race.f + race.p > 2)
    race.integral = compute_integral (&race);
  compute_clock (&self->flow, rates, network, self, &race, FALSE);
  compute_clock (&self->step, rates, network, self, &race, !network->flow);
  if (self->order != THEORY_ORDER_TOGETHER && race.g > 1 && self->flow.ratio < LEAST_RATIO &&
      compute_head_start (rates, &race, self->first) > MOST_HEAD_START)
    self->order = THEORY_ORDER_TOGETHER;
}

static void
set_optimizer (TheoryNetwork *self, const ModelExperiment *experiment)
{
  const ModelOptimizerChoice rule = model_experiment_get_int (experiment, MODEL_OPTIMIZER);
  const double batch = model_experiment_get (experiment, MODEL_BATCH);
  const double samples = model_experiment_get (experiment, MODEL_SAMPLES);

  self->nesterov = rule == MODEL_OPTIMIZER_NESTEROV;
  self->momentum = 0;
  if (rule == MODEL_OPTIMIZER_MOMENTUM || self->nesterov)
    self->momentum = model_experiment_get (experiment, MODEL_MOMENTUM);
  self->learning_rate /= 1 - self->momentum;
  self->rate_ratio = self->flow ? 1 : model_experiment_get (experiment, MODEL_RATE_RATIO);
  self->decay = self->flow ? 0 : model_experiment_get (experiment, MODEL_WEIGHT_DECAY);
  self->batch_noise = batch > 0 ? (samples > batch ? 1 - batch / samples : 0) / batch : 0;
}

void
theory_network_from_experiment (TheoryNetwork *self,
                                const ModelExperiment *experiment,
                                double init_scale)
{
  double width = model_experiment_get (experiment, MODEL_WIDTH);
  gboolean plain = model_experiment_get_int (experiment, MODEL_INIT) == MODEL_INIT_PLAIN;

  for (int m = 0; m < 2; m++)
    self->branch_depth[m] = model_experiment_branch_depth (experiment, m);
  self->shared_depth = model_experiment_shared_depth (experiment);
  /* N weights of standard deviation u0 have norm u0 sqrt (N) along any one direction. */
  self->init_scale = MAX (plain ? init_scale * sqrt (width) : init_scale, THEORY_SMALLEST_SCALE);
  self->learning_rate = model_learning_rate_get (experiment);
  if (model_experiment_get_int (experiment, MODEL_LOSS) == MODEL_LOSS_LOGISTIC)
    self->learning_rate /= 2;
  self->gain = 2 / (1 + model_experiment_slope (experiment));
  self->learning_rate /= self->gain;
  self->flow = model_experiment_get_int (experiment, MODEL_DYNAMICS) == MODEL_DYNAMICS_FLOW;
  set_optimizer (self, experiment);
}
