/* Sweeps from files, and those that come with the program: one for each figure that is a sweep. */
#pragma once

#include "run/sweep.h"

G_BEGIN_DECLS

/* Names of the sweeps that come with the program ("3c"), in order; owned by the caller. */
char **run_sweep_files_list (void);

/**
 * run_sweep_files_dup_text:
 * @name: a file, or the name of a sweep that comes with the program; a file comes first
 *
 * Errors: G_FILE_ERROR; MODEL_ERROR_KEY for what is no text, and naming the sweeps there are.
 */
char *run_sweep_files_dup_text (const char *name, GError **error);
/* TRUE for a key file with a group [sweep] and no picture of it, right or wrong otherwise. */
gboolean run_sweep_files_is_sweep (const char *path);
/* The sweep of such a text. Errors: also run_sweep_parse()'s, with the name in front. */
RunSweep *run_sweep_files_load (const char *name, GError **error);
/* Loads the file that a sweep is of, if it is of one, and checks its cells with what is in there.
 * Errors: model_own_data_load_for()'s, run_sweep_check_points()'s. */
gboolean run_sweep_files_load_data (const RunSweep *sweep, const int *cancel, GError **error);

/* The sweep of a journal of this version; NULL for any other file. Owned by the caller. */
RunSweep *run_sweep_files_read_journal (const char *path);

G_END_DECLS
