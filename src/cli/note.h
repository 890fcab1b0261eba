/* What a user should know, and is no error. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Prints "plateau: about: text" on stderr, one line. */
void cli_note (const char *about, const char *text);

G_END_DECLS
