/* Prints a figure, by the draw function of its files. */
#include "app/export/export_print.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct
{
  AppFigure *figure;
  StudyView view;
  FigureExport options;
} Sheet;

static void
free_sheet (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  app_figure_unref (((Sheet *) data)->figure);
  g_free (data);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer data)
{
  const Sheet *sheet = data;
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  const double width = gtk_print_context_get_width (context);
  double points[2], scale;

  figure_export_get_points (&sheet->options, &points[0], &points[1]);
  scale = fmin (1, fmin (width / points[0], gtk_print_context_get_height (context) / points[1]));
  cairo_translate (cr, (width - scale * points[0]) / 2, 0);
  cairo_scale (cr, scale, scale);
  figure_draw_page (app_figure_get_data (sheet->figure), &sheet->view, &sheet->options, cr);
}

GtkPrintOperation *
app_export_print_new (AppFigure *figure, const StudyView *view, const FigureExport *options)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  const Figure *shown = figure_data_get_figure (app_figure_get_data (figure));
  Sheet *sheet = g_new0 (Sheet, 1);

  *sheet = (Sheet){ app_figure_ref (figure), *view, *options };
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, _ (figure_get_title (shown)));
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), sheet, free_sheet, 0);
  return operation;
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, GtkWindow *parent)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  dialog = adw_message_dialog_new (parent, _ ("It could not be printed"), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
app_export_print (GtkWindow *parent,
                  AppFigure *figure,
                  const StudyView *view,
                  const FigureExport *options)
{
  g_autoptr (GtkPrintOperation) operation = app_export_print_new (figure, view, options);

  g_signal_connect_object (operation, "done", G_CALLBACK (done_cb), parent, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}
