/* The four regions of preference. */
#include "theory/preference.h"

#include "num/blas.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Differences below this, relative, are ties. */
#define TIE 1e-12

static TheoryPreference
classify (double first, double more)
{
  if (fabs (first) <= TIE || fabs (more) <= TIE)
    return THEORY_PREFERENCE_NONE;
  if (first > 0)
    return more > 0 ? THEORY_PREFERENCE_A : THEORY_PREFERENCE_A_SUPERFICIAL;
  return more > 0 ? THEORY_PREFERENCE_B_SUPERFICIAL : THEORY_PREFERENCE_B;
}

/* From -1 to 1, 0 where both are 0. */
static double
compare (double a, double b)
{
  return a + b > 0 ? (a - b) / (a + b) : 0;
}

TheoryPreference
theory_preference_compute (const ModelMoments *moments, const TheoryFixedPoints *points)
{
  double s_a = cblas_dnrm2 (moments->n_a, moments->sigma_yx, 1);
  double s_b = cblas_dnrm2 (moments->n_b, moments->sigma_yx + moments->n_a, 1);
  double nothing = points->point[THEORY_POINT_ORIGIN].loss;
  double gain_a = nothing - points->point[THEORY_POINT_A].loss;
  double gain_b = nothing - points->point[THEORY_POINT_B].loss;

  return classify (compare (s_a, s_b), compare (MAX (gain_a, 0), MAX (gain_b, 0)));
}

TheoryPreference
theory_preference_region (double r, double q)
{
  return classify (compare (q, theory_preference_learned_first (r)),
                   compare (q, theory_preference_explains_more (r)));
}

double
theory_preference_learned_first (double r)
{
  return 1 / (r * r);
}

double
theory_preference_explains_more (double r)
{
  return 1 / r;
}

const char *
theory_preference_get_words (TheoryPreference preference)
{
  switch (preference)
    {
    case THEORY_PREFERENCE_A:
      return _ ("A first, and A explains more");
    case THEORY_PREFERENCE_B_SUPERFICIAL:
      return _ ("B first, although A explains more");
    case THEORY_PREFERENCE_A_SUPERFICIAL:
      return _ ("A first, although B explains more");
    case THEORY_PREFERENCE_B:
      return _ ("B first, and B explains more");
    case THEORY_PREFERENCE_NONE:
    default:
      return _ ("no preference");
    }
}
