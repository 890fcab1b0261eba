/* What a file is, its content tells. */
#include "app/window/opening.h"

#include "app/session/session_data.h"
#include "app/session/session_file.h"
#include "app/session/session_text.h"
#include "app/sweep/sweep_cache.h"
#include "app/sweep/sweep_state.h"
#include "figure/figure_digits.h"
#include "figure/figure_registry.h"
#include "figure/figure_sweeps.h"
#include "figure/file/provenance_file.h"
#include "model/data/input_file.h"
#include "model/experiment/key_file.h"
#include "run/sweep_files.h"

#include <glib/gi18n-lib.h>

#define SESSION_SUFFIX ".ini"

struct AppOpening
{
  GtkWindow *window;
  AppSession *session;
  AppSweepPage *sweep;
  AppDigitsPage *digits;
  AppPages *pages;
  AppDocument *document;
  AppSheet *learn_sheet, *sweep_sheet, *digits_sheet;
  AppDocumentNotifyFunc notify;
  AppAutosave *autosave; /* or NULL */
  GFile *opening;        /* whose data are being loaded, or NULL */
  gboolean is_table;     /* it is data, of which nobody has said what each column is */
};

static char *
dup_run (gpointer session, const char *path)
{
  FigureProvenance provenance;

  app_session_get_provenance (session, &provenance);
  figure_provenance_relate_data (&provenance, path);
  return figure_provenance_to_text (&provenance);
}

/* Without what changes by looking around. */
static char *
dup_run_content (gpointer session)
{
  FigureProvenance provenance;

  app_session_get_provenance (session, &provenance);
  provenance.version[0] = '\0';
  provenance.compared.has_ghost = FALSE;
  study_view_init (&provenance.view);
  return figure_provenance_to_text (&provenance);
}

static char *
dup_sweep (gpointer page, const char *path G_GNUC_UNUSED)
{
  return app_sweep_page_dup_text (page);
}

static char *
dup_sweep_content (gpointer page)
{
  return app_sweep_state_is_own (page) ? app_sweep_page_dup_text (page) : g_strdup ("");
}

static char *
dup_digits_content (gpointer page)
{
  return digits_plan_to_text (app_digits_page_get_plan (page));
}

static char *
dup_digits (gpointer page, const char *path G_GNUC_UNUSED)
{
  g_autofree char *plan = dup_digits_content (page);
  FigureProvenance provenance;

  figure_provenance_init (&provenance);
  provenance.digits = g_intern_string (plan);
  return figure_provenance_to_text (&provenance);
}

static const AppSheetClass learn_class = {
  .page = "learn",
  .name = "experiment",
  .open = N_ ("Open an Experiment"),
  .save = N_ ("Save the Experiment"),
  .all = N_ ("Experiments"),
  .dup_text = dup_run,
  .dup_content = dup_run_content,
};
static const AppSheetClass sweep_class = {
  .page = "sweep",
  .name = "sweep",
  .open = N_ ("Open a Sweep"),
  .save = N_ ("Save the Sweep"),
  .all = N_ ("Sweeps"),
  .dup_text = dup_sweep,
  .dup_content = dup_sweep_content,
};
static const AppSheetClass digits_class = {
  .page = "digits",
  .name = "digits",
  .open = N_ ("Open a Digits Run"),
  .save = N_ ("Save the Digits Run"),
  .all = N_ ("Digits runs"),
  .dup_text = dup_digits,
  .dup_content = dup_digits_content,
};

AppOpening *
app_opening_new (GtkWindow *window,
                 AppSession *session,
                 AppSweepPage *sweep,
                 AppDigitsPage *digits,
                 AppPages *pages,
                 AppDocument *document,
                 AppDocumentNotifyFunc notify)
{
  AppOpening *self = g_new0 (AppOpening, 1);

  *self = (AppOpening){ .window = window,
                        .session = g_object_ref (session),
                        .sweep = sweep,
                        .digits = digits,
                        .pages = pages,
                        .document = document,
                        .learn_sheet = app_document_add (document, &learn_class, session),
                        .sweep_sheet = app_document_add (document, &sweep_class, sweep),
                        .digits_sheet = app_document_add (document, &digits_class, digits),
                        .notify = notify };
  return self;
}

void
app_opening_free (AppOpening *self)
{
  if (self == NULL)
    return;
  app_session_stop_loading (self->session);
  g_clear_object (&self->opening);
  g_object_unref (self->session);
  g_free (self);
}

void
app_opening_set_autosave (AppOpening *self, AppAutosave *autosave)
{
  self->autosave = autosave;
}

/* Only what is of our own kind is written to again. */
static gboolean
is_own (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return g_str_has_suffix (name, APP_SHEET_SUFFIX);
}

/* Its data were loaded meanwhile. */
static void
opened_cb (const GError *error, gpointer data)
{
  AppOpening *self = data;
  g_autoptr (GFile) file = g_steal_pointer (&self->opening);
  const gboolean refused = error != NULL && app_session_has_refused (self->session);

  if (error == NULL)
    app_document_opened (self->document, self->learn_sheet, file, is_own (file));
  /* A picture of a table is there at once; what is in it may be chosen better. One that makes no
   * run as it is comes with a dialog that says so. */
  if (refused || (error == NULL && self->is_table))
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.columns", NULL);
  else if (error != NULL)
    self->notify (self->window, error->message);
}

gboolean
app_opening_open_run (AppOpening *self, GFile *file, GError **error)
{
  g_autofree char *path = app_sheet_get_path (file, error);
  FigureProvenance provenance;

  if (path == NULL || !figure_provenance_load (&provenance, path, error))
    return FALSE;
  if (figure_provenance_needs_data (&provenance))
    {
      g_set_object (&self->opening, file);
      self->is_table = provenance.splits_inputs;
      app_session_load_and_open (self->session, &provenance, opened_cb, self);
      return TRUE;
    }
  if (!app_session_open (self->session, &provenance, error))
    return FALSE;
  app_document_opened (self->document, self->learn_sheet, file, is_own (file));
  return TRUE;
}

/* FALSE for a figure that is no sweep. */
static gboolean
show_sweep_of (AppOpening *self, const Figure *figure)
{
  RunSweepMeasure measure;
  const char *name = figure_get_sweep (figure, &measure);

  if (name == NULL)
    return FALSE;
  app_pages_show (self->pages, "sweep");
  app_sweep_page_choose (self->sweep, name);
  app_sweep_page_set_measure (self->sweep, measure);
  return TRUE;
}

/* FALSE for a figure that is not of digits. @text: of a plan, or NULL: the figure's own */
static gboolean
show_digits_of (AppOpening *self, const Figure *figure, const char *text)
{
  DigitsPlan plan;

  if (!figure_is_of_digits (figure))
    return FALSE;
  app_pages_show (self->pages, "digits");
  if (text != NULL ? digits_plan_from_text (&plan, text, NULL) : figure_get_digits (figure, &plan))
    app_digits_page_set_plan (self->digits, &plan);
  return TRUE;
}

void
app_opening_show_figure (AppOpening *self, const Figure *figure)
{
  if (!show_digits_of (self, figure, NULL) && !show_sweep_of (self, figure))
    app_pages_show (self->pages, "learn");
}

static void
open_sweep (AppOpening *self, GFile *file, const char *path)
{
  app_pages_show (self->pages, "sweep");
  app_sweep_page_open (self->sweep, path);
  app_document_opened (self->document, self->sweep_sheet, file, TRUE);
}

/* A picture of a sweep or of digits, or what Save has written there. FALSE where it is none. */
static gboolean
open_picture (AppOpening *self, GFile *file, const char *path)
{
  FigureProvenance provenance;
  const Figure *figure;

  if (!figure_provenance_load (&provenance, path, NULL) || provenance.figure[0] == '\0')
    return FALSE;
  figure = figure_find (provenance.figure, NULL);
  if (show_digits_of (self, figure, provenance.digits))
    {
      app_document_opened (self->document, self->digits_sheet, file, is_own (file));
      self->notify (self->window, _ ("Its options are set: press Train for the same run"));
      return TRUE;
    }
  if (provenance.sweep == NULL)
    return show_sweep_of (self, figure);
  app_pages_show (self->pages, "sweep");
  app_sweep_page_set_text (self->sweep, provenance.sweep);
  app_document_opened (self->document, self->sweep_sheet, file, FALSE);
  return TRUE;
}

/* One that was kept aside. */
static gboolean
is_session (const char *path)
{
  gsize n;
  g_autofree char *text = g_str_has_suffix (path, SESSION_SUFFIX)
                              ? model_input_file_read (path, MODEL_KEY_FILE_MAX_BYTES, &n, NULL)
                              : NULL;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GKeyFile) file = text != NULL ? app_session_text_parse (text, n, &problem) : NULL;

  return file != NULL && g_key_file_has_group (file, APP_SESSION_TEXT_GROUP);
}

/* It would take the place of all that is there, which another window has not. */
static void
open_session (AppOpening *self, GFile *file, const char *path)
{
  GtkApplication *application = gtk_window_get_application (self->window);

  if (application != NULL && app_document_is_used (self->document))
    g_application_open (G_APPLICATION (application), &file, 1, "");
  else
    app_autosave_restore (self->autosave, path);
}

/* Results come with their sweep. FALSE where it is no journal. */
static gboolean
open_journal (AppOpening *self, GFile *file, const char *path)
{
  g_autoptr (RunSweep) sweep = run_sweep_files_read_journal (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (sweep == NULL)
    return FALSE;
  if (!app_sweep_cache_import (sweep, path, &error))
    self->notify (self->window, error->message);
  text = run_sweep_dup_source (sweep, sweep->measure);
  app_sweep_page_set_text (self->sweep, text);
  app_pages_show (self->pages, "sweep");
  app_document_opened (self->document, self->sweep_sheet, file, FALSE);
  return TRUE;
}

static gboolean
open_elsewhere (AppOpening *self, GFile *file, const char *path)
{
  if (open_journal (self, file, path))
    return TRUE;
  if (run_sweep_files_is_sweep (path))
    {
      open_sweep (self, file, path);
      return TRUE;
    }
  if (self->autosave != NULL && is_session (path))
    {
      open_session (self, file, path);
      return TRUE;
    }
  return open_picture (self, file, path);
}

void
app_opening_open (AppOpening *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL && open_elsewhere (self, file, path))
    return;
  if (app_opening_open_run (self, file, &error))
    app_pages_show (self->pages, "learn");
  else
    self->notify (self->window, error->message);
}

/* The path of a sheet's file where it was changed since, or NULL. */
static char *
get_changed_path (const AppSheet *sheet)
{
  GFile *file = app_sheet_get_file (sheet);

  return file != NULL && app_sheet_is_modified (sheet) ? g_file_get_path (file) : NULL;
}

void
app_opening_revert (AppOpening *self)
{
  g_autofree char *run = get_changed_path (self->learn_sheet);
  g_autofree char *sweep = get_changed_path (self->sweep_sheet);
  g_autofree char *digits = get_changed_path (self->digits_sheet);
  FigureProvenance provenance;
  DigitsPlan plan;

  if (run != NULL && self->autosave != NULL && figure_provenance_load (&provenance, run, NULL))
    app_autosave_set_run (self->autosave, &provenance);
  if (sweep != NULL)
    app_sweep_page_open (self->sweep, sweep);
  if (digits != NULL && figure_provenance_load (&provenance, digits, NULL) &&
      provenance.digits != NULL && digits_plan_from_text (&plan, provenance.digits, NULL))
    app_digits_page_set_plan (self->digits, &plan);
}
