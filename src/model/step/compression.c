/* Which small network stands for a wide one, remembered for the networks used last. */
#include "model/step/compression.h"

#include "model/step/basis_search.h"
#include "model/optimizer/optimizer.h"
#include "model/step/sample_descent.h"
#include "num/blas.h"
#include "num/matrix.h"

#include <math.h>
#include <string.h>

/* So few that a closed basis costs no more than to draw the weights. */
#define FEW_INPUTS 32
/* Everything that a basis depends on. */
typedef struct
{
  guint64 seed;
  ModelNetworkShape shape;
  ModelInit init;
} Key;

struct ModelCompression
{
  gatomicrefcount ref_count;
  Key key;
  int width; /* 0: full width */
  double error;
  ModelBasis *basis;       /* NULL at full width, or of a balanced start */
  ModelNetwork *unit;      /* the normals behind the initial weights, in the basis */
  ModelNetworkNorms norms; /* of those normals, at full width */
};

static void
init_key (Key *key, const ModelExperiment *experiment)
{
  memset (key, 0, sizeof *key);
  key->seed = model_experiment_get (experiment, MODEL_SEED);
  key->init = model_experiment_get_int (experiment, MODEL_INIT);
  model_network_shape_from_experiment (&key->shape, experiment);
}

ModelCompression *
model_compression_ref (ModelCompression *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
model_compression_unref (ModelCompression *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  model_basis_free (self->basis);
  model_network_free (self->unit);
  g_free (self);
}

static ModelCompression *
new_blank (const Key *key)
{
  ModelCompression *self = g_new0 (ModelCompression, 1);

  g_atomic_ref_count_init (&self->ref_count);
  memcpy (&self->key, key, sizeof *key); /* padding and all: keys are compared so */
  return self;
}

gboolean
model_compression_is_full_width (const ModelCompression *self)
{
  return self->width == 0;
}

int
model_compression_get_width (const ModelCompression *self)
{
  return self->width > 0 ? self->width : self->key.shape.width;
}

double
model_compression_get_error (const ModelCompression *self)
{
  return self->error;
}

static gboolean
is_shallow (const Key *key)
{
  return MAX (key->shape.branch_depth[0], key->shape.branch_depth[1]) + key->shape.shared_depth ==
         2;
}

/* Takes over the basis that the network will be trained in. */
static void
keep (ModelCompression *self, ModelBasis *basis, double error, const ModelNetwork *normals)
{
  self->basis = basis;
  self->unit = model_basis_project (basis, normals);
  self->width = model_basis_get_dimension (basis);
  self->error = error;
}

/* The Krylov spaces of two layers, where they are closed: exact. FALSE where cancelled. */
static gboolean
learn_shallow (ModelCompression *self, const ModelNetwork *normals, const int *cancel)
{
  g_autoptr (ModelBasis) basis =
      model_basis_new (normals, normals->shape.width * 2 / 3 + 1, cancel);

  if (basis != NULL && model_basis_is_closed (basis))
    keep (self, model_basis_copy (basis, model_basis_get_dimension (basis)), 0, normals);
  return basis != NULL;
}

/* FALSE where cancelled. */
static gboolean
learn (ModelCompression *self, const int *cancel)
{
  g_autoptr (ModelNetwork) normals = model_network_new (&self->key.shape);
  ModelBasis *basis;
  double error;

  if (!model_network_draw (normals, self->key.seed, cancel))
    return FALSE;
  model_network_compute_norms (normals, &self->norms);
  if (is_shallow (&self->key))
    return learn_shallow (self, normals, cancel);
  if (!model_basis_search (normals, self->key.init, &self->norms, cancel, &basis, &error))
    return FALSE;
  if (basis != NULL)
    keep (self, basis, error, normals);
  return TRUE;
}

/* What is known without looking at any weight, or NULL. */
static ModelCompression *
decide (const Key *key, gboolean allowed)
{
  ModelCompression *self;

  if (allowed && key->init != MODEL_INIT_BALANCED && model_basis_pays (3, key->shape.width))
    return NULL;
  self = new_blank (key);
  if (allowed && key->init == MODEL_INIT_BALANCED)
    self->width = 1;
  return self;
}

/* What was learned, newest last. A pure function of its key, so it changes no result. cache_lock
 * guards both. */
static GMutex cache_lock;
static GQueue cache = G_QUEUE_INIT;
static gsize cache_bytes;

#define CACHE_BYTES (64u << 20)

static gsize
get_bytes (const ModelCompression *self)
{
  gsize bytes = sizeof *self;

  if (self->basis != NULL)
    bytes += model_basis_get_bytes (self->basis) + self->unit->n_weights * sizeof (double);
  return bytes;
}

static ModelCompression *
look_up (const Key *key)
{
  ModelCompression *found = NULL;

  g_mutex_lock (&cache_lock);
  for (GList *l = cache.head; l != NULL; l = l->next)
    if (memcmp (&((ModelCompression *) l->data)->key, key, sizeof *key) == 0)
      {
        g_queue_unlink (&cache, l);
        g_queue_push_tail_link (&cache, l);
        found = model_compression_ref (l->data);
        break;
      }
  g_mutex_unlock (&cache_lock);
  return found;
}

static void
drop_oldest (void)
{
  ModelCompression *oldest = g_queue_pop_head (&cache);

  cache_bytes -= get_bytes (oldest);
  model_compression_unref (oldest);
}

static void
remember (ModelCompression *self)
{
  g_mutex_lock (&cache_lock);
  g_queue_push_tail (&cache, model_compression_ref (self));
  cache_bytes += get_bytes (self);
  while (cache_bytes > CACHE_BYTES)
    drop_oldest ();
  g_mutex_unlock (&cache_lock);
}

/* A balanced first layer is an outer product: its rows tell how much of the small one's row each
 * neuron has. */
static double *
find_balanced_vector (const ModelNetworkLayer *wide, const ModelNetworkLayer *small)
{
  const double norm = cblas_ddot (small->cols, small->w, 1, small->w, 1);
  double *vector = num_alloc (wide->rows);

  for (int i = 0; i < wide->rows; i++)
    vector[i] = cblas_ddot (wide->cols, wide->w + (gsize) i * wide->cols, 1, small->w, 1) / norm;
  return vector;
}

double *
model_compression_dup_vectors (const ModelCompression *self,
                               int m,
                               const ModelExperiment *experiment,
                               double init_scale,
                               const ModelMoments *moments,
                               int *n)
{
  g_autoptr (ModelNetwork) wide = NULL;
  g_autoptr (ModelNetwork) start = NULL;

  if (self->basis != NULL)
    {
      const double *vectors = model_basis_get_first (self->basis, m, n);
      const gsize size = (gsize) *n * self->key.shape.width;
      double *copy = vectors != NULL ? num_alloc (size) : NULL;

      if (copy != NULL)
        memcpy (copy, vectors, size * sizeof *copy);
      return copy;
    }
  if (self->key.shape.branch_depth[m] == 1 && self->key.shape.shared_depth == 0)
    return NULL;
  wide = model_network_new (&self->key.shape);
  model_network_initialise (wide, experiment, init_scale, moments);
  start = model_compression_new_start (self, experiment, init_scale, moments);
  *n = 1;
  return find_balanced_vector (&wide->branch[m][0], &start->branch[m][0]);
}

void
model_compression_forget (void)
{
  g_mutex_lock (&cache_lock);
  while (!g_queue_is_empty (&cache))
    drop_oldest ();
  g_mutex_unlock (&cache_lock);
}

/* Learned now, and remembered. NULL where cancelled. */
static ModelCompression *
learn_new (const Key *key, const int *cancel)
{
  ModelCompression *self = new_blank (key);

  if (!learn (self, cancel))
    {
      model_compression_unref (self);
      return NULL;
    }
  remember (self);
  return self;
}

/* What is known, or NULL. */
static ModelCompression *
find (const ModelExperiment *experiment, Key *key)
{
  const gboolean allowed =
      model_experiment_get_int (experiment, MODEL_COMPRESSION) == MODEL_COMPRESSION_AUTO &&
      !model_sample_descent_applies (experiment) && !model_optimizer_is_elementwise (experiment);
  ModelCompression *self;

  init_key (key, experiment);
  self = decide (key, allowed);
  return self != NULL ? self : look_up (key);
}

ModelCompression *
model_compression_get (const ModelExperiment *experiment, const int *cancel)
{
  Key key;
  ModelCompression *self = find (experiment, &key);

  return self != NULL ? self : learn_new (&key, cancel);
}

ModelCompression *
model_compression_peek (const ModelExperiment *experiment)
{
  Key key;
  ModelCompression *self = find (experiment, &key);

  /* Two layers have no large matrix, and are closed at once. */
  if (self == NULL && is_shallow (&key) && key.shape.inputs[0] + key.shape.inputs[1] <= FEW_INPUTS)
    self = learn_new (&key, NULL);
  return self;
}

ModelNetwork *
model_compression_new_start (const ModelCompression *self,
                             const ModelExperiment *experiment,
                             double init_scale,
                             const ModelMoments *moments)
{
  ModelNetworkShape shape = self->key.shape;
  ModelNetwork *start;

  if (self->basis != NULL)
    return model_network_new_scaled (self->unit, self->width, self->key.init, &self->norms,
                                     init_scale);
  shape.width = self->width;
  start = model_network_new (&shape);
  model_network_initialise (start, experiment, init_scale, moments);
  return start;
}

/* A layer out in' u of a balanced start becomes out times the row that a first layer has become, or
 * times as large as any other has. */
static void
expand_balanced (const ModelNetworkLayer *start,
                 const ModelNetworkLayer *now,
                 const ModelNetworkLayer *wide)
{
  const double norm = cblas_ddot (start->cols, start->w, 1, start->w, 1);

  if (start->cols == wide->cols && wide->cols != 1)
    for (int i = 0; i < wide->rows; i++)
      {
        double *row = wide->w + (gsize) i * wide->cols;
        const double out = cblas_ddot (wide->cols, row, 1, start->w, 1) / norm;

        for (int j = 0; j < wide->cols; j++)
          row[j] = out * now->w[j];
      }
  else
    cblas_dscal (wide->rows * wide->cols, now->w[0] / start->w[0], wide->w, 1);
}

static void
scale_parts (ModelNetwork *network, const double *scale)
{
  for (int part = 0; part < 3; part++)
    for (int l = 0; l < model_network_shape_depth (&network->shape, part); l++)
      {
        const ModelNetworkLayer *layer = model_network_layer (network, part, l);

        cblas_dscal (layer->rows * layer->cols, scale[part], layer->w, 1);
      }
}

ModelNetwork *
model_compression_expand (const ModelCompression *self,
                          const ModelNetwork *small,
                          const ModelExperiment *experiment,
                          double init_scale,
                          const ModelMoments *moments,
                          const double *shrink,
                          const int *cancel)
{
  g_autoptr (ModelNetwork) wide = model_network_new (&self->key.shape);
  g_autoptr (ModelNetwork) start = NULL;

  if (!model_network_initialise_cancellable (wide, experiment, init_scale, moments, cancel))
    return NULL;
  start = model_compression_new_start (self, experiment, init_scale, moments);
  if (shrink != NULL)
    {
      scale_parts (wide, shrink);
      scale_parts (start, shrink);
    }
  if (self->basis != NULL)
    model_basis_expand (self->basis, start, small, wide);
  else
    for (int part = 0; part < 3; part++)
      for (int l = 0; l < model_network_shape_depth (&self->key.shape, part); l++)
        expand_balanced (model_network_layer (start, part, l), model_network_layer (small, part, l),
                         model_network_layer (wide, part, l));
  return g_steal_pointer (&wide);
}
