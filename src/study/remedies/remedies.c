/* The list of remedies, and what each comes to. */
#include "study/remedies/remedies.h"

#include "model/network/learning_rate.h"
#include "model/train/trainer.h"
#include "num/blas.h"
#include "num/cancel.h"
#include "num/matrix.h"
#include "theory/measure.h"
#include "theory/own.h"
#include "theory/remedies/decay.h"
#include "theory/validity.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Open-ended runs end here at the latest: what has not helped by then does not. */
#define MOST_EPOCHS 200000
#define MOMENTUM 0.9
#define FINE 40 /* part of the rate for steps that are as long however small the gradient */
#define BATCH 16

typedef struct
{
  const ModelExperiment *experiment;
  const TheoryPrediction *plain; /* of the experiment as it is */
  int first;
} Case;

static void
set (ModelExperiment *experiment, ModelKey key, double value)
{
  const ModelParameter *p = model_parameter (key);

  if (p->type != MODEL_TYPE_CHOICE)
    value = CLAMP (value, p->minimum, p->maximum);
  model_experiment_set (experiment, key, value, NULL);
}

/* Each returns FALSE where it would change nothing, or has no measure. */

static gboolean
change_nothing (const Case *c, ModelExperiment *e)
{
  return TRUE;
}

static gboolean
change_rate (const Case *c, ModelExperiment *e)
{
  const double *s = c->plain->rates.s;

  if (!(s[0] > 0 && s[1] > 0))
    return FALSE;
  set (e, MODEL_RATE_RATIO, s[0] / s[1]);
  return TRUE;
}

static gboolean
change_dropout (const Case *c, ModelExperiment *e)
{
  set (e, c->first == 0 ? MODEL_KEEP_A : MODEL_KEEP_B, 0.5);
  return TRUE;
}

static gboolean
change_unimodal (const Case *c, ModelExperiment *e)
{
  set (e, c->first == 0 ? MODEL_UNIMODAL_B : MODEL_UNIMODAL_A, 1);
  return TRUE;
}

static gboolean
change_whitening (const Case *c, ModelExperiment *e)
{
  set (e, MODEL_WHITEN, MODEL_WHITEN_ON);
  return TRUE;
}

static gboolean
change_fusion (const Case *c, ModelExperiment *e)
{
  if (model_experiment_get_int (e, MODEL_FUSION) == 1)
    return FALSE;
  set (e, MODEL_FUSION, 1);
  return TRUE;
}

static gboolean
change_momentum (const Case *c, ModelExperiment *e)
{
  set (e, MODEL_OPTIMIZER, MODEL_OPTIMIZER_MOMENTUM);
  set (e, MODEL_MOMENTUM, MOMENTUM);
  set (e, MODEL_LEARNING_RATE, (1 - MOMENTUM) * model_learning_rate_get (c->experiment));
  return TRUE;
}

static gboolean
change_adam (const Case *c, ModelExperiment *e)
{
  set (e, MODEL_OPTIMIZER, MODEL_OPTIMIZER_ADAM);
  set (e, MODEL_LEARNING_RATE, model_learning_rate_get (c->experiment) / FINE);
  return TRUE;
}

static gboolean
change_sign (const Case *c, ModelExperiment *e)
{
  set (e, MODEL_OPTIMIZER, MODEL_OPTIMIZER_SIGN);
  set (e, MODEL_LEARNING_RATE, model_learning_rate_get (c->experiment) / FINE);
  return TRUE;
}

static gboolean
change_batch (const Case *c, ModelExperiment *e)
{
  set (e, MODEL_BATCH, BATCH);
  return TRUE;
}

static gboolean
change_decay (const Case *c, ModelExperiment *e)
{
  const ModelMoments *moments = c->plain->moments;
  double lambda;

  if (moments->n_a != 1 || moments->n_b != 1 || model_experiment_get_int (e, MODEL_DEPTH) != 2 ||
      model_experiment_get_int (e, MODEL_FUSION) != 2)
    return FALSE;
  lambda = theory_decay_threshold (moments, c->first) / 2;
  if (!(lambda > 0))
    return FALSE;
  set (e, MODEL_WEIGHT_DECAY, lambda);
  return TRUE;
}

static gboolean
change_clip (const Case *c, ModelExperiment *e)
{
  set (e, MODEL_CLIP, c->plain->rates.s[1 - c->first] / 2);
  return c->plain->rates.s[1 - c->first] > 0;
}

static const struct
{
  const char *name, *label;
  gboolean (*change) (const Case *c, ModelExperiment *e);
  double cost; /* of a step, beside a plain one */
} remedies[] = {
  { "none", N_ ("No remedy"), change_nothing, 1 },
  { "rate_ratio", N_ ("Rates as strengths"), change_rate, 1 },
  { "dropout", N_ ("Modality dropout"), change_dropout, 1 },
  { "unimodal", N_ ("Unimodal loss"), change_unimodal, 2 },
  { "whiten", N_ ("Whitened modalities"), change_whitening, 1 },
  { "early_fusion", N_ ("Early fusion"), change_fusion, 1 },
  { "momentum", N_ ("Momentum"), change_momentum, 1 },
  { "adam", N_ ("Adam"), change_adam, 1 },
  { "sign", N_ ("Sign of the gradient"), change_sign, 1 },
  { "batch", N_ ("Small batches"), change_batch, 0 },
  { "decay", N_ ("Weight decay"), change_decay, 1 },
  { "clip", N_ ("Clipped gradient"), change_clip, 1 },
};

static const char *const names[STUDY_REMEDY_N_VALUES] = {
  "ratio", "t_a", "t_b", "plateau_loss", "final_loss", "bias", "generalisation", "cost",
};

const char *
study_remedy_value_get_name (StudyRemedyValue value)
{
  return names[value];
}

gboolean
study_remedy_value_find (const char *name, StudyRemedyValue *value)
{
  for (int i = 0; i < STUDY_REMEDY_N_VALUES; i++)
    if (strcmp (names[i], name) == 0)
      {
        *value = i;
        return TRUE;
      }
  return FALSE;
}

/* Of the data as they are: without what steps see less or more of. */
static ModelExperiment
make_plain (const ModelExperiment *experiment)
{
  ModelExperiment plain = *experiment;

  set (&plain, MODEL_KEEP_A, 1);
  set (&plain, MODEL_KEEP_B, 1);
  set (&plain, MODEL_UNIMODAL_A, 0);
  set (&plain, MODEL_UNIMODAL_B, 0);
  return plain;
}

/* What total weights w (n) mean for the plain data. */
static void
judge_weights (const ModelExperiment *experiment, const double *w, double *values)
{
  const ModelExperiment plain = make_plain (experiment);
  g_autoptr (ModelMoments) moments = model_moments_compute (&plain, NULL);
  g_autoptr (ModelMoments) others = model_moments_compute_generalisation (&plain, NULL);
  double *best, size;
  int n;

  if (moments == NULL)
    return;
  n = moments->n_a + moments->n_b;
  best = num_alloc (n);
  model_moments_solve (moments, best);
  size = cblas_dnrm2 (n, best, 1);
  cblas_daxpy (n, -1, w, 1, best, 1);
  values[STUDY_REMEDY_LOSS] = fmax (model_moments_loss (moments, w), 0);
  values[STUDY_REMEDY_BIAS] = size > 0 ? cblas_dnrm2 (n, best, 1) / size : NAN;
  if (others != NULL)
    values[STUDY_REMEDY_ERROR] = fmax (model_moments_loss (others, w), 0);
  free (best);
}

static void
set_times (double *values, const double t[2], double ratio, double cost)
{
  values[STUDY_REMEDY_RATIO] = ratio;
  values[STUDY_REMEDY_T_A] = t[0];
  values[STUDY_REMEDY_T_B] = t[1];
  values[STUDY_REMEDY_COST] = cost * fmax (t[0], t[1]);
}

/* The loss midway between both times. */
static double
find_plateau_loss (const ModelHistoryView *history, const TheoryMeasure *measure)
{
  const double last =
      model_history_view_row (history, model_history_view_length (history) - 1)->epoch;
  const double later = fmin (fmax (measure->t[0], measure->t[1]), last);
  const double earlier = fmin (fmin (measure->t[0], measure->t[1]), last);

  return model_history_view_at (history, (earlier + later) / 2).loss;
}

static void
fill_theory (StudyRemedy *self,
             const TheoryPrediction *prediction,
             const TheoryOwn *own,
             double cost)
{
  TheoryLimit limits[THEORY_N_LIMITS];

  set_times (self->theory, own->t, own->ratio, cost);
  judge_weights (&self->experiment, prediction->points->point[THEORY_POINT_SOLUTION].w,
                 self->theory);
  self->theory[STUDY_REMEDY_PLATEAU] = prediction->has_plateau ? prediction->plateau_loss : NAN;
  self->trusted = theory_validity_compute (&self->experiment, prediction, own, limits) == 0;
}

static void
fill_run (StudyRemedy *self, ModelTrainer *trainer, const TheoryOwn *own, double cost)
{
  g_autoptr (ModelSnapshot) run = model_trainer_snapshot (trainer, 0);
  const ModelNetwork *network = model_trainer_get_network (trainer);
  double *w = num_alloc (network->shape.inputs[0] + network->shape.inputs[1]);
  TheoryMeasure measure;

  theory_measure_compute (&measure, run->history, &own->levels, own->first);
  measure.ratio = fmax (measure.t[0], measure.t[1]) / fmin (measure.t[0], measure.t[1]);
  set_times (self->run, measure.t, isnan (measure.ratio) ? INFINITY : measure.ratio, cost);
  self->run[STUDY_REMEDY_PLATEAU] = find_plateau_loss (run->history, &measure);
  model_network_compute_total_weights (network, w);
  judge_weights (&self->experiment, w, self->run);
  self->diverged = run->status == MODEL_TRAINER_DIVERGED;
  free (w);
}

static gboolean
fill (StudyRemedy *self, double cost, const int *cancel, GError **error)
{
  g_autoptr (TheoryPrediction) prediction = theory_prediction_new (&self->experiment, 0, error);
  g_autoptr (TheoryOwnStart) start = NULL;
  g_autoptr (TheoryOwn) own = NULL;
  g_autoptr (ModelTrainer) trainer = NULL;

  if (prediction == NULL || (start = theory_own_start_new (&self->experiment, cancel)) == NULL ||
      (own = theory_own_new (start, prediction, INFINITY, cancel)) == NULL)
    return FALSE;
  for (int i = 0; i < STUDY_REMEDY_N_VALUES; i++)
    self->theory[i] = self->run[i] = NAN;
  fill_theory (self, prediction, own, cost);
  trainer = model_trainer_new_compressed (&self->experiment, prediction->init_scale, NULL, NULL,
                                          cancel, error);
  if (trainer == NULL)
    return FALSE;
  model_trainer_run (trainer, MOST_EPOCHS, cancel);
  fill_run (self, trainer, own, cost);
  return !num_is_cancelled (cancel);
}

/* How far a value is from the best there is. */
static double
get_badness (const StudyRemedy *self, StudyRemedyValue value)
{
  return isnan (self->run[value]) || self->diverged ? INFINITY : self->run[value];
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const StudyRemedyValue value = GPOINTER_TO_INT (data);
  const double x = get_badness (a, value), y = get_badness (b, value);

  return (x > y) - (x < y);
}

/* The remedy's part of all samples that a step sees, where it is a batch. */
static double
find_cost (const ModelExperiment *experiment, double cost)
{
  const double samples = model_experiment_get (experiment, MODEL_SAMPLES);

  return cost > 0 ? cost : samples > 0 ? BATCH / samples : 1;
}

GArray *
study_remedies_compute (const ModelExperiment *experiment,
                        StudyRemedyValue sort,
                        const int *cancel,
                        GError **error)
{
  g_autoptr (TheoryPrediction) plain = theory_prediction_new (experiment, 0, error);
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (StudyRemedy));
  Case c = { experiment, plain, 0 };
  GArray *sorted;

  if (plain == NULL)
    return NULL;
  c.first = plain->times.first;
  for (gsize i = 0; i < G_N_ELEMENTS (remedies); i++)
    {
      StudyRemedy row = { .name = remedies[i].name,
                          .label = remedies[i].label,
                          .experiment = *experiment };
      g_autoptr (GError) refused = NULL;

      if (!remedies[i].change (&c, &row.experiment) ||
          !model_experiment_validate (&row.experiment, NULL))
        continue;
      if (fill (&row, find_cost (experiment, remedies[i].cost), cancel, &refused))
        g_array_append_val (rows, row);
      else if (i == 0 || num_is_cancelled (cancel))
        {
          g_propagate_error (error, g_steal_pointer (&refused));
          return NULL;
        }
    }
  sorted = g_array_sized_new (FALSE, FALSE, sizeof (StudyRemedy), rows->len);
  g_array_append_vals (sorted, rows->data, 1);
  g_array_remove_index (rows, 0);
  g_array_sort_with_data (rows, compare, GINT_TO_POINTER (sort));
  g_array_append_vals (sorted, rows->data, rows->len);
  return sorted;
}
