/* Cancelled in the middle of whatever it does, a trainer stays what it was. */
#include "model/data/distribution.h"
#include "model/train/trainer.h"
#include "helpers.h"
#include "../waiting.h"

#include <string.h>

enum
{
  TRIES = 24
};

static const ModelKick kick = { 150, { 0.8, 0.3 } };

/* Wide enough that each of its parts takes milliseconds. */
static ModelExperiment
make (void)
{
  return make_experiment ("depth", "4", "fusion", "3", "width", "60", "epochs", "300", "samples",
                          "8192", "compression", "off", NULL);
}

static ModelTrainer *
train (const ModelExperiment *e)
{
  ModelTrainer *trainer = model_trainer_new (e, 0.1, NULL);

  model_trainer_run (trainer, G_MAXINT64, NULL);
  return trainer;
}

static void
check_same_network (const ModelNetwork *a, const ModelNetwork *b)
{
  g_assert_cmpmem (a->weights, a->n_weights * sizeof (double), b->weights,
                   b->n_weights * sizeof (double));
}

static void
check_same_run (ModelTrainer *a, ModelTrainer *b)
{
  g_autoptr (ModelSnapshot) s = model_trainer_snapshot (a, 0), t = model_trainer_snapshot (b, 0);
  const gsize n = model_history_view_length (s->history);

  g_assert_cmpint (s->n_kicks, ==, t->n_kicks);
  g_assert_cmpuint (n, ==, model_history_view_length (t->history));
  for (gsize i = 0; i < n; i++)
    g_assert_cmpmem (model_history_view_row (s->history, i), sizeof (ModelHistoryRow),
                     model_history_view_row (t->history, i), sizeof (ModelHistoryRow));
  check_same_network (model_trainer_get_network (a), model_trainer_get_network (b));
}

/* A flag that another thread raises a little later. */
typedef struct
{
  int flag;  /* atomic */
  int delay; /* turns that it leaves to others */
} Alarm;

static gpointer
alarm_thread (gpointer data)
{
  Alarm *alarm = data;

  waiting_yield (alarm->delay);
  g_atomic_int_set (&alarm->flag, 1);
  return NULL;
}

static GThread *
raise_later (Alarm *alarm, int i)
{
  *alarm = (Alarm){ 0, 1 << (i / 2) };
  return g_thread_new ("alarm", alarm_thread, alarm);
}

/* With the flag up from the beginning all of them refuse, and nothing has changed. */
static void
test_at_once (void)
{
  ModelExperiment e = make ();
  g_autoptr (ModelTrainer) trainer = train (&e), same = train (&e);
  g_autoptr (GError) begun = NULL, kicked = NULL, forked = NULL;
  const int cancel = 1;

  g_assert_null (model_trainer_new_compressed (&e, 0.1, NULL, NULL, &cancel, &begun));
  g_assert_error (begun, MODEL_ERROR, MODEL_ERROR_CANCELLED);
  g_assert_null (model_trainer_seek (trainer, 123, &cancel));
  g_assert_false (model_trainer_kick (trainer, &kick, &cancel, &kicked));
  g_assert_error (kicked, MODEL_ERROR, MODEL_ERROR_CANCELLED);
  g_assert_null (model_trainer_new_fork (trainer, 123, &e, &cancel, &forked));
  g_assert_error (forked, MODEL_ERROR, MODEL_ERROR_CANCELLED);
  check_same_run (trainer, same);
}

/* Samples that no cache has: drawn in blocks, and in full after a cancelled attempt. */
static void
test_samples (void)
{
  ModelExperiment e = make_experiment ("samples", "100000", "seed", "3", NULL);
  g_autoptr (ModelMoments) fresh = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  int cancel = 1;

  g_assert_null (model_moments_compute_cancellable (&e, &cancel, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_CANCELLED);
  fresh = model_moments_compute (&e, NULL);
  for (int i = 0; i < TRIES; i++)
    {
      g_autoptr (ModelMoments) other = NULL, moments = NULL;
      ModelExperiment one_less = e;
      Alarm alarm;
      GThread *thread;

      model_experiment_set (&one_less, MODEL_SAMPLES, 99999, NULL);
      other = model_moments_compute (&one_less, NULL);
      thread = raise_later (&alarm, i);
      moments = model_moments_compute_cancellable (&e, &alarm.flag, NULL);
      g_thread_join (thread);
      g_assert_true (moments == NULL || moments->sigma[1] == fresh->sigma[1]);
    }
  again = model_moments_compute (&e, NULL);
  g_assert_cmpmem (again->sigma, 4 * sizeof (double), fresh->sigma, 4 * sizeof (double));
}

/* With many inputs the covariance itself takes its time. */
static void
test_covariance (void)
{
  ModelExperiment e =
      make_experiment ("source", "vector", "inputs_a", "100", "inputs_b", "100", NULL);
  g_autoptr (ModelMoments) fresh = model_moments_compute (&e, NULL);

  for (int i = 0; i < TRIES; i++)
    {
      g_autoptr (ModelMoments) moments = NULL;
      Alarm alarm;
      GThread *thread = raise_later (&alarm, i);

      moments = model_moments_compute_cancellable (&e, &alarm.flag, NULL);
      g_thread_join (thread);
      if (moments != NULL)
        g_assert_cmpmem (moments->sigma, 40000 * sizeof (double), fresh->sigma,
                         40000 * sizeof (double));
    }
}

/* Before the first sample: the covariance's factor, and the solution that a balanced start looks
 * for. */
static void
test_solutions (void)
{
  ModelExperiment e = make_experiment ("source", "vector", "inputs_a", "100", "inputs_b", "100",
                                       "samples", "0", "init", "balanced", NULL);
  g_autoptr (ModelMoments) moments = model_moments_compute (&e, NULL);
  g_autoptr (ModelDistribution) distribution = NULL;
  g_autoptr (ModelNetwork) network = NULL;
  g_autoptr (GError) error = NULL;
  const int cancel = 1;
  ModelNetworkShape shape;
  double w[200];

  g_assert_null (model_distribution_new (&e, &cancel, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_CANCELLED);
  distribution = model_distribution_new_population (&e, &cancel, NULL);
  g_assert_nonnull (distribution);
  g_assert_null (distribution->factor);
  g_assert_false (model_moments_solve_cancellable (moments, w, &cancel));
  g_assert_false (model_moments_solve_modality (moments, 1, w, &cancel));
  model_network_shape_from_experiment (&shape, &e);
  network = model_network_new (&shape);
  g_assert_false (model_network_initialise_cancellable (network, &e, 0.1, moments, &cancel));
  g_assert_cmpfloat (network->weights[0], ==, 0);
}

static void
test_start (void)
{
  ModelExperiment e = make ();
  g_autoptr (ModelTrainer) whole = train (&e);

  for (int i = 0; i < TRIES; i++)
    {
      g_autoptr (ModelTrainer) trainer = NULL;
      Alarm alarm;
      GThread *thread = raise_later (&alarm, i);

      trainer = model_trainer_new_compressed (&e, 0.1, NULL, NULL, &alarm.flag, NULL);
      if (trainer != NULL)
        {
          model_trainer_run (trainer, G_MAXINT64, &alarm.flag);
          model_trainer_run (trainer, G_MAXINT64, NULL);
          check_same_run (trainer, whole);
        }
      g_thread_join (thread);
    }
}

static void
test_seek (void)
{
  ModelExperiment e = make ();
  g_autoptr (ModelTrainer) trainer = train (&e), same = train (&e);
  g_autoptr (ModelNetwork) expected = model_trainer_seek (same, 255, NULL);

  for (int i = 0; i < TRIES; i++)
    {
      g_autoptr (ModelNetwork) network = NULL, later = NULL;
      Alarm alarm;
      GThread *thread = raise_later (&alarm, i);

      network = model_trainer_seek (trainer, 255, &alarm.flag);
      g_thread_join (thread);
      if (network != NULL)
        check_same_network (network, expected);
      later = model_trainer_seek (trainer, 255, NULL);
      check_same_network (later, expected);
    }
  check_same_run (trainer, same);
}

static void
test_kick (void)
{
  ModelExperiment e = make ();
  g_autoptr (ModelTrainer) plain = train (&e), kicked = train (&e);

  g_assert_true (model_trainer_kick (kicked, &kick, NULL, NULL));
  model_trainer_run (kicked, G_MAXINT64, NULL);
  for (int i = 0; i < TRIES; i++)
    {
      g_autoptr (ModelTrainer) trainer = train (&e);
      Alarm alarm;
      GThread *thread = raise_later (&alarm, i);
      gboolean done = model_trainer_kick (trainer, &kick, &alarm.flag, NULL);

      g_thread_join (thread);
      if (!done)
        {
          check_same_run (trainer, plain);
          g_assert_true (model_trainer_kick (trainer, &kick, NULL, NULL));
        }
      model_trainer_run (trainer, G_MAXINT64, NULL);
      check_same_run (trainer, kicked);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/cancel/at-once", test_at_once);
  g_test_add_func ("/model/cancel/samples", test_samples);
  g_test_add_func ("/model/cancel/covariance", test_covariance);
  g_test_add_func ("/model/cancel/solutions", test_solutions);
  g_test_add_func ("/model/cancel/start", test_start);
  g_test_add_func ("/model/cancel/seek", test_seek);
  g_test_add_func ("/model/cancel/kick", test_kick);
  return g_test_run ();
}
