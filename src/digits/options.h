/* Everything that a training run on noisy digits depends on. */
#pragma once

#include "digits/inputs.h"
#include "digits/layout.h"

G_BEGIN_DECLS

typedef enum
{
  DIGITS_KEY_DEPTH,
  DIGITS_KEY_WIDTH,
  DIGITS_KEY_FUSION,
  DIGITS_KEY_EPOCHS,
  DIGITS_KEY_BATCH,
  DIGITS_KEY_RATE,
  DIGITS_KEY_DECAY,
  DIGITS_KEY_SEED,
  DIGITS_KEY_THRESHOLD,
  DIGITS_KEY_CORRUPT_A,
  DIGITS_KEY_CORRUPT_B,
  DIGITS_KEY_REMAINS,
  DIGITS_KEY_NOISE,
  DIGITS_KEY_REDRAW,
  DIGITS_KEY_CHECKS,
  DIGITS_KEY_TRAIN,
  DIGITS_KEY_TEST,
  DIGITS_N_KEYS
} DigitsKey;

/* One number of the options. */
typedef struct
{
  const char *name; /* as on the command line: "corrupt-a" */
  double minimum, maximum, fallback;
  gboolean integer;
  const char *help; /* N_() */
} DigitsParameter;

typedef struct
{
  DigitsModel model;
  double values[DIGITS_N_KEYS];
} DigitsOptions;

const DigitsParameter *digits_parameter (DigitsKey key);

/* The paper's: an MLP of 5 layers of 500, or a CNN of 4 convolutions of 32 channels and a dense
 * layer; late fusion. */
void digits_options_init (DigitsOptions *self, DigitsModel model);
/* Errors: DIGITS_ERROR_OPTION, naming the value and what is allowed. */
gboolean digits_options_set (DigitsOptions *self, DigitsKey key, double value, GError **error);
gboolean digits_options_equal (const DigitsOptions *self, const DigitsOptions *other);
int digits_options_get_int (const DigitsOptions *self, DigitsKey key);
/* As digits_layout_count_fusions(). */
int digits_options_count_fusions (const DigitsOptions *self);
/* Combinations too. Errors: DIGITS_ERROR_OPTION. */
gboolean digits_options_validate (const DigitsOptions *self, int side, GError **error);
DigitsShape digits_options_get_shape (const DigitsOptions *self, int side);
DigitsCorruption digits_options_get_corruption (const DigitsOptions *self);

G_END_DECLS
