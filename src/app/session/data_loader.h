/* Own data that somebody has asked for, loaded in a thread: the newest request wins. */
#pragma once

#include "figure/file/provenance_file.h"
#include "model/data/own_data.h"

G_BEGIN_DECLS

typedef struct AppDataLoader AppDataLoader;

/* As figure_provenance_load_data(), which it is but in tests; in the loader's thread. */
typedef gboolean (*AppDataLoadFunc) (FigureProvenance *provenance,
                                     const int *cancel,
                                     GError **error);
/* In the main loop. @provenance: as loaded; @read: what was read of a table that is refused, or
 * NULL;
 * @error: or NULL */
typedef void (*AppDataLoadedFunc) (const FigureProvenance *provenance,
                                   ModelOwnData *read,
                                   const GError *error,
                                   gpointer data);

AppDataLoader *app_data_loader_new (void);
/* Cancels what is being loaded, and waits for nobody. */
void app_data_loader_free (AppDataLoader *self);
void app_data_loader_set_load (AppDataLoader *self, AppDataLoadFunc load);

/* Loads what a run is trained on, and computes its moments. A request before it is dropped. */
void app_data_loader_start (AppDataLoader *self,
                            const FigureProvenance *provenance,
                            AppDataLoadedFunc loaded,
                            gpointer data);
/* Drops the request: its function is not called. */
void app_data_loader_stop (AppDataLoader *self);
/* The file that is asked for, or NULL. */
const char *app_data_loader_get_path (AppDataLoader *self);

G_END_DECLS
