/* The digits drawn here: reproducible, all different, inside the image. */
#include "digits/drawn.h"
#include "digits/strokes.h"
#include "num/matrix.h"

#include <string.h>

enum
{
  PIXELS = DIGITS_DRAWN_SIDE * DIGITS_DRAWN_SIDE
};

static void
test_same_seed (void)
{
  g_autoptr (DigitsTeam) team = digits_team_new (3);
  g_autoptr (DigitsImages) a = digits_drawn_new (1, 200, 50, NULL);
  g_autoptr (DigitsImages) b = digits_drawn_new (1, 300, 50, team);
  g_autoptr (DigitsImages) c = digits_drawn_new (2, 200, 50, team);

  g_assert_cmpmem (a->train.pixels, 200 * PIXELS, b->train.pixels, 200 * PIXELS);
  g_assert_cmpmem (a->test.pixels, 50 * PIXELS, b->test.pixels, 50 * PIXELS);
  g_assert_cmpint (memcmp (a->train.pixels, c->train.pixels, 200 * PIXELS), !=, 0);
  g_assert_cmpint (memcmp (a->train.pixels, a->test.pixels, 50 * PIXELS), !=, 0);
  g_assert_cmpint (a->train.labels[137], ==, 7);
}

/* Ink in every image, most of it away from the border: digits are not cut off. */
static void
test_ink (void)
{
  g_autoptr (DigitsImages) images = digits_drawn_new (4, 500, 10, NULL);
  double all = 0, border = 0;

  for (int i = 0; i < images->train.n; i++)
    {
      const guint8 *p = images->train.pixels + i * PIXELS;
      double ink = 0;

      for (int k = 0; k < PIXELS; k++)
        {
          const int x = k % DIGITS_DRAWN_SIDE, y = k / DIGITS_DRAWN_SIDE;

          /* Grain stays below 50; what is above is ink. */
          ink += p[k] > 50;
          border += p[k] > 50 && (MIN (x, y) == 0 || MAX (x, y) == DIGITS_DRAWN_SIDE - 1);
        }
      g_assert_cmpfloat (ink, >, 20);
      all += ink;
    }
  /* A few strokes reach the border, as on paper. */
  g_assert_cmpfloat (border / all, <, 0.01);
}

static void
test_strokes (void)
{
  for (int digit = 0; digit < 10; digit++)
    {
      g_assert_cmpint (digits_strokes_count (digit), >=, 4);
      for (int way = 0; way < digits_strokes_count (digit); way++)
        {
          DigitsStrokes strokes;

          digits_strokes_trace (digit, way, NULL, &strokes);
          g_assert_cmpint (strokes.n, >, 8);
          g_assert_cmpint (strokes.n, <, DIGITS_STROKES_MAX_POINTS);
          g_assert_true (strokes.begins[0]);
          for (int i = 0; i < strokes.n; i++)
            {
              /* Splines overshoot their control points by a little. */
              g_assert_cmpfloat (strokes.x[i], >, 0.02);
              g_assert_cmpfloat (strokes.x[i], <, 0.98);
              g_assert_cmpfloat (strokes.y[i], >, -0.05);
              g_assert_cmpfloat (strokes.y[i], <, 1.05);
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/digits/drawn/same-seed-same-pixels", test_same_seed);
  g_test_add_func ("/digits/drawn/ink", test_ink);
  g_test_add_func ("/digits/strokes/inside", test_strokes);
  return g_test_run ();
}
