/* Pins: recipes, with their runs once these are trained, described by what sets them apart. */
#include "study/pins.h"

#include "model/record/difference.h"
#include "study/parameter_text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Parameters named in a legend; what else differs is told by dots. */
#define MOST_NAMED 3

/* Shared by all states that have it: once it is trained, it is so in each of them. */
typedef struct
{
  gatomicrefcount ref_count;
  int slot;
  ModelRecipe recipe;
  ModelSnapshot *snapshot; /* NULL: not trained yet; set once, atomically, by the main thread */
  const char *problem;     /* interned, of the main thread */
} Pin;

struct StudyPinsState
{
  gatomicrefcount ref_count;
  Pin *pins[STUDY_PINS_MAX];
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

static Pin *
pin_new (const ModelRecipe *recipe, int slot)
{
  Pin *pin = g_new0 (Pin, 1);

  g_atomic_ref_count_init (&pin->ref_count);
  pin->recipe = *recipe;
  pin->slot = slot;
  return pin;
}

static void
pin_unref (Pin *pin)
{
  if (!g_atomic_ref_count_dec (&pin->ref_count))
    return;
  model_snapshot_unref (pin->snapshot);
  g_free (pin);
}

static ModelSnapshot *
get_snapshot (Pin *pin)
{
  return g_atomic_pointer_get (&pin->snapshot);
}

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
    {
      copy->pins[i] = state->pins[i];
      g_atomic_ref_count_inc (&copy->pins[i]->ref_count);
    }
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
    pin_unref (self->pins[i]);
  g_free (self);
}

int
study_pins_state_get_difference (const StudyPinsState *self)
{
  return self->difference;
}

static gboolean
can_be_trained_again (const Pin *pin)
{
  return model_experiment_get_int (&pin->recipe.experiment, MODEL_SOURCE) != MODEL_SOURCE_FILE;
}

static gboolean
is_same (const Pin *a, const Pin *b)
{
  return a == b || (a->slot == b->slot && can_be_trained_again (a) &&
                    model_recipe_equal (&a->recipe, &b->recipe));
}

/* Takes over. */
static void
replace (Pin **place, Pin *pin)
{
  pin_unref (*place);
  *place = pin;
}

StudyPinsState *
study_pins_state_forget_runs (const StudyPinsState *self)
{
  StudyPinsState *state = state_copy (self);

  for (int i = 0; i < state->n; i++)
    if (get_snapshot (state->pins[i]) != NULL && can_be_trained_again (state->pins[i]))
      replace (&state->pins[i], pin_new (&state->pins[i]->recipe, state->pins[i]->slot));
  return state;
}

gboolean
study_pins_state_equal (const StudyPinsState *a, const StudyPinsState *b)
{
  if (a->n != b->n || a->difference != b->difference)
    return FALSE;
  for (int i = 0; i < a->n; i++)
    if (!is_same (a->pins[i], b->pins[i]))
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
  return i >= 0 && i < self->state->n ? get_snapshot (self->state->pins[i]) : NULL;
}

const ModelRecipe *
study_pins_get_recipe (StudyPins *self, int i)
{
  g_return_val_if_fail (i >= 0 && i < self->state->n, NULL);

  return &self->state->pins[i]->recipe;
}

const char *
study_pins_get_problem (StudyPins *self, int i)
{
  g_return_val_if_fail (i >= 0 && i < self->state->n, NULL);

  return self->state->pins[i]->problem;
}

void
study_pins_set_problem (StudyPins *self, int i, const char *problem)
{
  g_return_if_fail (i >= 0 && i < self->state->n);

  self->state->pins[i]->problem = g_intern_string (problem);
}

void
study_pins_set_trained (StudyPins *self, int i, ModelSnapshot *snapshot)
{
  g_return_if_fail (study_pins_get (self, i) == NULL && snapshot != NULL);

  self->state->pins[i]->problem = NULL;
  g_atomic_pointer_set (&self->state->pins[i]->snapshot, model_snapshot_ref (snapshot));
}

int
study_pins_get_slot (StudyPins *self, int i)
{
  g_return_val_if_fail (i >= 0 && i < self->state->n, 0);

  return self->state->pins[i]->slot;
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
    if (state->pins[i]->slot == slot)
      return FALSE;
  return slot >= 0 && slot < STUDY_PINS_MAX;
}

static int
find_free_slot (const StudyPinsState *state)
{
  guint taken = 0;
  int slot = 0;

  for (int i = 0; i < state->n; i++)
    taken |= 1u << state->pins[i]->slot;
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
  ModelRecipe recipe;

  model_recipe_init_snapshot (&recipe, snapshot);
  if (!study_pins_expect (self, &recipe, slot))
    return FALSE;
  study_pins_set_trained (self, self->state->n - 1, snapshot);
  return TRUE;
}

gboolean
study_pins_expect (StudyPins *self, const ModelRecipe *recipe, int slot)
{
  StudyPinsState *state;

  if (self->state->n == STUDY_PINS_MAX)
    return FALSE;
  state = state_copy (self->state);
  state->pins[state->n] = pin_new (recipe, is_free (state, slot) ? slot : find_free_slot (state));
  state->n++;
  change (self, state);
  return TRUE;
}

void
study_pins_remove (StudyPins *self, int i)
{
  StudyPinsState *state = state_copy (self->state);

  g_return_if_fail (i >= 0 && i < state->n);

  pin_unref (state->pins[i]);
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
  StudyPinsState *next = state_copy (state);

  for (int i = 0; i < next->n; i++)
    for (int j = 0; j < self->state->n; j++)
      if (get_snapshot (next->pins[i]) == NULL && is_same (next->pins[i], self->state->pins[j]))
        {
          g_atomic_ref_count_inc (&self->state->pins[j]->ref_count);
          replace (&next->pins[i], self->state->pins[j]);
        }
  change (self, next);
}

double
study_pins_get_last_epoch (StudyPins *self)
{
  double last = 0;

  for (int i = 0; i < self->state->n; i++)
    if (study_pins_get (self, i) != NULL)
      last = fmax (last, model_snapshot_last_epoch (study_pins_get (self, i)));
  return last;
}

/* Whether the run and all pins have not the same value. */
static gboolean
is_apart (StudyPins *self, ModelKey key, const ModelSnapshot *run)
{
  for (int i = 0; i < self->state->n; i++)
    if (!model_experiment_equal_at (&run->experiment, &self->state->pins[i]->recipe.experiment,
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
  const ModelSnapshot *snapshot = i < 0 ? run : study_pins_get (self, i);
  GString *text = g_string_new (NULL);
  ModelRecipe recipe;
  int named = 0;

  if (i < 0)
    model_recipe_init_snapshot (&recipe, run);
  else
    recipe = self->state->pins[i]->recipe;

  for (int key = 0; key < MODEL_N_KEYS; key++)
    {
      g_autofree char *part = NULL;

      if (!is_apart (self, (ModelKey) key, run) || ++named > MOST_NAMED)
        continue;
      part = study_parameter_text_describe (
          (ModelKey) key, &recipe.experiment,
          snapshot != NULL ? model_snapshot_get_in_use (snapshot, (ModelKey) key) : 0);
      append (text, part);
    }
  if (named > MOST_NAMED)
    g_string_append (text, ", …");
  if (recipe.kicks.n > 0)
    {
      g_autofree char *kicked =
          g_strdup_printf (_ ("kicked at %.0f"), (double) recipe.kicks.kick[0].epoch);
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
fill_difference (StudyPins *self, StudyRun *run, ModelSnapshot *pin)
{
  if (self->of[0] != run->snapshot || self->of[1] != pin)
    compute_difference (self, run->snapshot, pin);
  renew_text (&self->minus, g_strdup_printf (_ ("pin %d"), self->state->difference + 1));
  run->snapshot = self->result;
  run->minus = self->minus;
  run->log_loss = FALSE;
  run->ghost = NULL;
  run->band = NULL;
  run->n_compared = 0;
  run->name = run->legend = NULL;
  study_marks_drop_curves (&run->marks);
  run->marks.loss_origin = 1;
  run->marks.loss_plateau = run->marks.loss_other = run->marks.level_plateau = NAN;
  run->marks.level_final[0] = run->marks.level_final[1] = NAN;
}

void
study_pins_fill (StudyPins *self, StudyRun *run)
{
  ModelSnapshot *subtracted = study_pins_get (self, self->state->difference);
  int n = 0;

  if (run->snapshot == NULL)
    return;
  if (subtracted != NULL)
    {
      fill_difference (self, run, subtracted);
      return;
    }
  /* Enough lines in a race. */
  if (run->n_compared > 0)
    return;
  for (int i = 0; i < self->state->n; i++)
    {
      ModelSnapshot *snapshot = study_pins_get (self, i);

      if (snapshot == NULL)
        continue;
      renew_text (&self->legends[i], study_pins_describe (self, i, run->snapshot));
      self->compared[n++] =
          (StudyComparedRun){ snapshot, study_compared_run_pin_style (self->state->pins[i]->slot),
                              NULL, self->legends[i] };
    }
  if (n == 0)
    return;
  renew_text (&self->legends[STUDY_PINS_MAX], study_pins_describe (self, -1, run->snapshot));
  run->compared = self->compared;
  run->n_compared = n;
  if (run->legend == NULL)
    run->legend = self->legends[STUDY_PINS_MAX];
  study_marks_drop_curves (&run->marks);
}
