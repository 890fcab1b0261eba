/* Kicks of the window's run: applying, undoing, and telling what they saved. */
#include "app/session/kicks.h"

#include "app/session/session_recipe.h"
#include "model/data/modality_name.h"
#include "plot/plane/portrait.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of orbits whose times are read off: fine enough for a linear interpolation. */
#define RESOLUTION (1.0 / 2000)

struct AppKicksMemory
{
  AppSession *session; /* borrowed: it owns what can be undone */
  ModelRecipe recipe;
};

AppKicksMemory *
app_kicks_remember (AppSession *session)
{
  AppKicksMemory *memory = g_new (AppKicksMemory, 1);

  *memory = (AppKicksMemory){ session, *app_session_get_recipe (session) };
  return memory;
}

void
app_kicks_forget (AppKicksMemory *memory)
{
  g_free (memory);
}

static void
exchange (gpointer data)
{
  AppKicksMemory *memory = data;
  const ModelRecipe present = *app_session_get_recipe (memory->session);

  app_session_set_recipe (memory->session, &memory->recipe, NULL); /* it was validated */
  memory->recipe = present;
}

void
app_kicks_commit (AppKicksMemory *memory)
{
  static const AppUndoClass klass = { exchange, NULL, g_free };

  if (model_recipe_equal (&memory->recipe, app_session_get_recipe (memory->session)))
    {
      app_kicks_forget (memory);
      return;
    }
  app_undo_push (app_session_get_undo (memory->session), _ ("Kick"), &klass, memory);
}

/* The weights that scaling the present ones can reach, as a history records them. */
static void
restrict_weights (const ModelSnapshot *snapshot,
                  double epoch,
                  const double asked[2],
                  double weight[2])
{
  const ModelHistoryRow row = model_history_view_at (snapshot->history, epoch);

  for (int m = 0; m < 2; m++)
    {
      weight[m] = row.weight[m] == 0 ? 0 : asked[m];
      if (model_experiment_inputs (&snapshot->experiment, m) > 1)
        weight[m] = fmax (weight[m], 0);
    }
}

gboolean
app_kicks_apply (AppSession *session, double epoch, const double weight[2])
{
  const ModelSnapshot *snapshot = app_session_get_snapshot (session);
  const ModelRecipe *recipe = app_session_get_recipe (session);
  ModelKicks kicks = recipe->kicks;
  int kept = 0;

  /* What is before a fork is its parent's. */
  if (snapshot == NULL || (recipe->is_fork && round (epoch) < (double) recipe->fork))
    return FALSE;
  while (kept < kicks.n && kicks.kick[kept].epoch < epoch)
    kept++;
  if (kept == MODEL_KICK_MAX)
    return FALSE;
  kicks.kick[kept].epoch = round (epoch);
  restrict_weights (snapshot, epoch, weight, kicks.kick[kept].weight);
  app_session_set_kicks (session, kicks.kick, kept + 1);
  return TRUE;
}

/* Units of tau until |W_m| of the flow from a state reaches a level; INFINITY where it never does.
 */
static double
compute_travel_time (const TheoryPlane *plane, const double w[2], int m, double level)
{
  const double bound = plot_portrait_bound (plane);
  const double far = fmax (bound, 2 * fmax (fabs (w[0]), fabs (w[1])));
  g_autoptr (TheoryOrbit) orbit = theory_orbit_new (plane, w, FALSE, far, RESOLUTION * far);
  const TheoryOrbitPoint *p = &g_array_index (orbit->points, TheoryOrbitPoint, 0);

  if (fabs (p[0].w[m]) >= level)
    return 0;
  for (guint i = 1; i < orbit->points->len; i++)
    {
      const double below = fabs (p[i - 1].w[m]), above = fabs (p[i].w[m]);

      if (above >= level)
        return p[i - 1].time + (p[i].time - p[i - 1].time) * (level - below) / (above - below);
    }
  return INFINITY;
}

/* Units of tau from the state that kick i found; INFINITY: never. */
static double
compute_time_before (AppSession *session, const TheoryPlane *plane, int i, int m, double level)
{
  const ModelKick *kick = &app_session_get_recipe (session)->kicks.kick[i];
  const double eta = app_session_get_phases (session)->prediction->network.learning_rate;
  const ModelSnapshot *found =
      i == 0 ? app_session_get_compared (session)->unkicked : app_session_get_snapshot (session);
  /* The row of a kick's epoch is the kicked one. */
  const double earlier = i == 0 ? 0 : 1;
  const ModelHistoryRow row = model_history_view_at (found->history, kick->epoch - earlier);

  return compute_travel_time (plane, row.weight, m, level) - earlier * eta;
}

/* Of all kicks: each from the state that it found, with those before it. */
static double
predict_saving (AppSession *session, int second)
{
  const TheoryPrediction *prediction = app_session_get_phases (session)->prediction;
  const ModelKicks *kicks = &app_session_get_recipe (session)->kicks;
  const double level = prediction->levels.half[second];
  double saved = 0;
  TheoryPlane plane;

  theory_plane_init_along (&plane, prediction->moments, &prediction->network,
                           prediction->points->point[THEORY_POINT_SOLUTION].w);
  for (int i = 0; i < kicks->n; i++)
    saved += compute_time_before (session, &plane, i, second, level) -
             compute_travel_time (&plane, kicks->kick[i].weight, second, level);
  return isfinite (saved) ? saved / prediction->network.learning_rate : NAN;
}

gboolean
app_kicks_report (AppSession *session, AppKicksReport *report)
{
  const ModelSnapshot *snapshot = app_session_get_snapshot (session);
  const ModelSnapshot *unkicked = app_session_get_compared (session)->unkicked;
  const StudyPhases *phases = app_session_get_phases (session);
  const ModelKick *kicks = app_session_get_recipe (session)->kicks.kick;
  const int n = app_session_get_recipe (session)->kicks.n;
  TheoryMeasure measure;

  if (n == 0 || unkicked == NULL || phases->prediction == NULL || snapshot->n_kicks != n)
    return FALSE;
  theory_measure_of_run (&measure, unkicked->history, phases->prediction);
  report->second = 1 - phases->prediction->times.first;
  report->epoch = kicks[n - 1].epoch;
  report->t_before = measure.reached[report->second] ? measure.t[report->second] : NAN;
  report->t_after = phases->epoch[report->second];
  report->saved_run = report->t_before - report->t_after;
  report->saved_theory = predict_saving (session, report->second);
  return TRUE;
}

char *
app_kicks_describe (AppSession *session)
{
  AppKicksReport report;
  const char *name;
  gboolean one;

  if (!app_kicks_report (session, &report))
    return NULL;
  name = model_modality_get_label (app_session_get_experiment (session), report.second);
  one = app_session_get_recipe (session)->kicks.n == 1;
  if (isnan (report.t_after))
    return g_strdup_printf (_ ("Kicked at %.0f: %s is not learned yet"), (double) report.epoch,
                            name);
  if (isnan (report.t_before))
    return g_strdup_printf (_ ("Kicked at %.0f: %s learned at %.0f"), (double) report.epoch, name,
                            report.t_after);
  /* Translators: negative numbers of epochs were lost. These must fit below a plot. */
  if (isnan (report.saved_theory))
    return g_strdup_printf (one ? _ ("Kick saved %.0f epochs: %s learned at %.0f")
                                : _ ("Kicks saved %.0f epochs: %s learned at %.0f"),
                            report.saved_run, name, report.t_after);
  return g_strdup_printf (one ? _ ("Kick saved %.0f epochs (theory %.0f): %s learned at %.0f")
                              : _ ("Kicks saved %.0f epochs (theory %.0f): %s learned at %.0f"),
                          report.saved_run, report.saved_theory, name, report.t_after);
}
