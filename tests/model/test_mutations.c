/* Experiment files damaged at random: read rightly or refused in one line, never worse. */
#include "num/matrix.h"
#include "num/rng.h"
#include "helpers.h"

#include <math.h>
#include <string.h>

enum
{
  ROUNDS = 20000
};

static const char *const seeds[] = {
  "[data]\nsource = vector\nrho = -0.3\ninputs_a = 1\ninputs_b = 1\ncovariance = given\n"
  "matrix = 1 0.5; 0.5 2\nweights = given\ntrue_weights = 1, 2\n",
  "[network]\ndepth = 8\nfusion = 3\ndepth_a = 2\nwidth = 1000\ninit = balanced\n"
  "init_scale = 1e-9\n",
  "# a comment\n[training]\nlearning_rate = 0.04\nepochs = 1000000\nseed = 4294967295\n",
};

static int
draw (NumRng *rng, int n)
{
  return MIN (n - 1, (int) num_rng_uniform (rng, 0, n));
}

/* One to four bytes changed, dropped or doubled; at times a piece of another file put in. */
static char *
damage (NumRng *rng, const char *text)
{
  static const char bytes[] = "\0\n\r\t []=;,#.-+eE0179nNaAxX\\\"\x80\xff";
  GString *damaged = g_string_new (text);

  for (int i = draw (rng, 4); i >= 0; i--)
    {
      int at = draw (rng, MAX (1, (int) damaged->len));

      switch (draw (rng, 4))
        {
        case 0:
          if (damaged->len > 0)
            damaged->str[at] = bytes[draw (rng, sizeof bytes - 1)];
          break;
        case 1:
          if (damaged->len > 0)
            g_string_erase (damaged, at, 1);
          break;
        case 2:
          g_string_insert_c (damaged, at, bytes[1 + draw (rng, sizeof bytes - 2)]);
          break;
        default:
          g_string_insert (damaged, at, seeds[draw (rng, G_N_ELEMENTS (seeds))] + draw (rng, 40));
        }
    }
  return g_string_free (damaged, FALSE);
}

static void
assert_sound (const ModelExperiment *e)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  ModelExperiment again;

  g_assert_true (model_experiment_validate (e, NULL));
  for (ModelKey k = 0; k < MODEL_N_KEYS; k++)
    g_assert_true (isfinite (model_experiment_get (e, k)));
  text = model_experiment_to_text (e);
  model_experiment_from_text (&again, text, &error);
  g_assert_no_error (error);
  g_assert_true (model_experiment_equal (e, &again));
}

static void
test_damaged_files (void)
{
  NumRng *rng = num_rng_new (1, 99);
  int read = 0;

  for (int i = 0; i < ROUNDS; i++)
    {
      g_autofree char *text = damage (rng, seeds[i % G_N_ELEMENTS (seeds)]);
      g_autoptr (GError) error = NULL;
      ModelExperiment e;

      if (model_experiment_from_text (&e, text, &error))
        {
          assert_sound (&e);
          read++;
          continue;
        }
      g_assert_nonnull (error);
      g_assert_null (strchr (error->message, '\n'));
      g_assert_cmpuint (strlen (error->message), >, 10);
    }
  /* The damage is neither fatal to all nor harmless to all. */
  g_assert_cmpint (read, >, ROUNDS / 100);
  g_assert_cmpint (read, <, ROUNDS * 9 / 10);
  num_rng_free (rng);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/model/mutations/damaged-files", test_damaged_files);
  return g_test_run ();
}
