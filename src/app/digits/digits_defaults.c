/* Smaller than table 1's: a window's run is looked at. */
#include "app/digits/digits_defaults.h"

/* An MLP learns A within two epochs or three, a CNN within one or two. */
void
app_digits_defaults_set_model (DigitsOptions *options, DigitsModel model)
{
  static const DigitsKey keys[] = { DIGITS_KEY_DEPTH, DIGITS_KEY_CORRUPT_A, DIGITS_KEY_CORRUPT_B,
                                    DIGITS_KEY_FUSION };
  const gboolean cnn = model == DIGITS_CNN;
  DigitsOptions own;

  digits_options_init (&own, model);
  options->model = model;
  options->values[DIGITS_KEY_WIDTH] = cnn ? 16 : 200;
  options->values[DIGITS_KEY_EPOCHS] = cnn ? 10 : 60;
  options->values[DIGITS_KEY_CHECKS] = cnn ? 8 : 4;
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    options->values[keys[i]] = own.values[keys[i]];
}

void
app_digits_defaults_init_plan (DigitsPlan *plan)
{
  DigitsOptions *options = &plan->options;

  digits_plan_init (plan, DIGITS_MLP);
  options->values[DIGITS_KEY_TRAIN] = 8000;
  options->values[DIGITS_KEY_TEST] = 1000;
  options->values[DIGITS_KEY_BATCH] = 100;
  app_digits_defaults_set_model (options, DIGITS_MLP);
}
