/* Pins: runs kept by reference, described by what sets them apart. */
#include "plot/pins.h"

#include "model/difference.h"
#include "plot/parameter_text.h"

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

struct PlotPinsState
{
  gatomicrefcount ref_count;
  Pin pins[PLOT_PINS_MAX];
  int n;
  int difference; /* -1: none */
};

struct PlotPins
{
  PlotPinsState *state;
  PlotCompanion companions[PLOT_PINS_MAX];
  char *legends[PLOT_PINS_MAX + 1]; /* the last is the run's */
  char *minus;                      /* "pin 2" */
  /* The difference on screen, and of what it was made. */
  ModelSnapshot *result;
  ModelSnapshot *of[2];
};

static PlotPinsState *
state_new (void)
{
  PlotPinsState *state = g_new0 (PlotPinsState, 1);

  g_atomic_ref_count_init (&state->ref_count);
  state->difference = -1;
  return state;
}

static PlotPinsState *
state_copy (const PlotPinsState *state)
{
  PlotPinsState *copy = state_new ();

  copy->n = state->n;
  copy->difference = state->difference;
  for (int i = 0; i < state->n; i++)
    copy->pins[i] = (Pin){ model_snapshot_ref (state->pins[i].snapshot), state->pins[i].slot };
  return copy;
}

PlotPinsState *
plot_pins_state_ref (PlotPinsState *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
plot_pins_state_unref (PlotPinsState *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (int i = 0; i < self->n; i++)
    model_snapshot_unref (self->pins[i].snapshot);
  g_free (self);
}

int
plot_pins_state_get_difference (const PlotPinsState *self)
{
  return self->difference;
}

gboolean
plot_pins_state_equal (const PlotPinsState *a, const PlotPinsState *b)
{
  if (a->n != b->n || a->difference != b->difference)
    return FALSE;
  for (int i = 0; i < a->n; i++)
    if (a->pins[i].snapshot != b->pins[i].snapshot || a->pins[i].slot != b->pins[i].slot)
      return FALSE;
  return TRUE;
}

PlotPins *
plot_pins_new (void)
{
  PlotPins *self = g_new0 (PlotPins, 1);

  self->state = state_new ();
  return self;
}

static void
forget_difference (PlotPins *self)
{
  g_clear_pointer (&self->result, model_snapshot_unref);
  for (int i = 0; i < 2; i++)
    g_clear_pointer (&self->of[i], model_snapshot_unref);
}

void
plot_pins_free (PlotPins *self)
{
  if (self == NULL)
    return;
  forget_difference (self);
  plot_pins_state_unref (self->state);
  for (int i = 0; i <= PLOT_PINS_MAX; i++)
    g_free (self->legends[i]);
  g_free (self->minus);
  g_free (self);
}

int
plot_pins_count (PlotPins *self)
{
  return self->state->n;
}

ModelSnapshot *
plot_pins_get (PlotPins *self, int i)
{
  return i >= 0 && i < self->state->n ? self->state->pins[i].snapshot : NULL;
}

int
plot_pins_get_slot (PlotPins *self, int i)
{
  g_return_val_if_fail (i >= 0 && i < self->state->n, 0);

  return self->state->pins[i].slot;
}

/* Takes over. */
static void
change (PlotPins *self, PlotPinsState *state)
{
  plot_pins_state_unref (self->state);
  self->state = state;
}

static gboolean
is_free (const PlotPinsState *state, int slot)
{
  for (int i = 0; i < state->n; i++)
    if (state->pins[i].slot == slot)
      return FALSE;
  return slot >= 0 && slot < PLOT_PINS_MAX;
}

static int
find_free_slot (const PlotPinsState *state)
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
plot_pins_add (PlotPins *self, ModelSnapshot *snapshot)
{
  return plot_pins_add_at (self, snapshot, -1);
}

gboolean
plot_pins_add_at (PlotPins *self, ModelSnapshot *snapshot, int slot)
{
  PlotPinsState *state;

  if (self->state->n == PLOT_PINS_MAX)
    return FALSE;
  state = state_copy (self->state);
  state->pins[state->n] =
      (Pin){ model_snapshot_ref (snapshot), is_free (state, slot) ? slot : find_free_slot (state) };
  state->n++;
  change (self, state);
  return TRUE;
}

void
plot_pins_remove (PlotPins *self, int i)
{
  PlotPinsState *state = state_copy (self->state);

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
plot_pins_get_difference (PlotPins *self)
{
  return self->state->difference;
}

void
plot_pins_set_difference (PlotPins *self, int i)
{
  PlotPinsState *state = state_copy (self->state);

  state->difference = i >= 0 && i < state->n ? i : -1;
  change (self, state);
}

PlotPinsState *
plot_pins_get_state (PlotPins *self)
{
  return plot_pins_state_ref (self->state);
}

void
plot_pins_set_state (PlotPins *self, PlotPinsState *state)
{
  change (self, plot_pins_state_ref (state));
}

double
plot_pins_get_last_epoch (PlotPins *self)
{
  double last = 0;

  for (int i = 0; i < self->state->n; i++)
    last = fmax (last, model_snapshot_last_epoch (self->state->pins[i].snapshot));
  return last;
}

static const ModelExperiment *
get_experiment (PlotPins *self, int i, const ModelSnapshot *run)
{
  return i < 0 ? &run->experiment : &self->state->pins[i].snapshot->experiment;
}

/* Whether the run and all pins have not the same value. */
static gboolean
is_apart (PlotPins *self, ModelKey key, const ModelSnapshot *run)
{
  g_autofree char *own = model_experiment_format_value (&run->experiment, key);

  for (int i = 0; i < self->state->n; i++)
    {
      g_autofree char *other = model_experiment_format_value (get_experiment (self, i, run), key);

      if (!g_str_equal (own, other))
        return TRUE;
    }
  return FALSE;
}

static void
append (GString *text, const char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
}

char *
plot_pins_describe (PlotPins *self, int i, const ModelSnapshot *run)
{
  const ModelSnapshot *snapshot = i < 0 ? run : self->state->pins[i].snapshot;
  GString *text = g_string_new (NULL);
  int named = 0;

  for (int key = 0; key < MODEL_N_KEYS; key++)
    {
      g_autofree char *part = NULL;

      if (!is_apart (self, (ModelKey) key, run) || ++named > MOST_NAMED)
        continue;
      part = plot_parameter_text_describe ((ModelKey) key, &snapshot->experiment,
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
compute_difference (PlotPins *self, const ModelSnapshot *run, ModelSnapshot *pin)
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
  result->history = model_difference_new (run->history, plot_run_get_first_loss (run), pin->history,
                                          plot_run_get_first_loss (pin));
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
fill_difference (PlotPins *self, PlotRun *run)
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
  run->n_companions = 0;
  run->name = run->legend = NULL;
  run->marks.reduced = NULL;
  run->marks.loss_origin = 1;
  run->marks.loss_plateau = run->marks.loss_other = run->marks.level_plateau = NAN;
  run->marks.level_final[0] = run->marks.level_final[1] = NAN;
}

void
plot_pins_fill (PlotPins *self, PlotRun *run)
{
  const PlotPinsState *state = self->state;

  if (run->snapshot == NULL || state->n == 0)
    return;
  if (state->difference >= 0)
    {
      fill_difference (self, run);
      return;
    }
  /* Enough lines in a race. */
  if (run->n_companions > 0)
    return;
  for (int i = -1; i < state->n; i++)
    {
      char **legend = &self->legends[i < 0 ? PLOT_PINS_MAX : i];

      renew_text (legend, plot_pins_describe (self, i, run->snapshot));
      if (i >= 0)
        self->companions[i] =
            (PlotCompanion){ state->pins[i].snapshot,
                             plot_companion_pin_style (state->pins[i].slot), NULL, *legend };
    }
  run->companions = self->companions;
  run->n_companions = state->n;
  if (run->legend == NULL)
    run->legend = self->legends[PLOT_PINS_MAX];
  run->marks.reduced = NULL;
}
