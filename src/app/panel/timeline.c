/* The timeline's controls. */
#include "app/panel/timeline.h"

#include "app/base/listen.h"
#include "app/base/style.h"
#include "app/base/tooltip.h"
#include "app/panel/phase_bar.h"
#include "model/network/learning_rate.h"
#include "num/number.h"
#include "app/session/restored_runs.h"

#include <glib/gi18n-lib.h>

struct _AppTimeline
{
  GtkBox parent_instance;

  GtkWidget *status;
  GtkWidget *status_icon;
  GtkLabel *message;
  GtkWidget *stop;
  GtkWidget *safe;
  GtkWidget *play;
  AppPhaseBar *bar;
  GtkLabel *position;
  GtkWidget *speed;

  AppSession *session;
};

G_DEFINE_FINAL_TYPE (AppTimeline, app_timeline, GTK_TYPE_BOX)

/* A learning rate that a run which has diverged can bear; 0: there is none to offer. */
static double
find_safe_rate (AppTimeline *self)
{
  const ModelSnapshot *snapshot = app_session_get_snapshot (self->session);

  return snapshot != NULL && snapshot->status == MODEL_TRAINER_DIVERGED
             ? model_learning_rate_find_safe (&snapshot->experiment, snapshot->moments)
             : 0;
}

static void
safe_cb (AppTimeline *self)
{
  ModelExperiment changed = *app_session_get_experiment (self->session);

  if (model_experiment_set (&changed, MODEL_LEARNING_RATE, find_safe_rate (self), NULL))
    app_session_set_experiment (self->session, &changed, NULL);
}

/* Offers the rate, where the run has diverged. */
static void
update_safe (AppTimeline *self)
{
  const double rate = find_safe_rate (self);
  char number[NUM_NUMBER_SIZE];
  g_autofree char *label = NULL;

  gtk_widget_set_visible (self->safe, rate > 0);
  if (!(rate > 0))
    return;
  /* Translators: a button that sets the learning rate. */
  label = g_strdup_printf (_ ("Use %s"), num_number_format (rate, number));
  gtk_button_set_label (GTK_BUTTON (self->safe), label);
}

static void
app_timeline_dispose (GObject *object)
{
  g_clear_object (&APP_TIMELINE (object)->session);
  G_OBJECT_CLASS (app_timeline_parent_class)->dispose (object);
}

static void
app_timeline_class_init (AppTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_timeline_dispose;
  g_type_ensure (APP_TYPE_PHASE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/plateau_lab/Plateau/ui/timeline.ui");
  gtk_widget_class_bind_template_child (widget_class, AppTimeline, status);
  gtk_widget_class_bind_template_child (widget_class, AppTimeline, status_icon);
  gtk_widget_class_bind_template_child (widget_class, AppTimeline, message);
  gtk_widget_class_bind_template_child (widget_class, AppTimeline, stop);
  gtk_widget_class_bind_template_child (widget_class, AppTimeline, safe);
  gtk_widget_class_bind_template_callback (widget_class, safe_cb);
  gtk_widget_class_bind_template_child (widget_class, AppTimeline, play);
  gtk_widget_class_bind_template_child (widget_class, AppTimeline, bar);
  gtk_widget_class_bind_template_child (widget_class, AppTimeline, position);
  gtk_widget_class_bind_template_child (widget_class, AppTimeline, speed);
}

static void
app_timeline_init (AppTimeline *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Time goes as it does in the plots. */
  app_style_keep_direction (gtk_widget_get_parent (GTK_WIDGET (self->bar)));
}

/* "1×", "1/8×". */
static char *
format_speed (double speed)
{
  return speed < 1 ? g_strdup_printf ("1/%.0f×", 1 / speed) : g_strdup_printf ("%.0f×", speed);
}

static void
update_position (AppTimeline *self)
{
  g_autofree char *last = g_strdup_printf ("%'.0f", app_session_get_last_epoch (self->session));
  g_autofree char *text =
      g_strdup_printf ("%'.0f / %s", app_session_get_playhead (self->session), last);
  int width = 2 * (int) g_utf8_strlen (last, -1) + 3;

  /* Room for the longest text, so that nothing moves while it plays. */
  gtk_label_set_width_chars (self->position, width);
  gtk_label_set_text (self->position, text);
}

static void
update_status (AppTimeline *self)
{
  const ModelSnapshot *snapshot = app_session_get_snapshot (self->session);
  const gboolean training = app_session_is_slow (self->session);
  const gboolean slow = training || app_restored_runs_is_slow (self->session);
  gboolean ended = app_session_is_complete (self->session);
  const char *reason = snapshot != NULL && ended ? snapshot->reason : NULL;
  g_autofree char *progress = g_strdup_printf (_ ("Training: %'.0f epochs so far"),
                                               app_session_get_last_epoch (self->session));

  gtk_label_set_text (self->message, training         ? progress
                                     : slow           ? _ ("Training compared runs again")
                                     : reason != NULL ? reason
                                                      : "");
  app_tooltip_set_text (GTK_WIDGET (self->message), reason); /* it may be cut off */
  gtk_widget_set_visible (self->stop, slow);
  update_safe (self);
  gtk_widget_set_visible (self->status_icon, !slow);
  gtk_widget_set_visible (self->status, slow || reason != NULL);
}

static void
run_changed_cb (AppTimeline *self)
{
  update_position (self);
  update_status (self);
}

static void
playhead_changed_cb (AppTimeline *self)
{
  gboolean playing = app_session_get_playing (self->session);
  g_autofree char *speed = format_speed (app_session_get_speed (self->session));
  const char *name = playing ? _ ("Pause") : _ ("Play");

  gtk_button_set_icon_name (GTK_BUTTON (self->play), playing ? "media-playback-pause-symbolic"
                                                             : "media-playback-start-symbolic");
  app_tooltip_set_text (self->play, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  if (g_strcmp0 (gtk_menu_button_get_label (GTK_MENU_BUTTON (self->speed)), speed) != 0)
    {
      gtk_menu_button_set_label (GTK_MENU_BUTTON (self->speed), speed);
      app_style_keep_direction (self->speed); /* its label is a new one */
    }
  update_position (self);
}

void
app_timeline_set_session (AppTimeline *self, AppSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  app_phase_bar_set_session (self->bar, session);
  app_listen (session, "run-changed", G_CALLBACK (run_changed_cb), self);
  app_listen (session, "data-changed", G_CALLBACK (update_status), self);
  app_listen (session, "playhead-changed", G_CALLBACK (playhead_changed_cb), self);
  run_changed_cb (self);
  playhead_changed_cb (self);
}

const char *
app_timeline_get_message (AppTimeline *self)
{
  return gtk_widget_get_visible (self->status) ? gtk_label_get_text (self->message) : NULL;
}

void
app_timeline_focus (AppTimeline *self)
{
  gtk_widget_grab_focus (self->play);
}
