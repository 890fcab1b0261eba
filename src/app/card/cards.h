/* The cards of the grid, and what a window does with all of them.
 *
 * A card is a file that defines one of these, and a line of app/card/card_list.h: grid, keys, and
 * what an export offers follow from there.
 */
#pragma once

#include "app/card/card_list.h"
#include "app/card/plot_grid.h"
#include "app/card/plot_view.h"

G_BEGIN_DECLS

/* Either a plot over epochs, which is drawn, hovered, zoomed and spoken as all of them are; or a
 * widget of its own. */
typedef struct
{
  const char *figure; /* in the registry: what it is exported as */
  const char *title;  /* N_(): for those who cannot see the plot's own */
  AppPlotDrawFunc draw;
  AppPlotDescribeFunc describe; /* the spoken summary */

  /* Its name is that of the figure it shows, as with an AppPagedCard; it zooms as
   * app/card/plane_zoom.h has it, if at all. */
  GtkWidget *(*create) (AppSession *session);
} AppCard;

#define APP_CARD_DECLARE(NAME) extern const AppCard NAME;
APP_CARD_LIST (APP_CARD_DECLARE)
#undef APP_CARD_DECLARE

/* Fills the grid; the keys 1, 2 ... let one card take all of it. */
void app_cards_add (AppPlotGrid *grid, AppSession *session, GtkShortcutController *keys);
/* The figures of the registry that the cards show, as figure_grid_check_panels() takes them; what
 * is no figure is left out. Owned by the caller. */
char *app_cards_list_figures (AppPlotGrid *grid);
/* The figure that fills the grid, or NULL. */
const char *app_cards_get_filling_figure (AppPlotGrid *grid);

G_END_DECLS
