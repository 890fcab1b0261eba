/* All that theory says about an experiment before it runs. */
#pragma once

#include "model/record/snapshot.h"
#include "theory/levels.h"
#include "theory/misattribution.h"
#include "theory/preference.h"
#include "theory/reduced.h"

G_BEGIN_DECLS

typedef struct
{
  ModelMoments *moments; /* of the data that are trained on */
  double init_scale;     /* u0 as the initialisation takes it */
  double hidden;   /* loss that no linear network learns, XOR's: that of B's pattern; else 0 */
  gboolean beyond; /* the activation bends, and may learn that: of B there is no theory */
  TheoryNetwork network;
  TheoryRates rates;
  TheoryFixedPoints *points;
  TheoryTimes times;
  TheoryLevels levels;         /* what counts as learned, for measured times */
  gboolean saddle[2];          /* whether M_A, M_B exist (fusion >= 2) and are left again */
  gboolean has_plateau;        /* a unimodal phase at M_A or M_B, whichever times.first says */
  double plateau_loss;         /* there; the final loss where there is none */
  gboolean has_misattribution; /* the second modality follows, and takes credit back */
  TheoryMisattribution misattribution; /* of the first modality; zero where there is none */
  TheoryPreference preference;
  gboolean aligned; /* the initialisation meets theory's assumptions */
  gboolean linear;  /* the activation is; else this is what a linear network would do: in two-layer
                     * ReLU networks on symmetric data the same, in others a line to compare with */
  gboolean rests;   /* the weights come to rest at the points; FALSE: the logistic loss, whose
                     * weights grow for ever */
} TheoryPrediction;

/* Levels of points and of learning are in the units that a history records: those of a ReLU
 * network are its linear network's times network.gain; so is misattribution. */

/**
 * theory_prediction_new:
 * Of the data that the experiment trains on. Everything that speaks of theory takes it from here
 * or from one of the two below, which say the same.
 * @init_scale: u0; 0: the one that its run begins with (theory_init_scale_compute())
 *
 * Errors: those of model_moments_compute().
 */
TheoryPrediction *
theory_prediction_new (const ModelExperiment *experiment, double init_scale, GError **error);
/* The same of a run, also of one that goes on from another. */
TheoryPrediction *theory_prediction_new_for_run (const ModelSnapshot *run);
/**
 * theory_prediction_new_for_moments:
 * The same of moments that are known.
 */
TheoryPrediction *theory_prediction_new_for_moments (const ModelExperiment *experiment,
                                                     double init_scale,
                                                     ModelMoments *moments);
/* Whether most of what no linear network learns is learned: of ReLU networks and XOR. */
gboolean theory_prediction_is_beyond (const TheoryPrediction *self, double loss);
void theory_prediction_free (TheoryPrediction *self);
/* Whether there is a curve to follow: something to learn, and a point to rest at. */
gboolean theory_prediction_has_line (const TheoryPrediction *self);

/* The curve of the reduced dynamics; milliseconds, so on the worker, and not part of the above. */
TheoryReduced *
theory_prediction_new_reduced (const TheoryPrediction *self, double end, const int *cancel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TheoryPrediction, theory_prediction_free)

G_END_DECLS
