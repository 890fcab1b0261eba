/* The surface of a scene drawn by GL: core 3.2 and later, or ES 3. */
#include "app/card/scene_gl.h"

#include "plot/space/scene_surface.h"

#include <epoxy/gl.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#define SAMPLES 4

typedef struct
{
  float position[3], color[3];
} Vertex;

struct AppSceneGl
{
  GLuint program, vertex_array, vertices, indices;
  GLint matrix, tint, alpha;
  /* Many samples per pixel, then resolved; no framebuffer where the context cannot. */
  GLuint framebuffer, renderbuffer;
  int samples, width, height;
};

static const char *const prologues[2] = {
  "#version 150\n",
  "#version 300 es\nprecision highp float;\n",
};

static const char vertex_source[] = "uniform mat4 matrix;\n"
                                    "in vec3 position;\n"
                                    "in vec3 color;\n"
                                    "out vec3 shade;\n"
                                    "void main () {\n"
                                    "  gl_Position = matrix * vec4 (position, 1.0);\n"
                                    "  shade = color;\n"
                                    "}\n";

/* GTK wants colours multiplied by their alpha. */
static const char fragment_source[] =
    "uniform vec4 tint;\n"
    "uniform float alpha;\n"
    "in vec3 shade;\n"
    "out vec4 result;\n"
    "void main () {\n"
    "  result = vec4 (alpha * mix (shade, tint.rgb, tint.a), alpha);\n"
    "}\n";

static GLuint
compile (GLenum kind, const char *prologue, const char *source, GError **error)
{
  const char *const parts[2] = { prologue, source };
  GLuint shader = glCreateShader (kind);
  char log[512] = "";
  GLint ok;

  glShaderSource (shader, 2, parts, NULL);
  glCompileShader (shader);
  glGetShaderiv (shader, GL_COMPILE_STATUS, &ok);
  if (ok)
    return shader;
  glGetShaderInfoLog (shader, sizeof log, NULL, log);
  g_set_error (error, GDK_GL_ERROR, GDK_GL_ERROR_COMPILATION_FAILED, "GL shader: %s", log);
  glDeleteShader (shader);
  return 0;
}

static GLuint
link_program (GLuint vertex, GLuint fragment, GError **error)
{
  GLuint program = glCreateProgram ();
  char log[512] = "";
  GLint ok;

  glAttachShader (program, vertex);
  glAttachShader (program, fragment);
  glBindAttribLocation (program, 0, "position");
  glBindAttribLocation (program, 1, "color");
  glLinkProgram (program);
  glGetProgramiv (program, GL_LINK_STATUS, &ok);
  if (ok)
    return program;
  glGetProgramInfoLog (program, sizeof log, NULL, log);
  g_set_error (error, GDK_GL_ERROR, GDK_GL_ERROR_LINK_FAILED, "GL program: %s", log);
  glDeleteProgram (program);
  return 0;
}

static GLuint
make_program (GdkGLContext *context, GError **error)
{
  const char *prologue = prologues[gdk_gl_context_get_use_es (context) ? 1 : 0];
  GLuint vertex = compile (GL_VERTEX_SHADER, prologue, vertex_source, error), fragment, program = 0;

  if (vertex == 0)
    return 0;
  fragment = compile (GL_FRAGMENT_SHADER, prologue, fragment_source, error);
  if (fragment != 0)
    program = link_program (vertex, fragment, error);
  glDeleteShader (vertex);
  glDeleteShader (fragment);
  return program;
}

static void
make_buffers (AppSceneGl *self)
{
  glGenVertexArrays (1, &self->vertex_array);
  glGenBuffers (1, &self->vertices);
  glGenBuffers (1, &self->indices);
  glBindVertexArray (self->vertex_array);
  glBindBuffer (GL_ARRAY_BUFFER, self->vertices);
  glBindBuffer (GL_ELEMENT_ARRAY_BUFFER, self->indices);
  glEnableVertexAttribArray (0);
  glEnableVertexAttribArray (1);
  glVertexAttribPointer (0, 3, GL_FLOAT, GL_FALSE, sizeof (Vertex),
                         (const void *) offsetof (Vertex, position));
  glVertexAttribPointer (1, 3, GL_FLOAT, GL_FALSE, sizeof (Vertex),
                         (const void *) offsetof (Vertex, color));
  glBindVertexArray (0);
}

gboolean
app_scene_gl_is_emulated (void)
{
  const char *renderer = (const char *) glGetString (GL_RENDERER);

  return renderer == NULL || strstr (renderer, "llvmpipe") != NULL ||
         strstr (renderer, "softpipe") != NULL || strstr (renderer, "Software") != NULL;
}

AppSceneGl *
app_scene_gl_new (GdkGLContext *context, GError **error)
{
  GLuint program = make_program (context, error);
  AppSceneGl *self;

  if (program == 0)
    return NULL;
  self = g_new0 (AppSceneGl, 1);
  self->program = program;
  self->matrix = glGetUniformLocation (program, "matrix");
  self->tint = glGetUniformLocation (program, "tint");
  self->alpha = glGetUniformLocation (program, "alpha");
  /* An emulator would spend most of its time on them, and the outlines drawn over the surface hide
   * its steps. */
  self->samples = app_scene_gl_is_emulated () ? 1 : SAMPLES;
  make_buffers (self);
  return self;
}

static void
drop_framebuffer (AppSceneGl *self)
{
  glDeleteFramebuffers (1, &self->framebuffer);
  glDeleteRenderbuffers (1, &self->renderbuffer);
  self->framebuffer = self->renderbuffer = 0;
}

void
app_scene_gl_free (AppSceneGl *self)
{
  if (self == NULL)
    return;
  drop_framebuffer (self);
  glDeleteBuffers (1, &self->vertices);
  glDeleteBuffers (1, &self->indices);
  glDeleteVertexArrays (1, &self->vertex_array);
  glDeleteProgram (self->program);
  g_free (self);
}

/* Binds the framebuffer of many samples; leaves the binding alone where there is none. */
static void
bind_samples (AppSceneGl *self, int width, int height, GLuint target)
{
  if (self->samples > 1 && (self->width != width || self->height != height))
    {
      drop_framebuffer (self);
      self->width = width;
      self->height = height;
      glGenFramebuffers (1, &self->framebuffer);
      glGenRenderbuffers (1, &self->renderbuffer);
      glBindRenderbuffer (GL_RENDERBUFFER, self->renderbuffer);
      glRenderbufferStorageMultisample (GL_RENDERBUFFER, self->samples, GL_RGBA8, width, height);
      glBindFramebuffer (GL_FRAMEBUFFER, self->framebuffer);
      glFramebufferRenderbuffer (GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER,
                                 self->renderbuffer);
      if (glCheckFramebufferStatus (GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
        drop_framebuffer (self);
    }
  glBindFramebuffer (GL_FRAMEBUFFER, self->framebuffer != 0 ? self->framebuffer : target);
}

void
app_scene_gl_set_samples (AppSceneGl *self, int samples)
{
  g_return_if_fail (self != NULL && samples >= 1);

  drop_framebuffer (self);
  self->width = self->height = 0;
  self->samples = samples;
}

static void
upload_vertices (const PlotScene *scene, const PlotTheme *theme)
{
  g_autofree Vertex *vertices = g_new (Vertex, scene->vertices->len);

  for (guint i = 0; i < scene->vertices->len; i++)
    {
      const PlotSceneVertex *vertex = &g_array_index (scene->vertices, PlotSceneVertex, i);
      double rgb[3];

      plot_scene_get_color (vertex, theme, rgb);
      for (int k = 0; k < 3; k++)
        {
          vertices[i].position[k] = (float) vertex->position[k];
          vertices[i].color[k] = (float) rgb[k];
        }
    }
  glBufferData (GL_ARRAY_BUFFER, (GLsizeiptr) (scene->vertices->len * sizeof (Vertex)), vertices,
                GL_STREAM_DRAW);
}

/* Faces as fans of triangles; returns how many indices. */
static GLsizei
upload_indices (const PlotScene *scene)
{
  g_autoptr (GArray) fans = g_array_new (FALSE, FALSE, sizeof (GLuint));

  for (guint i = 0; i < scene->faces->len; i++)
    {
      const PlotSceneFace *face = &g_array_index (scene->faces, PlotSceneFace, i);
      const int *corners = &g_array_index (scene->indices, int, face->first);

      for (int k = 2; k < face->n; k++)
        {
          const GLuint triangle[3] = { (GLuint) corners[0], (GLuint) corners[k - 1],
                                       (GLuint) corners[k] };
          g_array_append_vals (fans, triangle, 3);
        }
    }
  glBufferData (GL_ELEMENT_ARRAY_BUFFER, (GLsizeiptr) (fans->len * sizeof (GLuint)), fans->data,
                GL_STREAM_DRAW);
  return (GLsizei) fans->len;
}

/* The side seen from above, then over it the one seen from below: scene.h tells why no depth is
 * needed. */
static void
draw_sides (const AppSceneGl *self, GLsizei n, const PlotTheme *theme)
{
  const PlotSceneUnderside under = plot_scene_get_underside (theme);

  glDisable (GL_DEPTH_TEST);
  glEnable (GL_CULL_FACE);
  glFrontFace (GL_CCW);
  glEnable (GL_BLEND);
  glBlendFunc (GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glCullFace (GL_BACK);
  glUniform4f (self->tint, 0, 0, 0, 0);
  glUniform1f (self->alpha, 1);
  glDrawElements (GL_TRIANGLES, n, GL_UNSIGNED_INT, NULL);
  glCullFace (GL_FRONT);
  glUniform4f (self->tint, (float) under.tint.red, (float) under.tint.green,
               (float) under.tint.blue, (float) under.tint.alpha);
  glUniform1f (self->alpha, (float) under.alpha);
  glDrawElements (GL_TRIANGLES, n, GL_UNSIGNED_INT, NULL);
  glDisable (GL_BLEND);
  glDisable (GL_CULL_FACE);
}

/* The part of the framebuffer that is the area: nothing is drawn beside it. */
static void
clip (const PlotArea *area, const PlotArea *window, int width, int height)
{
  const double x = width / window->width, y = height / window->height;
  const double below = window->y + window->height - area->y - area->height;
  const int left = (int) lround ((area->x - window->x) * x), bottom = (int) lround (below * y);

  glEnable (GL_SCISSOR_TEST);
  glScissor (left, bottom, (int) lround ((area->x - window->x + area->width) * x) - left,
             (int) lround ((below + area->height) * y) - bottom);
}

void
app_scene_gl_draw (AppSceneGl *self,
                   const PlotScene *scene,
                   const PlotArea *area,
                   const PlotArea *window,
                   int width,
                   int height,
                   const PlotTheme *theme)
{
  PlotSceneProjection projection;
  float matrix[16];
  GLint target;

  glGetIntegerv (GL_DRAW_FRAMEBUFFER_BINDING, &target);
  bind_samples (self, width, height, (GLuint) target);
  glViewport (0, 0, width, height);
  glClearColor (0, 0, 0, 0);
  glClear (GL_COLOR_BUFFER_BIT);
  glUseProgram (self->program);
  glBindVertexArray (self->vertex_array);
  glBindBuffer (GL_ARRAY_BUFFER, self->vertices);
  plot_scene_projection_init (&projection, &scene->camera, area, theme);
  plot_scene_projection_get_matrix (&projection, window, matrix);
  glUniformMatrix4fv (self->matrix, 1, GL_FALSE, matrix);
  clip (area, window, width, height);
  upload_vertices (scene, theme);
  draw_sides (self, upload_indices (scene), theme);
  glDisable (GL_SCISSOR_TEST);
  glBindVertexArray (0);
  if (self->framebuffer != 0)
    {
      glBindFramebuffer (GL_READ_FRAMEBUFFER, self->framebuffer);
      glBindFramebuffer (GL_DRAW_FRAMEBUFFER, (GLuint) target);
      glBlitFramebuffer (0, 0, width, height, 0, 0, width, height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
      glBindFramebuffer (GL_FRAMEBUFFER, (GLuint) target);
    }
}
