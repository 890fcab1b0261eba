/* Images that widgets draw themselves into. */
#include "app/base/canvas.h"

cairo_t *
app_canvas_begin (GtkWidget *widget)
{
  return app_canvas_begin_inside (widget, 0);
}

cairo_t *
app_canvas_begin_inside (GtkWidget *widget, int margin)
{
  const int scale = gtk_widget_get_scale_factor (widget);
  cairo_surface_t *image = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, MAX (gtk_widget_get_width (widget) - 2 * margin, 1) * scale,
      MAX (gtk_widget_get_height (widget) - 2 * margin, 1) * scale);
  cairo_t *cr;

  cairo_surface_set_device_scale (image, scale, scale);
  cairo_surface_set_device_offset (image, -margin * scale, -margin * scale);
  cr = cairo_create (image);
  cairo_surface_destroy (image);
  return cr;
}

/* As a Cairo node that paints the image: a texture is copied, pixel by pixel, where the toolkit
 * draws with Cairo. */
void
app_canvas_end (cairo_t *cr, GtkSnapshot *snapshot)
{
  cairo_surface_t *image = cairo_surface_reference (cairo_get_target (cr));
  double scale_x, scale_y, x, y;

  cairo_destroy (cr);
  cairo_surface_get_device_scale (image, &scale_x, &scale_y);
  cairo_surface_get_device_offset (image, &x, &y);
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT ((float) (-x / scale_x), (float) (-y / scale_y),
                                     (float) (cairo_image_surface_get_width (image) / scale_x),
                                     (float) (cairo_image_surface_get_height (image) / scale_y)));
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (image);
}
