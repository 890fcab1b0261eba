/* What data say before a network is trained on them: how strong each modality is, which is learned
 * first and why, how long that lasts. */
#pragma once

#include "theory/prediction.h"

G_BEGIN_DECLS

#define STUDY_DATA_REPORT_DEPTHS 3       /* 2 to 4 */
#define STUDY_DATA_REPORT_CORRELATIONS 5 /* at most that are told */

/* The unimodal phase of one network. */
typedef struct
{
  int depth, fusion;
  TheoryOrder order;
  double t[2];  /* epochs until A, B are learned; +INFINITY: never */
  double ratio; /* later / earlier */
} StudyDataPhase;

typedef struct
{
  char *names[2];       /* of the inputs of A and of B, as a list; "" where they have none */
  const char *label[2]; /* what A and B are called */
  char *target;         /* "" where it has none */
  char *notes;          /* of model_own_data_describe(), or NULL */
  int inputs[2];
  int n_rows, n_test; /* that are trained on, that are held out; 0 where none are drawn */

  double r2[3];      /* R^2 of A alone, of B alone, of both (eqs 6, 7), on what is trained on */
  double test_r2[3]; /* the same weights on the rows held out; NaN without them */
  int n_canonical;
  double canonical[STUDY_DATA_REPORT_CORRELATIONS]; /* correlations of A with B, largest first */
  double s[2];                                      /* |s_A|, |s_B|: the strength that decides which
                                                     * is first (eq 9) */
  TheoryOrder order;                                /* by it */
  TheoryPreference preference;                      /* eq 11 */
  gboolean has_over_credit;
  TheoryMisattribution over_credit; /* of the first, in the unimodal phase (eq 10) */
  double condition; /* of the inputs' covariance: its largest over its smallest eigenvalue that is
                       not 0 */
  double condition_standardised; /* the same, were every column standardised */
  double learning_rate;          /* of the experiment's own network */
  int n_phases;
  StudyDataPhase phase[STUDY_DATA_REPORT_DEPTHS * (STUDY_DATA_REPORT_DEPTHS + 3) / 2];
} StudyDataReport;

/**
 * study_data_report_new:
 * Milliseconds to seconds, by the number of inputs: off the main thread.
 * Valid: model_experiment_is_linear(); depth, fusion layer and unequal branches are left aside.
 * Errors: model_moments_compute()'s; MODEL_ERROR_RANGE where the network is not linear.
 */
StudyDataReport *study_data_report_new (const ModelExperiment *experiment, GError **error);
void study_data_report_free (StudyDataReport *self);

/* Sentences, one a line, each number with its equation. Owned by the caller. */
char *study_data_report_describe (const StudyDataReport *self);

/* The sentence about badly conditioned inputs: what standardising would do, how long the slowest
 * direction takes. NULL where they are not. Owned by the caller. */
char *
study_data_report_describe_condition (double condition, double standardised, double learning_rate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyDataReport, study_data_report_free)

G_END_DECLS
