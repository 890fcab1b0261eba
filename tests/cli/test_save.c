/* Samples and weights that `plateau run` saves, read back. */
#include "cli_fixture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define SHAPE "--depth 3 --fusion 2 --width 4 --samples 5 --epochs 40 "
#define KEYS SHAPE "--init-scale 0.5 "

static GBytes *
read_file (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *data;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_cmpint (g_unlink (path), ==, 0);
  return g_bytes_new_take (data, length);
}

static char *
read_text (const char *name)
{
  g_autoptr (GBytes) bytes = read_file (name);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static guint
read_little (const guint8 *at, int bytes)
{
  guint value = 0;

  for (int i = 0; i < bytes; i++)
    value |= (guint) at[i] << (8 * i);
  return value;
}

/* The values of an array in a file of its own. Owned by the caller. */
static double *
parse_npy (const guint8 *file, gsize length, const char *shape)
{
  const guint header = read_little (file + 8, 2);
  g_autofree char *text = g_strndup ((const char *) file + 10, header);
  g_autofree char *expected = g_strdup_printf ("'shape': %s,", shape);

  g_assert_cmpmem (file, 8, "\x93NUMPY\x01\x00", 8);
  g_assert_cmpint ((10 + header) % 64, ==, 0);
  g_assert_nonnull (strstr (text, expected));
  g_assert_nonnull (strstr (text, "'fortran_order': False"));
  g_assert_true (g_str_has_suffix (text, "\n"));
  return g_memdup2 (file + 10 + header, length - 10 - header);
}

/* A file of a ZIP archive, found by what its list says. */
static double *
find_layer (GBytes *archive, const char *name, const char *shape)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (archive, &size);
  const guint8 *end = bytes + size - 22;
  const guint8 *entry = bytes + read_little (end + 16, 4);

  g_assert_cmpmem (end, 4, "PK\x05\x06", 4);
  for (guint i = 0; i < read_little (end + 10, 2); i++)
    {
      const guint length = read_little (entry + 28, 2), file = read_little (entry + 24, 4);
      const guint8 *local = bytes + read_little (entry + 42, 4);

      g_assert_cmpmem (entry, 4, "PK\x01\x02", 4);
      g_assert_cmpmem (local, 4, "PK\x03\x04", 4);
      g_assert_cmpmem (local + 14, 12, entry + 16, 12); /* check sum and sizes, twice */
      if (length == strlen (name) && memcmp (entry + 46, name, length) == 0)
        return parse_npy (local + 30 + length, file, shape);
      entry += 46 + length;
    }
  g_assert_not_reached ();
}

/* The row of an epoch of the CSV on standard output: epoch, loss, w_a, w_b. */
static void
find_row (const char *csv, int epoch, double row[4])
{
  g_autofree char *start = g_strdup_printf ("\n%d,", epoch);
  const char *at = strstr (csv, start);

  g_assert_nonnull (at);
  at++;
  for (int i = 0; i < 4; i++)
    {
      char *end;

      row[i] = g_ascii_strtod (at, &end);
      at = end + 1;
    }
}

static void
check_total (GBytes *npz, const char *csv, int epoch)
{
  g_autofree double *a_1 = find_layer (npz, "a_1.npy", "(4, 1)");
  g_autofree double *a_2 = find_layer (npz, "a_2.npy", "(4, 4)");
  g_autofree double *shared = find_layer (npz, "shared_1.npy", "(1, 4)");
  double total = 0, row[4];

  for (int i = 0; i < 4; i++)
    for (int k = 0; k < 4; k++)
      total += shared[i] * a_2[4 * i + k] * a_1[k];
  find_row (csv, epoch, row);
  g_assert_cmpfloat (fabs (total / row[2] - 1), <, 1e-12);
}

/* Columns more, at some of the rows; the others stay as they are. */
static void
test_balance (void)
{
  Result plain = run ("run " KEYS), r = run ("run " KEYS "--balance");
  const char *at = strstr (r.out, "\nepoch,loss,w_a,w_b,balance_a,balance_b,balance_fusion\n");
  g_autofree char *last = NULL;
  double row[4], wanted[4];

  g_assert_cmpint (r.status, ==, 0);
  g_assert_nonnull (at);
  g_assert_nonnull (strstr (r.out, ",0,0,0\n1,"));
  find_row (r.out, 40, row);
  find_row (plain.out, 40, wanted);
  g_assert_cmpmem (row, sizeof row, wanted, sizeof wanted);
  last = g_strdup (strrchr (g_strchomp (r.out), ','));
  g_assert_cmpfloat (g_ascii_strtod (last + 1, NULL), >, 0);
  clear (&plain);
  clear (&r);
}

/* The product of the layers is the total weight that the run records at the epoch. */
static void
test_weights (void)
{
  Result r = run ("run " KEYS "--save-weights w.npz");
  g_autoptr (GBytes) last = read_file ("w.npz");
  g_autoptr (GBytes) first = NULL, row = NULL;
  g_autofree double *values = NULL, *a_1 = NULL;

  g_assert_cmpint (r.status, ==, 0);
  check_total (last, r.out, 40);
  clear (&r);
  r = run ("run " KEYS "--save-weights w.npz --save-epoch 0");
  first = read_file ("w.npz");
  check_total (first, r.out, 0);
  clear (&r);
  r = run ("run " KEYS "--save-weights w.npy --save-epoch 0");
  row = read_file ("w.npy");
  values = parse_npy (g_bytes_get_data (row, NULL), g_bytes_get_size (row), "(44,)");
  a_1 = find_layer (first, "a_1.npy", "(4, 1)");
  g_assert_cmpmem (values, 4 * sizeof *values, a_1, 4 * sizeof *values);
  clear (&r);
}

/* NumPy itself, where it is there. */
static void
test_numpy (void)
{
  const char *script = "import numpy, sys; w = numpy.load (sys.argv[1]); "
                       "print (w['shared_1'] @ w['a_2'] @ w['a_1'])";
  const char *check[] = { "python3", "-c", "import numpy", NULL };
  g_autofree char *path = g_build_filename (folder, "w.npz", NULL), *out = NULL;
  const char *command[] = { "python3", "-c", script, path, NULL };
  double row[4];
  int status = 1;
  Result r;

  if (!g_spawn_sync (NULL, (char **) check, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                     NULL, NULL, NULL, NULL, &status, NULL) ||
      status != 0)
    {
      g_test_skip ("no NumPy");
      return;
    }
  r = run ("run " KEYS "--save-weights w.npz");
  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out,
                               NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  find_row (r.out, 40, row);
  g_assert_cmpfloat (fabs (g_ascii_strtod (out + 2, NULL) / row[2] - 1), <, 1e-6);
  clear (&r);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* The loss at the start is half the mean square of y. */
static void
test_samples (void)
{
  Result r = run ("run " SHAPE "--init-scale 1e-9 --save-samples s.csv");
  g_autofree char *csv = read_text ("s.csv");
  g_auto (GStrv) lines = g_strsplit (g_strchomp (csv), "\n", -1);
  double sum = 0, row[4];

  g_assert_cmpint (r.status, ==, 0);
  g_assert_cmpint (g_strv_length (lines), ==, 6);
  g_assert_cmpstr (lines[0], ==, "a1,b1,y");
  for (int i = 1; i <= 5; i++)
    {
      const double y = g_ascii_strtod (strrchr (lines[i], ',') + 1, NULL);

      sum += y * y / 10;
    }
  find_row (r.out, 0, row);
  g_assert_cmpfloat (fabs (sum / row[1] - 1), <, 1e-6);
  clear (&r);
}

static void
test_refusals (void)
{
  assert_refused ("run " KEYS "--save-weights w.bin", 2, "--save-weights w.bin: unknown kind");
  assert_refused ("run " KEYS "--save-weights none/w.npz", 1, "none/w.npz: cannot be written");
  assert_refused ("run " KEYS "--save-weights w.npz --save-epoch 41", 2,
                  "--save-epoch 41: allowed");
  assert_refused ("run " KEYS "--save-weights w.npz --save-epoch x", 2, "--save-epoch x: allowed");
  assert_refused ("run --samples 0 --save-samples s.csv", 2, "--save-samples: samples = 0");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-save-XXXXXX", NULL);
  g_test_add_func ("/cli/save/balance", test_balance);
  g_test_add_func ("/cli/save/weights", test_weights);
  g_test_add_func ("/cli/save/numpy", test_numpy);
  g_test_add_func ("/cli/save/samples", test_samples);
  g_test_add_func ("/cli/save/refusals", test_refusals);
  status = g_test_run ();
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
  return status;
}
