/* A sweep's journal as text: numbers in their shortest exact form. */
#include "run/sweep_rows.h"

#include "num/number.h"
#include "run/sweep_axis.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define NEVER "never"
#define SHARD "# shard "

/* Whether the seed has a column of its own. */
static gboolean
has_seed (const RunSweep *sweep)
{
  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    if (sweep->axis[i].used && sweep->axis[i].key == MODEL_SEED)
      return FALSE;
  return TRUE;
}

char *
run_sweep_rows_format_header (const RunSweep *sweep, RunSweepShard shard)
{
  GString *out = g_string_new (RUN_SWEEP_ROWS_FIRST_LINE);
  g_auto (GStrv) lines = g_strsplit (sweep->text, "\n", -1);

  for (int i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      g_string_append_printf (out, "# %s\n", lines[i]);
  if (shard.count > 1)
    g_string_append_printf (out, SHARD "%d/%d\n", shard.index + 1, shard.count);
  g_string_append (out, "cell,");
  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    if (sweep->axis[i].used)
      g_string_append_printf (out, "%s,", model_parameter (sweep->axis[i].key)->name);
  g_string_append_printf (out,
                          "%sstatus,t_a,t_b,ratio,misattribution,theory_ratio,"
                          "theory_ratio_flow,theory_misattribution",
                          has_seed (sweep) ? "seed," : "");
  for (int i = 1; i <= sweep->n_stages; i++)
    g_string_append_printf (out, ",stage_%d_t,stage_%d_modality,stage_%d_loss,theory_stage_%d_t", i,
                            i, i, i);
  for (int i = RUN_SWEEP_FIRST_EXTRA; i < RUN_SWEEP_N_MEASURES; i++)
    if (run_sweep_has_measure (sweep, i))
      g_string_append_printf (out, ",%s,theory_%s", run_sweep_measure_get_name (i),
                              run_sweep_measure_get_name (i));
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

void
run_sweep_rows_append (GString *out, const RunSweep *sweep, int cell, const RunSweepResult *result)
{
  RunSweepResult copy = *result;
  double *values[RUN_SWEEP_VALUES_MAX];
  char number[NUM_NUMBER_SIZE];
  int place[RUN_SWEEP_N_AXES];

  g_string_append_printf (out, "%d,", cell);
  run_sweep_get_place (sweep, run_sweep_get_point (sweep, cell), place);
  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    if (sweep->axis[i].used)
      {
        g_autofree char *value =
            run_sweep_axis_format (&sweep->axis[i], sweep->axis[i].values[place[i]]);

        g_string_append_printf (out, "%s,", value);
      }
  if (has_seed (sweep))
    g_string_append_printf (out, "%.0f,", run_sweep_get_seed (sweep, cell));
  g_string_append (out, run_sweep_status_get_name (result->status));
  const int n = run_sweep_result_list (&copy, sweep->n_stages, sweep->extras, values);

  for (int i = 0; i < n; i++)
    g_string_append_printf (out, ",%s",
                            isnan (*values[i])   ? ""
                            : isinf (*values[i]) ? NEVER
                                                 : num_number_format (*values[i], number));
  g_string_append_c (out, '\n');
}

static gboolean
parse_value (const char *text, double *value)
{
  *value = NAN;
  if (text[0] == '\0')
    return TRUE;
  if (strcmp (text, NEVER) == 0)
    *value = INFINITY;
  else if (!num_number_parse (text, value))
    return FALSE;
  return TRUE;
}

static gboolean
parse_status (const char *text, RunSweepStatus *status)
{
  for (int i = RUN_SWEEP_MISSING + 1; i < RUN_SWEEP_N_STATUSES; i++)
    if (strcmp (text, run_sweep_status_get_name ((RunSweepStatus) i)) == 0)
      {
        *status = (RunSweepStatus) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
run_sweep_rows_parse (const char *line, const RunSweep *sweep, int *cell, RunSweepResult *result)
{
  g_auto (GStrv) fields = g_strsplit (line, ",", RUN_SWEEP_N_AXES + 3 + RUN_SWEEP_VALUES_MAX + 1);
  RunSweepResult read;
  double *values[RUN_SWEEP_VALUES_MAX], index;
  int before = 1 + has_seed (sweep);
  const int n = run_sweep_result_list (&read, sweep->n_stages, sweep->extras, values);

  run_sweep_result_init (&read);
  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    before += sweep->axis[i].used;
  if (g_strv_length (fields) != (guint) before + 1 + n)
    return FALSE;
  if (!num_number_parse (fields[0], &index) || index != floor (index) || !(index >= 0) ||
      !(index < sweep->n_cells) || !parse_status (fields[before], &read.status))
    return FALSE;
  for (int i = 0; i < n; i++)
    if (!parse_value (fields[before + 1 + i], values[i]))
      return FALSE;
  *cell = (int) index;
  *result = read;
  return TRUE;
}

gsize
run_sweep_rows_measure_header (const char *text)
{
  const char *p = text, *end;

  while (*p == '#' && (end = strchr (p, '\n')) != NULL)
    p = end + 1;
  end = strchr (p, '\n');
  return end != NULL ? (gsize) (end + 1 - text) : strlen (text);
}

RunSweep *
run_sweep_rows_parse_header (const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *sweep = g_string_new (NULL);
  RunSweep *parsed;

  for (int i = 1; lines[0] != NULL && lines[i] != NULL && lines[i][0] == '#'; i++)
    if (g_str_has_prefix (lines[i], "# ") && !g_str_has_prefix (lines[i], SHARD))
      g_string_append_printf (sweep, "%s\n", lines[i] + 2);
  parsed = run_sweep_parse (sweep->str, error);
  g_string_free (sweep, TRUE);
  return parsed;
}
