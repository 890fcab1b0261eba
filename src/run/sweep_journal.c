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
  LONGEST_ROW = 1024 /* bytes: some forty numbers and two words */
};

/* Of the rows of a file. */
typedef struct
{
  int last; /* cell */
  gboolean is_lost;
} Order;

struct RunSweepJournal
{
  char *path;
  RunSweep *sweep;
  RunSweepShard shard;
  int fd;
  gboolean is_read_only; /* finished, and nothing is to be written */
  off_t length;          /* of whole lines */
  Order order;
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

static char *
skip_mark (const char *text)
{
  const char *mark = MODEL_BYTE_ORDER_MARK;

  return (char *) text + (g_str_has_prefix (text, mark) ? strlen (mark) : 0);
}

/* A file's header as this program writes it, whatever other programs do to lines. */
static char *
dup_header (const char *text)
{
  const char *start = skip_mark (text);
  g_autofree char *header = g_strndup (start, run_sweep_rows_measure_header (start));
  g_auto (GStrv) lines = g_strsplit (header, "\r\n", -1);

  return g_strjoinv ("\n", lines);
}

/* Whether a file's header begins as this sweep's would. */
static gboolean
check_header (const char *path, const char *own, const char *header, GError **error)
{
  const char *first_line = RUN_SWEEP_ROWS_FIRST_LINE;

  if (g_str_has_prefix (own, header))
    return TRUE;
  if (g_str_has_prefix (own, first_line))
    return refuse (path, _ ("the journal of another sweep or shard; name another file"), error);
  if (g_str_has_prefix (own, "# plateau ") && strstr (own, " sweep\n") != NULL)
    return refuse (path, _ ("the journal of another version of Plateau; name another file"), error);
  return refuse (path, _ ("a file that is no journal of a sweep; name another file"), error);
}

static void
note_cell (Order *self, int cell)
{
  self->is_lost |= cell <= self->last;
  self->last = cell;
}

/* Ends a line where its text does, and tells what comes behind it. */
static char *
end_line (char *line, char *end)
{
  end[0] = '\0';
  if (end > line && end[-1] == '\r')
    end[-1] = '\0';
  return end + 1;
}

/* Reads whole rows; what follows the last end of line was cut off. Returns the length that counts,
 * or -1. */
static off_t
read_rows (const char *path,
           char *text,
           const RunSweep *sweep,
           RunSweepResult *results,
           Order *order,
           GError **error)
{
  char *start = skip_mark (text), *line = start + run_sweep_rows_measure_header (start);
  char *end, *next;
  int number = 1;

  *order = (Order){ -1, start > text || strchr (text, '\r') != NULL };
  for (const char *p = text; p < line; p++)
    number += *p == '\n';
  for (; (end = strchr (line, '\n')) != NULL; line = next, number++)
    {
      RunSweepResult result;
      int cell;

      next = end_line (line, end);
      if (!run_sweep_rows_parse (line, sweep, &cell, &result))
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
                       _ ("%s: line %d is no row of this sweep: \"%.40s\""), path, number, line);
          return -1;
        }
      results[cell] = result;
      note_cell (order, cell);
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

/* Whether each cell of the shard is there. */
static gboolean
is_complete (const RunSweepJournal *self, const RunSweepResult *results)
{
  for (int cell = self->shard.index; cell < self->sweep->n_cells; cell += self->shard.count)
    if (results[cell].status == RUN_SWEEP_MISSING)
      return FALSE;
  return TRUE;
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

/* What is in the file; `length` of what counts. */
static gboolean
read_journal (RunSweepJournal *self,
              const char *header,
              RunSweepResult *results,
              gsize *length,
              GError **error)
{
  g_autofree char *text =
      model_input_file_read (self->path, get_most_bytes (self->sweep), length, error);
  g_autofree char *own = text != NULL ? dup_header (text) : NULL;

  if (text == NULL)
    return FALSE;
  if (strlen (text) != *length)
    return refuse (self->path, _ ("a file that is no journal of a sweep; name another file"),
                   error);
  if (is_new (text, header))
    return TRUE;
  if (!check_header (self->path, own, header, error))
    return FALSE;
  self->length = read_rows (self->path, text, self->sweep, results, &self->order, error);
  return self->length >= 0;
}

static gboolean
resume (RunSweepJournal *self, RunSweepResult *results, GError **error)
{
  g_autofree char *header = run_sweep_rows_format_header (self->sweep, self->shard);
  gsize length;

  self->order.last = -1;
  if (!read_journal (self, header, results, &length, error))
    return FALSE;
  if (self->is_read_only)
    return is_complete (self, results) || fail (self->path, EACCES, error);
  if (self->length < (off_t) length && ftruncate (self->fd, self->length) != 0)
    return fail (self->path, errno, error);
  return self->length > 0 || write_all (self, header, strlen (header), error);
}

/* A file that must not be written may be finished: then there is nothing to write. */
static gboolean
open_file (RunSweepJournal *self, GError **error)
{
  const int flags = O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
  int code;

  self->fd = g_open (self->path, flags | O_RDWR | O_CREAT | O_APPEND, 0666);
  code = errno;
  if (self->fd < 0 && (code == EACCES || code == EPERM || code == EROFS))
    self->fd = g_open (self->path, flags | O_RDONLY, 0);
  self->is_read_only = self->fd >= 0 && (fcntl (self->fd, F_GETFL) & O_ACCMODE) == O_RDONLY;
  return self->fd >= 0 || fail (self->path, code, error);
}

static gboolean
lock (RunSweepJournal *self, GError **error)
{
  struct stat info;

  if (fstat (self->fd, &info) != 0 || !S_ISREG (info.st_mode))
    return refuse (self->path, _ ("a journal has to be a file; - writes to standard output"),
                   error);
  return flock (self->fd, (self->is_read_only ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 ||
         refuse (self->path, _ ("another sweep is writing to it"), error);
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

  self->path = g_strdup (path);
  self->sweep = run_sweep_ref ((RunSweep *) sweep);
  self->shard = shard;
  return open_file (self, error) && lock (self, error) && resume (self, results, error)
             ? g_steal_pointer (&self)
             : NULL;
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

int
run_sweep_journal_count_left (const char *path, const RunSweep *sweep, RunSweepShard shard)
{
  g_autofree RunSweepResult *results = NULL;
  g_autoptr (RunSweepJournal) journal = NULL;
  int left = 0;

  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      results = g_new0 (RunSweepResult, sweep->n_cells);
      journal = run_sweep_journal_open (path, sweep, shard, results, NULL);
    }
  for (int cell = shard.index; cell < sweep->n_cells; cell += shard.count)
    left += journal == NULL || results[cell].status == RUN_SWEEP_MISSING;
  return left;
}

gboolean
run_sweep_journal_append (RunSweepJournal *self,
                          int cell,
                          const RunSweepResult *result,
                          GError **error)
{
  g_autoptr (GString) row = g_string_new (NULL);

  run_sweep_rows_append (row, self->sweep, cell, result);
  note_cell (&self->order, cell);
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
  g_autofree char *text = NULL;

  if (self->is_read_only || !self->order.is_lost)
    return TRUE;
  text = run_sweep_journal_format (self->sweep, self->shard, results);
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
  g_autofree char *header = start != NULL ? dup_header (start) : NULL;
  RunSweep *sweep = NULL;

  if (header == NULL || !check_header (path, header, RUN_SWEEP_ROWS_FIRST_LINE, error))
    return NULL;
  sweep = run_sweep_rows_parse_header (header, error);
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
  Order order;
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
  if (read_rows (path, text, own, read, &order, error) < 0)
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
