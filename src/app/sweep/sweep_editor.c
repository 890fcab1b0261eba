/* A text, read a moment after the last key; the form over it. */
#include "app/sweep/sweep_editor.h"

#include "app/base/clock.h"
#include "app/base/listen.h"
#include "model/experiment/message.h"
#include "run/sweep_fault.h"

#define LONGEST_PROBLEM 400 /* characters of what is wrong with the text */
#define TYPING_PAUSE 400    /* ms after the last key, before the text is read */

struct _AppSweepEditor
{
  GtkBox parent_instance;

  GtkStack *views;
  GtkToggleButton *form_button;
  AppSweepForm *form;
  GtkTextView *text;
  GtkLabel *problem;

  GtkTextTag *fault;
  gboolean setting; /* the text is being set, nobody has changed it */
  guint typing;     /* the pending timeout, or 0 */
};

G_DEFINE_FINAL_TYPE (AppSweepEditor, app_sweep_editor, GTK_TYPE_BOX)

static guint changed_signal, read_signal;

static GtkTextBuffer *
get_buffer (AppSweepEditor *self)
{
  return gtk_text_view_get_buffer (self->text);
}

char *
app_sweep_editor_dup_text (AppSweepEditor *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, FALSE);
}

gboolean
app_sweep_editor_is_empty (AppSweepEditor *self)
{
  return gtk_text_buffer_get_char_count (get_buffer (self)) == 0;
}

gboolean
app_sweep_editor_is_typing (AppSweepEditor *self)
{
  return self->typing != 0;
}

void
app_sweep_editor_settle (AppSweepEditor *self)
{
  g_autofree char *text = app_sweep_editor_dup_text (self);

  g_clear_handle_id (&self->typing, g_source_remove);
  app_sweep_form_show (self->form, text);
}

static void
typing_cb (gpointer data)
{
  AppSweepEditor *self = data;

  self->typing = 0;
  g_signal_emit (self, read_signal, 0);
}

static void
text_changed_cb (AppSweepEditor *self)
{
  g_clear_handle_id (&self->typing, g_source_remove);
  if (self->setting)
    return;
  self->typing = app_clock_call_later (TYPING_PAUSE, typing_cb, self);
  g_signal_emit (self, changed_signal, 0);
}

void
app_sweep_editor_set_text (AppSweepEditor *self, const char *text)
{
  self->setting = TRUE;
  gtk_text_buffer_set_text (get_buffer (self), text, -1);
  self->setting = FALSE;
}

static void
edited_cb (AppSweepEditor *self, const char *text)
{
  app_sweep_editor_set_text (self, text);
  g_signal_emit (self, changed_signal, 0);
  g_signal_emit (self, read_signal, 0);
}

static void
mark (AppSweepEditor *self, int line)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line (get_buffer (self), &start, line);
  end = start;
  gtk_text_iter_forward_to_line_end (&end);
  gtk_text_buffer_apply_tag (get_buffer (self), self->fault, &start, &end);
}

static void
mark_faults (AppSweepEditor *self)
{
  g_autofree char *text = app_sweep_editor_dup_text (self);
  g_autoptr (GArray) lines = run_sweep_fault_find (text);

  for (guint i = 0; i < lines->len; i++)
    mark (self, g_array_index (lines, int, i));
}

void
app_sweep_editor_set_problem (AppSweepEditor *self, const char *problem, gboolean marks)
{
  g_autofree char *line = problem != NULL ? model_message_clean (problem, LONGEST_PROBLEM) : NULL;
  GtkTextIter start, end;

  gtk_label_set_text (self->problem, line != NULL ? line : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), line != NULL);
  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  gtk_text_buffer_remove_tag (get_buffer (self), self->fault, &start, &end);
  if (problem != NULL && marks)
    mark_faults (self);
}

const char *
app_sweep_editor_get_problem (AppSweepEditor *self)
{
  return gtk_label_get_text (self->problem);
}

gboolean
app_sweep_editor_is_marked (AppSweepEditor *self, int line)
{
  GtkTextIter start;

  gtk_text_buffer_get_iter_at_line (get_buffer (self), &start, line);
  return gtk_text_iter_has_tag (&start, self->fault);
}

static void
form_toggled_cb (AppSweepEditor *self)
{
  gtk_stack_set_visible_child_name (
      self->views, gtk_toggle_button_get_active (self->form_button) ? "form" : "text");
}

void
app_sweep_editor_show_form (AppSweepEditor *self, gboolean form)
{
  GtkToggleButton *text =
      GTK_TOGGLE_BUTTON (gtk_widget_get_next_sibling (GTK_WIDGET (self->form_button)));

  gtk_toggle_button_set_active (form ? self->form_button : text, TRUE);
}

AppSweepForm *
app_sweep_editor_get_form (AppSweepEditor *self)
{
  return self->form;
}

GtkTextView *
app_sweep_editor_get_view (AppSweepEditor *self)
{
  return self->text;
}

static void
app_sweep_editor_dispose (GObject *object)
{
  g_clear_handle_id (&APP_SWEEP_EDITOR (object)->typing, g_source_remove);
  G_OBJECT_CLASS (app_sweep_editor_parent_class)->dispose (object);
}

static void
app_sweep_editor_class_init (AppSweepEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_sweep_editor_dispose;
  g_type_ensure (APP_TYPE_SWEEP_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/plateau_lab/Plateau/ui/sweep_editor.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSweepEditor, views);
  gtk_widget_class_bind_template_child (widget_class, AppSweepEditor, form_button);
  gtk_widget_class_bind_template_child (widget_class, AppSweepEditor, form);
  gtk_widget_class_bind_template_child (widget_class, AppSweepEditor, text);
  gtk_widget_class_bind_template_child (widget_class, AppSweepEditor, problem);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_toggled_cb);
  changed_signal = g_signal_new ("changed", APP_TYPE_SWEEP_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  read_signal = g_signal_new ("read", APP_TYPE_SWEEP_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 0);
}

static void
app_sweep_editor_init (AppSweepEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->fault = gtk_text_buffer_create_tag (get_buffer (self), NULL, "underline",
                                            PANGO_UNDERLINE_ERROR, "paragraph-background-rgba",
                                            &(GdkRGBA){ 0.88, 0.11, 0.14, 0.16 }, NULL);
  app_listen (get_buffer (self), "changed", G_CALLBACK (text_changed_cb), self);
}
