/* The benchmark's rows, aligned for people and separated by commas for programs. */
#include "bench/bench_report.h"

#include "num/number.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

enum
{
  WHAT_WIDTH = 62,
  VALUE_WIDTH = 12,
  UNIT_WIDTH = 14,
  DIGITS = 3
};

struct BenchReport
{
  GString *csv;
  gboolean print;
  const char *section;
};

BenchReport *
bench_report_new (gboolean print)
{
  BenchReport *self = g_new0 (BenchReport, 1);

  self->csv = g_string_new ("# plateau " PLATEAU_VERSION "\n"
                            "section,what,value,unit,share,limit,at_least,at_most,reached\n");
  self->print = print;
  return self;
}

void
bench_report_free (BenchReport *self)
{
  if (self == NULL)
    return;
  g_string_free (self->csv, TRUE);
  g_free (self);
}

void
bench_report_begin (BenchReport *self, const char *section)
{
  if (self->print)
    g_print ("%s%s\n", self->section != NULL ? "\n" : "", section);
  self->section = section;
}

/* Three digits are what a measurement is good for; large numbers in groups, "4,120,000". */
static char *
format_value (double value)
{
  char number[NUM_NUMBER_SIZE];
  GString *text = g_string_new (NULL);

  if (fabs (value) < 10000)
    {
      g_string_append (text, num_number_format (num_number_round (value, DIGITS), number));
      return g_string_free (text, FALSE);
    }
  g_string_printf (text, "%" PRId64, (int64_t) num_number_round (value, DIGITS));
  for (gssize i = (gssize) text->len - 3; i > (value < 0); i -= 3)
    g_string_insert_c (text, i, ',');
  return g_string_free (text, FALSE);
}

static gboolean
has_must (const BenchMust *must)
{
  return must->at_least > 0 || must->at_most > 0;
}

static gboolean
is_reached (const BenchRow *row)
{
  return (row->must.at_least <= 0 || row->value >= row->must.at_least) &&
         (row->must.at_most <= 0 || row->value <= row->must.at_most);
}

static void
print_row (const BenchRow *row)
{
  g_autofree char *value = format_value (row->value);
  GString *remark = g_string_new (NULL);

  if (row->share > 0)
    g_string_append_printf (remark, "%.0f %% of the %s", 100 * row->share, row->limit);
  if (has_must (&row->must))
    {
      const gboolean least = row->must.at_least > 0;
      g_autofree char *bound = format_value (least ? row->must.at_least : row->must.at_most);

      g_string_append_printf (remark, "%s(%s %s) %s", remark->len > 0 ? ", " : "",
                              least ? "at least" : "at most", bound,
                              is_reached (row) ? "reached" : "NOT REACHED");
    }
  g_print ("  %-*s %*s %-*s%s\n", WHAT_WIDTH, row->what, VALUE_WIDTH, value,
           remark->len > 0 ? UNIT_WIDTH : 0, row->unit, remark->str);
  fflush (stdout);
  g_string_free (remark, TRUE);
}

static void
append_number (GString *csv, double value)
{
  char number[NUM_NUMBER_SIZE];

  g_string_append_printf (
      csv, ",%s", value != 0 ? num_number_format (num_number_round (value, 4), number) : "");
}

void
bench_report_add (BenchReport *self, const BenchRow *row)
{
  char number[NUM_NUMBER_SIZE];

  /* No name has a quotation mark in it, some have commas. */
  g_string_append_printf (self->csv, "%s,\"%s\",%s,%s", self->section, row->what,
                          num_number_format (num_number_round (row->value, 4), number), row->unit);
  append_number (self->csv, row->share);
  g_string_append_printf (self->csv, ",%s", row->share > 0 ? row->limit : "");
  append_number (self->csv, row->must.at_least);
  append_number (self->csv, row->must.at_most);
  g_string_append_printf (self->csv, ",%s\n",
                          !has_must (&row->must) ? ""
                          : is_reached (row)     ? "yes"
                                                 : "no");
  if (self->print)
    print_row (row);
}

void
bench_report_value (BenchReport *self, const char *what, double value, const char *unit)
{
  const BenchRow row = { .what = what, .value = value, .unit = unit };

  bench_report_add (self, &row);
}

const char *
bench_report_get_csv (const BenchReport *self)
{
  return self->csv->str;
}
