/* Two plans, option by option; states, as a whole. */
#include "app/digits/digits_change.h"

#include "app/digits/digits_row.h"

#include <glib/gi18n-lib.h>

/* The option that differs, the first of several. */
static int
find_option (const DigitsPlan *a, const DigitsPlan *b, int *n)
{
  int first = -1;

  *n = 0;
  for (int key = DIGITS_N_KEYS - 1; key >= 0; key--)
    if (a->options.values[key] != b->options.values[key])
      {
        first = key;
        ++*n;
      }
  return first;
}

/* Depth takes the fusion layer along. */
static gboolean
is_one_option (int key, int n)
{
  return n == 1 || (n == 2 && key == DIGITS_KEY_DEPTH);
}

gboolean
app_digits_change_compare (const DigitsPlan *before, const DigitsPlan *after, AppUndoChange *change)
{
  const gboolean elsewhere =
      before->folder != after->folder || before->options.model != after->options.model;
  int n;
  const int key = find_option (before, after, &n);

  change->key = !elsewhere && is_one_option (key, n) ? key : APP_UNDO_NO_KEY;
  return elsewhere || n > 0;
}

char *
app_digits_change_name (const DigitsPlan *before, const DigitsPlan *after)
{
  int n;
  const int key = find_option (before, after, &n);

  if (before->options.model != after->options.model)
    return g_strdup (_ ("Network"));
  if (is_one_option (key, n))
    return app_digits_row_dup_name (key);
  return g_strdup (n == 0 ? _ ("Images") : _ ("Options"));
}

typedef struct
{
  AppDigitsExchangeFunc exchange;
  gpointer page;
  DigitsState *state;
} Run;

static void
exchange_run (gpointer memory)
{
  Run *self = memory;

  self->state = self->exchange (self->page, self->state);
}

static void
free_run (gpointer memory)
{
  digits_state_unref (((Run *) memory)->state);
  g_free (memory);
}

void
app_digits_change_push_run (AppUndo *undo,
                            DigitsState *shown,
                            AppDigitsExchangeFunc exchange,
                            gpointer page)
{
  static const AppUndoClass klass = { exchange_run, NULL, free_run };
  Run *memory;

  if (shown->n_rows == 0 && shown->table.seeds == 0)
    return;
  memory = g_new (Run, 1);
  *memory = (Run){ exchange, page, digits_state_ref (shown) };
  app_undo_push (undo, _ ("Training"), &klass, memory);
}
