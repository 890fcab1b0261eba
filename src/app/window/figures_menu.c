/* The menu button, its pictures, and the badge of the figure that is open. */
#include "app/window/figures_menu.h"

#include "app/base/listen.h"
#include "app/base/tooltip.h"
#include "app/window/thumbnail.h"
#include "figure/figure_digits.h"
#include "figure/figure_registry.h"
#include "figure/figure_seeds.h"
#include "figure/figure_sweeps.h"
#include "plot/draw/label.h"
#include "run/job_slot.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define COLUMNS 4

struct _AppFiguresMenu
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkLabel *label;
  GtkImage *badge;
  GtkFlowBox *box;

  AppSession *session;
  AppSweepPage *sweep; /* borrowed, as the window's part, and next */
  AppDigitsPage *digits;
  const Figure *figure; /* or NULL */
  AppFigureVerdict verdict;
  char *text;           /* what it says, or NULL */
  RunJobSlot *slot;     /* trains the figure's seeds */
  const Figure *seeded; /* whose seeds these are, or NULL */
  FigureCheckSeeds seeds;
  GCancellable *cancellable; /* of the pictures that are being drawn */
  int style;                 /* of the pictures; -1: none yet */
};

G_DEFINE_FINAL_TYPE (AppFiguresMenu, app_figures_menu, GTK_TYPE_WIDGET)

static guint chosen_signal;

static void
app_figures_menu_dispose (GObject *object)
{
  AppFiguresMenu *self = APP_FIGURES_MENU (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->slot, run_job_slot_leave);
  g_clear_pointer (&self->text, g_free);
  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->button));
  self->button = NULL;
  G_OBJECT_CLASS (app_figures_menu_parent_class)->dispose (object);
}

/* "Figure 2b"; names that are words stand for themselves. Owned by the caller. */
static char *
format_name (const Figure *figure)
{
  const char *name = figure_get_name (figure);

  return g_ascii_isdigit (name[0]) ? g_strdup_printf (_ ("Figure %s"), name) : g_strdup (name);
}

/* That of the figure that is open. */
static void
show_name (AppFiguresMenu *self)
{
  g_autofree char *name =
      self->figure != NULL ? format_name (self->figure) : g_strdup (_ ("Figures"));

  gtk_label_set_text (self->label, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/* What there is of the figure, on any page.
 * @run: for the checked to point to */
static void
find_checked (AppFiguresMenu *self, FigureChecked *checked, StudyRun *run)
{
  const StudySweepResults *results = app_sweep_page_get_results (self->sweep);
  const DigitsState *digits = app_digits_page_get_state (self->digits);

  *checked = (FigureChecked){ NULL };
  if (app_session_is_complete (self->session) && !app_session_is_forecasting (self->session))
    {
      app_session_get_run (self->session, run);
      checked->run = run;
      checked->experiment = app_session_get_experiment (self->session);
    }
  if (figure_is_shown_by_sweep (self->figure, results))
    checked->results = results;
  if (figure_is_shown_by_digits (self->figure, digits))
    checked->digits = digits;
  if (self->seeded == self->figure)
    checked->seeds = &self->seeds;
}

/* What theory of the run assumes, and whether it holds. */
static void
append_theory (AppFiguresMenu *self, GString *text)
{
  const StudyPhases *phases = app_session_get_phases (self->session);
  g_autofree char *theory = NULL;

  if (phases->prediction == NULL)
    return;
  theory = study_phases_describe_theory (phases, app_session_get_experiment (self->session));
  g_string_append_printf (text, "\n%s", theory);
}

/* What is expected and what came out, a line each; NULL where not all is there. */
static char *
judge (AppFiguresMenu *self)
{
  GString *text;
  gboolean met = TRUE;
  FigureChecked checked;
  StudyRun run;
  int n;
  const FigureCheck *checks = figure_get_checks (self->figure, &n);

  find_checked (self, &checked, &run);
  for (int i = 0; i < n; i++)
    if (!figure_check_is_due (&checks[i], &checked))
      return NULL;
  text = g_string_new (_ (figure_get_title (self->figure)));
  for (int i = 0; i < n; i++)
    {
      g_autofree char *line = figure_check_describe (&checks[i], &checked);

      g_string_append_printf (text, "\n%s", line);
      met = met && figure_check_holds (&checks[i], &checked);
    }
  if (checked.results == NULL && checked.digits == NULL && checked.run != NULL)
    append_theory (self, text);
  self->verdict = n == 0 ? APP_FIGURE_OPEN : met ? APP_FIGURE_MET : APP_FIGURE_MISSED;
  return g_string_free (text, FALSE);
}

static void
show_verdict (AppFiguresMenu *self)
{
  static const char *const icons[] = { NULL, "emblem-ok-symbolic", "dialog-warning-symbolic" };

  g_clear_pointer (&self->text, g_free);
  self->verdict = APP_FIGURE_OPEN;
  if (self->figure != NULL)
    self->text = judge (self);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), self->verdict != APP_FIGURE_OPEN);
  if (self->verdict != APP_FIGURE_OPEN)
    gtk_image_set_from_icon_name (self->badge, icons[self->verdict]);
  app_tooltip_set_text (GTK_WIDGET (self->button),
                        self->text != NULL ? self->text : _ ("The figures of the paper"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  app_figures_menu_get_text (self), -1);
}

/* A job: a figure, and what its seeds came to. */
typedef struct
{
  const Figure *figure;
  gboolean done;
  FigureCheckSeeds seeds;
} Job;

static void
compute_cb (gpointer data, const int *cancel)
{
  Job *job = data;

  job->done = figure_train_seeds (job->figure, &job->seeds, cancel);
}

static void
done_cb (gpointer data, gpointer menu)
{
  const Job *job = data;
  AppFiguresMenu *self = menu;

  if (!job->done)
    return;
  self->seeded = job->figure;
  self->seeds = job->seeds;
  show_verdict (self);
}

/* The badge waits for them; what was trained once is kept. */
static void
train_seeds (AppFiguresMenu *self)
{
  static const RunJobClass klass = {
    .name = "seeds", .yields = TRUE, .compute = compute_cb, .done = done_cb, .free = g_free
  };
  Job *job;

  if (self->slot == NULL)
    self->slot = run_job_slot_new (&klass, 1, self);
  job = run_job_slot_get (self->slot);
  if (self->seeded == self->figure || (job != NULL && job->figure == self->figure))
    return;
  if (self->figure == NULL || !figure_has_seeds (self->figure))
    {
      run_job_slot_start (self->slot, NULL);
      return;
    }
  job = g_new0 (Job, 1);
  job->figure = self->figure;
  run_job_slot_start (self->slot, job);
}

const char *
app_figures_menu_get_text (AppFiguresMenu *self)
{
  return self->text != NULL ? self->text : "";
}

/* Another experiment is no longer that figure's. */
static void
experiment_changed_cb (AppFiguresMenu *self)
{
  ModelExperiment experiment;

  if (self->figure == NULL)
    return;
  figure_get_experiment (self->figure, &experiment);
  if (!model_experiment_equal (&experiment, app_session_get_experiment (self->session)))
    self->figure = NULL;
  train_seeds (self);
  show_name (self);
  show_verdict (self);
}

const Figure *
app_figures_menu_get_figure (AppFiguresMenu *self)
{
  return self->figure;
}

AppFigureVerdict
app_figures_menu_get_verdict (AppFiguresMenu *self)
{
  return self->verdict;
}

void
app_figures_menu_choose (AppFiguresMenu *self, const Figure *figure)
{
  ModelExperiment experiment;

  figure_get_experiment (figure, &experiment);
  self->figure = figure;
  app_session_set_experiment (self->session, &experiment, NULL);
  app_session_set_playhead (self->session, G_MAXDOUBLE);
  train_seeds (self);
  show_name (self);
  show_verdict (self);
  g_signal_emit (self, chosen_signal, 0, figure);
}

static const Figure *
get_child_figure (GtkFlowBoxChild *child)
{
  return g_object_get_data (G_OBJECT (child), "figure");
}

static void
activated_cb (AppFiguresMenu *self, GtkFlowBoxChild *child)
{
  gtk_menu_button_popdown (self->button);
  app_figures_menu_choose (self, get_child_figure (child));
}

static void
texture_cb (GdkTexture *texture, gpointer picture)
{
  gtk_picture_set_paintable (picture, GDK_PAINTABLE (texture));
}

static GtkWidget *
get_picture (GtkFlowBoxChild *child)
{
  return gtk_widget_get_first_child (gtk_flow_box_child_get_child (child));
}

/* The cancellable ends with the widget, and with it all that is on its way to the pictures. */
static void
draw_pictures (AppFiguresMenu *self)
{
  const gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkFlowBoxChild *child;

  if (self->style == (int) dark)
    return;
  self->style = dark;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  for (int i = 0; (child = gtk_flow_box_get_child_at_index (self->box, i)) != NULL; i++)
    app_thumbnail_get (get_child_figure (child), dark ? PLOT_STYLE_DARK : PLOT_STYLE_LIGHT,
                       self->cancellable, texture_cb, get_picture (child));
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_child (const Figure *figure)
{
  GtkWidget *child = gtk_flow_box_child_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *picture = gtk_picture_new ();
  const char *title = _ (figure_get_title (figure));
  g_autofree char *name = format_name (figure);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", name, title);

  gtk_widget_set_size_request (picture, APP_THUMBNAIL_WIDTH / 2, APP_THUMBNAIL_HEIGHT / 2);
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  gtk_widget_add_css_class (picture, "figure-picture"); /* there is a ground before it is drawn */
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), new_label (name, "heading"));
  gtk_box_append (GTK_BOX (box), new_label (title, "caption"));
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  g_object_set_data (G_OBJECT (child), "figure", (gpointer) figure);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  return child;
}

/* GTK 4.8 divides by the columns, or counts by them, of which there are none before the first
 * layout. */
static gboolean
move_cb (GtkFlowBox *box)
{
  if (gtk_widget_get_width (GTK_WIDGET (box)) > 0)
    return FALSE;
  g_signal_stop_emission_by_name (box, "move-cursor");
  return TRUE;
}

static GtkWidget *
new_popover (AppFiguresMenu *self)
{
  GtkWidget *popover = gtk_popover_new (), *scrolled = gtk_scrolled_window_new ();

  self->box = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_max_children_per_line (self->box, COLUMNS);
  gtk_flow_box_set_min_children_per_line (self->box, COLUMNS);
  gtk_flow_box_set_homogeneous (self->box, TRUE);
  gtk_flow_box_set_activate_on_single_click (self->box, TRUE);
  gtk_flow_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  for (int i = 0; i < figure_count (); i++)
    if (!figure_takes_experiment (figure_at (i)))
      gtk_flow_box_append (self->box, new_child (figure_at (i)));
  g_signal_connect (self->box, "move-cursor", G_CALLBACK (move_cb), NULL);
  g_signal_connect_swapped (self->box, "child-activated", G_CALLBACK (activated_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->box));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 600);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  app_listen (popover, "map", G_CALLBACK (draw_pictures), self);
  return popover;
}

static void
app_figures_menu_class_init (AppFiguresMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_figures_menu_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "figuresmenu");
  chosen_signal = g_signal_new ("figure-chosen", APP_TYPE_FIGURES_MENU, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
app_figures_menu_init (AppFiguresMenu *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->style = -1;
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->badge = GTK_IMAGE (gtk_image_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->badge), FALSE);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->badge));
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_menu_button_set_child (self->button, content);
  gtk_menu_button_set_popover (self->button, new_popover (self));
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  show_name (self);
}

void
app_figures_menu_set_up (AppFiguresMenu *self,
                         AppSession *session,
                         AppSweepPage *sweep,
                         AppDigitsPage *digits)
{
  self->session = g_object_ref (session);
  self->sweep = sweep;
  self->digits = digits;
  app_listen (sweep, "results-changed", G_CALLBACK (show_verdict), self);
  app_listen (digits, "state-changed", G_CALLBACK (show_verdict), self);
  app_listen (session, "experiment-changed", G_CALLBACK (experiment_changed_cb), self);
  app_listen (session, "run-changed", G_CALLBACK (show_verdict), self);
  show_verdict (self);
}

void
app_figures_menu_popup (AppFiguresMenu *self)
{
  gtk_menu_button_popup (self->button);
}
