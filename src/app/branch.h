/* A fork of the session's run: where it left, and the future that would have been. */
#pragma once

#include "model/snapshot.h"
#include "plot/companion.h"
#include "run/trunk.h"

G_BEGIN_DECLS

/* Frozen, ref-counted. */
typedef struct AppBranch AppBranch;

/**
 * app_branch_new:
 * @snapshot: the run, as it goes on without the fork; a reference is taken
 * @epoch: cut off to those of the run
 */
AppBranch *app_branch_new (ModelSnapshot *snapshot, double epoch);
AppBranch *app_branch_ref (AppBranch *self);
void app_branch_unref (AppBranch *self);

const RunFork *app_branch_get_fork (const AppBranch *self);
/* The kicks of the run without the fork, those after it too. */
const ModelKick *app_branch_get_kicks (const AppBranch *self, int *n);
double app_branch_get_last_epoch (const AppBranch *self);
/* Whether a network under an experiment can go on from the fork. */
gboolean app_branch_takes (const AppBranch *self, const ModelExperiment *experiment);

/* Adds to a run what time plots draw of it: the other future beside its companions, the mark.
 * @companions: room for those of the run, and one more; the run's from then on */
void app_branch_fill (const AppBranch *self, PlotCompanion *companions, PlotRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppBranch, app_branch_unref)

G_END_DECLS
