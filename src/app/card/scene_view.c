/* The widget around a scene: three layers, the middle one by GL, and the ways to turn it. */
#include "app/card/scene_view.h"

#include "app/base/canvas.h"
#include "app/base/listen.h"
#include "app/base/renderer.h"
#include "app/base/style.h"
#include "app/card/scene_gl.h"
#include "model/data/modality_name.h"
#include "plot/draw/label.h"
#include "plot/draw/point_mark.h"
#include "plot/space/scene_cairo.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define DRAG_TURN 0.4 /* degrees per user unit */
#define KEY_TURN 5.0
#define KEY_TURN_FINE 1.0
#define KEY_ZOOM 1.15
#define WHEEL_ZOOM 1.1

struct _AppSceneView
{
  GtkWidget parent_instance;

  GtkWidget *gl_area; /* NULL: no GL wanted */
  AppSceneGl *gl;     /* NULL: Cairo draws the surface */
  gboolean forced;    /* GL even where it is emulated */
  PlotScene *scene;
  PlotSceneCamera first;  /* as the scene came */
  gboolean moved;         /* away from it */
  PlotSceneCamera before; /* the drag or pinch */
  char *description;
  const char *names[2]; /* of the modalities, interned, or NULL */
};

G_DEFINE_FINAL_TYPE (AppSceneView, app_scene_view, GTK_TYPE_WIDGET)

static void
get_areas (AppSceneView *self, PlotTheme *theme, PlotArea *window, PlotArea *area)
{
  app_style_init_plot (GTK_WIDGET (self), theme, area);
  theme->names[0] = self->names[0];
  theme->names[1] = self->names[1];
  *window = (PlotArea){ 0, 0, fmax (gtk_widget_get_width (GTK_WIDGET (self)), 1),
                        fmax (gtk_widget_get_height (GTK_WIDGET (self)), 1) };
}

typedef void (*DrawFunc) (cairo_t *cr,
                          const PlotArea *area,
                          const PlotScene *scene,
                          const PlotTheme *theme);

static void
add_image (AppSceneView *self, GtkSnapshot *snapshot, DrawFunc draw)
{
  cairo_t *cr = app_canvas_begin (GTK_WIDGET (self));
  PlotArea window, area;
  PlotTheme theme;

  get_areas (self, &theme, &window, &area);
  draw (cr, &area, self->scene, &theme);
  app_canvas_end (cr, snapshot);
}

static void
app_scene_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppSceneView *self = APP_SCENE_VIEW (widget);

  if (self->scene == NULL)
    return;
  if (self->gl != NULL && self->scene->has_surface)
    {
      add_image (self, snapshot, plot_scene_draw_back);
      gtk_widget_snapshot_child (widget, self->gl_area, snapshot);
      add_image (self, snapshot, plot_scene_draw_front);
    }
  else
    add_image (self, snapshot, plot_scene_draw);
}

static gboolean
render_cb (AppSceneView *self)
{
  PlotArea window, area;
  PlotTheme theme;

  if (self->gl == NULL || self->scene == NULL)
    return FALSE;
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  get_areas (self, &theme, &window, &area);
  app_scene_gl_draw (self->gl, self->scene, &area, &window, (int) window.width * scale,
                     (int) window.height * scale, &theme);
  return TRUE;
}

/* A display may promise GL and then fail to make a context, or emulate it: only now it is known. */
static void
realize_cb (AppSceneView *self)
{
  GtkGLArea *area = GTK_GL_AREA (self->gl_area);
  g_autoptr (GError) error = NULL;

  gtk_gl_area_make_current (area);
  if (gtk_gl_area_get_error (area) == NULL && (self->forced || !app_scene_gl_is_emulated ()))
    self->gl = app_scene_gl_new (gtk_gl_area_get_context (area), &error);
  if (error != NULL)
    g_info ("no GL surface: %s", error->message);
}

static void
unrealize_cb (AppSceneView *self)
{
  if (self->gl == NULL)
    return;
  gtk_gl_area_make_current (GTK_GL_AREA (self->gl_area));
  g_clear_pointer (&self->gl, app_scene_gl_free);
}

static void
app_scene_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppSceneView *self = APP_SCENE_VIEW (widget);
  int least;

  if (self->gl_area == NULL)
    return;
  gtk_widget_measure (self->gl_area, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_allocate (self->gl_area, MAX (width, least), height, -1, NULL);
}

static void
app_scene_view_dispose (GObject *object)
{
  AppSceneView *self = APP_SCENE_VIEW (object);

  g_clear_pointer (&self->gl_area, gtk_widget_unparent);
  g_clear_pointer (&self->scene, plot_scene_free);
  g_clear_pointer (&self->description, g_free);
  G_OBJECT_CLASS (app_scene_view_parent_class)->dispose (object);
}

static guint camera_moved;

static void
app_scene_view_class_init (AppSceneViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  camera_moved = g_signal_new ("camera-moved", APP_TYPE_SCENE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
  G_OBJECT_CLASS (klass)->dispose = app_scene_view_dispose;
  widget_class->snapshot = app_scene_view_snapshot;
  app_style_init_plot_class (widget_class);
  widget_class->size_allocate = app_scene_view_size_allocate;
}

static void
describe_point (const PlotScene *scene, TheoryPointKind kind, GString *text)
{
  const double *p = scene->points[kind].position;
  g_autofree char *name = plot_label_speak (plot_point_mark_get_name (kind));
  const double w_a = study_axis_unmap (&scene->axis[0], (p[0] + 1) / 2);
  const double w_b = study_axis_unmap (&scene->axis[1], (p[1] + 1) / 2);
  const double height = (p[2] / PLOT_SCENE_HALF_HEIGHT + 1) / 2;

  /* Rounding must not say minus zero. */
  g_string_append_printf (text, _ ("; %s at %.2f, %.2f, loss %.2f"), name,
                          fabs (w_a) < 0.005 ? 0 : w_a, fabs (w_b) < 0.005 ? 0 : w_b,
                          fabs (study_axis_unmap (&scene->axis[2], height)));
}

/* Said again only where it has changed: a run that plays must not keep a screen reader talking. */
static void
describe (AppSceneView *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->scene != NULL)
    {
      const PlotSceneCamera *camera = &self->scene->camera;

      g_string_append_printf (
          text,
          self->scene->has_surface
              ? _ ("The loss as a surface, seen from %.0f° above, turned by %.0f°")
              : _ ("Points in a box, seen from %.0f° above, turned by %.0f°"),
          camera->elevation, camera->azimuth);
      for (TheoryPointKind i = 0; i < THEORY_N_POINTS; i++)
        if (self->scene->points[i].exists)
          describe_point (self->scene, i, text);
    }
  if (g_strcmp0 (text->str, self->description) == 0)
    return;
  g_free (self->description);
  self->description = g_strdup (text->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->description, -1);
}

static void
redraw (AppSceneView *self)
{
  if (self->gl != NULL)
    gtk_gl_area_queue_render (GTK_GL_AREA (self->gl_area));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
camera_changed (AppSceneView *self, gboolean moved)
{
  self->moved = moved;
  redraw (self);
  describe (self);
  g_signal_emit (self, camera_moved, 0);
}

void
app_scene_view_turn (AppSceneView *self, double azimuth, double elevation)
{
  g_return_if_fail (APP_IS_SCENE_VIEW (self));

  if (self->scene == NULL)
    return;
  plot_scene_camera_turn (&self->scene->camera, azimuth, elevation);
  camera_changed (self, TRUE);
}

static void
zoom (AppSceneView *self, double factor)
{
  plot_scene_camera_zoom (&self->scene->camera, factor);
  camera_changed (self, TRUE);
}

void
app_scene_view_reset (AppSceneView *self)
{
  g_return_if_fail (APP_IS_SCENE_VIEW (self));

  if (self->scene == NULL)
    return;
  self->scene->camera = self->first;
  camera_changed (self, FALSE);
}

static gboolean
key_pressed_cb (AppSceneView *self, guint key, guint code, GdkModifierType state)
{
  const double step = (state & GDK_SHIFT_MASK) ? KEY_TURN_FINE : KEY_TURN;

  /* Alt and Control belong to the window. */
  if (self->scene == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)))
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      app_scene_view_turn (self, -step, 0);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      app_scene_view_turn (self, step, 0);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      app_scene_view_turn (self, 0, step);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      app_scene_view_turn (self, 0, -step);
      return TRUE;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      zoom (self, KEY_ZOOM);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      zoom (self, 1 / KEY_ZOOM);
      return TRUE;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      app_scene_view_reset (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
begin_cb (AppSceneView *self)
{
  if (self->scene != NULL)
    self->before = self->scene->camera;
}

/* The surface follows the pointer. */
static void
drag_update_cb (AppSceneView *self, double dx, double dy)
{
  if (self->scene == NULL)
    return;
  self->scene->camera.azimuth = self->before.azimuth;
  self->scene->camera.elevation = self->before.elevation;
  app_scene_view_turn (self, -DRAG_TURN * dx, DRAG_TURN * dy);
}

static void
scale_changed_cb (AppSceneView *self, double scale)
{
  if (self->scene == NULL)
    return;
  self->scene->camera.zoom = self->before.zoom;
  zoom (self, scale);
}

static gboolean
scroll_cb (AppSceneView *self, double dx, double dy)
{
  if (self->scene == NULL)
    return FALSE;
  zoom (self, pow (WHEEL_ZOOM, -dy));
  return TRUE;
}

static void
press_cb (AppSceneView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
add_controllers (AppSceneView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *wheel =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (wheel, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (begin_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (press_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (scale_changed_cb), self);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, wheel);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
}

static void
add_gl_area (AppSceneView *self)
{
  self->gl_area = gtk_gl_area_new ();
  /* Names and lines are drawn over it, at the same time as it. */
  gtk_gl_area_set_auto_render (GTK_GL_AREA (self->gl_area), FALSE);
  gtk_widget_set_can_target (self->gl_area, FALSE);
  app_listen (self->gl_area, "realize", G_CALLBACK (realize_cb), self);
  app_listen (self->gl_area, "unrealize", G_CALLBACK (unrealize_cb), self);
  app_listen (self->gl_area, "render", G_CALLBACK (render_cb), self);
  gtk_widget_set_parent (self->gl_area, GTK_WIDGET (self));
}

static void
app_scene_view_init (AppSceneView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  /* An emulator is slower than Cairo here, and takes much memory: not even a context is made. */
  if (app_renderer_has_device ("/dev"))
    add_gl_area (self);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (widget, "card");
  app_style_on_style_changed (widget, G_CALLBACK (redraw));
  add_controllers (self);
}

GtkWidget *
app_scene_view_new (const char *name)
{
  AppSceneView *self = g_object_new (APP_TYPE_SCENE_VIEW, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

void
app_scene_view_force_gl (AppSceneView *self)
{
  g_return_if_fail (APP_IS_SCENE_VIEW (self));
  g_return_if_fail (!gtk_widget_get_realized (GTK_WIDGET (self)));

  self->forced = TRUE;
  if (self->gl_area == NULL)
    add_gl_area (self);
}

void
app_scene_view_name_modalities (AppSceneView *self, const ModelExperiment *experiment)
{
  for (int m = 0; m < 2; m++)
    self->names[m] = model_modality_name (experiment, m);
}

void
app_scene_view_set_scene (AppSceneView *self, PlotScene *scene)
{
  g_return_if_fail (APP_IS_SCENE_VIEW (self));

  if (scene != NULL)
    {
      self->first = scene->camera;
      if (self->moved && self->scene != NULL)
        scene->camera = self->scene->camera;
    }
  else
    self->moved = FALSE;
  plot_scene_free (self->scene);
  self->scene = scene;
  redraw (self);
  describe (self);
}

const PlotScene *
app_scene_view_get_scene (AppSceneView *self)
{
  g_return_val_if_fail (APP_IS_SCENE_VIEW (self), NULL);
  return self->scene;
}

void
app_scene_view_place_camera (AppSceneView *self, const double where[3])
{
  g_return_if_fail (APP_IS_SCENE_VIEW (self));

  if (self->scene == NULL)
    return;
  self->moved = where != NULL;
  self->scene->camera = self->first;
  if (where != NULL)
    plot_scene_camera_place (&self->scene->camera, where);
  redraw (self);
  describe (self);
}

gboolean
app_scene_view_get_camera (AppSceneView *self, double where[3])
{
  g_return_val_if_fail (APP_IS_SCENE_VIEW (self), FALSE);

  if (self->scene == NULL || !self->moved)
    return FALSE;
  where[0] = self->scene->camera.azimuth;
  where[1] = self->scene->camera.elevation;
  where[2] = self->scene->camera.zoom;
  return TRUE;
}

gboolean
app_scene_view_uses_gl (AppSceneView *self)
{
  g_return_val_if_fail (APP_IS_SCENE_VIEW (self), FALSE);
  return self->gl != NULL;
}
