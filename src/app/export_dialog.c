/* The export dialog: computes what is chosen in a thread, previews it, writes it in another. */
#include "app/export_dialog.h"

#include "app/export_preview.h"
#include "app/session_view.h"
#include "plot/label.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct
{
  const char *ending, *name;
} Format;

/* Names are marks of their own; no translation changes them. */
static const Format formats[] = {
  { ".png", "PNG" }, { ".svg", "SVG" }, { ".pdf", "PDF" }, { ".csv", "CSV" }
};

struct _AppExportDialog
{
  AdwWindow parent_instance;

  AppExportPreview *preview;
  GtkWidget *spinner, *controls, *page_group, *playhead_row, *dpi_row;
  AdwComboRow *subject, *format, *style;
  GtkSpinButton *width, *height, *dpi, *font_size;
  GtkSwitch *at_playhead, *transparent;
  GtkLabel *message;

  PlotProvenance provenance; /* of the run when the dialog was opened */
  GPtrArray *figures;        /* borrowed PlotFigure, as in the list of subjects */
  AppFigureTask *task;       /* or NULL */
  AppFigure *figure;         /* the newest that is computed, or NULL */
  gboolean saving;
  gboolean filling; /* the controls are being set, nobody has changed them */
  char *folder;     /* the last one chosen, or NULL */
  GtkNativeDialog *chooser;
};

G_DEFINE_FINAL_TYPE (AppExportDialog, app_export_dialog, ADW_TYPE_WINDOW)

static const PlotFigure *
get_figure (AppExportDialog *self)
{
  return g_ptr_array_index (self->figures, adw_combo_row_get_selected (self->subject));
}

static const Format *
get_format (AppExportDialog *self)
{
  return &formats[MIN (adw_combo_row_get_selected (self->format), G_N_ELEMENTS (formats) - 1)];
}

static void
read_options (AppExportDialog *self, PlotExport *options, PlotView *view)
{
  plot_export_init (options);
  options->width = gtk_spin_button_get_value (self->width);
  options->height = gtk_spin_button_get_value (self->height);
  options->dpi = gtk_spin_button_get_value (self->dpi);
  options->font_size = gtk_spin_button_get_value (self->font_size);
  options->style = (PlotStyle) adw_combo_row_get_selected (self->style);
  options->transparent = gtk_switch_get_active (self->transparent);
  *view = self->provenance.view;
  if (!gtk_switch_get_active (self->at_playhead))
    view->playhead = INFINITY;
}

static void
tell (AppExportDialog *self, const char *text, gboolean is_error)
{
  GtkWidget *label = GTK_WIDGET (self->message);

  gtk_label_set_text (self->message, text);
  if (is_error)
    gtk_widget_add_css_class (label, "error");
  else
    gtk_widget_remove_css_class (label, "error");
}

/* "85 × 60 mm", for PNG "1004 × 709 pixels": what one wants to know before saving. */
static void
tell_size (AppExportDialog *self, const PlotExport *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const gboolean pixels = g_str_equal (get_format (self)->ending, ".png");
  int width, height;

  plot_export_get_pixels (options, &width, &height);
  if (!plot_export_check (options, pixels, &error))
    text = g_strdup (error->message);
  else if (pixels)
    text = g_strdup_printf (_ ("%d × %d pixels"), width, height);
  else
    text = g_strdup ("");
  tell (self, text, error != NULL);
}

static void
set_enabled (AppExportDialog *self)
{
  const gboolean ready = app_export_dialog_is_ready (self) && !self->saving;
  const gboolean table = g_str_equal (get_format (self)->ending, ".csv");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.save", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.copy", ready && !table);
  gtk_widget_set_sensitive (self->controls, !self->saving);
  gtk_widget_set_sensitive (self->page_group, !table);
  gtk_widget_set_sensitive (self->dpi_row, g_str_equal (get_format (self)->ending, ".png"));
  gtk_widget_set_visible (self->spinner, self->task != NULL || self->saving);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->task != NULL || self->saving);
}

static void
show_options (AppExportDialog *self)
{
  PlotExport options;
  PlotView view;

  read_options (self, &options, &view);
  app_export_preview_show (self->preview, self->figure, &view, &options);
  tell_size (self, &options);
  set_enabled (self);
}

static void
changed_cb (AppExportDialog *self)
{
  if (!self->filling)
    show_options (self);
}

static void
computed_cb (AppFigure *figure, const GError *error, gpointer data)
{
  AppExportDialog *self = data;

  g_clear_pointer (&self->task, app_figure_task_free);
  if (figure != NULL)
    self->figure = app_figure_ref (figure);
  show_options (self);
  if (error != NULL)
    tell (self, error->message, TRUE);
}

/* Its own size, and its run. */
static void
subject_cb (AppExportDialog *self)
{
  const PlotFigure *figure;
  double width, height;

  if (self->filling)
    return;
  figure = get_figure (self);
  plot_figure_get_size (figure, &width, &height);
  self->filling = TRUE;
  gtk_spin_button_set_value (self->width, width);
  gtk_spin_button_set_value (self->height, height);
  self->filling = FALSE;
  g_strlcpy (self->provenance.figure, plot_figure_get_name (figure),
             sizeof self->provenance.figure);
  g_clear_pointer (&self->task, app_figure_task_free);
  g_clear_pointer (&self->figure, app_figure_unref);
  self->task = app_figure_task_start (&self->provenance, computed_cb, self);
  show_options (self);
}

typedef struct
{
  AppFigure *figure;
  PlotView view;
  PlotExport options;
  char *path;
} Saving;

static void
free_saving (gpointer data)
{
  Saving *saving = data;

  app_figure_unref (saving->figure);
  g_free (saving->path);
  g_free (saving);
}

/* A folder that has gone is a thing to say in so many words. */
static gboolean
check_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
               _ ("The folder %s is no longer there: choose another"), folder);
  return FALSE;
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Saving *saving = data;
  g_autoptr (GError) error = NULL;

  if (check_folder (saving->path, &error) &&
      plot_figure_write (app_figure_get_data (saving->figure), &saving->view, &saving->options,
                         saving->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  AppExportDialog *self = APP_EXPORT_DIALOG (object);
  const Saving *saving = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  self->saving = FALSE;
  set_enabled (self);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    text = g_strdup_printf (_ ("Saved as %s"), saving->path);
  tell (self, error != NULL ? error->message : text, error != NULL);
}

void
app_export_dialog_save_to (AppExportDialog *self, const char *path)
{
  g_return_if_fail (app_export_dialog_is_ready (self) && !self->saving);

  g_autoptr (GTask) task = g_task_new (self, NULL, saved_cb, NULL);
  Saving *saving = g_new0 (Saving, 1);

  saving->figure = app_figure_ref (self->figure);
  read_options (self, &saving->options, &saving->view);
  saving->path = g_strdup (path);
  self->saving = TRUE;
  set_enabled (self);
  g_task_set_task_data (task, saving, free_saving);
  g_task_run_in_thread (task, save_in_thread);
}

/* What is chosen without an ending gets that of the format. */
static void
response_cb (AppExportDialog *self, int response, GtkFileChooser *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL, *whole = NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    {
      whole = plot_figure_has_ending (path, get_format (self)->ending)
                  ? g_strdup (path)
                  : g_strconcat (path, get_format (self)->ending, NULL);
      g_free (self->folder);
      self->folder = g_path_get_dirname (path);
      app_export_dialog_save_to (self, whole);
    }
  g_clear_object (&self->chooser);
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppExportDialog *self = APP_EXPORT_DIALOG (widget);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Save As"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autofree char *file = g_strdup_printf ("plateau-%s%s", plot_figure_get_name (get_figure (self)),
                                           get_format (self)->ending);
  g_autoptr (GFile) folder = self->folder != NULL ? g_file_new_for_path (self->folder) : NULL;

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), file);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  g_set_object (&self->chooser, GTK_NATIVE_DIALOG (chooser));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
  g_object_unref (chooser);
}

/* As pixels, at the resolution that is set. */
static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppExportDialog *self = APP_EXPORT_DIALOG (widget);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  PlotExport options;
  PlotView view;

  read_options (self, &options, &view);
  bytes = plot_figure_render_png (app_figure_get_data (self->figure), &view, &options, &error);
  texture = bytes != NULL ? gdk_texture_new_from_bytes (bytes, &error) : NULL;
  if (texture != NULL)
    gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
  tell (self, texture != NULL ? _ ("Copied") : error->message, texture == NULL);
}

static void
app_export_dialog_dispose (GObject *object)
{
  AppExportDialog *self = APP_EXPORT_DIALOG (object);

  g_clear_pointer (&self->task, app_figure_task_free);
  g_clear_pointer (&self->figure, app_figure_unref);
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  g_clear_pointer (&self->folder, g_free);
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (app_export_dialog_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, AppExportDialog, name)

static void
app_export_dialog_class_init (AppExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_export_dialog_dispose;
  g_type_ensure (APP_TYPE_EXPORT_PREVIEW);
  gtk_widget_class_install_action (widget_class, "export.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "export.copy", NULL, copy_cb);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/plateau_lab/Plateau/ui/export_dialog.ui");
  BIND (preview);
  BIND (spinner);
  BIND (controls);
  BIND (page_group);
  BIND (playhead_row);
  BIND (dpi_row);
  BIND (subject);
  BIND (format);
  BIND (style);
  BIND (width);
  BIND (height);
  BIND (dpi);
  BIND (font_size);
  BIND (at_playhead);
  BIND (transparent);
  BIND (message);
  gtk_widget_class_bind_template_callback (widget_class, subject_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
app_export_dialog_init (AppExportDialog *self)
{
  self->filling = TRUE; /* until all controls are there */
  gtk_widget_init_template (GTK_WIDGET (self));
  self->figures = g_ptr_array_new ();
}

static void
add_figure (AppExportDialog *self, GtkStringList *names, const PlotFigure *figure)
{
  g_autofree char *plain = NULL;
  g_autoptr (PangoAttrList) attributes = NULL;

  plot_label_parse (_ (plot_figure_get_title (figure)), &plain, &attributes);
  gtk_string_list_append (names, plain);
  g_ptr_array_add (self->figures, (gpointer) figure);
}

/* The paper's figure that is open comes first, then all plots of the run, the grid before the
 * others. */
static void
fill_lists (AppExportDialog *self, const char *own)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) format_names = gtk_string_list_new (NULL);

  if (own != NULL)
    add_figure (self, names, plot_figure_find (own, NULL));
  for (int i = plot_figure_count () - 1; i >= 0; i--)
    if (plot_figure_takes_experiment (plot_figure_at (i)))
      add_figure (self, names, plot_figure_at (i));
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    gtk_string_list_append (format_names, formats[i].name);
  adw_combo_row_set_model (self->subject, G_LIST_MODEL (names));
  adw_combo_row_set_model (self->format, G_LIST_MODEL (format_names));
  adw_combo_row_set_selected (self->style, PLOT_STYLE_PRINT);
}

AppExportDialog *
app_export_dialog_new (GtkWindow *parent, AppSession *session, const char *panels, const char *own)
{
  AppExportDialog *self = g_object_new (APP_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);

  app_session_get_provenance (session, &self->provenance);
  self->provenance.view.panels = panels != NULL ? g_intern_string (panels) : NULL;
  fill_lists (self, own);
  gtk_switch_set_active (self->at_playhead, isfinite (self->provenance.view.playhead));
  gtk_widget_set_sensitive (self->playhead_row, isfinite (self->provenance.view.playhead));
  self->filling = FALSE;
  subject_cb (self);
  return self;
}

void
app_export_dialog_choose (AppExportDialog *self, const char *figure)
{
  for (guint i = 0; i < self->figures->len; i++)
    if (g_str_equal (plot_figure_get_name (g_ptr_array_index (self->figures, i)), figure))
      adw_combo_row_set_selected (self->subject, i);
}

gboolean
app_export_dialog_is_ready (AppExportDialog *self)
{
  return self->figure != NULL;
}

gboolean
app_export_dialog_is_saving (AppExportDialog *self)
{
  return self->saving;
}

const char *
app_export_dialog_get_message (AppExportDialog *self)
{
  return gtk_label_get_text (self->message);
}
