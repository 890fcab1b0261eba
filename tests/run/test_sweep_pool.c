/* Sweeps computed: the same bytes however they are run, interrupted, shared out or continued. */
#include "num/matrix.h"
#include "run/sweep_files.h"
#include "run/sweep_pool.h"
#include "run/sweep_text.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define NOBODY 65534

/* 12 short runs, one of which never learns B (rho = 1) and, with seed 2, none is special. */
#define SWEEP                                                                                      \
  "[sweep]\nx = rho 0 0.5 1\nfamily = sigma_a 2 1.5\nseeds = 2\n"                                  \
  "[data]\nsamples = 0\n[network]\nfusion = 2\nwidth = 10\n"

static const RunSweepShard all = { 0, 1 };
static char *folder;

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static RunSweep *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  RunSweep *sweep = run_sweep_parse (text, &error);

  g_assert_no_error (error);
  return sweep;
}

static char *
read_file (const char *path)
{
  char *text;
  GError *error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
finish (RunSweepPool *pool)
{
  while (!run_sweep_pool_wait (pool, G_USEC_PER_SEC))
    ;
}

/* Runs a sweep to its end; returns its journal's text. */
static char *
run (const RunSweep *sweep, RunSweepShard shard, int jobs, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RunSweepPool) pool = run_sweep_pool_new (sweep, shard, jobs, path, &error);

  g_assert_no_error (error);
  finish (pool);
  g_assert_null (run_sweep_pool_dup_error (pool));
  return read_file (path);
}

static void
test_jobs (void)
{
  g_autoptr (RunSweep) sweep = parse (SWEEP);
  g_autofree char *one = path_of ("one.csv"), *four = path_of ("four.csv");
  g_autofree char *a = run (sweep, all, 1, one), *b = run (sweep, all, 4, four);

  g_assert_cmpstr (a, ==, b);
  g_assert_nonnull (strstr (a, ",never,"));
  g_assert_nonnull (strstr (a, "\n11,1,1.5,2,"));
}

/* All there was, in two jobs of an array and merged; and one part alone, continued by the rest. */
static void
test_shards (void)
{
  g_autoptr (RunSweep) sweep = parse (SWEEP);
  g_autofree char *whole = path_of ("whole.csv"), *merged = path_of ("merged.csv");
  g_autofree char *p0 = path_of ("p0.csv"), *p1 = path_of ("p1.csv");
  g_autofree char *a = run (sweep, all, 2, whole);
  g_autofree char *s0 = run (sweep, (RunSweepShard){ 0, 2 }, 1, p0);
  G_GNUC_UNUSED g_autofree char *s1 = run (sweep, (RunSweepShard){ 1, 2 }, 2, p1);
  const char *const both[] = { p1, p0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *b = NULL, *c = NULL;
  int missing;

  g_assert_nonnull (strstr (s0, "# shard 1/2\n"));
  g_assert_true (run_sweep_journal_merge (both, 2, merged, &missing, &error));
  g_assert_cmpint (missing, ==, 0);
  b = read_file (merged);
  g_assert_cmpstr (a, ==, b);
  g_assert_true (run_sweep_journal_merge (both, 1, merged, &missing, &error));
  g_assert_cmpint (missing, ==, 6);
  c = run (sweep, all, 2, merged);
  g_assert_cmpstr (a, ==, c);
}

/* Killed anywhere, with the last line cut off anywhere: the next run ends in the same file. */
static void
test_resume (void)
{
  g_autoptr (RunSweep) sweep = parse (SWEEP);
  g_autofree char *path = path_of ("resume.csv"), *whole = run (sweep, all, 1, path);
  const gsize length = strlen (whole);

  for (gsize cut = 0; cut <= length; cut += 61)
    {
      g_autofree char *again = NULL;

      g_assert_true (g_file_set_contents (path, whole, cut, NULL));
      again = run (sweep, all, 2, path);
      g_assert_cmpstr (whole, ==, again);
    }
}

static void
assert_refused (const char *path, const RunSweep *sweep, RunSweepShard shard, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = read_file (path), *after = NULL;

  g_assert_null (run_sweep_pool_new (sweep, shard, 1, path, &error));
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_nonnull (strstr (error->message, path));
  after = read_file (path);
  g_assert_cmpstr (before, ==, after);
}

/* A pause lets no thread get away: what rests brings nothing more. */
static void
test_rest (void)
{
  g_autoptr (RunSweep) sweep = parse (SWEEP);
  g_autoptr (GArray) finished = g_array_new (FALSE, FALSE, sizeof (RunSweepDone));
  g_autoptr (RunSweepPool) pool = run_sweep_pool_new (sweep, all, 2, NULL, NULL);
  RunSweepProgress progress;

  run_sweep_pool_set_paused (pool, TRUE);
  do
    {
      run_sweep_pool_wait (pool, 1000);
      run_sweep_pool_get_progress (pool, &progress);
    }
  while (!progress.resting && !progress.ended);
  run_sweep_pool_take (pool, finished);
  g_assert_cmpuint (finished->len, ==, (guint) progress.done);
  run_sweep_pool_set_paused (pool, FALSE);
  run_sweep_pool_get_progress (pool, &progress);
  g_assert_false (progress.resting);
  finish (pool);
  run_sweep_pool_take (pool, finished);
  g_assert_cmpint (finished->len, ==, sweep->n_cells);
}

static void
test_refusals (void)
{
  g_autoptr (RunSweep) sweep = parse (SWEEP);
  g_autoptr (RunSweep) other = parse ("[sweep]\nx = rho 0 0.5\n");
  g_autofree char *path = path_of ("refused.csv"), *whole = run (sweep, all, 1, path);
  g_autofree char *missing = path_of ("none/a.csv");
  g_autoptr (GError) error = NULL;
  char *place = strstr (whole, "# plateau " PLATEAU_VERSION) + strlen ("# plateau ");

  assert_refused (path, other, all, "the journal of another sweep");
  assert_refused (path, sweep, (RunSweepShard){ 0, 2 }, "another sweep or shard");
  *place = '7';
  g_assert_true (g_file_set_contents (path, whole, -1, NULL));
  assert_refused (path, sweep, all, "another version");
  *place = PLATEAU_VERSION[0];
  *strstr (whole, "never") = '?';
  g_assert_true (g_file_set_contents (path, whole, -1, NULL));
  assert_refused (path, sweep, all, "is no row of this sweep");
  g_assert_true (g_file_set_contents (path, "my results\n", -1, NULL));
  assert_refused (path, sweep, all, "no journal of a sweep");
  g_assert_null (run_sweep_pool_new (sweep, all, 1, missing, &error));
  g_assert_nonnull (strstr (error->message, "none/a.csv: cannot be written"));
}

static void
test_merge_refusals (void)
{
  g_autoptr (RunSweep) sweep = parse (SWEEP), other = parse ("[sweep]\nx = rho 0 0.5\n");
  g_autofree char *a = path_of ("a.csv"), *b = path_of ("b.csv"), *out = path_of ("out.csv");
  g_autofree char *text = run (sweep, all, 2, a);
  G_GNUC_UNUSED g_autofree char *none = run (other, all, 2, b);
  const char *const both[] = { a, b };
  g_autoptr (GError) error = NULL;
  char *row = strstr (text, "\n0,0,2,1,learned,") + strlen ("\n0,0,2,1,learned,");
  int missing;

  g_assert_false (run_sweep_journal_merge (both, 2, out, &missing, &error));
  g_assert_nonnull (strstr (error->message, "b.csv: the journal of another sweep"));
  g_clear_error (&error);
  *row = *row == '9' ? '8' : '9';
  g_assert_true (g_file_set_contents (b, text, -1, NULL));
  g_assert_false (run_sweep_journal_merge (both, 2, out, &missing, &error));
  g_assert_nonnull (strstr (error->message, "b.csv: cell 0 differs"));
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
}

/* Two programs on one journal would both be right, and the file wrong. */
static void
test_lock (void)
{
  g_autoptr (RunSweep) sweep = parse (SWEEP);
  g_autofree char *path = path_of ("lock.csv");
  g_autofree RunSweepResult *results = g_new0 (RunSweepResult, sweep->n_cells);
  G_GNUC_UNUSED g_autoptr (RunSweepJournal) journal =
      run_sweep_journal_open (path, sweep, all, results, NULL);

  assert_refused (path, sweep, all, "another sweep is writing to it");
}

/* The limit of a file's size stands for a full disk: a write takes a part, then nothing. */
static void
test_full_disk (void)
{
  g_autoptr (RunSweep) sweep = parse (SWEEP);
  g_autofree char *path = path_of ("full.csv"), *good = path_of ("good.csv");
  g_autofree char *whole = run (sweep, all, 1, good), *part = NULL, *again = NULL;
  g_autoptr (GError) error = NULL, failure = NULL;
  g_autoptr (RunSweepPool) pool = NULL;
  RunSweepProgress progress;
  struct rlimit old, small;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = old;
  small.rlim_cur = strlen (whole) - 300;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  pool = run_sweep_pool_new (sweep, all, 2, path, &error);
  g_assert_no_error (error);
  finish (pool);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  failure = run_sweep_pool_dup_error (pool);
  g_assert_nonnull (strstr (failure->message, "full.csv: cannot be written"));
  run_sweep_pool_get_progress (pool, &progress);
  part = read_file (path);
  g_assert_true (g_str_has_suffix (part, "\n"));
  g_assert_cmpint (progress.done, >, 0);
  g_assert_cmpint (progress.done, <, progress.wanted);
  again = run (sweep, all, 2, path);
  g_assert_cmpstr (whole, ==, again);
}

/* As programs of other systems save texts: a byte-order mark, CR LF. Of a whole one, of a part, and
 * of one whose last line was cut off. */
static void
test_foreign (void)
{
  g_autoptr (RunSweep) sweep = parse (SWEEP);
  g_autofree char *path = path_of ("foreign.csv"), *merged = path_of ("plain.csv");
  g_autofree char *whole = run (sweep, all, 1, path);
  g_auto (GStrv) lines = g_strsplit (whole, "\n", -1);
  g_autofree char *text = g_strjoinv ("\r\n", lines), *marked = g_strconcat ("\ufeff", text, NULL);
  const gsize length = strlen (marked);
  const char *const paths[] = { path };
  g_autofree char *joined = NULL;
  int missing;

  for (gsize cut = 0; cut <= length / 2; cut += 73)
    {
      g_autofree char *again = NULL;

      g_assert_true (g_file_set_contents (path, marked, (gssize) (length - cut), NULL));
      again = run (sweep, all, 2, path);
      g_assert_cmpstr (whole, ==, again);
    }
  g_assert_true (g_file_set_contents (path, marked, -1, NULL));
  g_assert_true (run_sweep_journal_merge (paths, 1, merged, &missing, NULL));
  g_assert_cmpint (missing, ==, 0);
  joined = read_file (merged);
  g_assert_cmpstr (whole, ==, joined);
}

/* Root may write everything: files that must not be written are somebody else's then. */
static void
step_down (gboolean down)
{
  static gboolean was_root;

  was_root = down ? geteuid () == 0 : was_root;
  g_assert_true (!was_root || seteuid (down ? NOBODY : 0) == 0);
}

/* Nobody may write in the folder of the journal, and into the journal if `writable`. */
static void
close_folder (char *path, gboolean writable)
{
  g_autofree char *inner = g_path_get_dirname (path);

  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  g_assert_true (geteuid () != 0 || chown (path, NOBODY, NOBODY) == 0);
  g_assert_cmpint (g_chmod (path, writable ? 0644 : 0444), ==, 0);
  g_assert_cmpint (g_chmod (inner, 0555), ==, 0);
}

static char *
make_closed (const char *name, const char *text, gboolean writable)
{
  g_autofree char *inner = path_of (name);
  char *path = g_build_filename (inner, "journal.csv", NULL);

  g_assert_cmpint (g_mkdir (inner, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  close_folder (path, writable);
  return path;
}

static void
remove_closed (const char *path)
{
  g_autofree char *inner = g_path_get_dirname (path);

  g_assert_cmpint (g_chmod (inner, 0755), ==, 0);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (inner), ==, 0);
}

/* A finished journal can be read where it must not be written, whatever the order of its rows; one
 * that is not can't be gone on with. */
static void
test_read_only (void)
{
  g_autoptr (RunSweep) sweep = parse (SWEEP);
  g_autofree char *path = path_of ("open.csv"), *whole = run (sweep, all, 1, path);
  char *row = strstr (whole, "\n11,") + 1;
  g_autofree char *part = g_strndup (whole, (gsize) (row - whole));
  g_autofree char *unsorted = g_strconcat (part, row, row, NULL);
  const char *const texts[] = { whole, unsorted };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *closed = make_closed ("finished", texts[i], FALSE), *again = NULL;

      step_down (TRUE);
      again = run (sweep, all, 2, closed);
      step_down (FALSE);
      g_assert_cmpstr (again, ==, texts[i]);
      remove_closed (closed);
    }
  g_autofree char *closed = make_closed ("begun", part, FALSE);
  step_down (TRUE);
  assert_refused (closed, sweep, all, "cannot be written: Permission denied");
  step_down (FALSE);
  remove_closed (closed);
}

/* Without room for the file in its order that is told, and nothing is lost; the next run sorts. */
static void
test_unsorted (void)
{
  g_autoptr (RunSweep) sweep = parse (SWEEP);
  g_autofree char *open = path_of ("sorted.csv"), *whole = run (sweep, all, 1, open);
  char *last = strstr (whole, "\n11,") + 1, *tenth = strstr (whole, "\n10,") + 1;
  g_autofree char *part = g_strndup (whole, (gsize) (tenth - whole));
  g_autofree char *mixed = g_strconcat (part, last, NULL), *again = NULL, *kept = NULL;
  g_autofree char *closed = make_closed ("full", mixed, TRUE);
  g_autoptr (RunSweepPool) pool = NULL;
  g_autoptr (GError) error = NULL;
  RunSweepProgress progress;

  step_down (TRUE);
  pool = run_sweep_pool_new (sweep, all, 1, closed, &error);
  g_assert_no_error (error);
  finish (pool);
  step_down (FALSE);
  error = run_sweep_pool_dup_error (pool);
  g_assert_nonnull (strstr (error->message, "journal.csv: cannot be written"));
  run_sweep_pool_get_progress (pool, &progress);
  g_assert_cmpint (progress.done, ==, sweep->n_cells);
  kept = read_file (closed);
  g_assert_cmpuint (strlen (kept), ==, strlen (whole));
  g_assert_cmpstr (kept, !=, whole);
  g_assert_true (g_file_set_contents (open, kept, -1, NULL));
  again = run (sweep, all, 1, open);
  g_assert_cmpstr (again, ==, whole);
  remove_closed (closed);
}

/* Paused, nothing moves; resumed, the same comes out; cancelled, all ends at once. */
static void
test_pause (void)
{
  g_autoptr (RunSweep) sweep = parse (SWEEP);
  g_autoptr (RunSweep) slow = parse ("[sweep]\nx = rho 0.5:0.9:50\n[network]\ndepth = 4\n"
                                     "fusion = 4\ninit_scale = 0.03\n");
  g_autoptr (GArray) finished = g_array_new (FALSE, FALSE, sizeof (RunSweepDone));
  g_autoptr (RunSweepPool) pool = NULL;
  RunSweepProgress progress;
  gint64 begin;

  pool = run_sweep_pool_new (slow, all, 2, NULL, NULL);
  run_sweep_pool_set_paused (pool, TRUE);
  run_sweep_pool_get_progress (pool, &progress);
  g_assert_true (progress.paused);
  g_assert_false (run_sweep_pool_wait (pool, 50000));
  run_sweep_pool_take (pool, finished);
  g_assert_cmpuint (finished->len, <, 50);
  run_sweep_pool_set_paused (pool, FALSE);
  run_sweep_pool_cancel (pool);
  begin = g_get_monotonic_time ();
  finish (pool);
  g_test_message ("cancelled in %.1f ms", 1e-3 * (g_get_monotonic_time () - begin));
  run_sweep_pool_get_progress (pool, &progress);
  g_assert_true (progress.ended);
  g_assert_cmpint (progress.done, <, progress.wanted);
  g_clear_pointer (&pool, run_sweep_pool_free);

  pool = run_sweep_pool_new (sweep, all, 2, NULL, NULL);
  while (!run_sweep_pool_wait (pool, 500))
    {
      run_sweep_pool_set_paused (pool, TRUE);
      run_sweep_pool_set_paused (pool, FALSE);
    }
  g_array_set_size (finished, 0);
  run_sweep_pool_take (pool, finished);
  g_assert_cmpuint (finished->len, ==, sweep->n_cells);
}

/* A learning rate that is too large for some cells leaves the others alone. */
static void
test_troubled (void)
{
  g_autoptr (RunSweep) sweep = parse ("[sweep]\nx = learning_rate 0.02 0.04 1 5\n[data]\n"
                                      "samples = 0\n[network]\nfusion = 2\n");
  g_autoptr (RunSweepPool) pool = run_sweep_pool_new (sweep, all, 2, NULL, NULL);
  const RunSweepStatus expected[] = { RUN_SWEEP_LEARNED, RUN_SWEEP_LEARNED, RUN_SWEEP_DIVERGED,
                                      RUN_SWEEP_DIVERGED };
  RunSweepProgress progress;

  finish (pool);
  for (int i = 0; i < 4; i++)
    g_assert_cmpint (run_sweep_pool_get_results (pool)[i].status, ==, expected[i]);
  run_sweep_pool_get_progress (pool, &progress);
  g_assert_cmpint (progress.done, ==, 4);
  g_assert_cmpint (progress.troubled, ==, 2);
}

/* Relative to theory, or to the formula, root mean square over random data sets of 10 + 10 inputs.
 */
static void
measure_scatter (const char *init_scale, double *theory, double *formula)
{
  g_autofree char *own = run_sweep_files_dup_text ("3random", NULL);
  g_autofree char *short_text = run_sweep_text_set (own, "sweep", "x", "seed 1:20:20");
  g_autofree char *text = run_sweep_text_set (short_text, "network", "init_scale", init_scale);
  g_autoptr (RunSweep) sweep = parse (text);
  g_autoptr (RunSweepPool) pool = run_sweep_pool_new (sweep, all, 2, NULL, NULL);
  const RunSweepResult *results = run_sweep_pool_get_results (pool);
  double sum[2] = { 0, 0 };
  int n = 0;

  finish (pool);
  for (int cell = 0; cell < sweep->n_cells; cell++)
    if (results[cell].status == RUN_SWEEP_LEARNED)
      {
        sum[0] += pow (results[cell].ratio / results[cell].theory_ratio - 1, 2);
        sum[1] += pow (results[cell].ratio / results[cell].theory_flow - 1, 2);
        n++;
      }
  g_assert_cmpint (n, >, 10);
  *theory = sqrt (sum[0] / n);
  *formula = sqrt (sum[1] / n);
}

/* Figure 3, random data: the networks' own dynamics puts them on the diagonal, at any initial norm.
 * The formula is the leading order in 1 / ln (1 / u0): doubling the logarithm halves what is left,
 * within a third for the next order. */
static void
test_random_data (void)
{
  double paper[2], smaller[2];

  measure_scatter ("1e-9", &paper[0], &paper[1]);
  measure_scatter ("1e-18", &smaller[0], &smaller[1]);
  g_test_message ("scatter about theory: %.4f at 1e-9, %.4f at 1e-18; about the formula %.3f, %.3f",
                  paper[0], smaller[0], paper[1], smaller[1]);
  g_assert_cmpfloat (fmax (paper[0], smaller[0]), <, 0.02);
  g_assert_cmpfloat (paper[1], <, 0.5);
  g_assert_cmpfloat_with_epsilon (smaller[1] / paper[1], 0.5, 0.17);
}

/* Cells claimed elsewhere keep the sweep open until they are delivered. */
static void
test_elsewhere (void)
{
  g_autoptr (RunSweep) sweep = parse (SWEEP);
  g_autofree char *path = path_of ("elsewhere.csv"), *here = path_of ("here.csv");
  g_autofree char *whole = run (sweep, all, 1, here), *text = NULL;
  g_autoptr (RunSweepPool) pool = run_sweep_pool_new (sweep, all, 1, path, NULL);
  const int cell = run_sweep_pool_claim (pool, -1);
  ModelExperiment experiment;
  RunSweepResult result;

  if (cell >= 0)
    {
      run_sweep_get_experiment (sweep, cell, &experiment);
      run_sweep_cell_compute (&experiment, sweep->keep, sweep->n_stages, sweep->extras, NULL,
                              &result);
      g_assert_false (run_sweep_pool_wait (pool, 0));
      run_sweep_pool_deliver (pool, cell, &result);
    }
  finish (pool);
  text = read_file (path);
  g_assert_cmpstr (whole, ==, text);
}

static void
empty_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = path_of (name);

      g_remove (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  int status;

  num_init ();
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-sweep-XXXXXX", NULL);
  g_test_add_func ("/sweep-pool/jobs", test_jobs);
  g_test_add_func ("/sweep-pool/shards", test_shards);
  g_test_add_func ("/sweep-pool/resume", test_resume);
  g_test_add_func ("/sweep-pool/refusals", test_refusals);
  g_test_add_func ("/sweep-pool/rest", test_rest);
  g_test_add_func ("/sweep-pool/merge-refusals", test_merge_refusals);
  g_test_add_func ("/sweep-pool/lock", test_lock);
  g_test_add_func ("/sweep-pool/full-disk", test_full_disk);
  g_test_add_func ("/sweep-pool/foreign", test_foreign);
  g_test_add_func ("/sweep-pool/read-only", test_read_only);
  g_test_add_func ("/sweep-pool/unsorted", test_unsorted);
  g_test_add_func ("/sweep-pool/pause", test_pause);
  g_test_add_func ("/sweep-pool/troubled", test_troubled);
  g_test_add_func ("/sweep-pool/random-data", test_random_data);
  g_test_add_func ("/sweep-pool/elsewhere", test_elsewhere);
  status = g_test_run ();
  empty_folder ();
  g_free (folder);
  return status;
}
