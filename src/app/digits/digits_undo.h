/* Notes whatever is chosen on the page of digits, so that it can be undone. */
#pragma once

#include "app/digits/digits_page.h"

G_BEGIN_DECLS

typedef struct AppDigitsUndo AppDigitsUndo;

/* @page: borrowed */
AppDigitsUndo *app_digits_undo_new (AppDigitsPage *page);
void app_digits_undo_free (AppDigitsUndo *self);
/* The page's steps, borrowed. */
AppUndo *app_digits_undo_get_undo (AppDigitsUndo *self);
/* To be called behind each change; between app_undo_begin() and app_undo_end() it waits for the
 * call behind the end. Changes of one option that follow each other quickly are one step. */
void app_digits_undo_note (AppDigitsUndo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppDigitsUndo, app_digits_undo_free)

G_END_DECLS
