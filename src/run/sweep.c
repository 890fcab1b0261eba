/* Sweeps: parsed, checked cell by cell, and taken apart into experiments. */
#include "run/sweep.h"

#include "model/experiment/experiment_text.h"
#include "model/experiment/key_file.h"
#include "num/number.h"
#include "run/sweep_axis.h"
#include "run/sweep_text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define GROUP "sweep"
/* Seeds are whole numbers below 2^32. */
#define MAX_SEEDS 1000000

static const char *const roles[RUN_SWEEP_N_AXES] = { "x", "y", "family", "marks" };
gboolean
run_sweep_has_measure (const RunSweep *self, RunSweepMeasure measure)
{
  const int extra = run_sweep_measure_get_extra (measure);

  return extra >= 0 ? (self->extras & 1u << extra) != 0
                    : run_sweep_measure_get_stage (measure) < self->n_stages;
}

static gboolean
refuse (const char *key, const char *value, const char *allowed, GError **error)
{
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("[sweep] %s = %s: allowed is %s"), key,
               value, allowed);
  return FALSE;
}

static gboolean
read_seeds (RunSweep *self, const char *text, GError **error)
{
  double value;

  if (!num_number_parse (text, &value) || !(value >= 1 && value <= MAX_SEEDS) ||
      value != floor (value))
    return refuse ("seeds", text, _ ("how many seeds, a whole number from 1 to 1000000"), error);
  self->n_seeds = (int) value;
  return TRUE;
}

static gboolean
read_keep (RunSweep *self, const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 2);

  if (words[0] == NULL || words[1] == NULL || !num_number_parse (words[0], &self->keep[0]) ||
      !num_number_parse (words[1], &self->keep[1]) || !(self->keep[0] <= self->keep[1]))
    return refuse ("keep", text, _ ("two time ratios, the lower one first"), error);
  return TRUE;
}

static gboolean
read_measure (RunSweep *self, const char *text, GError **error)
{
  g_autofree char *allowed = NULL;

  if (run_sweep_measure_find (text, &self->measure))
    return TRUE;
  allowed = run_sweep_measure_list (0, RUN_SWEEP_N_MEASURES - 1);
  return refuse ("measure", text, allowed, error);
}

static gboolean
read_also (RunSweep *self, const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autofree char *allowed = NULL;

  for (int i = 0; words[i] != NULL; i++)
    {
      RunSweepMeasure measure;

      if (words[i][0] != '\0' && (!run_sweep_measure_find (words[i], &measure) ||
                                  run_sweep_measure_get_extra (measure) < 0))
        {
          allowed = run_sweep_measure_list (RUN_SWEEP_FIRST_EXTRA, RUN_SWEEP_N_MEASURES - 1);
          return refuse ("also", words[i], allowed, error);
        }
      if (words[i][0] != '\0')
        self->extras |= 1u << run_sweep_measure_get_extra (measure);
    }
  return TRUE;
}

static gboolean
read_stages (RunSweep *self, const char *text, GError **error)
{
  g_autofree char *allowed =
      g_strdup_printf (_ ("how many stages, a whole number from 0 to %d"), RUN_SWEEP_STAGES_MAX);
  double value;

  if (!num_number_parse (text, &value) || !(value >= 0 && value <= RUN_SWEEP_STAGES_MAX) ||
      value != floor (value))
    return refuse ("stages", text, allowed, error);
  self->n_stages = (int) value;
  return TRUE;
}

/* More is measured only where the text says so: cells depend on it, not on what is drawn. */
static gboolean
check_measure (const RunSweep *self, GError **error)
{
  const int stage = run_sweep_measure_get_stage (self->measure);
  const char *name = run_sweep_measure_get_name (self->measure);

  if (run_sweep_has_measure (self, self->measure))
    return TRUE;
  if (stage >= 0)
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
                 _ ("[sweep] measure = %s: it needs stages = %d"), name, stage + 1);
  else
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
                 _ ("[sweep] measure = %s: it needs also = %s"), name, name);
  return FALSE;
}

static gboolean
read_log (RunSweep *self, const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (int i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], "x") == 0 || strcmp (words[i], "y") == 0)
      self->axis[words[i][0] == 'x' ? RUN_SWEEP_X : RUN_SWEEP_Y].logarithmic = TRUE;
    else if (strcmp (words[i], "value") == 0)
      self->logarithmic = TRUE;
    else if (words[i][0] != '\0')
      return refuse ("log", text, _ ("x, y, value, or several of them"), error);
  return TRUE;
}

/* "x_name" and the like, of an axis that is named apart from its key. */
static gboolean
read_name (RunSweep *self, const char *key, const char *text)
{
  for (int role = 0; role < RUN_SWEEP_N_AXES; role++)
    if (g_str_has_prefix (key, roles[role]) && strcmp (key + strlen (roles[role]), "_name") == 0)
      {
        g_free (self->axis[role].name);
        self->axis[role].name = g_strdup (text);
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_key (RunSweep *self, const char *key, const char *text, GError **error)
{
  for (int role = 0; role < RUN_SWEEP_N_AXES; role++)
    if (strcmp (key, roles[role]) == 0)
      return run_sweep_axis_parse (&self->axis[role], roles[role], text, error);
  if (strcmp (key, "seeds") == 0)
    return read_seeds (self, text, error);
  if (strcmp (key, "keep") == 0)
    return read_keep (self, text, error);
  if (strcmp (key, "stages") == 0)
    return read_stages (self, text, error);
  if (strcmp (key, "also") == 0)
    return read_also (self, text, error);
  if (strcmp (key, "measure") == 0)
    return read_measure (self, text, error);
  if (strcmp (key, "log") == 0)
    return read_log (self, text, error);
  if (strcmp (key, "title") == 0)
    {
      g_free (self->title);
      self->title = g_strdup (text);
      return TRUE;
    }
  if (read_name (self, key, text))
    return TRUE;
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
               _ ("[sweep] %s: there is no such key; allowed are x, y, family, marks, seeds, keep, "
                  "stages, also, title, measure, log, x_name, y_name, family_name, marks_name"),
               key);
  return FALSE;
}

/* Words with one blank between them, up to a comment. */
static char *
collapse (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t", -1);
  GString *line = g_string_new (NULL);

  for (int i = 0; words[i] != NULL && words[i][0] != '#'; i++)
    if (words[i][0] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);
  return g_string_free (line, FALSE);
}

/* In one order, whatever the text's is. */
static void
append_extras (const RunSweep *self, GString *canonical)
{
  if (self->extras != 0)
    g_string_append (canonical, "also =");
  for (int i = RUN_SWEEP_FIRST_EXTRA; i < RUN_SWEEP_N_MEASURES; i++)
    if (run_sweep_has_measure (self, (RunSweepMeasure) i))
      g_string_append_printf (canonical, " %s", run_sweep_measure_get_name ((RunSweepMeasure) i));
  if (self->extras != 0)
    g_string_append_c (canonical, '\n');
}

/* Takes the group out of the file; what is left is an experiment. */
static gboolean
read_group (RunSweep *self, GKeyFile *file, GString *canonical, GError **error)
{
  static const char *const others[] = { "seeds", "keep", "stages" };
  g_auto (GStrv) keys = g_key_file_get_keys (file, GROUP, NULL, NULL);

  g_string_append (canonical, "[" GROUP "]\n");
  for (int i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *raw = g_key_file_get_value (file, GROUP, keys[i], NULL);
      g_autofree char *text = collapse (raw);

      if (!read_key (self, keys[i], text, error))
        return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (roles) + G_N_ELEMENTS (others); i++)
    {
      const char *key = i < G_N_ELEMENTS (roles) ? roles[i] : others[i - G_N_ELEMENTS (roles)];
      g_autofree char *raw = g_key_file_get_value (file, GROUP, key, NULL);
      g_autofree char *text = raw != NULL ? collapse (raw) : NULL;

      if (text != NULL)
        g_string_append_printf (canonical, "%s = %s\n", key, text);
    }
  append_extras (self, canonical);
  g_key_file_remove_group (file, GROUP, NULL);
  return TRUE;
}

static gboolean
check_axes (const RunSweep *self, GError **error)
{
  if (!self->axis[RUN_SWEEP_X].used)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
                   _ ("[sweep]: an axis x is needed, as in `x = rho -0.9:0.9:9`"));
      return FALSE;
    }
  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    for (int j = 0; j < i; j++)
      if (self->axis[i].used && self->axis[j].used && self->axis[i].key == self->axis[j].key)
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("[sweep] %s, %s: both are %s"),
                       roles[j], roles[i], model_parameter (self->axis[i].key)->name);
          return FALSE;
        }
  if (self->axis[RUN_SWEEP_Y].used &&
      (self->axis[RUN_SWEEP_FAMILY].used || self->axis[RUN_SWEEP_MARKS].used))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
                   _ ("[sweep]: axes x and y make a map, which has neither family nor marks"));
      return FALSE;
    }
  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    if (self->axis[i].used && self->axis[i].key == MODEL_SEED && self->n_seeds > 1)
      {
        g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                     _ ("[sweep] seeds = %d: allowed is 1 where an axis is the seed"),
                     self->n_seeds);
        return FALSE;
      }
  return TRUE;
}

/* The number of points and cells. */
static gboolean
count (RunSweep *self, GError **error)
{
  double points = 1;

  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    points *= self->axis[i].n;
  if (points * self->n_seeds > RUN_SWEEP_MAX_CELLS)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                   _ ("[sweep]: %.0f cells; allowed are up to %d"), points * self->n_seeds,
                   RUN_SWEEP_MAX_CELLS);
      return FALSE;
    }
  self->n_points = (int) points;
  self->n_cells = self->n_points * self->n_seeds;
  return TRUE;
}

/* Whether no rule of model_experiment_validate() looks at that key beside another. */
static gboolean
is_alone (ModelKey key)
{
  return key == MODEL_RHO || key == MODEL_W_A || key == MODEL_W_B || key == MODEL_NOISE ||
         key == MODEL_INIT_SCALE || key == MODEL_LEARNING_RATE || key == MODEL_EPOCHS ||
         key == MODEL_SEED;
}

/* To the next place of the axes that rules look at; FALSE behind the last. */
static gboolean
step (const RunSweep *self, int place[RUN_SWEEP_N_AXES])
{
  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    {
      if (!self->axis[i].used || is_alone (self->axis[i].key))
        continue;
      if (++place[i] < self->axis[i].n)
        return TRUE;
      place[i] = 0;
    }
  return FALSE;
}

/* Combinations that no single value shows; seeds make no difference but at the end of their range.
 * A million values along an axis are checked once where no rule looks at them. */
gboolean
run_sweep_check_points (const RunSweep *self, GError **error)
{
  int place[RUN_SWEEP_N_AXES] = { 0 };
  const double last_seed = model_experiment_get (&self->base, MODEL_SEED) + self->n_seeds - 1;
  ModelExperiment probe = self->base;

  if (!model_experiment_set (&probe, MODEL_SEED, last_seed, error))
    {
      g_prefix_error (error, "[sweep] seeds: ");
      return FALSE;
    }
  do
    {
      const int point = run_sweep_find_point (self, place);
      ModelExperiment experiment;

      run_sweep_get_experiment (self, point, &experiment);
      if (!model_experiment_validate (&experiment, error))
        {
          g_autofree char *cell = run_sweep_describe_cell (self, point);

          g_prefix_error (error, _ ("[sweep], at %s: "), cell);
          return FALSE;
        }
    }
  while (step (self, place));
  return TRUE;
}

static RunSweep *
sweep_new (void)
{
  RunSweep *self = g_new0 (RunSweep, 1);

  g_atomic_ref_count_init (&self->ref_count);
  model_experiment_init (&self->base);
  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    self->axis[i].n = 1;
  self->n_seeds = 1;
  self->keep[1] = INFINITY;
  return self;
}

/* What a file leaves to the axes may be needed to make its experiment valid (depth along an axis):
 * the base is that of the first cell. */
static gboolean
read_base (RunSweep *self, GKeyFile *file, GError **error)
{
  g_autofree char *text = NULL;

  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    if (self->axis[i].used)
      {
        const ModelParameter *p = model_parameter (self->axis[i].key);
        g_autofree char *value = run_sweep_axis_format (&self->axis[i], self->axis[i].values[0]);

        g_key_file_set_value (file, p->group, p->name, value);
      }
  text = g_key_file_to_data (file, NULL, NULL);
  if (model_experiment_from_text (&self->base, text, error))
    return TRUE;
  if (error != NULL && g_error_matches (*error, MODEL_ERROR, MODEL_ERROR_RANGE))
    {
      g_autofree char *cell = run_sweep_describe_cell (self, 0);

      g_prefix_error (error, _ ("[sweep], at %s: "), cell);
    }
  return FALSE;
}

RunSweep *
run_sweep_parse (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autoptr (RunSweep) self = sweep_new ();
  g_autoptr (GKeyFile) file = model_key_file_parse (text, strlen (text), error);
  GString *canonical;

  if (file != NULL && !g_key_file_has_group (file, GROUP))
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("there is no group [%s]"), GROUP);
  if (file == NULL || !g_key_file_has_group (file, GROUP))
    {
      g_prefix_error (error, _ ("not a sweep: "));
      return NULL;
    }
  self->source = run_sweep_text_format (file);
  canonical = g_string_new (NULL);
  if (read_group (self, file, canonical, error) && check_axes (self, error) &&
      check_measure (self, error) && count (self, error) && read_base (self, file, error))
    {
      g_autofree char *base = model_experiment_to_text (&self->base);

      g_string_append (canonical, base);
      self->text = g_string_free (canonical, FALSE);
      return run_sweep_check_points (self, error) ? g_steal_pointer (&self) : NULL;
    }
  g_string_free (canonical, TRUE);
  return NULL;
}

RunSweep *
run_sweep_ref (RunSweep *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

char *
run_sweep_dup_source (const RunSweep *self, RunSweepMeasure measure)
{
  const ModelParameter *seed = model_parameter (MODEL_SEED);
  g_autofree char *text =
      run_sweep_text_set (self->source, GROUP, "measure", run_sweep_measure_get_name (measure));
  char number[NUM_NUMBER_SIZE];

  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    if (self->axis[i].used && self->axis[i].key == MODEL_SEED)
      return g_steal_pointer (&text);
  num_number_format (model_experiment_get (&self->base, MODEL_SEED), number);
  return run_sweep_text_set (text, seed->group, seed->name, number);
}

void
run_sweep_unref (RunSweep *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    run_sweep_axis_clear (&self->axis[i]);
  g_free (self->title);
  g_free (self->source);
  g_free (self->text);
  g_free (self);
}

int
run_sweep_get_point (const RunSweep *self, int cell)
{
  return cell % self->n_points;
}

/* The order of the axes in a point, fastest first: x, y, family, marks, as RunSweepRole. */
void
run_sweep_get_place (const RunSweep *self, int point, int place[RUN_SWEEP_N_AXES])
{
  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    {
      place[i] = point % self->axis[i].n;
      point /= self->axis[i].n;
    }
}

int
run_sweep_find_point (const RunSweep *self, const int place[RUN_SWEEP_N_AXES])
{
  int point = 0;

  for (int i = RUN_SWEEP_N_AXES - 1; i >= 0; i--)
    point = point * self->axis[i].n + place[i];
  return point;
}

double
run_sweep_get_seed (const RunSweep *self, int cell)
{
  return model_experiment_get (&self->base, MODEL_SEED) + cell / self->n_points;
}

void
run_sweep_get_experiment (const RunSweep *self, int cell, ModelExperiment *experiment)
{
  int place[RUN_SWEEP_N_AXES];

  *experiment = self->base;
  model_experiment_set (experiment, MODEL_SEED, run_sweep_get_seed (self, cell), NULL);
  run_sweep_get_place (self, run_sweep_get_point (self, cell), place);
  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    if (self->axis[i].used)
      model_experiment_set (experiment, self->axis[i].key, self->axis[i].values[place[i]], NULL);
}

gboolean
run_sweep_get_experiment_at (
    const RunSweep *self, int cell, RunSweepRole role, double value, ModelExperiment *experiment)
{
  ModelExperiment changed;

  run_sweep_get_experiment (self, cell, &changed);
  if (!model_experiment_set (&changed, self->axis[role].key, value, NULL) ||
      !model_experiment_validate (&changed, NULL))
    return FALSE;
  *experiment = changed;
  return TRUE;
}

char *
run_sweep_describe_cell (const RunSweep *self, int cell)
{
  GString *text = g_string_new (NULL);
  int place[RUN_SWEEP_N_AXES];

  run_sweep_get_place (self, run_sweep_get_point (self, cell), place);
  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    if (self->axis[i].used)
      {
        g_autofree char *value =
            run_sweep_axis_format (&self->axis[i], self->axis[i].values[place[i]]);

        g_string_append_printf (text, "%s%s = %s", text->len > 0 ? ", " : "",
                                model_parameter (self->axis[i].key)->name, value);
      }
  if (self->n_seeds > 1)
    g_string_append_printf (text, ", seed = %.0f", run_sweep_get_seed (self, cell));
  return g_string_free (text, FALSE);
}
