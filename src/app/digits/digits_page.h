/* The page of noisy digits: what to train, how it goes, and table 1. */
#pragma once

#include "app/base/figure_task.h"
#include "app/digits/digits_row.h"
#include "app/digits/digits_view.h"
#include "app/session/undo.h"
#include "digits/plan.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_DIGITS_PAGE (app_digits_page_get_type ())
G_DECLARE_FINAL_TYPE (AppDigitsPage, app_digits_page, APP, DIGITS_PAGE, GtkBox)

/* Signal state-changed: there is a new state. */

/* Trains with MNIST-format files of the folder from now on; NULL: digits drawn here. */
void app_digits_page_set_folder (AppDigitsPage *self, const char *folder);
/* As its control does: with the model's own defaults. */
void app_digits_page_set_model (AppDigitsPage *self, DigitsModel model);
/* What is to be trained, which the controls show and change: a run to its end; borrowed. */
const DigitsPlan *app_digits_page_get_plan (AppDigitsPage *self);
/* What is on screen, or under way, stays. Signal plan-changed: there is another one. */
void app_digits_page_set_plan (AppDigitsPage *self, const DigitsPlan *plan);
/* Other plans than this one, and runs that another one has replaced; borrowed. */
AppUndo *app_digits_page_get_undo (AppDigitsPage *self);
/* Puts a state, which it takes over, in the place of what is on screen; ends what is under way. */
void app_digits_page_show (AppDigitsPage *self, DigitsState *state);
/* What is on screen now, as figures, of AppFigure: of a run that goes on, as far as it has come.
 * Owned by the caller; empty where there is nothing to see. */
GPtrArray *app_digits_page_new_figures (AppDigitsPage *self);
/* The row of an option, whether it is unfolded or not. */
AppDigitsRow *app_digits_page_get_row (AppDigitsPage *self, DigitsKey key);
AppDigitsView *app_digits_page_get_loss_view (AppDigitsPage *self);
AppDigitsView *app_digits_page_get_accuracy_view (AppDigitsPage *self);
/* The newest state, borrowed. */
const DigitsState *app_digits_page_get_state (AppDigitsPage *self);
gboolean app_digits_page_is_busy (AppDigitsPage *self);

G_END_DECLS
