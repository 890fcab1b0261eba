/* The widget around the phase portrait: what is drawn, and when it is computed anew. */
#include "app/card/portrait_view.h"

#include "app/base/listen.h"
#include "app/base/painter.h"
#include "app/base/style.h"
#include "app/card/plane_zoom.h"
#include "app/card/portrait_summary.h"
#include "app/card/portrait_touch.h"
#include "plot/draw/frame.h"
#include "plot/draw/label.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

struct _AppPortraitView
{
  GtkWidget parent_instance;

  AppSession *session;
  AppOrbits *orbits;
  AppPortraitTouch *touch;
  PlotPortrait portrait;
  PlotArea area; /* of the next drawing */
  PlotTheme theme;
  StudyAxis fitted[2];      /* its axes as they show all */
  TheorySkeleton *skeleton; /* of the newest prediction, or NULL */
  guint generation;         /* of the run that the skeleton belongs to */
};

G_DEFINE_FINAL_TYPE (AppPortraitView, app_portrait_view, GTK_TYPE_WIDGET)

static PlotArea
get_area (AppPortraitView *self, PlotTheme *theme)
{
  PlotArea area;

  app_style_init_plot (GTK_WIDGET (self), theme, &area);
  plot_label_name_modalities (theme, app_session_get_experiment (self->session));
  return area;
}

/* The state under the pointer or the cross-hair, or that of the epoch hovered in another plot. */
static void
get_marked (AppPortraitView *self, double w[2])
{
  const double epoch = app_session_get_hover (self->session);
  const ModelSnapshot *snapshot = app_session_get_snapshot (self->session);

  app_portrait_touch_get_hover (self->touch, w);
  if (!isnan (w[0]) || isnan (epoch) || snapshot == NULL)
    return;
  const ModelHistoryRow row = model_history_view_at (snapshot->history, epoch);
  w[0] = row.weight[0];
  w[1] = row.weight[1];
}

static void
update_portrait (AppPortraitView *self)
{
  const StudyView *view =
      app_view_history_get_view_shown (app_session_get_view_history (self->session));
  PlotPortrait *p = &self->portrait;

  p->x = self->fitted[0];
  p->y = self->fitted[1];
  plot_portrait_narrow (p, view);
  p->hide_nullclines = view->hide_nullclines;
  p->hide_manifolds = view->hide_manifolds;

  p->skeleton = self->skeleton;
  p->snapshot = app_session_get_snapshot (self->session);
  p->ghost = app_session_get_recipe (self->session)->is_fork
                 ? NULL
                 : app_session_get_compared (self->session)->unkicked;
  p->playhead = app_session_get_playhead (self->session);
  p->orbits = app_orbits_get_orbits (self->orbits);
  p->selected = app_orbits_get_selected (self->orbits);
  p->learning_rate = p->snapshot != NULL ? p->snapshot->learning_rate : 0;
  p->lasso = app_portrait_touch_get_lasso (self->touch, &p->n_lasso);
  get_marked (self, p->hover);
}

static void
prepare (GtkWidget *widget)
{
  AppPortraitView *self = APP_PORTRAIT_VIEW (widget);

  self->area = get_area (self, &self->theme);
  update_portrait (self);
}

static void
draw (gpointer widget, cairo_t *cr)
{
  const AppPortraitView *self = widget;

  plot_portrait_draw (cr, &self->area, &self->portrait, &self->theme);
}

static const AppPainterClass painter = { prepare, draw };

static void
app_portrait_view_dispose (GObject *object)
{
  AppPortraitView *self = APP_PORTRAIT_VIEW (object);

  g_clear_pointer (&self->touch, app_portrait_touch_free);
  g_clear_pointer (&self->orbits, app_orbits_unref);
  g_clear_pointer (&self->skeleton, theory_skeleton_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_portrait_view_parent_class)->dispose (object);
}

static void
app_portrait_view_class_init (AppPortraitViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_portrait_view_dispose;
  app_painter_init_class (widget_class);
}

static void
fit (AppPortraitView *self)
{
  plot_portrait_fit (&self->portrait);
  self->fitted[0] = self->portrait.x;
  self->fitted[1] = self->portrait.y;
}

static void
app_portrait_view_init (AppPortraitView *self)
{
  plot_portrait_init (&self->portrait);
  self->portrait.hide_title = TRUE; /* the card's own */
  fit (self);
  app_painter_attach (GTK_WIDGET (self), &painter);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Phase portrait"), -1);
}

/* Once per experiment, not per frame: what depends on data and depths alone. */
static void
update_skeleton (AppPortraitView *self, const TheoryPrediction *prediction)
{
  TheoryPlane plane;
  double bound;

  memset (&plane, 0, sizeof plane); /* its padding too: planes are compared as bytes */
  theory_plane_init_along (&plane, prediction->moments, &prediction->network,
                           prediction->points->point[THEORY_POINT_SOLUTION].w);
  if (self->skeleton != NULL && memcmp (&plane, &self->skeleton->plane, sizeof plane) == 0)
    return;
  bound = plot_portrait_bound (&plane);
  theory_skeleton_free (self->skeleton);
  self->skeleton = theory_skeleton_new (&plane, bound);
  app_orbits_set_plane (self->orbits, &plane, bound);
}

static void
describe (AppPortraitView *self)
{
  g_autofree char *text = app_portrait_summary_describe (app_session_get_snapshot (self->session),
                                                         app_session_get_phases (self->session));

  app_style_describe (GTK_WIDGET (self), text);
}

static void
run_changed_cb (AppPortraitView *self)
{
  const ModelSnapshot *snapshot = app_session_get_snapshot (self->session);
  const TheoryPrediction *prediction = app_session_get_phases (self->session)->prediction;

  if (prediction != NULL && (self->skeleton == NULL || self->generation != snapshot->generation))
    {
      update_skeleton (self, prediction);
      self->generation = snapshot->generation;
    }
  update_portrait (self);
  /* Under a drag of the state the axes hold, lest the state runs away from the pointer. */
  if (!app_portrait_touch_is_dragging (self->touch))
    fit (self);
  /* Not while it streams: a summary of every frame would keep a screen reader talking. */
  if (app_session_is_complete (self->session))
    describe (self);
  app_painter_queue (GTK_WIDGET (self));
}

static StudyPlane
get_plane (GtkWidget *widget)
{
  return STUDY_PLANE_PORTRAIT;
}

static void
get_inner (GtkWidget *widget, PlotArea *inner)
{
  PlotTheme theme;
  const PlotArea area = get_area (APP_PORTRAIT_VIEW (widget), &theme);

  *inner = plot_frame_inner (&area, &theme);
}

static void
get_whole (GtkWidget *widget, StudyAxis whole[2])
{
  whole[0] = APP_PORTRAIT_VIEW (widget)->fitted[0];
  whole[1] = APP_PORTRAIT_VIEW (widget)->fitted[1];
}

/* Around pointer or cross-hair. */
static void
get_anchor (GtkWidget *widget, double at[2])
{
  app_portrait_touch_get_hover (APP_PORTRAIT_VIEW (widget)->touch, at);
}

static void
place (GtkWidget *widget, const double w[2], double *x, double *y)
{
  app_portrait_view_place (APP_PORTRAIT_VIEW (widget), w, x, y);
}

static gboolean
pick (GtkWidget *widget, double x, double y, double w[2])
{
  return app_portrait_view_pick (APP_PORTRAIT_VIEW (widget), x, y, w);
}

static const AppPortraitTouchClass touch = { place, pick };
static const AppPlaneZoomClass zoom = { get_plane, get_inner, get_whole, get_anchor };

GtkWidget *
app_portrait_view_new (AppSession *session)
{
  AppPortraitView *self = g_object_new (APP_TYPE_PORTRAIT_VIEW, NULL);

  self->session = g_object_ref (session);
  self->orbits = app_orbits_ref (app_session_get_orbits (session));
  app_plane_zoom_attach (GTK_WIDGET (self), session, &zoom);
  self->touch = app_portrait_touch_new (GTK_WIDGET (self), session, &touch);
  app_listen (session, "run-changed", G_CALLBACK (run_changed_cb), self);
  app_listen (session, "playhead-changed", G_CALLBACK (app_painter_queue), self);
  app_listen (session, "view-changed", G_CALLBACK (app_painter_queue), self);
  return GTK_WIDGET (self);
}

const PlotPortrait *
app_portrait_view_get_portrait (AppPortraitView *self)
{
  update_portrait (self);
  return &self->portrait;
}

void
app_portrait_view_place (AppPortraitView *self, const double w[2], double *x, double *y)
{
  PlotTheme theme;
  const PlotArea area = get_area (self, &theme);

  plot_portrait_place (&self->portrait, &area, &theme, w, x, y);
}

gboolean
app_portrait_view_pick (AppPortraitView *self, double x, double y, double w[2])
{
  PlotTheme theme;
  const PlotArea area = get_area (self, &theme);

  return self->skeleton != NULL && plot_portrait_pick (&self->portrait, &area, &theme, x, y, w);
}

void
app_portrait_view_get_hover (AppPortraitView *self, double w[2])
{
  app_portrait_touch_get_hover (self->touch, w);
}
