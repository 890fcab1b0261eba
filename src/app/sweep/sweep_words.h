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

/* The sweeps that come with the program: "3c  Time ratio over correlation". */
void app_sweep_words_fill (GtkDropDown *chooser, char **names);
/* The first n measures, where they are not there already. */
void app_sweep_words_fill_measures (GtkDropDown *chooser, int n);

G_END_DECLS
