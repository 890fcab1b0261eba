/* IDX files and folders of them: good ones, and every kind of bad one, named in one line. */
#include "digits/images.h"
#include "idx_files.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define LABELS 0x801
#define IMAGES 0x803

static void
write_pair (const IdxFiles *files, const char *part, guint32 n, guint32 side, gboolean packed)
{
  g_autofree char *images = g_strdup_printf ("%s-images-idx3-ubyte%s", part, packed ? ".gz" : "");
  g_autofree char *labels = g_strdup_printf ("%s-labels-idx1-ubyte%s", part, packed ? ".gz" : "");
  const guint32 sizes[] = { n, side, side };

  g_free (
      idx_files_write_idx (files, images, IMAGES, sizes, 3, (gsize) n * side * side, 251, packed));
  g_free (idx_files_write_idx (files, labels, LABELS, sizes, 1, n, 10, packed));
}

static void
assert_refused (GError *error, GQuark domain, int code, const char *words)
{
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_null (strchr (error->message, '\n'));
  g_error_free (error);
}

static void
test_read (void)
{
  IdxFiles files;
  const guint32 sizes[] = { 7, 5, 5 };

  idx_files_set_up (&files);
  for (int packed = 0; packed < 2; packed++)
    {
      g_autofree char *path =
          idx_files_write_idx (&files, "a", IMAGES, sizes, 3, 7 * 25, 251, packed);
      g_autofree char *labels = idx_files_write_idx (&files, "b", LABELS, sizes, 1, 7, 10, packed);
      g_autoptr (GError) error = NULL;
      int n, side;
      g_autofree guint8 *pixels = digits_idx_read_images (path, &n, &side, &error);
      g_autofree guint8 *numbers = NULL;

      g_assert_no_error (error);
      g_assert_cmpint (n, ==, 7);
      g_assert_cmpint (side, ==, 5);
      g_assert_cmpint (pixels[174], ==, 174);
      numbers = digits_idx_read_labels (labels, &n, &error);
      g_assert_no_error (error);
      g_assert_cmpint (numbers[6], ==, 6);
    }
  idx_files_clear (&files);
}

/* What is wrong with a file of images, and how the error names it. */
typedef struct
{
  guint32 magic, sizes[3];
  gsize n;
  int code;
  const char *words;
} BadImages;

static void
test_bad_images (void)
{
  static const BadImages cases[] = {
    { IMAGES, { 7, 5, 5 }, 174, DIGITS_ERROR_FORMAT, "ends too early" },
    { IMAGES, { 7, 5, 5 }, 176, DIGITS_ERROR_FORMAT, "goes on after the 175 bytes" },
    { LABELS, { 7, 5, 5 }, 175, DIGITS_ERROR_FORMAT, "0x00000801 instead of 0x00000803" },
    { IMAGES, { 7, 5, 4 }, 140, DIGITS_ERROR_RANGE, "images of 5 x 4" },
    { IMAGES, { 1, 65, 65 }, 65 * 65, DIGITS_ERROR_RANGE, "images of 65 x 65" },
    { IMAGES, { 0, 5, 5 }, 0, DIGITS_ERROR_RANGE, "0 entries" },
    { IMAGES, { 1, 0, 0 }, 0, DIGITS_ERROR_RANGE, "images of 0 x 0" },
    { IMAGES, { 0xffffffff, 28, 28 }, 10, DIGITS_ERROR_RANGE, "4294967295 entries" },
    { IMAGES, { 200000, 64, 64 }, 10, DIGITS_ERROR_RANGE, "819200000 bytes" },
    { IMAGES, { 60000, 64, 64 }, 10, DIGITS_ERROR_FORMAT, "ends too early" },
  };
  IdxFiles files;

  idx_files_set_up (&files);
  for (gsize i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      const BadImages *bad = &cases[i / 2];
      g_autofree char *path =
          idx_files_write_idx (&files, "bad", bad->magic, bad->sizes, 3, bad->n, 251, i % 2);
      GError *error = NULL;
      int n = -1, side = -1;

      g_assert_null (digits_idx_read_images (path, &n, &side, &error));
      g_assert_nonnull (strstr (error->message, path));
      assert_refused (error, DIGITS_ERROR, bad->code, bad->words);
      g_assert_cmpint (n, ==, -1);
    }
  idx_files_clear (&files);
}

static void
test_bad_labels (void)
{
  const guint32 sizes[] = { 20 };
  IdxFiles files;
  GError *error = NULL;
  int n;

  idx_files_set_up (&files);
  g_autofree char *path = idx_files_write_idx (&files, "bad", LABELS, sizes, 1, 20, 11, FALSE);
  g_assert_null (digits_idx_read_labels (path, &n, &error));
  assert_refused (error, DIGITS_ERROR, DIGITS_ERROR_RANGE, "label 10 at entry 11");
  idx_files_clear (&files);
}

static void
test_bad_bytes (void)
{
  static const guint8 gzip[] = { 0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
  IdxFiles files;
  GError *error = NULL;
  int n, side;

  idx_files_set_up (&files);
  g_autofree char *broken = idx_files_write (&files, "gzip", gzip, sizeof gzip, FALSE);
  g_autofree char *empty = idx_files_write (&files, "empty", gzip, 0, FALSE);
  g_autofree char *absent = idx_files_path (&files, "absent");

  g_assert_null (digits_idx_read_images (broken, &n, &side, &error));
  assert_refused (error, DIGITS_ERROR, DIGITS_ERROR_FORMAT, broken);
  error = NULL;
  g_assert_null (digits_idx_read_images (empty, &n, &side, &error));
  assert_refused (error, DIGITS_ERROR, DIGITS_ERROR_FORMAT, "ends too early");
  error = NULL;
  g_assert_null (digits_idx_read_images (absent, &n, &side, &error));
  assert_refused (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, absent);
  idx_files_clear (&files);
}

/* A flipped bit of the packed bytes, which only the checksum tells. */
static void
test_checksum (void)
{
  const guint32 sizes[] = { 50, 20, 20 };
  IdxFiles files;
  GError *error = NULL;
  gsize length;
  int n, side;

  idx_files_set_up (&files);
  g_autofree char *path = idx_files_write_idx (&files, "a", IMAGES, sizes, 3, 20000, 251, TRUE);
  g_autofree char *bytes = NULL;
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  bytes[length - 6] ^= 1;
  g_free (idx_files_write (&files, "a", bytes, length, FALSE));
  g_assert_null (digits_idx_read_images (path, &n, &side, &error));
  assert_refused (error, DIGITS_ERROR, DIGITS_ERROR_FORMAT, "cannot be unpacked");
  idx_files_clear (&files);
}

/* 64 MB of zeros in a file of 64 kB, behind a header that promises one image. */
static void
test_bomb (void)
{
  const gsize n = 64 << 20;
  g_autofree guint8 *zeros = g_malloc0 (n);
  const guint32 header[] = { GUINT32_TO_BE (IMAGES), GUINT32_TO_BE (1), GUINT32_TO_BE (28),
                             GUINT32_TO_BE (28) };
  IdxFiles files;
  GError *error = NULL;
  int count, side;

  memcpy (zeros, header, sizeof header);
  idx_files_set_up (&files);
  g_autofree char *path = idx_files_write (&files, "bomb", zeros, n, TRUE);
  g_assert_null (digits_idx_read_images (path, &count, &side, &error));
  assert_refused (error, DIGITS_ERROR, DIGITS_ERROR_FORMAT, "goes on after the 784 bytes");
  idx_files_clear (&files);
}

static void
test_folder (void)
{
  IdxFiles files;
  g_autoptr (GError) error = NULL;

  idx_files_set_up (&files);
  write_pair (&files, "train", 30, 6, TRUE);
  write_pair (&files, "t10k", 12, 6, FALSE);
  g_autoptr (DigitsImages) all = digits_images_load (files.folder, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (all->side, ==, 6);
  g_assert_cmpint (all->train.n, ==, 30);
  g_assert_cmpint (all->test.n, ==, 12);
  g_autoptr (DigitsImages) some = digits_images_load (files.folder, 20, 5, &error);
  g_assert_no_error (error);
  g_assert_cmpint (some->train.n, ==, 20);
  g_assert_cmpint (some->test.n, ==, 5);
  g_assert_cmpmem (some->train.pixels, 20 * 36, all->train.pixels, 20 * 36);
  idx_files_clear (&files);
}

static void
move (const IdxFiles *files, const char *name, const char *to)
{
  g_autofree char *from = idx_files_path (files, name);

  g_assert_cmpint (g_rename (from, to), ==, 0);
}

/* Empty ones, one within the other. */
static void
remove_folders (const char *outer, const char *inner)
{
  g_autofree char *path = g_build_filename (outer, inner, NULL), *above = NULL;

  if (strcmp (inner, ".") == 0)
    return;
  g_rmdir (path);
  above = g_path_get_dirname (path);
  if (strcmp (above, outer) != 0)
    g_rmdir (above);
}

/* As archive managers unpack them, and where torchvision puts them. */
static void
test_other_places (void)
{
  static const char *const folders[] = { ".", "raw", "MNIST/raw" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      IdxFiles files;
      g_autofree char *inner = NULL, *images = NULL, *labels = NULL, *outer = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DigitsImages) found = NULL;

      idx_files_set_up (&files);
      write_pair (&files, "train", 30, 6, i == 1);
      outer = g_strdup (files.folder);
      inner = g_build_filename (outer, folders[i], NULL);
      g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
      images = g_build_filename (
          inner, i == 1 ? "train-images.idx3-ubyte.gz" : "train-images.idx3-ubyte", NULL);
      labels = g_build_filename (
          inner, i == 1 ? "train-labels.idx1-ubyte.gz" : "train-labels.idx1-ubyte", NULL);
      move (&files, i == 1 ? "train-images-idx3-ubyte.gz" : "train-images-idx3-ubyte", images);
      move (&files, i == 1 ? "train-labels-idx1-ubyte.gz" : "train-labels-idx1-ubyte", labels);
      found = digits_images_load (outer, 0, 0, &error);
      g_assert_no_error (error);
      g_assert_cmpint (found->train.n, ==, 24);
      g_remove (images);
      g_remove (labels);
      remove_folders (outer, folders[i]);
      idx_files_clear (&files);
    }
}

static void
test_lone_set (void)
{
  IdxFiles files;
  g_autoptr (GError) error = NULL;

  idx_files_set_up (&files);
  write_pair (&files, "t10k", 50, 4, TRUE);
  g_autoptr (DigitsImages) images = digits_images_load (files.folder, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (images->train.n, ==, 40);
  g_assert_cmpint (images->test.n, ==, 10);
  /* The bytes count up modulo 251: the test set goes on where the training set ends. */
  g_assert_cmpint (images->test.pixels[0], ==, 40 * 16 % 251);
  g_assert_cmpint (images->test.labels[3], ==, 3);
  idx_files_clear (&files);
}

static void
refuse_folder (const char *folder, int code, const char *words)
{
  GError *error = NULL;

  g_assert_null (digits_images_load (folder, 0, 0, &error));
  assert_refused (error, DIGITS_ERROR, code, words);
}

static void
test_bad_folders (void)
{
  const guint32 sizes[] = { 11 };
  IdxFiles files;

  refuse_folder ("/nonexistent", DIGITS_ERROR_MISSING, "no such folder");
  idx_files_set_up (&files);
  refuse_folder (files.folder, DIGITS_ERROR_MISSING, "has neither");
  write_pair (&files, "train", 4, 6, FALSE);
  refuse_folder (files.folder, DIGITS_ERROR_RANGE, "too few images");
  write_pair (&files, "train", 10, 6, FALSE);
  write_pair (&files, "t10k", 10, 7, FALSE);
  refuse_folder (files.folder, DIGITS_ERROR_FORMAT, "6 pixels wide");
  g_free (idx_files_write_idx (&files, "train-labels-idx1-ubyte", LABELS, sizes, 1, 11, 10, FALSE));
  refuse_folder (files.folder, DIGITS_ERROR_FORMAT, "10 images, but 11 labels");
  idx_files_clear (&files);

  idx_files_set_up (&files);
  g_free (idx_files_write_idx (&files, "train-images-idx3-ubyte", IMAGES,
                               (const guint32[]){ 10, 2, 2 }, 3, 40, 251, FALSE));
  refuse_folder (files.folder, DIGITS_ERROR_MISSING, "has no file train-labels-idx1-ubyte");
  idx_files_clear (&files);
}

/* A change of one kind: a byte of the header, any byte, the end, a piece moved. */
static gsize
mutate (guint8 *bytes, gsize n, GRand *rand)
{
  const gsize at = g_rand_int_range (rand, 0, n), length = g_rand_int_range (rand, 1, 9);

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      bytes[g_rand_int_range (rand, 0, 16)] = g_rand_int_range (rand, 0, 256);
      return n;
    case 1:
      bytes[at] ^= 1 << g_rand_int_range (rand, 0, 8);
      return n;
    case 2:
      return at;
    default:
      memmove (bytes + at, bytes + g_rand_int_range (rand, 0, n - MIN (n, length) + 1),
               MIN (n - at, length));
      return n;
    }
}

/* Of four files one is changed; what is loaded all the same is whole and within bounds. */
static void
load_mutated (const IdxFiles *files, const char *name, GRand *rand)
{
  g_autofree char *path = idx_files_path (files, name), *old = NULL;
  g_autofree guint8 *bytes = NULL;
  GError *error = NULL;
  gsize length, n;
  DigitsImages *images;

  g_assert_true (g_file_get_contents (path, &old, &length, NULL));
  bytes = g_memdup2 (old, length);
  n = length;
  for (int i = g_rand_int_range (rand, 1, 4); i > 0 && n >= 16; i--)
    n = mutate (bytes, n, rand);
  g_free (idx_files_write (files, name, bytes, n, FALSE));
  images = digits_images_load (files->folder, 0, 0, &error);
  if (images == NULL)
    assert_refused (error, error->domain, error->code, files->folder);
  else
    {
      g_assert_no_error (error);
      g_assert_cmpint (images->side, <=, DIGITS_IDX_MAX_SIDE);
      for (int i = 0; i < images->train.n; i++)
        g_assert_cmpint (images->train.labels[i], <=, 9);
      /* Reads every pixel that there has to be, for the address sanitizer. */
      g_free (g_compute_checksum_for_data (G_CHECKSUM_MD5, images->train.pixels,
                                           (gsize) images->train.n * images->side * images->side));
      g_free (g_compute_checksum_for_data (G_CHECKSUM_MD5, images->test.pixels,
                                           (gsize) images->test.n * images->side * images->side));
    }
  digits_images_unref (images);
  g_free (idx_files_write (files, name, old, length, FALSE));
}

static void
test_mutations (void)
{
  static const char *const names[] = { "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                                       "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  IdxFiles files;

  idx_files_set_up (&files);
  write_pair (&files, "train", 30, 6, FALSE);
  write_pair (&files, "t10k", 12, 6, TRUE);
  for (int i = 0; i < 2000; i++)
    load_mutated (&files, names[i % G_N_ELEMENTS (names)], rand);
  idx_files_clear (&files);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digits/idx/plain-and-gzip", test_read);
  g_test_add_func ("/digits/idx/bad-images-are-named", test_bad_images);
  g_test_add_func ("/digits/idx/bad-labels-are-named", test_bad_labels);
  g_test_add_func ("/digits/idx/broken-files-are-named", test_bad_bytes);
  g_test_add_func ("/digits/idx/checksum-is-looked-at", test_checksum);
  g_test_add_func ("/digits/idx/gzip-bomb-is-bounded", test_bomb);
  g_test_add_func ("/digits/idx/mutations", test_mutations);
  g_test_add_func ("/digits/images/folder", test_folder);
  g_test_add_func ("/digits/images/other-places", test_other_places);
  g_test_add_func ("/digits/images/lone-set-is-split", test_lone_set);
  g_test_add_func ("/digits/images/bad-folders-are-named", test_bad_folders);
  return g_test_run ();
}
