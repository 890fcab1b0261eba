/* Samples of a few images. */
#include "digits/preview.h"

#include "digits/source.h"

#include <math.h>

/* Enough for four samples of each kind, but for odd seeds and probabilities. Drawing them is what
 * takes time. */
#define FEW_IMAGES 60

static gboolean
is_full (const DigitsPictures *pictures)
{
  for (int k = 0; k < pictures->n; k++)
    if (isnan (pictures->values[(gsize) k * pictures->side * pictures->side]))
      return FALSE;
  return TRUE;
}

/* Of the first images; those of a folder are read as training reads them. */
static DigitsPictures *
take (const DigitsOptions *options, const char *folder, int n, int per_kind, GError **error)
{
  DigitsOptions fewer = *options;

  fewer.values[DIGITS_KEY_TRAIN] = n;
  fewer.values[DIGITS_KEY_TEST] = digits_parameter (DIGITS_KEY_TEST)->minimum;
  g_autoptr (DigitsImages) images =
      digits_source_open (folder, folder != NULL ? options : &fewer, error);
  if (images == NULL)
    return NULL;
  g_autoptr (DigitsInputs) inputs = digits_training_new_inputs (options, images);
  return digits_pictures_new_samples (inputs, images->side, per_kind);
}

DigitsPictures *
digits_preview_new (const DigitsOptions *options, const char *folder, int per_kind, GError **error)
{
  g_return_val_if_fail (options != NULL, NULL);

  const int all =
      MIN (digits_options_get_int (options, DIGITS_KEY_TRAIN), DIGITS_PICTURES_SEARCHED);
  DigitsPictures *few = take (options, folder, MIN (FEW_IMAGES, all), per_kind, error);

  if (few == NULL || folder != NULL || is_full (few))
    return few;
  digits_pictures_unref (few);
  return take (options, folder, all, per_kind, error);
}
