/* The widget around the maps: values from a thread, dragging and keys. */
#include "app/card/theory_map_view.h"

#include "app/base/canvas.h"
#include "app/base/listen.h"
#include "app/base/style.h"
#include "app/card/plane_zoom.h"
#include "plot/draw/heatmap.h"
#include "plot/draw/label.h"
#include "run/job_slot.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* In units of the tick labels' font size, so that maps grow with the text. */
#define NAME_ROOM 5.5 /* of the y axis' name, in the row of the title */
/* Arrow keys with Shift go so many steps. */
#define STRIDE 10

typedef struct
{
  PlotTheoryMap map;
  double values[PLOT_THEORY_MAP_ROWS * PLOT_THEORY_MAP_COLUMNS];
} Picture;

/* All of a picture but the point: what it was drawn for, and the drawing. */
typedef struct
{
  cairo_surface_t *image; /* or NULL */
  PlotTheoryMapKind kind;
  guint picture; /* serial number of the values */
  int width, height, scale;
  PlotStyle style;
  double font_size, rho;
  StudyAxis axes[2];
  const char *note; /* one of plot_theory_map_get_note()'s */
  gboolean name;    /* of the y axis */
} Ground;

struct _AppTheoryMapView
{
  GtkWidget parent_instance;

  GtkWidget *title; /* the card's, over this widget, or NULL */
  AppSession *session;
  PlotTheoryMapKind kind;
  Picture *picture; /* the newest that is computed, or NULL */
  guint n_pictures; /* computed so far */
  Ground ground;
  RunJobSlot *computing;  /* Picture */
  ModelExperiment before; /* the click: a double click is not meant to move the point */
};

G_DEFINE_FINAL_TYPE (AppTheoryMapView, app_theory_map_view, GTK_TYPE_WIDGET)

static void
get_inner (AppTheoryMapView *self, PlotArea *inner)
{
  PlotTheme theme;
  PlotArea area;

  app_style_init_plot (GTK_WIDGET (self), &theme, &area);
  plot_label_name_modalities (&theme, app_session_get_experiment (self->session));
  *inner = plot_theory_map_inner (self->kind, &area, &theme);
}

/* Whether there are values of the map that is to be shown. */
static gboolean
has_picture (AppTheoryMapView *self)
{
  return self->picture != NULL && self->picture->map.kind == self->kind;
}

/* The name of the y axis gives way to a long name of the map. */
static gboolean
has_room_for_name (AppTheoryMapView *self, const PlotTheme *theme)
{
  graphene_rect_t bounds;
  PlotArea inner;

  get_inner (self, &inner);
  return self->title == NULL ||
         !gtk_widget_compute_bounds (self->title, GTK_WIDGET (self), &bounds) ||
         inner.x + inner.width - (bounds.origin.x + bounds.size.width) >=
             NAME_ROOM * theme->font_size;
}

/* Values on the axes that are shown: where those are being computed, what the old ones tell. */
static void
draw_map (AppTheoryMapView *self, cairo_t *cr, const PlotArea *area, const PlotTheme *theme)
{
  g_autofree double *values = NULL;
  PlotTheoryMapPicture picture;

  plot_theory_map_picture_init (&picture, self->kind);
  picture.hide_y_name = !self->ground.name;
  picture.rho = self->ground.rho;
  memcpy (picture.axes, self->ground.axes, sizeof picture.axes);
  if (has_picture (self))
    {
      values = g_new (double, PLOT_THEORY_MAP_ROWS *PLOT_THEORY_MAP_COLUMNS);
      plot_theory_map_resample (self->picture->values, self->picture->map.axes, picture.axes,
                                values);
      picture.values = values;
      picture.note = self->ground.note;
    }
  plot_theory_map_draw (cr, area, &picture, theme);
}

/* What the picture is to show. Regions move with the correlation, maps do not. */
static Ground
want_ground (AppTheoryMapView *self, const PlotTheme *theme)
{
  const ModelExperiment *experiment = app_session_get_experiment (self->session);
  gboolean regions = self->kind == PLOT_THEORY_MAP_PREFERENCE;
  StudyAxis shown[2];

  app_plane_zoom_get_shown (GTK_WIDGET (self), shown);
  return (Ground){ .kind = self->kind,
                   .picture = !regions && has_picture (self) ? self->n_pictures : 0,
                   .width = gtk_widget_get_width (GTK_WIDGET (self)),
                   .height = gtk_widget_get_height (GTK_WIDGET (self)),
                   .scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                   .style = theme->style,
                   .font_size = theme->font_size,
                   .axes = { shown[0], shown[1] },
                   .rho = regions ? model_experiment_get (experiment, MODEL_RHO) : 0,
                   .note = !regions && has_picture (self)
                               ? plot_theory_map_get_note (&self->picture->map, experiment)
                               : NULL,
                   .name = has_room_for_name (self, theme) };
}

static gboolean
is_same_ground (const Ground *a, const Ground *b)
{
  return a->kind == b->kind && a->picture == b->picture && a->width == b->width &&
         a->height == b->height && a->scale == b->scale && a->style == b->style &&
         a->font_size == b->font_size && a->rho == b->rho && a->name == b->name &&
         study_axis_equal (&a->axes[0], &b->axes[0]) &&
         study_axis_equal (&a->axes[1], &b->axes[1]) && g_strcmp0 (a->note, b->note) == 0;
}

/* Drawn once: under a moving point only the point is new. */
static void
prepare_ground (AppTheoryMapView *self, const PlotArea *area, const PlotTheme *theme)
{
  Ground wanted = want_ground (self, theme);
  cairo_t *cr;

  if (self->ground.image != NULL && is_same_ground (&wanted, &self->ground))
    return;
  g_clear_pointer (&self->ground.image, cairo_surface_destroy);
  self->ground = wanted;
  self->ground.image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, wanted.width * wanted.scale,
                                                   wanted.height * wanted.scale);
  cairo_surface_set_device_scale (self->ground.image, wanted.scale, wanted.scale);
  cr = cairo_create (self->ground.image);
  draw_map (self, cr, area, theme);
  cairo_destroy (cr);
}

static void
draw_point (AppTheoryMapView *self, cairo_t *cr, const PlotTheme *theme)
{
  double point[2];
  PlotArea inner;
  StudyAxis shown[2];

  get_inner (self, &inner);
  app_plane_zoom_get_shown (GTK_WIDGET (self), shown);
  plot_theory_map_get_point (self->kind, app_session_get_experiment (self->session), point);
  plot_heatmap_draw_point (cr, &inner, &shown[0], &shown[1], point, theme);
}

static void
app_theory_map_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppTheoryMapView *self = APP_THEORY_MAP_VIEW (widget);
  cairo_t *cr = app_canvas_begin (widget);
  PlotTheme theme;
  PlotArea area;

  app_style_init_plot (widget, &theme, &area);
  plot_label_name_modalities (&theme, app_session_get_experiment (self->session));
  prepare_ground (self, &area, &theme);
  cairo_set_source_surface (cr, self->ground.image, 0, 0);
  cairo_paint (cr);
  draw_point (self, cr, &theme);
  app_canvas_end (cr, snapshot);
}

static void
app_theory_map_view_dispose (GObject *object)
{
  AppTheoryMapView *self = APP_THEORY_MAP_VIEW (object);

  g_clear_pointer (&self->computing, run_job_slot_leave);
  g_clear_pointer (&self->picture, g_free);
  g_clear_pointer (&self->ground.image, cairo_surface_destroy);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_theory_map_view_parent_class)->dispose (object);
}

static void
app_theory_map_view_class_init (AppTheoryMapViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_theory_map_view_dispose;
  widget_class->snapshot = app_theory_map_view_snapshot;
  app_style_init_plot_class (widget_class);
}

static void
compute_picture (gpointer data, const int *cancel)
{
  Picture *picture = data;

  plot_theory_map_compute (&picture->map, picture->values);
}

static void compute (AppTheoryMapView *self);

static void
computed_cb (gpointer picture, gpointer data)
{
  AppTheoryMapView *self = data;

  g_free (self->picture);
  self->picture = g_memdup2 (picture, sizeof (Picture));
  self->n_pictures++;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  compute (self);
}

static const RunJobClass picture_class = { "theory-map", FALSE, compute_picture, computed_cb,
                                           g_free };

static void
init_wanted (AppTheoryMapView *self, PlotTheoryMap *map)
{
  const ModelSnapshot *snapshot = app_session_get_snapshot (self->session);

  plot_theory_map_init (map, self->kind, &snapshot->experiment, snapshot->init_scale);
  app_plane_zoom_get_shown (GTK_WIDGET (self), map->axes);
}

gboolean
app_theory_map_view_is_current (AppTheoryMapView *self)
{
  PlotTheoryMap wanted;

  if (self->kind == PLOT_THEORY_MAP_PREFERENCE || app_session_get_snapshot (self->session) == NULL)
    return TRUE;
  init_wanted (self, &wanted);
  return self->picture != NULL && plot_theory_map_equal (&wanted, &self->picture->map);
}

/* Under moving sliders, the map at work is finished and followed by the newest. None is computed
 * that nobody sees. */
static void
compute (AppTheoryMapView *self)
{
  Picture *wanted;

  if (run_job_slot_is_busy (self->computing) || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      app_theory_map_view_is_current (self))
    return;
  wanted = g_new (Picture, 1);
  init_wanted (self, &wanted->map);
  run_job_slot_start (self->computing, wanted);
}

static void
update (AppTheoryMapView *self)
{
  g_autofree char *description =
      app_theory_map_point_describe (self->kind, app_session_get_experiment (self->session),
                                     app_session_get_phases (self->session)->prediction);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  app_theory_map_point_get_name (self->kind),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  compute (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_experiment (AppTheoryMapView *self, const ModelExperiment *experiment)
{
  app_session_set_experiment (self->session, experiment, NULL);
}

void
app_theory_map_view_move_to (AppTheoryMapView *self, double x, double y)
{
  ModelExperiment changed = *app_session_get_experiment (self->session);
  PlotArea inner;
  StudyAxis axes[2];
  double now[2];

  get_inner (self, &inner);
  app_plane_zoom_get_shown (GTK_WIDGET (self), axes);
  plot_theory_map_get_point (self->kind, &changed, now);
  /* Data that are on no place of the map are not made into others by a touch. */
  if (isnan (now[0]) && self->kind != PLOT_THEORY_MAP_PREFERENCE)
    return;
  const double u = CLAMP ((x - inner.x) / inner.width, 0.0, 1.0);
  const double v = CLAMP (1 - (y - inner.y) / inner.height, 0.0, 1.0);
  const double point[2] = { study_axis_unmap (&axes[0], u), study_axis_unmap (&axes[1], v) };
  if (app_theory_map_point_set_point (self->kind, point, &changed, NULL))
    set_experiment (self, &changed);
}

static gboolean
is_inside (AppTheoryMapView *self, double x, double y)
{
  PlotArea inner;

  get_inner (self, &inner);
  return x >= inner.x && x <= inner.x + inner.width && y >= inner.y && y <= inner.y + inner.height;
}

static void
drag_begin_cb (AppTheoryMapView *self, double x, double y, GtkGestureDrag *gesture)
{
  if (!is_inside (self, x, y))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (AppTheoryMapView *self, double dx, double dy, GtkGestureDrag *gesture)
{
  double x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  app_theory_map_view_move_to (self, x + dx, y + dy);
}

static void
pressed_cb (AppTheoryMapView *self, int n_press, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (n_press > 1)
    {
      set_experiment (self, &self->before);
      return;
    }
  self->before = *app_session_get_experiment (self->session);
  if (is_inside (self, x, y))
    app_theory_map_view_move_to (self, x, y);
}

static gboolean
key_pressed_cb (AppTheoryMapView *self, guint key, guint code, GdkModifierType state)
{
  ModelExperiment changed = *app_session_get_experiment (self->session);
  const int step = (state & GDK_SHIFT_MASK) ? STRIDE : 1;
  int x = 0, y = 0;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      x = -step;
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      x = step;
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      y = -step;
      break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      y = step;
      break;
    default:
      return FALSE;
    }
  if (app_theory_map_point_step (self->kind, x, y, &changed, NULL))
    set_experiment (self, &changed);
  return TRUE;
}

static void
add_controllers (AppTheoryMapView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_gesture_group (click, drag);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

static void
app_theory_map_view_init (AppTheoryMapView *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  app_style_follow_style (GTK_WIDGET (self));
  self->computing = run_job_slot_new (&picture_class, 1, self);
  add_controllers (self);
}

static StudyPlane
get_plane (GtkWidget *widget)
{
  return plot_theory_map_get_plane (APP_THEORY_MAP_VIEW (widget)->kind);
}

static void
get_inner_of (GtkWidget *widget, PlotArea *inner)
{
  get_inner (APP_THEORY_MAP_VIEW (widget), inner);
}

static void
get_whole (GtkWidget *widget, StudyAxis whole[2])
{
  plot_theory_map_get_axes (APP_THEORY_MAP_VIEW (widget)->kind, whole);
}

/* Around the point. */
static void
get_anchor (GtkWidget *widget, double at[2])
{
  AppTheoryMapView *self = APP_THEORY_MAP_VIEW (widget);

  plot_theory_map_get_point (self->kind, app_session_get_experiment (self->session), at);
}

static const AppPlaneZoomClass zoom = { get_plane, get_inner_of, get_whole, get_anchor };

static void
view_changed_cb (AppTheoryMapView *self)
{
  compute (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GtkWidget *
app_theory_map_view_new (AppSession *session)
{
  AppTheoryMapView *self = g_object_new (APP_TYPE_THEORY_MAP_VIEW, NULL);

  self->session = g_object_ref (session);
  app_plane_zoom_attach (GTK_WIDGET (self), session, &zoom);
  self->before = *app_session_get_experiment (session);
  app_listen (session, "run-changed", G_CALLBACK (update), self);
  app_listen (session, "experiment-changed", G_CALLBACK (gtk_widget_queue_draw), self);
  app_listen (session, "view-changed", G_CALLBACK (view_changed_cb), self);
  g_signal_connect (self, "map", G_CALLBACK (update), NULL);
  update (self);
  return GTK_WIDGET (self);
}

PlotTheoryMapKind
app_theory_map_view_get_kind (AppTheoryMapView *self)
{
  return self->kind;
}

void
app_theory_map_view_set_kind (AppTheoryMapView *self, PlotTheoryMapKind kind)
{
  self->kind = kind;
  update (self);
}

void
app_theory_map_view_set_title (AppTheoryMapView *self, GtkWidget *title)
{
  self->title = title;
}
