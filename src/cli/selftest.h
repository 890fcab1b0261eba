/* The checks of `plateau selftest`: each measures a deviation that must stay below a bound. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name; /* N_(); translate where shown */
  double allowed;
  double (*measure) (void); /* the largest deviation; +INFINITY where something has no result */
} CliSelftest;

int cli_selftest_count (void);
const CliSelftest *cli_selftest_at (int i);

G_END_DECLS
