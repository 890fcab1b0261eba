/* The dialog for data of one's own, behind a button. */
#include "app/base/file_button.h"

#include "app/base/listen.h"

#include <glib/gi18n-lib.h>

struct _AppFileButton
{
  GtkButton parent_instance;

  GtkFileChooserNative *dialog; /* while it is open */
};

G_DEFINE_FINAL_TYPE (AppFileButton, app_file_button, GTK_TYPE_BUTTON)

static guint chosen_signal;

static void
response_cb (AppFileButton *self, int response, GtkFileChooserNative *dialog)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  g_clear_object (&self->dialog);
  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    g_signal_emit (self, chosen_signal, 0, path);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *suffix)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  if (suffix != NULL)
    gtk_file_filter_add_suffix (filter, suffix);
  else
    gtk_file_filter_add_pattern (filter, "*");
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
app_file_button_clicked (GtkButton *button)
{
  AppFileButton *self = APP_FILE_BUTTON (button);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->dialog != NULL)
    return;
  self->dialog = gtk_file_chooser_native_new (_ ("Choose Data"), GTK_WINDOW (root),
                                              GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->dialog), TRUE);
  add_filter (GTK_FILE_CHOOSER (self->dialog), _ ("CSV tables"), "csv");
  add_filter (GTK_FILE_CHOOSER (self->dialog), _ ("All files"), NULL);
  app_listen (self->dialog, "response", G_CALLBACK (response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->dialog));
}

static void
app_file_button_dispose (GObject *object)
{
  AppFileButton *self = APP_FILE_BUTTON (object);

  if (self->dialog != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->dialog));
  g_clear_object (&self->dialog);
  G_OBJECT_CLASS (app_file_button_parent_class)->dispose (object);
}

static void
app_file_button_class_init (AppFileButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_file_button_dispose;
  GTK_BUTTON_CLASS (klass)->clicked = app_file_button_clicked;
  chosen_signal = g_signal_new ("chosen", APP_TYPE_FILE_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
app_file_button_init (AppFileButton *self)
{
  const char *name = _ ("Choose a CSV file");

  gtk_button_set_icon_name (GTK_BUTTON (self), "document-open-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkFileChooserNative *
app_file_button_get_dialog (AppFileButton *self)
{
  return self->dialog;
}
