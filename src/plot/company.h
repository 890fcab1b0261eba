/* What stands beside a run, trained and ready to be drawn. */
#pragma once

#include "plot/beside.h"
#include "plot/branch.h"
#include "plot/view.h"

G_BEGIN_DECLS

/* Frozen, ref-counted. */
typedef struct PlotCompany PlotCompany;

/**
 * plot_company_new:
 * @run: what it stands beside; members of a comparison are made from it
 * @cancel: (nullable): read atomically
 * Errors: those of run_retrain(); MODEL_ERROR_CANCELLED.
 */
PlotCompany *plot_company_new (const PlotBeside *beside,
                               const ModelSnapshot *run,
                               const int *cancel,
                               GError **error);
PlotCompany *plot_company_ref (PlotCompany *self);
void plot_company_unref (PlotCompany *self);
/* Borrowed. */
const PlotBeside *plot_company_get_beside (const PlotCompany *self);
/* The run that the first kick has left, for the portrait, or NULL. */
const ModelSnapshot *plot_company_get_unkicked (const PlotCompany *self);

/* Where a time axis ends that shows a run, and those beside it, unless these would make it small.
 */
double plot_company_fit (double last, double others);

/* A run with its company, for one drawing. */
typedef struct
{
  PlotRun run;
  PlotPins *pins;
  PlotMembers *members;
  PlotCompanion companions[PLOT_COMPANION_STYLES + 1];
} PlotGroup;

/**
 * plot_group_init:
 * @run: complete but for its company and its view
 * @company: (nullable)
 */
void plot_group_init (PlotGroup *self,
                      const PlotRun *run,
                      const PlotCompany *company,
                      const PlotView *view);
void plot_group_clear (PlotGroup *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlotGroup, plot_group_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlotCompany, plot_company_unref)

G_END_DECLS
