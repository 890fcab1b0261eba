/* Progress of a long computation on stderr. */
#include "cli/progress.h"

#include "run/duration.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <unistd.h>

enum
{
  BAR_WIDTH = 24,
  LINE_SECONDS = 10 /* between two lines where there is no terminal */
};

struct CliProgress
{
  char *name;
  gboolean terminal, drawn;
  gint64 last; /* monotonic, of the last line */
};

CliProgress *
cli_progress_new (const char *name)
{
  CliProgress *self = g_new0 (CliProgress, 1);

  self->name = g_strdup (name);
  self->terminal = isatty (STDERR_FILENO);
  self->last = g_get_monotonic_time ();
  return self;
}

void
cli_progress_free (CliProgress *self)
{
  if (self == NULL)
    return;
  cli_progress_clear (self);
  g_free (self->name);
  g_free (self);
}

static void
draw_bar (const CliProgress *self, int done, int wanted, const char *rest)
{
  const int filled = wanted > 0 ? (int) ((gint64) done * BAR_WIDTH / wanted) : BAR_WIDTH;
  char bar[BAR_WIDTH + 1] = { 0 };

  for (int i = 0; i < BAR_WIDTH; i++)
    bar[i] = i < filled ? '#' : '.';
  g_printerr ("\r%s [%s] %s\033[K", self->name, bar, rest);
}

void
cli_progress_update (CliProgress *self, int done, int wanted, double seconds_left, const char *note)
{
  const gint64 now = g_get_monotonic_time ();
  g_autofree char *left = run_duration_format (seconds_left);
  g_autofree char *about =
      isfinite (seconds_left) && done < wanted ? g_strdup_printf (_ (", %s left"), left) : NULL;
  g_autofree char *rest = g_strdup_printf (_ ("%d of %d%s%s"), done, wanted,
                                           about != NULL ? about : "", note != NULL ? note : "");

  if (self->terminal)
    {
      draw_bar (self, done, wanted, rest);
      self->drawn = TRUE;
    }
  else if (now - self->last >= LINE_SECONDS * G_USEC_PER_SEC)
    {
      g_printerr ("%s: %s\n", self->name, rest);
      self->last = now;
    }
}

void
cli_progress_show_sweep (CliProgress *self, const RunSweepProgress *progress)
{
  g_autofree char *note =
      progress->troubled > 0 ? g_strdup_printf (_ (", %d in trouble"), progress->troubled) : NULL;

  cli_progress_update (self, progress->done, progress->wanted, progress->seconds_left, note);
}

void
cli_progress_clear (CliProgress *self)
{
  if (self->drawn)
    g_printerr ("\r\033[K");
  self->drawn = FALSE;
}
