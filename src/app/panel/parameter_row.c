/* The widget of one parameter, driven by its row in the experiment's table. */
#include "app/panel/parameter_row.h"

#include "app/base/file_button.h"
#include "app/base/listen.h"
#include "app/base/style.h"
#include "app/session/parameter.h"
#include "app/session/session_data.h"
#include "app/session/session_log.h"
#include "plot/draw/label.h"
#include "study/log.h"
#include "study/parameter_text.h"

#include <glib/gi18n-lib.h>

#define LEAST_CHARACTERS 5
#define PROGRESS_INTERVAL 100 /* milliseconds between two looks at a file that is read */

struct _AppParameterRow
{
  GtkBox parent_instance;

  GtkWidget *head;
  GtkLabel *name;
  GtkWidget *field;
  GtkWidget *entry;
  GtkWidget *browse;
  GtkWidget *columns;
  GtkWidget *choice;
  GtkWidget *slider;
  GtkWidget *ends;
  GtkLabel *note;
  GtkWidget *again; /* reads a file */
  GtkWidget *stop;  /* while it is read */
  guint progress;   /* looks how far that is */
  GtkLabel *error;
  GtkAdjustment *adjustment;

  AppSession *session;
  int id;
  char *shown;       /* text that stands for the experiment's value */
  gboolean updating; /* from the experiment: signals of our own widgets are to be passed over */
};

enum
{
  PROP_PARAMETER = 1
};

G_DEFINE_FINAL_TYPE (AppParameterRow, app_parameter_row, GTK_TYPE_BOX)

static void
show_message (AppParameterRow *self, const char *message)
{
  const gboolean failed = message != NULL;

  gtk_label_set_text (self->error, failed ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), failed);
  if (failed)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               failed ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
show_error (AppParameterRow *self, const GError *error)
{
  show_message (self, error != NULL ? error->message : NULL);
}

/* The value that "automatic" stands for, once a run has told. */
static double
get_value_in_use (AppParameterRow *self)
{
  const ModelSnapshot *snapshot = app_session_get_snapshot (self->session);

  return snapshot != NULL ? model_snapshot_get_in_use (snapshot, (ModelKey) self->id) : 0;
}

static void
update_slider (AppParameterRow *self, const ModelExperiment *experiment)
{
  double value = app_parameter_get (self->id, experiment);
  double in_use = get_value_in_use (self);
  double minimum, maximum, step;

  if (!(app_parameter (self->id)->slider_step > 0))
    return;
  app_parameter_get_slider (self->id, experiment, &minimum, &maximum, &step);
  if (value == 0 && in_use > 0)
    value = in_use;
  gtk_adjustment_configure (self->adjustment, app_parameter_to_position (self->id, value), minimum,
                            maximum, step, 10 * step, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->slider), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  self->shown, -1);
}

static void
update_entry (AppParameterRow *self, const ModelExperiment *experiment)
{
  gboolean untouched =
      g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->shown) == 0;
  char *text = app_parameter_format (self->id, experiment, get_value_in_use (self));
  int length = (int) g_utf8_strlen (text, -1);

  /* What somebody is typing is not taken away by a run that ends meanwhile. */
  if (untouched || self->shown == NULL || g_strcmp0 (text, self->shown) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  if (app_parameter (self->id)->type != MODEL_TYPE_TEXT)
    gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), MAX (length, LEAST_CHARACTERS));
  g_free (self->shown);
  self->shown = text;
}

static void update_note (AppParameterRow *self, const ModelExperiment *experiment);

static gboolean
progress_cb (gpointer row)
{
  AppParameterRow *self = row;

  update_note (self, app_session_get_experiment (self->session));
  return G_SOURCE_CONTINUE;
}

/* Looked at now and then while a file is read, and not else. */
static void
follow_progress (AppParameterRow *self, gboolean loading)
{
  if (loading && self->progress == 0)
    self->progress = g_timeout_add (PROGRESS_INTERVAL, progress_cb, self);
  else if (!loading && self->progress != 0)
    {
      g_source_remove (self->progress);
      self->progress = 0;
    }
}

static void
update_note (AppParameterRow *self, const ModelExperiment *experiment)
{
  const char *loading = app_session_get_loading (self->session);
  g_autofree char *text = NULL;

  if (self->id == MODEL_LOG)
    {
      g_autoptr (StudyLog) log = study_log_find (experiment);

      gtk_label_set_text (self->note, log != NULL ? log->words : "");
      gtk_widget_set_visible (GTK_WIDGET (self->note), log != NULL);
      return;
    }
  if (self->id != MODEL_FILE)
    return;
  if (loading != NULL)
    {
      g_autofree char *name = g_path_get_basename (loading);
      const int percent = self->progress != 0 ? model_own_data_peek_progress () : 0;

      text = percent > 0 && percent < 100 ? g_strdup_printf (_ ("Loading %s… %d %%"), name, percent)
                                          : g_strdup_printf (_ ("Loading %s…"), name);
    }
  else if (app_session_is_data_stale (self->session))
    text = g_strdup (_ ("The file has changed; the run goes on with what was read before."));
  else if (model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_FILE)
    text = app_parameter_describe_data (experiment);
  /* Of rows that are taken differently now it comes with the run. */
  gtk_label_set_text (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
  follow_progress (self, loading != NULL);
  gtk_widget_set_visible (self->stop, loading != NULL);
  gtk_widget_set_visible (self->again,
                          loading == NULL && app_session_is_data_stale (self->session));
}

static void
update (AppParameterRow *self)
{
  const ModelExperiment *experiment = app_session_get_experiment (self->session);

  self->updating = TRUE;
  if (app_parameter (self->id)->type == MODEL_TYPE_CHOICE)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice),
                                (guint) app_parameter_get (self->id, experiment));
  else
    update_entry (self, experiment);
  update_slider (self, experiment);
  update_note (self, experiment);
  gtk_widget_set_visible (self->columns, self->id == MODEL_FILE &&
                                             model_experiment_get_int (experiment, MODEL_SOURCE) ==
                                                 MODEL_SOURCE_FILE);
  gtk_widget_set_visible (GTK_WIDGET (self), app_parameter_applies (self->id, experiment));
  self->updating = FALSE;
}

static void
experiment_changed_cb (AppParameterRow *self)
{
  show_error (self, NULL);
  update (self);
}

/* Takes over a value that was not refused, otherwise shows why it was. Whether it is taken. */
static gboolean
finish (AppParameterRow *self, gboolean accepted, const ModelExperiment *changed, GError *error)
{
  if (accepted)
    accepted = app_session_set_experiment (self->session, changed, &error);
  show_error (self, error);
  if (accepted)
    update (self);
  g_clear_error (&error);
  return accepted;
}

static void
set_value (AppParameterRow *self, double value)
{
  ModelExperiment changed = *app_session_get_experiment (self->session);
  GError *error = NULL;
  gboolean accepted = app_parameter_set (self->id, value, &changed, &error);

  finish (self, accepted, &changed, error);
}

/* What comes of it is told by data_changed_cb(). */
static void
choose_file (AppParameterRow *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strstrip (g_strdup (text));

  if (g_strcmp0 (path, app_session_get_loading (self->session)) != 0 &&
      !app_session_choose_file (self->session, path, &error))
    show_error (self, error);
}

void
app_parameter_row_commit (AppParameterRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  ModelExperiment changed = *app_session_get_experiment (self->session);
  GError *error = NULL;
  gboolean accepted;

  if (g_strcmp0 (text, self->shown) == 0)
    {
      show_error (self, NULL);
      return;
    }
  if (self->id == MODEL_FILE)
    {
      choose_file (self, text);
      return;
    }
  accepted = app_parameter_parse (self->id, text, &changed, &error);
  /* "0.50" where 0.5 is shown: nothing changes but the text. */
  if (finish (self, accepted, &changed, error))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), self->shown);
}

static void
chosen_cb (AppParameterRow *self, const char *path)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), path);
  app_parameter_row_commit (self);
}

void
app_parameter_row_reset (AppParameterRow *self)
{
  if (app_parameter (self->id)->type != MODEL_TYPE_TEXT)
    {
      set_value (self, app_parameter (self->id)->fallback);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  app_parameter_row_commit (self);
}

static void
value_changed_cb (AppParameterRow *self)
{
  double position = gtk_adjustment_get_value (self->adjustment);

  if (!self->updating)
    set_value (self, app_parameter_from_position (self->id, position));
}

static void
selected_cb (AppParameterRow *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice));

  if (!self->updating && selected != GTK_INVALID_LIST_POSITION)
    set_value (self, selected);
}

static void
reset_pressed_cb (AppParameterRow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  if (n_press != 2)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  app_parameter_row_reset (self);
}

/* Up and down step through the numbers, as in a spin button; Escape takes back what was typed. */
static gboolean
key_pressed_cb (AppParameterRow *self, guint key, guint code, GdkModifierType state)
{
  const ModelParameter *p = app_parameter (self->id);
  double value = app_parameter_get (self->id, app_session_get_experiment (self->session));
  double step = p->slider_step > 0 && !p->slider_logarithmic ? p->slider_step : 1;
  int direction = key == GDK_KEY_Up ? 1 : key == GDK_KEY_Down ? -1 : 0;

  if (key == GDK_KEY_Escape &&
      g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->shown) != 0)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), self->shown);
      show_error (self, NULL);
      return TRUE;
    }
  if (direction == 0 || p->type == MODEL_TYPE_TEXT)
    return FALSE;
  if (p->slider_logarithmic)
    gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_value (self->adjustment) +
                                                    direction * p->slider_step);
  else
    set_value (self, CLAMP (value + direction * step, p->minimum, p->maximum));
  return TRUE;
}

/* The slider, which has Up and Down of its own. */
static gboolean
slider_key_pressed_cb (AppParameterRow *self, guint key, guint code, GdkModifierType state)
{
  if (key != GDK_KEY_Delete && key != GDK_KEY_BackSpace)
    return FALSE;
  app_parameter_row_reset (self);
  return TRUE;
}

static void
app_parameter_row_finalize (GObject *object)
{
  AppParameterRow *self = APP_PARAMETER_ROW (object);

  follow_progress (self, FALSE);
  g_clear_object (&self->session);
  g_free (self->shown);
  G_OBJECT_CLASS (app_parameter_row_parent_class)->finalize (object);
}

static void
stop_cb (AppParameterRow *self)
{
  app_session_stop_loading (self->session);
}

static void
again_cb (AppParameterRow *self)
{
  app_session_read_data_again (self->session);
}

static void
fill_choices (AppParameterRow *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  const ModelParameter *p = app_parameter (self->id);

  for (int i = 0; p->choices[i].name != NULL; i++)
    gtk_string_list_append (list, study_parameter_text_get_choice ((ModelKey) self->id, i));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->choice), G_LIST_MODEL (list));
}

static void
set_accessible_names (AppParameterRow *self)
{
  g_autofree char *name = plot_label_speak (_ (app_parameter (self->id)->label));
  GtkWidget *const widgets[] = { self->entry, self->slider, self->choice };

  for (gsize i = 0; i < G_N_ELEMENTS (widgets); i++)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widgets[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    _ (app_parameter (self->id)->help), -1);
  app_style_name_choice (self->choice, self->choice);
}

static void
app_parameter_row_constructed (GObject *object)
{
  AppParameterRow *self = APP_PARAMETER_ROW (object);
  const ModelParameter *p = app_parameter (self->id);
  g_autofree char *help = app_parameter_dup_help (self->id);

  G_OBJECT_CLASS (app_parameter_row_parent_class)->constructed (object);
  app_style_set_label (self->name, _ (p->label));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), help);
  gtk_widget_set_visible (self->choice, p->type == MODEL_TYPE_CHOICE);
  gtk_widget_set_visible (self->field, p->type != MODEL_TYPE_CHOICE);
  gtk_widget_set_visible (self->browse, self->id == MODEL_FILE || self->id == MODEL_LOG);
  gtk_widget_set_visible (self->slider, p->slider_step > 0);
  gtk_widget_set_visible (self->ends, self->id == MODEL_FUSION);
  if (p->type == MODEL_TYPE_CHOICE)
    fill_choices (self);
  if (p->type == MODEL_TYPE_TEXT)
    {
      gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head), GTK_ORIENTATION_VERTICAL);
      gtk_editable_set_alignment (GTK_EDITABLE (self->entry), 0);
      gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), p->zero != NULL ? _ (p->zero) : "");
      gtk_widget_set_hexpand (self->entry, TRUE);
    }
  /* Scrolling the sidebar must not change what happens to pass under the pointer. */
  app_style_mute_controllers (self->slider, GTK_TYPE_EVENT_CONTROLLER_SCROLL);
  set_accessible_names (self);
}

static void
app_parameter_row_set_property (GObject *object,
                                guint property,
                                const GValue *value,
                                GParamSpec *pspec)
{
  if (!app_parameter_find (g_value_get_string (value), &APP_PARAMETER_ROW (object)->id))
    g_critical ("no such parameter: %s", g_value_get_string (value));
}

static void
app_parameter_row_class_init (AppParameterRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = app_parameter_row_set_property;
  object_class->constructed = app_parameter_row_constructed;
  object_class->finalize = app_parameter_row_finalize;
  g_object_class_install_property (
      object_class, PROP_PARAMETER,
      g_param_spec_string ("parameter", NULL, NULL, "rho",
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));

  g_type_ensure (APP_TYPE_FILE_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/plateau_lab/Plateau/ui/parameter_row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppParameterRow, head);
  gtk_widget_class_bind_template_child (widget_class, AppParameterRow, name);
  gtk_widget_class_bind_template_child (widget_class, AppParameterRow, field);
  gtk_widget_class_bind_template_child (widget_class, AppParameterRow, entry);
  gtk_widget_class_bind_template_child (widget_class, AppParameterRow, browse);
  gtk_widget_class_bind_template_child (widget_class, AppParameterRow, columns);
  gtk_widget_class_bind_template_child (widget_class, AppParameterRow, choice);
  gtk_widget_class_bind_template_child (widget_class, AppParameterRow, slider);
  gtk_widget_class_bind_template_child (widget_class, AppParameterRow, ends);
  gtk_widget_class_bind_template_child (widget_class, AppParameterRow, note);
  gtk_widget_class_bind_template_child (widget_class, AppParameterRow, again);
  gtk_widget_class_bind_template_child (widget_class, AppParameterRow, stop);
  gtk_widget_class_bind_template_child (widget_class, AppParameterRow, error);
  gtk_widget_class_bind_template_child (widget_class, AppParameterRow, adjustment);
  gtk_widget_class_bind_template_callback (widget_class, app_parameter_row_commit);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, slider_key_pressed_cb);
}

static void
app_parameter_row_init (AppParameterRow *self)
{
  self->updating = TRUE; /* until there is a session */
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
log_changed_cb (AppParameterRow *self)
{
  show_message (self, app_session_get_log_problem (self->session));
  update_note (self, app_session_get_experiment (self->session));
}

static void
data_changed_cb (AppParameterRow *self)
{
  show_message (self, app_session_get_data_error (self->session));
  update_note (self, app_session_get_experiment (self->session));
  if (app_session_has_refused (self->session))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.columns", NULL);
}

/* Of numbers only the automatic ones depend on the run. */
static void
run_changed_cb (AppParameterRow *self)
{
  if (self->id == MODEL_FILE)
    {
      update_note (self, app_session_get_experiment (self->session));
      return;
    }
  if (app_parameter_get (self->id, app_session_get_experiment (self->session)) == 0)
    update (self);
}

void
app_parameter_row_set_session (AppParameterRow *self, AppSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  app_listen (session, "experiment-changed", G_CALLBACK (experiment_changed_cb), self);
  if (self->id == MODEL_FILE)
    app_listen (session, "data-changed", G_CALLBACK (data_changed_cb), self);
  if (self->id == MODEL_LOG)
    app_listen (session, "data-changed", G_CALLBACK (log_changed_cb), self);
  if (self->id == MODEL_INIT_SCALE || self->id == MODEL_LEARNING_RATE || self->id == MODEL_FILE)
    app_listen (session, "run-changed", G_CALLBACK (run_changed_cb), self);
  update (self);
}

int
app_parameter_row_get_parameter (AppParameterRow *self)
{
  return self->id;
}

GtkAdjustment *
app_parameter_row_get_adjustment (AppParameterRow *self)
{
  return self->adjustment;
}

GtkWidget *
app_parameter_row_get_slider (AppParameterRow *self)
{
  return self->slider;
}

GtkWidget *
app_parameter_row_get_entry (AppParameterRow *self)
{
  return self->entry;
}

GtkWidget *
app_parameter_row_get_browse (AppParameterRow *self)
{
  return self->browse;
}

GtkWidget *
app_parameter_row_get_stop (AppParameterRow *self)
{
  return self->stop;
}

GtkWidget *
app_parameter_row_get_again (AppParameterRow *self)
{
  return self->again;
}

const char *
app_parameter_row_get_note (AppParameterRow *self)
{
  return gtk_label_get_text (self->note);
}

const char *
app_parameter_row_get_error (AppParameterRow *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->error)) ? gtk_label_get_text (self->error)
                                                           : NULL;
}
