/* What of a digits run comes back: after a restart, and after another run has taken its place. */
#include "app/digits/digits_kept.h"
#include "window_fixture.h"

#include <string.h>

static void
set (AppDigitsPage *page, DigitsKey key, double value)
{
  app_digits_row_set_value (app_digits_page_get_row (page, key), value);
}

/* Small enough for a fraction of a second. */
static AppDigitsPage *
open_page (AppWindow *window)
{
  AppDigitsPage *page = app_window_get_digits (window);

  fixture_activate (window, "win.page", "'digits'");
  set (page, DIGITS_KEY_TRAIN, 200);
  set (page, DIGITS_KEY_TEST, 50);
  set (page, DIGITS_KEY_WIDTH, 10);
  set (page, DIGITS_KEY_DEPTH, 2);
  set (page, DIGITS_KEY_EPOCHS, 3);
  set (page, DIGITS_KEY_CHECKS, 1);
  return page;
}

static void
train (AppDigitsPage *page, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), action, NULL));
  wait_until (!app_digits_page_is_busy (page));
  fixture_settle ();
}

static void
assert_same_rows (const DigitsState *a, const DigitsState *b)
{
  g_assert_cmpmem (a->rows, sizeof *a->rows * (gsize) a->n_rows, b->rows,
                   sizeof *b->rows * (gsize) b->n_rows);
  g_assert_cmpint (a->phase, ==, b->phase);
}

static void
assert_same_table (const DigitsState *a, const DigitsState *b)
{
  g_assert_cmpint (a->table.seeds, ==, b->table.seeds);
  g_assert_cmpint (a->table.fusions, ==, b->table.fusions);
  for (int fusion = 0; fusion < a->table.fusions; fusion++)
    g_assert_cmpmem (a->table.cells[fusion], sizeof (DigitsCell) * (gsize) a->table.seeds,
                     b->table.cells[fusion], sizeof (DigitsCell) * (gsize) b->table.seeds);
}

/* Options, curves and table, to the bit; a run that is trained then keeps the table. */
static void
test_comes_back (void)
{
  AppWindow *window = fixture_open (1280, 820), *other = fixture_open (1280, 820);
  AppDigitsPage *page = open_page (window), *again = app_window_get_digits (other);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (DigitsState) table = NULL;
  g_auto (GStrv) rest = NULL;
  g_autoptr (GError) error = NULL;

  train (page, "digits.table");
  table = digits_state_ref ((DigitsState *) app_digits_page_get_state (page));
  g_assert_cmpint (table->table.seeds, >, 0);
  train (page, "digits.train");
  set (page, DIGITS_KEY_SEED, 7); /* after the run */
  app_digits_kept_part.save (page, file);
  g_assert_true (app_digits_kept_part.restore (again, file, &error));
  g_assert_no_error (error);
  rest = g_key_file_get_keys (file, "digits page", NULL, NULL);
  g_assert_true (rest == NULL || rest[0] == NULL);
  g_assert_cmpfloat (app_digits_page_get_plan (again)->options.values[DIGITS_KEY_SEED], ==, 7);
  assert_same_rows (app_digits_page_get_state (again), app_digits_page_get_state (page));
  assert_same_table (app_digits_page_get_state (again), table);
  g_assert_null (app_undo_get_undo_name (app_digits_page_get_undo (again)));
  fixture_activate (other, "win.page", "'digits'");
  train (again, "digits.train");
  assert_same_table (app_digits_page_get_state (again), table);
  fixture_close (other);
  fixture_close (window);
}

/* A run with more rows than a session has room for: thinner, with the same ends and times. */
static void
test_long (void)
{
  AppWindow *window = fixture_open (1280, 820);
  AppDigitsPage *page = app_window_get_digits (window);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  const int n = 250007;
  DigitsState *state = digits_state_new (&app_digits_page_get_plan (page)->options);
  g_autoptr (DigitsState) whole = digits_state_ref (state);
  const double threshold = state->options.values[DIGITS_KEY_THRESHOLD];
  const DigitsState *again;

  state->rows = g_new0 (DigitsRow, n);
  state->n_rows = n;
  state->phase = DIGITS_STATE_FINISHED;
  for (int i = 0; i < n; i++)
    state->rows[i] =
        (DigitsRow){ 0.01 * i, 1, NAN, { 1, i > 777 ? 1 : 0.1, i > 200000 ? 1 : 0.1 } };
  app_digits_page_show (page, state);
  app_digits_kept_part.save (page, file);
  g_assert_true (app_digits_kept_part.restore (page, file, NULL));
  again = app_digits_page_get_state (page);
  g_assert_true (again != whole);
  g_assert_cmpint (again->n_rows, >, 80000);
  g_assert_cmpint (again->n_rows, <=, 100000);
  g_assert_cmpfloat (again->rows[again->n_rows - 1].epoch, ==, whole->rows[n - 1].epoch);
  for (int sight = DIGITS_SEES_A; sight <= DIGITS_SEES_B; sight++)
    g_assert_cmpfloat (digits_record_find_time (again->rows, again->n_rows, sight, threshold), ==,
                       digits_record_find_time (whole->rows, n, sight, threshold));
  g_assert_cmpint (again->phase, ==, DIGITS_STATE_STOPPED);
  fixture_close (window);
}

/* A run that takes the place of another one can be undone, also before it has come to its end. */
static void
test_undo (void)
{
  AppWindow *window = fixture_open (1280, 820);
  AppDigitsPage *page = open_page (window);
  AppUndo *undo = app_digits_page_get_undo (page);
  g_autoptr (DigitsState) first = NULL, second = NULL;

  train (page, "digits.train");
  g_assert_cmpstr (app_undo_get_undo_name (undo), !=, "Training"); /* nothing was there before */
  first = digits_state_ref ((DigitsState *) app_digits_page_get_state (page));
  set (page, DIGITS_KEY_SEED, 5);
  train (page, "digits.train");
  second = digits_state_ref ((DigitsState *) app_digits_page_get_state (page));
  g_assert_cmpstr (app_undo_get_undo_name (undo), ==, "Training");
  fixture_activate (window, "win.undo", NULL);
  g_assert_true (app_digits_page_get_state (page) == first);
  fixture_activate (window, "win.redo", NULL);
  g_assert_true (app_digits_page_get_state (page) == second);
  set (page, DIGITS_KEY_EPOCHS, 10000);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "digits.train", NULL));
  wait_until (app_digits_page_get_state (page) != second);
  fixture_activate (window, "win.undo", NULL);
  wait_until (!app_digits_page_is_busy (page));
  fixture_settle ();
  g_assert_true (app_digits_page_get_state (page) == second);
  fixture_close (window);
}

/* What is none is refused, by its name, and the rest is there. */
static void
test_spoilt (void)
{
  static const struct
  {
    const char *key, *value;
  } spoilt[] = {
    { "rows", "AAAA" },
    { "rows", "" },
    /* An epoch of -1. */
    { "rows", "AAAAAAAA8L8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" },
    { "cells", "AAAAAAAA8D8=" },
    { "table", "[digits]\\nseeds = 1000\\n" },
    { "run", "nonsense" },
    { "plan", "[digits]\\nwidth = -3\\n" },
  };
  AppWindow *window = fixture_open (1280, 820);
  AppDigitsPage *page = open_page (window);
  g_autoptr (GKeyFile) whole = g_key_file_new ();
  g_autofree char *text = NULL;

  train (page, "digits.table");
  app_digits_kept_part.save (page, whole);
  text = g_key_file_to_data (whole, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (spoilt); i++)
    {
      g_autoptr (GKeyFile) file = g_key_file_new ();
      g_autoptr (GError) error = NULL;

      g_assert_true (g_key_file_load_from_data (file, text, -1, 0, NULL));
      g_key_file_set_value (file, "digits page", spoilt[i].key, spoilt[i].value);
      g_assert_false (app_digits_kept_part.restore (page, file, &error));
      g_assert_nonnull (error);
      g_assert_false (g_key_file_has_key (file, "digits page", spoilt[i].key, NULL));
    }
  fixture_close (window);
}

/* A long run is written now and then, its end at once. */
static void
test_due (void)
{
  DigitsOptions options;
  g_autoptr (DigitsState) state = NULL;

  digits_options_init (&options, DIGITS_MLP);
  state = digits_state_new (&options);
  state->phase = DIGITS_STATE_TRAINING;
  state->n_rows = 10;
  g_assert_true (app_digits_kept_is_due (state, 9));
  state->n_rows = 1001;
  g_assert_false (app_digits_kept_is_due (state, 1000));
  state->phase = DIGITS_STATE_STOPPED;
  g_assert_true (app_digits_kept_is_due (state, 1000));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  g_test_add_func ("/digits-kept/comes-back", test_comes_back);
  g_test_add_func ("/digits-kept/long", test_long);
  g_test_add_func ("/digits-kept/undo", test_undo);
  g_test_add_func ("/digits-kept/spoilt", test_spoilt);
  g_test_add_func ("/digits-kept/due", test_due);
  return g_test_run ();
}
