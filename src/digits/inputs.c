/* Pairs of images. Pixels stay bytes until they are wanted; noise alone is kept, of the corrupted
 * image of each pair. */
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
  double remains;
  float value[256]; /* the normalised value of a pixel */
  guint8 *kinds;    /* (n) */
  int *places;      /* (n): of the sample's noise, in images; -1 without */
  float *noise;     /* (corrupted samples, pixels) */
};

static DigitsKind
draw_kind (const DigitsCorruption *corruption, NumRng *rng)
{
  const double u = num_rng_uniform (rng, 0, 1);

  if (u < corruption->probability_b)
    return DIGITS_CORRUPTED_B;
  return u < corruption->probability_b + corruption->probability_a ? DIGITS_CORRUPTED_A
                                                                   : DIGITS_CLEAN;
}

static void
draw_noise (DigitsInputs *self, const DigitsCorruption *corruption, guint64 seed, guint key)
{
  int place = 0;

  for (int i = 0; i < self->set->n; i++)
    {
      const guint64 index = ((guint64) key << 32) + i;
      NumRng *rng;

      if (self->places[i] < 0)
        continue;
      rng = num_rng_new (seed, NUM_STREAM_CORRUPTION + ((index + 1) << 8));
      self->places[i] = place++;
      for (int k = 0; k < self->pixels; k++)
        self->noise[(gsize) self->places[i] * self->pixels + k] =
            corruption->noise * num_rng_normal (rng);
      num_rng_free (rng);
    }
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
  NumRng *rng = num_rng_new (seed, NUM_STREAM_CORRUPTION + ((guint64) key << 40));
  gsize corrupted = 0;

  self->images = digits_images_ref (images);
  self->set = set;
  self->pixels = images->side * images->side;
  self->remains = corruption->remains;
  for (int i = 0; i < 256; i++)
    self->value[i] = (i / 255.0 - DIGITS_MEAN) / DIGITS_DEVIATION;
  self->kinds = g_new (guint8, set->n);
  self->places = g_new (int, set->n);
  for (int i = 0; i < set->n; i++)
    {
      self->kinds[i] = draw_kind (corruption, rng);
      self->places[i] = self->kinds[i] == DIGITS_CLEAN ? -1 : 0;
      corrupted += self->kinds[i] != DIGITS_CLEAN;
    }
  num_rng_free (rng);
  self->noise = g_new (float, corrupted * self->pixels);
  draw_noise (self, corruption, seed, key);
  return self;
}

void
digits_inputs_free (DigitsInputs *self)
{
  if (self == NULL)
    return;
  g_free (self->kinds);
  g_free (self->places);
  g_free (self->noise);
  digits_images_unref (self->images);
  g_free (self);
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

int
digits_inputs_get_label (const DigitsInputs *self, int sample)
{
  return self->set->labels[sample];
}

static void
write_image (const DigitsInputs *self, int sample, gboolean corrupted, float *x)
{
  const guint8 *pixels = self->set->pixels + (gsize) sample * self->pixels;
  const float *noise = corrupted ? self->noise + (gsize) self->places[sample] * self->pixels : NULL;
  const float remains = self->remains;

  for (int k = 0; k < self->pixels; k++)
    x[k] = corrupted ? remains * self->value[pixels[k]] + noise[k] : self->value[pixels[k]];
}

void
digits_inputs_write (const DigitsInputs *self, int sample, DigitsSight sight, float *x)
{
  static const DigitsSight alone[2] = { DIGITS_SEES_A, DIGITS_SEES_B };
  static const DigitsKind corrupted[2] = { DIGITS_CORRUPTED_A, DIGITS_CORRUPTED_B };

  for (int m = 0; m < 2; m++, x += self->pixels)
    if (sight == DIGITS_SEES_BOTH || sight == alone[m])
      write_image (self, sample, self->kinds[sample] == corrupted[m], x);
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
