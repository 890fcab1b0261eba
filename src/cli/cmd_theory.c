/* `plateau theory`: what theory predicts for an experiment, as lines `name value` or as JSON. */
#include "cli/cli.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "model/experiment/experiment_text.h"
#include "num/number.h"
#include "study/population.h"
#include "theory/generalisation.h"
#include "theory/prediction.h"
#include "theory/stages.h"
#include "theory/validity.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Words that stand for a value are part of the output's format: not translated. */
#define NEVER "never"
#define NOT_REACHED "not reached"
#define NONE "none"

typedef struct
{
  GString *text;
  gboolean json;
} Report;

static void
begin_value (Report *self, const char *name)
{
  if (self->json)
    g_string_append_printf (self->text, ",\n  \"%s\": ", name);
  else
    g_string_append_printf (self->text, "%s ", name);
}

static void
add_word (Report *self, const char *name, const char *word)
{
  begin_value (self, name);
  g_string_append_printf (self->text, self->json ? "\"%s\"" : "%s\n", word);
}

static void
add_number (Report *self, const char *name, double value)
{
  char number[NUM_NUMBER_SIZE];

  begin_value (self, name);
  g_string_append (self->text, num_number_format (value, number));
  if (!self->json)
    g_string_append_c (self->text, '\n');
}

static void
add_time (Report *self, const char *name, double value, const char *infinite)
{
  if (isfinite (value))
    add_number (self, name, value);
  else
    add_word (self, name, infinite);
}

static void
add_known (Report *self, const char *name, gboolean known, double value)
{
  if (known)
    add_number (self, name, value);
  else
    add_word (self, name, NONE);
}

/* What is not learned: by a network that bends, of XOR, theory says nothing. */
static const char *
get_never (const TheoryPrediction *p)
{
  return p->beyond ? NONE : NEVER;
}

static void
add_clock (Report *self,
           const TheoryPrediction *p,
           const TheoryClock *clock,
           const char *t_a,
           const char *t_b,
           const char *ratio)
{
  add_time (self, t_a, clock->t[0], get_never (p));
  add_time (self, t_b, clock->t[1], get_never (p));
  if (isinf (clock->t[0]) && isinf (clock->t[1]))
    add_word (self, ratio, NONE);
  else
    add_time (self, ratio, clock->ratio, get_never (p));
}

static void
add_times (Report *self, const TheoryPrediction *p)
{
  static const char *const orders[] = { [THEORY_ORDER_A_FIRST] = "a",
                                        [THEORY_ORDER_B_FIRST] = "b",
                                        [THEORY_ORDER_TOGETHER] = "together",
                                        [THEORY_ORDER_NOTHING] = NONE };
  static const char *const names[] = { "reduced_t_a", "reduced_t_b" };
  g_autoptr (TheoryReduced) reduced = theory_prediction_new_reduced (p, INFINITY, NULL);

  add_word (self, "first", orders[p->times.order]);
  add_clock (self, p, &p->times.flow, "t_a", "t_b", "ratio");
  add_clock (self, p, &p->times.step, "step_t_a", "step_t_b", "step_ratio");
  for (int m = 0; m < 2; m++)
    add_time (self, names[m], reduced->t[m],
              isfinite (p->levels.half[m]) ? NOT_REACHED : get_never (p));
}

/* Reasons why it may be off, by name, and in words where text has room for them. */
static void
add_limits (Report *self, const char *name, const TheoryLimit *limits, int n)
{
  for (int i = 0; i < n && !self->json; i++)
    g_string_append_printf (self->text, "# %s: %s\n", theory_validity_get_name (limits[i]),
                            theory_validity_get_words (limits[i]));
  begin_value (self, name);
  if (self->json)
    g_string_append_c (self->text, '[');
  for (int i = 0; i < n; i++)
    g_string_append_printf (self->text, self->json ? "%s\"%s\"" : "%s%s", i == 0 ? "" : ", ",
                            theory_validity_get_name (limits[i]));
  if (n == 0 && !self->json)
    g_string_append (self->text, NONE);
  g_string_append (self->text, self->json ? "]" : "\n");
}

/* One value of a stage: a line of its own, or in the stage's object. */
static void
add_to_stage (Report *self, int i, const char *name, const char *value)
{
  if (self->json)
    g_string_append_printf (self->text, "%s\"%s\": %s", g_str_equal (name, "t") ? "" : ", ",
                            g_str_equal (name, "t") ? "time" : name, value);
  else
    g_string_append_printf (self->text, "stage_%d_%s %s\n", i, name, value);
}

static void
add_stage (Report *self, int i, const TheoryStage *stage)
{
  static const char *const modalities[] = { "a", "b", "both" };
  static const char *const quoted[] = { "\"a\"", "\"b\"", "\"both\"" };
  char number[NUM_NUMBER_SIZE];

  add_to_stage (self, i, "t", num_number_format (stage->time, number));
  add_to_stage (self, i, "modality", (self->json ? quoted : modalities)[stage->modality]);
  add_to_stage (self, i, "sign", stage->sign < 0 ? "-1" : "1");
  add_to_stage (self, i, "weight_a", num_number_format (stage->weight[0], number));
  add_to_stage (self, i, "weight_b", num_number_format (stage->weight[1], number));
  add_to_stage (self, i, "loss", num_number_format (stage->loss, number));
}

static void
add_stages (Report *self, const ModelHistoryView *history, const TheoryFixedPoints *points)
{
  TheoryStages stages;

  theory_stages_measure (&stages, history, points);
  if (self->json)
    begin_value (self, "stages");
  else
    add_number (self, "stages", stages.n);
  for (int i = 0; i < stages.n; i++)
    {
      if (self->json)
        g_string_append (self->text, i == 0 ? "[\n    { " : " },\n    { ");
      add_stage (self, i + 1, &stages.stage[i]);
    }
  if (self->json)
    g_string_append (self->text, stages.n == 0 ? "[]" : " }\n  ]");
}

/* Theory of the population, where it is another than that of the samples. */
static void
add_population (Report *self,
                const ModelExperiment *experiment,
                const TheoryPrediction *p,
                const TheoryOwn *own,
                const TheoryOwnStart *start)
{
  static const char *const names[] = { "population_t_a", "population_t_b" };
  static const char *const ends[] = { "population_weight_a_end", "population_weight_b_end" };
  g_autoptr (StudyPopulation) all = study_population_new (experiment, p, own, start, NULL);

  if (all == NULL)
    {
      add_word (self, "population", NONE);
      return;
    }
  add_word (self, "population", "differs");
  for (int m = 0; m < 2; m++)
    add_time (self, names[m], all->own->t[m],
              isfinite (all->own->levels.half[m]) ? NOT_REACHED : NEVER);
  for (int m = 0; m < 2; m++)
    add_number (self, ends[m], all->prediction->points->point[THEORY_POINT_SOLUTION].level[m]);
  add_known (self, "population_plateau_loss", all->prediction->has_plateau,
             all->prediction->plateau_loss);
}

/* What the experiment's own initial weights lead to. */
static void
add_own (Report *self, const ModelExperiment *experiment, const TheoryPrediction *p)
{
  static const char *const names[] = { "own_t_a", "own_t_b" };
  TheoryLimit limits[THEORY_N_LIMITS];
  g_autoptr (TheoryOwnStart) start = NULL;
  g_autoptr (TheoryOwn) own = NULL;

  add_limits (self, "limits", limits, theory_validity_compute (experiment, p, NULL, limits));
  if (!theory_prediction_has_line (p))
    {
      for (int m = 0; m < 2; m++)
        add_word (self, names[m], NONE);
      add_word (self, "own_ratio", NONE);
      return;
    }
  start = theory_own_start_new (experiment, NULL);
  own = theory_own_new (start, p, INFINITY, NULL);
  for (int m = 0; m < 2; m++)
    add_time (self, names[m], own->t[m],
              isfinite (own->levels.half[m]) ? NOT_REACHED : get_never (p));
  add_time (self, "own_ratio", own->ratio,
            isfinite (own->levels.half[0]) && isfinite (own->levels.half[1]) ? NOT_REACHED
                                                                             : get_never (p));
  add_limits (self, "own_limits", limits, theory_validity_compute (experiment, p, own, limits));
  add_stages (self, own->history, p->points);
  add_population (self, experiment, p, own, start);
}

/* The logistic loss has a start, and no points to rest at. */
static void
add_losses (Report *self, const TheoryPrediction *p)
{
  static const char *const losses[] = { "loss_start", "loss_a_alone", "loss_b_alone", "loss_end" };
  static const char *const weights[] = { "weight_a_alone", "weight_b_alone" };
  static const char *const ends[] = { "weight_a_end", "weight_b_end" };
  const TheoryFixedPoint *points = p->points->point;

  for (int i = 0; i < THEORY_N_POINTS; i++)
    if (i == THEORY_POINT_ORIGIN && !p->rests)
      add_number (self, losses[i], G_LN2);
    else
      add_known (self, losses[i], p->rests, points[i].loss);
  add_known (self, "plateau_loss", p->has_plateau && p->rests, p->plateau_loss);
  for (int m = 0; m < 2; m++)
    {
      add_known (self, weights[m], p->rests, points[THEORY_POINT_A + m].level[m]);
      add_known (self, ends[m], p->rests, points[THEORY_POINT_SOLUTION].level[m]);
    }
}

static void
add_misattribution (Report *self, const TheoryPrediction *p)
{
  const gboolean known = p->has_misattribution && p->rests;

  add_known (self, "misattribution", known, p->misattribution.amount);
  add_known (self, "misattribution_relative", known && p->misattribution.has_relative,
             p->misattribution.relative);
}

static void
add_generalisation (Report *self, const ModelExperiment *experiment)
{
  static const char *const names[] = { "generalisation_a_alone", "generalisation_b_alone" };
  double error;

  for (int m = 0; m < 2; m++)
    if (theory_generalisation_compute_unimodal (experiment, m, &error, NULL))
      add_number (self, names[m], error);
}

static void
add_preference (Report *self, const TheoryPrediction *p)
{
  static const char *const regions[] = { [THEORY_PREFERENCE_A] = "I",
                                         [THEORY_PREFERENCE_B_SUPERFICIAL] = "II",
                                         [THEORY_PREFERENCE_A_SUPERFICIAL] = "III",
                                         [THEORY_PREFERENCE_B] = "IV",
                                         [THEORY_PREFERENCE_NONE] = NONE };
  const gboolean known = p->has_plateau && p->rests;
  gboolean superficial = p->preference == THEORY_PREFERENCE_A_SUPERFICIAL ||
                         p->preference == THEORY_PREFERENCE_B_SUPERFICIAL;

  add_word (self, "preference_region", known ? regions[p->preference] : NONE);
  add_word (self, "superficial_preference", known && superficial ? "yes" : "no");
}

static void
begin_report (Report *self, const ModelExperiment *experiment)
{
  FigureProvenance provenance;
  g_autofree char *keys = NULL, *escaped = NULL;
  char utf8[129] = { 0 };

  if (!self->json)
    {
      figure_provenance_init (&provenance);
      provenance.run.experiment = *experiment;
      figure_provenance_append_comment (&provenance, self->text);
      return;
    }
  keys = model_experiment_to_text (experiment);
  /* Key files hold text and line ends: what is escaped here is JSON, too, but for the bytes of
   * UTF-8, which stay as they are. */
  for (int i = 0; i < 128; i++)
    utf8[i] = (char) (128 + i);
  escaped = g_strescape (keys, utf8);
  g_string_append_printf (
      self->text, "{\n  \"version\": \"" PLATEAU_VERSION "\",\n  \"experiment\": \"%s\"", escaped);
}

static char *
format_report (const ModelExperiment *experiment, const TheoryPrediction *p, gboolean json)
{
  Report report = { g_string_new (NULL), json };

  begin_report (&report, experiment);
  add_number (&report, "init_scale", p->init_scale);
  add_times (&report, p);
  add_own (&report, experiment, p);
  add_losses (&report, p);
  add_misattribution (&report, p);
  add_preference (&report, p);
  add_generalisation (&report, experiment);
  if (json)
    g_string_append (report.text, "\n}\n");
  return g_string_free (report.text, FALSE);
}

static gboolean
predict_and_write (const ModelExperiment *experiment,
                   const char *path,
                   gboolean json,
                   GError **error)
{
  g_autoptr (TheoryPrediction) prediction = theory_prediction_new (experiment, 0, error);
  g_autofree char *text = NULL;

  if (prediction == NULL || !cli_output_check (path, error))
    return FALSE;
  text = format_report (experiment, prediction, json);
  return cli_output_write (path, text, error);
}

static gboolean
check_file (const FigureProvenance *file, GError **error)
{
  if (file->run.kicks.n == 0 && !file->run.is_fork)
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
               _ ("theory: a run that was kicked, or forked from another, has no prediction; "
                  "allowed are experiments"));
  return FALSE;
}

int
cli_theory (int argc, char **argv)
{
  const char *output = NULL, *json = NULL, *help = NULL;
  const CliOption options[] = {
    { "json", 0, TRUE, &json, NULL, N_ ("one JSON object instead of lines of text") },
    { "output", 'o', FALSE, &output, "FILE", N_ ("file to write; standard output if not given") },
    { "help", 'h', TRUE, &help, NULL, N_ ("this text") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  FigureProvenance file;

  if (!cli_flags_parse (argc, argv, options, &file, NULL, &error))
    return cli_report (error);
  if (help != NULL)
    {
      g_print (
          "%s\n\n",
          _ ("plateau theory [FILE] [--KEY VALUE]... [--json] [-o FILE]\n"
             "Predicts, in epochs, when each modality is learned: t_a, t_b by gradient flow to "
             "leading order,\n"
             "step_ for steps of finite size, reduced_ by integrating the reduced dynamics, all of "
             "aligned layers;\n"
             "own_ from the weights that this network starts with, and its stages. ratio is later "
             "/ earlier.\n"
             "All is of the data that are trained on; population_ is told where what they were "
             "drawn from differs visibly.\n"
             "Losses and weights of the saddles and of the solution, mis-attribution, preference.\n"
             "limits and own_limits: what theory assumes and the experiment does not meet."));
      cli_flags_print_help (options, TRUE);
      return CLI_DONE;
    }
  return check_file (&file, &error) &&
                 predict_and_write (&file.run.experiment, output, json != NULL, &error)
             ? CLI_DONE
             : cli_report (error);
}
