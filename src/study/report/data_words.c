/* The report in sentences. */
#include "study/report/data_report.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define FEW_FOLD 1.5 /* later / earlier: a phase that hardly anybody would see */
#define POOR 100     /* condition number: slow */

G_GNUC_PRINTF (2, 3)
static void
say (GString *text, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (text, format, arguments);
  va_end (arguments);
  g_string_append_c (text, '\n');
}

static void
say_data (GString *text, const StudyDataReport *self)
{
  for (int m = 0; m < 2; m++)
    {
      const char *letter = m == 0 ? "A" : "B";
      const gboolean named = strcmp (self->label[m], letter) != 0;
      g_autofree char *label =
          named ? g_strdup_printf ("%s, %s", letter, self->label[m]) : g_strdup (letter);

      if (*self->names[m] != '\0')
        say (text, _ ("Modality %s: %d inputs (%s)"), label, self->inputs[m], self->names[m]);
      else
        say (text, _ ("Modality %s: %d inputs"), label, self->inputs[m]);
    }
  if (*self->target != '\0')
    say (text, _ ("Target: %s"), self->target);
  if (self->n_rows > 0)
    say (text, _ ("Rows: %d to train on, %d held out"), self->n_rows, self->n_test);
  if (self->notes != NULL)
    say (text, "(%s)", self->notes);
}

static void
say_strengths (GString *text, const StudyDataReport *self)
{
  say (text,
       _ ("%s alone explains %.1f %% of the target, %s alone %.1f %%, both %.1f %% (R^2, eqs 6 "
          "and 7)."),
       self->label[0], 100 * self->r2[0], self->label[1], 100 * self->r2[1], 100 * self->r2[2]);
  if (!isnan (self->test_r2[2]))
    say (text, _ ("Of rows held out %s alone explains %.1f %%, %s alone %.1f %%, both %.1f %%."),
         self->label[0], 100 * self->test_r2[0], self->label[1], 100 * self->test_r2[1],
         100 * self->test_r2[2]);
  g_string_append_printf (text, _ ("Canonical correlations of %s with %s:"), self->label[0],
                          self->label[1]);
  for (int i = 0; i < self->n_canonical; i++)
    g_string_append_printf (text, " %.2f", self->canonical[i]);
  g_string_append_c (text, '\n');
}

static void
say_order (GString *text, const StudyDataReport *self)
{
  const int first = self->s[1] > self->s[0];

  if (self->order == THEORY_ORDER_NOTHING)
    {
      say (text, _ ("There is nothing to learn: the target does not depend on the inputs."));
      return;
    }
  if (self->order == THEORY_ORDER_TOGETHER)
    say (text, _ ("Both are learned together: |s_A| = %.3g, |s_B| = %.3g (eq 9)."), self->s[0],
         self->s[1]);
  else
    say (text, _ ("%s is learned first, since |s_A| = %.3g and |s_B| = %.3g (eq 9)."),
         self->label[first], self->s[0], self->s[1]);
  if (self->preference == THEORY_PREFERENCE_A_SUPERFICIAL ||
      self->preference == THEORY_PREFERENCE_B_SUPERFICIAL)
    say (text, _ ("That preference is superficial: the other one explains more (eq 11)."));
  else if (self->preference != THEORY_PREFERENCE_NONE)
    say (text, _ ("That preference is not superficial: it explains more (eq 11)."));
  if (self->has_over_credit && self->over_credit.has_relative)
    say (text,
         _ ("Until the other is learned it is over-credited by %+.0f %% of its final weight "
            "(section 3.3)."),
         100 * self->over_credit.relative);
}

static void
say_phase (GString *text, const StudyDataReport *self, const StudyDataPhase *phase)
{
  const double first = fmin (phase->t[0], phase->t[1]);

  g_string_append_printf (text, _ ("  L = %d, L_f = %d: "), phase->depth, phase->fusion);
  if (isinf (first))
    say (text, _ ("nothing is learned"));
  else if (phase->fusion == 1 || phase->order == THEORY_ORDER_TOGETHER)
    say (text, _ ("both near epoch %.0f"), first);
  else if (isinf (phase->ratio))
    say (text, _ ("%s near epoch %.0f, the other never"), self->label[phase->t[1] < phase->t[0]],
         first);
  else
    say (text, _ ("%s near epoch %.0f, %s near epoch %.0f, ratio %.2f"), self->label[0],
         phase->t[0], self->label[1], phase->t[1], phase->ratio);
}

char *
study_data_report_describe_condition (double condition, double standardised, double learning_rate)
{
  if (condition <= POOR)
    return NULL;
  return g_strdup_printf (
      _ ("The inputs are badly conditioned: %.3g, and %.3g if each column is standardised; "
         "at the learning rate %.2g the slowest direction takes about %.0f epochs."),
      condition, standardised, learning_rate, 2 * condition);
}

static void
say_advice (GString *text, const StudyDataReport *self)
{
  g_autofree char *poor = study_data_report_describe_condition (
      self->condition, self->condition_standardised, self->learning_rate);
  double longest = 1;

  for (int i = 0; i < self->n_phases; i++)
    longest = fmax (longest, self->phase[i].ratio);
  if (poor != NULL)
    say (text, "%s", poor);
  else
    say (text, _ ("Condition number of the inputs: %.3g; %.3g if each column is standardised."),
         self->condition, self->condition_standardised);
  if (longest > FEW_FOLD && self->order != THEORY_ORDER_NOTHING)
    say (text, _ ("Fusing early shortens the unimodal phase; equal |s_A| and |s_B|, as by scaling "
                  "the inputs of one, end it."));
}

char *
study_data_report_describe (const StudyDataReport *self)
{
  GString *text = g_string_new (NULL);

  say_data (text, self);
  g_string_append_c (text, '\n');
  say_strengths (text, self);
  say_order (text, self);
  g_string_append_c (text, '\n');
  say (text,
       _ ("When each is learned, by depth L and fusion layer L_f (reduced dynamics of aligned "
          "layers):"));
  for (int i = 0; i < self->n_phases; i++)
    say_phase (text, self, &self->phase[i]);
  g_string_append_c (text, '\n');
  say_advice (text, self);
  return g_string_free (text, FALSE);
}
