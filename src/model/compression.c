/* Which small network stands for a wide one, remembered for the networks used last. */
#include "model/compression.h"

#include "model/basis.h"
#include "model/cancel.h"
#include "model/sample_descent.h"
#include "model/validation.h"
#include "num/blas.h"
#include "num/matrix.h"

#include <math.h>
#include <string.h>

/* Data other than those compared on were seen to be up to ten times as sensitive. */
#define SAFETY 10
/* So few that a closed basis costs no more than to draw the weights. */
#define FEW_INPUTS 32
/* Weights of the largest network that is probed at full width: 8 layers of 100, late fusion, have
 * 120,000. */
#define LEARNABLE 250000
/* Dimensions of the smallest basis: what one register or two hold. */
#define LEAST 8

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
  ModelBasis *basis;               /* NULL at full width, or of a balanced start */
  ModelNetwork *unit;              /* the normals behind the initial weights, in the basis */
  double norm[3][MODEL_MAX_DEPTH]; /* of those normals, at full width */
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

/* The start at a scale: in the first `width` dimensions of `unit`, the normals in some basis. */
static ModelNetwork *
new_start (const ModelCompression *self, const ModelNetwork *unit, int width, double init_scale)
{
  ModelNetworkShape shape = self->key.shape;
  ModelNetwork *network;

  shape.width = width;
  network = model_network_new (&shape);
  for (int part = 0; part < 3; part++)
    for (int l = 0; l < model_network_shape_depth (&shape, part); l++)
      {
        const ModelNetworkLayer *from = model_network_layer (unit, part, l);
        const ModelNetworkLayer *to = model_network_layer (network, part, l);
        const double scale =
            model_network_layer_scale (self->key.init, init_scale, part == 2, self->norm[part][l]);

        for (int i = 0; i < MIN (from->rows, to->rows); i++)
          for (int j = 0; j < MIN (from->cols, to->cols); j++)
            to->w[i * to->cols + j] = scale * from->w[i * from->cols + j];
      }
  return network;
}

/* Two thirds of the width at most: else too little is gained. */
static gboolean
pays (const Key *key, int width)
{
  return width * 3 <= key->shape.width * 2;
}

static gboolean
is_shallow (const Key *key)
{
  return MAX (key->shape.branch_depth[0], key->shape.branch_depth[1]) + key->shape.shared_depth ==
         2;
}

/* Takes a basis over, and the normals in it. FALSE for NULL. */
static gboolean
set_basis (ModelCompression *self, ModelBasis *basis, const ModelNetwork *normals)
{
  g_clear_pointer (&self->basis, model_basis_free);
  g_clear_pointer (&self->unit, model_network_free);
  self->basis = basis;
  if (basis != NULL)
    self->unit = model_basis_project (basis, normals);
  return basis != NULL;
}

/* Takes over the basis that the network will be trained in. */
static void
keep (ModelCompression *self, ModelBasis *basis, double error, const ModelNetwork *normals)
{
  set_basis (self, basis, normals);
  self->width = model_basis_get_dimension (basis);
  self->error = error;
}

/* What runs begin from while a basis is chosen. */
typedef struct
{
  const ModelCompression *self;
  const ModelNetwork *normals;
} Trials;

static ModelNetwork *
start_cb (gpointer data, int dimension, double init_scale)
{
  const Trials *trials = data;
  const gboolean full = dimension == trials->self->key.shape.width;

  return new_start (trials->self, full ? trials->normals : trials->self->unit, dimension,
                    init_scale);
}

/* Looking for the smallest basis that is good: the one found, or else the best so far. */
typedef struct
{
  ModelCompression *self;
  Trials trials;
  const int *cancel;
  gboolean cancelled, found;
  ModelBasis *best; /* NULL: none so far */
  double error;
} Search;

/* The columns of a first layer alone would not fit. */
static gboolean
is_candidate (const Search *search, int width)
{
  const int *inputs = search->self->key.shape.inputs;

  return pays (&search->self->key, width) && MAX (inputs[0], inputs[1]) < width;
}

/* Measures the present basis, cut to a width. */
static void
measure (Search *search, const ModelValidation *validation, int width)
{
  const double difference =
      model_validation_compare (validation, start_cb, &search->trials, width, search->cancel);

  search->cancelled = difference < 0;
  if (search->cancelled || (search->best != NULL && SAFETY * difference >= search->error))
    return;
  model_basis_free (search->best);
  search->best = model_basis_copy (search->self->basis, width);
  search->error = SAFETY * difference;
  search->found = search->error <= MODEL_COMPRESSION_GOOD;
}

static void
end_unless_learnable (Search *search)
{
  search->cancelled = model_is_cancelled (search->cancel);
}

/* The first vectors of Krylov spaces, against about twice as many. */
static void
try_krylov (Search *search, int width, int reference)
{
  ModelCompression *self = search->self;
  g_autoptr (ModelValidation) validation = NULL;

  if (search->found || search->cancelled || !is_candidate (search, width))
    return;
  search->cancelled =
      !set_basis (self, model_basis_new (search->trials.normals, reference, search->cancel),
                  search->trials.normals);
  if (search->cancelled)
    return;
  validation = model_validation_new (self->key.shape.inputs, start_cb, &search->trials, width,
                                     model_basis_get_dimension (self->basis), search->cancel);
  if (validation != NULL)
    measure (search, validation, width);
  else
    end_unless_learnable (search);
}

/* Probes cost some thousand epochs at full width. */
static gboolean
is_learnable (const Search *search)
{
  return search->trials.normals->n_weights <= LEARNABLE && is_candidate (search, LEAST);
}

/* What probes at full width moved in, against full width; pilots run in the present basis. */
static void
try_learned (Search *search)
{
  static const int widths[] = { LEAST, 2 * LEAST, 4 * LEAST, 6 * LEAST, 8 * LEAST };
  ModelCompression *self = search->self;
  const ModelNetwork *normals = search->trials.normals;
  g_autoptr (ModelProbe) probe = NULL;
  g_autoptr (ModelValidation) validation = NULL;

  if (search->found || search->cancelled || !is_learnable (search) || self->unit == NULL)
    return;
  probe = model_probe_new (&self->key.shape, start_cb, &search->trials, self->unit->shape.width,
                           search->cancel);
  if (probe != NULL &&
      set_basis (self, model_basis_new_learned (normals, probe, widths[G_N_ELEMENTS (widths) - 1]),
                 normals))
    validation = model_validation_new (self->key.shape.inputs, start_cb, &search->trials,
                                       model_basis_get_dimension (self->basis),
                                       self->key.shape.width, search->cancel);
  if (validation == NULL)
    end_unless_learnable (search);
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    if (validation != NULL && !search->found && !search->cancelled &&
        is_candidate (search, widths[i]))
      measure (search, validation, widths[i]);
}

/* Tries bases from small to large. FALSE where cancelled. */
static gboolean
choose_basis (ModelCompression *self, ModelNetwork *normals, const int *cancel)
{
  Search search = { self, { self, normals }, cancel };

  try_krylov (&search, LEAST, 2 * LEAST);
  try_krylov (&search, 2 * LEAST, 4 * LEAST);
  try_learned (&search);
  try_krylov (&search, 4 * LEAST, 8 * LEAST);
  try_krylov (&search, 8 * LEAST, 12 * LEAST);
  if (!search.cancelled && search.best != NULL && search.error <= MODEL_COMPRESSION_BOUND)
    keep (self, g_steal_pointer (&search.best), search.error, normals);
  model_basis_free (search.best);
  return !search.cancelled;
}

/* FALSE where cancelled. */
static gboolean
learn (ModelCompression *self, const int *cancel)
{
  g_autoptr (ModelNetwork) normals = model_network_new (&self->key.shape);

  if (!model_network_draw (normals, self->key.seed, cancel))
    return FALSE;
  for (int part = 0; part < 3; part++)
    for (int l = 0; l < model_network_shape_depth (&self->key.shape, part); l++)
      {
        const ModelNetworkLayer *layer = model_network_layer (normals, part, l);

        self->norm[part][l] = cblas_dnrm2 (layer->rows * layer->cols, layer->w, 1);
      }
  if (!is_shallow (&self->key))
    return choose_basis (self, normals, cancel);
  if (!set_basis (self, model_basis_new (normals, self->key.shape.width * 2 / 3 + 1, cancel),
                  normals))
    return FALSE;
  if (model_basis_is_closed (self->basis))
    keep (self, model_basis_copy (self->basis, model_basis_get_dimension (self->basis)), 0,
          normals);
  return TRUE;
}

/* What is known without looking at any weight, or NULL. */
static ModelCompression *
decide (const Key *key, gboolean allowed)
{
  ModelCompression *self;

  if (allowed && key->init != MODEL_INIT_BALANCED && pays (key, 3))
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
  if (self->width == 0)
    {
      g_clear_pointer (&self->basis, model_basis_free);
      g_clear_pointer (&self->unit, model_network_free);
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
      !model_sample_descent_applies (experiment);
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
    return new_start (self, self->unit, self->width, init_scale);
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

ModelNetwork *
model_compression_expand (const ModelCompression *self,
                          const ModelNetwork *small,
                          const ModelExperiment *experiment,
                          double init_scale,
                          const ModelMoments *moments,
                          const int *cancel)
{
  g_autoptr (ModelNetwork) wide = model_network_new (&self->key.shape);
  g_autoptr (ModelNetwork) start = NULL;

  if (!model_network_initialise_cancellable (wide, experiment, init_scale, moments, cancel))
    return NULL;
  start = model_compression_new_start (self, experiment, init_scale, moments);
  if (self->basis != NULL)
    model_basis_expand (self->basis, start, small, wide);
  else
    for (int part = 0; part < 3; part++)
      for (int l = 0; l < model_network_shape_depth (&self->key.shape, part); l++)
        expand_balanced (model_network_layer (start, part, l), model_network_layer (small, part, l),
                         model_network_layer (wide, part, l));
  return g_steal_pointer (&wide);
}
