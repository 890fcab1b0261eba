/* The surface of a scene drawn by GL, into the framebuffer that is bound. */
#pragma once

#include "plot/space/scene.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Lives in one GL context, which is current in every call. */
typedef struct AppSceneGl AppSceneGl;

/* TRUE if the processor plays the graphics card of the current context. */
gboolean app_scene_gl_is_emulated (void);

/* Errors: GDK_GL_ERROR where the context cannot do it. */
AppSceneGl *app_scene_gl_new (GdkGLContext *context, GError **error);
void app_scene_gl_free (AppSceneGl *self);

/* How often each pixel is sampled, 1: once; at first 4 times where a graphics card does it. */
void app_scene_gl_set_samples (AppSceneGl *self, int samples);

/**
 * app_scene_gl_draw:
 * What plot_scene_draw_surface() draws, at the same places, with edges softened where the context
 * can; clears all that is not surface.
 * @area, @window: user units; the framebuffer shows the window
 * @width, @height: of the framebuffer, pixels
 */
void app_scene_gl_draw (AppSceneGl *self,
                        const PlotScene *scene,
                        const PlotArea *area,
                        const PlotArea *window,
                        int width,
                        int height,
                        const PlotTheme *theme);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppSceneGl, app_scene_gl_free)

G_END_DECLS
