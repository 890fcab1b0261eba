/* The cells of a sweep being run: begun, paused, stopped, and told once a frame. */
#pragma once

#include "run/sweep_pool.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  void (*done) (gpointer data,
                const RunSweepDone *cells,
                int n);                               /* one or more; those of the journal, too */
  void (*progressed) (gpointer data);                 /* each frame, and where it has paused */
  void (*ended) (gpointer data, const GError *error); /* @error: NULL, or what the journal says */
} AppSweepRunnerClass;

typedef struct AppSweepRunner AppSweepRunner;

/* @widget: whose frames it goes by; borrowed */
AppSweepRunner *
app_sweep_runner_new (GtkWidget *widget, const AppSweepRunnerClass *klass, gpointer data);
/* Nothing is told any more. */
void app_sweep_runner_free (AppSweepRunner *self);

/* Drops what ran before. */
void app_sweep_runner_start (AppSweepRunner *self, const RunSweep *sweep);
/* Pauses, or goes on. Valid: running. */
void app_sweep_runner_toggle (AppSweepRunner *self);
/* Ends; what is finished is still told. */
void app_sweep_runner_stop (AppSweepRunner *self);
/* Ends, and tells nothing more. */
void app_sweep_runner_drop (AppSweepRunner *self);
/* Until the end has been told; paused, too. */
gboolean app_sweep_runner_is_running (const AppSweepRunner *self);
/* FALSE where nothing was begun, or it was dropped. */
gboolean app_sweep_runner_get_progress (AppSweepRunner *self, RunSweepProgress *progress);

G_END_DECLS
