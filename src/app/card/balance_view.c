/* A plot over epochs whose curves are computed beside it. */
#include "app/card/balance_view.h"

#include "app/base/listen.h"
#include "app/base/painter.h"
#include "app/card/plot_view.h"
#include "plot/time/balance_plot.h"
#include "run/job_slot.h"
#include "study/summary.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  ModelRecipe recipe;
  StudyBalance *balance;
} Job;

typedef struct
{
  GtkWidget *view; /* owns this */
  AppSession *session;
  RunJobSlot *jobs;
  StudyBalance *balance; /* of the recipe, or NULL */
  ModelRecipe recipe;
  gboolean known; /* it is computed, or was given up */
} View;

static void
compute (gpointer data, const int *cancel)
{
  Job *job = data;

  job->balance = study_balance_train (&job->recipe, cancel, NULL);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  study_balance_free (job->balance);
  g_free (job);
}

static void
done (gpointer data, gpointer view)
{
  Job *job = data;
  View *self = view;

  study_balance_free (self->balance);
  self->balance = g_steal_pointer (&job->balance);
  self->recipe = job->recipe;
  self->known = TRUE;
  app_painter_queue (self->view);
}

static const RunJobClass job_class = { "balance", TRUE, compute, done, free_job };

/* Asks for the run's, where it is looked at, and not known or asked for. */
static void
update (View *self)
{
  const ModelRecipe *recipe = app_session_get_recipe (self->session);
  const Job *present = run_job_slot_get (self->jobs);
  Job *job;

  if (!gtk_widget_get_mapped (self->view) || !app_session_is_complete (self->session) ||
      (self->known && model_recipe_equal (&self->recipe, recipe)) ||
      (present != NULL && model_recipe_equal (&present->recipe, recipe)))
    return;
  job = g_new0 (Job, 1);
  job->recipe = *recipe;
  run_job_slot_start (self->jobs, job);
}

/* Curves of another run are none of this one. */
static void
fill_cb (StudyRun *run, gpointer data)
{
  View *self = data;

  run->hide_title = TRUE; /* the card's own */
  if (self->known && model_recipe_equal (&self->recipe, app_session_get_recipe (self->session)))
    run->balance = self->balance;
}

static char *
describe (const ModelSnapshot *snapshot, const StudyPhases *phases)
{
  if (snapshot == NULL)
    return study_summary_describe_loss (snapshot, phases);
  return g_strdup (_ ("How far the layers have left their balance, which gradient flow keeps."));
}

static void
free_view (gpointer data)
{
  View *self = data;

  run_job_slot_leave (self->jobs);
  study_balance_free (self->balance);
  g_free (self);
}

GtkWidget *
app_balance_view_new (AppSession *session)
{
  View *self = g_new0 (View, 1);
  GtkWidget *widget =
      app_plot_view_new (session, _ ("Balance of layers"), plot_balance_draw, describe);

  self->view = widget;
  self->session = session;
  self->jobs = run_job_slot_new (&job_class, 1, self);
  app_plot_view_set_fill (APP_PLOT_VIEW (widget), fill_cb, self);
  g_object_set_data_full (G_OBJECT (widget), "balance", self, free_view);
  app_listen_for (session, "run-changed", G_CALLBACK (update), self, widget);
  app_listen_for (widget, "map", G_CALLBACK (update), self, widget);
  return widget;
}

void
app_balance_view_fill (GtkWidget *self, StudyRun *run)
{
  fill_cb (run, g_object_get_data (G_OBJECT (self), "balance"));
}
