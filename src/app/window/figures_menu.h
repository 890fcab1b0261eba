/* The Figures menu: the paper's figures as small pictures; choosing one loads its experiment. */
#pragma once

#include "app/digits/digits_page.h"
#include "app/session/session.h"
#include "app/sweep/sweep_page.h"
#include "figure/figure.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_FIGURES_MENU (app_figures_menu_get_type ())
G_DECLARE_FINAL_TYPE (AppFiguresMenu, app_figures_menu, APP, FIGURES_MENU, GtkWidget)

/* Signal figure-chosen (pointer to Figure): its experiment has been loaded. */

/* To be called once. The pages stay as long as the menu does. */
void app_figures_menu_set_up (AppFiguresMenu *self,
                              AppSession *session,
                              AppSweepPage *sweep,
                              AppDigitsPage *digits);
/* Loads a figure's experiment, as a click on its picture does. */
void app_figures_menu_choose (AppFiguresMenu *self, const Figure *figure);
/* The figure whose experiment the session has, as it was chosen here; or NULL. */
const Figure *app_figures_menu_get_figure (AppFiguresMenu *self);

typedef enum
{
  APP_FIGURE_OPEN, /* what it opens has not ended, or there is nothing to check */
  APP_FIGURE_MET,  /* what must come out did */
  APP_FIGURE_MISSED
} AppFigureVerdict;

AppFigureVerdict app_figures_menu_get_verdict (AppFiguresMenu *self);
/* What came out and what was expected, as the button's tooltip says; "" without a badge. */
const char *app_figures_menu_get_text (AppFiguresMenu *self);
void app_figures_menu_popup (AppFiguresMenu *self);

G_END_DECLS
