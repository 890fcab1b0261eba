/* The scene in 3-D: GL against Cairo, without GL, and by keyboard. */
#include "app/base/style.h"
#include "app/card/scene_gl.h"
#include "app/card/scene_view.h"
#include "num/matrix.h"
#include "plot/space/scene_cairo.h"
#include "window_fixture.h"

#include <adwaita.h>
#include <epoxy/gl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  WIDTH = 800,
  HEIGHT = 600
};

static const PlotArea page = { 0, 0, WIDTH, HEIGHT };
static const PlotArea area = { 6, 6, WIDTH - 12, HEIGHT - 12 };

static PlotScene *
make_scene (double rho)
{
  ModelExperiment experiment;
  TheoryNetwork network;
  TheoryPlane plane;
  PlotPortrait portrait;

  model_experiment_init (&experiment);
  g_assert_true (model_experiment_set (&experiment, MODEL_RHO, rho, NULL));
  g_autoptr (ModelMoments) moments = model_moments_compute_population (&experiment, NULL);
  theory_network_from_experiment (&network, &experiment, 1e-3);
  theory_plane_init (&plane, moments, &network);
  g_autoptr (TheorySkeleton) skeleton = theory_skeleton_new (&plane, plot_portrait_bound (&plane));
  plot_portrait_init (&portrait);
  portrait.skeleton = skeleton;
  plot_portrait_fit (&portrait);
  return plot_scene_new (&portrait);
}

/* A GL context with a framebuffer of its own; NULL where there is no GL, and the test is skipped.
 */
typedef struct
{
  GdkGLContext *context;
  AppSceneGl *gl;
  GLuint framebuffer, renderbuffer;
} Offscreen;

static Offscreen *
offscreen_new (void)
{
  g_autoptr (GError) error = NULL;
  GdkGLContext *context = gdk_display_create_gl_context (gdk_display_get_default (), &error);
  Offscreen *self;

  if (context == NULL || !gdk_gl_context_realize (context, &error))
    {
      g_clear_object (&context);
      g_test_skip (error->message);
      return NULL;
    }
  self = g_new0 (Offscreen, 1);
  self->context = context;
  gdk_gl_context_make_current (context);
  self->gl = app_scene_gl_new (context, &error);
  g_assert_no_error (error);
  glGenFramebuffers (1, &self->framebuffer);
  glGenRenderbuffers (1, &self->renderbuffer);
  glBindRenderbuffer (GL_RENDERBUFFER, self->renderbuffer);
  glRenderbufferStorage (GL_RENDERBUFFER, GL_RGBA8, WIDTH, HEIGHT);
  glBindFramebuffer (GL_FRAMEBUFFER, self->framebuffer);
  glFramebufferRenderbuffer (GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER,
                             self->renderbuffer);
  g_assert_cmpint ((int) glCheckFramebufferStatus (GL_FRAMEBUFFER), ==, GL_FRAMEBUFFER_COMPLETE);
  return self;
}

static void
offscreen_free (Offscreen *self)
{
  app_scene_gl_free (self->gl);
  glDeleteFramebuffers (1, &self->framebuffer);
  glDeleteRenderbuffers (1, &self->renderbuffer);
  g_assert_cmpint ((int) glGetError (), ==, GL_NO_ERROR);
  gdk_gl_context_clear_current ();
  g_object_unref (self->context);
  g_free (self);
}

/* One byte per channel, red first, premultiplied, the upper row first. */
typedef struct
{
  unsigned char rgba[HEIGHT][WIDTH][4];
} Picture;

static Picture *
draw_gl (Offscreen *self, const PlotScene *scene, const PlotTheme *theme)
{
  Picture *upside_down = g_new (Picture, 1), *picture = g_new (Picture, 1);

  app_scene_gl_draw (self->gl, scene, &area, &page, WIDTH, HEIGHT, theme);
  glReadPixels (0, 0, WIDTH, HEIGHT, GL_RGBA, GL_UNSIGNED_BYTE, upside_down->rgba);
  for (int y = 0; y < HEIGHT; y++)
    memcpy (picture->rgba[y], upside_down->rgba[HEIGHT - 1 - y], sizeof picture->rgba[y]);
  g_free (upside_down);
  return picture;
}

static Picture *
draw_cairo (const PlotScene *scene, const PlotTheme *theme)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  Picture *picture = g_new (Picture, 1);

  plot_scene_draw_surface (cr, &area, scene, theme);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (surface);
  for (int y = 0; y < HEIGHT; y++)
    {
      const guint32 *row =
          (const guint32 *) (void *) (cairo_image_surface_get_data (surface) +
                                      y * cairo_image_surface_get_stride (surface));
      for (int x = 0; x < WIDTH; x++)
        for (int i = 0; i < 4; i++)
          picture->rgba[y][x][i] = (unsigned char) (row[x] >> (i == 3 ? 24 : 16 - 8 * i));
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return picture;
}

static gboolean
has_ink (const Picture *picture, int x, int y)
{
  return x >= 0 && x < WIDTH && y >= 0 && y < HEIGHT && picture->rgba[y][x][3] > 127;
}

/* Ink of a with none of b within a pixel of it. */
static int
count_strangers (const Picture *a, const Picture *b)
{
  int strangers = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      if (has_ink (a, x, y))
        {
          gboolean met = FALSE;

          for (int dy = -1; dy <= 1; dy++)
            for (int dx = -1; dx <= 1; dx++)
              met = met || has_ink (b, x + dx, y + dy);
          strangers += !met;
        }
  return strangers;
}

/* Of the channels where both have ink. */
static double
get_mean_difference (const Picture *a, const Picture *b)
{
  double sum = 0;
  int n = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      if (has_ink (a, x, y) && has_ink (b, x, y))
        for (int i = 0; i < 4; i++, n++)
          sum += abs (a->rgba[y][x][i] - b->rgba[y][x][i]);
  return sum / MAX (n, 1);
}

static void
test_pictures_agree (void)
{
  Offscreen *offscreen = offscreen_new ();
  PlotTheme theme;

  if (offscreen == NULL)
    return;
  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 12);
  for (int view = 0; view < 12; view++)
    {
      g_autoptr (PlotScene) scene = make_scene (view % 2 ? 0.5 : -0.6);

      scene->camera =
          (PlotSceneCamera){ 30 * view - 170, 5 + 7 * view, 1 + 0.1 * view, view % 3 == 0 };
      app_scene_gl_set_samples (offscreen->gl, view % 2 ? 1 : 4);
      g_autofree Picture *gl = draw_gl (offscreen, scene, &theme);
      g_autofree Picture *cairo = draw_cairo (scene, &theme);
      /* Of more than 50,000; tips finer than a pixel may be seen by one and missed by the other. */
      g_assert_cmpint (count_strangers (gl, cairo), <=, 8);
      g_assert_cmpint (count_strangers (cairo, gl), <=, 8);
      /* Cairo's faces have one colour each: of 256 levels, neighbours differ by less than two. */
      g_assert_cmpfloat (get_mean_difference (gl, cairo), <, 2);
    }
  offscreen_free (offscreen);
}

/* A scene whose only face is a small diamond around a vertex of the grid. */
static void
mark_vertex (PlotScene *scene, int index)
{
  const double reach = 0.012;
  const PlotSceneFace face = { 0, 4 };
  PlotSceneVertex corner = g_array_index (scene->vertices, PlotSceneVertex, index);
  const double middle[2] = { corner.position[0], corner.position[1] };

  g_array_set_size (scene->vertices, (PLOT_SCENE_CELLS + 1) * (PLOT_SCENE_CELLS + 1));
  g_array_set_size (scene->indices, 0);
  g_array_set_size (scene->faces, 0);
  for (int i = 0; i < 4; i++)
    {
      const int last = (int) scene->vertices->len;

      corner.position[0] = middle[0] + reach * cos (i * G_PI_2);
      corner.position[1] = middle[1] + reach * sin (i * G_PI_2);
      g_array_append_val (scene->vertices, corner);
      g_array_append_val (scene->indices, last);
    }
  g_array_append_val (scene->faces, face);
}

/* The middle of a picture's ink; FALSE without any. */
static gboolean
find_middle (const Picture *picture, double xy[2])
{
  double sum[2] = { 0, 0 }, weight = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        const double ink = picture->rgba[y][x][3];

        sum[0] += ink * (x + 0.5);
        sum[1] += ink * (y + 0.5);
        weight += ink;
      }
  xy[0] = sum[0] / weight;
  xy[1] = sum[1] / weight;
  return weight > 0;
}

/* Where GL paints a vertex, Cairo puts it. */
static void
test_vertices_agree (void)
{
  Offscreen *offscreen = offscreen_new ();
  PlotTheme theme;
  int compared = 0;

  if (offscreen == NULL)
    return;
  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 12);
  app_scene_gl_set_samples (offscreen->gl, 4);
  for (int i = 0; i < 40; i++)
    {
      g_autoptr (PlotScene) scene = make_scene (0.5);
      PlotSceneProjection projection;
      double found[2], expected[2];
      const int index = i * 97;

      scene->camera = (PlotSceneCamera){ 9 * i, 20 + i, 1, FALSE };
      plot_scene_projection_init (&projection, &scene->camera, &area, &theme);
      plot_scene_projection_place (
          &projection, g_array_index (scene->vertices, PlotSceneVertex, index).position, expected);
      mark_vertex (scene, index);
      g_autofree Picture *picture = draw_gl (offscreen, scene, &theme);
      if (!find_middle (picture, found))
        continue; /* outside the area */
      compared++;
      g_assert_cmpfloat (hypot (found[0] - expected[0], found[1] - expected[1]), <, 1);
    }
  g_assert_cmpint (compared, >=, 35);
  offscreen_free (offscreen);
}

typedef struct
{
  GtkWidget *window;
  AppSceneView *view;
} Fixture;

static void
fixture_init_view (Fixture *self, gboolean force_gl)
{
  self->window = gtk_window_new ();
  self->view = APP_SCENE_VIEW (app_scene_view_new ("Loss over the weights in 3-D"));
  if (force_gl)
    app_scene_view_force_gl (self->view);
  app_scene_view_set_scene (self->view, make_scene (0.5));
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->view));
  gtk_window_set_default_size (GTK_WINDOW (self->window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (self->window));
  fixture_settle ();
}

static void
fixture_clear (Fixture *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  fixture_idle ();
}

static GdkTexture *
photograph (Fixture *self)
{
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (self->window));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->view));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  const int width = gdk_paintable_get_intrinsic_width (paintable);
  const int height = gdk_paintable_get_intrinsic_height (paintable);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  g_autoptr (GskRenderNode) node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  return gsk_renderer_render_texture (renderer, node,
                                      &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
}

/* How many pixels are nothing like the one in the corner of the card. */
static int
count_surface (GdkTexture *texture)
{
  const int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * (gsize) height);
  int n = 0;

  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  const guint32 ground = pixels[20 * width + width - 20];
  for (int i = 0; i < width * height; i++)
    n += pixels[i] != ground;
  return n;
}

static void
assert_surface (Fixture *self)
{
  g_autoptr (GdkTexture) texture = photograph (self);
  /* The surface alone covers a fifth of the card. */
  g_assert_cmpint (count_surface (texture), >, WIDTH * HEIGHT / 6);
}

/* The same card, whoever draws its surface. */
static void
test_widget_by_gl_and_by_cairo (void)
{
  for (int gl = 0; gl < 2; gl++)
    {
      Fixture fixture;

      fixture_init_view (&fixture, gl == 1);
      if (gl == 0 || app_scene_view_uses_gl (fixture.view))
        assert_surface (&fixture);
      else
        g_test_message ("no GL here");
      fixture_clear (&fixture);
    }
}

/* Run by the test below in an environment without GL. */
static void
test_without_gl_child (void)
{
  Fixture fixture;

  if (!g_test_subprocess ())
    return;
  fixture_init_view (&fixture, TRUE);
  g_assert_false (app_scene_view_uses_gl (fixture.view));
  assert_surface (&fixture);
  fixture_clear (&fixture);
}

static void
test_without_gl (void)
{
  static const char *const ways[][2] = {
    { "GDK_DEBUG", "gl-disable" },
    { "LIBGL_DRIVERS_PATH", "/nonexistent" },
    { "MESA_GL_VERSION_OVERRIDE", "2.1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *before = g_strdup (g_getenv (ways[i][0]));

      g_setenv (ways[i][0], ways[i][1], TRUE);
      g_test_trap_subprocess ("/app/scene-view/without-gl/child", 0, 0);
      g_test_trap_assert_passed ();
      if (before != NULL)
        g_setenv (ways[i][0], before, TRUE);
      else
        g_unsetenv (ways[i][0]);
    }
}

/* As the key controller gets it. */
static gboolean
press (Fixture *self, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean taken = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &taken);
      return taken;
    }
  g_assert_not_reached ();
}

static void
test_keys (void)
{
  Fixture fixture;
  PlotSceneCamera first;
  const PlotSceneCamera *camera;

  fixture_init_view (&fixture, FALSE);
  camera = &app_scene_view_get_scene (fixture.view)->camera;
  first = *camera;
  g_assert_true (press (&fixture, GDK_KEY_Right, 0));
  g_assert_cmpfloat_with_epsilon (camera->azimuth, first.azimuth + 5, 1e-9); /* rounding */
  g_assert_true (press (&fixture, GDK_KEY_Left, GDK_SHIFT_MASK));
  g_assert_cmpfloat_with_epsilon (camera->azimuth, first.azimuth + 4, 1e-9);
  g_assert_true (press (&fixture, GDK_KEY_Up, 0));
  g_assert_cmpfloat (camera->elevation, >, first.elevation);
  g_assert_true (press (&fixture, GDK_KEY_plus, GDK_SHIFT_MASK));
  g_assert_cmpfloat (camera->zoom, >, 1);
  g_assert_false (press (&fixture, GDK_KEY_Left, GDK_ALT_MASK));
  g_assert_false (press (&fixture, GDK_KEY_space, 0));
  g_assert_true (press (&fixture, GDK_KEY_0, 0));
  g_assert_cmpmem (camera, sizeof *camera, &first, sizeof first);
  fixture_clear (&fixture);
}

/* A slider moves: the eye stays where the user put it, and goes back where the new scene says. */
static void
test_camera_outlives_scenes (void)
{
  Fixture fixture;
  double azimuth;

  fixture_init_view (&fixture, FALSE);
  press (&fixture, GDK_KEY_Right, 0);
  azimuth = app_scene_view_get_scene (fixture.view)->camera.azimuth;
  app_scene_view_set_scene (fixture.view, make_scene (0.1));
  g_assert_cmpfloat (app_scene_view_get_scene (fixture.view)->camera.azimuth, ==, azimuth);
  app_scene_view_reset (fixture.view);
  g_assert_cmpfloat (app_scene_view_get_scene (fixture.view)->camera.azimuth, !=, azimuth);
  app_scene_view_set_scene (fixture.view, NULL);
  fixture_settle ();
  g_assert_false (press (&fixture, GDK_KEY_Right, 0));
  fixture_clear (&fixture);
}

static void
test_speaks (void)
{
  Fixture fixture;

  fixture_init_view (&fixture, FALSE);
  gtk_test_accessible_assert_role (fixture.view, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (fixture.view, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Loss over the weights in 3-D");
  /* rho 0.5: M_A at 1 + 0.5 / 2, with 0.75 of <y^2> = 7 left, M_B at 1 + 0.5 * 2 with 3 of it. */
  gtk_test_accessible_assert_property (
      fixture.view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "The loss as a surface, seen from 34° above, turned by 17°; M 0 at 0.00, 0.00, loss 1.00; "
      "M A at 1.25, 0.00, loss 0.11; M B at 0.00, 2.00, loss 0.43; M star at 1.00, 1.00, loss "
      "0.00");
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (fixture.view)));
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  g_test_add_func ("/app/scene-view/pictures-agree", test_pictures_agree);
  g_test_add_func ("/app/scene-view/vertices-agree", test_vertices_agree);
  g_test_add_func ("/app/scene-view/by-gl-and-by-cairo", test_widget_by_gl_and_by_cairo);
  g_test_add_func ("/app/scene-view/without-gl", test_without_gl);
  g_test_add_func ("/app/scene-view/without-gl/child", test_without_gl_child);
  g_test_add_func ("/app/scene-view/keys", test_keys);
  g_test_add_func ("/app/scene-view/camera-outlives-scenes", test_camera_outlives_scenes);
  g_test_add_func ("/app/scene-view/speaks", test_speaks);
  return g_test_run ();
}
