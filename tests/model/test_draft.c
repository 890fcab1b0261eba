/* Files that are replaced: links, permissions, and what killed processes have left. */
#include "model/data/draft.h"
#include "model/data/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A folder of its own for each test: one is cleaned once a process. */
static char *
make_folder (void)
{
  return g_dir_make_tmp ("plateau-draft-XXXXXX", NULL);
}

static int
count (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  int n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_text (const char *path, const char *text)
{
  g_autofree char *read = NULL;

  g_assert_true (g_file_get_contents (path, &read, NULL, NULL));
  g_assert_cmpstr (read, ==, text);
}

static mode_t
get_mode (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_mode & 07777;
}

static void
replace (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  model_file_replace (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
link_to (const char *folder, const char *name, const char *target)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (symlink (target, path), ==, 0);
}

/* Chains of links, relative and not, and one to a file that is still to come. */
static void
test_links (void)
{
  g_autofree char *folder = make_folder (), *below = g_build_filename (folder, "below", NULL);
  g_autofree char *file = g_build_filename (below, "file", NULL);
  g_autofree char *first = g_build_filename (folder, "first", NULL);
  g_autofree char *second = g_build_filename (folder, "second", NULL);
  g_autofree char *loop = g_build_filename (folder, "loop", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  link_to (folder, "second", "below/file");
  link_to (folder, "first", second);
  link_to (folder, "loop", "loop");
  replace (first, "one");
  assert_text (file, "one");
  replace (second, "two");
  assert_text (file, "two");
  g_assert_true (g_file_test (first, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (second, G_FILE_TEST_IS_SYMLINK));
  g_assert_false (g_file_test (file, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (count (below), ==, 1);
  g_assert_false (model_file_replace (loop, "", -1, &error));
  g_assert_nonnull (strstr (error->message, loop));
  g_assert_cmpint (count (folder), ==, 4);
}

/* A file that has lost its name is written to all the same, and gets no other. */
static void
test_nameless (void)
{
  g_autofree char *folder = make_folder (), *file = g_build_filename (folder, "file", NULL);
  const int fd = g_open (file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  char read[4] = "";

  g_assert_cmpint (g_unlink (file), ==, 0);
  replace (path, "new");
  g_assert_cmpint (pread (fd, read, 3, 0), ==, 3);
  g_assert_cmpstr (read, ==, "new");
  g_assert_cmpint (count (folder), ==, 0);
  close (fd);
}

static void
test_permissions (void)
{
  static const mode_t modes[] = { 0600, 0640, 0664, 0755 };
  g_autofree char *folder = make_folder (), *file = g_build_filename (folder, "file", NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL);

  link_to (folder, "link", "file");
  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      replace (file, "before");
      g_assert_cmpint (g_chmod (file, (int) modes[i]), ==, 0);
      replace (i % 2 == 0 ? file : link, "after");
      g_assert_cmpint (get_mode (file), ==, modes[i]);
      assert_text (file, "after");
    }
}

static void
test_umask (void)
{
  static const mode_t masks[] = { 0077, 0022, 0002 };
  g_autofree char *folder = make_folder (), *file = g_build_filename (folder, "file", NULL);
  const mode_t before = umask (0);

  for (gsize i = 0; i < G_N_ELEMENTS (masks); i++)
    {
      umask (masks[i]);
      replace (file, "new");
      g_assert_cmpint (get_mode (file), ==, 0666 & ~masks[i]);
      g_unlink (file);
    }
  umask (before);
}

/* While it is written, nobody else reads what nobody else may read. */
static void
test_private (void)
{
  g_autofree char *folder = make_folder (), *file = g_build_filename (folder, "file", NULL);
  g_autoptr (ModelDraft) draft = NULL;

  replace (file, "mine");
  g_assert_cmpint (g_chmod (file, 0600), ==, 0);
  draft = model_draft_new (file, FALSE, NULL);
  g_assert_cmpint (get_mode (model_draft_get_path (draft)), ==, 0600);
}

/* A process that is killed in the middle of a file, and of the pictures of a film. */
static void
leave_drafts (const char *path)
{
  const pid_t child = fork ();
  int status;

  if (child == 0)
    {
      ModelDraft *file = model_draft_new (path, FALSE, NULL);
      ModelDraft *pictures = model_draft_new (path, TRUE, NULL);
      g_autofree char *picture =
          g_build_filename (model_draft_get_path (pictures), "picture", NULL);

      if (!model_draft_write (file, "half", 4, NULL) ||
          !model_file_replace (picture, "half", 4, NULL))
        _exit (1);
      kill (getpid (), SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

static void
test_killed (void)
{
  static const char *const others[] = { ".plateau-notes", ".plateau-abcdefg.tmp", "a.tmp",
                                        ".plateau.tmp" };
  g_autofree char *folder = make_folder (), *path = g_build_filename (folder, "file", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *other = g_build_filename (folder, others[i], NULL);

      g_assert_true (g_file_set_contents (other, "somebody's", -1, NULL));
    }
  leave_drafts (path);
  g_assert_cmpint (count (folder), ==, 2 + G_N_ELEMENTS (others));
  g_assert_true (model_file_check_writable (path, NULL));
  g_assert_cmpint (count (folder), ==, G_N_ELEMENTS (others));
}

/* Drafts of processes that live are theirs; a link of such a name leads nowhere. */
static void
test_alive (void)
{
  g_autofree char *folder = make_folder (), *path = g_build_filename (folder, "file", NULL);
  g_autofree char *link = g_build_filename (folder, ".plateau-abcdef.tmp", NULL);
  g_autoptr (ModelDraft) file = model_draft_new (path, FALSE, NULL);
  g_autoptr (ModelDraft) pictures = model_draft_new (path, TRUE, NULL);
  pid_t child;
  int status;

  g_assert_nonnull (pictures);
  link_to (folder, ".plateau-abcdef.tmp", path);
  child = fork ();
  if (child == 0)
    {
      /* The same folder by another name: this process has cleaned it by that one. */
      g_autofree char *again = g_build_filename (folder, ".", "file", NULL);

      _exit (model_file_replace (again, "theirs", -1, NULL) ? 0 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpint (count (folder), ==, 4);
  g_assert_true (model_draft_write (file, "ours", 4, NULL));
  g_assert_true (model_draft_finish (file, NULL));
  assert_text (path, "ours");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
}

/* Of a draft that is given up nothing stays. */
static void
test_given_up (void)
{
  g_autofree char *folder = make_folder (), *path = g_build_filename (folder, "file", NULL);
  g_autofree char *away = g_build_filename (folder, "away", "file", NULL);

  for (int is_folder = 0; is_folder < 2; is_folder++)
    {
      g_autoptr (ModelDraft) draft = model_draft_new (path, is_folder, NULL);

      g_assert_nonnull (draft);
      g_assert_cmpint (count (folder), ==, 1);
    }
  g_assert_cmpint (count (folder), ==, 0);
  for (int is_folder = 0; is_folder < 2; is_folder++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (model_draft_new (away, is_folder, &error));
      g_assert_nonnull (strstr (error->message, away));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/draft/links", test_links);
  g_test_add_func ("/model/draft/nameless", test_nameless);
  g_test_add_func ("/model/draft/permissions", test_permissions);
  g_test_add_func ("/model/draft/umask", test_umask);
  g_test_add_func ("/model/draft/private", test_private);
  g_test_add_func ("/model/draft/killed", test_killed);
  g_test_add_func ("/model/draft/alive", test_alive);
  g_test_add_func ("/model/draft/given-up", test_given_up);
  return g_test_run ();
}
