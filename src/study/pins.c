/* Pins: runs kept by reference, described by what sets them apart. */
#include "study/pins.h"

#include "model/record/difference.h"
#include "study/parameter_text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Parameters named in a legend; what else differs is told by dots. */
#define MOST_NAMED 3

typedef struct
{
  ModelSnapshot *snapshot;
  int slot;
} Pin;

struct StudyPinsState
{
  gatomicrefcount ref_count;
  Pin pins[STUDY_PINS_MAX];
  int n;
  int difference; /* -1: none */
};

struct StudyPins
{
  StudyPinsState *state;
  StudyComparedRun compared[STUDY_PINS_MAX];
  char *legends[STUDY_PINS_MAX + 1]; /* the last is the run's */
  char *minus;                       /* "pin 2" */
  /* The difference on screen, and of what it was made. */
  ModelSnapshot *result;
  ModelSnapshot *of[2];
};

static StudyPinsState *
state_new (void)
{
  StudyPinsState *state = g_new0 (StudyPinsState, 1);

  g_atomic_ref_count_init (&state->ref_count);
  state->difference = -1;
  return state;
}

static StudyPinsState *
state_copy (const StudyPinsState *state)
{
  StudyPinsState *copy = state_new ();

  copy->n = state->n;
  copy->difference = state->difference;
  for (int i = 0; i < state->n; i++)
    copy->pins[i] = (Pin){ model_snapshot_ref (state->pins[i].snapshot), state->pins[i].slot };
  return copy;
}

StudyPinsState *
study_pins_state_ref (StudyPinsState *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
study_pins_state_unref (StudyPinsState *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (int i = 0; i < self->n; i++)
    model_snapshot_unref (self->pins[i].snapshot);
  g_free (self);
}

int
study_pins_state_get_difference (const StudyPinsState *self)
{
  return self->difference;
}

gboolean
study_pins_state_equal (const StudyPinsState *a, const StudyPinsState *b)
{
  if (a->n != b->n || a->difference != b->difference)
    return FALSE;
  for (int i = 0; i < a->n; i++)
    if (a->pins[i].snapshot != b->pins[i].snapshot || a->pins[i].slot != b->pins[i].slot)
      return FALSE;
  return TRUE;
}

StudyPins *
study_pins_new (void)
{
  StudyPins *self = g_new0 (StudyPins, 1);

  self->state = state_new ();
  return self;
}

StudyPins *
study_pins_copy (const StudyPins *self)
{
  StudyPins *copy = g_new0 (StudyPins, 1);

  copy->state = study_pins_state_ref (self->state);
  return copy;
}

static void
forget_difference (StudyPins *self)
{
  g_clear_pointer (&self->result, model_snapshot_unref);
  for (int i = 0; i < 2; i++)
    g_clear_pointer (&self->of[i], model_snapshot_unref);
}

void
study_pins_free (StudyPins *self)
{
  if (self == NULL)
    return;
  forget_difference (self);
  study_pins_state_unref (self->state);
  for (int i = 0; i <= STUDY_PINS_MAX; i++)
    g_free (self->legends[i]);
  g_free (self->minus);
  g_free (self);
}

int
study_pins_count (StudyPins *self)
{
  return self->state->n;
}

ModelSnapshot *
study_pins_get (StudyPins *self, int i)
{
  return i >= 0 && i < self->state->n ? self->state->pins[i].snapshot : NULL;
}

int
study_pins_get_slot (StudyPins *self, int i)
{
  g_return_val_if_fail (i >= 0 && i < self->state->n, 0);

  return self->state->pins[i].slot;
}

/* Takes over. */
static void
change (StudyPins *self, StudyPinsState *state)
{
  study_pins_state_unref (self->state);
  self->state = state;
}

static gboolean
is_free (const StudyPinsState *state, int slot)
{
  for (int i = 0; i < state->n; i++)
    if (state->pins[i].slot == slot)
      return FALSE;
  return slot >= 0 && slot < STUDY_PINS_MAX;
}

static int
find_free_slot (const StudyPinsState *state)
{
  guint taken = 0;
  int slot = 0;

  for (int i = 0; i < state->n; i++)
    taken |= 1u << state->pins[i].slot;
  while (taken & 1u << slot)
    slot++;
  return slot;
}

gboolean
study_pins_add (StudyPins *self, ModelSnapshot *snapshot)
{
  return study_pins_add_at (self, snapshot, -1);
}

gboolean
study_pins_add_at (StudyPins *self, ModelSnapshot *snapshot, int slot)
{
  StudyPinsState *state;

  if (self->state->n == STUDY_PINS_MAX)
    return FALSE;
  state = state_copy (self->state);
  state->pins[state->n] =
      (Pin){ model_snapshot_ref (snapshot), is_free (state, slot) ? slot : find_free_slot (state) };
  state->n++;
  change (self, state);
  return TRUE;
}

void
study_pins_remove (StudyPins *self, int i)
{
  StudyPinsState *state = state_copy (self->state);

  g_return_if_fail (i >= 0 && i < state->n);

  model_snapshot_unref (state->pins[i].snapshot);
  memmove (&state->pins[i], &state->pins[i + 1], (state->n - i - 1) * sizeof *state->pins);
  state->n--;
  if (state->difference == i)
    state->difference = -1;
  else if (state->difference > i)
    state->difference--;
  change (self, state);
}

int
study_pins_get_difference (StudyPins *self)
{
  return self->state->difference;
}

void
study_pins_set_difference (StudyPins *self, int i)
{
  StudyPinsState *state = state_copy (self->state);

  state->difference = i >= 0 && i < state->n ? i : -1;
  change (self, state);
}

StudyPinsState *
study_pins_get_state (StudyPins *self)
{
  return study_pins_state_ref (self->state);
}

void
study_pins_set_state (StudyPins *self, StudyPinsState *state)
{
  change (self, study_pins_state_ref (state));
}

double
study_pins_get_last_epoch (StudyPins *self)
{
  double last = 0;

  for (int i = 0; i < self->state->n; i++)
    last = fmax (last, model_snapshot_last_epoch (self->state->pins[i].snapshot));
  return last;
}

/* Whether the run and all pins have not the same value. */
static gboolean
is_apart (StudyPins *self, ModelKey key, const ModelSnapshot *run)
{
  for (int i = 0; i < self->state->n; i++)
    if (!model_experiment_equal_at (&run->experiment, &self->state->pins[i].snapshot->experiment,
                                    key))
      return TRUE;
  return FALSE;
}

static void
append (GString *text, const char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
}

char *
study_pins_describe (StudyPins *self, int i, const ModelSnapshot *run)
{
  const ModelSnapshot *snapshot = i < 0 ? run : self->state->pins[i].snapshot;
  GString *text = g_string_new (NULL);
  int named = 0;

  for (int key = 0; key < MODEL_N_KEYS; key++)
    {
      g_autofree char *part = NULL;

      if (!is_apart (self, (ModelKey) key, run) || ++named > MOST_NAMED)
        continue;
      part = study_parameter_text_describe ((ModelKey) key, &snapshot->experiment,
                                            key == MODEL_INIT_SCALE ? snapshot->init_scale : 0);
      append (text, part);
    }
  if (named > MOST_NAMED)
    g_string_append (text, ", …");
  if (snapshot->n_kicks > 0)
    {
      g_autofree char *kicked =
          g_strdup_printf (_ ("kicked at %.0f"), (double) snapshot->kicks[0].epoch);
      append (text, kicked);
    }
  if (text->len == 0)
    g_string_append (text, i < 0 ? _ ("this run") : _ ("same parameters"));
  return g_string_free (text, FALSE);
}

static void
compute_difference (StudyPins *self, const ModelSnapshot *run, ModelSnapshot *pin)
{
  ModelSnapshot *result = g_new0 (ModelSnapshot, 1);

  forget_difference (self);
  self->of[0] = model_snapshot_ref ((ModelSnapshot *) run);
  self->of[1] = model_snapshot_ref (pin);
  g_atomic_ref_count_init (&result->ref_count);
  result->generation = run->generation;
  result->experiment = run->experiment;
  result->init_scale = run->init_scale;
  result->status = MODEL_TRAINER_DONE;
  result->history = model_difference_new (run->history, study_run_get_first_loss (run),
                                          pin->history, study_run_get_first_loss (pin));
  self->result = result;
}

/* Other runs that were filled before may still be drawn: what says the same stays where it is. */
static void
renew_text (char **text, char *fresh)
{
  if (g_strcmp0 (*text, fresh) == 0)
    {
      g_free (fresh);
      return;
    }
  g_free (*text);
  *text = fresh;
}

/* The run becomes its difference to a pin: nothing else is on that scale. */
static void
fill_difference (StudyPins *self, StudyRun *run)
{
  const int i = self->state->difference;
  ModelSnapshot *pin = self->state->pins[i].snapshot;

  if (self->of[0] != run->snapshot || self->of[1] != pin)
    compute_difference (self, run->snapshot, pin);
  renew_text (&self->minus, g_strdup_printf (_ ("pin %d"), i + 1));
  run->snapshot = self->result;
  run->minus = self->minus;
  run->log_loss = FALSE;
  run->ghost = NULL;
  run->band = NULL;
  run->n_compared = 0;
  run->name = run->legend = NULL;
  run->marks.reduced = NULL;
  run->marks.loss_origin = 1;
  run->marks.loss_plateau = run->marks.loss_other = run->marks.level_plateau = NAN;
  run->marks.level_final[0] = run->marks.level_final[1] = NAN;
}

void
study_pins_fill (StudyPins *self, StudyRun *run)
{
  const StudyPinsState *state = self->state;

  if (run->snapshot == NULL || state->n == 0)
    return;
  if (state->difference >= 0)
    {
      fill_difference (self, run);
      return;
    }
  /* Enough lines in a race. */
  if (run->n_compared > 0)
    return;
  for (int i = -1; i < state->n; i++)
    {
      char **legend = &self->legends[i < 0 ? STUDY_PINS_MAX : i];

      renew_text (legend, study_pins_describe (self, i, run->snapshot));
      if (i >= 0)
        self->compared[i] =
            (StudyComparedRun){ state->pins[i].snapshot,
                                study_compared_run_pin_style (state->pins[i].slot), NULL, *legend };
    }
  run->compared = self->compared;
  run->n_compared = state->n;
  if (run->legend == NULL)
    run->legend = self->legends[STUDY_PINS_MAX];
  run->marks.reduced = NULL;
}
