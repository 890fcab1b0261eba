/* The widget around the maps: values from a thread, dragging and keys. */
#include "app/map_view.h"

#include "app/canvas.h"
#include "app/look.h"
#include "plot/map_style.h"
#include "plot/regions.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* In units of the tick labels' font size, so that maps grow with the text. */
#define NAME_ROOM 5.5 /* of the y axis' name, in the row of the title */
/* Arrow keys with Shift go so many steps. */
#define STRIDE 10

typedef struct
{
  AppMap map;
  double values[APP_MAP_ROWS * APP_MAP_COLUMNS];
} Picture;

/* All of a picture but the point: what it was drawn for, and the drawing. */
typedef struct
{
  cairo_surface_t *image; /* or NULL */
  AppMapKind kind;
  guint picture; /* serial number of the values */
  int width, height, scale;
  PlotStyle style;
  double font_size, rho;
  const char *note; /* one of app_map_get_note()'s */
  gboolean name;    /* of the y axis */
} Ground;

struct _AppMapView
{
  GtkWidget parent_instance;

  GtkWidget *title; /* the card's, over this widget, or NULL */
  AppSession *session;
  AppMapKind kind;
  Picture *picture; /* the newest that is computed, or NULL */
  guint n_pictures; /* computed so far */
  Ground ground;
  gboolean computing;     /* one thread at most is at it */
  ModelExperiment before; /* the click: a double click is not meant to move the point */
};

G_DEFINE_FINAL_TYPE (AppMapView, app_map_view, GTK_TYPE_WIDGET)

static void
get_inner (AppMapView *self, PlotArea *inner)
{
  PlotTheme theme;
  PlotArea area;

  app_look_init_plot (GTK_WIDGET (self), &theme, &area);
  *inner = self->kind == APP_MAP_PREFERENCE ? plot_regions_inner (&area, &theme)
                                            : plot_heatmap_inner (&area, &theme);
}

/* Whether there are values of the map that is to be shown. */
static gboolean
has_picture (AppMapView *self)
{
  return self->picture != NULL && self->picture->map.kind == self->kind;
}

/* The name of the y axis gives way to a long name of the map. */
static gboolean
has_room_for_name (AppMapView *self, const PlotTheme *theme)
{
  graphene_rect_t bounds;
  PlotArea inner;

  get_inner (self, &inner);
  return self->title == NULL ||
         !gtk_widget_compute_bounds (self->title, GTK_WIDGET (self), &bounds) ||
         inner.x + inner.width - (bounds.origin.x + bounds.size.width) >=
             NAME_ROOM * theme->font_size;
}

static void
draw_regions (AppMapView *self, cairo_t *cr, const PlotArea *area, const PlotTheme *theme)
{
  PlotRegions regions;

  plot_regions_init (&regions);
  regions.hide_y_name = !self->ground.name;
  regions.rho = self->ground.rho;
  app_map_get_axes (self->kind, &regions.x, &regions.y);
  plot_regions_draw (cr, area, &regions, theme);
}

static void
draw_map (AppMapView *self, cairo_t *cr, const PlotArea *area, const PlotTheme *theme)
{
  PlotHeatmap heatmap;

  plot_map_style_init (&heatmap, self->kind == APP_MAP_CREDIT ? THEORY_MAP_MISATTRIBUTION
                                                              : THEORY_MAP_RATIO_STEP);
  if (!self->ground.name)
    heatmap.y_name = NULL;
  app_map_get_axes (self->kind, &heatmap.x, &heatmap.y);
  if (has_picture (self))
    {
      heatmap.n_x = APP_MAP_COLUMNS;
      heatmap.n_y = APP_MAP_ROWS;
      heatmap.values = self->picture->values;
      heatmap.note = self->ground.note;
    }
  plot_heatmap_draw (cr, area, &heatmap, theme);
}

/* What the picture is to show. Regions move with the correlation, maps do not. */
static Ground
want_ground (AppMapView *self, const PlotTheme *theme)
{
  const ModelExperiment *experiment = app_session_get_experiment (self->session);
  gboolean regions = self->kind == APP_MAP_PREFERENCE;

  return (Ground){ .kind = self->kind,
                   .picture = !regions && has_picture (self) ? self->n_pictures : 0,
                   .width = gtk_widget_get_width (GTK_WIDGET (self)),
                   .height = gtk_widget_get_height (GTK_WIDGET (self)),
                   .scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                   .style = theme->style,
                   .font_size = theme->font_size,
                   .rho = regions ? model_experiment_get (experiment, MODEL_RHO) : 0,
                   .note = !regions && has_picture (self)
                               ? app_map_get_note (&self->picture->map, experiment)
                               : NULL,
                   .name = has_room_for_name (self, theme) };
}

static gboolean
is_same_ground (const Ground *a, const Ground *b)
{
  return a->kind == b->kind && a->picture == b->picture && a->width == b->width &&
         a->height == b->height && a->scale == b->scale && a->style == b->style &&
         a->font_size == b->font_size && a->rho == b->rho && a->name == b->name &&
         g_strcmp0 (a->note, b->note) == 0;
}

/* Drawn once: under a moving point only the point is new. */
static void
prepare_ground (AppMapView *self, const PlotArea *area, const PlotTheme *theme)
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
  if (self->kind == APP_MAP_PREFERENCE)
    draw_regions (self, cr, area, theme);
  else
    draw_map (self, cr, area, theme);
  cairo_destroy (cr);
}

static void
draw_point (AppMapView *self, cairo_t *cr, const PlotTheme *theme)
{
  double point[2];
  PlotArea inner;
  PlotAxis x, y;

  get_inner (self, &inner);
  app_map_get_axes (self->kind, &x, &y);
  app_map_get_point (self->kind, app_session_get_experiment (self->session), point);
  plot_heatmap_draw_point (cr, &inner, &x, &y, point, theme);
}

static void
app_map_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppMapView *self = APP_MAP_VIEW (widget);
  cairo_t *cr = app_canvas_begin (widget);
  PlotTheme theme;
  PlotArea area;

  app_look_init_plot (widget, &theme, &area);
  prepare_ground (self, &area, &theme);
  cairo_set_source_surface (cr, self->ground.image, 0, 0);
  cairo_paint (cr);
  draw_point (self, cr, &theme);
  app_canvas_end (cr, snapshot);
}

static void
app_map_view_dispose (GObject *object)
{
  AppMapView *self = APP_MAP_VIEW (object);

  g_clear_pointer (&self->picture, g_free);
  g_clear_pointer (&self->ground.image, cairo_surface_destroy);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_map_view_parent_class)->dispose (object);
}

static void
app_map_view_class_init (AppMapViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_map_view_dispose;
  widget_class->snapshot = app_map_view_snapshot;
  widget_class->measure = app_look_measure_plot;
  gtk_widget_class_set_css_name (widget_class, "plotview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
compute_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Picture *picture = g_new (Picture, 1);

  picture->map = *(const AppMap *) data;
  app_map_compute (&picture->map, picture->values);
  g_task_return_pointer (task, picture, g_free);
}

static void compute (AppMapView *self);

static void
computed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  AppMapView *self = APP_MAP_VIEW (object);
  Picture *picture = g_task_propagate_pointer (G_TASK (result), NULL);

  self->computing = FALSE;
  if (self->session == NULL)
    {
      g_free (picture);
      return;
    }
  g_free (self->picture);
  self->picture = picture;
  self->n_pictures++;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  compute (self);
}

gboolean
app_map_view_is_current (AppMapView *self)
{
  const ModelSnapshot *snapshot = app_session_get_snapshot (self->session);
  AppMap wanted;

  if (self->kind == APP_MAP_PREFERENCE || snapshot == NULL)
    return TRUE;
  app_map_init (&wanted, self->kind, snapshot);
  return self->picture != NULL && app_map_equal (&wanted, &self->picture->map);
}

/* Under moving sliders, the map at work is finished and followed by the newest. None is computed
 * that nobody sees. */
static void
compute (AppMapView *self)
{
  g_autoptr (GTask) task = NULL;
  AppMap *wanted;

  if (self->computing || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      app_map_view_is_current (self))
    return;
  self->computing = TRUE;
  wanted = g_new (AppMap, 1);
  app_map_init (wanted, self->kind, app_session_get_snapshot (self->session));
  task = g_task_new (self, NULL, computed_cb, NULL);
  g_task_set_task_data (task, wanted, g_free);
  g_task_run_in_thread (task, compute_in_thread);
}

static void
update (AppMapView *self)
{
  g_autofree char *description =
      app_map_describe (self->kind, app_session_get_experiment (self->session),
                        app_session_get_phases (self->session)->prediction);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  app_map_get_name (self->kind),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  compute (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_experiment (AppMapView *self, const ModelExperiment *experiment)
{
  app_session_set_experiment (self->session, experiment, NULL);
}

void
app_map_view_move_to (AppMapView *self, double x, double y)
{
  ModelExperiment changed = *app_session_get_experiment (self->session);
  PlotArea inner;
  PlotAxis axes[2];
  double now[2];

  get_inner (self, &inner);
  app_map_get_axes (self->kind, &axes[0], &axes[1]);
  app_map_get_point (self->kind, &changed, now);
  /* Data that are on no place of the map are not made into others by a touch. */
  if (isnan (now[0]) && self->kind != APP_MAP_PREFERENCE)
    return;
  const double u = CLAMP ((x - inner.x) / inner.width, 0.0, 1.0);
  const double v = CLAMP (1 - (y - inner.y) / inner.height, 0.0, 1.0);
  const double point[2] = { plot_axis_unmap (&axes[0], u), plot_axis_unmap (&axes[1], v) };
  if (app_map_set_point (self->kind, point, &changed, NULL))
    set_experiment (self, &changed);
}

static gboolean
is_inside (AppMapView *self, double x, double y)
{
  PlotArea inner;

  get_inner (self, &inner);
  return x >= inner.x && x <= inner.x + inner.width && y >= inner.y && y <= inner.y + inner.height;
}

static void
drag_begin_cb (AppMapView *self, double x, double y, GtkGestureDrag *gesture)
{
  if (!is_inside (self, x, y))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (AppMapView *self, double dx, double dy, GtkGestureDrag *gesture)
{
  double x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  app_map_view_move_to (self, x + dx, y + dy);
}

static void
pressed_cb (AppMapView *self, int n_press, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (n_press > 1)
    {
      set_experiment (self, &self->before);
      return;
    }
  self->before = *app_session_get_experiment (self->session);
  if (is_inside (self, x, y))
    app_map_view_move_to (self, x, y);
}

static gboolean
key_pressed_cb (AppMapView *self, guint key, guint code, GdkModifierType state)
{
  ModelExperiment changed = *app_session_get_experiment (self->session);
  const int step = (state & GDK_SHIFT_MASK) ? STRIDE : 1;
  int x = 0, y = 0;

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
  if (app_map_step (self->kind, x, y, &changed, NULL))
    set_experiment (self, &changed);
  return TRUE;
}

static void
add_controllers (AppMapView *self)
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
app_map_view_init (AppMapView *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  app_look_follow_style (GTK_WIDGET (self));
  add_controllers (self);
}

GtkWidget *
app_map_view_new (AppSession *session)
{
  AppMapView *self = g_object_new (APP_TYPE_MAP_VIEW, NULL);

  self->session = g_object_ref (session);
  self->before = *app_session_get_experiment (session);
  g_signal_connect_object (session, "run-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "experiment-changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (update), NULL);
  update (self);
  return GTK_WIDGET (self);
}

AppMapKind
app_map_view_get_kind (AppMapView *self)
{
  return self->kind;
}

void
app_map_view_set_kind (AppMapView *self, AppMapKind kind)
{
  self->kind = kind;
  update (self);
}

void
app_map_view_set_title (AppMapView *self, GtkWidget *title)
{
  self->title = title;
}
