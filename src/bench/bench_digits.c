/* Digits: whole training steps against a plain sgemm, turn by turn. */
#include "bench/bench_digits.h"

#include "bench/bench_clock.h"
#include "digits/net.h"
#include "num/blas.h"

#include <math.h>

enum
{
  SIDE = 28,
  BATCH = 1000, /* the paper's */
  SMALL = 32,   /* of the CNN, whose samples go one by one anyway */
  TURNS = 7,
  QUICK_TURNS = 2,
  PRODUCT = 500
};

typedef struct
{
  DigitsTeam *team;
  DigitsNet *net;
  float *x;
  guint8 *labels;
  int n;
} Case;

static void
set_up (Case *c, DigitsModel model, int width, int n, int threads)
{
  const DigitsShape shape = { model, 5, width, 5, SIDE };

  c->team = digits_team_new (threads);
  c->n = n;
  c->net = digits_net_new (&shape, 1, n, c->team, NULL);
  c->x = g_new (float, (gsize) n * 2 * SIDE * SIDE);
  c->labels = g_new (guint8, n);
  for (gsize i = 0; i < (gsize) n * 2 * SIDE * SIDE; i++)
    c->x[i] = (float) sin (i);
  for (int i = 0; i < n; i++)
    c->labels[i] = i % DIGITS_CLASSES;
}

static void
tear_down (Case *c)
{
  digits_net_free (c->net);
  digits_team_free (c->team);
  g_free (c->x);
  g_free (c->labels);
}

static void
step (Case *c)
{
  double loss;

  digits_net_step (c->net, c->x, c->labels, c->n, 1e-3f, NULL, &loss);
}

/* The operations that a step cannot do without: forward, by the weights, and by what goes in, which
 * the first layer needs not. */
static double
count_operations (const Case *c)
{
  const DigitsLayout *layout = digits_net_get_layout (c->net);
  const DigitsLayer *first = &layout->layers[0];
  const double products =
      (double) first->branches * first->taps * first->in * first->out * first->side * first->side;

  return 2 * (3 * digits_layout_count_products (layout) - products) * c->n;
}

/* (BATCH, PRODUCT) from (BATCH, PRODUCT) and (PRODUCT, PRODUCT), as a dense layer does. */
static void
multiply (const float *a, const float *b, float *out)
{
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, BATCH, PRODUCT, PRODUCT, 1, a, PRODUCT, b,
               PRODUCT, 0, out, PRODUCT);
}

/* The step's rate as a part of sgemm's. Turn by turn, about as many operations of either: a short
 * product would find a moment at which nothing else uses the caches, a long step would not. */
static void
compare (BenchReport *report, Case *c, const char *what, double least, int turns)
{
  const gsize size = (gsize) BATCH * PRODUCT;
  g_autofree float *a = g_new (float, size), *b = g_new (float, size), *out = g_new (float, size);
  const double operations = count_operations (c), of_product = 2.0 * BATCH * PRODUCT * PRODUCT;
  const int products = MAX (1, (int) (operations / of_product)),
            steps = MAX (1, (int) (of_product / operations));
  double time = 0, product_time = 0;

  for (gsize i = 0; i < size; i++)
    a[i] = b[i] = (float) cos (i);
  step (c);
  for (int turn = 0; turn < turns; turn++)
    {
      const double begin = bench_clock ();

      for (int i = 0; i < products; i++)
        multiply (a, b, out);
      const double middle = bench_clock ();
      for (int i = 0; i < steps; i++)
        step (c);
      product_time += middle - begin;
      time += bench_clock () - middle;
    }
  const double rate = turns * steps * operations / time / 1e3; /* of microseconds */
  const double bound = turns * products * of_product / product_time / 1e3;
  g_autofree char *rate_name = g_strdup_printf ("%s, one thread", what);
  g_autofree char *share_name = g_strdup_printf ("%s / sgemm", what);
  const BenchRow share = {
    .what = share_name, .value = rate / bound, .unit = "", .must = { .at_least = least }
  };
  bench_report_value (report, "sgemm, 1000 x 500 x 500, one thread", bound, "Gflop/s");
  bench_report_value (report, rate_name, rate, "Gflop/s");
  bench_report_add (report, &share);
}

static void
measure_throughput (
    BenchReport *report, DigitsModel model, int width, int n, const char *what, int turns)
{
  double time = INFINITY;
  Case c;

  set_up (&c, model, width, n, 0);
  for (int turn = 0; turn < turns; turn++)
    {
      const gint64 begin = g_get_monotonic_time ();

      step (&c);
      time = fmin (time, (g_get_monotonic_time () - begin) / (double) G_USEC_PER_SEC);
    }
  bench_report_value (report, what, n / time, "samples/s");
  tear_down (&c);
}

void
bench_digits (BenchReport *report, gboolean quick)
{
  const int turns = quick ? QUICK_TURNS : TURNS;
  Case c;

  set_up (&c, DIGITS_MLP, 500, BATCH, 1);
  compare (report, &c, "MLP step, L=5 Lf=5 N=500", 0.7, turns);
  tear_down (&c);
  set_up (&c, DIGITS_CNN, 32, SMALL, 1);
  compare (report, &c, "CNN step, 5 convolutions of 32, Lf=5", 0.4, turns);
  tear_down (&c);
  measure_throughput (report, DIGITS_MLP, 500, BATCH, "MLP, all cores", turns);
  measure_throughput (report, DIGITS_CNN, 32, 2 * SMALL, "CNN, all cores", turns);
}
