/* A text to read and to copy. */
#include "app/panel/report_dialog.h"

#include "run/job_slot.h"
#include "study/report/data_report.h"

#include <glib/gi18n-lib.h>

struct _AppReportDialog
{
  AdwWindow parent_instance;

  RunJobSlot *slot;
  GtkLabel *text;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (AppReportDialog, app_report_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  ModelExperiment experiment;
  char *text; /* what is found, or why nothing is */
} Job;

static void
compute (gpointer data, const int *cancel G_GNUC_UNUSED)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StudyDataReport) report = study_data_report_new (&job->experiment, &error);

  job->text = report != NULL ? study_data_report_describe (report) : g_strdup (error->message);
}

static void
done_cb (gpointer job, gpointer data)
{
  AppReportDialog *self = data;

  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  gtk_label_set_text (self->text, g_strchomp (((Job *) job)->text));
}

static void
free_job (gpointer data)
{
  g_free (((Job *) data)->text);
  g_free (data);
}

static const RunJobClass job_class = {
  .name = "report", .compute = compute, .done = done_cb, .free = free_job
};

static void
copy_cb (AppReportDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_label_get_text (self->text));
}

static void
app_report_dialog_dispose (GObject *object)
{
  g_clear_pointer (&APP_REPORT_DIALOG (object)->slot, run_job_slot_leave);
  G_OBJECT_CLASS (app_report_dialog_parent_class)->dispose (object);
}

static void
app_report_dialog_class_init (AppReportDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_report_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static GtkWidget *
create_bar (AppReportDialog *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_widget_set_tooltip_text (copy, _ ("Copy the text"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (copy), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Copy the text"), -1);
  g_signal_connect_swapped (copy, "clicked", G_CALLBACK (copy_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), copy);
  return bar;
}

static void
app_report_dialog_init (AppReportDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new (),
            *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->slot = run_job_slot_new (&job_class, 1, self);
  self->text = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->text, TRUE);
  gtk_label_set_selectable (self->text, TRUE);
  gtk_label_set_xalign (self->text, 0);
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_spinner_start (self->spinner);
  gtk_widget_add_css_class (page, "report");
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->text));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), page);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), create_bar (self));
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
}

AppReportDialog *
app_report_dialog_new (GtkWindow *parent, AppSession *session)
{
  AppReportDialog *self =
      g_object_new (APP_TYPE_REPORT_DIALOG, "transient-for", parent, "title",
                    _ ("What the Data Say"), "default-width", 620, "default-height", 560, NULL);
  Job *job = g_new0 (Job, 1);

  job->experiment = *app_session_get_experiment (session);
  run_job_slot_start (self->slot, job);
  return self;
}

const char *
app_report_dialog_get_text (AppReportDialog *self)
{
  return gtk_label_get_text (self->text);
}
