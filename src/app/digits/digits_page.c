/* The page of noisy digits, around a worker of its own. */
#include "app/digits/digits_page.h"

#include "app/base/action.h"
#include "app/base/listen.h"
#include "app/base/style.h"
#include "app/base/trim.h"
#include "app/digits/digits_change.h"
#include "app/digits/digits_defaults.h"
#include "app/digits/digits_words.h"
#include "digits/preview.h"
#include "figure/figure_digits.h"
#include "plot/digits/digits_curves.h"
#include "plot/digits/digits_pictures.h"
#include "plot/digits/digits_table.h"
#include "run/digits_worker.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  TABLE_SEEDS = 3,
  N_VIEWS = 5
};

struct _AppDigitsPage
{
  GtkBox parent_instance;

  GtkDropDown *source, *model;
  GtkWidget *source_name, *model_name;
  GtkWidget *folder, *groups;
  GtkLabel *folder_name, *status;
  GtkLabel *time_a, *time_b, *ratio, *time_a_name, *time_b_name, *ratio_name;
  GtkProgressBar *progress;
  AppDigitsView *loss, *accuracy, *samples, *filters, *table;
  GtkButton *pause_button;

  AppDigitsRow *rows[DIGITS_N_KEYS];
  GSimpleActionGroup *actions;
  GtkFileChooserNative *chooser; /* while it is open */
  DigitsPlan plan;               /* what the controls show and change */
  const char *path;              /* interned: the folder chosen last, or NULL */
  gboolean from_folder;          /* images come from there, once it is chosen */
  gboolean showing;              /* the controls are being told the plan */
  AppUndo *undo;
  AppUndoRecorder *recorder;
  RunDigitsWorker *worker;
  DigitsState *state;
  gboolean dropped; /* what the worker still posts is nobody's any more */
  guint tick;       /* 0 where nothing is trained, and while it is paused */
};

G_DEFINE_FINAL_TYPE (AppDigitsPage, app_digits_page, GTK_TYPE_BOX)

static guint state_signal, plan_signal;

const DigitsPlan *
app_digits_page_get_plan (AppDigitsPage *self)
{
  g_return_val_if_fail (APP_IS_DIGITS_PAGE (self), NULL);
  return &self->plan;
}

AppUndo *
app_digits_page_get_undo (AppDigitsPage *self)
{
  return self->undo;
}

AppDigitsRow *
app_digits_page_get_row (AppDigitsPage *self, DigitsKey key)
{
  return self->rows[key];
}

AppDigitsView *
app_digits_page_get_loss_view (AppDigitsPage *self)
{
  return self->loss;
}

AppDigitsView *
app_digits_page_get_accuracy_view (AppDigitsPage *self)
{
  return self->accuracy;
}

const DigitsState *
app_digits_page_get_state (AppDigitsPage *self)
{
  return self->state;
}

gboolean
app_digits_page_is_busy (AppDigitsPage *self)
{
  return run_digits_worker_is_busy (self->worker);
}

static void
update_actions (AppDigitsPage *self)
{
  GActionMap *map = G_ACTION_MAP (self->actions);
  const gboolean busy = app_digits_page_is_busy (self);
  const gboolean paused = run_digits_worker_get_paused (self->worker);
  const gboolean ready = !busy && (!self->from_folder || self->path != NULL);

  app_action_set_enabled (map, "train", ready);
  app_action_set_enabled (map, "table", ready);
  app_action_set_enabled (map, "pause", busy);
  app_action_set_enabled (map, "stop", busy);
  gtk_button_set_label (self->pause_button, paused ? _ ("Resume") : _ ("Pause"));
}

static void
show_number (GtkLabel *label, double value)
{
  g_autofree char *text = app_digits_words_number (value);

  gtk_label_set_text (label, text);
}

static void
show_facts (AppDigitsPage *self)
{
  const DigitsState *state = self->state;
  const double threshold = state->options.values[DIGITS_KEY_THRESHOLD];
  g_autofree char *status =
      app_digits_words_status (state, run_digits_worker_get_paused (self->worker));

  show_number (self->time_a,
               digits_record_find_time (state->rows, state->n_rows, DIGITS_SEES_A, threshold));
  show_number (self->time_b,
               digits_record_find_time (state->rows, state->n_rows, DIGITS_SEES_B, threshold));
  show_number (self->ratio, digits_record_find_ratio (state->rows, state->n_rows, threshold));
  gtk_label_set_text (self->status, status);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), status);
  gtk_progress_bar_set_fraction (self->progress, state->progress);
}

/* Takes the state over. */
static void
show (AppDigitsPage *self, DigitsState *state)
{
  AppDigitsView *const views[N_VIEWS] = { self->loss, self->accuracy, self->samples, self->filters,
                                          self->table };

  g_clear_pointer (&self->state, digits_state_unref);
  self->state = state;
  for (int i = 0; i < N_VIEWS; i++)
    app_digits_view_set_state (views[i], state);
  show_facts (self);
  update_actions (self);
  g_signal_emit (self, state_signal, 0);
}

/* What the network will see, before it is trained; digits drawn here cost little. */
static void
show_preview (AppDigitsPage *self)
{
  DigitsState *state;

  if (app_digits_page_is_busy (self) || (self->state != NULL && self->state->n_rows > 0))
    return;
  state = digits_state_new (&self->plan.options);
  if (self->from_folder)
    state->folder = self->path;
  else
    state->samples = digits_preview_new (&self->plan.options, NULL, DIGITS_STATE_SAMPLES, NULL);
  show (self, state);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AppDigitsPage *self = APP_DIGITS_PAGE (widget);
  const gboolean busy = app_digits_page_is_busy (self);
  const gboolean paused = run_digits_worker_get_paused (self->worker);
  DigitsState *state = run_digits_worker_take_state (self->worker);

  if (state != NULL && !self->dropped)
    show (self, state);
  else
    digits_state_unref (state);
  if (busy && !paused)
    return G_SOURCE_CONTINUE;
  update_actions (self);
  app_trim_later ();
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

/* A worker that is paused has nothing to tell. */
static void
wake (AppDigitsPage *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
stop (AppDigitsPage *self)
{
  if (app_digits_page_is_busy (self))
    wake (self); /* for its last state */
  run_digits_worker_stop (self->worker);
}

void
app_digits_page_show (AppDigitsPage *self, DigitsState *state)
{
  g_return_if_fail (APP_IS_DIGITS_PAGE (self) && state != NULL);

  stop (self);
  self->dropped = TRUE;
  show (self, state);
}

static DigitsState *
exchange (gpointer page, DigitsState *state)
{
  DigitsState *present = digits_state_ref (APP_DIGITS_PAGE (page)->state);

  /* It goes no further. */
  if (present->phase == DIGITS_STATE_LOADING || present->phase == DIGITS_STATE_TRAINING)
    present->phase = DIGITS_STATE_STOPPED;
  app_digits_page_show (page, state);
  return present;
}

static void
start (AppDigitsPage *self, int seeds)
{
  app_digits_change_push_run (self->undo, self->state, exchange, self);
  self->dropped = FALSE;
  run_digits_worker_set_table (self->worker, self->state);
  run_digits_worker_start (self->worker, &self->plan.options, self->plan.folder, seeds);
  wake (self);
  update_actions (self);
}

static void
train_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  start (data, 0);
}

static void
table_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  start (data, TABLE_SEEDS);
}

static void
pause_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppDigitsPage *self = data;

  run_digits_worker_set_paused (self->worker, !run_digits_worker_get_paused (self->worker));
  wake (self);
  update_actions (self);
  show_facts (self);
}

static void
stop_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  stop (data);
}

static void
chosen_cb (AppDigitsPage *self, int response)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    app_digits_page_set_folder (self, path);
  g_clear_object (&self->chooser);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppDigitsPage *self = data;

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Folder with MNIST's Files"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  app_listen (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static const GActionEntry actions[] = {
  { .name = "train", .activate = train_cb }, { .name = "table", .activate = table_cb },
  { .name = "pause", .activate = pause_cb }, { .name = "stop", .activate = stop_cb },
  { .name = "open", .activate = open_cb },
};

/* As many as the model has layers. */
static double
get_maximum (AppDigitsPage *self, DigitsKey key)
{
  return key == DIGITS_KEY_FUSION ? digits_options_count_fusions (&self->plan.options)
                                  : digits_parameter (key)->maximum;
}

static void
show_plan (AppDigitsPage *self)
{
  self->showing = TRUE;
  gtk_label_set_text (self->folder_name, self->path != NULL ? self->path : _ ("Choose…"));
  gtk_drop_down_set_selected (self->source, self->from_folder);
  gtk_widget_set_visible (self->folder, self->from_folder);
  gtk_drop_down_set_selected (self->model, self->plan.options.model == DIGITS_CNN);
  for (int key = 0; key < DIGITS_N_KEYS; key++)
    app_digits_row_show (self->rows[key], self->plan.options.values[key], get_maximum (self, key));
  self->showing = FALSE;
}

/* Images come from where the page has them already. */
static void
change_options (AppDigitsPage *self, const DigitsOptions *options)
{
  self->plan.options = *options;
  self->plan.folder = self->from_folder ? self->path : NULL;
  show_plan (self);
  show_preview (self);
  update_actions (self);
  g_signal_emit (self, plan_signal, 0);
}

void
app_digits_page_set_plan (AppDigitsPage *self, const DigitsPlan *plan)
{
  g_return_if_fail (APP_IS_DIGITS_PAGE (self) && plan != NULL);

  self->path = plan->folder;
  self->from_folder = plan->folder != NULL;
  change_options (self, &plan->options);
}

void
app_digits_page_set_folder (AppDigitsPage *self, const char *folder)
{
  g_return_if_fail (APP_IS_DIGITS_PAGE (self));

  DigitsPlan plan = self->plan;

  plan.folder = g_intern_string (folder);
  app_digits_page_set_plan (self, &plan);
}

/* The folder stays chosen, for the way back. */
static void
source_cb (AppDigitsPage *self)
{
  if (self->showing)
    return;
  self->from_folder = gtk_drop_down_get_selected (self->source) == 1;
  change_options (self, &self->plan.options);
}

void
app_digits_page_set_model (AppDigitsPage *self, DigitsModel model)
{
  g_return_if_fail (APP_IS_DIGITS_PAGE (self));

  DigitsOptions options = self->plan.options;

  if (model == options.model)
    return;
  app_digits_defaults_set_model (&options, model);
  change_options (self, &options);
}

static void
model_cb (AppDigitsPage *self)
{
  if (!self->showing)
    app_digits_page_set_model (self, gtk_drop_down_get_selected (self->model) == 1 ? DIGITS_CNN
                                                                                   : DIGITS_MLP);
}

GPtrArray *
app_digits_page_new_figures (AppDigitsPage *self)
{
  g_return_val_if_fail (APP_IS_DIGITS_PAGE (self), NULL);

  GPtrArray *figures = g_ptr_array_new_with_free_func ((GDestroyNotify) app_figure_unref);

  for (int i = 0; i < FIGURE_DIGITS_RUNS; i++)
    {
      const Figure *figure = figure_digits_run_at (i);

      if (figure_digits_run_is_in (figure, self->state))
        g_ptr_array_add (figures, app_figure_new (figure_data_new_digits (figure, self->state)));
    }
  return figures;
}

/* Depth takes the fusion layer along. */
static void
row_changed_cb (AppDigitsPage *self, double value, AppDigitsRow *row)
{
  DigitsOptions options = self->plan.options;
  double *fusion = &options.values[DIGITS_KEY_FUSION];

  options.values[app_digits_row_get_key (row)] = value;
  *fusion = fmin (*fusion, digits_options_count_fusions (&options));
  change_options (self, &options);
}

static void
find_rows (AppDigitsPage *self, GtkWidget *widget)
{
  if (APP_IS_DIGITS_ROW (widget))
    {
      self->rows[app_digits_row_get_key (APP_DIGITS_ROW (widget))] = APP_DIGITS_ROW (widget);
      app_listen (widget, "changed", G_CALLBACK (row_changed_cb), self);
      return;
    }
  /* What an expander folds away is no child of it. */
  if (GTK_IS_EXPANDER (widget))
    find_rows (self, gtk_expander_get_child (GTK_EXPANDER (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_rows (self, child);
}

static gpointer
take (gpointer page)
{
  return g_memdup2 (app_digits_page_get_plan (page), sizeof (DigitsPlan));
}

static void
restore (gconstpointer plan, gpointer page)
{
  app_digits_page_set_plan (page, plan);
}

static gboolean
compare (gconstpointer before, gconstpointer after, AppUndoChange *change)
{
  return app_digits_change_compare (before, after, change);
}

static char *
name_change (gconstpointer before, gconstpointer after)
{
  return app_digits_change_name (before, after);
}

static void
record_changes (AppDigitsPage *self)
{
  static const AppUndoRecorderClass klass = { take, restore, g_free, NULL, compare, name_change };
  static const char *const signals[] = { "plan-changed", NULL };

  self->undo = app_undo_new ();
  self->recorder = app_undo_recorder_new (self->undo, &klass, self, signals);
}

static void
draw_table (cairo_t *cr, const PlotArea *area, const DigitsState *state, const PlotTheme *theme)
{
  DigitsTable table = state->table;

  if (table.seeds == 0)
    digits_table_init (&table, state->options.model, digits_options_count_fusions (&state->options),
                       1);
  plot_digits_table_draw (cr, area, &table, _ ("Time ratio of every fusion layer"), theme);
}

/* Both plots read out the same epoch. */
static void
hovered_cb (AppDigitsPage *self, int row)
{
  app_digits_view_set_hover (self->loss, row);
  app_digits_view_set_hover (self->accuracy, row);
}

static void
set_up_hover (AppDigitsPage *self, AppDigitsView *view, AppDigitsHoverFunc draw)
{
  app_digits_view_set_up_hover (view, draw);
  app_listen (view, "hovered", G_CALLBACK (hovered_cb), self);
}

static void
set_up_views (AppDigitsPage *self)
{
  app_digits_view_set_up (self->loss, _ ("Loss"), 16, plot_digits_loss_draw, app_digits_words_loss);
  app_digits_view_set_up (self->accuracy, _ ("Accuracy"), 16, plot_digits_accuracy_draw,
                          app_digits_words_accuracy);
  set_up_hover (self, self->loss, plot_digits_loss_draw_hover);
  set_up_hover (self, self->accuracy, plot_digits_accuracy_draw_hover);
  app_digits_view_set_up (self->samples, _ ("Pairs of images"), 11.5, plot_digits_samples_draw,
                          app_digits_words_samples);
  app_digits_view_set_up (self->filters, _ ("First-layer filters"), 10.5, plot_digits_filters_draw,
                          app_digits_words_filters);
  app_digits_view_set_up (self->table, _ ("Time ratio of every fusion layer"), 18, draw_table,
                          app_digits_words_table);
  app_style_set_label (self->time_a_name, "t_A");
  app_style_set_label (self->time_b_name, "t_B");
  app_style_set_label (self->ratio_name, _ ("ratio"));
}

static void
app_digits_page_dispose (GObject *object)
{
  AppDigitsPage *self = APP_DIGITS_PAGE (object);

  g_clear_pointer (&self->recorder, app_undo_recorder_free);
  g_clear_pointer (&self->undo, app_undo_free);
  g_clear_pointer (&self->worker, run_digits_worker_free);
  g_clear_pointer (&self->state, digits_state_unref);
  g_clear_object (&self->actions);
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (app_digits_page_parent_class)->dispose (object);
}

static void
app_digits_page_class_init (AppDigitsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_digits_page_dispose;
  state_signal = g_signal_new ("state-changed", APP_TYPE_DIGITS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
  plan_signal = g_signal_new ("plan-changed", APP_TYPE_DIGITS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                              NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (APP_TYPE_DIGITS_ROW);
  g_type_ensure (APP_TYPE_DIGITS_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/plateau_lab/Plateau/ui/digits_page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, AppDigitsPage, name)
  BIND (source);
  BIND (source_name);
  BIND (model_name);
  BIND (model);
  BIND (folder);
  BIND (groups);
  BIND (folder_name);
  BIND (status);
  BIND (time_a);
  BIND (time_b);
  BIND (ratio);
  BIND (time_a_name);
  BIND (time_b_name);
  BIND (ratio_name);
  BIND (progress);
  BIND (loss);
  BIND (accuracy);
  BIND (samples);
  BIND (filters);
  BIND (table);
  BIND (pause_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, source_cb);
  gtk_widget_class_bind_template_callback (widget_class, model_cb);
}

static void
app_digits_page_init (AppDigitsPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "digits", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  find_rows (self, self->groups);
  set_up_views (self);
  app_style_name_choice (GTK_WIDGET (self->source), self->source_name);
  app_style_name_choice (GTK_WIDGET (self->model), self->model_name);
  app_digits_defaults_init_plan (&self->plan);
  self->worker = run_digits_worker_new ();
  show_plan (self);
  show_preview (self);
  record_changes (self);
}
