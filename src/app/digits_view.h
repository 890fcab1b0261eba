/* A card that draws a plot of the newest state of a digits run. */
#pragma once

#include "digits/state.h"
#include "plot/theme.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_DIGITS_VIEW (app_digits_view_get_type ())
G_DECLARE_FINAL_TYPE (AppDigitsView, app_digits_view, APP, DIGITS_VIEW, GtkWidget)

typedef void (*AppDigitsDrawFunc) (cairo_t *cr,
                                   const PlotArea *area,
                                   const DigitsState *state,
                                   const PlotTheme *theme);
/* A spoken summary, owned by the caller. */
typedef char *(*AppDigitsDescribeFunc) (const DigitsState *state);

/* To be called once.
 * @name: translated, for those who cannot see the plot's own title
 * @height: at least, in font sizes */
void app_digits_view_set_up (AppDigitsView *self,
                             const char *name,
                             double height,
                             AppDigitsDrawFunc draw,
                             AppDigitsDescribeFunc describe);
void app_digits_view_set_state (AppDigitsView *self, DigitsState *state);

G_END_DECLS
