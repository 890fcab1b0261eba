/* Learning times: reference values, independent quadrature, limits, the finite-step clock. */
#include "num/matrix.h"
#include "num/quadrature.h"
#include "reference.h"

#include <math.h>

static void
assert_relative (double value, double expected, double tolerance)
{
  g_assert_cmpfloat (fabs (value / expected - 1), <=, tolerance);
}

static TheoryTimes
compute (double sigma_a, double sigma_b, double rho, int depth, int fusion, double init_scale)
{
  TheoryNetwork network = { { fusion, fusion }, depth - fusion, init_scale, 0.04 };
  TheoryRates rates;
  TheoryTimes times;

  theory_rates_compute_scalar (&rates, sigma_a, sigma_b, rho, 1, 1);
  theory_times_compute (&times, &rates, &network);
  return times;
}

static void
test_reference (void)
{
  g_autoptr (GArray) rows = reference_load ();

  for (guint i = 0; i < rows->len; i++)
    {
      const ReferenceRow *row = &g_array_index (rows, ReferenceRow, i);
      TheoryRates rates;
      TheoryNetwork network;
      TheoryTimes times;

      reference_get_rates (row, &rates);
      reference_get_network (row, &network);
      theory_times_compute (&times, &rates, &network);
      g_assert_cmpint (times.order, ==, THEORY_ORDER_A_FIRST);
      /* The reference is written with ten digits. */
      assert_relative (times.flow.t[0], row->t_a, 1e-9);
      assert_relative (times.flow.t[1], row->t_b, 1e-9);
      assert_relative (times.flow.ratio, row->ratio, 1e-9);
    }
}

/* Late fusion, scalar data: 1 + (r^2 - 1) / (1 - rho^2), whatever the depth. */
static void
test_late_ratio (void)
{
  for (int depth = 2; depth <= 8; depth++)
    for (double rho = -0.9; rho < 0.95; rho += 0.1)
      {
        TheoryTimes times = compute (3, 1.25, rho, depth, depth, 0.01);
        double r = 3 / 1.25;

        /* Rounding of 1 - k and of powers. */
        assert_relative (times.flow.ratio, 1 + (r * r - 1) / (1 - rho * rho), 1e-12);
      }
}

typedef struct
{
  double k;
  int depth, fusion;
} Integrand;

/* The integrand of eqs 54 and 57 as the paper writes it. */
static double
evaluate (double x, void *data)
{
  const Integrand *i = data;
  double k = i->k, inner;

  if (i->fusion == 2)
    inner = pow (x, 2 * (k - 1));
  else
    inner = pow (k + (1 - k) * pow (x, i->fusion - 2), 2.0 / (2 - i->fusion));
  return pow (x, 1 - i->depth) * pow (1 + inner, (i->fusion - i->depth) / 2.0);
}

static void
test_quadrature (void)
{
  const double ks[] = { -0.9, -0.3, 0, 0.25, 0.9, 0.99, 0.9999 };

  for (int depth = 3; depth <= 8; depth++)
    for (int fusion = 2; fusion < depth; fusion++)
      for (gsize i = 0; i < G_N_ELEMENTS (ks); i++)
        {
          TheoryRates rates = { .s = { 1, fabs (ks[i]) },
                                .p = { 1, 1 },
                                .d = { 1, 1 },
                                .end = { 1, 1 },
                                .sign = { 1, ks[i] < 0 ? -1 : 1 } };
          TheoryNetwork network = { { fusion, fusion }, depth - fusion, 1, 1 };
          Integrand integrand = { ks[i], depth, fusion };
          double expected;
          TheoryTimes times;

          theory_times_compute (&times, &rates, &network);
          g_assert_true (num_quadrature (evaluate, &integrand, 1, INFINITY, 1e-8, &expected));
          /* The must of 1e-6, with room for the adaptive rule's own tolerance. */
          assert_relative (times.flow.t[0], expected, 1e-7);
        }
}

static void
test_equal_modalities (void)
{
  for (int depth = 2; depth <= 8; depth++)
    for (int fusion = 1; fusion <= depth; fusion++)
      for (double rho = -0.75; rho <= 1; rho += 0.25)
        {
          TheoryTimes times = compute (1.5, 1.5, rho, depth, fusion, 0.01);

          g_assert_cmpint (times.order, ==, THEORY_ORDER_TOGETHER);
          g_assert_true (isfinite (times.flow.t[0]));
          g_assert_cmpfloat (times.flow.t[0], ==, times.flow.t[1]);
          g_assert_cmpfloat (times.flow.ratio, ==, 1);
        }
}

static void
test_never (void)
{
  const double settings[][4] = {
    { 2, 1, 1, 0 }, { 2, 1, -1, 0 }, { 2, 0, 0.3, 0 }, { 0, 1, 0.3, 1 }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    for (int fusion = 2; fusion <= 4; fusion++)
      {
        const double *s = settings[i];
        TheoryTimes times = compute (s[0], s[1], s[2], 4, fusion, 0.1);
        int first = (int) s[3];

        g_assert_cmpint (times.first, ==, first);
        g_assert_true (isfinite (times.flow.t[first]) && times.flow.t[first] > 0);
        g_assert_true (times.flow.t[1 - first] == INFINITY && times.step.t[1 - first] == INFINITY);
        g_assert_true (times.flow.ratio == INFINITY);
      }
}

/* x_A = -x_B makes y = 0: nothing to learn, for any sizes that rounding may leave. */
static void
test_nothing (void)
{
  TheoryTimes times = compute (1.1, 1.1, -1, 4, 3, 0.1);

  g_assert_cmpint (times.order, ==, THEORY_ORDER_NOTHING);
  g_assert_true (times.flow.t[0] == INFINITY && times.flow.t[1] == INFINITY);
  g_assert_cmpint (compute (0, 0, 0.5, 2, 2, 0.1).order, ==, THEORY_ORDER_NOTHING);
}

static void
test_mirror (void)
{
  TheoryNetwork network = { { 3, 4 }, 2, 0.05, 0.04 }, mirrored = { { 4, 3 }, 2, 0.05, 0.04 };
  TheoryRates rates;
  TheoryTimes one, other;

  theory_rates_compute_scalar (&rates, 1.5, 1.2, 0.4, 1, 0.7);
  theory_times_compute (&one, &rates, &network);
  theory_rates_compute_scalar (&rates, 1.2, 1.5, 0.4, 0.7, 1);
  theory_times_compute (&other, &rates, &mirrored);
  g_assert_cmpint (one.first, ==, 1 - other.first);
  /* The same sums in another order. */
  assert_relative (one.flow.t[0], other.flow.t[1], 1e-13);
  assert_relative (one.step.t[1], other.step.t[0], 1e-13);
}

/* Early fusion turns to the direction of s: the same whichever modality is the stronger, and for
 * equal ones sqrt (2) u0 grown at the rate |s|. */
static void
test_early (void)
{
  for (int depth = 2; depth <= 8; depth++)
    {
      TheoryTimes one = compute (3, 1, 0.2, depth, 1, 0.01);
      TheoryTimes other = compute (1, 3, 0.2, depth, 1, 0.01);
      TheoryTimes equal = compute (1.5, 1.5, 0.2, depth, 1, 0.01);
      double s = G_SQRT2 * 2.25 * 1.2, grown = pow (G_SQRT2 * 0.01, 2 - depth) / (depth - 2);

      g_assert_cmpint (one.order, ==, THEORY_ORDER_TOGETHER);
      assert_relative (one.flow.t[0], other.flow.t[0], 1e-13);
      /* The sums above, and the quadrature. */
      assert_relative (equal.flow.t[0], (depth > 2 ? grown : -log (G_SQRT2 * 0.01)) / (0.04 * s),
                       1e-8);
    }
}

/* E.4's formula with equal depths is the equal-depth one; a race that is nearly a tie has no phase
 * of its own, and swapping at the tie is continuous in the first time. */
static void
test_unequal_tie (void)
{
  TheoryRates rates = {
    .s = { 1, 1 }, .p = { 1, 1 }, .d = { 0.5, 0.5 }, .end = { 1, 1 }, .sign = { 1, 1 }
  };
  TheoryNetwork network = { { 3, 4 }, 1, 0.1, 0.04 };
  TheoryTimes before, after;

  /* theta alone: 1 / (s_A u0) against 1 / (2 s_B u0^2): a tie at s_B = 5 s_A. */
  rates.s[1] = 5 * (1 - 1e-7);
  theory_times_compute (&before, &rates, &network);
  rates.s[1] = 5 * (1 + 1e-7);
  theory_times_compute (&after, &rates, &network);
  g_assert_cmpint (before.order, ==, THEORY_ORDER_TOGETHER);
  g_assert_cmpint (before.first, ==, 0);
  g_assert_cmpint (after.order, ==, THEORY_ORDER_TOGETHER);
  g_assert_cmpint (after.first, ==, 1);
  /* 1e-7 of the rates moves the delays by about 1e-7^(1/2) of the times at most. */
  assert_relative (before.flow.t[0], after.flow.t[1], 1e-3);
}

/* Depth 1 and 2 in one branch: hand-solved leading orders. */
static void
test_shallow_branches (void)
{
  TheoryRates rates = {
    .s = { 2, 1 }, .p = { 1, 1 }, .d = { 0.5, 0.5 }, .end = { 1, 1 }, .sign = { 1, 1 }
  };
  TheoryNetwork network = { { 2, 4 }, 0, 0.01, 0.1 };
  TheoryTimes times;

  theory_times_compute (&times, &rates, &network);
  assert_relative (times.flow.t[0], log (100) / 0.2, 1e-12);
  /* u_B^-2 falls from 1e4 by 2 k ln (1 / u0) until t_A; then 2 D per tau. */
  assert_relative (times.flow.t[1] - times.flow.t[0], (1e4 / 2 - 0.5 * log (100)) / 0.05, 1e-12);

  network.branch_depth[0] = 1;
  network.shared_depth = 2;
  theory_times_compute (&times, &rates, &network);
  g_assert_cmpint (times.order, ==, THEORY_ORDER_A_FIRST);
  /* int du / (u^2 + u0^2) from u0 is pi / (4 u0); B grows so little on the way (k u0) that only
   * that fraction is missing. */
  assert_relative (times.flow.t[0], G_PI / 4 / (0.01 * 2 * 0.1), 0.03);
}

/* As the step goes to zero the clocks agree, with an error linear in eta. */
static void
test_finite_step (void)
{
  TheoryRates rates;
  double previous = 0;

  theory_rates_compute_scalar (&rates, 3, 1, 0.8, 1, 1);
  for (double eta = 0.02; eta > 0.001; eta /= 2)
    {
      TheoryNetwork network = { { 2, 2 }, 0, 1e-8, eta };
      TheoryTimes times;
      double error;

      theory_times_compute (&times, &rates, &network);
      error = times.flow.ratio / times.step.ratio - 1;
      g_assert_cmpfloat (error, >, 0);
      /* Half the step, half the error; the next order is eta s = 0.2 at the largest. */
      if (previous > 0)
        g_assert_cmpfloat (fabs (previous / error - 2), <, 0.25);
      previous = error;
    }
}

static void
test_vector_is_scalar (void)
{
  g_autoptr (ModelMoments) moments = model_moments_new (2, 1);
  const double sigma[9] = { 4, 0, 0.6, 0, 1, 0, 0.6, 0, 1 };
  TheoryRates vector, scalar;

  /* The second input of A is independent of everything: the data are scalar in disguise. */
  for (int i = 0; i < 9; i++)
    moments->sigma[i] = sigma[i];
  moments->sigma_yx[0] = 4.6;
  moments->sigma_yx[2] = 1.6;
  moments->sigma_yy = 6.2;
  theory_rates_compute (&vector, moments);
  theory_rates_compute_scalar (&scalar, 2, 1, 0.3, 1, 1);
  for (int m = 0; m < 2; m++)
    {
      /* One pseudo-inverse of condition number 4. */
      assert_relative (vector.s[m], scalar.s[m], 1e-14);
      assert_relative (vector.p[m], scalar.p[m], 1e-14);
      assert_relative (vector.d[m], scalar.d[m], 1e-13);
    }
}

int
main (int argc, char *argv[])
{
  num_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theory/times/reference", test_reference);
  g_test_add_func ("/theory/times/late-ratio", test_late_ratio);
  g_test_add_func ("/theory/times/quadrature", test_quadrature);
  g_test_add_func ("/theory/times/equal-modalities", test_equal_modalities);
  g_test_add_func ("/theory/times/never", test_never);
  g_test_add_func ("/theory/times/nothing", test_nothing);
  g_test_add_func ("/theory/times/mirror", test_mirror);
  g_test_add_func ("/theory/times/early", test_early);
  g_test_add_func ("/theory/times/unequal-tie", test_unequal_tie);
  g_test_add_func ("/theory/times/shallow-branches", test_shallow_branches);
  g_test_add_func ("/theory/times/finite-step", test_finite_step);
  g_test_add_func ("/theory/times/vector-is-scalar", test_vector_is_scalar);
  return g_test_run ();
}
