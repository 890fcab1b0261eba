/* Labelled images, from the files of a folder. */
#include "digits/images.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define TEST_PART 5       /* 1 / TEST_PART of a lone set is kept for testing */
#define MOST_ENTRIES 1000 /* of a folder that are looked into */

DigitsImages *
digits_images_new (int side, int n_train, int n_test)
{
  g_return_val_if_fail (side > 0 && n_train >= 0 && n_test >= 0, NULL);

  DigitsImages *self = g_atomic_rc_box_new0 (DigitsImages);
  DigitsSet *const sets[] = { &self->train, &self->test };

  self->side = side;
  self->train.n = n_train;
  self->test.n = n_test;
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      sets[i]->pixels = g_malloc0 ((gsize) sets[i]->n * side * side);
      sets[i]->labels = g_malloc0 (sets[i]->n);
    }
  return self;
}

DigitsImages *
digits_images_ref (DigitsImages *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_set (DigitsSet *set)
{
  g_free (set->pixels);
  g_free (set->labels);
}

static void
clear (gpointer data)
{
  DigitsImages *self = data;

  clear_set (&self->train);
  clear_set (&self->test);
}

void
digits_images_unref (DigitsImages *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* The file as it is, packed, or as archive managers name it; NULL if there is none of these.
 * @kind: "images-idx3", "labels-idx1" */
static char *
find_file (const char *folder, const char *part, const char *kind)
{
  static const char *const endings[] = { "", ".gz" };
  static const char dividers[] = { '-', '.' };

  for (gsize i = 0; i < G_N_ELEMENTS (endings) * sizeof dividers; i++)
    {
      g_autofree char *file = g_strdup_printf ("%s-%.6s%c%s-ubyte%s", part, kind, dividers[i / 2],
                                               kind + strlen ("images-"), endings[i % 2]);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }
  return NULL;
}

static gboolean
has_images (const char *folder)
{
  g_autofree char *train = find_file (folder, "train", "images-idx3");
  g_autofree char *test = find_file (folder, "t10k", "images-idx3");

  return train != NULL || test != NULL;
}

/* A folder's own, or its raw/. Owned; NULL: neither has images. */
static char *
find_in (const char *folder)
{
  g_autofree char *raw = g_build_filename (folder, "raw", NULL);

  if (has_images (folder))
    return g_strdup (folder);
  return has_images (raw) ? g_steal_pointer (&raw) : NULL;
}

/* Where the files are: torchvision puts them into MNIST/raw. Owned; as given where there are none.
 */
static char *
find_folder (const char *folder)
{
  char *found = find_in (folder);
  g_autoptr (GDir) entries = found == NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  for (int i = 0; found == NULL && entries != NULL && i < MOST_ENTRIES &&
                  (name = g_dir_read_name (entries)) != NULL;
       i++)
    {
      g_autofree char *inner = g_build_filename (folder, name, NULL);

      found = find_in (inner);
    }
  return found != NULL ? found : g_strdup (folder);
}

/* Reads a pair of files; leaves the set empty (and succeeds) where the images' file is not there.
 */
static gboolean
load_set (const char *folder, const char *part, DigitsSet *set, int *side, GError **error)
{
  g_autofree char *images = find_file (folder, part, "images-idx3");
  g_autofree char *labels = find_file (folder, part, "labels-idx1");
  int n_labels;

  if (images == NULL)
    return TRUE;
  if (labels == NULL)
    {
      g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_MISSING,
                   _ ("%s: has no file %s-labels-idx1-ubyte[.gz]"), folder, part);
      return FALSE;
    }
  set->pixels = digits_idx_read_images (images, &set->n, side, error);
  if (set->pixels == NULL)
    return FALSE;
  set->labels = digits_idx_read_labels (labels, &n_labels, error);
  if (set->labels == NULL)
    return FALSE;
  if (set->n == n_labels)
    return TRUE;
  g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_FORMAT,
               _ ("%s: %d images, but %d labels in %s; both must be of one set"), images, set->n,
               n_labels, labels);
  return FALSE;
}

/* Keeps the first n of all, without holding on to the memory of the rest. */
static void
shorten (DigitsSet *set, int n, int pixels)
{
  if (n <= 0 || n >= set->n)
    return;
  set->n = n;
  set->pixels = g_realloc (set->pixels, (gsize) n * pixels);
  set->labels = g_realloc (set->labels, n);
}

/* Moves the last fifth of a set to the other. */
static void
split (DigitsSet *from, DigitsSet *to, int pixels)
{
  const int kept = from->n - from->n / TEST_PART;

  to->n = from->n - kept;
  to->pixels = g_memdup2 (from->pixels + (gsize) kept * pixels, (gsize) to->n * pixels);
  to->labels = g_memdup2 (from->labels + kept, to->n);
  shorten (from, kept, pixels);
}

static gboolean
check (const DigitsImages *self, const char *folder, const int sides[2], GError **error)
{
  if (self->train.n == 0 && self->test.n == 0)
    g_set_error (
        error, DIGITS_ERROR, DIGITS_ERROR_MISSING,
        _ ("%s: has neither train-images-idx3-ubyte[.gz] nor t10k-images-idx3-ubyte[.gz], nor "
           "has a folder in it"),
        folder);
  else if (self->train.n > 0 && self->test.n > 0 && sides[0] != sides[1])
    g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_FORMAT,
                 _ ("%s: images to train on are %d pixels wide, those to test on %d"), folder,
                 sides[0], sides[1]);
  else if (MAX (self->train.n, self->test.n) < TEST_PART)
    g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_RANGE,
                 _ ("%s: too few images; %d or more are needed"), folder, TEST_PART);
  else
    return TRUE;
  return FALSE;
}

DigitsImages *
digits_images_load (const char *folder, int n_train, int n_test, GError **error)
{
  g_return_val_if_fail (folder != NULL, NULL);

  g_autoptr (DigitsImages) self = digits_images_new (1, 0, 0);
  g_autofree char *where = NULL;
  int sides[2] = { 0, 0 };
  DigitsSet train = { 0 }, test = { 0 };
  gboolean ok;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_MISSING, _ ("%s: no such folder"), folder);
      return NULL;
    }
  /* In a folder that may not be entered no file can be found. */
  if (g_access (folder, X_OK) != 0)
    {
      g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_MISSING, "%s: %s", folder, g_strerror (errno));
      return NULL;
    }
  where = find_folder (folder);
  ok = load_set (where, "train", &train, &sides[0], error) &&
       load_set (where, "t10k", &test, &sides[1], error);
  clear_set (&self->train);
  clear_set (&self->test);
  self->train = train;
  self->test = test;
  if (!ok || !check (self, folder, sides, error))
    return NULL;
  self->side = MAX (sides[0], sides[1]);
  if (self->test.n == 0)
    split (&self->train, &self->test, self->side * self->side);
  else if (self->train.n == 0)
    {
      self->train = self->test;
      split (&self->train, &self->test, self->side * self->side);
    }
  shorten (&self->train, n_train, self->side * self->side);
  shorten (&self->test, n_test, self->side * self->side);
  return g_steal_pointer (&self);
}
