/* The desktop's file chooser, and its file manager. */
#include "app/export/export_chooser.h"

#include <glib/gi18n-lib.h>

#define MANAGER "org.freedesktop.FileManager1"
#define TIMEOUT_MS 3000

struct AppExportChooser
{
  GtkWindow *parent; /* owns this */
  AppExportChooserFunc chosen;
  gpointer data;
  char *folder;            /* the last one chosen, or NULL */
  GtkNativeDialog *dialog; /* while it asks, or NULL */
};

AppExportChooser *
app_export_chooser_new (GtkWindow *parent, AppExportChooserFunc chosen, gpointer data)
{
  AppExportChooser *self = g_new0 (AppExportChooser, 1);

  *self = (AppExportChooser){ .parent = parent, .chosen = chosen, .data = data };
  return self;
}

static void
drop_dialog (AppExportChooser *self)
{
  if (self->dialog != NULL)
    g_signal_handlers_disconnect_by_data (self->dialog, self);
  g_clear_object (&self->dialog);
}

void
app_export_chooser_free (AppExportChooser *self)
{
  if (self == NULL)
    return;
  drop_dialog (self);
  g_free (self->folder);
  g_free (self);
}

static void
response_cb (AppExportChooser *self, int response, GtkFileChooser *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  drop_dialog (self);
  if (response != GTK_RESPONSE_ACCEPT || path == NULL)
    return;
  g_free (self->folder);
  self->folder = g_path_get_dirname (path);
  self->chosen (path, self->data);
}

void
app_export_chooser_ask (AppExportChooser *self, const char *name)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Save As"), self->parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autoptr (GFile) folder = self->folder != NULL ? g_file_new_for_path (self->folder) : NULL;

  drop_dialog (self);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
  g_signal_connect_swapped (chooser, "response", G_CALLBACK (response_cb), self);
  self->dialog = GTK_NATIVE_DIALOG (chooser);
  gtk_native_dialog_show (self->dialog);
}

/* What is to be shown, and for which window. */
typedef struct
{
  GtkWindow *parent;
  char *uri;
} Place;

static void
shown_cb (GObject *bus, GAsyncResult *result, gpointer data)
{
  Place *place = data;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, NULL);
  g_autoptr (GFile) file = g_file_new_for_uri (place->uri), folder = g_file_get_parent (file);
  g_autofree char *uri = g_file_get_uri (folder);

  if (answer == NULL)
    gtk_show_uri (place->parent, uri, GDK_CURRENT_TIME);
  g_object_unref (place->parent);
  g_free (place->uri);
  g_free (place);
}

void
app_export_chooser_show (GtkWindow *parent, const char *path)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path), folder = g_file_get_parent (file);
  g_autofree char *uri = g_file_get_uri (folder);
  Place *place;

  if (bus == NULL)
    {
      gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
      return;
    }
  place = g_new0 (Place, 1);
  place->parent = g_object_ref (parent);
  place->uri = g_file_get_uri (file);
  g_dbus_connection_call (bus, MANAGER, "/org/freedesktop/FileManager1", MANAGER, "ShowItems",
                          g_variant_new_parsed ("([%s], '')", place->uri), NULL,
                          G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, NULL, shown_cb, place);
}
