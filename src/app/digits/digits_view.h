/* A card that draws a plot of the newest state of a digits run. */
#pragma once

#include "digits/state.h"
#include "plot/draw/theme.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_DIGITS_VIEW (app_digits_view_get_type ())
G_DECLARE_FINAL_TYPE (AppDigitsView, app_digits_view, APP, DIGITS_VIEW, GtkWidget)

typedef void (*AppDigitsDrawFunc) (cairo_t *cr,
                                   const PlotArea *area,
                                   const DigitsState *state,
                                   const PlotTheme *theme);
/* A spoken summary, owned by the caller. @row: the one under the pointer, or -1 */
typedef char *(*AppDigitsDescribeFunc) (const DigitsState *state, int row);
/* Over the plot. @row: the one under the pointer, or -1 */
typedef void (*AppDigitsHoverFunc) (
    cairo_t *cr, const PlotArea *area, const DigitsState *state, int row, const PlotTheme *theme);

/* To be called once.
 * @name: translated, for those who cannot see the plot's own title
 * @height: at least, in font sizes */
void app_digits_view_set_up (AppDigitsView *self,
                             const char *name,
                             double height,
                             AppDigitsDrawFunc draw,
                             AppDigitsDescribeFunc describe);
/* Makes a plot over epochs read out its values, under the pointer and by arrow keys. Signal
 * "hovered" (row) says when another row is wanted, or none: -1. To be called once. */
void app_digits_view_set_up_hover (AppDigitsView *self, AppDigitsHoverFunc draw_hover);
/* Emits nothing. @row: -1: none */
void app_digits_view_set_hover (AppDigitsView *self, int row);
int app_digits_view_get_hover (AppDigitsView *self);
/* What is hovered stays as long as there is such a row. */
void app_digits_view_set_state (AppDigitsView *self, DigitsState *state);

G_END_DECLS
