/* The export dialog: what is chosen is computed in a thread, previewed, and written in another. */
#include "app/export/export_dialog.h"

#include "app/base/listen.h"
#include "app/export/export_chooser.h"
#include "app/export/export_format.h"
#include "app/export/export_page.h"
#include "app/export/export_preview.h"
#include "app/export/export_quick.h"
#include "app/export/export_rows.h"
#include "app/export/export_task.h"
#include "app/session/session_file.h"
#include "figure/figure_registry.h"
#include "plot/draw/label.h"
#include "run/job_slot.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Of the screen: films are not printed. */
#define FILM_DPI 120

struct _AppExportDialog
{
  AdwWindow parent_instance;

  AppExportPreview *preview;
  GtkWidget *spinner, *controls, *page_group, *film_group, *playhead_row, *compared_row, *dpi_row,
      *writing, *show_folder;
  GtkProgressBar *progress;
  AdwComboRow *subject, *format, *style, *page;
  GtkSpinButton *width, *height, *dpi, *font_size, *seconds, *rate;
  GtkSwitch *at_playhead, *with_compared, *transparent, *slow_down;
  GtkLabel *message;

  FigureProvenance provenance; /* of the run when the dialog was opened */
  GPtrArray *figures;          /* borrowed Figure, as in the list of subjects */
  GPtrArray *formats;          /* borrowed AppExportFormat, as in theirs */
  RunJobSlot *task;            /* AppFigureTask */
  AppFigure *figure;           /* the newest that is computed, or NULL */
  AppExportQuick *quick;
  AppExportTask *saving; /* or NULL */
  GPtrArray *given;      /* of AppFigure, as in the list: nothing is to be computed; or NULL */
  gboolean was_film;     /* the format chosen before */
  double other_dpi;      /* of pictures while a film is chosen, and the other way round */
  gboolean possible;     /* sizes and times are allowed */
  gboolean filling;      /* the controls are being set, nobody has changed them */
  double natural_height; /* of the figure at that width */
  AppExportChooser *chooser;
  AppExportRows *rows;
  char *saved; /* the file written last, or NULL */
};

G_DEFINE_FINAL_TYPE (AppExportDialog, app_export_dialog, ADW_TYPE_WINDOW)

static const Figure *
get_figure (AppExportDialog *self)
{
  return g_ptr_array_index (self->figures, adw_combo_row_get_selected (self->subject));
}

static const AppExportFormat *
get_format (AppExportDialog *self)
{
  const guint selected = adw_combo_row_get_selected (self->format);

  return g_ptr_array_index (self->formats, MIN (selected, self->formats->len - 1));
}

static void
read_options (AppExportDialog *self, FigureExport *options, StudyView *view)
{
  figure_export_init (options);
  options->width = gtk_spin_button_get_value (self->width);
  options->height = gtk_spin_button_get_value (self->height);
  options->dpi = gtk_spin_button_get_value (self->dpi);
  options->font_size = gtk_spin_button_get_value (self->font_size);
  options->style = (PlotStyle) adw_combo_row_get_selected (self->style);
  options->transparent = gtk_switch_get_active (self->transparent);
  app_export_rows_read (self->rows, options);
  *view = self->provenance.view;
  if (!gtk_switch_get_active (self->at_playhead))
    view->playhead = INFINITY;
}

static void
read_film (AppExportDialog *self, FigureFilm *film)
{
  figure_film_init (film);
  film->seconds = gtk_spin_button_get_value (self->seconds);
  film->rate = gtk_spin_button_get_value (self->rate);
  film->even = !gtk_switch_get_active (self->slow_down);
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

static void
tell_size (AppExportDialog *self, const FigureExport *options)
{
  const FigureData *figure = self->figure != NULL ? app_figure_get_data (self->figure) : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  FigureFilm film;

  read_film (self, &film);
  text = app_export_format_describe_size (get_format (self), figure, &film, options, &error);
  self->possible = error == NULL;
  tell (self, error != NULL ? error->message : text != NULL ? text : "", error != NULL);
}

static void
set_enabled (AppExportDialog *self)
{
  const AppExportFormat *format = get_format (self);
  const gboolean saving = self->saving != NULL, busy = run_job_slot_is_busy (self->task);
  const gboolean ready = app_export_dialog_is_ready (self) && !saving && self->possible;
  const gboolean table = g_str_equal (format->ending, ".csv");
  const gboolean waiting = busy || (saving && !format->is_film);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.save", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.copy", ready && !table);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.cancel", saving && format->is_film);
  gtk_widget_set_sensitive (self->controls, !saving);
  gtk_widget_set_sensitive (self->page_group, !table);
  gtk_widget_set_sensitive (self->dpi_row, app_export_format_has_pixels (format));
  gtk_widget_set_visible (self->film_group, format->is_film);
  gtk_widget_set_visible (self->playhead_row, !format->is_film && self->given == NULL);
  gtk_widget_set_visible (self->writing, saving && format->is_film);
  gtk_widget_set_visible (self->spinner, waiting);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), waiting);
}

static void
show_options (AppExportDialog *self)
{
  FigureExport options;
  StudyView view;

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

static double
get_natural_height (AppExportDialog *self)
{
  return figure_get_height (get_figure (self), &self->provenance.view,
                            gtk_spin_button_get_value (self->width),
                            gtk_spin_button_get_value (self->font_size));
}

/* The height goes along with the width and the letters, as it was in proportion before. */
static void
width_cb (AppExportDialog *self)
{
  const double before = self->natural_height;

  self->natural_height = get_natural_height (self);
  if (self->filling)
    return;
  self->filling = TRUE;
  gtk_spin_button_set_value (self->height, gtk_spin_button_get_value (self->height) *
                                               self->natural_height / before);
  self->filling = FALSE;
  show_options (self);
}

static void
set_page (AppExportDialog *self)
{
  FigureExport options;
  StudyView view;

  read_options (self, &options, &view);
  app_export_page_apply (self->page, get_figure (self), &view, &options);
  self->filling = TRUE;
  gtk_spin_button_set_value (self->width, options.width);
  gtk_spin_button_set_value (self->height, options.height);
  gtk_spin_button_set_value (self->font_size, options.font_size);
  adw_combo_row_set_selected (self->style, options.style);
  self->natural_height = get_natural_height (self);
  self->filling = FALSE;
}

static void
page_cb (AppExportDialog *self)
{
  if (self->filling)
    return;
  set_page (self);
  show_options (self);
}

/* Pictures and films keep a resolution each. */
static void
format_cb (AppExportDialog *self)
{
  const gboolean is_film = get_format (self)->is_film;
  const double dpi = self->other_dpi;

  if (self->filling)
    return;
  if (is_film != self->was_film)
    {
      self->other_dpi = gtk_spin_button_get_value (self->dpi);
      self->was_film = is_film;
      self->filling = TRUE;
      gtk_spin_button_set_value (self->dpi, dpi);
      self->filling = FALSE;
    }
  show_options (self);
}

static void
computed_cb (gpointer computed, gpointer data)
{
  AppFigureTask *task = computed;
  AppExportDialog *self = data;

  self->figure = g_steal_pointer (&task->figure);
  show_options (self);
  if (task->error != NULL)
    tell (self, task->error->message, TRUE);
}

static const RunJobClass task_class = { "figure", FALSE, app_figure_task_compute, computed_cb,
                                        app_figure_task_free };

/* The run, and what it is compared with as far as that is wanted. */
static void
compute_cb (AppExportDialog *self)
{
  FigureProvenance wanted = self->provenance;

  if (self->filling || self->given != NULL)
    return;
  if (!gtk_switch_get_active (self->with_compared))
    study_compared_init (&wanted.compared);
  g_strlcpy (wanted.figure, figure_get_name (get_figure (self)), sizeof wanted.figure);
  g_clear_pointer (&self->figure, app_figure_unref);
  run_job_slot_start (self->task, app_figure_task_new (&wanted));
  show_options (self);
}

static void
show_given (AppExportDialog *self)
{
  AppFigure *figure = g_ptr_array_index (self->given, adw_combo_row_get_selected (self->subject));

  g_clear_pointer (&self->figure, app_figure_unref);
  self->figure = app_figure_ref (figure);
  figure_provenance_init_figure (&self->provenance, app_figure_get_data (figure));
  show_options (self);
}

/* Each has a size of its own. */
static void
subject_cb (AppExportDialog *self)
{
  GtkStringObject *name = adw_combo_row_get_selected_item (self->subject);

  if (self->filling)
    return;
  /* A long name has no room in its row. */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->subject),
                               name != NULL ? gtk_string_object_get_string (name) : NULL);
  set_page (self);
  if (self->given != NULL)
    show_given (self);
  else
    compute_cb (self);
}

static void
saved_cb (const char *path, const GError *error, gpointer data)
{
  AppExportDialog *self = data;
  g_autofree char *text = NULL;

  g_clear_pointer (&self->saving, app_export_task_free);
  set_enabled (self);
  if (error == NULL)
    {
      text = g_strdup_printf (_ ("Saved as %s"), path);
      g_free (self->saved);
      self->saved = g_strdup (path);
      gtk_widget_set_visible (self->show_folder, TRUE);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_ ("Cancelled: nothing was written"));
  tell (self, text != NULL ? text : error->message, text == NULL);
}

static gboolean
progress_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AppExportDialog *self = APP_EXPORT_DIALOG (widget);

  if (self->saving == NULL)
    return G_SOURCE_REMOVE;
  gtk_progress_bar_set_fraction (self->progress, app_export_task_get_progress (self->saving));
  return G_SOURCE_CONTINUE;
}

void
app_export_dialog_save_to (AppExportDialog *self, const char *path)
{
  g_return_if_fail (app_export_dialog_is_ready (self) && self->saving == NULL);

  AppExportOrder order = { .figure = self->figure, .path = path };

  read_options (self, &order.options, &order.view);
  read_film (self, &order.film);
  order.is_film = figure_film_is_name (path);
  gtk_progress_bar_set_fraction (self->progress, 0);
  self->saving = app_export_task_start (&order, saved_cb, self);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), progress_cb, NULL, NULL);
  set_enabled (self);
}

static void
cancel_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppExportDialog *self = APP_EXPORT_DIALOG (widget);

  if (self->saving != NULL)
    app_export_task_cancel (self->saving);
}

static void
chosen_cb (const char *path, gpointer data)
{
  AppExportDialog *self = data;
  g_autofree char *whole = app_export_format_complete_name (get_format (self), path);

  app_export_dialog_save_to (self, whole);
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppExportDialog *self = APP_EXPORT_DIALOG (widget);
  g_autofree char *file = g_strdup_printf ("plateau-%s%s", figure_get_name (get_figure (self)),
                                           get_format (self)->ending);

  app_export_chooser_ask (self->chooser, file);
}

static void
show_folder_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppExportDialog *self = APP_EXPORT_DIALOG (widget);

  if (self->saved != NULL)
    app_export_chooser_show (GTK_WINDOW (self), self->saved);
}

static void
copied_cb (AppExportQuickKind kind, const GError *error, gpointer data)
{
  tell (data, error != NULL ? error->message : _ ("Copied"), error != NULL);
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppExportDialog *self = APP_EXPORT_DIALOG (widget);
  FigureProvenance page = self->provenance;

  read_options (self, &page.options, &page.view);
  app_export_quick_start (self->quick, APP_EXPORT_QUICK_PICTURE, &page, self->figure);
}

static void
app_export_dialog_dispose (GObject *object)
{
  AppExportDialog *self = APP_EXPORT_DIALOG (object);

  g_clear_pointer (&self->task, run_job_slot_leave);
  g_clear_pointer (&self->quick, app_export_quick_free);
  g_clear_pointer (&self->saving, app_export_task_free);
  g_clear_pointer (&self->figure, app_figure_unref);
  g_clear_pointer (&self->given, g_ptr_array_unref);
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  g_clear_pointer (&self->formats, g_ptr_array_unref);
  g_clear_pointer (&self->saved, g_free);
  g_clear_pointer (&self->chooser, app_export_chooser_free);
  g_clear_pointer (&self->rows, app_export_rows_free);
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
  gtk_widget_class_install_action (widget_class, "export.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "export.show-folder", NULL, show_folder_cb);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/plateau_lab/Plateau/ui/export_dialog.ui");
  BIND (preview);
  BIND (spinner);
  BIND (controls);
  BIND (page_group);
  BIND (page);
  BIND (film_group);
  BIND (writing);
  BIND (show_folder);
  BIND (progress);
  BIND (seconds);
  BIND (rate);
  BIND (slow_down);
  BIND (playhead_row);
  BIND (compared_row);
  BIND (with_compared);
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
  gtk_widget_class_bind_template_callback (widget_class, compute_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, width_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_cb);
}

static void
app_export_dialog_init (AppExportDialog *self)
{
  self->filling = TRUE; /* until all controls are there */
  gtk_widget_init_template (GTK_WIDGET (self));
  self->figures = g_ptr_array_new ();
  self->formats = g_ptr_array_new ();
  self->task = run_job_slot_new (&task_class, 1, self);
  self->chooser = app_export_chooser_new (GTK_WINDOW (self), chosen_cb, self);
  self->rows =
      app_export_rows_new (ADW_PREFERENCES_GROUP (self->page_group), G_CALLBACK (changed_cb), self);
  self->quick = app_export_quick_new (GTK_WIDGET (self), copied_cb, self);
  self->other_dpi = FILM_DPI;
}

static void
add_figure (AppExportDialog *self, GtkStringList *names, const Figure *figure)
{
  g_autofree char *plain = NULL;
  g_autoptr (PangoAttrList) attributes = NULL;

  plot_label_parse (_ (figure_get_title (figure)), &plain, &attributes);
  gtk_string_list_append (names, plain);
  g_ptr_array_add (self->figures, (gpointer) figure);
}

/* The paper's figure that is open comes first, then all plots of the run, the grid before the
 * others. */
static void
fill_subjects (AppExportDialog *self, const char *own)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (own != NULL)
    add_figure (self, names, figure_find (own, NULL));
  for (int i = figure_count () - 1; i >= 0; i--)
    if (figure_takes_experiment (figure_at (i)))
      add_figure (self, names, figure_at (i));
  adw_combo_row_set_model (self->subject, G_LIST_MODEL (names));
}

static void
fill_formats (AppExportDialog *self, gboolean films)
{
  g_autoptr (GListModel) names = app_export_format_list (films, self->formats);

  adw_combo_row_set_model (self->format, names);
  adw_combo_row_set_selected (self->style, PLOT_STYLE_PRINT);
  app_export_page_fill (self->page);
}

AppExportDialog *
app_export_dialog_new (GtkWindow *parent, AppSession *session, const char *panels, const char *own)
{
  AppExportDialog *self = g_object_new (APP_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);

  app_session_get_provenance (session, &self->provenance);
  self->provenance.view.panels = panels != NULL ? g_intern_string (panels) : NULL;
  fill_subjects (self, own);
  fill_formats (self, TRUE);
  gtk_switch_set_active (self->at_playhead, isfinite (self->provenance.view.playhead));
  gtk_widget_set_sensitive (self->playhead_row, isfinite (self->provenance.view.playhead));
  gtk_widget_set_visible (self->compared_row,
                          !study_compared_is_empty (&self->provenance.compared));
  self->filling = FALSE;
  subject_cb (self);
  return self;
}

AppExportDialog *
app_export_dialog_new_for (GtkWindow *parent, GPtrArray *figures)
{
  g_return_val_if_fail (figures != NULL && figures->len > 0, NULL);

  AppExportDialog *self = g_object_new (APP_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->given = g_ptr_array_new_with_free_func ((GDestroyNotify) app_figure_unref);
  for (guint i = 0; i < figures->len; i++)
    {
      AppFigure *figure = g_ptr_array_index (figures, i);

      g_ptr_array_add (self->given, app_figure_ref (figure));
      add_figure (self, names, figure_data_get_figure (app_figure_get_data (figure)));
    }
  adw_combo_row_set_model (self->subject, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->subject), figures->len > 1);
  gtk_widget_set_visible (self->compared_row, FALSE);
  fill_formats (self, FALSE);
  self->filling = FALSE;
  subject_cb (self);
  return self;
}

void
app_export_dialog_choose (AppExportDialog *self, const char *figure)
{
  for (guint i = 0; i < self->figures->len; i++)
    if (g_str_equal (figure_get_name (g_ptr_array_index (self->figures, i)), figure))
      adw_combo_row_set_selected (self->subject, i);
}

void
app_export_dialog_choose_format (AppExportDialog *self, const char *ending)
{
  for (guint i = 0; i < self->formats->len; i++)
    if (g_str_equal (((const AppExportFormat *) g_ptr_array_index (self->formats, i))->ending,
                     ending))
      adw_combo_row_set_selected (self->format, i);
}

void
app_export_dialog_set_with_compared (AppExportDialog *self, gboolean with_compared)
{
  gtk_switch_set_active (self->with_compared, with_compared);
}

void
app_export_dialog_set_film (AppExportDialog *self, double seconds, double rate)
{
  gtk_spin_button_set_value (self->seconds, seconds);
  gtk_spin_button_set_value (self->rate, rate);
}

gboolean
app_export_dialog_is_ready (AppExportDialog *self)
{
  return self->figure != NULL;
}

gboolean
app_export_dialog_is_saving (AppExportDialog *self)
{
  return self->saving != NULL;
}

const char *
app_export_dialog_get_message (AppExportDialog *self)
{
  return gtk_label_get_text (self->message);
}
