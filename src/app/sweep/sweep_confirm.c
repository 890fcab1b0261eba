/* An estimate as a job of run/job_slot.h, and a dialog over its result. */
#include "app/sweep/sweep_confirm.h"

#include "run/duration.h"
#include "run/job_slot.h"
#include "study/sweep_estimate.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct AppSweepConfirm
{
  GtkWidget *widget;
  void (*begin) (gpointer data);
  gpointer data;
  RunJobSlot *slot;
  GtkWidget *question; /* or NULL */
};

typedef struct
{
  RunSweep *sweep;
  int left;
  double seconds; /* found */
} Job;

static void
compute_cb (gpointer data, const int *cancel)
{
  Job *self = data;

  self->seconds =
      study_sweep_estimate_seconds (self->sweep, self->left, (int) g_get_num_processors (), cancel);
}

static void
free_job (gpointer data)
{
  Job *self = data;

  run_sweep_unref (self->sweep);
  g_free (self);
}

static void
response_cb (AppSweepConfirm *self, const char *response)
{
  self->question = NULL;
  if (g_str_equal (response, "begin"))
    self->begin (self->data);
}

static void
ask (AppSweepConfirm *self, const Job *job)
{
  g_autofree char *duration = run_duration_format (job->seconds);
  g_autofree char *heading = g_strdup_printf (_ ("This sweep takes about %s"), duration);
  g_autofree char *body =
      g_strdup_printf (_ ("%d cells are to be run. They can be paused and stopped at any time, and "
                          "what is finished is kept."),
                       job->left);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (self->widget)), heading, body));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "begin", _ ("_Begin"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "begin", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "begin");
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (response_cb), self);
  self->question = GTK_WIDGET (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
done_cb (gpointer job, gpointer data)
{
  AppSweepConfirm *self = data;

  if (((const Job *) job)->seconds > STUDY_SWEEP_LONG)
    ask (self, job);
  else
    self->begin (self->data);
}

AppSweepConfirm *
app_sweep_confirm_new (GtkWidget *widget, void (*begin) (gpointer data), gpointer data)
{
  static const RunJobClass klass = {
    .name = "sweep-estimate", .compute = compute_cb, .done = done_cb, .free = free_job
  };
  AppSweepConfirm *self = g_new0 (AppSweepConfirm, 1);

  self->widget = widget;
  self->begin = begin;
  self->data = data;
  self->slot = run_job_slot_new (&klass, 1, self);
  return self;
}

void
app_sweep_confirm_drop (AppSweepConfirm *self)
{
  run_job_slot_start (self->slot, NULL);
  if (self->question == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->question, self);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->question)));
}

void
app_sweep_confirm_free (AppSweepConfirm *self)
{
  app_sweep_confirm_drop (self);
  run_job_slot_leave (self->slot);
  g_free (self);
}

void
app_sweep_confirm_ask (AppSweepConfirm *self, const RunSweep *sweep, int left)
{
  Job *job;

  if (!study_sweep_estimate_may_be_long (sweep, left, (int) g_get_num_processors ()))
    {
      self->begin (self->data);
      return;
    }
  if (self->question != NULL || run_job_slot_is_busy (self->slot))
    return;
  job = g_new0 (Job, 1);
  job->sweep = run_sweep_ref ((RunSweep *) sweep);
  job->left = left;
  run_job_slot_start (self->slot, job);
}

GtkWidget *
app_sweep_confirm_get_question (AppSweepConfirm *self)
{
  return self->question;
}
