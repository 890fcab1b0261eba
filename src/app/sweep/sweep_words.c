/* Results of a sweep in words. */
#include "app/sweep/sweep_words.h"

#include "plot/draw/label.h"
#include "run/duration.h"
#include "run/sweep_files.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static int
count_done (const StudySweepResults *results)
{
  int n = 0;

  for (int i = 0; i < results->sweep->n_points; i++)
    n += results->points[i].n_done > 0;
  return n;
}

static void
append_place (const StudySweepResults *results, GString *text)
{
  int place[RUN_SWEEP_N_AXES];

  run_sweep_get_place (results->sweep, results->hover, place);
  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    if (results->sweep->axis[i].used)
      {
        g_autofree char *name =
            study_sweep_results_name_value (results, (RunSweepRole) i, place[i]);
        g_autofree char *spoken = plot_label_speak (name);

        g_string_append_printf (text, "%s%s", i > 0 ? ", " : " ", spoken);
      }
}

/* NULL where there is none. */
static char *
format_value (double value)
{
  if (isnan (value))
    return NULL;
  return isinf (value) ? g_strdup (_ ("never")) : g_strdup_printf ("%.3g", value);
}

static void
append_point (const StudySweepResults *results, GString *text)
{
  const RunSweepPoint *point = &results->points[results->hover];
  g_autofree char *mean =
      format_value (point->n == 0 && point->n_never > 0 ? INFINITY : point->mean);
  g_autofree char *theory = NULL;

  append_place (results, text);
  theory = format_value (
      run_sweep_theory_get_mean (results->sweep, results->hover, results->measure, FALSE));
  if (mean != NULL)
    g_string_append_printf (text, _ (": %s"), mean);
  /* Translators: behind the mean of several runs: their deviation, and how many they are. */
  if (point->n > 1)
    g_string_append_printf (text, _ (" ± %.2g of %d seeds"), point->deviation, point->n);
  if (theory != NULL)
    g_string_append_printf (text, _ (", theory %s"), theory);
}

char *
app_sweep_words_summary (const StudySweepResults *results)
{
  g_return_val_if_fail (results != NULL, NULL);

  g_autofree char *measure = plot_label_speak (run_sweep_measure_get_symbol (results->measure));
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("%s at %d of %d points."), measure, count_done (results),
                          results->sweep->n_points);
  if (results->hover >= 0)
    append_point (results, text);
  return g_string_free (text, FALSE);
}

char *
app_sweep_words_loading (const RunSweep *sweep)
{
  g_autofree char *file =
      g_path_get_basename (model_experiment_get_text (&sweep->base, MODEL_FILE));

  return g_strdup_printf (_ ("Loading %s…"), file);
}

char *
app_sweep_words_progress (const RunSweepProgress *progress)
{
  g_autofree char *left = NULL;

  if (!progress->ended && !progress->paused && isfinite (progress->seconds_left))
    left = run_duration_format (progress->seconds_left);
  return g_strdup_printf (left != NULL ? _ ("%d of %d, %s left") : _ ("%d of %d"), progress->done,
                          progress->wanted, left);
}

void
app_sweep_words_fill (GtkDropDown *chooser, char **names)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (int i = 0; names[i] != NULL; i++)
    {
      g_autoptr (RunSweep) sweep = run_sweep_files_load (names[i], NULL);
      g_autofree char *row = g_strdup_printf ("%s  %s", names[i], _ (sweep->title));

      gtk_string_list_append (list, row);
    }
  gtk_string_list_append (list, _ ("Of your own"));
  gtk_drop_down_set_model (chooser, G_LIST_MODEL (list));
}

void
app_sweep_words_fill_measures (GtkDropDown *chooser, const RunSweep *sweep)
{
  GListModel *present = gtk_drop_down_get_model (chooser);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint n = 0;
  gboolean same = present != NULL;

  for (int i = 0; i < RUN_SWEEP_N_MEASURES; i++)
    if (run_sweep_has_measure (sweep, i))
      {
        const char *title = run_sweep_measure_get_title (i);

        gtk_string_list_append (list, title);
        same = same &&
               g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (present), n), title) == 0;
        n++;
      }
  if (!same || g_list_model_get_n_items (present) != n)
    gtk_drop_down_set_model (chooser, G_LIST_MODEL (list));
}

void
app_sweep_words_select_measure (GtkDropDown *chooser,
                                const RunSweep *sweep,
                                RunSweepMeasure measure)
{
  guint place = 0;

  if (!run_sweep_has_measure (sweep, measure))
    return;
  for (int i = 0; i < (int) measure; i++)
    place += run_sweep_has_measure (sweep, i);
  gtk_drop_down_set_selected (chooser, place);
}

gboolean
app_sweep_words_get_measure (GtkDropDown *chooser, const RunSweep *sweep, RunSweepMeasure *measure)
{
  guint left = gtk_drop_down_get_selected (chooser);

  for (int i = 0; i < RUN_SWEEP_N_MEASURES; i++)
    if (run_sweep_has_measure (sweep, i) && left-- == 0)
      {
        *measure = (RunSweepMeasure) i;
        return TRUE;
      }
  return FALSE;
}
