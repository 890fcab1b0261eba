/* Moments, correlations and theory of a data set, put together. */
#include "study/report/data_report.h"

#include "model/data/column_choice.h"
#include "model/data/correlations.h"
#include "model/data/file_table.h"
#include "model/data/modality_name.h"
#include "model/data/own_data.h"
#include "model/experiment/data_source.h"
#include "model/experiment/message.h"
#include "model/network/learning_rate.h"
#include "num/matrix.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_NAMES 6 /* of a modality's inputs */

static char *
list_names (const ModelColumnChoice *choice, const ModelTableShape *shape, int m)
{
  GString *list = g_string_new (NULL);

  for (int i = 0; i < MIN (choice->n[m], MOST_NAMES); i++)
    {
      g_autofree char *whole = model_column_choice_name_input (choice, shape, m, i);
      g_autofree char *name = model_message_clean_name (whole, MODEL_TABLE_NAME_LENGTH);

      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", name);
    }
  if (choice->n[m] > MOST_NAMES)
    g_string_append (list, ", …");
  return g_string_free (list, FALSE);
}

static void
name_inputs (StudyDataReport *self, const ModelExperiment *experiment)
{
  g_autoptr (ModelTableShape) shape = model_file_table_find (experiment);
  ModelColumnChoice choice;
  const gboolean named = model_experiment_get_source (experiment)->ref_rows != NULL &&
                         shape != NULL && shape->has_header &&
                         model_column_choice_make (&choice, shape, experiment, NULL);

  for (int m = 0; m < 2; m++)
    self->names[m] = named ? list_names (&choice, shape, m) : g_strdup ("");
  self->target = named ? model_message_clean_name (shape->column[choice.target.column].name,
                                                   MODEL_TABLE_NAME_LENGTH)
                       : g_strdup ("");
  for (int m = 0; m < 2; m++)
    self->label[m] = model_modality_get_label (experiment, m);
}

static void
count_rows (StudyDataReport *self, const ModelExperiment *experiment)
{
  g_autoptr (ModelDataset) training = NULL, test = NULL;

  self->n_rows = model_experiment_get_int (experiment, MODEL_SAMPLES);
  if (model_experiment_get_source (experiment)->ref_rows == NULL)
    return;
  training = model_dataset_new (experiment, NULL);
  test = model_dataset_new_test (experiment, NULL);
  self->n_rows = training != NULL ? training->n_samples : 0;
  self->n_test = test != NULL ? test->n_samples : 0;
  self->notes = model_own_data_describe (experiment);
}

/* Of weights, against the mean as a forecast: moments are about zero, which is the mean where the
 * data are centred. */
static double
compute_r2 (const ModelMoments *moments, const double *w)
{
  return moments->sigma_yy > 0 ? 1 - 2 * model_moments_loss (moments, w) / moments->sigma_yy : 0;
}

static void
compute_strengths (StudyDataReport *self,
                   const ModelExperiment *experiment,
                   const ModelMoments *moments,
                   const TheoryFixedPoints *points)
{
  static const TheoryPointKind kinds[3] = { THEORY_POINT_A, THEORY_POINT_B, THEORY_POINT_SOLUTION };
  g_autoptr (ModelDataset) rows =
      self->n_test > 0 ? model_dataset_new_test (experiment, NULL) : NULL;
  g_autoptr (ModelMoments) test = rows != NULL ? model_moments_new_for_dataset (rows) : NULL;

  for (int i = 0; i < 3; i++)
    {
      const double *w = points->point[kinds[i]].w;

      self->r2[i] = compute_r2 (moments, w);
      self->test_r2[i] = test != NULL ? compute_r2 (test, w) : NAN;
    }
}

static void
compute_correlations (StudyDataReport *self, const ModelMoments *moments)
{
  g_autofree double *all = model_correlations_new_canonical (moments);

  self->n_canonical = MIN (MIN (moments->n_a, moments->n_b), STUDY_DATA_REPORT_CORRELATIONS);
  memcpy (self->canonical, all, sizeof *all * (gsize) self->n_canonical);
}

static gboolean
add_phase (StudyDataReport *self, const ModelExperiment *experiment, GError **error)
{
  g_autoptr (TheoryPrediction) prediction = theory_prediction_new (experiment, 0, error);
  g_autoptr (TheoryReduced) reduced = NULL;
  StudyDataPhase *phase = &self->phase[self->n_phases];

  if (prediction == NULL)
    return FALSE;
  reduced = theory_prediction_new_reduced (prediction, INFINITY, NULL);
  *phase = (StudyDataPhase){ .depth = model_experiment_get_int (experiment, MODEL_DEPTH),
                             .fusion = model_experiment_get_int (experiment, MODEL_FUSION),
                             .order = prediction->times.order };
  for (int m = 0; m < 2; m++)
    phase->t[m] = reduced->t[m];
  phase->ratio = fmax (phase->t[0], phase->t[1]) / fmin (phase->t[0], phase->t[1]);
  self->n_phases++;
  return TRUE;
}

/* Each fusion layer at each depth, of networks like the experiment's. */
static gboolean
add_phases (StudyDataReport *self, ModelExperiment experiment, GError **error)
{
  model_experiment_set (&experiment, MODEL_DEPTH_A, 0, NULL);
  model_experiment_set (&experiment, MODEL_DEPTH_B, 0, NULL);
  model_experiment_set (&experiment, MODEL_INIT_SCALE, 0, NULL);
  /* Its times are those of aligned layers, at their scale. */
  model_experiment_set (&experiment, MODEL_INIT, MODEL_INIT_BALANCED, NULL);
  for (int depth = 2; depth < 2 + STUDY_DATA_REPORT_DEPTHS; depth++)
    for (int fusion = 1; fusion <= depth; fusion++)
      {
        model_experiment_set (&experiment, MODEL_DEPTH, depth, NULL);
        model_experiment_set (&experiment, MODEL_FUSION, fusion, NULL);
        if (!add_phase (self, &experiment, error))
          return FALSE;
      }
  return TRUE;
}

static void
take_prediction (StudyDataReport *self,
                 const ModelExperiment *experiment,
                 const TheoryPrediction *late)
{
  ModelCorrelations correlations;

  model_correlations_compute (&correlations, late->moments);
  self->inputs[0] = late->moments->n_a;
  self->inputs[1] = late->moments->n_b;
  self->order = late->times.order;
  self->preference = late->preference;
  self->has_over_credit = late->has_plateau;
  self->over_credit = late->misattribution;
  memcpy (self->s, late->rates.s, sizeof self->s);
  compute_strengths (self, experiment, late->moments, late->points);
  compute_correlations (self, late->moments);
  self->condition = correlations.condition;
  self->condition_standardised = correlations.condition_standardised;
  self->learning_rate = model_learning_rate_get (experiment);
}

StudyDataReport *
study_data_report_new (const ModelExperiment *experiment, GError **error)
{
  g_autoptr (StudyDataReport) self = g_new0 (StudyDataReport, 1);
  g_autoptr (TheoryPrediction) late = NULL;
  ModelExperiment two_layers = *experiment;

  if (!model_experiment_is_linear (experiment))
    {
      g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                           _ ("report: allowed are linear networks and the squared loss"));
      return NULL;
    }
  /* What depends on no depth is told of two layers, late fusion. */
  model_experiment_set (&two_layers, MODEL_DEPTH, 2, NULL);
  model_experiment_set (&two_layers, MODEL_FUSION, 2, NULL);
  model_experiment_set (&two_layers, MODEL_DEPTH_A, 0, NULL);
  model_experiment_set (&two_layers, MODEL_DEPTH_B, 0, NULL);
  late = theory_prediction_new (&two_layers, 0, error);
  if (late == NULL)
    return NULL;
  name_inputs (self, experiment);
  count_rows (self, experiment);
  take_prediction (self, &two_layers, late);
  return add_phases (self, *experiment, error) ? g_steal_pointer (&self) : NULL;
}

void
study_data_report_free (StudyDataReport *self)
{
  if (self == NULL)
    return;
  g_free (self->names[0]);
  g_free (self->names[1]);
  g_free (self->target);
  g_free (self->notes);
  g_free (self);
}
