/* What a run is compared with as a whole: the other fusion layers, or other seeds. */
#pragma once

#include "plot/companion.h"
#include "run/ensemble.h"

G_BEGIN_DECLS

typedef enum
{
  PLOT_COMPARISON_NONE,
  PLOT_COMPARISON_FUSION, /* all fusion layers */
  PLOT_COMPARISON_SEEDS   /* median and range over RUN_ENSEMBLE_SEEDS seeds */
} PlotComparison;

/* "none", "fusion", "seeds". */
const char *plot_comparison_get_name (PlotComparison self);
gboolean plot_comparison_find (const char *name, PlotComparison *out);
/* The ensemble that it is. Valid: not PLOT_COMPARISON_NONE. */
RunEnsembleKind plot_comparison_get_kind (PlotComparison self);

typedef struct PlotMembers PlotMembers;

PlotMembers *plot_members_new (void);
void plot_members_free (PlotMembers *self);

/* Forgets all of them. */
void plot_members_clear (PlotMembers *self);
/* Others follow, n of them, at most RUN_ENSEMBLE_MAX; those there are stay until they have come. */
void plot_members_expect (PlotMembers *self, PlotComparison comparison, int n);
/* Takes the snapshot over. */
void plot_members_set (PlotMembers *self, int i, ModelSnapshot *snapshot);
/* Borrowed; NULL where there is none yet. */
const ModelSnapshot *plot_members_get (const PlotMembers *self, int i);
/* Members that have a recording. */
int plot_members_count (const PlotMembers *self);
/* The last epoch of any member; 0 without. */
double plot_members_get_last_epoch (const PlotMembers *self);

/* Adds to a run what time plots draw of them; borrowed until the next call. */
void plot_members_fill (PlotMembers *self, PlotRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlotMembers, plot_members_free)

G_END_DECLS
