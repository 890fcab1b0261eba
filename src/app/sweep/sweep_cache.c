/* Journals in the user's cache. */
#include "app/sweep/sweep_cache.h"

#include "model/data/draft.h"
#include "model/data/file.h"

#include <glib/gstdio.h>

struct AppSweepForgotten
{
  char *path, *aside;
  ModelDraft *folder; /* where that lies */
};

char *
app_sweep_cache_get_path (const RunSweep *sweep)
{
  g_autofree char *folder =
      g_build_filename (g_get_user_cache_dir (), "plateau", "sweeps", PLATEAU_VERSION, NULL);
  g_autofree char *key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, sweep->text, -1);
  g_autofree char *name = g_strconcat (key, ".csv", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return NULL;
  model_draft_clean (folder);
  return g_build_filename (folder, name, NULL);
}

RunSweepResult *
app_sweep_cache_read (const RunSweep *sweep)
{
  g_autofree char *path = app_sweep_cache_get_path (sweep);
  g_autofree RunSweepResult *results = NULL;
  g_autoptr (RunSweepJournal) journal = NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  results = g_new0 (RunSweepResult, sweep->n_cells);
  journal = run_sweep_journal_open (path, sweep, (RunSweepShard){ 0, 1 }, results, NULL);
  return journal != NULL ? g_steal_pointer (&results) : NULL;
}

gboolean
app_sweep_cache_import (const RunSweep *sweep, const char *path, GError **error)
{
  const RunSweepShard all = { 0, 1 };
  g_autofree char *kept = app_sweep_cache_get_path (sweep), *text = NULL;
  gsize n;

  if (kept == NULL || run_sweep_journal_count_left (path, sweep, all) >=
                          run_sweep_journal_count_left (kept, sweep, all))
    return TRUE;
  return g_file_get_contents (path, &text, &n, error) &&
         model_file_replace (kept, text, (gssize) n, error);
}

RunSweepPool *
app_sweep_cache_start (const RunSweep *sweep)
{
  const RunSweepShard all = { 0, 1 };
  g_autofree char *path = app_sweep_cache_get_path (sweep);
  RunSweepPool *pool = run_sweep_pool_new (sweep, all, 0, path, NULL);

  if (pool == NULL)
    pool = run_sweep_pool_new (sweep, all, 0, NULL, NULL);
  run_sweep_pool_yield (pool);
  return pool;
}

AppSweepForgotten *
app_sweep_cache_forget (const RunSweep *sweep)
{
  g_autofree char *path = app_sweep_cache_get_path (sweep);
  AppSweepForgotten *self;

  if (path == NULL)
    return NULL;
  self = g_new0 (AppSweepForgotten, 1);
  self->path = g_steal_pointer (&path);
  self->folder = model_draft_new (self->path, TRUE, NULL);
  if (self->folder != NULL)
    self->aside = g_build_filename (model_draft_get_path (self->folder), "journal", NULL);
  if (self->folder != NULL && g_rename (self->path, self->aside) == 0)
    return self;
  app_sweep_forgotten_free (self);
  return NULL;
}

/* Either may be missing. */
void
app_sweep_forgotten_exchange (AppSweepForgotten *self)
{
  g_autofree char *between = g_strconcat (self->aside, "-exchanged", NULL);
  const gboolean has_path = g_rename (self->path, between) == 0;

  if (g_rename (self->aside, self->path) != 0)
    g_debug ("%s: there is nothing to bring back", self->aside);
  if (has_path && g_rename (between, self->aside) != 0)
    g_debug ("%s: cannot be moved aside", self->path);
}

void
app_sweep_forgotten_free (AppSweepForgotten *self)
{
  model_draft_free (self->folder);
  g_free (self->path);
  g_free (self->aside);
  g_free (self);
}
