/* Digits as control points, joined by Catmull-Rom splines. */
#include "digits/strokes.h"

#include <stdlib.h>
#include <string.h>

/* "x y" of control points in hundredths; a comma goes on along the curve, a slash lifts the pen or
 * makes a corner. */
static const char *const ways[10][6] = {
  {
      "50 8, 24 26, 20 56, 34 88, 60 90, 80 66, 78 30, 50 8",
      "62 12, 36 14, 20 46, 26 80, 50 92, 76 72, 80 36, 58 10, 44 8",
      "40 10, 22 40, 30 84, 62 90, 78 54, 66 14, 40 10",
      "48 8, 22 34, 22 70, 48 92, 76 70, 76 32, 48 8 / 70 16, 32 84",
  },
  {
      "50 8, 50 92",
      "32 26, 52 8 / 52 8, 52 92",
      "30 28, 54 8 / 54 8, 54 92 / 28 92, 78 92",
      "58 6, 46 94",
      "38 22, 50 8 / 50 8, 46 92 / 34 92, 60 92",
  },
  {
      "22 30, 34 10, 62 8, 76 28, 62 54, 22 90 / 22 90, 82 90",
      "24 26, 48 6, 76 24, 60 58, 26 86, 20 78, 38 74, 62 92, 84 84",
      "26 16, 60 10, 74 32, 54 60, 20 90 / 20 90, 50 84, 82 92",
      "20 34, 40 8, 74 18, 68 48, 38 74, 20 92 / 20 92, 80 90",
      "28 14, 72 12, 74 44, 34 58, 22 88 / 22 88, 80 88",
  },
  {
      "24 16, 52 6, 74 22, 64 42, 42 48 / 42 48, 72 54, 80 74, 56 94, 22 84",
      "22 10, 76 10 / 76 10, 44 42 / 44 42, 76 56, 74 84, 44 94, 20 82",
      "26 18, 50 8, 70 24, 48 46, 72 60, 68 86, 40 94, 22 80",
      "22 12, 60 8, 72 30, 40 46 / 40 46, 80 60, 62 92, 18 90",
  },
  {
      "62 8, 18 64 / 18 64, 84 64 / 64 36, 64 94",
      "26 8, 22 48, 40 54, 74 50 / 74 8, 70 94",
      "60 6, 18 62 / 18 62, 82 58 / 60 6, 62 94",
      "30 10, 24 52 / 24 52, 78 52 / 72 12, 64 92",
      "24 10, 28 50, 54 54, 72 36 / 76 10, 70 50, 72 92",
  },
  {
      "76 8, 30 10 / 30 10, 26 44 / 26 44, 56 38, 78 60, 62 90, 22 88",
      "32 10, 26 42, 58 42, 74 66, 52 92, 22 84 / 32 10, 78 8",
      "74 10, 36 12, 28 42, 62 48, 74 72, 50 94, 24 86",
      "28 8, 28 46 / 28 46, 64 38, 80 64, 58 94, 20 82 / 28 8, 72 12",
  },
  {
      "66 8, 32 36, 20 70, 44 94, 74 76, 62 52, 28 62",
      "52 6, 26 48, 28 86, 60 92, 74 68, 54 54, 28 68",
      "72 16, 46 8, 22 48, 30 88, 64 92, 78 68, 56 50, 26 66",
      "44 6, 24 60, 40 94, 70 84, 66 60, 38 58, 26 74",
  },
  {
      "20 12, 80 12 / 80 12, 42 92",
      "20 14, 78 10, 56 48, 44 94",
      "22 12, 78 12 / 78 12, 44 92 / 36 50, 74 50",
      "18 28, 22 12 / 22 12, 78 12 / 78 12, 54 50, 46 94",
      "24 8, 76 16 / 76 16, 36 94",
  },
  {
      "50 48, 26 30, 46 8, 72 22, 54 46, 24 70, 42 94, 74 82, 70 58, 50 48",
      "70 16, 42 8, 28 28, 70 64, 64 90, 36 92, 28 68, 66 38, 70 16",
      "50 8, 30 20, 34 40, 50 46, 68 36, 68 16, 50 8 / 50 46, 26 64, 32 88, 52 94, 74 84, 72 60, "
      "50 46",
      "60 46, 34 40, 32 16, 58 8, 70 26, 46 50, 24 78, 44 94, 68 80, 60 46",
  },
  {
      "74 26, 48 8, 24 28, 40 50, 72 38, 74 26 / 74 26, 70 92",
      "70 20, 40 10, 26 36, 52 50, 74 26, 72 64, 48 94, 26 86",
      "72 32, 54 8, 28 22, 32 48, 60 46, 72 32, 68 70, 60 94",
      "66 14, 36 12, 24 38, 48 52, 70 34 / 74 12, 62 94",
  },
};

int
digits_strokes_count (int digit)
{
  g_return_val_if_fail (digit >= 0 && digit < (int) G_N_ELEMENTS (ways), 0);

  int n = 0;
  while (n < (int) G_N_ELEMENTS (ways[0]) && ways[digit][n] != NULL)
    n++;
  return n;
}

typedef struct
{
  float x, y;
} Point;

static void
add (DigitsStrokes *out, Point p, gboolean begins)
{
  if (out->n == DIGITS_STROKES_MAX_POINTS)
    return;
  out->x[out->n] = p.x;
  out->y[out->n] = p.y;
  out->begins[out->n++] = begins;
}

static float
interpolate (float a, float b, float c, float d, float t)
{
  return b + 0.5f * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

/* The spline through n points; its ends go straight on. */
static void
trace_stroke (const Point *p, int n, DigitsStrokes *out)
{
  enum
  {
    STEPS = 8 /* lines from one control point to the next */
  };

  add (out, p[0], TRUE);
  for (int i = 0; i + 1 < n; i++)
    {
      const Point *a = &p[MAX (i - 1, 0)], *d = &p[MIN (i + 2, n - 1)];

      for (int s = 1; s <= STEPS; s++)
        {
          const float t = (float) s / STEPS;
          const Point q = { interpolate (a->x, p[i].x, p[i + 1].x, d->x, t),
                            interpolate (a->y, p[i].y, p[i + 1].y, d->y, t) };

          add (out, q, FALSE);
        }
    }
}

void
digits_strokes_trace (int digit, int way, const float *wobble, DigitsStrokes *out)
{
  g_return_if_fail (way >= 0 && way < digits_strokes_count (digit) && out != NULL);

  Point points[DIGITS_STROKES_MAX_CONTROLS];
  const char *text = ways[digit][way];
  int n = 0, control = 0;

  out->n = 0;
  while (*text != '\0')
    {
      char *end;

      points[n].x = strtol (text, &end, 10) / 100.0f;
      points[n].y = strtol (end, &end, 10) / 100.0f;
      if (wobble != NULL && control < DIGITS_STROKES_MAX_CONTROLS)
        {
          points[n].x += wobble[2 * control];
          points[n].y += wobble[2 * control + 1];
        }
      control++;
      n++;
      end += strspn (end, " ");
      if (*end != ',')
        {
          trace_stroke (points, n, out);
          n = 0;
        }
      text = *end == '\0' ? end : end + 1;
    }
}
