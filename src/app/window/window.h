/* The window: sidebar, plots and timeline around one session. */
#pragma once

#include "app/card/plot_grid.h"
#include "app/digits/digits_page.h"
#include "app/panel/facts_strip.h"
#include "app/panel/sidebar.h"
#include "app/panel/timeline.h"
#include "app/session/session.h"
#include "app/session/slot.h"
#include "app/sweep/sweep_page.h"
#include "app/window/export_actions.h"
#include "app/window/figures_menu.h"
#include "app/window/opening.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_WINDOW (app_window_get_type ())
G_DECLARE_FINAL_TYPE (AppWindow, app_window, APP, WINDOW, AdwApplicationWindow)

/* Starts training the default experiment at once. @application: (nullable) */
AppWindow *app_window_new (GtkApplication *application);

/* Opens an experiment; tells in a toast if it cannot. */
void app_window_open (AppWindow *self, GFile *file);
/* What is saved at that place comes back; from now on this window is saved there. Closing it asks
 * for what would be lost. @slot: taken over; @is_guest: see app_keeper_new() */
void app_window_keep (AppWindow *self, AppSlot *slot, gboolean is_guest);
/* Whether one of its pages shows that file. */
gboolean app_window_has_file (AppWindow *self, GFile *file);
/* Closes it, and all others are, too: what it shows comes back. */
void app_window_quit (AppWindow *self);
/* One line that goes away by itself. */
void app_window_notify (AppWindow *self, const char *message);

AppOpening *app_window_get_opening (AppWindow *self);
AppExportActions *app_window_get_exports (AppWindow *self);
AppDocument *app_window_get_document (AppWindow *self);
AppSession *app_window_get_session (AppWindow *self);
AppSidebar *app_window_get_sidebar (AppWindow *self);
AppTimeline *app_window_get_timeline (AppWindow *self);
AppPlotGrid *app_window_get_grid (AppWindow *self);
AppFiguresMenu *app_window_get_figures (AppWindow *self);
AdwViewStack *app_window_get_pages (AppWindow *self);
AppSweepPage *app_window_get_sweep_page (AppWindow *self);
AppFactsStrip *app_window_get_facts (AppWindow *self);
AppDigitsPage *app_window_get_digits (AppWindow *self);

G_END_DECLS
