/* A digits run in words. */
#include "app/digits/digits_words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static char *
describe_left (double seconds)
{
  if (isnan (seconds))
    return g_strdup ("");
  if (seconds < 90)
    return g_strdup_printf (_ (", about %d s left"), (int) ceil (seconds));
  if (seconds < 5400)
    return g_strdup_printf (_ (", about %d min left"), (int) ceil (seconds / 60));
  return g_strdup_printf (_ (", about %d h left"), (int) ceil (seconds / 3600));
}

static int
get_epoch (const DigitsState *state)
{
  return state->n_rows > 0 ? (int) state->rows[state->n_rows - 1].epoch : 0;
}

static char *
describe_training (const DigitsState *state, gboolean paused)
{
  g_autofree char *left = paused ? g_strdup (_ (", paused")) : describe_left (state->seconds_left);
  g_autofree char *epoch =
      g_strdup_printf (_ ("Epoch %d of %d"), get_epoch (state),
                       digits_options_get_int (&state->options, DIGITS_KEY_EPOCHS));

  if (!state->in_table)
    return g_strconcat (epoch, left, NULL);
  return g_strdup_printf (_ ("Table: fusion layer %d, seed %d%s"),
                          digits_options_get_int (&state->options, DIGITS_KEY_FUSION),
                          digits_options_get_int (&state->options, DIGITS_KEY_SEED), left);
}

char *
app_digits_words_status (const DigitsState *state, gboolean paused)
{
  switch (state->phase)
    {
    case DIGITS_STATE_IDLE:
      return g_strdup (_ ("Press Train to begin"));
    case DIGITS_STATE_LOADING:
      return g_strdup (_ ("Preparing images…"));
    case DIGITS_STATE_TRAINING:
      return describe_training (state, paused);
    case DIGITS_STATE_FINISHED:
      return state->in_table ? g_strdup (_ ("The table is filled"))
                             : g_strdup_printf (_ ("Done after %d epochs"), get_epoch (state));
    case DIGITS_STATE_STOPPED:
      return g_strdup_printf (_ ("Stopped at epoch %d"), get_epoch (state));
    case DIGITS_STATE_DIVERGED:
    case DIGITS_STATE_FAILED:
      break;
    }
  return g_strdup (state->message);
}

char *
app_digits_words_number (double value)
{
  if (isnan (value))
    return g_strdup ("–");
  return g_strdup_printf ("%.*f", value < 100 ? 2 : 0, value);
}

char *
app_digits_words_loss (const DigitsState *state, int row)
{
  if (state->n_rows == 0)
    return g_strdup (_ ("nothing recorded yet"));
  const DigitsRow *shown = &state->rows[row >= 0 ? row : state->n_rows - 1];
  return g_strdup_printf (_ ("loss %.2f at the start, %.2f at epoch %g"), state->rows[0].loss,
                          shown->loss, shown->epoch);
}

char *
app_digits_words_accuracy (const DigitsState *state, int row)
{
  if (state->n_rows == 0)
    return g_strdup (_ ("nothing recorded yet"));
  const DigitsRow *shown = &state->rows[row >= 0 ? row : state->n_rows - 1];
  return g_strdup_printf (_ ("at epoch %g: both images %.2f, A alone %.2f, B alone %.2f"),
                          shown->epoch, shown->accuracy[DIGITS_SEES_BOTH],
                          shown->accuracy[DIGITS_SEES_A], shown->accuracy[DIGITS_SEES_B]);
}

char *
app_digits_words_table (const DigitsState *state, int row)
{
  GString *text = g_string_new (NULL);

  for (int fusion = 1; state->table.seeds > 0 && fusion <= state->table.fusions; fusion++)
    {
      const DigitsRatio ratio = digits_table_get_ratio (&state->table, fusion);

      if (ratio.n > 0)
        g_string_append_printf (text, _ ("fusion layer %d: ratio %.2f; "), fusion, ratio.mean);
    }
  if (text->len == 0)
    g_string_append (text, _ ("nothing recorded yet"));
  return g_string_free (text, FALSE);
}

char *
app_digits_words_samples (const DigitsState *state, int row)
{
  if (state->samples == NULL)
    return g_strdup (_ ("no images yet"));
  return g_strdup_printf (
      _ ("two copies of a digit: B is corrupted in %.0f %% of the pairs, A in %.0f %%"),
      100 * state->options.values[DIGITS_KEY_CORRUPT_B],
      100 * state->options.values[DIGITS_KEY_CORRUPT_A]);
}

char *
app_digits_words_filters (const DigitsState *state, int row)
{
  if (state->filters == NULL)
    return g_strdup (_ ("nothing trained yet"));
  return g_strdup_printf (_ ("what the first layer looks for in A and in B at epoch %d"),
                          get_epoch (state));
}
