/* The small networks' steps: against loops written out, cut into calls, padded. */
#include "num/matrix.h"
#include "num/rng.h"
#include "num/small.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* A network of the same shape in plain arrays; unused entries are 0. */
typedef struct
{
  int depth[3], width;
  double w[3][NUM_SMALL_MAX_DEPTH][16][16];
} Plain;

static int
rows_of (const Plain *p, int part, int l)
{
  return l == p->depth[part] - 1 && (part == 2 || p->depth[2] == 0) ? 1 : p->width;
}

static int
cols_of (const Plain *p, int part, int l)
{
  return part < 2 && l == 0 ? 1 : p->width;
}

static void
fill (Plain *p, NumSmall *small)
{
  for (int part = 0; part < 3; part++)
    for (int l = 0; l < p->depth[part]; l++)
      {
        NumRng *rng = num_rng_new (7, NUM_STREAM_INIT + part * NUM_SMALL_MAX_DEPTH + l);
        int stride;
        double *w = num_small_get_layer (small, part, l, &stride);

        for (int i = 0; i < rows_of (p, part, l); i++)
          for (int j = 0; j < cols_of (p, part, l); j++)
            w[i * stride + j] = p->w[part][l][i][j] = num_rng_normal (rng) / sqrt (p->width);
        num_rng_free (rng);
      }
}

/* One layer up or down a way: branch m, then the shared layers. */
static double (*layer_of (Plain *p, int m, int l))[16]
{
  return l < p->depth[m] ? p->w[m][l] : p->w[2][l - p->depth[m]];
}

/* b[l] is what reads the output of layer l of a way. */
static void
plain_down (Plain *p, int m, double b[][16])
{
  const int n = p->depth[m] + p->depth[2];

  memset (b[n], 0, sizeof b[n]);
  b[n][0] = 1;
  for (int l = n - 1; l >= 0; l--)
    for (int j = 0; j < 16; j++)
      {
        b[l][j] = 0;
        for (int i = 0; i < 16; i++)
          b[l][j] += b[l + 1][i] * layer_of (p, m, l)[i][j];
      }
}

static void
plain_step (Plain *p, const NumSmallMoments *s, double rate)
{
  static double b[2][2 * NUM_SMALL_MAX_DEPTH + 1][16], f[2][2 * NUM_SMALL_MAX_DEPTH + 1][16];
  double om[2];

  for (int m = 0; m < 2; m++)
    plain_down (p, m, b[m]);
  om[0] = s->ya - s->aa * b[0][0][0] - s->ab * b[1][0][0];
  om[1] = s->yb - s->ab * b[0][0][0] - s->bb * b[1][0][0];
  for (int m = 0; m < 2; m++)
    {
      memset (f[m], 0, sizeof f[m]);
      f[m][0][0] = om[m];
      for (int l = 0; l < p->depth[m] + p->depth[2]; l++)
        for (int i = 0; i < 16; i++)
          for (int j = 0; j < 16; j++)
            f[m][l + 1][i] += layer_of (p, m, l)[i][j] * f[m][l][j];
    }
  for (int m = 0; m < 2; m++)
    for (int l = 0; l < p->depth[m] + p->depth[2]; l++)
      for (int i = 0; i < 16; i++)
        for (int j = 0; j < 16; j++)
          layer_of (p, m, l)[i][j] += rate * b[m][l + 1][i] * f[m][l][j];
}

static const NumSmallMoments moments = { 1.7, 0.4, 0.9, 1.3, 0.8, 2.5 };

static const int depths[][3] = { { 2, 2, 0 }, { 1, 1, 1 }, { 4, 4, 0 }, { 3, 3, 1 },
                                 { 2, 2, 2 }, { 1, 1, 3 }, { 1, 3, 2 }, { 8, 2, 0 } };
static const int widths[] = { 1, 2, 7, 8, 11, 16 };

static NumSmall *
make (Plain *p, const int depth[3], int width)
{
  NumSmall *small = num_small_new (depth, width);

  memset (p, 0, sizeof *p);
  memcpy (p->depth, depth, sizeof p->depth);
  p->width = width;
  fill (p, small);
  return small;
}

static void
check_against_plain (const int depth[3], int width)
{
  static Plain p;
  static double b[2][2 * NUM_SMALL_MAX_DEPTH + 1][16];
  NumSmall *small = make (&p, depth, width);
  NumSmallRow row;

  num_small_evaluate (small, &moments, &row);
  for (int i = 0; i < 5; i++)
    {
      double loss;

      for (int m = 0; m < 2; m++)
        plain_down (&p, m, b[m]);
      double wa = b[0][0][0], wb = b[1][0][0];
      loss = (moments.yy - 2 * (wa * moments.ya + wb * moments.yb) + wa * wa * moments.aa +
              2 * wa * wb * moments.ab + wb * wb * moments.bb) /
             2;
      /* Sums in another order: some rounding errors of numbers of size 1. */
      g_assert_cmpfloat_with_epsilon (row.w_a, wa, 1e-13);
      g_assert_cmpfloat_with_epsilon (row.w_b, wb, 1e-13);
      g_assert_cmpfloat_with_epsilon (row.loss, loss, 1e-13);
      plain_step (&p, &moments, 0.1);
      num_small_advance (small, &moments, 0.1, 1, &row);
    }
  num_small_free (small);
}

static void
test_plain (void)
{
  for (gsize d = 0; d < G_N_ELEMENTS (depths); d++)
    for (gsize w = 0; w < G_N_ELEMENTS (widths); w++)
      check_against_plain (depths[d], widths[w]);
}

/* Bit by bit the same in one call, in calls of one step, and after the weights were copied away and
 * back. */
static void
check_cuts (const int depth[3], int width)
{
  enum
  {
    STEPS = 40
  };
  static Plain p;
  NumSmall *whole = make (&p, depth, width), *cut = make (&p, depth, width);
  NumSmallRow rows[STEPS], row;
  gsize n;
  double *a = num_small_get_weights (whole, &n), *b = num_small_get_weights (cut, &n);
  g_autofree double *kept = g_new (double, n);

  num_small_evaluate (whole, &moments, &row);
  num_small_advance (whole, &moments, 0.05, STEPS, rows);
  for (int i = 0; i < STEPS; i++)
    {
      memcpy (kept, b, n * sizeof *b);
      memcpy (b, kept, n * sizeof *b);
      num_small_evaluate (cut, &moments, &row);
      num_small_advance (cut, &moments, 0.05, 1, &row);
      g_assert_cmpmem (&row, sizeof row, &rows[i], sizeof row);
    }
  g_assert_cmpmem (a, n * sizeof *a, b, n * sizeof *b);
  num_small_free (whole);
  num_small_free (cut);
}

static void
test_cuts (void)
{
  for (gsize d = 0; d < G_N_ELEMENTS (depths); d++)
    for (gsize w = 0; w < G_N_ELEMENTS (widths); w++)
      check_cuts (depths[d], widths[w]);
}

/* Padding stays zero through training. */
static void
test_padding (void)
{
  static Plain p;
  const int depth[] = { 2, 2, 2 };
  NumSmall *small = make (&p, depth, 5);
  NumSmallRow rows[50];
  int stride;
  double *w;

  num_small_evaluate (small, &moments, &rows[0]);
  num_small_advance (small, &moments, 0.1, 50, rows);
  w = num_small_get_layer (small, 1, 1, &stride);
  g_assert_cmpint (stride, ==, num_small_padded_width (5));
  for (int i = 0; i < stride; i++)
    for (int j = 0; j < stride; j++)
      g_assert_true ((w[i * stride + j] == 0) == (i >= 5 || j >= 5));
  num_small_free (small);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/num/small/plain", test_plain);
  g_test_add_func ("/num/small/cuts", test_cuts);
  g_test_add_func ("/num/small/padding", test_padding);
  return g_test_run ();
}
