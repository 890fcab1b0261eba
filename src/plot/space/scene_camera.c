/* Camera and projection of a scene. */
#include "plot/space/scene_camera.h"

#include <math.h>

/* From the eye to the middle of the box: far enough for a quiet perspective. */
#define DISTANCE 10.0

/* Margins around the box, font sizes: they hold ticks, names and the title. */
#define MARGIN_X 4.0
#define MARGIN_TOP 3.0
#define MARGIN_BOTTOM 4.0

static double
to_radians (double degrees)
{
  return degrees * G_PI / 180;
}

void
plot_scene_camera_turn (PlotSceneCamera *self, double azimuth, double elevation)
{
  self->azimuth = remainder (self->azimuth + azimuth, 360);
  self->elevation = CLAMP (self->elevation + elevation, PLOT_SCENE_LEAST_ELEVATION, 90);
}

void
plot_scene_camera_zoom (PlotSceneCamera *self, double factor)
{
  self->zoom = CLAMP (self->zoom * factor, PLOT_SCENE_LEAST_ZOOM, PLOT_SCENE_GREATEST_ZOOM);
}

void
plot_scene_camera_place (PlotSceneCamera *self, const double where[3])
{
  self->azimuth = self->elevation = 0;
  self->zoom = 1;
  plot_scene_camera_turn (self, where[0], where[1]);
  plot_scene_camera_zoom (self, where[2]);
}

/* User units per unit of the box: it fits whatever the azimuth, so that turning does not make it
 * breathe. */
static double
get_scale (const PlotSceneCamera *camera, const PlotArea *area, const PlotTheme *theme)
{
  const double elevation = to_radians (camera->elevation), em = theme->font_size;
  const double across = G_SQRT2,
               up = G_SQRT2 * sin (elevation) + PLOT_SCENE_HALF_HEIGHT * cos (elevation);
  const double width = area->width - 2 * MARGIN_X * em;
  const double height = area->height - (MARGIN_TOP + MARGIN_BOTTOM) * em;

  return camera->zoom * fmax (fmin (width / across, height / up) / 2, em);
}

void
plot_scene_projection_init (PlotSceneProjection *self,
                            const PlotSceneCamera *camera,
                            const PlotArea *area,
                            const PlotTheme *theme)
{
  g_return_if_fail (self != NULL && camera != NULL && area != NULL && theme != NULL);

  const double azimuth = to_radians (camera->azimuth), elevation = to_radians (camera->elevation);
  const double c = cos (azimuth), s = sin (azimuth), e = cos (elevation), f = sin (elevation);
  const double right[3] = { -s, c, 0 }, up[3] = { -c * f, -s * f, e }, out[3] = { c * e, s * e, f };
  const double scale = get_scale (camera, area, theme);
  const double x = area->x + area->width / 2;
  const double y = area->y + area->height / 2 + (MARGIN_TOP - MARGIN_BOTTOM) / 2 * theme->font_size;

  for (int i = 0; i < 3; i++)
    {
      const double towards = camera->orthographic ? 0 : -out[i] / DISTANCE;

      self->page[0][i] = scale * right[i] + x * towards;
      self->page[1][i] = -scale * up[i] + y * towards;
      self->page[2][i] = towards;
      self->eye[i] = camera->orthographic ? out[i] : DISTANCE * out[i];
    }
  self->page[0][3] = x;
  self->page[1][3] = y;
  self->page[2][3] = 1;
  self->eye[3] = camera->orthographic ? 0 : 1;
}

void
plot_scene_projection_place (const PlotSceneProjection *self, const double p[3], double xy[2])
{
  double h[3];

  for (int i = 0; i < 3; i++)
    h[i] = self->page[i][0] * p[0] + self->page[i][1] * p[1] + self->page[i][2] * p[2] +
           self->page[i][3];
  xy[0] = h[0] / h[2];
  xy[1] = h[1] / h[2];
}

void
plot_scene_projection_get_matrix (const PlotSceneProjection *self,
                                  const PlotArea *window,
                                  float matrix[16])
{
  for (int i = 0; i < 4; i++)
    {
      const double x = self->page[0][i], y = self->page[1][i], w = self->page[2][i];

      matrix[4 * i] = (float) (2 * (x - window->x * w) / window->width - w);
      matrix[4 * i + 1] = (float) (w - 2 * (y - window->y * w) / window->height);
      matrix[4 * i + 2] = 0;
      matrix[4 * i + 3] = (float) w;
    }
}

void
plot_scene_projection_get_sight (const PlotSceneProjection *self,
                                 const double p[3],
                                 double sight[3])
{
  for (int i = 0; i < 3; i++)
    sight[i] = self->eye[i] - self->eye[3] * p[i];
  const double across = sqrt (sight[0] * sight[0] + sight[1] * sight[1]);
  if (across < 1e-6)
    return;
  for (int i = 0; i < 3; i++)
    sight[i] /= across;
}
