/* The table that `plateau bench` prints, and the same as CSV. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a measurement has to reach; 0: nothing. */
typedef struct
{
  double at_least, at_most;
} CliBenchMust;

typedef struct
{
  const char *what;
  double value;
  const char *unit;  /* "" for a ratio */
  double share;      /* of a limit of this machine; 0: of none */
  const char *limit; /* which: "bandwidth", "peak" */
  CliBenchMust must;
} CliBenchRow;

typedef struct CliBenchReport CliBenchReport;

/* @print: rows appear on standard output as they come */
CliBenchReport *cli_bench_report_new (gboolean print);
void cli_bench_report_free (CliBenchReport *self);

/* Begins a part of the table; its name is a column of the CSV. */
void cli_bench_report_begin (CliBenchReport *self, const char *section);
void cli_bench_report_add (CliBenchReport *self, const CliBenchRow *row);
/* A row of what, value and unit alone. */
void
cli_bench_report_value (CliBenchReport *self, const char *what, double value, const char *unit);

const char *cli_bench_report_get_csv (const CliBenchReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBenchReport, cli_bench_report_free)

G_END_DECLS
