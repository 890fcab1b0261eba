/* What makes another future of a session's run: kicks and forks. */
#include "app/session/session.h"
#include "app/session/session_private.h"

#include <string.h>

const ModelKick *
app_session_get_kicks (AppSession *self, int *n)
{
  *n = self->n_kicks;
  return self->kicks;
}

void
app_session_set_kicks (AppSession *self, const ModelKick *kicks, int n)
{
  g_return_if_fail (n >= 0 && n <= MODEL_KICK_MAX);

  if (self->n_kicks == 0 && n > 0 && self->snapshot != NULL &&
      self->snapshot->generation == self->generation)
    self->unkicked = model_snapshot_ref (self->snapshot);
  if (n == 0)
    g_clear_pointer (&self->unkicked, model_snapshot_unref);
  memmove (self->kicks, kicks, n * sizeof *kicks);
  self->n_kicks = n;
  if (n > 0)
    self->playhead = kicks[n - 1].epoch;
  app_session_restart (self);
  app_session_emit (self, APP_SESSION_VIEW_CHANGED);
}

const ModelSnapshot *
app_session_get_unkicked (AppSession *self)
{
  return self->unkicked;
}

gboolean
app_session_fork (AppSession *self)
{
  StudyFork *fork;

  if (self->snapshot == NULL || self->fork != NULL)
    return FALSE;
  fork = study_fork_new (self->snapshot, app_session_get_playhead (self));
  app_session_set_fork (self, fork);
  study_fork_unref (fork);
  app_session_restart (self);
  return TRUE;
}

void
app_session_unfork (AppSession *self)
{
  g_autoptr (StudyFork) fork = self->fork;
  const ModelKick *kicks;
  int n;

  if (fork == NULL)
    return;
  app_undo_begin (self->undo);
  self->fork = NULL;
  kicks = study_fork_get_kicks (fork, &n);
  app_session_set_experiment (self, &study_fork_get_fork (fork)->experiment, NULL);
  /* A fork cannot be told by its experiment and kicks. */
  app_session_set_ghost (self, NULL);
  app_undo_end (self->undo);
  app_session_set_kicks (self, kicks, n);
}

StudyFork *
app_session_get_fork (AppSession *self)
{
  return self->fork;
}

void
app_session_set_fork (AppSession *self, StudyFork *fork)
{
  StudyFork *old = self->fork;

  self->fork = fork != NULL ? study_fork_ref (fork) : NULL;
  study_fork_unref (old);
  self->n_kicks = 0;
  app_session_end_gesture (self);
  app_session_emit (self, APP_SESSION_VIEW_CHANGED);
}
