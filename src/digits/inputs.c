/* Pairs of images. Pixels stay bytes, and noise is drawn whenever a sample is wanted: what is kept
 * is one byte a pixel. */
#include "digits/inputs.h"

#include "num/rng.h"

#include <string.h>

enum
{
  PER_TASK = 32 /* samples */
};

struct DigitsInputs
{
  DigitsImages *images;
  const DigitsSet *set;
  int pixels;
  DigitsCorruption corruption;
  guint64 seed;
  guint key, round;
  float value[256]; /* the normalised value of a pixel */
  guint8 *kinds;    /* (n), of this round */
};

/* Numbers of one sample (index from 1), or of all kinds (0), in this round. */
static NumRng *
new_rng (const DigitsInputs *self, int index)
{
  return num_rng_new (self->seed, NUM_STREAM_CORRUPTION + ((guint64) index << 8) +
                                      ((guint64) self->key << 40) + ((guint64) self->round << 44));
}

static DigitsKind
draw_kind (const DigitsCorruption *corruption, NumRng *rng)
{
  const double u = num_rng_uniform (rng, 0, 1);

  if (u < corruption->probability_b)
    return DIGITS_CORRUPTED_B;
  return u < corruption->probability_b + corruption->probability_a ? DIGITS_CORRUPTED_A
                                                                   : DIGITS_CLEAN;
}

DigitsInputs *
digits_inputs_new (DigitsImages *images,
                   const DigitsSet *set,
                   const DigitsCorruption *corruption,
                   guint64 seed,
                   guint key)
{
  g_return_val_if_fail (set == &images->train || set == &images->test, NULL);

  DigitsInputs *self = g_new0 (DigitsInputs, 1);
  self->images = digits_images_ref (images);
  self->set = set;
  self->pixels = images->side * images->side;
  self->corruption = *corruption;
  self->seed = seed;
  self->key = key;
  for (int i = 0; i < 256; i++)
    self->value[i] = (i / 255.0 - DIGITS_MEAN) / DIGITS_DEVIATION;
  self->kinds = g_new (guint8, set->n);
  digits_inputs_set_round (self, 0);
  return self;
}

void
digits_inputs_free (DigitsInputs *self)
{
  if (self == NULL)
    return;
  g_free (self->kinds);
  digits_images_unref (self->images);
  g_free (self);
}

void
digits_inputs_set_round (DigitsInputs *self, guint round)
{
  NumRng *rng;

  self->round = round;
  rng = new_rng (self, 0);
  for (int i = 0; i < self->set->n; i++)
    self->kinds[i] = draw_kind (&self->corruption, rng);
  num_rng_free (rng);
}

int
digits_inputs_get_count (const DigitsInputs *self)
{
  return self->set->n;
}

DigitsKind
digits_inputs_get_kind (const DigitsInputs *self, int sample)
{
  return self->kinds[sample];
}

static void
write_image (const DigitsInputs *self, int sample, gboolean corrupted, float *x)
{
  const guint8 *pixels = self->set->pixels + (gsize) sample * self->pixels;
  const float remains = self->corruption.remains;
  NumRng *rng;

  for (int k = 0; k < self->pixels; k++)
    x[k] = self->value[pixels[k]];
  if (!corrupted)
    return;
  rng = new_rng (self, sample + 1);
  for (int k = 0; k < self->pixels; k++)
    x[k] = remains * x[k] + self->corruption.noise * num_rng_normal (rng);
  num_rng_free (rng);
}

void
digits_inputs_write (const DigitsInputs *self, int sample, DigitsSight sight, float *x)
{
  static const DigitsSight alone[2] = { DIGITS_SEES_A, DIGITS_SEES_B };
  static const DigitsKind corrupted[2] = { DIGITS_CORRUPTED_A, DIGITS_CORRUPTED_B };

  for (int m = 0; m < 2; m++, x += self->pixels)
    if (sight == DIGITS_SEES_BOTH || sight == alone[m])
      write_image (self, sample, sight == DIGITS_SEES_BOTH && self->kinds[sample] == corrupted[m],
                   x);
    else
      memset (x, 0, sizeof *x * self->pixels);
}

typedef struct
{
  const DigitsInputs *inputs;
  const int *samples;
  int first, n;
  DigitsSight sight;
  float *x;
  guint8 *labels;
} Job;

static void
gather_some (int task, int worker, gpointer data)
{
  const Job *job = data;

  for (int i = task * PER_TASK; i < MIN (job->n, (task + 1) * PER_TASK); i++)
    {
      const int sample = job->samples ? job->samples[i] : job->first + i;

      digits_inputs_write (job->inputs, sample, job->sight,
                           job->x + (gsize) 2 * i * job->inputs->pixels);
      job->labels[i] = job->inputs->set->labels[sample];
    }
}

void
digits_inputs_gather (const DigitsInputs *self,
                      const int *samples,
                      int first,
                      int n,
                      DigitsSight sight,
                      DigitsTeam *team,
                      float *x,
                      guint8 *labels)
{
  Job job = { self, samples, first, n, sight, x, labels };

  digits_team_run (team, (n + PER_TASK - 1) / PER_TASK, gather_some, &job);
}
