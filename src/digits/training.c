/* Training: epochs of shuffled batches, each followed by a test with both images and with each one
 * alone. */
#include "digits/training.h"

#include "digits/cross_entropy.h"
#include "num/rng.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  TEST_CHUNK = 500, /* samples of one piece of a test */
  SIGHTS = 3,
  TRAIN_KEY = 1,
  TEST_KEY = 2
};

/* A test under way. */
typedef struct
{
  int sight, sample; /* where it goes on; sight == SIGHTS: there is none */
  int correct[SIGHTS];
  double loss;
} Test;

struct DigitsTraining
{
  DigitsOptions options;
  DigitsImages *images;
  DigitsTeam *team;
  DigitsNet *net;
  DigitsInputs *train, *test;
  int n_train, n_test, batch;
  int epoch;  /* complete ones */
  int sample; /* of the order: where the next batch begins */
  int *order;
  double loss_sum; /* of the samples since the last test */
  int n_loss;      /* how many */
  Test testing;
  GArray *rows; /* of DigitsRow */
  float *x, *logits;
  guint8 *labels;
  gint64 pieces; /* of work that are done */
  DigitsStatus status;
  char *reason;
};

static int
get_int (const DigitsTraining *self, DigitsKey key)
{
  return digits_options_get_int (&self->options, key);
}

static void
begin_test (DigitsTraining *self)
{
  self->testing = (Test){ 0 };
}

/* A new order for each epoch, whatever the orders before it (Fisher-Yates). */
static void
shuffle (DigitsTraining *self)
{
  NumRng *rng = num_rng_new (get_int (self, DIGITS_KEY_SEED),
                             NUM_STREAM_SHUFFLE + ((guint64) self->epoch << 8));

  for (int i = 0; i < self->n_train; i++)
    self->order[i] = i;
  for (int i = self->n_train - 1; i > 0; i--)
    {
      const int k = (int) num_rng_uniform (rng, 0, i + 1), other = self->order[k];

      self->order[k] = self->order[i];
      self->order[i] = other;
    }
  num_rng_free (rng);
  if (get_int (self, DIGITS_KEY_REDRAW))
    digits_inputs_set_round (self->train, self->epoch);
  self->sample = 0;
}

DigitsInputs *
digits_training_new_inputs (const DigitsOptions *options, DigitsImages *images)
{
  g_return_val_if_fail (options != NULL && images != NULL, NULL);

  const DigitsCorruption corruption = digits_options_get_corruption (options);
  return digits_inputs_new (images, &images->train, &corruption,
                            digits_options_get_int (options, DIGITS_KEY_SEED), TRAIN_KEY);
}

static void
set_up (DigitsTraining *self)
{
  const DigitsCorruption corruption = digits_options_get_corruption (&self->options);
  const int pixels = self->images->side * self->images->side;
  const guint64 seed = get_int (self, DIGITS_KEY_SEED);
  const int most = MAX (self->batch, TEST_CHUNK);

  self->train = digits_training_new_inputs (&self->options, self->images);
  self->test = digits_inputs_new (self->images, &self->images->test, &corruption, seed, TEST_KEY);
  self->order = g_new (int, self->n_train);
  self->x = g_new (float, (gsize) 2 * most * pixels);
  self->labels = g_new (guint8, most);
  self->logits = g_new (float, TEST_CHUNK *DIGITS_CLASSES);
  self->rows = g_array_new (FALSE, FALSE, sizeof (DigitsRow));
  shuffle (self);
  begin_test (self);
}

DigitsTraining *
digits_training_new (const DigitsOptions *options,
                     DigitsImages *images,
                     int threads,
                     GError **error)
{
  g_return_val_if_fail (options != NULL && images != NULL, NULL);

  if (!digits_options_validate (options, images->side, error))
    return NULL;
  DigitsTraining *self = g_new0 (DigitsTraining, 1);
  const DigitsShape shape = digits_options_get_shape (options, images->side);
  self->options = *options;
  self->images = digits_images_ref (images);
  self->n_train = MIN (images->train.n, get_int (self, DIGITS_KEY_TRAIN));
  self->n_test = MIN (images->test.n, get_int (self, DIGITS_KEY_TEST));
  self->batch = MIN (self->n_train, get_int (self, DIGITS_KEY_BATCH));
  self->team = digits_team_new (threads);
  self->net = digits_net_new (&shape, get_int (self, DIGITS_KEY_SEED),
                              MAX (self->batch, TEST_CHUNK), self->team, NULL);
  set_up (self);
  return self;
}

void
digits_training_free (DigitsTraining *self)
{
  if (self == NULL)
    return;
  digits_inputs_free (self->train);
  digits_inputs_free (self->test);
  digits_net_free (self->net);
  digits_team_free (self->team);
  digits_images_unref (self->images);
  g_array_unref (self->rows);
  g_free (self->order);
  g_free (self->x);
  g_free (self->labels);
  g_free (self->logits);
  g_free (self->reason);
  g_free (self);
}

/* The loss was not finite, or what comes of it is not: no row with such numbers is written. */
static void
diverge (DigitsTraining *self)
{
  char rate[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (rate, sizeof rate, "%g", self->options.values[DIGITS_KEY_RATE]);
  self->status = DIGITS_DIVERGED;
  self->reason = g_strdup_printf (_ ("diverged at epoch %d: learning rate %s is too large"),
                                  self->epoch, rate);
}

static void
finish_test (DigitsTraining *self)
{
  const gboolean at_end = self->sample == self->n_train;
  DigitsRow row = { .epoch = self->epoch + (at_end ? 0 : (double) self->sample / self->n_train),
                    .loss = self->testing.loss / self->n_test,
                    .train_loss = self->n_loss > 0 ? self->loss_sum / self->n_loss : NAN };

  for (int s = 0; s < SIGHTS; s++)
    row.accuracy[s] = (double) self->testing.correct[s] / self->n_test;
  if (!isfinite (row.loss))
    {
      diverge (self);
      return;
    }
  g_array_append_val (self->rows, row);
  self->loss_sum = 0;
  self->n_loss = 0;
  if (at_end)
    shuffle (self);
  if (self->epoch >= get_int (self, DIGITS_KEY_EPOCHS))
    self->status = DIGITS_FINISHED;
}

static void
count_correct (DigitsTraining *self, int n)
{
  Test *t = &self->testing;

  for (int i = 0; i < n; i++)
    {
      float *logits = self->logits + i * DIGITS_CLASSES;

      t->correct[t->sight] += digits_cross_entropy_classify (logits) == self->labels[i];
      if (t->sight == DIGITS_SEES_BOTH)
        t->loss += digits_cross_entropy (logits, self->labels[i]);
    }
}

static void
test_some (DigitsTraining *self, const int *cancel)
{
  Test *t = &self->testing;
  const int n = MIN (TEST_CHUNK, self->n_test - t->sample);

  digits_inputs_gather (self->test, NULL, t->sample, n, t->sight, self->team, self->x,
                        self->labels);
  if (!digits_net_predict (self->net, self->x, n, cancel, self->logits))
    return;
  count_correct (self, n);
  self->pieces++;
  t->sample += n;
  if (t->sample < self->n_test)
    return;
  t->sample = 0;
  if (++t->sight == SIGHTS)
    finish_test (self);
}

/* Tests of this epoch that come before a sample, or with it. */
static int
find_check (const DigitsTraining *self, int sample)
{
  return (int) ((gint64) sample * get_int (self, DIGITS_KEY_CHECKS) / self->n_train);
}

static void
step (DigitsTraining *self, const int *cancel)
{
  const int n = MIN (self->batch, self->n_train - self->sample);
  const double *values = self->options.values;
  const double rate = values[DIGITS_KEY_RATE] * pow (values[DIGITS_KEY_DECAY], self->epoch);
  double loss;

  digits_inputs_gather (self->train, self->order + self->sample, 0, n, DIGITS_SEES_BOTH, self->team,
                        self->x, self->labels);
  if (!digits_net_step (self->net, self->x, self->labels, n, rate, cancel, &loss))
    return;
  self->pieces++;
  if (!isfinite (loss))
    {
      diverge (self);
      return;
    }
  self->loss_sum += loss * n;
  self->n_loss += n;
  const int check = find_check (self, self->sample);
  self->sample += n;
  if (self->sample == self->n_train)
    self->epoch++;
  if (find_check (self, self->sample) > check)
    begin_test (self);
}

DigitsStatus
digits_training_advance (DigitsTraining *self, const int *cancel)
{
  g_return_val_if_fail (self != NULL, DIGITS_FINISHED);

  if (self->status != DIGITS_RUNNING)
    return self->status;
  if (self->testing.sight < SIGHTS)
    test_some (self, cancel);
  else
    step (self, cancel);
  return self->status;
}

gboolean
digits_training_is_known (const DigitsTraining *self)
{
  return !isnan (digits_record_find_ratio ((const DigitsRow *) (const void *) self->rows->data,
                                           self->rows->len,
                                           self->options.values[DIGITS_KEY_THRESHOLD]));
}

const DigitsOptions *
digits_training_get_options (const DigitsTraining *self)
{
  return &self->options;
}

const DigitsRow *
digits_training_get_rows (const DigitsTraining *self, int *n)
{
  *n = self->rows->len;
  return (const DigitsRow *) (const void *) self->rows->data;
}

gint64
digits_training_get_pieces (const DigitsTraining *self)
{
  return self->pieces;
}

double
digits_training_get_progress (const DigitsTraining *self)
{
  /* A complete epoch is counted already, while it is tested. */
  const double part = (double) (self->sample % self->n_train) / self->n_train;

  if (self->status == DIGITS_FINISHED)
    return 1;
  return MIN (1, (self->epoch + part) / get_int (self, DIGITS_KEY_EPOCHS));
}

const DigitsInputs *
digits_training_get_inputs (const DigitsTraining *self)
{
  return self->train;
}

DigitsNet *
digits_training_get_net (DigitsTraining *self)
{
  return self->net;
}

const char *
digits_training_get_reason (const DigitsTraining *self)
{
  return self->reason;
}
