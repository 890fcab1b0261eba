/* The page of sweeps: choose or edit one, run it, watch its points appear over theory's lines. */
#pragma once

#include "app/base/figure_task.h"
#include "app/session/undo.h"
#include "study/sweep_results.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_SWEEP_PAGE (app_sweep_page_get_type ())
G_DECLARE_FINAL_TYPE (AppSweepPage, app_sweep_page, APP, SWEEP_PAGE, GtkWidget)

/* Signals:
 *   experiment-chosen (pointer to ModelExperiment): the run of a point is to be opened
 *   message (string): something to tell the user
 *   results-changed: another sweep, all of its cells, or theory's lines are there
 *   changed: the text, the choice, or what is drawn
 *   forget (pointer to RunSweep): its journal is to go: see sweep_state.h */

/* Shows a sweep of the program's own by its name. */
void app_sweep_page_choose (AppSweepPage *self, const char *name);
/* What is drawn of it. */
void app_sweep_page_set_measure (AppSweepPage *self, RunSweepMeasure measure);
/* A file of the user's, or the name of a sweep of the program's own; tells what is wrong with it.
 */
void app_sweep_page_open (AppSweepPage *self, const char *name);
/* As if typed: the sweep is shown once the text is one. */
void app_sweep_page_set_text (AppSweepPage *self, const char *text);
/* A sweep of an experiment over one of its parameters, in the form: see sweep_start.h. */
void
app_sweep_page_begin (AppSweepPage *self, const ModelExperiment *experiment, const char *parameter);
/* As it stands there. Owned by the caller. */
char *app_sweep_page_dup_text (AppSweepPage *self);
/* The sweep of the program's own that was chosen last; NULL: another. */
const char *app_sweep_page_get_choice (AppSweepPage *self);
RunSweepMeasure app_sweep_page_get_measure (AppSweepPage *self);
/* All of that at once, read once somebody looks. @choice: (nullable) */
void app_sweep_page_set_state (AppSweepPage *self,
                               const char *text,
                               const char *choice,
                               RunSweepMeasure measure);
/* Filled by sweep_state.h; borrowed. */
AppUndo *app_sweep_page_get_undo (AppSweepPage *self);
/* Begins, pauses or goes on. What takes long is asked for first. */
void app_sweep_page_run (AppSweepPage *self);
/* That question, an AdwMessageDialog with a response "begin"; NULL: none. */
GtkWidget *app_sweep_page_get_question (AppSweepPage *self);
gboolean app_sweep_page_is_running (AppSweepPage *self);
void app_sweep_page_stop (AppSweepPage *self);
/* Ends the sweep, and looks what its journal has. */
void app_sweep_page_reread (AppSweepPage *self);
/* Ends the sweep, and drops what has been computed of it. */
void app_sweep_page_forget (AppSweepPage *self);
/* Cells that the plot has. */
int app_sweep_page_count_done (AppSweepPage *self);
/* NULL while the text is no sweep. */
const StudySweepResults *app_sweep_page_get_results (AppSweepPage *self);
/* What is wrong with the text; "" where nothing is. */
const char *app_sweep_page_get_problem (AppSweepPage *self);
/* The plot as it is now, for export; NULL while the text is no sweep. Owned by the caller. */
AppFigure *app_sweep_page_new_figure (AppSweepPage *self);
void app_sweep_page_set_sidebar_visible (AppSweepPage *self, gboolean visible);

G_END_DECLS
