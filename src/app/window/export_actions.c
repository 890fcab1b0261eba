/* Figures of the page in front: of the run by what it is made from, of sweeps and digits as they
 * are. */
#include "app/window/export_actions.h"

#include "app/base/plot_menu.h"
#include "app/card/cards.h"
#include "app/export/export_dialog.h"
#include "app/export/export_quick.h"
#include "app/session/session_file.h"
#include "figure/figure_registry.h"
#include "figure/words/citation.h"

#include <glib/gi18n-lib.h>

struct AppExportActions
{
  AppExportParts parts;
  AppExportQuick *quick;
};

/* @problem: told where there are none */
static void
export_figures (AppExportActions *self, GPtrArray *figures, const char *problem)
{
  GtkWindow *window = self->parts.window;

  if (figures->len > 0)
    gtk_window_present (GTK_WINDOW (app_export_dialog_new_for (window, figures)));
  else
    self->parts.notify (window, problem);
}

/* Of the page in front; NULL on the first, whose figures have yet to be computed. */
static GPtrArray *
list_figures (AppExportActions *self, const char **problem)
{
  GPtrArray *figures;
  AppFigure *figure;

  if (app_pages_is_front (self->parts.front, "digits"))
    {
      *problem = _ ("There is nothing to export yet: press Train");
      return app_digits_page_new_figures (self->parts.digits);
    }
  if (!app_pages_is_front (self->parts.front, "sweep"))
    return NULL;
  *problem = app_sweep_page_get_problem (self->parts.sweep);
  figures = g_ptr_array_new_with_free_func ((GDestroyNotify) app_figure_unref);
  figure = app_sweep_page_new_figure (self->parts.sweep);
  if (figure != NULL)
    g_ptr_array_add (figures, figure);
  return figures;
}

/* @figure: what is chosen at first, or NULL */
static void
export_run (AppExportActions *self, const char *figure)
{
  const AppExportParts *parts = &self->parts;
  g_autofree char *panels = app_cards_list_figures (parts->grid);
  const Figure *own = app_figures_menu_get_figure (parts->figures);
  AppExportDialog *dialog = app_export_dialog_new (parts->window, parts->session, panels,
                                                   own != NULL ? figure_get_name (own) : NULL);

  if (figure != NULL)
    app_export_dialog_choose (dialog, figure);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
export_page (AppExportActions *self, const char *figure)
{
  const char *problem = NULL;
  g_autoptr (GPtrArray) figures = list_figures (self, &problem);

  if (figures != NULL)
    export_figures (self, figures, problem);
  else
    export_run (self, figure);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppExportActions *self = data;

  export_page (self, app_cards_get_filling_figure (self->parts.grid));
}

/* A figure of the page in front, or NULL. */
static AppFigure *
find_figure (GPtrArray *figures, const char *name)
{
  for (guint i = 0; i < figures->len; i++)
    {
      const FigureData *data = app_figure_get_data (g_ptr_array_index (figures, i));

      if (*name == '\0' || g_str_equal (figure_get_name (figure_data_get_figure (data)), name))
        return g_ptr_array_index (figures, i);
    }
  return NULL;
}

/* A figure at its own size. */
static void
set_page (FigureProvenance *provenance, const Figure *figure)
{
  FigureExport *page = &provenance->options;
  double own;

  g_strlcpy (provenance->figure, figure_get_name (figure), sizeof provenance->figure);
  figure_get_size (figure, &page->width, &own);
  page->height = figure_get_height (figure, &provenance->view, page->width, page->font_size);
}

static void
start_run (AppExportActions *self, AppExportQuickKind kind, const char *name)
{
  const Figure *figure = figure_find (*name != '\0' ? name : "grid", NULL);
  g_autofree char *panels = app_cards_list_figures (self->parts.grid);
  FigureProvenance provenance;

  if (figure == NULL)
    return;
  app_session_get_provenance (self->parts.session, &provenance);
  provenance.view.panels = g_intern_string (panels);
  set_page (&provenance, figure);
  app_export_quick_start (self->quick, kind, &provenance, NULL);
}

static void
start (AppExportActions *self, AppExportQuickKind kind, const char *name)
{
  const char *problem = NULL;
  g_autoptr (GPtrArray) figures = list_figures (self, &problem);
  AppFigure *figure = figures != NULL ? find_figure (figures, name) : NULL;
  FigureProvenance provenance;

  if (figures == NULL)
    start_run (self, kind, name);
  else if (figure == NULL)
    self->parts.notify (self->parts.window, problem);
  else
    {
      figure_provenance_init_figure (&provenance, app_figure_get_data (figure));
      app_export_quick_start (self->quick, kind, &provenance, figure);
    }
}

/* "": that of the plot which has the keys, or "" where none has them. */
static const char *
get_name (AppExportActions *self, GVariant *parameter)
{
  const char *name = g_variant_get_string (parameter, NULL);

  if (*name == '\0')
    name = app_plot_menu_find_figure (gtk_window_get_focus (self->parts.window));
  return name != NULL ? name : "";
}

static void
plot_export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *name = get_name (data, parameter);

  export_page (data, *name != '\0' ? name : NULL);
}

static void
plot_copy_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *name = get_name (data, parameter);

  if (*name != '\0')
    start (data, APP_EXPORT_QUICK_PICTURE, name);
}

static void
plot_caption_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *name = get_name (data, parameter);

  if (*name != '\0')
    start (data, APP_EXPORT_QUICK_CAPTION, name);
}

static void
plot_print_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  start (data, APP_EXPORT_QUICK_PRINT, get_name (data, parameter));
}

static void
cite_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppExportActions *self = data;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->parts.window)),
                          figure_citation_get ());
  self->parts.notify (self->parts.window,
                      _ ("BibTeX of the paper and of Plateau is on the clipboard"));
}

static const GActionEntry actions[] = {
  { .name = "export", .activate = export_cb },
  { .name = "plot-export", .activate = plot_export_cb, .parameter_type = "s" },
  { .name = "plot-copy", .activate = plot_copy_cb, .parameter_type = "s" },
  { .name = "plot-caption", .activate = plot_caption_cb, .parameter_type = "s" },
  { .name = "plot-print", .activate = plot_print_cb, .parameter_type = "s" },
  { .name = "cite", .activate = cite_cb },
};

static void
done_cb (AppExportQuickKind kind, const GError *error, gpointer data)
{
  AppExportActions *self = data;
  const char *told[] = { [APP_EXPORT_QUICK_PICTURE] = _ ("The picture is on the clipboard"),
                         [APP_EXPORT_QUICK_CAPTION] = _ ("The caption is on the clipboard"),
                         [APP_EXPORT_QUICK_PRINT] = NULL };
  const char *message = error != NULL ? error->message : told[kind];

  if (message != NULL)
    self->parts.notify (self->parts.window, message);
}

AppExportActions *
app_export_actions_new (const AppExportParts *parts)
{
  AppExportActions *self = g_new0 (AppExportActions, 1);

  self->parts = *parts;
  self->quick = app_export_quick_new (GTK_WIDGET (parts->window), done_cb, self);
  g_action_map_add_action_entries (G_ACTION_MAP (parts->window), actions, G_N_ELEMENTS (actions),
                                   self);
  return self;
}

void
app_export_actions_free (AppExportActions *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    g_action_map_remove_action (G_ACTION_MAP (self->parts.window), actions[i].name);
  app_export_quick_free (self->quick);
  g_free (self);
}

gboolean
app_export_actions_is_busy (AppExportActions *self)
{
  return app_export_quick_is_busy (self->quick);
}
