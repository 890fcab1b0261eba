/* Sentences about the way that a run takes through the phase plane. */
#include "app/card/portrait_summary.h"

#include "plot/draw/label.h"
#include "plot/draw/point_mark.h"
#include "plot/plane/portrait.h"
#include "theory/place.h"

#include <glib/gi18n-lib.h>

/* Places looked at along a run. */
#define SAMPLES 400

/* "M A", as one says it. */
static char *
speak (TheoryPointKind kind)
{
  return plot_label_speak (plot_point_mark_get_name (kind));
}

/* Whether a run comes near the saddles. */
static void
find_passed (const ModelSnapshot *snapshot,
             const StudyPhases *phases,
             gboolean passed[THEORY_N_POINTS])
{
  const gsize n = model_history_view_length (snapshot->history);

  for (gsize i = 0; i < n; i += MAX (1, n / SAMPLES))
    {
      TheoryPlace place;

      theory_place_compute (&place, phases->prediction, &phases->stages,
                            model_history_view_row (snapshot->history, i));
      for (int k = 0; k < THEORY_N_POINTS; k++)
        passed[k] |= place.distance[k] < THEORY_PLACE_NEAR;
    }
}

static char *
describe_way (const gboolean passed[THEORY_N_POINTS], const TheoryPrediction *prediction)
{
  g_autofree char *a = speak (THEORY_POINT_A), *b = speak (THEORY_POINT_B);
  const gboolean by_a = passed[THEORY_POINT_A] && prediction->saddle[0];
  const gboolean by_b = passed[THEORY_POINT_B] && prediction->saddle[1];

  if (by_a && by_b)
    return g_strdup_printf (_ ("The run passes the saddles %s and %s"), a, b);
  if (by_a || by_b)
    return g_strdup_printf (_ ("The run passes the saddle %s"), by_a ? a : b);
  return g_strdup (_ ("The run passes no saddle"));
}

char *
app_portrait_summary_describe (const ModelSnapshot *snapshot, const StudyPhases *phases)
{
  gboolean passed[THEORY_N_POINTS] = { FALSE };
  g_autofree char *way = NULL, *end = NULL;
  TheoryPlace place;

  if (snapshot == NULL || phases->prediction == NULL)
    return g_strdup (_ ("Nothing is trained yet."));
  find_passed (snapshot, phases, passed);
  way = describe_way (passed, phases->prediction);
  theory_place_compute (&place, phases->prediction, &phases->stages,
                        model_history_view_row (snapshot->history,
                                                model_history_view_length (snapshot->history) - 1));
  end = speak (place.nearest);
  if (place.distance[place.nearest] < THEORY_PLACE_NEAR)
    return g_strdup_printf (_ ("%s and ends at %s."), way, end);
  return g_strdup_printf (_ ("%s and ends away from all fixed points."), way);
}

char *
app_portrait_summary_describe_state (const double w[2])
{
  return g_strdup_printf (_ ("Weight of A %.3g, of B %.3g."), w[0], w[1]);
}
