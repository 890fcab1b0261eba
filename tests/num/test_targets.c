/* The kernels of every instruction set that this CPU has: the same bits. */
#include "num/blocks.h"
#include "num/kernels.h"
#include "num/matrix.h"
#include "num/rng.h"
#include "num/small.h"
#include "num/targets.h"

#include <glib.h>
#include <string.h>

enum
{
  ROWS = 23, /* past every block of rows and of columns, with all kinds of rest */
  COLS = 45,
  TERMS = 3,
  EPOCHS = 50
};

typedef struct
{
  double w[ROWS * COLS], b[TERMS * ROWS], f[TERMS * COLS], scale[TERMS];
  double up[ROWS], down[COLS], dot;
} Products;

static void
fill (double *v, int n, int stream)
{
  NumRng *rng = num_rng_new (5, stream);

  for (int i = 0; i < n; i++)
    v[i] = num_rng_normal (rng);
  num_rng_free (rng);
}

static void
multiply (gpointer result)
{
  Products *p = result;

  fill (p->w, ROWS * COLS, 1);
  fill (p->b, TERMS * ROWS, 2);
  fill (p->f, TERMS * COLS, 3);
  fill (p->scale, TERMS, 4);
  num_kernel_up (ROWS, COLS, p->w, p->f, p->up);
  num_kernel_up_update (ROWS, COLS, p->w, 0.3, p->b, p->f, p->up);
  num_kernel_update (ROWS, COLS, p->w, -0.7, p->b, p->f);
  num_kernel_updates (ROWS, COLS, p->w, TERMS, p->scale, p->b, p->f);
  num_kernel_down (ROWS, COLS, p->w, p->b, p->down);
  p->dot = num_kernel_dot (ROWS * COLS, p->w, p->w);
}

typedef struct
{
  double w[ROWS * COLS], in[COLS * NUM_BLOCK], out[ROWS * NUM_BLOCK], below[COLS * NUM_BLOCK];
  double gradient[ROWS * COLS], y[NUM_BLOCK], weight[NUM_BLOCK], residual[NUM_BLOCK], loss;
} Blocks;

static void
pass (gpointer result)
{
  Blocks *p = result;

  fill (p->w, ROWS * COLS, 1);
  fill (p->in, COLS * NUM_BLOCK, 2);
  fill (p->y, NUM_BLOCK, 3);
  fill (p->weight, NUM_BLOCK, 4);
  memset (p->out, 0, sizeof p->out);
  memset (p->gradient, 0, sizeof p->gradient);
  num_block_forward (ROWS, COLS, p->w, p->in, p->out);
  num_relu (ROWS * NUM_BLOCK, 0.1, p->out);
  num_block_backward (ROWS, COLS, p->w, p->out, p->below);
  num_relu_backward (COLS * NUM_BLOCK, 0.1, p->in, p->below);
  num_block_outer (ROWS, COLS, p->out, p->below, p->gradient);
  /* A number of samples that no register divides. */
  p->loss = num_logistic (NUM_BLOCK - 3, p->out, p->y, p->weight, p->residual);
}

typedef struct
{
  NumSmallRow first, rows[EPOCHS];
} Run;

static void
descend (const int depth[3], int width, Run *run)
{
  const NumSmallMoments moments = { .aa = 4, .ab = 0.6, .bb = 1, .ya = 4.6, .yb = 1.6, .yy = 6.2 };
  NumSmall *small = num_small_new (depth, width);
  size_t n;
  double *w = num_small_get_weights (small, &n);

  fill (w, n, 1);
  for (size_t i = 0; i < n; i++)
    w[i] *= 0.1;
  num_small_evaluate (small, &moments, &run->first);
  num_small_advance (small, &moments, 0.01, EPOCHS, run->rows);
  num_small_free (small);
}

static void
train (gpointer result)
{
  static const int depths[][3] = { { 2, 2, 0 }, { 1, 1, 1 }, { 4, 4, 0 }, { 2, 3, 2 } };
  Run *runs = result;

  for (gsize i = 0; i < G_N_ELEMENTS (depths); i++)
    {
      descend (depths[i], 8, &runs[2 * i]);
      descend (depths[i], 16, &runs[2 * i + 1]);
    }
}

/* What a function leaves, under each instruction set. */
static void
compare (void (*compute) (gpointer result), gsize size)
{
  const NumTarget best = num_target_get ();
  g_autofree char *expected = g_malloc0 (size);
  g_autofree char *found = g_malloc0 (size);

  num_target_set (NUM_TARGET_BASE);
  compute (expected);
  for (NumTarget target = NUM_TARGET_BASE + 1; target < NUM_TARGET_COUNT; target++)
    {
      if (!num_target_is_supported (target))
        continue;
      memset (found, 0, size);
      num_target_set (target);
      compute (found);
      g_test_message ("%s", num_target_name (target));
      g_assert_cmpmem (found, size, expected, size);
    }
  num_target_set (best);
}

static void
test_products (void)
{
  compare (multiply, sizeof (Products));
}

static void
test_blocks (void)
{
  compare (pass, sizeof (Blocks));
}

static void
test_small (void)
{
  compare (train, 8 * sizeof (Run));
}

static void
test_choice (void)
{
  g_assert_true (num_target_is_supported (NUM_TARGET_BASE));
  g_assert_true (num_target_is_supported (num_target_get ()));
  for (NumTarget target = num_target_get () + 1; target < NUM_TARGET_COUNT; target++)
    g_assert_false (num_target_is_supported (target));
}

int
main (int argc, char **argv)
{
  num_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/num/targets/choice", test_choice);
  g_test_add_func ("/num/targets/products", test_products);
  g_test_add_func ("/num/targets/blocks", test_blocks);
  g_test_add_func ("/num/targets/small", test_small);
  return g_test_run ();
}
