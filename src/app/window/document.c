/* Files of the window: dialogs, recent files, drops. */
#include "app/window/document.h"

#include "app/session/session_data.h"
#include "app/session/session_file.h"
#include "figure/file/provenance_file.h"
#include "model/data/file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_RECENT 8

struct AppDocument
{
  GtkApplicationWindow *window; /* owns this */
  AppSession *session;
  GMenu *recent;
  AppDocumentOpenFunc open;
  AppDocumentNotifyFunc notify;
  GFile *file;                  /* or NULL */
  GFile *opening;               /* whose data are being loaded, or NULL */
  GtkFileChooserNative *dialog; /* while it is open */
};

static void
tell (AppDocument *self, const char *message)
{
  self->notify (GTK_WINDOW (self->window), message);
}

static void
update_title (AppDocument *self)
{
  g_autofree char *name = self->file != NULL ? g_file_get_basename (self->file) : NULL;
  g_autofree char *title =
      name != NULL ? g_strdup_printf ("%s — %s", name, _ ("Plateau")) : g_strdup (_ ("Plateau"));

  gtk_window_set_title (GTK_WINDOW (self->window), title);
}

static void
add_recent (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  GtkRecentData data = { .mime_type = (char *) APP_DOCUMENT_MIME,
                         .app_name = (char *) "Plateau",
                         .app_exec = (char *) "plateau %f" };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

/* Only what was an experiment's own file is written to again. */
static void
set_file (AppDocument *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  const gboolean own = g_str_has_suffix (name, APP_DOCUMENT_SUFFIX);

  GFile *kept = own ? file : NULL;

  g_set_object (&self->file, kept);
  if (own)
    add_recent (file);
  update_title (self);
}

static char *
get_path (GFile *file, GError **error)
{
  g_autofree char *uri = g_file_get_uri (file);
  char *path = g_file_get_path (file);

  if (path == NULL)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, _ ("%s: allowed are local files"), uri);
  return path;
}

/* Its data were loaded meanwhile. */
static void
opened_cb (const GError *error, gpointer data)
{
  AppDocument *self = data;
  g_autoptr (GFile) file = g_steal_pointer (&self->opening);

  if (error != NULL)
    tell (self, error->message);
  else
    set_file (self, file);
}

gboolean
app_document_open (AppDocument *self, GFile *file, GError **error)
{
  g_autofree char *path = get_path (file, error);
  FigureProvenance provenance;

  if (path == NULL || !figure_provenance_load (&provenance, path, error))
    return FALSE;
  if (figure_provenance_needs_data (&provenance))
    {
      g_set_object (&self->opening, file);
      app_session_load_and_open (self->session, &provenance, opened_cb, self);
      return TRUE;
    }
  if (!app_session_open (self->session, &provenance, error))
    return FALSE;
  set_file (self, file);
  return TRUE;
}

gboolean
app_document_save (AppDocument *self, GFile *file, GError **error)
{
  g_autofree char *path = get_path (file, error), *text = NULL;
  FigureProvenance provenance;

  if (path == NULL)
    return FALSE;
  app_session_get_provenance (self->session, &provenance);
  text = figure_provenance_to_text (&provenance);
  if (!model_file_replace (path, text, -1, error))
    return FALSE;
  set_file (self, file);
  return TRUE;
}

GFile *
app_document_get_file (AppDocument *self)
{
  return self->file;
}

static void
save_and_tell (AppDocument *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *message = NULL;

  if (app_document_save (self, file, &error))
    message = g_strdup_printf (_ ("Saved %s"), name);
  tell (self, message != NULL ? message : error->message);
}

/* A name without a suffix gets ours. */
static GFile *
complete_name (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *completed = g_strconcat (name, APP_DOCUMENT_SUFFIX, NULL);
  g_autoptr (GFile) folder = g_file_get_parent (file);

  if (g_str_has_suffix (name, APP_DOCUMENT_SUFFIX) || folder == NULL)
    return g_object_ref (file);
  return g_file_get_child (folder, completed);
}

static void
response_cb (AppDocument *self, int response, GtkFileChooserNative *dialog)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  const gboolean saving =
      gtk_file_chooser_get_action (GTK_FILE_CHOOSER (dialog)) == GTK_FILE_CHOOSER_ACTION_SAVE;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && saving)
    {
      g_autoptr (GFile) completed = complete_name (file);
      save_and_tell (self, completed);
    }
  else if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    self->open (GTK_WINDOW (self->window), file);
  g_clear_object (&self->dialog);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; *patterns != NULL; patterns++)
    gtk_file_filter_add_pattern (filter, *patterns);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
show_dialog (AppDocument *self, GtkFileChooserAction action, const char *title, const char *accept)
{
  static const char *const own[] = { "*" APP_DOCUMENT_SUFFIX, NULL };
  static const char *const readable[] = {
    "*" APP_DOCUMENT_SUFFIX, "*.ini", "*.png", "*.svg", "*.pdf", "*.csv", NULL
  };
  static const char *const all[] = { "*", NULL };
  const gboolean saving = action == GTK_FILE_CHOOSER_ACTION_SAVE;
  GtkFileChooser *chooser;

  if (self->dialog != NULL)
    return;
  self->dialog =
      gtk_file_chooser_native_new (title, GTK_WINDOW (self->window), action, accept, NULL);
  chooser = GTK_FILE_CHOOSER (self->dialog);
  add_filter (chooser, saving ? _ ("Experiments") : _ ("Experiments and exported files"),
              saving ? own : readable);
  add_filter (chooser, _ ("All files"), all);
  if (self->file != NULL)
    gtk_file_chooser_set_file (chooser, self->file, NULL);
  else if (saving)
    gtk_file_chooser_set_current_name (chooser, "experiment" APP_DOCUMENT_SUFFIX);
  g_signal_connect_swapped (self->dialog, "response", G_CALLBACK (response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->dialog));
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_dialog (data, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Open an Experiment"), _ ("_Open"));
}

static void
open_uri_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppDocument *self = data;
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  self->open (GTK_WINDOW (self->window), file);
}

static void
save_as_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_dialog (data, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Save the Experiment"), _ ("_Save"));
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppDocument *self = data;

  if (self->file == NULL)
    save_as_cb (action, parameter, data);
  else
    save_and_tell (self, self->file);
}

static const GActionEntry actions[] = {
  { .name = "open", .activate = open_cb },
  { .name = "open-uri", .activate = open_uri_cb, .parameter_type = "s" },
  { .name = "save", .activate = save_cb },
  { .name = "save-as", .activate = save_as_cb },
};

static int
compare_age (gconstpointer a, gconstpointer b)
{
  return -g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) a),
                               gtk_recent_info_get_modified ((GtkRecentInfo *) b));
}

static void
append_recent (AppDocument *self, GtkRecentInfo *info)
{
  /* An underscore would be a mnemonic. */
  g_auto (GStrv) parts = g_strsplit (gtk_recent_info_get_display_name (info), "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "win.open-uri", "s", gtk_recent_info_get_uri (info));
  g_menu_append_item (self->recent, item);
}

static void
recent_changed_cb (AppDocument *self)
{
  GList *items =
      g_list_sort (gtk_recent_manager_get_items (gtk_recent_manager_get_default ()), compare_age);
  int n = 0;

  g_menu_remove_all (self->recent);
  for (GList *link = items; link != NULL && n < MOST_RECENT; link = link->next)
    if (g_strcmp0 (gtk_recent_info_get_mime_type (link->data), APP_DOCUMENT_MIME) == 0 &&
        gtk_recent_info_exists (link->data))
      {
        append_recent (self, link->data);
        n++;
      }
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
}

static gboolean
drop_cb (AppDocument *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL)
    return FALSE;
  self->open (GTK_WINDOW (self->window), files->data);
  /* The others get windows of their own, as on the command line. */
  for (GSList *link = files->next; link != NULL; link = link->next)
    g_application_open (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self->window))),
                        (GFile **) &link->data, 1, "");
  return TRUE;
}

AppDocument *
app_document_new (GtkApplicationWindow *window,
                  AppSession *session,
                  GMenu *recent,
                  AppDocumentOpenFunc open,
                  AppDocumentNotifyFunc notify)
{
  AppDocument *self = g_new0 (AppDocument, 1);
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->window = window;
  self->session = g_object_ref (session);
  self->recent = g_object_ref (recent);
  self->open = open;
  self->notify = notify;
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (drop));
  g_signal_connect_swapped (gtk_recent_manager_get_default (), "changed",
                            G_CALLBACK (recent_changed_cb), self);
  recent_changed_cb (self);
  return self;
}

void
app_document_free (AppDocument *self)
{
  if (self == NULL)
    return;
  g_signal_handlers_disconnect_by_data (gtk_recent_manager_get_default (), self);
  if (self->dialog != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->dialog));
  g_clear_object (&self->dialog);
  app_session_stop_loading (self->session);
  g_clear_object (&self->opening);
  g_clear_object (&self->file);
  g_object_unref (self->recent);
  g_object_unref (self->session);
  g_free (self);
}
