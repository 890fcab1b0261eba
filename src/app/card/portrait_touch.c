/* Starting, moving and removing trajectories, the lasso, and kicks, by pointer and by keyboard. */
#include "app/card/portrait_touch.h"

#include "app/base/action.h"
#include "app/base/plot_menu.h"
#include "app/base/style.h"
#include "app/card/plane_zoom.h"
#include "app/card/portrait_summary.h"
#include "app/session/kicks.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A press this close to a start or to the run's state takes hold of it, in pixels. */
#define GRASP 12
/* Of the cross-hair, as parts of the axes. */
#define STEP 0.01
#define LONG_STEP 0.1
#define LASSO_STARTS 16

typedef enum
{
  DRAG_NONE,
  DRAG_START, /* of a trajectory */
  DRAG_STATE, /* of the run: a kick */
  DRAG_LASSO
} Drag;

struct AppPortraitTouch
{
  GtkWidget *widget; /* owns this */
  const AppPortraitTouchClass *klass;
  AppSession *session;
  AppOrbits *orbits;
  double hover[2];
  gboolean by_keys; /* the cross-hair was moved there, and stays when the pointer leaves */
  Drag drag;
  double press[2];        /* where a drag began, in the widget */
  gboolean moved;         /* the drag has passed the threshold */
  gboolean has_new;       /* the last press has started a trajectory: not meant by a double click */
  GArray *before;         /* the starts before a drag, or NULL */
  AppKicksMemory *memory; /* the kicks before a drag, or NULL */
  double epoch;           /* of the kick */
  GArray *lasso;          /* double[2], states */
  GSimpleActionGroup *actions;
  double pointed[2]; /* where its menu was asked for; NAN: nowhere */
};

static void
set_hover (AppPortraitTouch *self, const double w[2], gboolean by_keys)
{
  self->hover[0] = w[0];
  self->hover[1] = w[1];
  self->by_keys = by_keys;
  gtk_widget_queue_draw (self->widget);
}

static void
clear_hover (AppPortraitTouch *self)
{
  const double nowhere[2] = { NAN, NAN };

  set_hover (self, nowhere, FALSE);
}

/* FALSE where nothing is trained yet. */
static gboolean
get_run_state (AppPortraitTouch *self, double w[2])
{
  const ModelSnapshot *snapshot = app_session_get_snapshot (self->session);
  ModelHistoryRow row;

  if (snapshot == NULL)
    return FALSE;
  row = model_history_view_at (snapshot->history, app_session_get_playhead (self->session));
  for (int m = 0; m < 2; m++)
    w[m] = row.weight[m];
  return TRUE;
}

static gboolean
is_near (AppPortraitTouch *self, const double w[2], double x, double y)
{
  double wx, wy;

  self->klass->place (self->widget, w, &wx, &wy);
  return hypot (wx - x, wy - y) < GRASP;
}

static int
find_start (AppPortraitTouch *self, double x, double y)
{
  for (int i = app_orbits_count (self->orbits) - 1; i >= 0; i--)
    if (is_near (self, app_orbits_get_start (self->orbits, i)->w, x, y))
      return i;
  return -1;
}

static void
start_orbit (AppPortraitTouch *self, const double w[2], gboolean backward)
{
  const StudyOrbitStart start = { { w[0], w[1] }, backward };

  app_orbits_add (self->orbits, &start, 1);
}

/* One start as one step to undo. */
static void
start_at_once (AppPortraitTouch *self, const double w[2], gboolean backward)
{
  GArray *before = app_orbits_remember (self->orbits);

  start_orbit (self, w, backward);
  app_orbits_commit (self->orbits, before, _ ("Trajectory"), app_session_get_undo (self->session));
}

static void
begin_kick (AppPortraitTouch *self)
{
  self->drag = DRAG_STATE;
  self->epoch = round (app_session_get_playhead (self->session));
  self->memory = app_kicks_remember (self->session);
  app_session_set_playing (self->session, FALSE);
}

static void
begin_start (AppPortraitTouch *self, double x, double y, const double w[2], gboolean backward)
{
  const int i = find_start (self, x, y);

  self->drag = DRAG_START;
  self->before = app_orbits_remember (self->orbits);
  self->has_new = i < 0;
  if (i >= 0)
    app_orbits_select (self->orbits, i);
  else
    start_orbit (self, w, backward);
}

static void
forget_drag (AppPortraitTouch *self)
{
  self->drag = DRAG_NONE;
  g_clear_pointer (&self->before, g_array_unref);
  g_clear_pointer (&self->memory, app_kicks_forget);
  g_array_set_size (self->lasso, 0);
  gtk_widget_queue_draw (self->widget);
}

static void
pressed_cb (AppPortraitTouch *self, int n_press, double x, double y, GtkGesture *click)
{
  const GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));
  double w[2], run[2];

  gtk_widget_grab_focus (self->widget);
  forget_drag (self);
  if (n_press > 1)
    {
      if (self->has_new)
        app_undo_undo (app_session_get_undo (self->session));
      self->has_new = FALSE;
      return;
    }
  self->has_new = self->moved = FALSE;
  self->press[0] = x;
  self->press[1] = y;
  if (!self->klass->pick (self->widget, x, y, w))
    return;
  if (state & GDK_CONTROL_MASK)
    self->drag = DRAG_LASSO;
  else if (!(state & GDK_SHIFT_MASK) && get_run_state (self, run) && is_near (self, run, x, y))
    begin_kick (self);
  else
    begin_start (self, x, y, w, (state & GDK_SHIFT_MASK) != 0);
}

/* Where a menu was asked for: by the keyboard, at the cross-hair. */
static void
pointed_cb (double x, double y, gpointer data)
{
  AppPortraitTouch *self = data;

  gtk_widget_grab_focus (self->widget);
  for (int i = 0; i < 2; i++)
    self->pointed[i] = isnan (x) ? self->hover[i] : NAN;
  if (!isnan (x) && !self->klass->pick (self->widget, x, y, self->pointed))
    self->pointed[0] = self->pointed[1] = NAN;
  app_action_set_enabled (G_ACTION_MAP (self->actions), "backward", !isnan (self->pointed[0]));
}

static void
backward_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppPortraitTouch *self = data;

  start_at_once (self, self->pointed, TRUE);
}

static const GActionEntry actions[] = { { .name = "backward", .activate = backward_cb } };

static void
add_menu (AppPortraitTouch *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions),
                                   self);
  gtk_widget_insert_action_group (self->widget, "orbit", G_ACTION_GROUP (self->actions));
  g_menu_append (menu, _ ("Trajectory _Backwards from Here"), "orbit.backward");
  app_plot_menu_set_items (self->widget, G_MENU_MODEL (menu), pointed_cb, self);
}

static void
drag_update_cb (AppPortraitTouch *self, double dx, double dy)
{
  double w[2];

  self->moved |= gtk_drag_check_threshold (self->widget, 0, 0, (int) dx, (int) dy);
  if (!self->moved || self->drag == DRAG_NONE ||
      !self->klass->pick (self->widget, self->press[0] + dx, self->press[1] + dy, w))
    return;
  if (self->drag == DRAG_START)
    app_orbits_move (self->orbits, app_orbits_get_selected (self->orbits), w);
  else if (self->drag == DRAG_STATE)
    app_kicks_apply (self->session, self->epoch, w);
  else
    g_array_append_val (self->lasso, w);
  set_hover (self, w, FALSE);
}

static void
close_lasso (AppPortraitTouch *self)
{
  const double (*corners)[2] = (const double (*)[2]) (gpointer) self->lasso->data;

  if (self->lasso->len < 3)
    return;
  g_autoptr (GArray) starts = app_orbits_fill (corners, self->lasso->len, LASSO_STARTS);
  GArray *before = app_orbits_remember (self->orbits);

  app_orbits_add (self->orbits, (const StudyOrbitStart *) (gpointer) starts->data, starts->len);
  app_orbits_commit (self->orbits, before, _ ("Trajectories"),
                     app_session_get_undo (self->session));
}

static void
drag_end_cb (AppPortraitTouch *self)
{
  AppUndo *undo = app_session_get_undo (self->session);

  if (self->drag == DRAG_START && (self->has_new || self->moved))
    app_orbits_commit (self->orbits, g_steal_pointer (&self->before),
                       self->has_new ? _ ("Trajectory") : _ ("Moved start"), undo);
  else if (self->drag == DRAG_STATE && self->moved)
    app_kicks_commit (g_steal_pointer (&self->memory));
  else if (self->drag == DRAG_LASSO)
    close_lasso (self);
  self->has_new &= !self->moved;
  forget_drag (self);
}

/* What can be taken hold of shows it. */
static void
set_cursor (AppPortraitTouch *self, double x, double y)
{
  double run[2];
  const gboolean on_run = get_run_state (self, run) && is_near (self, run, x, y);

  gtk_widget_set_cursor_from_name (self->widget, self->drag != DRAG_NONE ? "grabbing"
                                                 : on_run || find_start (self, x, y) >= 0 ? "grab"
                                                                                          : NULL);
}

static void
motion_cb (AppPortraitTouch *self, double x, double y)
{
  double w[2];

  set_cursor (self, x, y);
  if (self->klass->pick (self->widget, x, y, w))
    set_hover (self, w, FALSE);
  else if (!self->by_keys)
    clear_hover (self);
}

static void
leave_cb (AppPortraitTouch *self)
{
  if (!self->by_keys)
    clear_hover (self);
}

static void
focus_leave_cb (AppPortraitTouch *self)
{
  if (self->by_keys)
    clear_hover (self);
}

/* From the pointer, or else from the run's state. */
static gboolean
move_crosshair (AppPortraitTouch *self, int right, int up, GdkModifierType state)
{
  const double step = (state & GDK_SHIFT_MASK) ? LONG_STEP : STEP;
  const int by[2] = { right, up };
  double w[2] = { self->hover[0], self->hover[1] };
  StudyAxis axes[2];
  g_autofree char *text = NULL;

  if (isnan (w[0]) && !get_run_state (self, w))
    return TRUE;
  app_plane_zoom_get_shown (self->widget, axes);
  for (int i = 0; i < 2; i++)
    w[i] = CLAMP (w[i] + by[i] * step * (axes[i].maximum - axes[i].minimum), axes[i].minimum,
                  axes[i].maximum);
  set_hover (self, w, TRUE);
  text = app_portrait_summary_describe_state (w);
  app_style_describe (GTK_WIDGET (self->widget), text);
  return TRUE;
}

static gboolean
start_at_crosshair (AppPortraitTouch *self, gboolean backward)
{
  if (!isnan (self->hover[0]))
    start_at_once (self, self->hover, backward);
  return TRUE;
}

static gboolean
kick_to_crosshair (AppPortraitTouch *self)
{
  AppKicksMemory *memory = app_kicks_remember (self->session);
  const double epoch = round (app_session_get_playhead (self->session));

  if (isnan (self->hover[0]) || !app_kicks_apply (self->session, epoch, self->hover))
    app_kicks_forget (memory);
  else
    app_kicks_commit (memory);
  return TRUE;
}

/* Behind the last one the focus goes on. */
static gboolean
select_next (AppPortraitTouch *self)
{
  const int next = app_orbits_get_selected (self->orbits) + 1;

  app_orbits_select (self->orbits, next < app_orbits_count (self->orbits) ? next : -1);
  return app_orbits_get_selected (self->orbits) >= 0;
}

static gboolean
remove_selected (AppPortraitTouch *self)
{
  const int i = app_orbits_get_selected (self->orbits);
  GArray *before;

  if (i < 0)
    return FALSE;
  before = app_orbits_remember (self->orbits);
  app_orbits_remove (self->orbits, i);
  app_orbits_commit (self->orbits, before, _ ("Removed trajectory"),
                     app_session_get_undo (self->session));
  return TRUE;
}

/* The cross-hair first, then all trajectories; what is left of Escape is the window's. */
static gboolean
escape (AppPortraitTouch *self)
{
  GArray *before;

  if (self->by_keys)
    {
      clear_hover (self);
      return TRUE;
    }
  if (app_orbits_count (self->orbits) == 0)
    return FALSE;
  before = app_orbits_remember (self->orbits);
  app_orbits_clear (self->orbits);
  app_orbits_commit (self->orbits, before, _ ("Removed trajectories"),
                     app_session_get_undo (self->session));
  return TRUE;
}

static gboolean
key_pressed_cb (AppPortraitTouch *self, guint key, guint code, GdkModifierType state)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return FALSE;
  switch (gdk_keyval_to_lower (key))
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return move_crosshair (self, -1, 0, state);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return move_crosshair (self, 1, 0, state);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return move_crosshair (self, 0, 1, state);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return move_crosshair (self, 0, -1, state);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return start_at_crosshair (self, FALSE);
    case GDK_KEY_b:
      return start_at_crosshair (self, TRUE);
    case GDK_KEY_k:
      return kick_to_crosshair (self);
    case GDK_KEY_Tab:
      return select_next (self);
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      return remove_selected (self);
    case GDK_KEY_Escape:
      return escape (self);
    default:
      return FALSE;
    }
}

static void
add_gestures (AppPortraitTouch *self, GtkWidget *widget)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_gesture_group (click, drag);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

AppPortraitTouch *
app_portrait_touch_new (GtkWidget *widget, AppSession *session, const AppPortraitTouchClass *klass)
{
  AppPortraitTouch *self = g_new0 (AppPortraitTouch, 1);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->widget = widget;
  self->klass = klass;
  self->session = g_object_ref (session);
  self->orbits = app_orbits_ref (app_session_get_orbits (session));
  self->lasso = g_array_new (FALSE, FALSE, sizeof (double[2]));
  self->hover[0] = self->hover[1] = NAN;
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, focus);
  add_gestures (self, widget);
  add_menu (self);
  return self;
}

/* Controllers outlive this by a moment, within the widget's disposal. */
static void
disconnect (AppPortraitTouch *self)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      g_signal_handlers_disconnect_by_data (controller, self);
    }
}

void
app_portrait_touch_free (AppPortraitTouch *self)
{
  if (self == NULL)
    return;
  disconnect (self);
  gtk_widget_insert_action_group (self->widget, "orbit", NULL);
  g_object_unref (self->actions);
  g_clear_pointer (&self->before, g_array_unref);
  g_clear_pointer (&self->memory, app_kicks_forget);
  g_array_unref (self->lasso);
  app_orbits_unref (self->orbits);
  g_object_unref (self->session);
  g_free (self);
}

void
app_portrait_touch_get_hover (AppPortraitTouch *self, double w[2])
{
  w[0] = self->hover[0];
  w[1] = self->hover[1];
}

const double (*app_portrait_touch_get_lasso (AppPortraitTouch *self, int *n))[2]
{
  *n = self->lasso->len;
  return (const double (*)[2]) (gpointer) self->lasso->data;
}

gboolean
app_portrait_touch_is_dragging (AppPortraitTouch *self)
{
  return self->drag == DRAG_STATE;
}
