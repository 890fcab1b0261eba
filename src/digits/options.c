/* The options of a digits run, in one table. */
#include "digits/options.h"

#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  MLP_DEPTH = 5,
  MLP_WIDTH = 500,
  /* With the dense layer as many layers as the MLP: the paper's dense layer takes 32 * 10 * 10
   * numbers, what four convolutions leave. */
  CNN_DEPTH = 4,
  CNN_WIDTH = 32
};

static const DigitsParameter parameters[DIGITS_N_KEYS] = {
  { "depth", DIGITS_MIN_DEPTH, DIGITS_MAX_DEPTH, MLP_DEPTH, TRUE,
    N_ ("layers of the MLP, the output's included (5); convolutions of the CNN (4)") },
  { "width", 1, DIGITS_MAX_WIDTH, MLP_WIDTH, TRUE,
    N_ ("units of a layer (500), or channels of a convolution (32)") },
  { "fusion", 1, DIGITS_MAX_LAYERS, 5, TRUE,
    N_ ("fusion layer: the first that takes both images; behind the CNN's convolutions there is "
        "one more") },
  { "epochs", 1, 10000, 200, TRUE, N_ ("epochs to train") },
  { "batch", 1, 10000, 1000, TRUE, N_ ("samples of one step") },
  { "rate", 1e-6, 10, 0.04, FALSE, N_ ("learning rate at the start") },
  { "decay", 0.1, 1, 0.996, FALSE, N_ ("factor of the learning rate from epoch to epoch") },
  { "seed", 0, 1e9, 1, TRUE, N_ ("seed of weights, order and corruption") },
  { "threshold", 0.11, 1, 0.5, FALSE,
    N_ ("accuracy of one modality alone at which it counts as learned") },
  { "corrupt-a", 0, 1, 0.2, FALSE,
    N_ ("part of the samples whose image A is corrupted (CNN: 0.16)") },
  { "corrupt-b", 0, 1, 0.6, FALSE,
    N_ ("part of the samples whose image B is corrupted (CNN: 0.8)") },
  { "remains", 0, 1, 0.1, FALSE, N_ ("part of a corrupted image that remains") },
  { "noise", 0, 10, 0.15, FALSE, N_ ("standard deviation of the noise in a corrupted image") },
  { "redraw", 0, 1, 1, TRUE,
    N_ ("1: corrupt the images to train on anew in every epoch; 0: once") },
  { "checks", 1, 100, 1, TRUE, N_ ("tests in an epoch: more find the times of quick learners") },
  { "train", 10, DIGITS_IDX_MAX_COUNT, 60000, TRUE, N_ ("images to train on, at most") },
  { "test", 10, DIGITS_IDX_MAX_COUNT, 10000, TRUE, N_ ("images to test on, at most") },
};

const DigitsParameter *
digits_parameter (DigitsKey key)
{
  g_return_val_if_fail (key < DIGITS_N_KEYS, NULL);
  return &parameters[key];
}

/* An MLP's corruption is that of the paper's text. Filters average the noise away: with it a CNN
 * learns B as soon as A, whatever the fusion layer. Its own is what the authors' published code
 * does in effect: A is fed with probability 0.8, B where A is not, both with 0.2. */
static const struct
{
  DigitsKey key;
  double value;
} of_cnn[] = {
  { DIGITS_KEY_DEPTH, CNN_DEPTH },
  { DIGITS_KEY_WIDTH, CNN_WIDTH },
  { DIGITS_KEY_CORRUPT_A, 0.16 },
  { DIGITS_KEY_CORRUPT_B, 0.8 },
};

void
digits_options_init (DigitsOptions *self, DigitsModel model)
{
  self->model = model;
  for (int key = 0; key < DIGITS_N_KEYS; key++)
    self->values[key] = parameters[key].fallback;
  for (gsize i = 0; model == DIGITS_CNN && i < G_N_ELEMENTS (of_cnn); i++)
    self->values[of_cnn[i].key] = of_cnn[i].value;
}

gboolean
digits_options_set (DigitsOptions *self, DigitsKey key, double value, GError **error)
{
  g_return_val_if_fail (self != NULL && key < DIGITS_N_KEYS, FALSE);

  const DigitsParameter *p = &parameters[key];
  const double maximum =
      key == DIGITS_KEY_FUSION ? digits_options_count_fusions (self) : p->maximum;
  char given[NUM_NUMBER_SIZE], low[NUM_NUMBER_SIZE], high[NUM_NUMBER_SIZE];

  if (value >= p->minimum && value <= maximum && (!p->integer || value == floor (value)))
    {
      self->values[key] = value;
      return TRUE;
    }
  g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_OPTION,
               p->integer ? _ ("%s = %s: allowed are whole numbers from %s to %s")
                          : _ ("%s = %s: allowed is %s to %s"),
               p->name, num_number_format (value, given), num_number_format (p->minimum, low),
               num_number_format (maximum, high));
  return FALSE;
}

gboolean
digits_options_equal (const DigitsOptions *self, const DigitsOptions *other)
{
  for (int key = 0; key < DIGITS_N_KEYS; key++)
    if (self->values[key] != other->values[key])
      return FALSE;
  return self->model == other->model;
}

int
digits_options_get_int (const DigitsOptions *self, DigitsKey key)
{
  return (int) self->values[key];
}

int
digits_options_count_fusions (const DigitsOptions *self)
{
  return digits_layout_count_fusions (self->model, digits_options_get_int (self, DIGITS_KEY_DEPTH));
}

DigitsShape
digits_options_get_shape (const DigitsOptions *self, int side)
{
  return (DigitsShape){ self->model, digits_options_get_int (self, DIGITS_KEY_DEPTH),
                        digits_options_get_int (self, DIGITS_KEY_WIDTH),
                        digits_options_get_int (self, DIGITS_KEY_FUSION), side };
}

DigitsCorruption
digits_options_get_corruption (const DigitsOptions *self)
{
  return (DigitsCorruption){ self->values[DIGITS_KEY_CORRUPT_A], self->values[DIGITS_KEY_CORRUPT_B],
                             self->values[DIGITS_KEY_REMAINS], self->values[DIGITS_KEY_NOISE] };
}

gboolean
digits_options_validate (const DigitsOptions *self, int side, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  const DigitsShape shape = digits_options_get_shape (self, side);
  const DigitsCorruption corruption = digits_options_get_corruption (self);
  DigitsLayout layout;

  if (!digits_layout_init (&layout, &shape, error))
    return FALSE;
  /* 0.4 + 0.6 may round to a little more than 1. */
  if (corruption.probability_a + corruption.probability_b <= 1 + 1e-12)
    return TRUE;
  g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_OPTION,
               _ ("corrupt-a + corrupt-b = %g: allowed is up to 1"),
               corruption.probability_a + corruption.probability_b);
  return FALSE;
}
