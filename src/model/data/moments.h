/* Second moments of a data set: all that a linear network with squared loss can see of it. */
#pragma once

#include "model/data/dataset.h"

G_BEGIN_DECLS

/* Inputs are ordered A first: x = (x_A, x_B), n = n_a + n_b. Moments are about zero. Frozen once
 * they are shared. */
typedef struct ModelMoments
{
  gatomicrefcount ref_count;
  int n_a, n_b;
  double *sigma;    /* <x x'>, (n, n), row-major, symmetric */
  double *sigma_yx; /* <y x>, (n) */
  double sigma_yy;  /* <y^2> */
} ModelMoments;

ModelMoments *model_moments_new (int n_a, int n_b); /* all zero */
ModelMoments *model_moments_copy (const ModelMoments *self);
ModelMoments *model_moments_ref (ModelMoments *self);
void model_moments_unref (ModelMoments *self);

/* Moments of samples. */
ModelMoments *model_moments_new_for_dataset (const ModelDataset *data);

/**
 * model_moments_compute_population:
 * Moments of the distribution that the experiment describes, no sampling noise; of data of a file
 * those of the rows that are trained on. Whitened and with dropout as below. For the logistic loss
 * y is the sign of the target. Errors: MODEL_ERROR_RANGE where a given covariance is not positive
 * semi-definite; for data of a file model_own_data_ref_dataset()'s. Source: arXiv 2312.00935, eq 1,
 * appendix D.4.
 */
ModelMoments *model_moments_compute_population (const ModelExperiment *experiment, GError **error);

/**
 * model_moments_compute_generalisation:
 * What a generalisation error is measured on, without the noise of the targets: the population; or
 * the rows of a file that are held out, whose noise is what the best linear network leaves of them,
 * where the network is linear. What others could learn of it nobody knows: theirs has it.
 * Valid: squared loss.
 * Errors: model_moments_compute_population()'s.
 */
ModelMoments *model_moments_compute_generalisation (const ModelExperiment *experiment,
                                                    GError **error);

/**
 * model_moments_compute:
 * Moments of the training data: of a file's rows, of `samples` samples of the seed, or of the
 * population where samples = 0. Whitened where the experiment asks for it; and with modality
 * dropout, in expectation, and unimodal losses these are the moments whose plain loss is what is
 * minimised: s_m (q_m + gamma_m), S_m (q_m + gamma_m), S_AB q_A q_B, <y^2> (1 + gamma_A + gamma_B).
 * The normals behind the samples are the same for every covariance of a seed, so the moments move
 * smoothly with rho.
 */
ModelMoments *model_moments_compute (const ModelExperiment *experiment, GError **error);
/**
 * model_moments_compute_cancellable:
 * @cancel: (nullable): read atomically, at each thousand samples or less and between pieces of
 *   the covariance
 *
 * Errors: also MODEL_ERROR_CANCELLED.
 */
ModelMoments *model_moments_compute_cancellable (const ModelExperiment *experiment,
                                                 const int *cancel,
                                                 GError **error);

/**
 * model_moments_whiten:
 * Samples as a run is trained on them: where the experiment asks for it, the inputs of each
 * modality are turned and scaled by what makes the training data's second moments 1.
 * @data: (inout): model_dataset_new()'s; its moments are then those of the run, but for dropout and
 *   unimodal losses
 * @test: (inout): model_dataset_new_test()'s, turned alike; or NULL
 *
 * Errors: MODEL_ERROR_RANGE where a modality is singular.
 */
gboolean model_moments_whiten (const ModelExperiment *experiment,
                               ModelDataset **data,
                               ModelDataset **test,
                               GError **error);
/* From moments of data to those whose plain loss is the loss with modality dropout, in expectation,
 * and with further losses of one modality alone. Not yet shared. */
void model_moments_take_objective (ModelMoments *self, const ModelExperiment *experiment);
/* Whether what is minimised is more than the plain loss: modality dropout, unimodal losses. */
gboolean model_moments_has_objective (const ModelExperiment *experiment);

/**
 * model_moments_solve:
 * The global pseudo-inverse solution W* = sigma_yx sigma^+ (n), the network's least-squares end.
 * Source: eq 6.
 */
void model_moments_solve (const ModelMoments *self, double *w_star);
/* FALSE where cancelled, see num_matrix_solve_pseudo(); w_star is then undefined. */
gboolean
model_moments_solve_cancellable (const ModelMoments *self, double *w_star, const int *cancel);
/* The same for one modality alone, s_m S_m^+ (n_m): where the saddle M_m sits (eq 7). */
gboolean
model_moments_solve_modality (const ModelMoments *self, int m, double *w, const int *cancel);
/* Loss (sigma_yy - 2 s.W + W S W') / 2 of total weights w (n). */
double model_moments_loss (const ModelMoments *self, const double *w);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelMoments, model_moments_unref)

G_END_DECLS
