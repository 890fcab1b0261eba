/* The text of a session, read as far as it can be: one line that is wrong takes nothing else along.
 *
 * It is a key file: the run with all beside it is the key "run" of the group [session], as files
 * carry it; what the window's pages keep are groups of their own. */
#pragma once

#include "figure/file/provenance.h"

G_BEGIN_DECLS

#define APP_SESSION_TEXT_GROUP "session"

/**
 * app_session_text_parse:
 * A key file of the lines that can be kept: the last one only if it has an end, of two with one
 * name the first.
 * @problem: (out): set where any is left out; names what comes first
 * Returns: never NULL.
 */
GKeyFile *app_session_text_parse (const char *text, gsize length, GError **problem);

/**
 * app_session_text_take_run:
 * Reads the run, as far as it can be, and takes it out of the file.
 * @problem: (out): as above
 * Returns: FALSE where there is none; @out is then untouched.
 */
gboolean app_session_text_take_run (GKeyFile *file, FigureProvenance *out, GError **problem);
/* What is left of a run whose data cannot be had. */
void app_session_text_drop_data (FigureProvenance *self);
/* Puts the run into the file. */
void app_session_text_put_run (GKeyFile *file, const FigureProvenance *run);

G_END_DECLS
