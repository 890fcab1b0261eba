/* The table that plateau-bench prints, and the same as CSV. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a measurement has to reach; 0: nothing. */
typedef struct
{
  double at_least, at_most;
} BenchMust;

typedef struct
{
  const char *what;
  double value;
  const char *unit;  /* "" for a ratio */
  double share;      /* of a limit of this machine; 0: of none */
  const char *limit; /* which: "bandwidth", "peak" */
  BenchMust must;
} BenchRow;

typedef struct BenchReport BenchReport;

/* @print: rows appear on standard output as they come */
BenchReport *bench_report_new (gboolean print);
void bench_report_free (BenchReport *self);

/* Begins a part of the table; its name is a column of the CSV. */
void bench_report_begin (BenchReport *self, const char *section);
void bench_report_add (BenchReport *self, const BenchRow *row);
/* A row of what, value and unit alone. */
void bench_report_value (BenchReport *self, const char *what, double value, const char *unit);

const char *bench_report_get_csv (const BenchReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchReport, bench_report_free)

G_END_DECLS
