/* One option of the digits page: name and number, and a slider for those that want one. */
#pragma once

#include "digits/options.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_DIGITS_ROW (app_digits_row_get_type ())
G_DECLARE_FINAL_TYPE (AppDigitsRow, app_digits_row, APP, DIGITS_ROW, GtkBox)

/* Properties at construction: "option" (string), a name of the options' table; "slider" (boolean).
 */

/* What a row calls an option, translated, as plain text. Owned by the caller. */
char *app_digits_row_dup_name (DigitsKey key);
DigitsKey app_digits_row_get_key (AppDigitsRow *self);
/* What somebody does who moves its slider there: signal "changed" (double). */
void app_digits_row_set_value (AppDigitsRow *self, double value);
/* Shows a value as exactly as it can; emits nothing. */
void app_digits_row_show (AppDigitsRow *self, double value, double maximum);

G_END_DECLS
