/* Images from a folder, or drawn. */
#include "digits/source.h"

#include "digits/drawn.h"

#define DRAWN_SEED 1

DigitsImages *
digits_source_open (const char *folder, const DigitsOptions *options, GError **error)
{
  g_return_val_if_fail (options != NULL, NULL);

  const int n_train = digits_options_get_int (options, DIGITS_KEY_TRAIN);
  const int n_test = digits_options_get_int (options, DIGITS_KEY_TEST);
  if (folder != NULL && *folder != '\0')
    return digits_images_load (folder, n_train, n_test, error);
  g_autoptr (DigitsTeam) team = digits_team_new (0);
  return digits_drawn_new (DRAWN_SEED, n_train, n_test, team);
}
