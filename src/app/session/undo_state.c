/* Mementos: plain copies, and references to the pinned runs. */
#include "app/session/undo_state.h"

#include "app/session/session_pins.h"
#include "plot/draw/label.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct AppUndoState
{
  ModelExperiment experiment;
  ModelKick kicks[MODEL_KICK_MAX];
  int n_kicks;
  StudyEnsemble comparison;
  StudyPinsState *pins;
  StudyView view;
  StudyFork *fork; /* or NULL */
};

AppUndoState *
app_undo_state_new (AppSession *session)
{
  AppUndoState *self = g_new0 (AppUndoState, 1);
  const ModelKick *kicks = app_session_get_kicks (session, &self->n_kicks);

  self->experiment = *app_session_get_experiment (session);
  for (int i = 0; i < self->n_kicks; i++)
    self->kicks[i] = kicks[i];
  self->comparison = app_session_get_comparison_mode (session);
  self->pins = study_pins_get_state (app_session_get_pins (session));
  self->view = *app_view_history_get_view_shown (app_session_get_view_history (session));
  self->fork = app_session_get_fork (session);
  if (self->fork != NULL)
    study_fork_ref (self->fork);
  return self;
}

void
app_undo_state_free (AppUndoState *self)
{
  if (self == NULL)
    return;
  study_pins_state_unref (self->pins);
  study_fork_unref (self->fork);
  g_free (self);
}

void
app_undo_state_restore (const AppUndoState *self, AppSession *session)
{
  g_autoptr (AppUndoState) present = app_undo_state_new (session);
  AppUndoStateChange change;

  app_undo_state_compare (present, self, &change);
  if (change.fork)
    app_session_set_fork (session, self->fork);
  if (change.n_keys > 0)
    app_session_set_experiment (session, &self->experiment, NULL); /* it was validated */
  if (change.kicks || change.fork || (change.n_keys > 0 && self->n_kicks > 0))
    app_session_set_kicks (session, self->kicks, self->n_kicks);
  if (change.comparison)
    app_session_set_comparison_mode (session, self->comparison);
  if (change.pins || change.difference)
    app_session_set_pins_state (session, self->pins);
  if (change.view)
    app_view_history_set_view (app_session_get_view_history (session), &self->view);
}

static gboolean
is_same_value (const ModelExperiment *a, const ModelExperiment *b, ModelKey key)
{
  if (model_parameter (key)->type == MODEL_TYPE_TEXT)
    return g_strcmp0 (model_experiment_get_text (a, key), model_experiment_get_text (b, key)) == 0;
  return model_experiment_get (a, key) == model_experiment_get (b, key);
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
    if (!is_same_value (&a->experiment, &b->experiment, (ModelKey) key))
      {
        change->n_keys++;
        change->key = (ModelKey) key;
      }
  change->kicks =
      a->n_kicks != b->n_kicks || memcmp (a->kicks, b->kicks, a->n_kicks * sizeof *a->kicks) != 0;
  change->comparison = a->comparison != b->comparison;
  change->difference =
      study_pins_state_get_difference (a->pins) != study_pins_state_get_difference (b->pins);
  change->pins = !study_pins_state_equal (a->pins, b->pins);
  change->view = !study_view_equal (&a->view, &b->view);
  change->log_loss = a->view.log_loss != b->view.log_loss;
  change->fork = a->fork != b->fork;
  change->look = change->view && is_same_but_for_view (&a->view, &b->view) && change->n_keys == 0 &&
                 !change->kicks && !change->comparison && !change->pins && !change->difference &&
                 !change->fork;
  return change->n_keys > 0 || change->kicks || change->comparison || change->pins ||
         change->difference || change->view || change->fork;
}

char *
app_undo_state_name_change (const AppUndoStateChange *change)
{
  if (change->fork)
    return g_strdup (_ ("Fork"));
  /* Depth takes the fusion layer along. */
  if (change->n_keys == 1 || (change->n_keys == 2 && change->key == MODEL_DEPTH))
    return plot_label_speak (_ (model_parameter (change->key)->label));
  if (change->n_keys > 1)
    return g_strdup (_ ("Experiment"));
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
