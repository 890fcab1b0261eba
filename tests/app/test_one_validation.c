/* On its way from a slider to the worker a value is validated once. The linker puts the counter in
 * place of the function: see meson.build. */
#include "app/session/parameter.h"
#include "app/session/session.h"
#include "num/matrix.h"
#include "../waiting.h"

gboolean __real_model_experiment_validate (const ModelExperiment *self, GError **error);
gboolean __wrap_model_experiment_validate (const ModelExperiment *self, GError **error);

static int n_validations; /* atomic */

gboolean
__wrap_model_experiment_validate (const ModelExperiment *self, GError **error)
{
  g_atomic_int_inc (&n_validations);
  return __real_model_experiment_validate (self, error);
}

static void
wait_complete (AppSession *session)
{
  wait_until (app_session_is_complete (session) ||
              (app_session_tick (session, g_get_monotonic_time ()), FALSE));
}

static void
test_slider (void)
{
  g_autoptr (AppSession) session = app_session_new ();
  ModelExperiment changed = *app_session_get_experiment (session);

  app_session_restart (session);
  wait_complete (session);
  g_atomic_int_set (&n_validations, 0);
  /* As a row of the sidebar does. */
  g_assert_true (app_parameter_set (MODEL_RHO, 0.25, &changed, NULL));
  g_assert_true (app_session_set_experiment (session, &changed, NULL));
  wait_complete (session);
  g_assert_cmpfloat (app_session_get_snapshot (session)->experiment.value[MODEL_RHO], ==, 0.25);
  g_assert_cmpint (g_atomic_int_get (&n_validations), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/app/one-validation/slider", test_slider);
  return g_test_run ();
}
