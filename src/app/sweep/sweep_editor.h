/* What a sweep is, as a form and as text: two views of the same. */
#pragma once

#include "app/sweep/sweep_form.h"

G_BEGIN_DECLS

#define APP_TYPE_SWEEP_EDITOR (app_sweep_editor_get_type ())
G_DECLARE_FINAL_TYPE (AppSweepEditor, app_sweep_editor, APP, SWEEP_EDITOR, GtkBox)

/* Signals:
 *   changed: somebody has changed it
 *   read: so long ago, or so completely, that it is to be read */

/* As one change, which nothing is told of. */
void app_sweep_editor_set_text (AppSweepEditor *self, const char *text);
/* As it stands there. Owned by the caller. */
char *app_sweep_editor_dup_text (AppSweepEditor *self);
gboolean app_sweep_editor_is_empty (AppSweepEditor *self);
/* Whether it was typed so lately that it has not been read. */
gboolean app_sweep_editor_is_typing (AppSweepEditor *self);
/* It is being read. */
void app_sweep_editor_settle (AppSweepEditor *self);
/* What is wrong with the text, or is being waited for; NULL: nothing.
 * @marks: lines without which that would be another are marked */
void app_sweep_editor_set_problem (AppSweepEditor *self, const char *problem, gboolean marks);
/* "" where nothing is. */
const char *app_sweep_editor_get_problem (AppSweepEditor *self);
/* Shows the form, or the text. */
void app_sweep_editor_show_form (AppSweepEditor *self, gboolean form);

AppSweepForm *app_sweep_editor_get_form (AppSweepEditor *self);
GtkTextView *app_sweep_editor_get_view (AppSweepEditor *self);
/* Whether a line, counted from 0, is marked. */
gboolean app_sweep_editor_is_marked (AppSweepEditor *self, int line);

G_END_DECLS
