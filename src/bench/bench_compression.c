/* Compressed runs beside full width, and the memory of long ones. */
#include "bench/bench_compression.h"

#include "theory/init_scale.h"

#include <malloc.h>
#include <math.h>

/* Settings that no basis was made at: ratio of the spreads, correlation. */
static const struct
{
  double ratio, rho;
} settings[] = { { 1, 0.1 }, { 1.3, -0.5 }, { 1.5, 0.5 }, { 1.8, 0 }, { 2.2, 0.3 }, { 2.5, 0.9 } };

static const struct
{
  int depth;
  double init_scale; /* 0: automatic */
  double at_most;
} networks[] = { { 2, 0, 1e-12 }, { 4, 0.1, 1e-5 }, { 6, 0.6, 1e-5 } };

enum
{
  EPOCHS = 4000
};

static void
describe (int i, int fusion, int setting, ModelExperiment *e)
{
  model_experiment_init (e);
  model_experiment_set (e, MODEL_DEPTH, networks[i].depth, NULL);
  model_experiment_set (e, MODEL_FUSION, fusion, NULL);
  model_experiment_set (e, MODEL_INIT_SCALE, networks[i].init_scale, NULL);
  model_experiment_set (e, MODEL_SIGMA_A, settings[setting].ratio, NULL);
  model_experiment_set (e, MODEL_RHO, settings[setting].rho, NULL);
  model_experiment_set (e, MODEL_EPOCHS, EPOCHS, NULL);
}

static ModelSnapshot *
train (ModelExperiment *e, int compression, GError **error)
{
  g_autoptr (ModelTrainer) trainer = NULL;

  model_experiment_set (e, MODEL_COMPRESSION, compression, NULL);
  trainer = theory_init_scale_new_trainer (e, error);
  if (trainer == NULL)
    return NULL;
  model_trainer_run (trainer, G_MAXINT64, NULL);
  return model_trainer_snapshot (trainer, 0);
}

/* Both recordings hold every epoch. */
static double
compare (const ModelHistoryView *a, const ModelHistoryView *b)
{
  const gsize n = MIN (model_history_view_length (a), model_history_view_length (b));
  double largest = 0;

  for (gsize i = 0; i < n; i++)
    for (int m = 0; m < 2; m++)
      largest = fmax (largest, fabs (model_history_view_row (a, i)->weight[m] -
                                     model_history_view_row (b, i)->weight[m]));
  return largest;
}

gboolean
bench_deviation (BenchReport *report, gboolean quick, GError **error)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (networks); i++)
    for (int fusion = 1; fusion <= networks[i].depth; fusion++)
      {
        g_autofree char *what = g_strdup_printf ("L=%d Lf=%d N=100: deviation of total weights",
                                                 networks[i].depth, fusion);
        BenchRow row = { .what = what, .unit = "", .must.at_most = networks[i].at_most };

        for (int s = 0; s < (quick ? 1 : (int) G_N_ELEMENTS (settings)); s++)
          {
            g_autoptr (ModelSnapshot) wide = NULL;
            g_autoptr (ModelSnapshot) small = NULL;
            ModelExperiment e;

            describe (i, fusion, s, &e);
            wide = train (&e, MODEL_COMPRESSION_OFF, error);
            small = wide != NULL ? train (&e, MODEL_COMPRESSION_AUTO, error) : NULL;
            if (small == NULL)
              return FALSE;
            row.value = fmax (row.value, compare (wide->history, small->history));
          }
        bench_report_add (report, &row);
      }
  return TRUE;
}

/* Megabytes handed out: what the process keeps for later does not count. */
static double
get_allocated (void)
{
  const struct mallinfo2 info = mallinfo2 ();

  return (double) (info.uordblks + info.hblkhd) / (1 << 20);
}

gboolean
bench_recording (BenchReport *report, gboolean quick, GError **error)
{
  const double before = get_allocated ();
  g_autofree char *what =
      g_strdup_printf ("recording and keyframes of %d million epochs", quick ? 1 : 10);
  BenchRow row = { .what = what, .unit = "MB", .must.at_most = 64 };
  g_autoptr (ModelTrainer) trainer = NULL;
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_EPOCHS, quick ? 1e6 : 1e7, NULL);
  trainer = theory_init_scale_new_trainer (&e, error);
  if (trainer == NULL)
    return FALSE;
  model_trainer_run (trainer, G_MAXINT64, NULL);
  row.value = get_allocated () - before;
  bench_report_add (report, &row);
  return TRUE;
}
