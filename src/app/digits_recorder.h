/* Notes whatever is chosen on the page of digits, so that it can be undone. */
#pragma once

#include "app/undo.h"
#include "digits/plan.h"

G_BEGIN_DECLS

typedef struct AppDigitsRecorder AppDigitsRecorder;

typedef void (*AppDigitsRecorderGetFunc) (gpointer page, DigitsPlan *plan);
typedef void (*AppDigitsRecorderSetFunc) (gpointer page, const DigitsPlan *plan);

/**
 * app_digits_recorder_new:
 * @page: borrowed, with what reads its choices and what sets them
 */
AppDigitsRecorder *
app_digits_recorder_new (gpointer page, AppDigitsRecorderGetFunc get, AppDigitsRecorderSetFunc set);
void app_digits_recorder_free (AppDigitsRecorder *self);
/* The page's steps, borrowed. */
AppUndo *app_digits_recorder_get_undo (AppDigitsRecorder *self);
/* To be called behind each change; between app_undo_begin() and app_undo_end() it waits for the
 * call behind the end. Changes of one option that follow each other quickly are one step. */
void app_digits_recorder_note (AppDigitsRecorder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppDigitsRecorder, app_digits_recorder_free)

G_END_DECLS
