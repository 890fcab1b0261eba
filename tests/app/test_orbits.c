/* Picked trajectories, and what can be undone. */
#include "app/session/orbits.h"
#include "num/matrix.h"

#include <math.h>

/* Late fusion of two unit, uncorrelated modalities. */
static TheoryPlane
make_plane (void)
{
  return (TheoryPlane){ { { 1, 0 }, { 0, 1 } }, { 1, 1 }, 1, 1, { 2, 2 }, 0 };
}

static AppOrbits *
make_orbits (void)
{
  AppOrbits *orbits = app_orbits_new ();
  const TheoryPlane plane = make_plane ();

  app_orbits_set_plane (orbits, &plane, 4);
  return orbits;
}

static void
add (AppOrbits *orbits, AppUndo *undo, double x, double y, gboolean backward)
{
  GArray *before = app_orbits_remember (orbits);
  const StudyOrbitStart start = { { x, y }, backward };

  app_orbits_add (orbits, &start, 1);
  app_orbits_commit (orbits, before, "start", undo);
}

static const TheoryOrbitPoint *
get_end (AppOrbits *orbits, int i)
{
  const TheoryOrbit *orbit = g_ptr_array_index (app_orbits_get_orbits (orbits), i);

  return &g_array_index (orbit->points, TheoryOrbitPoint, orbit->points->len - 1);
}

static void
test_paths (void)
{
  g_autoptr (AppOrbits) orbits = make_orbits ();
  g_autoptr (AppUndo) undo = app_undo_new ();
  const double elsewhere[2] = { 0.1, 0.7 };

  add (orbits, undo, 0.3, 0.2, FALSE);
  add (orbits, undo, 0.3, 0.2, TRUE);
  add (orbits, undo, 1, 1, FALSE);  /* a fixed point: a path of one point */
  add (orbits, undo, 50, 0, FALSE); /* outside the bound: the same */
  g_assert_cmpint (app_orbits_count (orbits), ==, 4);
  g_assert_cmpint (app_orbits_get_selected (orbits), ==, 3);
  for (int m = 0; m < 2; m++)
    {
      /* Orbits end where they are slower than 1e-9 of the bound. */
      g_assert_cmpfloat_with_epsilon (get_end (orbits, 0)->w[m], 1, 1e-6);
      g_assert_cmpfloat_with_epsilon (get_end (orbits, 1)->w[m], 0, 1e-5);
      g_assert_cmpfloat (get_end (orbits, 2)->w[m], ==, 1);
    }
  g_assert_cmpfloat (get_end (orbits, 1)->time, <, 0);
  g_assert_cmpfloat (get_end (orbits, 3)->w[0], ==, 50);
  app_orbits_move (orbits, 1, elsewhere);
  g_assert_cmpfloat (app_orbits_get_start (orbits, 1)->w[1], ==, 0.7);
  g_assert_true (app_orbits_get_start (orbits, 1)->backward);
}

static void
test_undo (void)
{
  g_autoptr (AppOrbits) orbits = make_orbits ();
  g_autoptr (AppUndo) undo = app_undo_new ();

  g_assert_false (app_undo_undo (undo));
  g_assert_false (app_undo_redo (undo));
  add (orbits, undo, 0.3, 0.2, FALSE);
  add (orbits, undo, 0.4, 0.2, FALSE);
  g_assert_cmpstr (app_undo_get_undo_name (undo), ==, "start");
  g_assert_true (app_undo_undo (undo));
  g_assert_cmpint (app_orbits_count (orbits), ==, 1);
  g_assert_cmpuint (app_orbits_get_orbits (orbits)->len, ==, 1);
  g_assert_true (app_undo_undo (undo));
  g_assert_cmpint (app_orbits_count (orbits), ==, 0);
  g_assert_cmpint (app_orbits_get_selected (orbits), ==, -1);
  g_assert_null (app_undo_get_undo_name (undo));
  g_assert_true (app_undo_redo (undo));
  g_assert_true (app_undo_redo (undo));
  g_assert_cmpfloat (app_orbits_get_start (orbits, 1)->w[0], ==, 0.4);
  g_assert_true (app_undo_undo (undo));
  add (orbits, undo, 0.5, 0.2, FALSE);
  g_assert_null (app_undo_get_redo_name (undo));
  g_assert_cmpfloat (app_orbits_get_start (orbits, 1)->w[0], ==, 0.5);
}

/* The trajectories outlive whoever shows them, as long as they can be undone. */
static void
test_lifetime (void)
{
  g_autoptr (AppUndo) undo = app_undo_new ();
  AppOrbits *orbits = make_orbits ();

  add (orbits, undo, 0.3, 0.2, FALSE);
  app_orbits_unref (orbits);
  g_assert_true (app_undo_undo (undo));
  app_undo_clear (undo);
  g_assert_null (app_undo_get_redo_name (undo));
}

static void
count_cb (gpointer data)
{
  ++*(int *) data;
}

static void
exchange_cb (gpointer memory)
{
  ++*(int *) memory;
}

static void
test_depth (void)
{
  g_autoptr (AppOrbits) orbits = make_orbits ();
  static const AppUndoClass klass = { exchange_cb, NULL, NULL };
  g_autoptr (AppUndo) undo = app_undo_new ();
  int changes = 0, steps = 0, exchanges = 0;

  app_undo_set_changed (undo, count_cb, &changes);
  for (int i = 0; i < STUDY_ORBITS_MAX + 5; i++)
    add (orbits, undo, 0.3, 0.2, FALSE);
  g_assert_cmpint (changes, ==, STUDY_ORBITS_MAX + 5);
  g_assert_cmpint (app_orbits_count (orbits), ==, STUDY_ORBITS_MAX);
  /* The oldest steps are forgotten, those of the trajectories among them. */
  for (int i = 0; i < APP_UNDO_MAX; i++)
    app_undo_push (undo, "step", &klass, &exchanges);
  while (app_undo_undo (undo))
    steps++;
  g_assert_cmpint (steps, ==, APP_UNDO_MAX);
  g_assert_cmpint (exchanges, ==, APP_UNDO_MAX);
  g_assert_cmpint (app_orbits_count (orbits), ==, STUDY_ORBITS_MAX);
}

static void
check_fill (const double (*corners)[2], int n, int least)
{
  g_autoptr (GArray) starts = app_orbits_fill (corners, n, 16);

  g_assert_cmpint (starts->len, <=, 16);
  g_assert_cmpint (starts->len, >=, least);
}

static void
test_lasso (void)
{
  static const double square[][2] = { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } };
  static const double triangle[][2] = { { 0, 0 }, { 2, 0 }, { 0, 3 } };
  static const double sliver[][2] = { { 0, 0 }, { 1, 1 }, { 1, 1.02 } };
  static const double nothing[][2] = { { 0.5, 0.5 }, { 0.5, 0.5 }, { 0.5, 0.5 } };
  g_autoptr (GArray) starts = app_orbits_fill (triangle, 3, 16);

  check_fill (square, 4, 16);
  check_fill (triangle, 3, 8);
  check_fill (sliver, 3, 1);
  check_fill (nothing, 3, 1);
  for (guint i = 0; i < starts->len; i++)
    {
      const double *w = g_array_index (starts, StudyOrbitStart, i).w;

      g_assert_true (w[0] > 0 && w[1] > 0 && w[0] / 2 + w[1] / 3 < 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/app/orbits/paths", test_paths);
  g_test_add_func ("/app/orbits/lasso", test_lasso);
  g_test_add_func ("/app/undo/back-and-forth", test_undo);
  g_test_add_func ("/app/undo/lifetime", test_lifetime);
  g_test_add_func ("/app/undo/depth", test_depth);
  return g_test_run ();
}
