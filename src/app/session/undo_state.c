/* Copies of what can be undone; pinned runs are referred to while the step is near. */
#include "app/session/undo_state.h"

#include "app/session/restored_runs.h"
#include "app/session/session_data.h"
#include "app/session/session_pins.h"
#include "plot/draw/label.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct AppUndoState
{
  ModelRecipe recipe;
  ModelOwnData *data;         /* which it is trained on, or NULL */
  ModelSnapshot *fork_parent; /* or NULL */
  StudyEnsemble comparison;
  StudyPinsState *pins;
  StudyView view;
};

AppUndoState *
app_undo_state_new (AppSession *session)
{
  AppUndoState *self = g_new0 (AppUndoState, 1);
  ModelSnapshot *parent = app_session_get_compared (session)->fork_parent;

  self->recipe = *app_session_get_recipe (session);
  self->data = app_session_dup_data (session);
  self->fork_parent = parent != NULL ? model_snapshot_ref (parent) : NULL;
  self->comparison = app_session_get_comparison_mode (session);
  self->pins = study_pins_get_state (app_session_get_pins (session));
  self->view = *app_view_history_get_view_shown (app_session_get_view_history (session));
  return self;
}

void
app_undo_state_free (AppUndoState *self)
{
  if (self == NULL)
    return;
  study_pins_state_unref (self->pins);
  model_own_data_unref (self->data);
  model_snapshot_unref (self->fork_parent);
  g_free (self);
}

void
app_undo_state_restore (const AppUndoState *self, AppSession *session)
{
  g_autoptr (AppUndoState) present = app_undo_state_new (session);
  AppUndoStateChange change;

  app_undo_state_compare (present, self, &change);
  app_session_put_data (session, self->data);
  app_session_set_recipe (session, &self->recipe, NULL); /* it was validated */
  if (change.data && change.n_keys == 0)
    app_session_tell_data (session);
  if (change.fork && self->fork_parent != NULL)
    app_session_set_fork_parent (session, self->fork_parent);
  if (change.comparison)
    app_session_set_comparison_mode (session, self->comparison);
  if (change.pins || change.difference)
    app_session_set_pins_state (session, self->pins);
  if (change.view)
    app_view_history_set_view (app_session_get_view_history (session), &self->view);
  app_restored_runs_watch (session); /* of a step that was far */
}

void
app_undo_state_shrink (AppUndoState *self)
{
  StudyPinsState *pins = study_pins_state_forget_runs (self->pins);

  study_pins_state_unref (self->pins);
  self->pins = pins;
  if (self->data == NULL)
    g_clear_pointer (&self->fork_parent, model_snapshot_unref);
}

/* Whether they differ at most in where they look. */
static gboolean
is_same_but_for_view (const StudyView *a, const StudyView *b)
{
  StudyView there = *a;

  there.from = b->from;
  there.to = b->to;
  memcpy (there.plane, b->plane, sizeof there.plane);
  memcpy (there.camera, b->camera, sizeof there.camera);
  return study_view_equal (&there, b);
}

gboolean
app_undo_state_compare (const AppUndoState *a, const AppUndoState *b, AppUndoStateChange *change)
{
  *change = (AppUndoStateChange){ 0 };
  for (int key = MODEL_N_KEYS - 1; key >= 0; key--)
    if (!model_experiment_equal_at (&a->recipe.experiment, &b->recipe.experiment, (ModelKey) key))
      {
        change->n_keys++;
        change->key = (ModelKey) key;
      }
  change->data = a->data != NULL && b->data != NULL && a->data != b->data;
  change->kicks = !model_kicks_equal (&a->recipe.kicks, &b->recipe.kicks);
  change->comparison = a->comparison != b->comparison;
  change->difference =
      study_pins_state_get_difference (a->pins) != study_pins_state_get_difference (b->pins);
  change->pins = !study_pins_state_equal (a->pins, b->pins);
  change->view = !study_view_equal (&a->view, &b->view);
  change->log_loss = a->view.log_loss != b->view.log_loss;
  change->fork = !model_recipe_equal_fork (&a->recipe, &b->recipe);
  change->look = change->view && is_same_but_for_view (&a->view, &b->view) && change->n_keys == 0 &&
                 !change->data && !change->kicks && !change->comparison && !change->pins &&
                 !change->difference && !change->fork;
  return change->n_keys > 0 || change->data || change->kicks || change->comparison ||
         change->pins || change->difference || change->view || change->fork;
}

static char *
name_change (const AppUndoStateChange *change)
{
  if (change->fork)
    return g_strdup (_ ("Fork"));
  /* Depth takes the fusion layer along. */
  if (change->n_keys == 1 || (change->n_keys == 2 && change->key == MODEL_DEPTH))
    return plot_label_speak (_ (model_parameter (change->key)->label));
  if (change->n_keys > 1)
    return g_strdup (_ ("Experiment"));
  if (change->data)
    return g_strdup (_ ("Data"));
  if (change->kicks)
    return g_strdup (_ ("Kick"));
  if (change->comparison)
    return g_strdup (_ ("Comparison"));
  if (change->difference)
    return g_strdup (_ ("Difference"));
  if (change->pins)
    return g_strdup (_ ("Pin"));
  return g_strdup (change->log_loss ? _ ("Logarithmic Loss") : _ ("View"));
}

static gpointer
take (gpointer session)
{
  return app_undo_state_new (session);
}

static void
restore (gconstpointer state, gpointer session)
{
  app_undo_state_restore (state, session);
}

static void
free_state (gpointer state)
{
  app_undo_state_free (state);
}

static void
shrink (gpointer state)
{
  app_undo_state_shrink (state);
}

/* Turns of a wheel and drags of the surface go on as a slider does. */
static gboolean
compare (gconstpointer before, gconstpointer after, AppUndoChange *change)
{
  AppUndoStateChange all;
  const gboolean differs = app_undo_state_compare (before, after, &all);

  change->key = all.n_keys > 0 ? (int) all.key : all.look ? MODEL_N_KEYS : APP_UNDO_NO_KEY;
  change->noted = all.kicks && all.n_keys == 0 && !all.fork && !all.data;
  return differs;
}

static char *
name (gconstpointer before, gconstpointer after)
{
  AppUndoStateChange change;

  app_undo_state_compare (before, after, &change);
  return name_change (&change);
}

AppUndoRecorder *
app_undo_state_record (AppSession *session)
{
  static const AppUndoRecorderClass klass = { take, restore, free_state, shrink, compare, name };
  static const char *const signals[] = { "experiment-changed", "view-changed", NULL };

  return app_undo_recorder_new (app_session_get_undo (session), &klass, session, signals);
}
