/* Journals of sweeps: locked, appended line by line, continued, merged. */
#include "run/sweep_journal.h"

#include "model/data/file.h"
#include "model/data/input_file.h"
#include "model/experiment/key_file.h"
#include "run/sweep_rows.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum
{
  LONGEST_ROW = 320 /* bytes: a dozen numbers and two words */
};

struct RunSweepJournal
{
  char *path;
  RunSweep *sweep;
  RunSweepShard shard;
  int fd;
  off_t length; /* of whole lines */
};

static gboolean
fail (const char *path, int code, GError **error)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _ ("%s: cannot be written: %s"),
               path, g_strerror (code));
  return FALSE;
}

static gboolean
refuse (const char *path, const char *what, GError **error)
{
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, "%s: %s", path, what);
  return FALSE;
}

/* Whether a file's header is the one this sweep would write. */
static gboolean
check_header (const char *path, const char *text, const char *header, GError **error)
{
  const char *first_line = RUN_SWEEP_ROWS_FIRST_LINE;

  if (g_str_has_prefix (text, header))
    return TRUE;
  if (g_str_has_prefix (text, first_line))
    return refuse (path, _ ("the journal of another sweep or shard; name another file"), error);
  if (g_str_has_prefix (text, "# plateau ") && strstr (text, " sweep\n") != NULL)
    return refuse (path, _ ("the journal of another version of Plateau; name another file"), error);
  return refuse (path, _ ("a file that is no journal of a sweep; name another file"), error);
}

/* Reads whole rows; what follows the last end of line was cut off. Returns the length that counts,
 * or -1. */
static off_t
read_rows (
    const char *path, char *text, const RunSweep *sweep, RunSweepResult *results, GError **error)
{
  const gsize header = run_sweep_rows_measure_header (text);
  char *line = text + header, *end;
  int number = 1;

  for (const char *p = text; p < line; p++)
    number += *p == '\n';
  for (; (end = strchr (line, '\n')) != NULL; line = end + 1, number++)
    {
      RunSweepResult result;
      int cell;

      *end = '\0';
      if (!run_sweep_rows_parse (line, sweep, &cell, &result))
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
                       _ ("%s: line %d is no row of this sweep: \"%.40s\""), path, number, line);
          return -1;
        }
      results[cell] = result;
    }
  return line - text;
}

/* A journal of which not even the header was written is a new one. */
static gboolean
is_new (const char *text, const char *header)
{
  return strlen (text) < strlen (header) && g_str_has_prefix (header, text);
}

/* More than any journal of that sweep has: a header, and two rows of each cell. */
static gsize
get_most_bytes (const RunSweep *sweep)
{
  return MODEL_KEY_FILE_MAX_BYTES + (gsize) sweep->n_cells * 2 * LONGEST_ROW;
}

static gboolean
write_all (RunSweepJournal *self, const char *text, gsize length, GError **error)
{
  for (gsize done = 0; done < length;)
    {
      const ssize_t n = write (self->fd, text + done, length - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          const int code = errno;

          /* Where even this fails, opening the journal again drops the line. */
          if (ftruncate (self->fd, self->length) != 0)
            g_debug ("%s: a line was cut off", self->path);
          return fail (self->path, code, error);
        }
      done += n;
    }
  self->length += length;
  return TRUE;
}

static gboolean
resume (RunSweepJournal *self, RunSweepResult *results, GError **error)
{
  g_autofree char *header = run_sweep_rows_format_header (self->sweep, self->shard);
  g_autofree char *text = NULL;
  gsize length;

  text = model_input_file_read (self->path, get_most_bytes (self->sweep), &length, error);
  if (text == NULL)
    return FALSE;
  if (strlen (text) != length)
    return refuse (self->path, _ ("a file that is no journal of a sweep; name another file"),
                   error);
  if (!is_new (text, header))
    {
      if (!check_header (self->path, text, header, error))
        return FALSE;
      self->length = read_rows (self->path, text, self->sweep, results, error);
      if (self->length < 0)
        return FALSE;
    }
  if (self->length < (off_t) length && ftruncate (self->fd, self->length) != 0)
    return fail (self->path, errno, error);
  return self->length > 0 || write_all (self, header, strlen (header), error);
}

RunSweepJournal *
run_sweep_journal_open (const char *path,
                        const RunSweep *sweep,
                        RunSweepShard shard,
                        RunSweepResult *results,
                        GError **error)
{
  g_return_val_if_fail (path != NULL && sweep != NULL && results != NULL, NULL);

  g_autoptr (RunSweepJournal) self = g_new0 (RunSweepJournal, 1);
  struct stat info;

  self->path = g_strdup (path);
  self->sweep = run_sweep_ref ((RunSweep *) sweep);
  self->shard = shard;
  self->fd = g_open (path, O_RDWR | O_CREAT | O_APPEND | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0644);
  if (self->fd < 0)
    {
      fail (path, errno, error);
      return NULL;
    }
  if (fstat (self->fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      refuse (path, _ ("a journal has to be a file; - writes to standard output"), error);
      return NULL;
    }
  if (flock (self->fd, LOCK_EX | LOCK_NB) != 0)
    {
      refuse (path, _ ("another sweep is writing to it"), error);
      return NULL;
    }
  return resume (self, results, error) ? g_steal_pointer (&self) : NULL;
}

void
run_sweep_journal_close (RunSweepJournal *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  run_sweep_unref (self->sweep);
  g_free (self->path);
  g_free (self);
}

gboolean
run_sweep_journal_append (RunSweepJournal *self,
                          int cell,
                          const RunSweepResult *result,
                          GError **error)
{
  g_autoptr (GString) row = g_string_new (NULL);

  run_sweep_rows_append (row, self->sweep, cell, result);
  return write_all (self, row->str, row->len, error);
}

char *
run_sweep_journal_format (const RunSweep *sweep, RunSweepShard shard, const RunSweepResult *results)
{
  g_autofree char *header = run_sweep_rows_format_header (sweep, shard);
  GString *text = g_string_new (header);

  for (int cell = 0; cell < sweep->n_cells; cell++)
    if (results[cell].status != RUN_SWEEP_MISSING)
      run_sweep_rows_append (text, sweep, cell, &results[cell]);
  return g_string_free (text, FALSE);
}

gboolean
run_sweep_journal_sort (RunSweepJournal *self, const RunSweepResult *results, GError **error)
{
  g_autofree char *text = run_sweep_journal_format (self->sweep, self->shard, results);

  return model_file_replace (self->path, text, -1, error);
}

/* Whether two results do not contradict each other: exact numbers have exact texts. */
static gboolean
is_same (const RunSweep *sweep, int cell, const RunSweepResult *a, const RunSweepResult *b)
{
  g_autoptr (GString) text_a = g_string_new (NULL), text_b = g_string_new (NULL);

  if (a->status == RUN_SWEEP_MISSING)
    return TRUE;
  run_sweep_rows_append (text_a, sweep, cell, a);
  run_sweep_rows_append (text_b, sweep, cell, b);
  return g_string_equal (text_a, text_b);
}

/* The sweep of a journal, before the file is read as a whole: it may be any. */
static RunSweep *
read_header (const char *path, GError **error)
{
  gsize n;
  g_autofree char *start = model_input_file_read_start (path, MODEL_KEY_FILE_MAX_BYTES, &n, error);
  RunSweep *sweep = NULL;

  if (start == NULL || !check_header (path, start, RUN_SWEEP_ROWS_FIRST_LINE, error))
    return NULL;
  start[MIN (n, run_sweep_rows_measure_header (start))] = '\0';
  sweep = run_sweep_rows_parse_header (start, error);
  if (sweep == NULL)
    g_prefix_error (error, "%s: ", path);
  return sweep;
}

/* Adds the rows of one journal; its header may be of any shard of the sweep. */
static gboolean
add_journal (const char *path, RunSweep **sweep, RunSweepResult **results, GError **error)
{
  g_autoptr (RunSweep) own = read_header (path, error);
  g_autofree char *text = NULL;
  g_autofree RunSweepResult *read = NULL;
  gsize length;

  if (own == NULL)
    return FALSE;
  if (*sweep == NULL)
    {
      *sweep = run_sweep_ref (own);
      *results = g_new0 (RunSweepResult, own->n_cells);
    }
  if (strcmp ((*sweep)->text, own->text) != 0)
    return refuse (path, _ ("the journal of another sweep than those before it"), error);
  text = model_input_file_read (path, get_most_bytes (own), &length, error);
  if (text == NULL)
    return FALSE;
  if (strlen (text) != length)
    return refuse (path, _ ("a file that is no journal of a sweep; name another file"), error);
  read = g_new0 (RunSweepResult, own->n_cells);
  if (read_rows (path, text, own, read, error) < 0)
    return FALSE;
  for (int cell = 0; cell < own->n_cells; cell++)
    {
      if (read[cell].status == RUN_SWEEP_MISSING)
        continue;
      if (!is_same (own, cell, &(*results)[cell], &read[cell]))
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
                       _ ("%s: cell %d differs from the same cell in a journal before it"), path,
                       cell);
          return FALSE;
        }
      (*results)[cell] = read[cell];
    }
  return TRUE;
}

gboolean
run_sweep_journal_merge (
    const char *const *paths, int n_paths, const char *output, int *missing, GError **error)
{
  g_autoptr (RunSweep) sweep = NULL;
  g_autofree RunSweepResult *results = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (n_paths > 0, FALSE);

  for (int i = 0; i < n_paths; i++)
    if (!add_journal (paths[i], &sweep, &results, error))
      return FALSE;
  *missing = 0;
  for (int cell = 0; cell < sweep->n_cells; cell++)
    *missing += results[cell].status == RUN_SWEEP_MISSING;
  text = run_sweep_journal_format (sweep, (RunSweepShard){ 0, 1 }, results);
  return model_file_replace (output, text, -1, error);
}
