/* Words and numbers of the facts, from the prediction and the measurement of one run. */
#include "app/panel/facts.h"

#include "app/session/parameter.h"
#include "model/data/modality_name.h"
#include "plot/draw/label.h"
#include "study/axis.h"
#include "theory/place.h"
#include "theory/validity.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DIGITS 3
/* Of a loss or a weight, relative: rounding. */
#define NOTHING 1e-9

/* What all facts are made of. */
typedef struct
{
  const TheoryPrediction *prediction;
  const TheoryMeasure *measure;
  const StudyPhases *phases;
  const ModelSnapshot *snapshot;
  gboolean complete;
  TheoryClock clock;
  int first, second;
  const char *label[2]; /* what A and B are called */
  gboolean named;       /* by other names than these */
} Source;

static const char *const letters[] = { "A", "B" };

static char *
format (double value)
{
  char text[32];

  study_axis_format (value, DIGITS, text);
  return g_strdup (text);
}

static char *
format_percent (double part)
{
  double percent = round (100 * part);

  /* Translators: a number of per cent with its sign, such as "+5 %" */
  return percent == 0 ? g_strdup (_ ("0 %"))
                      : g_strdup_printf (_ ("%s%.0f %%"), percent < 0 ? "−" : "+", fabs (percent));
}

static char *
format_error (double theory, double run)
{
  return isfinite (theory) && isfinite (run) && fabs (theory) > NOTHING
             ? format_percent (run / theory - 1)
             : g_strdup ("");
}

static char *
format_never (double value)
{
  return isfinite (value) ? format (value) : g_strdup (_ ("never"));
}

/* XOR, which a linear network never learns, one that bends may learn all the same. */
static char *
format_theory (const Source *source, double value)
{
  if (isnan (value))
    return g_strdup ("…");
  return isfinite (value) || !source->prediction->beyond ? format_never (value)
                                                         : g_strdup (_ ("linear: never"));
}

/* A measured value; what theory says is never reached is not waited for. */
static char *
format_run (const Source *source, gboolean expected, gboolean known, double value)
{
  if (known)
    return format (value);
  if (!expected)
    return g_strdup ("");
  return g_strdup (source->complete ? _ ("not reached") : _ ("not yet"));
}

static char *
describe_start (const Source *source)
{
  const ModelExperiment *experiment = &source->snapshot->experiment;
  g_autofree char *theory = study_phases_describe_theory (source->phases, experiment);
  g_autofree char *condition = app_parameter_describe_condition (experiment);

  if (condition == NULL)
    return g_steal_pointer (&theory);
  return g_strdup_printf ("%s\n%s", theory, condition);
}

/* The paper's two clocks, and what they assume beside what the network's own times do. */
static char *
describe_clocks (const Source *source, double step, double flow)
{
  const ModelExperiment *experiment = &source->snapshot->experiment;
  g_autofree char *a = format_never (step), *b = format_never (flow);
  g_autofree char *steps = plot_label_speak (a), *flows = plot_label_speak (b);
  GString *text = g_string_new (NULL);
  TheoryLimit paper[THEORY_N_LIMITS], own[THEORY_N_LIMITS];
  const int n_own =
      theory_validity_compute (experiment, source->prediction, source->phases->own, own);
  const int n = theory_validity_compute (experiment, source->prediction, NULL, paper);

  g_string_append_printf (text,
                          _ ("The paper's formula, of aligned layers: %s\n"
                             "The same for gradient flow: %s"),
                          steps, flows);
  for (int i = 0; i < n; i++)
    {
      gboolean said = FALSE;

      for (int k = 0; k < n_own; k++)
        said = said || own[k] == paper[i];
      if (!said)
        g_string_append_printf (text, "\n(%s)", theory_validity_get_words (paper[i]));
    }
  return g_string_free (text, FALSE);
}

static char *
describe_error (const Source *source, double theory, double run)
{
  if (!isfinite (theory) || !isfinite (run))
    return g_strdup ("");
  return g_strdup_printf (_ ("\nThe run differs by %.1f %%."), 100 * fabs (run / theory - 1));
}

/* Theory of the population beside that of the data that are trained on. */
static void
add_population (AppFact *self, double value)
{
  g_autofree char *theory = format_never (value), *tooltip = self->tooltip;
  g_autofree char *spoken = plot_label_speak (theory);

  /* Translators: below theory's number of the samples, that of the population */
  self->note = g_strdup_printf (_ ("population %s"), theory);
  self->tooltip =
      g_strdup_printf (_ ("%s\nTheory is that of the samples that are trained on; of the "
                          "population they come from it is %s."),
                       tooltip, spoken);
}

static void
fill_time (AppFact *self, const Source *source, int m)
{
  const TheoryTimes *times = &source->prediction->times;
  double theory = source->clock.t[m], run = source->measure->t[m];
  g_autofree char *start = describe_start (source);
  g_autofree char *clocks = describe_clocks (source, times->step.t[m], times->flow.t[m]);
  g_autofree char *error = describe_error (source, theory, run);

  self->name = g_strdup_printf (
      source->named ? _ ("t of \\%s  theory · run") : _ ("t_%s  theory · run"), letters[m]);
  self->theory = format_theory (source, theory);
  self->run = format_run (source, !isinf (theory), source->measure->reached[m], run);
  self->error = format_error (theory, run);
  self->tooltip = g_strdup_printf (
      _ ("Epoch at which modality %s is learned: its weight reaches half its level (eqs 8, 12)\n"
         "%s%s\n%s"),
      source->label[m], clocks, error, start);
  if (source->phases->population != NULL)
    add_population (self, source->phases->population->own->t[m]);
}

static void
fill_ratio (AppFact *self, const Source *source)
{
  const TheoryTimes *times = &source->prediction->times;
  double theory = source->clock.ratio, run = source->measure->ratio;
  g_autofree char *start = describe_start (source);
  g_autofree char *clocks = describe_clocks (source, times->step.ratio, times->flow.ratio);
  g_autofree char *error = describe_error (source, theory, run);

  self->name = g_strdup (source->first == 0 ? "t_B / t_A" : "t_A / t_B");
  self->theory = format_theory (source, theory);
  self->run = format_run (source, !isinf (theory), isfinite (run), run);
  self->error = format_error (theory, run);
  self->tooltip =
      g_strdup_printf (_ ("How much later the second modality is learned (eqs 9, 12)\n%s%s\n%s"),
                       clocks, error, start);
  if (source->phases->population != NULL)
    add_population (self, source->phases->population->own->ratio);
}

static double
get_stage_time (const TheoryStages *stages, int i)
{
  return i < stages->n ? stages->stage[i].time : NAN;
}

/* "A at 586, B at 823": the stages one by one. */
static char *
list_stages (const TheoryStages *stages, const char *const labels[2])
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < stages->n; i++)
    {
      const char *const names[] = { labels[0], labels[1], _ ("both") };
      const TheoryStage *stage = &stages->stage[i];

      g_string_append_printf (text, /* Translators: a stage: what is learned, its weight, when */
                              _ ("%s%s (weight %.3g) at %.0f"), i > 0 ? ", " : "",
                              names[stage->modality], stage->weight[stage->modality == 1],
                              stage->time);
    }
  return g_string_free (text, FALSE);
}

/* Three stages or more: the one that the two times do not tell of. */
static void
fill_third (AppFact *self, const Source *source)
{
  const StudyPhases *phases = source->phases;
  const double theory = get_stage_time (&phases->predicted, 2);
  const double run = get_stage_time (&phases->stages, 2);
  const TheoryStages *longer = phases->stages.n > 2 ? &phases->stages : &phases->predicted;
  g_autofree char *predicted = list_stages (&phases->predicted, source->label);
  g_autofree char *measured = list_stages (&phases->stages, source->label);
  g_autofree char *start = describe_start (source);

  /* Translators: the time of the third stage, at which A, or B, is learned again */
  self->name = g_strdup_printf (longer->stage[2].modality == THEORY_STAGE_BOTH
                                    ? _ ("t_3  theory · run")
                                    : _ ("t_3, \\%s again  theory · run"),
                                letters[longer->stage[2].modality == 1]);
  self->theory = isnan (theory) ? g_strdup (_ ("none")) : format (theory);
  self->run = format_run (source, !isnan (theory), !isnan (run), run);
  self->error = format_error (theory, run);
  self->tooltip =
      g_strdup_printf (_ ("The loss falls in more than two stages.\nTheory: %s\nRun: %s\n%s"),
                       predicted, phases->stages.n > 0 ? measured : _ ("none yet"), start);
}

/* Loss on the plateau, or where it stays for good. */
static gboolean
measure_plateau (const Source *source, double *loss)
{
  const ModelHistoryView *history = source->snapshot->history;
  const TheoryMeasure *measure = source->measure;
  const TheoryStages *stages = &source->phases->stages;
  double start = model_history_view_row (history, 0)->loss, epoch;

  if (stages->n > 1 && source->prediction->linear)
    epoch = stages->stage[0].end;
  else if (measure->reached[0] && measure->reached[1])
    epoch = (measure->t[0] + measure->t[1]) / 2;
  else if (measure->reached[source->first] && source->complete &&
           !(source->prediction->rates.d[source->second] > 0))
    epoch = model_snapshot_last_epoch (source->snapshot);
  else
    return FALSE;
  *loss = start > 0 ? model_history_view_at (history, epoch).loss / start : 0;
  return TRUE;
}

static void
fill_none (AppFact *self, const char *why)
{
  self->theory = g_strdup (_ ("none"));
  self->run = g_strdup ("");
  self->error = g_strdup ("");
  self->tooltip = g_strdup (why);
}

static double
compute_population_plateau (const Source *source)
{
  const StudyPopulation *population = source->phases->population;
  const TheoryFixedPoint *point = population->prediction->points->point;

  return point[THEORY_POINT_A + population->own->first].loss / point[THEORY_POINT_ORIGIN].loss;
}

static void
fill_plateau (AppFact *self, const Source *source)
{
  const TheoryPrediction *prediction = source->prediction;
  double start = prediction->points->point[THEORY_POINT_ORIGIN].loss, theory, run = NAN;
  gboolean known;

  self->name = g_strdup (_ ("Plateau loss"));
  if (!prediction->rests)
    {
      fill_none (self, _ ("The logistic loss has no level to rest at: its weights grow for ever."));
      return;
    }
  if (!prediction->has_plateau)
    {
      fill_none (self, _ ("No unimodal phase: no modality is learned alone."));
      return;
    }
  theory = start > 0 ? prediction->points->point[THEORY_POINT_A + source->first].loss / start : 0;
  theory = fabs (theory) > NOTHING ? theory : 0;
  known = measure_plateau (source, &run);
  self->theory = format (theory);
  self->run = format_run (source, TRUE, known, run);
  self->error = g_strdup ("");
  self->tooltip = g_strdup (_ ("Loss while one modality is learned alone, relative to the start "
                               "(eq 7): theory's, of the data that are trained on, and the run's, "
                               "midway"));
  if (source->phases->population != NULL)
    add_population (self, compute_population_plateau (source));
}

/* As a part of the final weight where there is one, else as a weight. */
static char *
format_credit (double amount, double end)
{
  char text[32];

  if (fabs (end) > NOTHING)
    return format_percent (amount / end);
  study_axis_format (fabs (amount) > NOTHING ? amount : 0, DIGITS, text);
  return g_strconcat (amount > NOTHING ? "+" : "", text, NULL);
}

static void
fill_credit (AppFact *self, const Source *source)
{
  const TheoryFixedPoint *point = source->prediction->points->point;
  int m = source->first;
  const TheoryMisattribution *theory = &source->prediction->misattribution;
  double end = point[THEORY_POINT_SOLUTION].level[m], run;
  gboolean scalar = model_experiment_inputs (&source->snapshot->experiment, m) == 1;

  self->name = g_strdup_printf (_ ("Over-credit of \\%s"), letters[m]);
  if (!source->prediction->rests)
    {
      fill_none (self, _ ("The logistic loss has no level to rest at: its weights grow for ever."));
      return;
    }
  if (!source->prediction->has_misattribution)
    {
      fill_none (self, _ ("No modality is learned after another: none loses credit."));
      return;
    }
  self->theory = format_credit (theory->amount, theory->has_relative ? end : 0);
  /* The run's norms do not tell the norm of a difference. */
  if (!scalar)
    self->run = g_strdup ("");
  else if (theory_measure_misattribution (source->measure, source->snapshot->history, m, end, &run))
    self->run = format_credit (run, end);
  else
    self->run = format_run (source, TRUE, FALSE, NAN);
  self->error = g_strdup ("");
  self->tooltip = g_strdup_printf (
      _ ("Mis-attribution: the weights of %s while it is learned alone less those in the end, "
         "relative to the latter (section 3.3)"),
      source->label[m]);
}

/* What one modality alone could reach, and the minima, each where there is one. */
static void
append_generalisation_marks (GString *out, const Source *source)
{
  const StudyPhases *phases = source->phases;

  if (isfinite (phases->error_alone))
    {
      g_autofree char *alone = format (phases->error_alone);
      g_autofree char *spoken = plot_label_speak (alone);

      g_string_append_printf (out, _ ("\nBest with modality %s alone: %s"),
                              source->label[source->first], spoken);
    }
  for (int k = 0; k < 2; k++)
    if (isfinite (phases->stop.t[k]))
      {
        g_autofree char *error = format (phases->stop.error[k]);
        g_autofree char *spoken = plot_label_speak (error);

        /* Translators: a minimum of the error: where it is (t1 or t2) and how deep */
        g_string_append_printf (out, _ ("\nMinimum t%d at epoch %.0f: %s"), k + 1,
                                phases->stop.t[k], spoken);
      }
}

/* On what the error is measured, and whether their noise is in it. */
static const char *
describe_unseen (const ModelExperiment *experiment)
{
  if (!model_parameter_applies (experiment, MODEL_TEST_SHARE))
    return _ ("Generalisation error at the playhead and at its least: loss on data not trained on, "
              "without the noise of their targets (section 3.5)");
  return model_experiment_slope (experiment) == 1
             ? _ ("Generalisation error at the playhead and at its least: loss on the rows held "
                  "out, without their noise, which is what the best linear network leaves of them")
             : _ ("Generalisation error at the playhead and at its least: loss on the rows held "
                  "out, with their noise");
}

static void
fill_generalisation (AppFact *self, const Source *source, double epoch)
{
  const ModelHistoryRow row = model_history_view_at (source->snapshot->history, epoch);
  const gboolean known = source->snapshot->has_generalisation &&
                         isfinite (source->phases->least_generalisation) &&
                         isfinite (row.generalisation);
  GString *tooltip = g_string_new (NULL);

  self->error = g_strdup ("");
  if (known)
    {
      g_string_append (tooltip, describe_unseen (&source->snapshot->experiment));
      append_generalisation_marks (tooltip, source);
    }
  /* Translators: generalisation error at the playhead and at its least */
  self->name = g_strdup (known ? _ ("E_g  now · best") : "");
  self->theory = known ? format (row.generalisation) : g_strdup ("");
  self->run = known ? format (source->phases->least_generalisation) : g_strdup ("");
  self->tooltip = g_string_free (tooltip, FALSE);
}

/* Under the logistic loss no point is near: what has been learned is all there is to say. */
static void
fill_learned (AppFact *self, const Source *source, double epoch)
{
  self->name = g_strdup_printf (_ ("Now at epoch %.0f"), epoch);
  self->theory =
      g_strdup (study_learned_get_name (study_phases_get_learned (source->phases, epoch)));
  self->run = g_strdup ("");
  self->error = g_strdup ("");
  self->tooltip = g_strdup (_ ("A modality counts as learned where its weight reaches 0.5."));
}

static void
fill_place (AppFact *self, const Source *source, double epoch)
{
  const ModelHistoryRow row = model_history_view_at (source->snapshot->history, epoch);
  const double *distance;
  TheoryPlace place;

  theory_place_compute (&place, source->prediction, &source->phases->stages, &row);
  distance = place.distance;
  self->name = g_strdup_printf (_ ("Now at epoch %.0f"), epoch);
  self->theory = g_strdup (theory_place_get_words (place.state));
  self->run = g_strdup ("");
  self->error = g_strdup ("");
  self->tooltip = g_strdup_printf (_ ("Distance in the plane of both weights, relative to their "
                                      "largest levels\n"
                                      "to M₀ %.2f, to M_A %.2f, to M_B %.2f, to M* %.2f"),
                                   distance[THEORY_POINT_ORIGIN], distance[THEORY_POINT_A],
                                   distance[THEORY_POINT_B], distance[THEORY_POINT_SOLUTION]);
}

static void
fill (AppFact *self, AppFactKind kind, const Source *source, double epoch)
{
  switch (kind)
    {
    case APP_FACT_T_A:
    case APP_FACT_T_B:
      fill_time (self, source, kind == APP_FACT_T_A ? 0 : 1);
      break;
    case APP_FACT_RATIO:
      if (MAX (source->phases->predicted.n, source->phases->stages.n) > 2)
        fill_third (self, source);
      else
        fill_ratio (self, source);
      break;
    case APP_FACT_PLATEAU:
      fill_plateau (self, source);
      break;
    case APP_FACT_CREDIT:
      fill_credit (self, source);
      break;
    case APP_FACT_UNSEEN:
      fill_generalisation (self, source, epoch);
      break;
    case APP_FACT_PLACE:
    case APP_N_FACTS:
    default:
      if (source->prediction->rests)
        fill_place (self, source, epoch);
      else
        fill_learned (self, source, epoch);
      break;
    }
}

static void
fill_unknown (AppFact *self, AppFactKind kind)
{
  self->name = g_strdup ("");
  self->theory = g_strdup (kind == APP_FACT_UNSEEN ? "" : "…");
  self->run = g_strdup ("");
  self->error = g_strdup ("");
  self->tooltip = g_strdup ("");
}

/* "t A, theory 82, run 103 epochs" */
static char *
speak (const AppFact *self, AppFactKind kind)
{
  g_auto (GStrv) parts = g_strsplit (self->name, "  ", 2);
  g_autofree char *name = plot_label_speak (parts[0] != NULL ? parts[0] : "");
  g_autofree char *theory = plot_label_speak (self->theory);
  g_autofree char *run = plot_label_speak (self->run);

  if (kind == APP_FACT_PLACE)
    return g_strdup_printf ("%s: %s", name, theory);
  if (kind == APP_FACT_UNSEEN)
    return *theory == '\0' ? g_strdup ("")
                           : g_strdup_printf (_ ("%s: now %s, at best %s"), name, theory, run);
  if (*run == '\0')
    return g_strdup_printf (_ ("%s, theory %s"), name, theory);
  return g_strdup_printf (kind <= APP_FACT_T_B ? _ ("%s, theory %s, run %s epochs")
                                               : _ ("%s, theory %s, run %s"),
                          name, theory, run);
}

static void
name_modalities (Source *self)
{
  for (int m = 0; m < 2; m++)
    {
      self->label[m] = model_modality_get_label (&self->snapshot->experiment, m);
      self->named |= model_modality_name (&self->snapshot->experiment, m) != NULL;
    }
}

/* Into the markup of the name and of the words. */
static void
put_names (AppFact *self, const Source *source)
{
  const char *const names[2] = { model_modality_name (&source->snapshot->experiment, 0),
                                 model_modality_name (&source->snapshot->experiment, 1) };
  g_autofree char *name = self->name, *theory = self->theory;

  self->name = plot_label_name (name, names);
  self->theory = plot_label_name (theory, names);
}

void
app_fact_init (AppFact *self,
               AppFactKind kind,
               const StudyPhases *phases,
               const ModelSnapshot *snapshot,
               gboolean complete,
               double epoch)
{
  *self = (AppFact){ .name = NULL };
  if (phases->prediction != NULL && snapshot != NULL)
    {
      Source source = { .prediction = phases->prediction,
                        .measure = &phases->measure,
                        .phases = phases,
                        .snapshot = snapshot,
                        .complete = complete,
                        .clock = study_phases_get_clock (phases),
                        .first = study_phases_get_first (phases) };
      source.second = 1 - source.first;
      name_modalities (&source);
      fill (self, kind, &source, epoch);
      put_names (self, &source);
    }
  else
    fill_unknown (self, kind);
  if (self->note == NULL)
    self->note = g_strdup ("");
  self->spoken = speak (self, kind);
}

void
app_fact_clear (AppFact *self)
{
  g_free (self->name);
  g_free (self->theory);
  g_free (self->run);
  g_free (self->error);
  g_free (self->note);
  g_free (self->tooltip);
  g_free (self->spoken);
  *self = (AppFact){ .name = NULL };
}

gboolean
app_fact_equal (const AppFact *self, const AppFact *other)
{
  return g_strcmp0 (self->name, other->name) == 0 && g_strcmp0 (self->theory, other->theory) == 0 &&
         g_strcmp0 (self->run, other->run) == 0 && g_strcmp0 (self->error, other->error) == 0 &&
         g_strcmp0 (self->note, other->note) == 0 && g_strcmp0 (self->tooltip, other->tooltip) == 0;
}
