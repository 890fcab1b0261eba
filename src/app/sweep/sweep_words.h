/* What a sweep's plot says in words. */
#pragma once

#include "run/sweep_pool.h"
#include "study/sweep_results.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "Time ratio of 12 of 63 points.", and of the hovered one its place, mean and theory. Owned by the
 * caller. */
char *app_sweep_words_summary (const StudySweepResults *results);

/* How far a pool is: "12 of 63, 5 s left". Owned by the caller. */
char *app_sweep_words_progress (const RunSweepProgress *progress);

/* While its data are loaded: "Loading table.csv…". Owned by the caller. */
char *app_sweep_words_loading (const RunSweep *sweep);

/* The sweeps that come with the program: "3c  Time ratio over correlation"; and behind them any
 * other. */
void app_sweep_words_fill (GtkDropDown *chooser, char **names);
/* The measures of a sweep, where they are not there already. */
void app_sweep_words_fill_measures (GtkDropDown *chooser, const RunSweep *sweep);
/* Valid: filled with those of the same sweep. A measure that it has not is passed over. */
void app_sweep_words_select_measure (GtkDropDown *chooser,
                                     const RunSweep *sweep,
                                     RunSweepMeasure measure);
/* FALSE where none is chosen. */
gboolean
app_sweep_words_get_measure (GtkDropDown *chooser, const RunSweep *sweep, RunSweepMeasure *measure);

G_END_DECLS
