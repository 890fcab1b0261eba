/* What stands beside a run in files: told whole, refused in words, and drawn again to the byte. */
#include "figure/figure_registry.h"
#include "figure/file/figure_file.h"
#include "figure/file/provenance_file.h"
#include "run/recipe_training.h"
#include "study/compared_runs.h"
#include "plot_fixture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define EPOCHS 120 /* enough that something happens, quick to train many times */

static char *folder;

static void
init_recipe (ModelRecipe *recipe, double rho, int seed)
{
  model_recipe_init (recipe);
  model_experiment_set (&recipe->experiment, MODEL_RHO, rho, NULL);
  model_experiment_set (&recipe->experiment, MODEL_SEED, seed, NULL);
  model_experiment_set (&recipe->experiment, MODEL_EPOCHS, EPOCHS, NULL);
  model_experiment_set (&recipe->experiment, MODEL_SAMPLES, 64, NULL);
  model_experiment_set (&recipe->experiment, MODEL_WIDTH, 10, NULL);
  model_experiment_set (&recipe->experiment, MODEL_INIT_SCALE, 1e-3, NULL);
}

static const ModelKick kicks[] = { { 20, { 0.5, 1.0 / 3 } }, { 90, { 1, 1 } } };

static void
set_fork (ModelRecipe *run)
{
  ModelRecipe parent;

  init_recipe (&parent, 0, 1);
  model_recipe_set_kicks (&parent, kicks, 1);
  model_recipe_set_fork (run, &parent, 40);
}

static void
init_everything (StudyCompared *compared)
{
  study_compared_init (compared);
  compared->n_pins = 2;
  init_recipe (&compared->pins[0], 0.5, 1);
  init_recipe (&compared->pins[1], -0.25, 3);
  model_recipe_set_kicks (&compared->pins[1], kicks, 2);
  compared->slots[0] = 4;
  compared->slots[1] = 0;
  compared->difference = 1;
  compared->comparison = STUDY_ENSEMBLE_SEEDS;
  compared->has_ghost = TRUE;
  init_recipe (&compared->ghost, 0.1, 1);
  compared->n_orbits = 2;
  compared->orbits[0] = (StudyOrbitStart){ { 0.25, 1.0 / 3 }, FALSE };
  compared->orbits[1] = (StudyOrbitStart){ { -0.5, 1e-9 }, TRUE };
}

static void
test_text (void)
{
  FigureProvenance out, in;
  g_autofree char *text = NULL, *again = NULL;
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  figure_provenance_init (&out);
  g_strlcpy (out.figure, "loss", sizeof out.figure);
  init_recipe (&out.run, 0.3, 1);
  set_fork (&out.run);
  init_everything (&out.compared);
  text = figure_provenance_to_text (&out);
  g_assert_true (figure_provenance_from_text (&in, text, &error));
  g_assert_no_error (error);
  g_assert_true (study_compared_equal (&in.compared, &out.compared));
  g_assert_true (model_recipe_equal (&in.run, &out.run));
  again = figure_provenance_to_text (&in);
  g_assert_cmpstr (text, ==, again);
  figure_provenance_append_comment (&out, csv);
  g_string_append (csv, "epoch,loss\n");
  g_assert_true (figure_provenance_from_bytes (&in, csv->str, csv->len, &error));
  g_assert_true (study_compared_equal (&in.compared, &out.compared));
  /* One thing less is another thing. */
  in.compared.orbits[1].backward = FALSE;
  g_assert_false (study_compared_equal (&in.compared, &out.compared));
  in.compared = out.compared;
  in.run.parent.kicks.kick[0].weight[1] = 0;
  g_assert_false (model_recipe_equal (&in.run, &out.run));
  study_compared_init (&in.compared);
  g_assert_true (study_compared_is_empty (&in.compared));
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *line, *words;
  } wrong[] = {
    { "pin_7 = 0 [data]", "pin_1" },
    { "pin_2 = 0 [data]\npin_1 = 0 [data]", "pin_1" },
    { "pin_1 = 9 [data]", "pin_1" },
    { "pin_1 = [data]", "pin_1" },
    { "pin_1 = 0 [data]\\nrho = 7\\n", "rho" },
    { "pin_1 = 0 [nonsense]\\nrho = 0\\n", "nonsense" },
    { "difference = 0", "number of a pin" },
    { "difference = x", "number of a pin" },
    { "compare = apples", "seeds" },
    { "fork = x [data]\\n", "an epoch" },
    { "fork = -5 [data]\\n", "an epoch" },
    { "fork = 99999999999999999999 [data]\\n", "an epoch" },
    { "orbits = 1", "backward" },
    { "orbits = 1 nan", "backward" },
    { "orbits = 1 2 forward", "backward" },
    { "ghost = [run]\\nkicks = 5\\n", "kicks" },
    { "apples = 1", "no such key" },
    { "\n[figure]\nplane = 0 1 0", "W_A from" },
    { "\n[figure]\nplane = 1 0 0 1", "W_A from" },
    { "\n[figure]\nmap = -1.5 0 1 2", "correlation from" },
    { "\n[figure]\nmap = -1 0 0 2", "correlation from" },
    { "\n[figure]\nregions = 1 1 1 2", "weight ratio from" },
    { "\n[figure]\nregions = 1 2 1 inf", "weight ratio from" },
    { "\n[figure]\ncamera = 0 0 0", "zoom above 0" },
    { "\n[figure]\ncamera = 0 nan 1", "zoom above 0" },
    { "\n[figure]\nnullclines = 1", "true, false" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *text = g_strdup_printf ("# Plateau 0.1\n[beside]\n%s\n", wrong[i].line);
      g_autoptr (GError) error = NULL;
      FigureProvenance read;

      g_assert_false (figure_provenance_from_text (&read, text, &error));
      if (strstr (error->message, wrong[i].words) == NULL)
        g_error ("“%s” is not in “%s”", wrong[i].words, error->message);
    }
}

static GBytes *
write_figure (const FigureData *data, const FigureExport *options, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return plot_fixture_write (data, options, path);
}

/* Written, read, computed anew and written: the same bytes, and others than those without. */
static void
assert_round_trip (const char *figure,
                   const StudyCompared *compared,
                   gboolean forked,
                   gboolean shows,
                   const char *name)
{
  const double plane[2][2] = { { -0.1, 2.0 / 3 }, { 0.05, 0.5 } };
  const double map[2][2] = { { -0.5, 1 }, { 0.3, 3 } }, regions[2][2] = { { 1, 2 }, { 1, 3 } };
  const double camera[3] = { -40.5, 30, 1.25 };
  FigureProvenance provenance, read;
  g_autoptr (FigureData) data = NULL, again = NULL, alone = NULL;
  g_autoptr (GBytes) first = NULL, second = NULL, third = NULL;
  g_autoptr (GError) error = NULL;

  figure_provenance_init (&provenance);
  g_strlcpy (provenance.figure, figure, sizeof provenance.figure);
  init_recipe (&provenance.run, 0.3, 1);
  if (forked)
    set_fork (&provenance.run);
  provenance.compared = *compared;
  provenance.options.dpi = 40;
  provenance.view.playhead = 60.5;
  provenance.view.from = 10;
  provenance.view.to = 1e6 / 9;
  provenance.view.hide_manifolds = TRUE;
  memcpy (provenance.view.plane[STUDY_PLANE_PORTRAIT], plane, sizeof plane);
  memcpy (provenance.view.plane[STUDY_PLANE_MAP], map, sizeof map);
  memcpy (provenance.view.plane[STUDY_PLANE_REGIONS], regions, sizeof regions);
  memcpy (provenance.view.camera, camera, sizeof camera);
  data = figure_compute_from (&provenance, NULL, &error);
  g_assert_no_error (error);
  first = write_figure (data, &provenance.options, name);
  g_assert_true (figure_provenance_from_bytes (&read, g_bytes_get_data (first, NULL),
                                               g_bytes_get_size (first), &error));
  g_assert_no_error (error);
  g_assert_true (study_view_equal (&read.view, &provenance.view));
  again = figure_compute_from (&read, NULL, &error);
  g_assert_no_error (error);
  second = write_figure (again, &read.options, name);
  g_assert_true (g_bytes_equal (first, second));
  study_compared_init (&provenance.compared);
  model_recipe_clear_fork (&provenance.run);
  alone = figure_compute_from (&provenance, NULL, &error);
  third = write_figure (alone, &provenance.options, name);
  g_test_message ("%s: %zu bytes, alone %zu", figure, g_bytes_get_size (first),
                  g_bytes_get_size (third));
  /* Curves of other runs, in the place of theory's. */
  if (shows)
    g_assert_false (g_bytes_equal (first, third));
}

typedef enum
{
  PINS,
  DIFFERENCE,
  SEEDS,
  FUSION,
  GHOST,
  FORK,
  N_KINDS
} Kind;

static void
init_kind (StudyCompared *compared, Kind kind)
{
  StudyCompared all;

  init_everything (&all);
  study_compared_init (compared);
  if (kind == PINS || kind == DIFFERENCE)
    {
      compared->n_pins = all.n_pins;
      memcpy (compared->pins, all.pins, sizeof all.pins);
      memcpy (compared->slots, all.slots, sizeof all.slots);
      compared->difference = kind == DIFFERENCE ? 1 : -1;
    }
  if (kind == SEEDS || kind == FUSION)
    compared->comparison = kind == SEEDS ? STUDY_ENSEMBLE_SEEDS : STUDY_ENSEMBLE_FUSION;
  if (kind == GHOST)
    {
      compared->has_ghost = TRUE;
      compared->ghost = all.ghost;
    }
}

/* Every plot of the window, with each kind of company; the formats take turns. */
static void
test_round_trips (void)
{
  static const char *const figures[] = { "loss", "weights", "run", "grid" };
  static const char *const names[] = { "a.svg", "a.pdf", "a.png" };
  static const gboolean shows[N_KINDS] = { [PINS] = TRUE, [SEEDS] = TRUE, [GHOST] = TRUE };
  StudyCompared compared;

  for (int kind = 0; kind < N_KINDS; kind++)
    for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
      {
        init_kind (&compared, (Kind) kind);
        g_test_message ("kind %d", kind);
        /* Theory's curve gives way to other layers and to another future. */
        assert_round_trip (figures[i], &compared, kind == FORK, i == 0 && shows[kind],
                           names[i == 0 ? 0 : (gsize) kind % G_N_ELEMENTS (names)]);
      }
}

static void
test_portrait (void)
{
  static const char *const figures[] = { "portrait", "surface",    "features",      "first",
                                         "map",      "map-credit", "map-preference" };
  StudyCompared compared;

  init_kind (&compared, GHOST);
  compared.n_orbits = 2;
  compared.orbits[0] = (StudyOrbitStart){ { 0.25, 1.0 / 3 }, FALSE };
  compared.orbits[1] = (StudyOrbitStart){ { 0.5, 0.1 }, TRUE };
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    assert_round_trip (figures[i], &compared, FALSE, i < 2, "a.svg");
  study_compared_init (&compared);
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    assert_round_trip (figures[i], &compared, TRUE, FALSE, "a.csv");
}

/* Up to the fork the run is its parent, bit by bit; the mark and the other future are drawn. */
static void
test_fork (void)
{
  ModelRecipe future, parent;
  g_autoptr (FigureData) forked = NULL, fork_parent = NULL;
  const ModelHistoryView *a, *b;

  init_recipe (&future, 0.6, 1);
  set_fork (&future);
  model_recipe_init_parent (&parent, &future);
  forked = figure_compute_run (figure_find ("loss", NULL), &future, NULL, NULL, NULL);
  fork_parent = figure_compute_run (figure_find ("loss", NULL), &parent, NULL, NULL, NULL);
  a = figure_data_get_snapshot (forked)->history;
  b = figure_data_get_snapshot (fork_parent)->history;
  for (int epoch = 0; epoch <= 120; epoch += 4)
    {
      const ModelHistoryRow x = model_history_view_at (a, epoch),
                            y = model_history_view_at (b, epoch);

      if (epoch <= future.fork)
        g_assert_cmpfloat (x.weight[0], ==, y.weight[0]);
      else if (epoch > future.fork + 4)
        g_assert_cmpfloat (x.weight[0], !=, y.weight[0]);
    }
}

/* What no longer trains says so; nothing is drawn with a part of it. */
static void
test_untrainable (void)
{
  ModelRecipe run;
  g_autoptr (GError) error = NULL;

  init_recipe (&run, 0.6, 1);
  set_fork (&run);
  run.fork = 100000;
  g_assert_null (figure_compute_run (figure_find ("loss", NULL), &run, NULL, NULL, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_RANGE);
  g_clear_error (&error);
  run.fork = 40;
  model_experiment_set (&run.experiment, MODEL_WIDTH, 11, NULL);
  g_assert_null (figure_compute_run (figure_find ("loss", NULL), &run, NULL, NULL, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_RANGE);
  g_clear_error (&error);
  /* What is before the fork is the parent's. */
  init_recipe (&run, 0.6, 1);
  set_fork (&run);
  model_recipe_set_kicks (&run, &(ModelKick){ .epoch = run.fork - 1, .weight = { 1, 1 } }, 1);
  g_assert_null (figure_compute_run (figure_find ("loss", NULL), &run, NULL, NULL, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_RANGE);
  g_assert_true (g_str_has_prefix (error->message, "kicks: "));
}

/* A picture is drawn with all of its pins, or not at all. */
static void
test_impossible_pin (void)
{
  StudyCompared compared;
  ModelRecipe run;
  g_autoptr (StudyComparedRuns) none = NULL;
  g_autoptr (GError) error = NULL;

  init_kind (&compared, PINS);
  model_experiment_set (&compared.pins[0].experiment, MODEL_FUSION, 5, NULL); /* of 2 layers */
  init_recipe (&run, 0.6, 1);
  none = study_compared_runs_train (&compared, &run, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_RANGE);
}

/* One that is expected has a place and words, and is drawn once it is there: in each state that
 * has it. */
static void
test_expected_pin (void)
{
  g_autoptr (StudyPins) pins = study_pins_new ();
  g_autoptr (StudyPinsState) before = NULL;
  g_autoptr (ModelSnapshot) run = NULL, pin = NULL;
  g_autofree char *text = NULL;
  ModelRecipe recipe;
  StudyRun drawn;

  init_recipe (&recipe, 0.6, 1);
  run = run_train_recipe (&recipe, NULL, NULL);
  init_recipe (&recipe, 0.3, 1);
  pin = run_train_recipe (&recipe, NULL, NULL);
  g_assert_true (study_pins_expect (pins, &recipe, 4));
  study_pins_set_difference (pins, 0);
  before = study_pins_get_state (pins);
  g_assert_null (study_pins_get (pins, 0));
  g_assert_cmpint (study_pins_get_slot (pins, 0), ==, 4);
  text = study_pins_describe (pins, 0, run);
  g_assert_cmpstr (text, ==, "\\rho = 0.30");
  study_run_init (&drawn);
  drawn.snapshot = run;
  study_pins_fill (pins, &drawn);
  g_assert_cmpint (drawn.n_compared, ==, 0);
  g_assert_null (drawn.minus);
  study_pins_remove (pins, 0);
  study_pins_set_state (pins, before);
  study_pins_set_problem (pins, 0, "no data");
  study_pins_set_trained (pins, 0, pin);
  g_assert_null (study_pins_get_problem (pins, 0));
  study_pins_fill (pins, &drawn);
  g_assert_cmpstr (drawn.minus, ==, "pin 1");
  study_pins_set_difference (pins, -1);
  study_run_init (&drawn);
  drawn.snapshot = run;
  study_pins_fill (pins, &drawn);
  g_assert_cmpint (drawn.n_compared, ==, 1);
}

/* However far it has come, and whoever notices. */
static void
test_cancel (void)
{
  const int cancel = 1;
  ModelRecipe run;

  init_recipe (&run, 0.6, 1);
  for (int kind = 0; kind < N_KINDS; kind++)
    {
      g_autoptr (GError) error = NULL;
      StudyCompared compared;

      init_kind (&compared, (Kind) kind);
      if (kind == FORK)
        set_fork (&run);
      g_assert_null (
          figure_compute_run (figure_find ("loss", NULL), &run, &compared, &cancel, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-compared-XXXXXX", NULL);
  g_test_add_func ("/study/compared/text", test_text);
  g_test_add_func ("/study/compared/refusals", test_refusals);
  g_test_add_func ("/study/compared/round-trips", test_round_trips);
  g_test_add_func ("/study/compared/portrait", test_portrait);
  g_test_add_func ("/study/compared/fork", test_fork);
  g_test_add_func ("/study/compared/impossible-pin", test_impossible_pin);
  g_test_add_func ("/study/compared/expected-pin", test_expected_pin);
  g_test_add_func ("/study/compared/untrainable", test_untrainable);
  g_test_add_func ("/study/compared/cancel", test_cancel);
  status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
