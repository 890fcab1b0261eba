/* Captions have the parameters of what is shown, and citations are BibTeX. */
#include "figure/figure_registry.h"
#include "figure/words/caption.h"
#include "figure/words/citation.h"
#include "run/sweep_files.h"

#include <string.h>

static char *
get_caption (const char *name, const ModelRecipe *run, const StudyCompared *compared)
{
  return figure_caption_new (
      &(FigureCaptionOf){ .figure = figure_find (name, NULL), .run = run, .compared = compared });
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("no “%s” in: %s", part, text);
}

static void
test_run (void)
{
  ModelRecipe run;
  g_autofree char *caption = NULL;

  model_recipe_init (&run);
  model_experiment_set (&run.experiment, MODEL_DEPTH, 4, NULL);
  model_experiment_set (&run.experiment, MODEL_FUSION, 3, NULL);
  model_experiment_set (&run.experiment, MODEL_RHO, -0.5, NULL);
  model_experiment_set (&run.experiment, MODEL_INIT_SCALE, 1e-8, NULL);
  caption = get_caption ("loss", &run, NULL);
  g_assert_true (g_str_has_prefix (caption, "Loss. Network: L = 4, L_f = 3, N = 100, "));
  assert_has (caption, "u_0 = 1e-8");
  assert_has (caption, "Data: ρ = −0.5, σ_A = 2, σ_B = 1");
  assert_has (caption, "Samples = 8192");
  assert_has (caption, "Training: η = 0.04");
  /* Neither what has no effect nor what nobody chose. */
  g_assert_null (strstr (caption, "Negative slope"));
  g_assert_null (strstr (caption, "Name of A"));
  g_assert_null (strchr (caption, '\\'));
  g_assert_null (strchr (caption, '$'));
}

/* What the program chose is told where it is known. */
static void
test_automatic (void)
{
  ModelRecipe run;
  g_autoptr (FigureData) data = NULL;
  g_autofree char *before = NULL, *caption = NULL;

  model_recipe_init (&run);
  before = get_caption ("loss", &run, NULL);
  assert_has (before, "u_0 = automatic");
  data = figure_compute (figure_find ("loss", NULL), NULL, NULL);
  caption = figure_caption_new_for (data);
  assert_has (caption, "u_0 = 1e-8");
}

static void
test_several_runs (void)
{
  ModelRecipe run;
  g_autofree char *caption = NULL;

  model_recipe_init (&run);
  caption = get_caption ("6a", &run, NULL);
  assert_has (caption, "L = 4, L_f ∈ {1, 2, 3, 4}, N = 100");
}

static void
test_compared (void)
{
  ModelRecipe run;
  StudyCompared compared;
  g_autofree char *caption = NULL;

  model_recipe_init (&run);
  study_compared_init (&compared);
  compared.n_pins = 1;
  model_recipe_init (&compared.pins[0]);
  model_experiment_set (&compared.pins[0].experiment, MODEL_RHO, 0.25, NULL);
  compared.comparison = STUDY_ENSEMBLE_SEEDS;
  caption = get_caption ("weights", &run, &compared);
  assert_has (caption, "Beside it: ρ = 0.25.");
  assert_has (caption, "Band: median and 10–90 % range of 20 seeds.");
}

static void
test_sweeps (void)
{
  g_autofree char *text = run_sweep_files_dup_text ("6b", NULL), *caption = NULL, *own = NULL;
  ModelRecipe run;

  model_recipe_init (&run);
  caption = get_caption ("3c", &run, NULL);
  assert_has (caption, "Varied: ρ from −0.9 to 0.9 (9 values), σ_A/σ_B ∈ {3, 2, 1.5, 1}");
  assert_has (caption, "standard deviation of 5 seeds; lines: theory.");
  /* What is varied has no value. */
  g_assert_null (strstr (caption, "Data: ρ"));
  own = figure_caption_new (
      &(FigureCaptionOf){ .figure = figure_find ("sweep", NULL), .run = &run, .source = text });
  assert_has (own, "L_f ∈ {1, 2, 3, 4}, Initialisation ∈ {Random, Balanced}");
}

static void
test_all (void)
{
  ModelRecipe run;

  model_recipe_init (&run);
  for (int i = 0; i < figure_count (); i++)
    {
      g_autofree char *caption = get_caption (figure_get_name (figure_at (i)), &run, NULL);

      g_assert_true (g_utf8_validate (caption, -1, NULL));
      g_assert_true (g_str_has_suffix (caption, "."));
      g_assert_null (strpbrk (caption, "\\$\n"));
    }
}

static void
test_citation (void)
{
  const char *text = figure_citation_get ();
  int depth = 0;

  assert_has (text, "Zhang, Yedi and Latham, Peter E. and Saxe, Andrew M.");
  assert_has (text, "{2024}");
  assert_has (text, "version = {" PLATEAU_VERSION "}");
  for (const char *c = text; *c != '\0'; c++)
    {
      depth += (*c == '{') - (*c == '}');
      g_assert_cmpint (depth, >=, 0);
    }
  g_assert_cmpint (depth, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure/words/run", test_run);
  g_test_add_func ("/figure/words/automatic", test_automatic);
  g_test_add_func ("/figure/words/several-runs", test_several_runs);
  g_test_add_func ("/figure/words/compared", test_compared);
  g_test_add_func ("/figure/words/sweeps", test_sweeps);
  g_test_add_func ("/figure/words/all", test_all);
  g_test_add_func ("/figure/words/citation", test_citation);
  return g_test_run ();
}
