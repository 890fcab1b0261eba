/* Durations, as exact as one wants to know them. */
#include "run/duration.h"

#include <glib/gi18n-lib.h>
#include <math.h>

char *
run_duration_format (double seconds)
{
  const double s = round (seconds), m = floor (s / 60), h = floor (m / 60);

  if (!(s < 1e9))
    return g_strdup (_ ("years"));
  if (s < 60)
    return g_strdup_printf (_ ("%.0f s"), s);
  if (m < 60 && s == 60 * m)
    return g_strdup_printf (_ ("%.0f min"), m);
  if (m < 60)
    return g_strdup_printf (_ ("%.0f min %.0f s"), m, s - 60 * m);
  if (h < 48 && m == 60 * h)
    return g_strdup_printf (_ ("%.0f h"), h);
  if (h < 48)
    return g_strdup_printf (_ ("%.0f h %.0f min"), h, m - 60 * h);
  return g_strdup_printf (_ ("%.0f days"), round (h / 24));
}
