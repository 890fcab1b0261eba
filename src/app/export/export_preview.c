/* The preview: the very draw function of the file, on a page in scale. */
#include "app/export/export_preview.h"

#include <math.h>

#define MARGIN 18.0
#define CHECKER 8.0

struct _AppExportPreview
{
  GtkWidget parent_instance;

  AppFigure *figure; /* or NULL */
  StudyView view;
  FigureExport options;
};

G_DEFINE_FINAL_TYPE (AppExportPreview, app_export_preview, GTK_TYPE_WIDGET)

/* The page in the middle; its scale from points to pixels. */
static double
place_page (AppExportPreview *self, graphene_rect_t *page)
{
  const double width = gtk_widget_get_width (GTK_WIDGET (self));
  const double height = gtk_widget_get_height (GTK_WIDGET (self));
  double points_x, points_y, scale;

  figure_export_get_points (&self->options, &points_x, &points_y);
  scale = fmin ((width - 2 * MARGIN) / points_x, (height - 2 * MARGIN) / points_y);
  scale = fmax (scale, 1e-3);
  graphene_rect_init (page, (float) round ((width - scale * points_x) / 2),
                      (float) round ((height - scale * points_y) / 2), (float) (scale * points_x),
                      (float) (scale * points_y));
  return scale;
}

/* What is to be seen through a page without background. */
static void
draw_checkers (cairo_t *cr, double width, double height)
{
  cairo_set_source_rgb (cr, 0.88, 0.88, 0.88);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.78, 0.78, 0.78);
  for (int row = 0; row * CHECKER < height; row++)
    for (int column = row % 2; column * CHECKER < width; column += 2)
      cairo_rectangle (cr, column * CHECKER, row * CHECKER,
                       fmin (CHECKER, width - column * CHECKER),
                       fmin (CHECKER, height - row * CHECKER));
  cairo_fill (cr);
}

static void
app_export_preview_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppExportPreview *self = APP_EXPORT_PREVIEW (widget);
  const GdkRGBA shade = { 0, 0, 0, 0.35f };
  FigureExport options = self->options;
  GskRoundedRect outline;
  graphene_rect_t page;
  double scale;
  cairo_t *cr;

  if (self->figure == NULL)
    return;
  scale = place_page (self, &page);
  gsk_rounded_rect_init_from_rect (&outline, &page, 0);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shade, 0, 1, 0, 6);
  cr = gtk_snapshot_append_cairo (snapshot, &page);
  cairo_rectangle (cr, page.origin.x, page.origin.y, page.size.width, page.size.height);
  cairo_clip (cr);
  cairo_translate (cr, page.origin.x, page.origin.y);
  if (self->options.transparent)
    draw_checkers (cr, page.size.width, page.size.height);
  cairo_scale (cr, scale, scale);
  /* A run of a million rows is drawn as finely as it is seen, not longer than one waits. */
  options.pixel = 1 / (scale * gtk_widget_get_scale_factor (widget));
  figure_draw_page (app_figure_get_data (self->figure), &self->view, &options, cr);
  cairo_destroy (cr);
}

static void
app_export_preview_finalize (GObject *object)
{
  g_clear_pointer (&APP_EXPORT_PREVIEW (object)->figure, app_figure_unref);
  G_OBJECT_CLASS (app_export_preview_parent_class)->finalize (object);
}

static void
app_export_preview_class_init (AppExportPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_export_preview_finalize;
  widget_class->snapshot = app_export_preview_snapshot;
  gtk_widget_class_set_css_name (widget_class, "exportpreview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
app_export_preview_init (AppExportPreview *self)
{
  study_view_init (&self->view);
  figure_export_init (&self->options);
}

void
app_export_preview_show (AppExportPreview *self,
                         AppFigure *figure,
                         const StudyView *view,
                         const FigureExport *options)
{
  if (figure != NULL)
    app_figure_ref (figure);
  g_clear_pointer (&self->figure, app_figure_unref);
  self->figure = figure;
  self->view = *view;
  self->options = *options;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
