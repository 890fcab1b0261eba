/* The bar of phases with its playhead. */
#include "app/panel/phase_bar.h"

#include "app/base/canvas.h"
#include "app/base/listen.h"
#include "app/base/style.h"
#include "model/data/modality_name.h"
#include "plot/draw/label.h"
#include "study/phases.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* In units of the labels' font size. */
#define HEIGHT 4.6
#define LEAST_WIDTH 10
#define BAR 0.6
#define BAR_Y 1.75
#define RADIUS 0.85
#define LABEL_Y 2.75

/* A range, since GTK gives screen readers the value of no other widget. */
struct _AppPhaseBar
{
  GtkRange parent_instance;

  AppSession *session;
  gboolean updating; /* from the session: the range's own signal is to be passed over */
};

G_DEFINE_FINAL_TYPE (AppPhaseBar, app_phase_bar, GTK_TYPE_RANGE)

/* The bar inside the widget: the handle has to fit at both ends. */
static PlotArea
get_bar (GtkWidget *widget, const PlotTheme *theme)
{
  double em = theme->font_size;

  return (PlotArea){ RADIUS * em + 1, BAR_Y * em,
                     fmax (gtk_widget_get_width (widget) - 2 * (RADIUS * em + 1), 1), BAR * em };
}

static double
get_x (const PlotArea *bar, double epoch, double last)
{
  return bar->x + bar->width * (last > 0 ? CLAMP (epoch / last, 0, 1) : 1);
}

static void
draw_segment (cairo_t *cr,
              const PlotArea *bar,
              double from,
              double to,
              const char *name,
              const PlotColor *color,
              const PlotTheme *theme)
{
  PlotLabelSize size;

  if (to - from < 0.5)
    return;
  plot_theme_set_source (cr, color);
  cairo_rectangle (cr, from, bar->y, to - from, bar->height);
  cairo_fill (cr);
  plot_label_measure (cr, name, theme->font_size, FALSE, theme, &size);
  if (size.width < to - from)
    plot_label_draw (cr, name, (from + to) / 2, LABEL_Y * theme->font_size, 0.5, 0,
                     theme->font_size, FALSE, &theme->muted, theme);
}

static PlotColor
get_color (StudyLearned learned, const PlotTheme *theme)
{
  const int alone = study_learned_get_alone (learned);

  if (learned == STUDY_LEARNED_NOTHING)
    return plot_theme_fade (&theme->foreground, 0.16);
  if (alone < 0)
    return plot_theme_fade (&theme->solution, 0.4);
  /* What is to be unlearned is paler. */
  return plot_theme_fade (&theme->modality[alone],
                          learned == STUDY_LEARNED_A || learned == STUDY_LEARNED_B ? 0.5 : 0.28);
}

static void
draw_phases (cairo_t *cr,
             const PlotArea *bar,
             const StudyPhases *phases,
             double last,
             const PlotTheme *theme)
{
  double from = bar->x;
  StudyMarks marks;

  study_marks_init (&marks);
  study_phases_get_marks (phases, &marks);
  for (int i = -1; i < phases->stages.n; i++)
    {
      const StudyLearned learned = study_phases_get_learned_after (phases, i);
      const PlotColor color = get_color (learned, theme);
      const double to = i + 1 < phases->stages.n
                            ? get_x (bar, study_marks_get_stage_time (&marks, i + 1), last)
                            : bar->x + bar->width;

      draw_segment (cr, bar, from, to, study_learned_get_name (learned), &color, theme);
      from = to;
    }
}

static void
draw_tick (cairo_t *cr, const PlotArea *bar, double x, int m, const PlotTheme *theme)
{
  plot_theme_set_source (cr, &theme->modality[m]);
  cairo_rectangle (cr, x - 0.75, bar->y - 0.35 * theme->font_size, 1.5,
                   bar->height + 0.35 * theme->font_size);
  cairo_fill (cr);
}

/* t_A and t_B above the bar; where they come close, each keeps to its own side. */
static void
draw_times (cairo_t *cr,
            const PlotArea *bar,
            const StudyPhases *phases,
            double last,
            const PlotTheme *theme)
{
  static const char *const names[] = { "t_A", "t_B" };
  double x[2], gap = 2.2 * theme->font_size;

  for (int m = 0; m < 2; m++)
    x[m] = get_x (bar, phases->epoch[m], last);
  for (int m = 0; m < 2; m++)
    {
      gboolean close = fabs (x[0] - x[1]) < gap; /* FALSE for NAN */
      double anchor = !close ? 0.5 : x[m] < x[1 - m] || (x[0] == x[1] && m == 0) ? 1 : 0;
      double aside = !close ? 0 : anchor == 1 ? -2 : 2;

      if (isnan (phases->epoch[m]))
        continue;
      draw_tick (cr, bar, x[m], m, theme);
      plot_label_draw (cr, names[m], x[m] + aside, bar->y - 0.4 * theme->font_size, anchor, 1,
                       theme->font_size, FALSE, &theme->modality_text[m], theme);
    }
}

/* Of stages beyond the two times. */
static void
draw_later_times (cairo_t *cr,
                  const PlotArea *bar,
                  const TheoryStages *stages,
                  double last,
                  const PlotTheme *theme)
{
  for (int i = 2; i < stages->n; i++)
    {
      const int m = stages->stage[i].modality == 1;
      const double x = get_x (bar, stages->stage[i].time, last);
      char name[16];

      g_snprintf (name, sizeof name, "t_%d", i + 1);
      draw_tick (cr, bar, x, m, theme);
      plot_label_draw (cr, name, x, bar->y - 0.4 * theme->font_size, 0.5, 1, theme->font_size,
                       FALSE, &theme->modality_text[m], theme);
    }
}

static void
draw_playhead (cairo_t *cr, const PlotArea *bar, double x, const PlotTheme *theme)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, bar->y + bar->height / 2, RADIUS * theme->font_size, 0, 2 * G_PI);
  plot_theme_set_source (cr, &theme->playhead);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.12);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
app_phase_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppPhaseBar *self = APP_PHASE_BAR (widget);
  const StudyPhases *phases;
  PlotTheme theme;
  PlotArea bar;
  double last;
  cairo_t *cr;

  if (self->session == NULL)
    return;
  app_style_init_theme (widget, &theme);
  plot_label_name_modalities (&theme, app_session_get_experiment (self->session));
  bar = get_bar (widget, &theme);
  last = app_session_get_last_epoch (self->session);
  cr = app_canvas_begin (widget);
  phases = app_session_get_phases (self->session);
  draw_phases (cr, &bar, phases, last, &theme);
  draw_times (cr, &bar, phases, last, &theme);
  draw_later_times (cr, &bar, &phases->stages, last, &theme);
  draw_playhead (cr, &bar, get_x (&bar, app_session_get_playhead (self->session), last), &theme);
  app_canvas_end (cr, snapshot);
}

static void
app_phase_bar_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  PlotTheme theme;

  app_style_init_theme (widget, &theme);
  *minimum = (int) ceil (theme.font_size *
                         (orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : HEIGHT));
  *natural = *minimum;
  *minimum_baseline = *natural_baseline = -1;
}

static void
app_phase_bar_dispose (GObject *object)
{
  g_clear_object (&APP_PHASE_BAR (object)->session);
  G_OBJECT_CLASS (app_phase_bar_parent_class)->dispose (object);
}

static void
app_phase_bar_class_init (AppPhaseBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_phase_bar_dispose;
  widget_class->snapshot = app_phase_bar_snapshot;
  widget_class->measure = app_phase_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "phasebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
move_to (AppPhaseBar *self, double x)
{
  PlotTheme theme;
  PlotArea bar;
  double fraction;

  app_style_init_theme (GTK_WIDGET (self), &theme);
  bar = get_bar (GTK_WIDGET (self), &theme);
  fraction = CLAMP ((x - bar.x) / bar.width, 0, 1);
  app_session_set_playing (self->session, FALSE);
  app_session_set_playhead (self->session,
                            round (fraction * app_session_get_last_epoch (self->session)));
}

static void
drag_begin_cb (AppPhaseBar *self, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  move_to (self, x);
}

static void
drag_update_cb (AppPhaseBar *self, double dx, double dy, GtkGestureDrag *gesture)
{
  double x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  move_to (self, x + dx);
}

/* By a screen reader, which alone does it through the range. */
static void
value_changed_cb (AppPhaseBar *self)
{
  const double epoch = round (gtk_range_get_value (GTK_RANGE (self)));

  if (self->updating || self->session == NULL)
    return;
  app_session_set_playing (self->session, FALSE);
  app_session_set_playhead (self->session, epoch);
}

static void
app_phase_bar_init (AppPhaseBar *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  /* The handle is drawn elsewhere than the range would have it. */
  app_style_mute_controllers (GTK_WIDGET (self), GTK_TYPE_EVENT_CONTROLLER);
  g_signal_connect (self, "value-changed", G_CALLBACK (value_changed_cb), NULL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  app_style_follow_style (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Playhead"), -1);
}

/* What has been learned by an epoch. Owned by the caller. */
static char *
speak_learned (AppPhaseBar *self, double epoch)
{
  const ModelExperiment *experiment = app_session_get_experiment (self->session);
  const char *const names[2] = { model_modality_name (experiment, 0),
                                 model_modality_name (experiment, 1) };
  const StudyPhases *phases = app_session_get_phases (self->session);
  g_autofree char *markup =
      plot_label_name (study_learned_get_name (study_phases_get_learned (phases, epoch)), names);

  return plot_label_speak (markup);
}

static void
changed_cb (AppPhaseBar *self)
{
  double last = app_session_get_last_epoch (self->session);
  double now = app_session_get_playhead (self->session);
  g_autofree char *learned = speak_learned (self, now);
  g_autofree char *text = g_strdup_printf (
      /* Translators: spoken; the third part is what has been learned by then, "only A". */
      _ ("Epoch %.0f of %.0f: %s"), now, last, learned);

  self->updating = TRUE;
  gtk_range_set_range (GTK_RANGE (self), 0, last);
  gtk_range_set_value (GTK_RANGE (self), now);
  self->updating = FALSE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
app_phase_bar_set_session (AppPhaseBar *self, AppSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  app_listen (session, "run-changed", G_CALLBACK (changed_cb), self);
  app_listen (session, "playhead-changed", G_CALLBACK (changed_cb), self);
  changed_cb (self);
}
