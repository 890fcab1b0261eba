/* The program as a user runs it, in a folder of its own and without a display. */
#pragma once

#include <glib.h>

typedef struct
{
  char *out, *err;
  int status;
} Result;

/* Where the program runs; made and removed by main(). */
extern char *folder;

/* Runs the program with blank-separated arguments, without a display. */
Result run (const char *arguments);
void clear (Result *result);
/* One line on stderr that names what is wrong, nothing on stdout, the right status. */
void assert_refused (const char *arguments, int status, const char *part);
