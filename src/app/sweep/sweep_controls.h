/* Play, Stop, Forget and the bar below a sweep's plot. */
#pragma once

#include "run/sweep_pool.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Borrowed. */
typedef struct
{
  GtkButton *run, *stop, *forget;
  GtkProgressBar *bar;
  GtkLabel *progress;
} AppSweepControls;

/* @progress: NULL: nothing was begun
 * @cells: of the sweep; 0: there is none that can be begun
 * @done: of them, those with a result */
void app_sweep_controls_show (const AppSweepControls *self,
                              const RunSweepProgress *progress,
                              int cells,
                              int done);

G_END_DECLS
