/* Words about a log; they are shown in the window and in a terminal, so there is no markup. */
#include "study/log.h"

#include "model/experiment/message.h"
#include "num/number.h"
#include "study/axis.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DIGITS 3
/* Whole numbers up to here are told with all their digits. */
#define MOST_WHOLE 1e7

enum
{
  LONGEST_NAME = 32
};

/* A step, in plain text. */
static const char *
format_step (double step, char text[NUM_NUMBER_SIZE])
{
  const gboolean whole = fabs (step) >= pow (10, DIGITS - 1) && fabs (step) < MOST_WHOLE;

  return num_number_format (whole ? round (step) : num_number_round (step, DIGITS), text);
}

static void
say_gaps (GString *text, const ModelTrainingLog *log)
{
  char from[NUM_NUMBER_SIZE], to[NUM_NUMBER_SIZE];

  if (log->n_gaps > 0)
    g_string_append_printf (text, _ ("Gaps: %zu, the first from step %s to %s\n"), log->n_gaps,
                            format_step (log->gap[0], from), format_step (log->gap[1], to));
}

static void
say_oddities (GString *text, const ModelTrainingLog *log)
{
  if (log->backwards)
    g_string_append (text, _ ("Its rows begin with the last step: they are read from the end\n"));
  if (log->n_empty > 0)
    g_string_append_printf (text, _ ("Rows left out without a step or a loss: %zu\n"),
                            log->n_empty);
  if (log->n_infinite > 0)
    g_string_append_printf (text, _ ("Rows left out whose loss is infinite, it diverged: %zu\n"),
                            log->n_infinite);
  if (log->n_repeated > 0)
    g_string_append_printf (text, _ ("Steps that are there twice: %zu; the later row counts\n"),
                            log->n_repeated);
  if (log->n_restarts > 0)
    g_string_append_printf (
        text,
        _ ("It goes back to an earlier step %zu times; what it had beyond that is left out\n"),
        log->n_restarts);
  say_gaps (text, log);
}

/* "at 120 (sound)". */
static void
say_stage (GString *text, const StudyLogStage *stage, const char *const names[2])
{
  char number[NUM_NUMBER_SIZE];

  g_string_append (text, format_step (stage->time, number));
  if (stage->modality != STUDY_LOG_BOTH)
    g_string_append_printf (text, " (%s)", names[stage->modality]);
}

static void
say_stages (GString *text, const StudyLog *log, const char *const names[2])
{
  if (log->n_stages == 0)
    {
      g_string_append (text, _ ("Its loss does not fall by more than its noise: no stages\n"));
      return;
    }
  if (log->n_stages == 1)
    g_string_append (text, _ ("Its loss falls without a plateau in between, half-way at step "));
  else
    g_string_append_printf (text, _ ("Its loss falls in %d stages, half-way at steps "),
                            log->n_stages);
  for (int i = 0; i < log->n_stages; i++)
    {
      g_string_append (text, i > 0 ? ", " : "");
      say_stage (text, &log->stage[i], names);
    }
  g_string_append_c (text, '\n');
  /* Times are since a start at 0: of what began before it there is no ratio. */
  for (int i = 1; i < log->n_stages; i++)
    if (log->stage[i - 1].time > 0)
      g_string_append_printf (text, _ ("Ratio of stage %d to stage %d: %.3g\n"), i + 1, i,
                              log->stage[i].time / log->stage[i - 1].time);
}

char *
study_log_describe (const StudyLog *log, const ModelTrainingLog *read, const char *const names[2])
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Training log: %zu rows, step “%s”, loss “%s”"), read->n,
                          read->step_name != NULL ? read->step_name : "",
                          read->name[MODEL_LOG_LOSS] != NULL ? read->name[MODEL_LOG_LOSS] : "");
  for (int m = 0; m < 2; m++)
    if (read->name[MODEL_LOG_A + m] != NULL)
      g_string_append_printf (text, _ (", %s alone “%s”"), names[m], read->name[MODEL_LOG_A + m]);
  if (read->name[MODEL_LOG_ACCURACY] != NULL)
    g_string_append_printf (text, _ (", accuracy “%s”"), read->name[MODEL_LOG_ACCURACY]);
  g_string_append_c (text, '\n');
  say_oddities (text, read);
  say_stages (text, log, names);
  g_strchomp (text->str);
  return g_string_free (text, FALSE);
}

/* What is markup in it is told by a backslash; owned. */
static char *
escape (const char *text)
{
  GString *escaped = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (g_ascii_ispunct (*text))
        g_string_append_c (escaped, '\\');
      g_string_append_c (escaped, *text);
    }
  return g_string_free (escaped, FALSE);
}

char *
study_log_make_legend (const StudyLog *log, const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = model_message_clean_name (base, LONGEST_NAME);
  g_autofree char *escaped = escape (name);
  GString *text = g_string_new (escaped);

  for (int i = 0; i < log->n_stages; i++)
    {
      char number[32];

      study_axis_format (log->stage[i].time, DIGITS, number);
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : ": ", number);
    }
  return g_string_free (text, FALSE);
}
