/* The window's parts, its actions, and the tick that drives the session. */
#include "app/window/window.h"

#include "app/base/listen.h"
#include "app/base/settings.h"
#include "app/base/toasts.h"
#include "app/base/trim.h"
#include "app/card/cards.h"
#include "app/card/plot_actions.h"
#include "app/panel/compare.h"
#include "app/panel/report_dialog.h"
#include "app/panel/table_dialog.h"
#include "app/panel/transport.h"
#include "app/session/session_log.h"
#include "app/session/undo_state.h"
#include "app/sweep/sweep_state.h"
#include "app/window/keeper.h"
#include "app/window/pages.h"
#include "figure/figure_registry.h"
#include "model/experiment/message.h"

#include <glib/gi18n-lib.h>

#define LONGEST_MESSAGE 400 /* characters of a toast */

struct _AppWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkWidget *sidebar_revealer;
  GtkWidget *undo_button;
  AdwViewStack *pages;
  GtkEventController *learn_keys, *other_keys;
  AppDigitsPage *digits;
  AppSidebar *sidebar;
  AppFactsStrip *facts;
  AppPlotGrid *grid;
  AppTimeline *timeline;
  AppFiguresMenu *figures;
  AppSweepPage *sweep;

  AppSession *session;
  AppPages *front; /* what the page in front makes of keys */
  AppUndoRecorder *recorder, *sweep_recorder;
  AppDocument *document;
  AppOpening *opening;
  AppExportActions *exports;
  AppKeeper *keeper; /* or NULL */
  gboolean quits;    /* all windows are being closed */
  gboolean is_sure;  /* nobody is to be asked any more */
  gboolean lasts;    /* it comes back */
  GMenu *recent_menu;
  GSettings *settings; /* or NULL */
  guint tick;
};

G_DEFINE_FINAL_TYPE (AppWindow, app_window, ADW_TYPE_APPLICATION_WINDOW)

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AppWindow *self = APP_WINDOW (widget);

  if (app_session_tick (self->session, gdk_frame_clock_get_frame_time (clock)))
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  app_trim_later ();
  return G_SOURCE_REMOVE;
}

static void
wake_cb (AppWindow *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* Plots count from 1, as their keys do; 0 shows all. */
static void
fill_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppPlotGrid *grid = APP_WINDOW (data)->grid;
  int plot = g_variant_get_int32 (parameter) - 1;

  if (plot < app_plot_grid_get_count (grid))
    app_plot_grid_toggle (grid, plot);
}

static void
figures_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_figures_menu_popup (APP_WINDOW (data)->figures);
}

/* By its name; one that there is not changes nothing. */
static void
figure_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const Figure *figure = figure_find (g_variant_get_string (parameter, NULL), NULL);

  if (figure != NULL)
    app_figures_menu_choose (APP_WINDOW (data)->figures, figure);
}

static void
columns_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppTableDialog *dialog = app_table_dialog_new (GTK_WINDOW (data), APP_WINDOW (data)->session);

  if (dialog != NULL)
    gtk_window_present (GTK_WINDOW (dialog));
}

static void
report_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (
      GTK_WINDOW (app_report_dialog_new (GTK_WINDOW (data), APP_WINDOW (data)->session)));
}

static void
show_sidebar_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  gtk_revealer_set_reveal_child (GTK_REVEALER (APP_WINDOW (data)->sidebar_revealer),
                                 g_variant_get_boolean (state));
  app_sweep_page_set_sidebar_visible (APP_WINDOW (data)->sweep, g_variant_get_boolean (state));
  g_simple_action_set_state (action, state);
}

static void
sweep_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_sweep_page_run (APP_WINDOW (data)->sweep);
}

static void
sweep_this_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppWindow *self = data;

  app_sweep_page_begin (self->sweep, app_session_get_experiment (self->session),
                        g_variant_get_string (parameter, NULL));
  app_pages_show (self->front, "sweep");
}

static void
figure_chosen_cb (AppWindow *self, const Figure *figure)
{
  app_opening_show_figure (self->opening, figure);
}

/* A sweep's run opens on the first page. */
static void
experiment_chosen_cb (AppWindow *self, const ModelExperiment *experiment)
{
  if (app_session_set_experiment (self->session, experiment, NULL))
    app_pages_show (self->front, "learn");
}

/* For a lecture hall: controls away, large type, and with it thick lines. */
static void
present_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  AppWindow *self = data;
  const gboolean on = g_variant_get_boolean (state);

  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), "presentation");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "presentation");
  gtk_widget_set_visible (self->sidebar_revealer, !on);
  if (on)
    gtk_window_fullscreen (GTK_WINDOW (self));
  else
    gtk_window_unfullscreen (GTK_WINDOW (self));
  g_simple_action_set_state (action, state);
}

/* A message as a whole. */
static void
read_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *dialog = adw_message_dialog_new (data, NULL, g_variant_get_string (parameter, NULL));

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static const GActionEntry actions[] = {
  { .name = "read", .activate = read_cb, .parameter_type = "s" },
  { .name = "sweep", .activate = sweep_cb },
  { .name = "sweep-this", .activate = sweep_this_cb, .parameter_type = "s" },
  { .name = "fill", .activate = fill_cb, .parameter_type = "i" },
  { .name = "figures", .activate = figures_cb },
  { .name = "figure", .activate = figure_cb, .parameter_type = "s" },
  { .name = "columns", .activate = columns_cb },
  { .name = "report", .activate = report_cb },
  { .name = "present", .state = "false", .change_state = present_cb },
  { .name = "show-sidebar", .state = "true", .change_state = show_sidebar_cb },
};

static void
restore_state (AppWindow *self)
{
  if (self->settings == NULL)
    return;
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "width"),
                               g_settings_get_int (self->settings, "height"));
  if (g_settings_get_boolean (self->settings, "maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_action_group_change_action_state (
      G_ACTION_GROUP (self), "show-sidebar",
      g_variant_new_boolean (g_settings_get_boolean (self->settings, "show-sidebar")));
}

static void
save_state (AppWindow *self)
{
  int width, height;

  if (self->settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "width", width);
  g_settings_set_int (self->settings, "height", height);
  g_settings_set_boolean (self->settings, "maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  g_settings_set_boolean (self->settings, "show-sidebar",
                          gtk_revealer_get_reveal_child (GTK_REVEALER (self->sidebar_revealer)));
}

static gboolean
is_last (AppWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  int n = 0;

  for (GList *link = application != NULL ? gtk_application_get_windows (application) : NULL;
       link != NULL; link = link->next)
    n += APP_IS_WINDOW (link->data);
  return n <= 1;
}

static gboolean
close_cb (gpointer window)
{
  gtk_window_close (window);
  return G_SOURCE_REMOVE;
}

/* Closes it again, without a question, once the dialog that has asked is gone. */
static void
closed_cb (GtkWindow *window, gboolean saved)
{
  AppWindow *self = APP_WINDOW (window);

  if (!saved)
    app_opening_revert (self->opening);
  self->is_sure = TRUE;
  g_idle_add_full (G_PRIORITY_DEFAULT, close_cb, g_object_ref (window), g_object_unref);
}

/* What is kept is not asked for; files are, as only the user knows what is to be in them. */
static gboolean
app_window_close_request (GtkWindow *window)
{
  AppWindow *self = APP_WINDOW (window);
  const gboolean quits = self->quits;

  self->quits = FALSE;
  if (!self->is_sure)
    {
      self->lasts =
          self->keeper != NULL && (quits || is_last (self)) && app_keeper_is_lasting (self->keeper);
      if (self->keeper != NULL && app_document_ask (self->document, !self->lasts, closed_cb))
        return GDK_EVENT_STOP;
    }
  save_state (self);
  g_clear_pointer (&self->keeper, self->lasts ? app_keeper_free : app_keeper_forget);
  return GTK_WINDOW_CLASS (app_window_parent_class)->close_request (window);
}

static void
app_window_dispose (GObject *object)
{
  AppWindow *self = APP_WINDOW (object);

  if (self->opening != NULL)
    app_opening_set_autosave (self->opening, NULL);
  g_clear_pointer (&self->keeper, app_keeper_free);
  g_clear_pointer (&self->exports, app_export_actions_free);
  g_clear_pointer (&self->opening, app_opening_free);
  g_clear_pointer (&self->document, app_document_free);
  g_clear_pointer (&self->front, app_pages_free);
  g_clear_pointer (&self->recorder, app_undo_recorder_free);
  g_clear_pointer (&self->sweep_recorder, app_undo_recorder_free);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  app_trim_later ();
  G_OBJECT_CLASS (app_window_parent_class)->dispose (object);
}

static void
app_window_class_init (AppWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = app_window_close_request;
  g_type_ensure (APP_TYPE_DIGITS_PAGE);
  g_type_ensure (APP_TYPE_FACTS_STRIP);
  g_type_ensure (APP_TYPE_FIGURES_MENU);
  g_type_ensure (APP_TYPE_SIDEBAR);
  g_type_ensure (APP_TYPE_SWEEP_PAGE);
  g_type_ensure (APP_TYPE_PLOT_GRID);
  g_type_ensure (APP_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/plateau_lab/Plateau/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, digits);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, learn_keys);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, other_keys);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, sidebar_revealer);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, recent_menu);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, facts);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, grid);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, timeline);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, figures);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, sweep);
}

/* The desktop's wish for reduced motion, whenever it changes. */
static void
animations_cb (AppWindow *self)
{
  gboolean on;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &on, NULL);
  app_session_set_still (self->session, !on);
}

static void
open_cb (GtkWindow *window, GFile *file)
{
  app_window_open (APP_WINDOW (window), file);
}

static void
notify_cb (GtkWindow *window, const char *message)
{
  app_window_notify (APP_WINDOW (window), message);
}

static void
app_window_init (AppWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  self->settings = app_settings_new ();
  self->session = app_session_new ();
  app_session_follow_log (self->session);
  app_transport_add_actions (G_ACTION_MAP (self), self->session);
  app_plot_actions_add (G_ACTION_MAP (self), self->session);
  app_compare_add_actions (G_ACTION_MAP (self), self->session);
  self->recorder = app_undo_state_record (self->session);
  self->sweep_recorder = app_sweep_state_record (self->sweep);
  app_listen (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-enable-animations",
              G_CALLBACK (animations_cb), self);
  animations_cb (self);
  self->front = app_pages_new (GTK_WINDOW (self), self->pages, self->session, self->sweep,
                               self->digits, self->undo_button, self->learn_keys, self->other_keys);
  app_listen (self->session, "wake", G_CALLBACK (wake_cb), self);
  app_listen (self->sweep, "experiment-chosen", G_CALLBACK (experiment_chosen_cb), self);
  app_listen (self->figures, "figure-chosen", G_CALLBACK (figure_chosen_cb), self);
  app_listen (self->sweep, "message", G_CALLBACK (app_window_notify), self);
  self->document = app_document_new (GTK_APPLICATION_WINDOW (self), self->pages, self->recent_menu,
                                     open_cb, notify_cb);
  self->opening = app_opening_new (GTK_WINDOW (self), self->session, self->sweep, self->digits,
                                   self->front, self->document, notify_cb);
  app_cards_add (self->grid, self->session, GTK_SHORTCUT_CONTROLLER (self->learn_keys));
  app_sidebar_set_session (self->sidebar, self->session);
  app_facts_strip_set_session (self->facts, self->session);
  app_timeline_set_session (self->timeline, self->session);
  app_figures_menu_set_up (self->figures, self->session, self->sweep, self->digits);
  self->exports = app_export_actions_new (
      &(AppExportParts){ GTK_WINDOW (self), self->session, self->front, self->grid, self->sweep,
                         self->digits, self->figures, notify_cb });
  restore_state (self);
  /* Not the first button of the header bar, which would fold the sidebar at the space bar. */
  app_timeline_focus (self->timeline);
  app_session_restart (self->session);
}

AppWindow *
app_window_new (GtkApplication *application)
{
  return g_object_new (APP_TYPE_WINDOW, "application", application, NULL);
}

static AdwToast *
new_toast (const char *message)
{
  g_autofree char *line = model_message_clean (message, LONGEST_MESSAGE);
  g_autofree char *text = g_markup_escape_text (line, -1); /* a toast's title is markup */

  return adw_toast_new (text);
}

void
app_window_notify (AppWindow *self, const char *message)
{
  app_toasts_add (self->toasts, new_toast (message));
}

/* Stays until somebody has seen it; a toast cuts off what is long. */
static void
warn_cb (GtkWindow *window, const char *message)
{
  AdwToast *toast = new_toast (message);

  adw_toast_set_timeout (toast, 0);
  adw_toast_set_button_label (toast, _ ("_Read"));
  adw_toast_set_action_name (toast, "win.read");
  adw_toast_set_action_target (toast, "s", message);
  app_toasts_add (APP_WINDOW (window)->toasts, toast);
}

void
app_window_open (AppWindow *self, GFile *file)
{
  app_opening_open (self->opening, file);
}

void
app_window_keep (AppWindow *self, AppSlot *slot, gboolean is_guest)
{
  const AppKept kept = { GTK_WINDOW (self), self->session,  self->sweep, self->digits,
                         self->pages,       self->document, warn_cb };

  g_return_if_fail (self->keeper == NULL);

  self->keeper = app_keeper_new (&kept, slot, is_guest);
  app_opening_set_autosave (self->opening, app_keeper_get_autosave (self->keeper));
}

gboolean
app_window_has_file (AppWindow *self, GFile *file)
{
  return app_document_has_file (self->document, file);
}

void
app_window_quit (AppWindow *self)
{
  self->quits = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

AppOpening *
app_window_get_opening (AppWindow *self)
{
  return self->opening;
}

AppExportActions *
app_window_get_exports (AppWindow *self)
{
  return self->exports;
}

AppDocument *
app_window_get_document (AppWindow *self)
{
  return self->document;
}

AppSession *
app_window_get_session (AppWindow *self)
{
  return self->session;
}

AppSidebar *
app_window_get_sidebar (AppWindow *self)
{
  return self->sidebar;
}

AppTimeline *
app_window_get_timeline (AppWindow *self)
{
  return self->timeline;
}

AppPlotGrid *
app_window_get_grid (AppWindow *self)
{
  return self->grid;
}

AppFiguresMenu *
app_window_get_figures (AppWindow *self)
{
  return self->figures;
}

AdwViewStack *
app_window_get_pages (AppWindow *self)
{
  return self->pages;
}

AppSweepPage *
app_window_get_sweep_page (AppWindow *self)
{
  return self->sweep;
}

AppFactsStrip *
app_window_get_facts (AppWindow *self)
{
  return self->facts;
}

AppDigitsPage *
app_window_get_digits (AppWindow *self)
{
  return self->digits;
}
