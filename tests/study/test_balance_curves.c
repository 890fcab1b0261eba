/* Balance of layers along a run: kept by gradient flow, left by steps in proportion to them. */
#include "study/balance_curves.h"
#include "num/matrix.h"
#include "run/recipe_training.h"
#include "theory/balance.h"

#include <math.h>

static void
init_recipe (ModelRecipe *recipe, double learning_rate)
{
  model_recipe_init (recipe);
  model_experiment_set (&recipe->experiment, MODEL_SAMPLES, 0, NULL);
  model_experiment_set (&recipe->experiment, MODEL_DEPTH, 4, NULL);
  model_experiment_set (&recipe->experiment, MODEL_FUSION, 2, NULL);
  model_experiment_set (&recipe->experiment, MODEL_WIDTH, 20, NULL);
  model_experiment_set (&recipe->experiment, MODEL_INIT_SCALE, 0.4, NULL);
  model_experiment_set (&recipe->experiment, MODEL_LEARNING_RATE, learning_rate, NULL);
}

static StudyBalance *
train (const ModelRecipe *recipe)
{
  g_autoptr (GError) error = NULL;
  StudyBalance *balance = study_balance_train (recipe, NULL, &error);

  g_assert_no_error (error);
  return balance;
}

/* Half the step, half the drift, to first order. */
static void
test_steps (void)
{
  ModelRecipe coarse, fine;

  init_recipe (&coarse, 0.01);
  init_recipe (&fine, 0.005);
  g_autoptr (StudyBalance) one = train (&coarse), half = train (&fine);

  for (int k = 0; k < STUDY_N_JUNCTIONS; k++)
    g_assert_nonnull (one->residual[k]);
  g_assert_cmpfloat (
      fabs (2 * study_balance_get_largest (half) / study_balance_get_largest (one) - 1), <, 0.1);
}

static void
test_flow (void)
{
  ModelRecipe recipe;

  init_recipe (&recipe, 0.04);
  model_experiment_set (&recipe.experiment, MODEL_DYNAMICS, MODEL_DYNAMICS_FLOW, NULL);
  g_autoptr (StudyBalance) balance = train (&recipe);

  /* The error of its steps. */
  g_assert_cmpfloat (study_balance_get_largest (balance), <, 1e-5);
}

/* Of the places where layers meet, those of the network at its end; where the run begins, nothing.
 */
static void
test_places (void)
{
  ModelRecipe recipe;
  TheoryBalance end;

  init_recipe (&recipe, 0.04);
  g_autoptr (ModelTrainer) trainer = run_train_recipe_to_end (&recipe, NULL, NULL);
  g_autoptr (ModelNetwork) start = model_trainer_seek (trainer, 0, NULL);
  g_autoptr (StudyBalance) balance = study_balance_new (trainer, 0, NULL);
  const double last = model_trainer_get_epoch (trainer);

  theory_balance_compute (&end, model_trainer_get_network (trainer), start);
  /* Branches of two layers, and two shared: A, B, fusion, shared. */
  g_assert_cmpint (end.n, ==, 4);
  g_assert_cmpfloat (study_balance_at (balance, STUDY_JUNCTION_A, last), ==, end.residual[0]);
  g_assert_cmpfloat (study_balance_at (balance, STUDY_JUNCTION_B, last), ==, end.residual[1]);
  g_assert_cmpfloat (study_balance_at (balance, STUDY_JUNCTION_FUSION, last), ==, end.residual[2]);
  g_assert_cmpfloat (study_balance_at (balance, STUDY_JUNCTION_SHARED, last), ==, end.residual[3]);
  g_assert_cmpfloat (study_balance_at (balance, STUDY_JUNCTION_A, 0), ==, 0);
}

/* Early fusion of two layers has one place only. A fork starts where it leaves its parent; a kick
 * is seen. */
static void
test_edges (void)
{
  const int cancel = 1;
  ModelRecipe early, parent, fork, kicked;
  g_autoptr (GError) error = NULL;

  model_recipe_init (&early);
  model_experiment_set (&early.experiment, MODEL_FUSION, 1, NULL);
  model_experiment_set (&early.experiment, MODEL_WIDTH, 20, NULL);
  g_autoptr (StudyBalance) of_early = train (&early);
  for (int k = 0; k < STUDY_N_JUNCTIONS; k++)
    g_assert_true ((of_early->residual[k] != NULL) == (k == STUDY_JUNCTION_FUSION));
  g_assert_true (isnan (study_balance_at (of_early, STUDY_JUNCTION_A, 0)));

  init_recipe (&parent, 0.04);
  model_experiment_set (&parent.experiment, MODEL_EPOCHS, 300, NULL);
  fork = parent;
  model_recipe_set_fork (&fork, &parent, 100);
  g_autoptr (StudyBalance) of_fork = train (&fork);
  g_assert_cmpfloat (model_history_view_row (of_fork->residual[0], 0)->epoch, ==, 100);
  g_assert_cmpfloat (model_history_view_row (of_fork->residual[0], 0)->loss, ==, 0);

  kicked = parent;
  model_recipe_set_kicks (&kicked, &(ModelKick){ .epoch = 200, .weight = { -0.5, 0.5 } }, 1);
  g_autoptr (StudyBalance) of_kicked = train (&kicked), of_parent = train (&parent);
  g_assert_cmpfloat (study_balance_at (of_kicked, 0, 100), ==,
                     study_balance_at (of_parent, 0, 100));
  g_assert_cmpfloat (study_balance_at (of_kicked, 0, 300), !=,
                     study_balance_at (of_parent, 0, 300));

  g_assert_null (study_balance_train (&parent, &cancel, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/study/balance/steps", test_steps);
  g_test_add_func ("/study/balance/flow", test_flow);
  g_test_add_func ("/study/balance/places", test_places);
  g_test_add_func ("/study/balance/edges", test_edges);
  return g_test_run ();
}
