/* Candidates for a deep network's basis, each tried on data that it was not made for. */
#include "model/step/basis_search.h"

#include "model/step/basis_check.h"
#include "num/cancel.h"

/* Data other than those compared on were seen to be up to ten times as sensitive. */
#define SAFETY 10
/* Weights of the largest network that is probed at full width: 8 layers of 100, late fusion, have
 * 120,000. */
#define LEARNABLE 250000
/* Dimensions of the smallest basis: what one register or two hold. */
#define LEAST 8

typedef struct
{
  const ModelNetwork *normals;
  ModelInit init;
  const ModelNetworkNorms *norms;
  const int *cancel;
  ModelBasis *basis;  /* at hand; NULL: none yet */
  ModelNetwork *unit; /* the normals in it */
  gboolean cancelled, good;
  ModelBasis *best; /* so far, or NULL */
  double error;
} Search;

static ModelNetwork *
start_cb (gpointer data, int dimension, double init_scale)
{
  const Search *self = data;
  const gboolean full = dimension == self->normals->shape.width;

  return model_network_new_scaled (full ? self->normals : self->unit, dimension, self->init,
                                   self->norms, init_scale);
}

/* Takes a basis over. FALSE for NULL, which leaves the one at hand. */
static gboolean
set_basis (Search *self, ModelBasis *basis)
{
  if (basis == NULL)
    return FALSE;
  model_basis_free (self->basis);
  model_network_free (self->unit);
  self->basis = basis;
  self->unit = model_basis_project (basis, self->normals);
  return TRUE;
}

static gboolean
is_over (const Search *self)
{
  return self->good || self->cancelled;
}

/* The columns of a first layer alone would not fit. */
static gboolean
is_candidate (const Search *self, int width)
{
  const ModelNetworkShape *shape = &self->normals->shape;

  return model_basis_pays (width, shape->width) && MAX (shape->inputs[0], shape->inputs[1]) < width;
}

static ModelBasisCheck *
new_check (Search *self, int pilot, int reference)
{
  return model_basis_check_new (self->normals->shape.inputs, start_cb, self, pilot, reference,
                                self->cancel);
}

/* Measures the basis at hand, cut to a width. */
static void
measure (Search *self, const ModelBasisCheck *check, int width)
{
  const double difference = model_basis_check_compare (check, start_cb, self, width, self->cancel);

  self->cancelled = difference < 0;
  if (self->cancelled || (self->best != NULL && SAFETY * difference >= self->error))
    return;
  model_basis_free (self->best);
  self->best = model_basis_copy (self->basis, width);
  self->error = SAFETY * difference;
  self->good = self->error <= MODEL_BASIS_SEARCH_GOOD;
}

/* The first vectors of Krylov spaces, against about twice as many. */
static void
try_krylov (Search *self, int width, int reference)
{
  g_autoptr (ModelBasisCheck) check = NULL;

  if (is_over (self) || !is_candidate (self, width))
    return;
  self->cancelled = !set_basis (self, model_basis_new (self->normals, reference, self->cancel));
  if (self->cancelled)
    return;
  check = new_check (self, width, model_basis_get_dimension (self->basis));
  if (check != NULL)
    measure (self, check, width);
  else
    self->cancelled = num_is_cancelled (self->cancel);
}

/* What probes at full width moved in. FALSE where there is nothing to learn, or cancelled. */
static gboolean
learn (Search *self, int limit)
{
  g_autoptr (ModelProbe) probe = NULL;

  /* Pilots need a basis to run in. */
  if (self->basis == NULL &&
      !set_basis (self, model_basis_new (self->normals, limit, self->cancel)))
    return FALSE;
  probe = model_probe_new (&self->normals->shape, start_cb, self,
                           model_basis_get_dimension (self->basis), self->cancel);
  return probe != NULL &&
         set_basis (self, model_basis_new_learned (self->normals, probe, limit, self->cancel));
}

/* The same, against full width: some thousand epochs of it. */
static void
try_learned (Search *self)
{
  static const int widths[] = { LEAST, 2 * LEAST, 4 * LEAST, 6 * LEAST, 8 * LEAST };
  const int most = widths[G_N_ELEMENTS (widths) - 1];
  g_autoptr (ModelBasisCheck) check = NULL;
  gboolean any = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    any = any || is_candidate (self, widths[i]);
  if (is_over (self) || !any || self->normals->n_weights > LEARNABLE)
    return;
  if (learn (self, most))
    check = new_check (self, model_basis_get_dimension (self->basis), self->normals->shape.width);
  self->cancelled = check == NULL && num_is_cancelled (self->cancel);
  for (gsize i = 0; i < G_N_ELEMENTS (widths) && check != NULL; i++)
    if (!is_over (self) && is_candidate (self, widths[i]))
      measure (self, check, widths[i]);
}

gboolean
model_basis_search (const ModelNetwork *normals,
                    ModelInit init,
                    const ModelNetworkNorms *norms,
                    const int *cancel,
                    ModelBasis **found,
                    double *error)
{
  Search self = { normals, init, norms, cancel };

  try_krylov (&self, LEAST, 2 * LEAST);
  try_krylov (&self, 2 * LEAST, 4 * LEAST);
  try_learned (&self);
  try_krylov (&self, 4 * LEAST, 8 * LEAST);
  try_krylov (&self, 8 * LEAST, 12 * LEAST);
  *error = self.error;
  *found = !self.cancelled && self.best != NULL && self.error <= MODEL_BASIS_SEARCH_BOUND
               ? g_steal_pointer (&self.best)
               : NULL;
  model_basis_free (self.best);
  model_basis_free (self.basis);
  model_network_free (self.unit);
  return !self.cancelled;
}
