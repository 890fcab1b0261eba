/* Steps of the digits page: each keeps all that was chosen before it. */
#include "app/digits/digits_undo.h"

#include "app/session/undo_recorder.h"

#include <glib/gi18n-lib.h>

struct AppDigitsUndo
{
  AppDigitsPage *page; /* owns this */
  AppUndo *undo;
  DigitsPlan last;  /* what was chosen when it was last looked at */
  int last_key;     /* of the newest step, or -1 */
  gint64 last_time; /* when it went on, microseconds */
  guint serial;     /* of the undo stack then */
};

typedef struct
{
  AppDigitsUndo *recorder;
  DigitsPlan plan;
} Step;

static void
exchange (gpointer data)
{
  Step *step = data;
  const DigitsPlan plan = step->plan;

  app_digits_page_get_plan (step->recorder->page, &step->plan);
  app_digits_page_set_plan (step->recorder->page, &plan);
}

/* The option that differs, the first of several. */
static int
find_change (const DigitsPlan *a, const DigitsPlan *b, int *n)
{
  int first = -1;

  *n = 0;
  for (int key = 0; key < DIGITS_N_KEYS; key++)
    if (a->options.values[key] != b->options.values[key])
      {
        first = *n == 0 ? key : first;
        ++*n;
      }
  return first;
}

static char *
name_change (const DigitsPlan *before, const DigitsPlan *now, int key, int n)
{
  if (before->options.model != now->options.model)
    return g_strdup (_ ("Network"));
  /* Depth takes the fusion layer along. */
  if (n == 1 || (n == 2 && key == DIGITS_KEY_DEPTH))
    return app_digits_row_dup_name (key);
  return g_strdup (n == 0 ? _ ("Images") : _ ("Options"));
}

static void
push (AppDigitsUndo *self, const char *name)
{
  Step *step = g_new (Step, 1);

  *step = (Step){ self, self->last };
  app_undo_push (self->undo, name, exchange, step, g_free);
}

void
app_digits_undo_note (AppDigitsUndo *self)
{
  const gint64 now = g_get_monotonic_time ();
  DigitsPlan plan;
  int key, n;

  g_return_if_fail (self != NULL);

  if (app_undo_is_within (self->undo))
    return;
  app_digits_page_get_plan (self->page, &plan);
  key = find_change (&self->last, &plan, &n);
  if (n == 0 && plan.folder == self->last.folder && plan.options.model == self->last.options.model)
    return;
  const gboolean goes_on = n == 1 && key == self->last_key && plan.folder == self->last.folder &&
                           self->serial == app_undo_get_serial (self->undo) &&
                           now - self->last_time < APP_UNDO_RECORDER_GESTURE_US;
  if (!app_undo_is_silent (self->undo) && !goes_on)
    {
      g_autofree char *name = name_change (&self->last, &plan, key, n);

      push (self, name);
    }
  self->last_key = app_undo_is_silent (self->undo) ? -1 : key;
  self->last_time = now;
  self->serial = app_undo_get_serial (self->undo);
  self->last = plan;
}

AppDigitsUndo *
app_digits_undo_new (AppDigitsPage *page)
{
  AppDigitsUndo *self = g_new (AppDigitsUndo, 1);

  *self = (AppDigitsUndo){ page, app_undo_new (), .last_key = -1 };
  app_digits_page_get_plan (page, &self->last);
  return self;
}

void
app_digits_undo_free (AppDigitsUndo *self)
{
  if (self == NULL)
    return;
  app_undo_free (self->undo);
  g_free (self);
}

AppUndo *
app_digits_undo_get_undo (AppDigitsUndo *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->undo;
}
