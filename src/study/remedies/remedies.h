/* What helps? An experiment beside itself with each remedy at a sensible strength. */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

/* What results are sorted by; all but the ratio's distance from 1 from small to large. */
typedef enum
{
  STUDY_REMEDY_RATIO, /* later over earlier time */
  STUDY_REMEDY_T_A,
  STUDY_REMEDY_T_B,
  STUDY_REMEDY_PLATEAU, /* loss on the plateau, of what is minimised */
  STUDY_REMEDY_LOSS,    /* at the end, of the plain data */
  STUDY_REMEDY_BIAS,    /* |W - W*| / |W*| at the end, W* of the plain data */
  STUDY_REMEDY_ERROR,   /* E_g at the end: on data without noise, or held out */
  STUDY_REMEDY_COST, /* epochs until both are learned times what a step costs beside a plain one */
  STUDY_REMEDY_N_VALUES
} StudyRemedyValue;

typedef struct
{
  const char *name;  /* "rate_ratio", for scripts */
  const char *label; /* for people; translate where shown */
  ModelExperiment experiment;
  double theory[STUDY_REMEDY_N_VALUES]; /* NAN where theory has none of it; INFINITY: never */
  double run[STUDY_REMEDY_N_VALUES];    /* INFINITY: never, within the run */
  gboolean trusted; /* theory assumes nothing that the experiment does not meet */
  gboolean diverged;
} StudyRemedy;

/**
 * study_remedies_compute:
 * Trains the experiment as it is, the first row, and with every remedy that applies to it: another
 * rate of the second modality (s_first / s_second), dropout of the first (keep 0.5), a loss of the
 * second alone (1), whitened modalities, early fusion, momentum at the same pace, Adam and signs at
 * a fortieth of the rate, small batches, half the decay that would lose the second modality, a
 * clipped gradient.
 * @sort: the rows behind the first are sorted by the run's
 * @cancel: (nullable): read atomically
 *
 * Valid: the experiment passes model_experiment_validate().
 * Returns: (array of StudyRemedy); NULL where cancelled, and on failure.
 * Errors: those of model_trainer_new().
 */
GArray *study_remedies_compute (const ModelExperiment *experiment,
                                StudyRemedyValue sort,
                                const int *cancel,
                                GError **error);

/* "ratio", "t_a": a column, for scripts; FALSE where there is none of that name. */
const char *study_remedy_value_get_name (StudyRemedyValue value);
gboolean study_remedy_value_find (const char *name, StudyRemedyValue *value);

G_END_DECLS
