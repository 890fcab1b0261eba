/* Files to read: looked at before they are read. */
#include "model/data/input_file.h"

#include "model/experiment/key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK (1 << 20) /* bytes; memory grows with what the file really holds */

typedef struct
{
  dev_t device;
  ino_t number;
} Identity;

static GMutex lock;        /* guards `read_files` */
static GArray *read_files; /* of Identity; NULL: nobody asks */

static void
remember (const struct stat *info)
{
  const Identity identity = { info->st_dev, info->st_ino };

  g_mutex_lock (&lock);
  if (read_files != NULL)
    g_array_append_val (read_files, identity);
  g_mutex_unlock (&lock);
}

void
model_input_file_remember (void)
{
  g_mutex_lock (&lock);
  if (read_files == NULL)
    read_files = g_array_new (FALSE, FALSE, sizeof (Identity));
  g_mutex_unlock (&lock);
}

gboolean
model_input_file_was_read (const char *path)
{
  gboolean found = FALSE;
  struct stat info;

  if (stat (path, &info) != 0)
    return FALSE;
  g_mutex_lock (&lock);
  for (guint i = 0; read_files != NULL && i < read_files->len && !found; i++)
    {
      const Identity *identity = &g_array_index (read_files, Identity, i);

      found = identity->device == info.st_dev && identity->number == info.st_ino;
    }
  g_mutex_unlock (&lock);
  return found;
}

static void
refuse (const char *path, int code, const char *problem, GError **error)
{
  g_set_error (error, G_FILE_ERROR, code, _ ("%s: cannot be opened: %s"), path, problem);
}

static void
refuse_size (const char *path, gsize most, GError **error)
{
  g_autofree char *problem =
      g_strdup_printf (_ ("it is larger than %d MB"), (int) ((most + (1 << 20) - 1) >> 20));

  refuse (path, G_FILE_ERROR_FAILED, problem, error);
}

static gboolean
check_kind (const char *path, const struct stat *info, gsize most, GError **error)
{
  if (S_ISDIR (info->st_mode))
    refuse (path, G_FILE_ERROR_ISDIR, _ ("it is a folder; choose a file in it"), error);
  else if (!S_ISREG (info->st_mode))
    refuse (path, G_FILE_ERROR_FAILED, _ ("it is a device or a pipe; choose a file"), error);
  else if ((guint64) info->st_size > most)
    refuse_size (path, most, error);
  else
    return TRUE;
  return FALSE;
}

int
model_input_file_open (const char *path, gsize most, GError **error)
{
  g_return_val_if_fail (path != NULL, -1);

  /* A device may do something when it is opened: what is none of ours is not even opened. */
  struct stat info;
  int fd;

  if (stat (path, &info) == 0 && !check_kind (path, &info, most, error))
    return -1;
  fd = g_open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);
  if (fd < 0 || fstat (fd, &info) != 0)
    refuse (path, g_file_error_from_errno (errno), g_strerror (errno), error);
  else if (check_kind (path, &info, most, error))
    {
      remember (&info);
      return fd;
    }
  if (fd >= 0)
    close (fd);
  return -1;
}

/* Up to `most` bytes, and one more where the file goes on behind them; a zero byte at the end. */
static char *
read_bytes (int fd, const char *path, gsize most, gsize *n, GError **error)
{
  gsize size = MIN (CHUNK, most + 1);
  g_autofree char *bytes = g_malloc (size + 1);
  gssize got;

  *n = 0;
  while (*n <= most)
    {
      got = read (fd, bytes + *n, size - *n);
      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        break;
      *n += (gsize) got;
      if (*n == size && *n <= most)
        bytes = g_realloc (bytes, (size = MIN (2 * size, most + 1)) + 1);
    }
  if (*n <= most && got < 0)
    {
      refuse (path, g_file_error_from_errno (errno), g_strerror (errno), error);
      return NULL;
    }
  bytes[*n] = '\0';
  return g_steal_pointer (&bytes);
}

char *
model_input_file_read (const char *path, gsize most, gsize *n, GError **error)
{
  g_return_val_if_fail (most < G_MAXSSIZE / 2 && n != NULL, NULL);

  const int fd = model_input_file_open (path, most, error);
  g_autofree char *bytes = NULL;

  if (fd < 0)
    return NULL;
  bytes = read_bytes (fd, path, most, n, error);
  close (fd);
  if (bytes == NULL || *n <= most)
    return g_steal_pointer (&bytes);
  refuse_size (path, most, error);
  return NULL;
}

char *
model_input_file_read_start (const char *path, gsize most, gsize *n, GError **error)
{
  g_return_val_if_fail (most > 0 && most < G_MAXSSIZE / 2 && n != NULL, NULL);

  const int fd = model_input_file_open (path, G_MAXSIZE, error);
  char *bytes;

  if (fd < 0)
    return NULL;
  bytes = read_bytes (fd, path, most - 1, n, error);
  close (fd);
  return bytes;
}

/* As other programs save texts: behind a byte-order mark, with a carriage return before each end of
 * line. */
static void
make_plain (char *text)
{
  char *to = text;

  for (const char *c =
           text +
           (g_str_has_prefix (text, MODEL_BYTE_ORDER_MARK) ? strlen (MODEL_BYTE_ORDER_MARK) : 0);
       *c != '\0'; c++)
    if (c[0] != '\r' || c[1] != '\n')
      *to++ = *c;
  *to = '\0';
}

char *
model_input_file_read_text (const char *path, gsize most, GError **error)
{
  gsize n;
  g_autofree char *text = model_input_file_read (path, most, &n, error);

  if (text == NULL)
    return NULL;
  if (!g_utf8_validate (text, (gssize) n, NULL))
    {
      refuse (path, G_FILE_ERROR_INVAL, _ ("it is not a text in UTF-8"), error);
      return NULL;
    }
  make_plain (text);
  return g_steal_pointer (&text);
}
