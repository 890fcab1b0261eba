/* The page of sweeps: text on the left, the plot it describes on the right, and the pool that fills
 * it. */
#include "app/sweep/sweep_page.h"

#include "app/base/style.h"
#include "app/sweep/sweep_cache.h"
#include "app/sweep/sweep_confirm.h"
#include "app/sweep/sweep_controls.h"
#include "app/sweep/sweep_data.h"
#include "app/sweep/sweep_editor.h"
#include "app/sweep/sweep_lines.h"
#include "app/sweep/sweep_runner.h"
#include "app/sweep/sweep_start.h"
#include "app/sweep/sweep_table.h"
#include "app/sweep/sweep_view.h"
#include "app/sweep/sweep_words.h"
#include "figure/figure_sweeps.h"
#include "run/sweep_files.h"

#include <glib/gi18n-lib.h>

#define STALE_OPACITY 0.4
/* In a table of more, rows come when all have run. */
#define MANY_ROWS 5000

struct _AppSweepPage
{
  GtkWidget parent_instance;

  GtkWidget *sidebar;
  GtkDropDown *chooser, *measure;
  AppSweepEditor *editor;
  GtkLabel *title, *progress;
  GtkProgressBar *bar;
  GtkButton *run, *stop, *forget;
  AppSweepView *view;
  AppSweepTable *table;
  GtkStack *views;
  GtkToggleButton *as_table;

  char **names;               /* of the program's own sweeps */
  StudySweepResults *results; /* or NULL */
  RunJobSlot *lines;          /* AppSweepLines, of what is shown */
  AppSweepData *data;
  AppSweepRunner *runner;
  AppSweepConfirm *confirm;
  int n_done;               /* cells of results */
  gboolean stale;           /* the text is no sweep, or another one, since */
  gboolean setting;         /* the controls are being set, nobody has changed them */
  gboolean unread;          /* the text is read once somebody looks */
  RunSweepMeasure measured; /* that is drawn of it then */
  AppUndo *undo;
};

G_DEFINE_FINAL_TYPE (AppSweepPage, app_sweep_page, GTK_TYPE_WIDGET)

static guint chosen_signal, message_signal, results_signal, changed_signal, forget_signal;

static void
tell (AppSweepPage *self, const GError *error)
{
  g_signal_emit (self, message_signal, 0, error->message);
}

static void
tell_changed (AppSweepPage *self)
{
  if (!self->setting)
    g_signal_emit (self, changed_signal, 0);
}

char *
app_sweep_page_dup_text (AppSweepPage *self)
{
  return app_sweep_editor_dup_text (self->editor);
}

static void
show_progress (AppSweepPage *self)
{
  const AppSweepControls controls = { self->run, self->stop, self->forget, self->bar,
                                      self->progress };
  RunSweepProgress progress;
  const gboolean begun = app_sweep_runner_get_progress (self->runner, &progress);
  const gboolean ready = self->results != NULL && !self->stale;

  app_sweep_controls_show (&controls, begun ? &progress : NULL,
                           ready ? self->results->sweep->n_cells : 0, self->n_done);
}

/* A pool brings those of its journal again. */
static void
add_result (AppSweepPage *self, int cell, const RunSweepResult *result)
{
  self->n_done += self->results->results[cell].status == RUN_SWEEP_MISSING;
  study_sweep_results_add (self->results, cell, result);
}

static void
read_journal (AppSweepPage *self)
{
  const RunSweep *sweep = self->results->sweep;
  g_autofree RunSweepResult *results = app_sweep_cache_read (sweep);

  for (int cell = 0; results != NULL && cell < sweep->n_cells; cell++)
    if (results[cell].status != RUN_SWEEP_MISSING)
      add_result (self, cell, &results[cell]);
}

static void
lines_done_cb (gpointer lines, gpointer data)
{
  AppSweepPage *self = data;

  study_sweep_results_set_lines (self->results, app_sweep_lines_steal (lines));
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
  g_signal_emit (self, results_signal, 0);
}

static const RunJobClass lines_class = { "sweep-lines", FALSE, app_sweep_lines_compute,
                                         lines_done_cb, app_sweep_lines_free };

static void
start_lines (AppSweepPage *self)
{
  run_job_slot_start (self->lines,
                      app_sweep_lines_new (self->results->sweep, self->results->measure));
}

/* The last sweep is shown dimmed while the text is none: another key or two, and it may be. */
static void
set_stale (AppSweepPage *self, gboolean stale)
{
  self->stale = stale;
  if (stale)
    app_sweep_confirm_drop (self->confirm);
  gtk_widget_set_opacity (GTK_WIDGET (self->views), stale ? STALE_OPACITY : 1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->measure), self->results != NULL && !stale);
  show_progress (self);
}

static void
set_sweep (AppSweepPage *self, RunSweep *sweep)
{
  const gboolean same =
      self->results != NULL && g_str_equal (self->results->sweep->source, sweep->source);

  if (same && self->stale)
    {
      set_stale (self, FALSE);
      return;
    }
  app_sweep_runner_drop (self->runner);
  app_sweep_confirm_drop (self->confirm);
  run_job_slot_start (self->lines, NULL);
  app_sweep_view_set_results (self->view, NULL);
  app_sweep_table_set_results (self->table, NULL);
  g_clear_pointer (&self->results, study_sweep_results_free);
  self->n_done = 0;
  app_sweep_words_fill_measures (self->measure, sweep);
  self->results = study_sweep_results_new (sweep);
  read_journal (self);
  start_lines (self);
  app_sweep_view_set_results (self->view, self->results);
  app_sweep_table_set_results (self->table, self->results);
  app_sweep_words_select_measure (self->measure, sweep, sweep->measure);
  gtk_label_set_text (self->title, study_sweep_results_get_title (self->results));
  set_stale (self, FALSE);
  g_signal_emit (self, results_signal, 0);
}

static void
take_sweep (RunSweep *sweep, const GError *error, gpointer data)
{
  AppSweepPage *self = data;

  app_sweep_editor_set_problem (self->editor, error != NULL ? error->message : NULL, TRUE);
  if (sweep != NULL)
    set_sweep (self, sweep);
  else
    set_stale (self, TRUE);
}

static void
read_text (AppSweepPage *self)
{
  g_autofree char *text = app_sweep_page_dup_text (self), *loading = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RunSweep) sweep = app_sweep_data_parse (text, &error);

  app_sweep_editor_settle (self->editor);
  self->unread = FALSE;
  if (!app_sweep_data_load (self->data, sweep))
    {
      take_sweep (sweep, error, self);
      return;
    }
  set_stale (self, TRUE);
  loading = app_sweep_words_loading (sweep);
  app_sweep_editor_set_problem (self->editor, loading, FALSE);
}

static void
show_unread (AppSweepPage *self)
{
  read_text (self);
  app_sweep_page_set_measure (self, self->measured);
}

static void
edited_cb (AppSweepPage *self)
{
  tell_changed (self);
}

/* What is drawn stays where the text says nothing else of it. */
static void
read_cb (AppSweepPage *self)
{
  const RunSweepMeasure measure = app_sweep_page_get_measure (self);
  const int said = self->results != NULL ? (int) self->results->sweep->measure : -1;

  read_text (self);
  if (self->results != NULL && (int) self->results->sweep->measure == said)
    app_sweep_page_set_measure (self, measure);
}

void
app_sweep_page_set_text (AppSweepPage *self, const char *text)
{
  app_sweep_editor_set_text (self->editor, text);
  read_text (self);
  tell_changed (self);
}

const char *
app_sweep_page_get_choice (AppSweepPage *self)
{
  const guint i = gtk_drop_down_get_selected (self->chooser);

  return i != GTK_INVALID_LIST_POSITION ? self->names[i] : NULL;
}

/* NULL, or no name of the program's own: any other. */
static void
set_choice (AppSweepPage *self, const char *name)
{
  guint i = 0;

  self->setting = TRUE;
  while (self->names[i] != NULL && g_strcmp0 (self->names[i], name) != 0)
    i++;
  gtk_drop_down_set_selected (self->chooser, i);
  self->setting = FALSE;
}

void
app_sweep_page_begin (AppSweepPage *self, const ModelExperiment *experiment, const char *parameter)
{
  g_autofree char *text = app_sweep_start_dup_text (experiment, parameter);

  set_choice (self, NULL);
  app_sweep_page_set_text (self, text);
  app_sweep_editor_show_form (self->editor, TRUE);
}

RunSweepMeasure
app_sweep_page_get_measure (AppSweepPage *self)
{
  if (self->unread)
    return self->measured;
  return self->results != NULL ? self->results->measure : RUN_SWEEP_RATIO;
}

void
app_sweep_page_set_state (AppSweepPage *self,
                          const char *text,
                          const char *choice,
                          RunSweepMeasure measure)
{
  set_choice (self, choice);
  app_sweep_editor_set_text (self->editor, text);
  self->unread = TRUE;
  self->measured = measure;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_unread (self);
  tell_changed (self);
}

AppUndo *
app_sweep_page_get_undo (AppSweepPage *self)
{
  return self->undo;
}

void
app_sweep_page_open (AppSweepPage *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = run_sweep_files_dup_text (name, &error);

  if (text != NULL)
    app_sweep_page_set_text (self, text);
  else
    tell (self, error);
}

static void
chosen_cb (AppSweepPage *self)
{
  const char *name = app_sweep_page_get_choice (self);

  if (!self->setting && name != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    app_sweep_page_open (self, name);
}

/* The first sweep is read when the page is first looked at: the window need not wait for it. */
static void
app_sweep_page_map (GtkWidget *widget)
{
  AppSweepPage *self = APP_SWEEP_PAGE (widget);

  GTK_WIDGET_CLASS (app_sweep_page_parent_class)->map (widget);
  if (self->unread)
    show_unread (self);
  else if (self->results == NULL && app_sweep_editor_is_empty (self->editor))
    {
      chosen_cb (self);
      app_undo_clear (self->undo);
    }
}

/* Also where it is chosen already, and the text has been changed. */
void
app_sweep_page_choose (AppSweepPage *self, const char *name)
{
  set_choice (self, name);
  app_sweep_page_open (self, name);
}

void
app_sweep_page_set_measure (AppSweepPage *self, RunSweepMeasure measure)
{
  if (self->results != NULL)
    app_sweep_words_select_measure (self->measure, self->results->sweep, measure);
}

static void
measure_cb (AppSweepPage *self)
{
  RunSweepMeasure measure;

  if (self->results == NULL ||
      !app_sweep_words_get_measure (self->measure, self->results->sweep, &measure) ||
      self->results->measure == measure)
    return;
  study_sweep_results_set_measure (self->results, measure);
  gtk_label_set_text (self->title, study_sweep_results_get_title (self->results));
  start_lines (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
  tell_changed (self);
}

static void
message_cb (AppSweepPage *self, const char *message)
{
  g_signal_emit (self, message_signal, 0, message);
}

static void
as_table_cb (AppSweepPage *self)
{
  gtk_stack_set_visible_child_name (
      self->views, gtk_toggle_button_get_active (self->as_table) ? "table" : "plot");
}

/* A point's first cell, or a cell. */
static void
activated_cb (AppSweepPage *self, int point)
{
  ModelExperiment experiment;

  run_sweep_get_experiment (self->results->sweep, point, &experiment);
  g_signal_emit (self, chosen_signal, 0, &experiment);
}

static void
cells_done_cb (gpointer data, const RunSweepDone *cells, int n)
{
  AppSweepPage *self = data;

  for (int i = 0; i < n; i++)
    add_result (self, cells[i].cell, &cells[i].result);
  app_sweep_view_update (self->view);
  if (self->results->sweep->n_cells < MANY_ROWS)
    app_sweep_table_update (self->table);
}

static void
progressed_cb (gpointer data)
{
  show_progress (data);
}

static void
ended_cb (gpointer data, const GError *error)
{
  AppSweepPage *self = data;

  if (error != NULL)
    tell (self, error);
  app_sweep_table_update (self->table);
  g_signal_emit (self, results_signal, 0);
}

gboolean
app_sweep_page_is_running (AppSweepPage *self)
{
  return app_sweep_runner_is_running (self->runner);
}

void
app_sweep_page_run (AppSweepPage *self)
{
  if (app_sweep_editor_is_typing (self->editor))
    read_cb (self);
  if (app_sweep_runner_is_running (self->runner))
    app_sweep_runner_toggle (self->runner);
  else if (self->results != NULL && !self->stale)
    app_sweep_confirm_ask (self->confirm, self->results->sweep,
                           self->results->sweep->n_cells - self->n_done);
}

static void
begin_cb (gpointer data)
{
  AppSweepPage *self = data;

  app_sweep_runner_start (self->runner, self->results->sweep);
}

GtkWidget *
app_sweep_page_get_question (AppSweepPage *self)
{
  return app_sweep_confirm_get_question (self->confirm);
}

void
app_sweep_page_stop (AppSweepPage *self)
{
  app_sweep_runner_stop (self->runner);
}

void
app_sweep_page_reread (AppSweepPage *self)
{
  app_sweep_runner_drop (self->runner);
  read_text (self);
}

void
app_sweep_page_forget (AppSweepPage *self)
{
  if (self->results == NULL || self->stale)
    return;
  app_sweep_runner_drop (self->runner);
  g_signal_emit (self, forget_signal, 0, self->results->sweep);
  read_text (self);
}

int
app_sweep_page_count_done (AppSweepPage *self)
{
  return self->n_done;
}

const StudySweepResults *
app_sweep_page_get_results (AppSweepPage *self)
{
  return self->stale ? NULL : self->results;
}

const char *
app_sweep_page_get_problem (AppSweepPage *self)
{
  return app_sweep_editor_get_problem (self->editor);
}

AppFigure *
app_sweep_page_new_figure (AppSweepPage *self)
{
  return self->results != NULL && !self->stale
             ? app_figure_new (figure_data_new_sweep (self->results))
             : NULL;
}

void
app_sweep_page_set_sidebar_visible (AppSweepPage *self, gboolean visible)
{
  gtk_widget_set_visible (self->sidebar, visible);
}

static void
app_sweep_page_dispose (GObject *object)
{
  AppSweepPage *self = APP_SWEEP_PAGE (object);
  GtkWidget *child;

  g_clear_pointer (&self->confirm, app_sweep_confirm_free);
  g_clear_pointer (&self->runner, app_sweep_runner_free);
  g_clear_pointer (&self->lines, run_job_slot_leave);
  g_clear_pointer (&self->data, app_sweep_data_leave);
  g_clear_pointer (&self->undo, app_undo_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (app_sweep_page_parent_class)->dispose (object);
}

static void
app_sweep_page_finalize (GObject *object)
{
  AppSweepPage *self = APP_SWEEP_PAGE (object);

  g_clear_pointer (&self->results, study_sweep_results_free);
  g_strfreev (self->names);
  G_OBJECT_CLASS (app_sweep_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/plateau_lab/Plateau/ui/sweep_page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSweepPage, sidebar);
  gtk_widget_class_bind_template_child (widget_class, AppSweepPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, AppSweepPage, measure);
  gtk_widget_class_bind_template_child (widget_class, AppSweepPage, editor);
  gtk_widget_class_bind_template_child (widget_class, AppSweepPage, title);
  gtk_widget_class_bind_template_child (widget_class, AppSweepPage, progress);
  gtk_widget_class_bind_template_child (widget_class, AppSweepPage, bar);
  gtk_widget_class_bind_template_child (widget_class, AppSweepPage, run);
  gtk_widget_class_bind_template_child (widget_class, AppSweepPage, stop);
  gtk_widget_class_bind_template_child (widget_class, AppSweepPage, forget);
  gtk_widget_class_bind_template_child (widget_class, AppSweepPage, view);
  gtk_widget_class_bind_template_child (widget_class, AppSweepPage, views);
  gtk_widget_class_bind_template_child (widget_class, AppSweepPage, table);
  gtk_widget_class_bind_template_child (widget_class, AppSweepPage, as_table);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
  gtk_widget_class_bind_template_callback (widget_class, measure_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, as_table_cb);
  gtk_widget_class_bind_template_callback (widget_class, message_cb);
  gtk_widget_class_bind_template_callback (widget_class, app_sweep_page_run);
  gtk_widget_class_bind_template_callback (widget_class, app_sweep_page_stop);
  gtk_widget_class_bind_template_callback (widget_class, app_sweep_page_forget);
}

static void
app_sweep_page_class_init (AppSweepPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_sweep_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_sweep_page_finalize;
  GTK_WIDGET_CLASS (klass)->map = app_sweep_page_map;
  g_type_ensure (APP_TYPE_SWEEP_EDITOR);
  g_type_ensure (APP_TYPE_SWEEP_TABLE);
  g_type_ensure (APP_TYPE_SWEEP_VIEW);
  bind_template (GTK_WIDGET_CLASS (klass));
  chosen_signal = g_signal_new ("experiment-chosen", APP_TYPE_SWEEP_PAGE, G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  results_signal = g_signal_new ("results-changed", APP_TYPE_SWEEP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  changed_signal = g_signal_new ("changed", APP_TYPE_SWEEP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  forget_signal = g_signal_new ("forget", APP_TYPE_SWEEP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  message_signal = g_signal_new ("message", APP_TYPE_SWEEP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static const AppSweepRunnerClass runner_class = { cells_done_cb, progressed_cb, ended_cb };

static void
app_sweep_page_init (AppSweepPage *self)
{
  self->names = run_sweep_files_list ();
  self->lines = run_job_slot_new (&lines_class, 1, self);
  self->data = app_sweep_data_new (take_sweep, self);
  self->runner = app_sweep_runner_new (GTK_WIDGET (self), &runner_class, self);
  self->confirm = app_sweep_confirm_new (GTK_WIDGET (self), begin_cb, self);
  gtk_widget_init_template (GTK_WIDGET (self));
  app_sweep_words_fill (self->chooser, self->names);
  app_style_name_choice (GTK_WIDGET (self->chooser), GTK_WIDGET (self->chooser));
  app_style_name_choice (GTK_WIDGET (self->measure), GTK_WIDGET (self->measure));
  show_progress (self);
  self->undo = app_undo_new ();
}
