/* Files of the window: dialogs, recent files, drops. */
#include "app/window/document.h"

#include <glib/gi18n-lib.h>

#define MOST_RECENT 8
#define MOST_SHEETS 3

struct AppDocument
{
  GtkApplicationWindow *window; /* owns this */
  AdwViewStack *pages;
  gulong handler; /* of pages */
  AppSheet *sheets[MOST_SHEETS];
  int n_sheets;
  GMenu *recent;
  AppDocumentOpenFunc open;
  AppDocumentNotifyFunc notify;
  GtkFileChooserNative *dialog; /* while it is open */
  AppSheet *saving;             /* what the dialog is about to save, or NULL */

  GtkWidget *question; /* or NULL */
  gboolean all;
  AppDocumentClosedFunc closed; /* NULL: nobody waits for what is being saved */
};

static void
tell (AppDocument *self, const char *message)
{
  self->notify (GTK_WINDOW (self->window), message);
}

AppSheet *
app_document_get_front (AppDocument *self)
{
  const char *page = adw_view_stack_get_visible_child_name (self->pages);

  for (int i = 0; i < self->n_sheets; i++)
    if (g_strcmp0 (app_sheet_get_class (self->sheets[i])->page, page) == 0)
      return self->sheets[i];
  return NULL;
}

GFile *
app_document_get_file (AppDocument *self)
{
  AppSheet *front = app_document_get_front (self);

  return front != NULL ? app_sheet_get_file (front) : NULL;
}

static void
update_title (AppDocument *self)
{
  GFile *file = app_document_get_file (self);
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;
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

void
app_document_opened (AppDocument *self, AppSheet *sheet, GFile *file, gboolean own)
{
  app_sheet_settle (sheet, own ? file : NULL);
  if (own)
    add_recent (file);
  update_title (self);
}

gboolean
app_document_has_file (AppDocument *self, GFile *file)
{
  for (int i = 0; i < self->n_sheets; i++)
    {
      GFile *present = app_sheet_get_file (self->sheets[i]);

      if (present != NULL && g_file_equal (present, file))
        return TRUE;
    }
  return FALSE;
}

gboolean
app_document_is_used (AppDocument *self)
{
  for (int i = 0; i < self->n_sheets; i++)
    if (app_sheet_get_file (self->sheets[i]) != NULL || app_sheet_is_modified (self->sheets[i]))
      return TRUE;
  return FALSE;
}

static gboolean
save (AppDocument *self, AppSheet *sheet, GFile *file, GError **error)
{
  if (!app_sheet_save (sheet, file, error))
    return FALSE;
  add_recent (file);
  update_title (self);
  return TRUE;
}

gboolean
app_document_save (AppDocument *self, GFile *file, GError **error)
{
  return save (self, app_document_get_front (self), file, error);
}

static gboolean
save_and_tell (AppDocument *self, AppSheet *sheet, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *message = NULL;
  const gboolean saved = save (self, sheet, file, &error);

  if (saved)
    message = g_strdup_printf (_ ("Saved %s"), name);
  tell (self, saved ? message : error->message);
  return saved;
}

/* A name without a suffix gets ours. */
static GFile *
complete_name (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *completed = g_strconcat (name, APP_SHEET_SUFFIX, NULL);
  g_autoptr (GFile) folder = g_file_get_parent (file);

  if (g_str_has_suffix (name, APP_SHEET_SUFFIX) || folder == NULL)
    return g_object_ref (file);
  return g_file_get_child (folder, completed);
}

static void save_next (AppDocument *self);

static void
response_cb (AppDocument *self, int response, GtkFileChooserNative *dialog)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  AppSheet *saving = g_steal_pointer (&self->saving);
  gboolean saved = FALSE;

  g_clear_object (&self->dialog);
  if (response == GTK_RESPONSE_ACCEPT && file != NULL && saving != NULL)
    {
      g_autoptr (GFile) completed = complete_name (file);
      saved = save_and_tell (self, saving, completed);
    }
  else if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    self->open (GTK_WINDOW (self->window), file);
  if (saved && self->closed != NULL)
    save_next (self);
  else
    self->closed = NULL;
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

/* @saving: NULL: to open something, as on the page in front */
static void
show_dialog (AppDocument *self, AppSheet *saving)
{
  static const char *const own[] = { "*" APP_SHEET_SUFFIX, NULL };
  static const char *const readable[] = {
    "*" APP_SHEET_SUFFIX, "*.ini", "*.png", "*.svg", "*.pdf", "*.csv", NULL
  };
  static const char *const all[] = { "*", NULL };
  AppSheet *sheet = saving != NULL ? saving : app_document_get_front (self);
  const AppSheetClass *klass = app_sheet_get_class (sheet);
  g_autofree char *name = g_strconcat (klass->name, APP_SHEET_SUFFIX, NULL);
  GtkFileChooser *chooser;

  if (self->dialog != NULL)
    return;
  self->saving = saving;
  self->dialog = gtk_file_chooser_native_new (
      saving != NULL ? _ (klass->save) : _ (klass->open), GTK_WINDOW (self->window),
      saving != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN,
      saving != NULL ? _ ("_Save") : _ ("_Open"), NULL);
  chooser = GTK_FILE_CHOOSER (self->dialog);
  add_filter (chooser, saving != NULL ? _ (klass->all) : _ ("Experiments and exported files"),
              saving != NULL ? own : readable);
  add_filter (chooser, _ ("All files"), all);
  if (app_sheet_get_file (sheet) != NULL)
    gtk_file_chooser_set_file (chooser, app_sheet_get_file (sheet), NULL);
  else if (saving != NULL)
    gtk_file_chooser_set_current_name (chooser, name);
  g_signal_connect_swapped (self->dialog, "response", G_CALLBACK (response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->dialog));
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_dialog (data, NULL);
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
  show_dialog (data, app_document_get_front (data));
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GFile *file = app_document_get_file (data);

  if (file == NULL)
    save_as_cb (action, parameter, data);
  else
    save_and_tell (data, app_document_get_front (data), file);
}

static gboolean
is_asked_about (const AppDocument *self, const AppSheet *sheet)
{
  return (self->all || app_sheet_get_file (sheet) != NULL) && app_sheet_is_modified (sheet);
}

/* Of what was asked about; where there is none left, all is done. */
static void
save_next (AppDocument *self)
{
  AppDocumentClosedFunc closed = self->closed;

  for (int i = 0; i < self->n_sheets; i++)
    {
      GFile *file = app_sheet_get_file (self->sheets[i]);

      if (!is_asked_about (self, self->sheets[i]))
        continue;
      if (file == NULL)
        {
          show_dialog (self, self->sheets[i]);
          return;
        }
      if (!save_and_tell (self, self->sheets[i], file))
        {
          self->closed = NULL;
          return;
        }
    }
  self->closed = NULL;
  closed (GTK_WINDOW (self->window), TRUE);
}

static void
answer_cb (AppDocument *self, const char *answer)
{
  AppDocumentClosedFunc closed = self->closed;

  self->question = NULL;
  if (g_str_equal (answer, "save"))
    {
      save_next (self);
      return;
    }
  self->closed = NULL;
  if (g_str_equal (answer, "discard"))
    closed (GTK_WINDOW (self->window), FALSE);
}

/* "“a.plateau”, “sweep.plateau”": what would be lost. Owned by the caller. */
static char *
list_asked_about (const AppDocument *self)
{
  GString *list = g_string_new (NULL);

  for (int i = 0; i < self->n_sheets; i++)
    {
      GFile *file = app_sheet_get_file (self->sheets[i]);
      g_autofree char *name =
          file != NULL
              ? g_file_get_basename (file)
              : g_strconcat (app_sheet_get_class (self->sheets[i])->name, APP_SHEET_SUFFIX, NULL);

      if (!is_asked_about (self, self->sheets[i]))
        continue;
      if (list->len > 0)
        g_string_append (list, ", ");
      g_string_append_printf (list, _ ("“%s”"), name);
    }
  return g_string_free (list, FALSE);
}

static void
ask (AppDocument *self, const char *names)
{
  g_autofree char *body = g_strdup_printf (
      _ ("Changes to %s are not saved. What is not saved is lost for good."), names);
  AdwMessageDialog *dialog;

  self->question = adw_message_dialog_new (GTK_WINDOW (self->window), _ ("Save Changes?"), body);
  dialog = ADW_MESSAGE_DIALOG (self->question);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "discard", _ ("_Discard"),
                                    "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (answer_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
app_document_ask (AppDocument *self, gboolean all, AppDocumentClosedFunc closed)
{
  g_autofree char *names = NULL;

  if (self->closed != NULL)
    return TRUE;
  self->all = all;
  names = list_asked_about (self);
  if (*names == '\0')
    return FALSE;
  self->closed = closed;
  ask (self, names);
  return TRUE;
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
                  AdwViewStack *pages,
                  GMenu *recent,
                  AppDocumentOpenFunc open,
                  AppDocumentNotifyFunc notify)
{
  AppDocument *self = g_new0 (AppDocument, 1);
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->window = window;
  self->pages = g_object_ref (pages);
  self->recent = g_object_ref (recent);
  self->open = open;
  self->notify = notify;
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (drop));
  g_signal_connect_swapped (gtk_recent_manager_get_default (), "changed",
                            G_CALLBACK (recent_changed_cb), self);
  self->handler = g_signal_connect_swapped (pages, "notify::visible-child-name",
                                            G_CALLBACK (update_title), self);
  recent_changed_cb (self);
  return self;
}

AppSheet *
app_document_add (AppDocument *self, const AppSheetClass *klass, gpointer owner)
{
  g_return_val_if_fail (self->n_sheets < MOST_SHEETS, NULL);

  return self->sheets[self->n_sheets++] = app_sheet_new (klass, owner);
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
  if (self->question != NULL)
    gtk_window_destroy (GTK_WINDOW (self->question));
  g_signal_handler_disconnect (self->pages, self->handler);
  for (int i = 0; i < self->n_sheets; i++)
    app_sheet_free (self->sheets[i]);
  g_object_unref (self->pages);
  g_object_unref (self->recent);
  g_free (self);
}

void
app_document_store (AppDocument *self, GKeyFile *file)
{
  for (int i = 0; i < self->n_sheets; i++)
    app_sheet_store (self->sheets[i], file);
}

void
app_document_restore (AppDocument *self, GKeyFile *file)
{
  for (int i = 0; i < self->n_sheets; i++)
    app_sheet_restore (self->sheets[i], file);
  update_title (self);
}
