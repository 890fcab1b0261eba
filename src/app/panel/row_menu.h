/* The menu of a parameter's row: right click, Menu, Shift+F10. */
#pragma once

#include "app/panel/parameter_row.h"

G_BEGIN_DECLS

/* Once. */
void app_row_menu_add (AppParameterRow *row);
/* As if asked for. */
void app_row_menu_show (AppParameterRow *row);

G_END_DECLS
