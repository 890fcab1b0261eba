/* Notes beside results: on stderr, so that these stay as they are. */
#include "cli/note.h"

#include "model/experiment/message.h"

#define LONGEST_NOTE 2000 /* characters: lists of columns are long */

void
cli_note (const char *about, const char *text)
{
  g_autofree char *line = g_strdup_printf ("plateau: %s: %s", about, text);
  g_autofree char *clean = model_message_clean (line, LONGEST_NOTE);

  g_printerr ("%s\n", clean);
}
