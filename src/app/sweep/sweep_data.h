/* Sweeps from their texts, for the window; the data of a file that one is of are loaded in a thread
 * before its cells are checked. */
#pragma once

#include "run/sweep.h"

G_BEGIN_DECLS

/* Cells that the window shows: three hundred bytes of memory each. */
#define APP_SWEEP_DATA_MAX_CELLS 1000000

/* Errors: also run_sweep_parse()'s. */
RunSweep *app_sweep_data_parse (const char *text, GError **error);

typedef struct AppSweepData AppSweepData;

/* In the main loop. @sweep: NULL with an error: what cannot be loaded, or the first cell that is
 * not allowed with these data */
typedef void (*AppSweepDataFunc) (RunSweep *sweep, const GError *error, gpointer data);

AppSweepData *app_sweep_data_new (AppSweepDataFunc loaded, gpointer data);
/* Waits for nobody; the function is not called any more. */
void app_sweep_data_leave (AppSweepData *self);
/* A request before is dropped. NULL: none. FALSE where there is nothing to load: no file, or one
 * that is loaded already. */
gboolean app_sweep_data_load (AppSweepData *self, RunSweep *sweep);

G_END_DECLS
