/* A fork of the session's run: where it left, and the future that would have been. */
#pragma once

#include "model/snapshot.h"
#include "plot/companion.h"
#include "run/trunk.h"

G_BEGIN_DECLS

/* Frozen, ref-counted. */
typedef struct PlotBranch PlotBranch;

/**
 * plot_branch_new:
 * @snapshot: the run, as it goes on without the fork; a reference is taken
 * @epoch: cut off to those of the run
 */
PlotBranch *plot_branch_new (ModelSnapshot *snapshot, double epoch);
PlotBranch *plot_branch_ref (PlotBranch *self);
void plot_branch_unref (PlotBranch *self);

const RunFork *plot_branch_get_fork (const PlotBranch *self);
/* The kicks of the run without the fork, those after it too. */
const ModelKick *plot_branch_get_kicks (const PlotBranch *self, int *n);
double plot_branch_get_last_epoch (const PlotBranch *self);
/* Whether a network under an experiment can go on from the fork. */
gboolean plot_branch_takes (const PlotBranch *self, const ModelExperiment *experiment);

/* Adds to a run what time plots draw of it: the other future beside its companions, the mark.
 * @companions: room for those of the run, and one more; the run's from then on */
void plot_branch_fill (const PlotBranch *self, PlotCompanion *companions, PlotRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlotBranch, plot_branch_unref)

G_END_DECLS
