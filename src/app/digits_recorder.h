/* Notes whatever is chosen on the page of digits, so that it can be undone. */
#pragma once

#include "app/digits_page.h"

G_BEGIN_DECLS

typedef struct AppDigitsRecorder AppDigitsRecorder;

/* @page: borrowed */
AppDigitsRecorder *app_digits_recorder_new (AppDigitsPage *page);
void app_digits_recorder_free (AppDigitsRecorder *self);
/* The page's steps, borrowed. */
AppUndo *app_digits_recorder_get_undo (AppDigitsRecorder *self);
/* To be called behind each change; between app_undo_begin() and app_undo_end() it waits for the
 * call behind the end. Changes of one option that follow each other quickly are one step. */
void app_digits_recorder_note (AppDigitsRecorder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppDigitsRecorder, app_digits_recorder_free)

G_END_DECLS
