/* What makes another future of a session's run: kicks and forks. */
#include "app/session.h"

#include "app/session_state.h"

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
  PlotBranch *branch;

  if (self->snapshot == NULL || self->branch != NULL)
    return FALSE;
  branch = plot_branch_new (self->snapshot, app_session_get_playhead (self));
  app_session_set_branch (self, branch);
  plot_branch_unref (branch);
  app_session_restart (self);
  return TRUE;
}

void
app_session_unfork (AppSession *self)
{
  g_autoptr (PlotBranch) branch = self->branch;
  const ModelKick *kicks;
  int n;

  if (branch == NULL)
    return;
  app_undo_begin (self->undo);
  self->branch = NULL;
  kicks = plot_branch_get_kicks (branch, &n);
  app_session_set_experiment (self, &plot_branch_get_fork (branch)->experiment, NULL);
  /* A fork cannot be told by its experiment and kicks. */
  app_session_set_ghost (self, NULL);
  app_undo_end (self->undo);
  app_session_set_kicks (self, kicks, n);
}

PlotBranch *
app_session_get_branch (AppSession *self)
{
  return self->branch;
}

void
app_session_set_branch (AppSession *self, PlotBranch *branch)
{
  PlotBranch *old = self->branch;

  self->branch = branch != NULL ? plot_branch_ref (branch) : NULL;
  plot_branch_unref (old);
  self->n_kicks = 0;
  app_session_end_gesture (self);
  app_session_emit (self, APP_SESSION_VIEW_CHANGED);
}
