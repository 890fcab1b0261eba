/* The cards of card_list.h. */
#include "app/card/cards.h"

#include "app/base/plot_menu.h"
#include "figure/figure_grid.h"

#include <glib/gi18n-lib.h>

#define POINT_TO(NAME) &NAME,

static const AppCard *const cards[] = { APP_CARD_LIST (POINT_TO) };

static GtkWidget *
new_plot (const AppCard *card, AppSession *session)
{
  GtkWidget *plot = app_plot_view_new (session, _ (card->title), card->draw, card->describe);

  gtk_widget_set_name (plot, card->figure);
  return plot;
}

static void
add_key (GtkShortcutController *keys, int number)
{
  g_autofree char *trigger = g_strdup_printf ("%d|KP_%d", number, number);
  GtkShortcut *shortcut = gtk_shortcut_new_with_arguments (
      gtk_shortcut_trigger_parse_string (trigger), gtk_named_action_new ("win.fill"), "i", number);

  gtk_shortcut_controller_add_shortcut (keys, shortcut);
}

void
app_cards_add (AppPlotGrid *grid, AppSession *session, GtkShortcutController *keys)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (cards); i++)
    {
      const AppCard *card = cards[i];

      GtkWidget *plot = card->create != NULL ? card->create (session) : new_plot (card, session);

      app_plot_menu_attach (plot);
      app_plot_grid_append (grid, plot);
      add_key (keys, i + 1);
    }
}

/* NULL: it is none, or there is no card. */
static const char *
get_figure (GtkWidget *card)
{
  const char *name = card != NULL ? gtk_widget_get_name (card) : NULL;

  return name != NULL && figure_grid_check_panels (name) ? name : NULL;
}

char *
app_cards_list_figures (AppPlotGrid *grid)
{
  g_autoptr (GString) figures = g_string_new (NULL);
  GtkWidget *card;

  for (int i = 0; (card = app_plot_grid_get_card (grid, i)) != NULL; i++)
    if (get_figure (card) != NULL)
      g_string_append_printf (figures, "%s%s", figures->len > 0 ? " " : "", get_figure (card));
  return g_strdup (figures->str);
}

const char *
app_cards_get_filling_figure (AppPlotGrid *grid)
{
  return get_figure (app_plot_grid_get_card (grid, app_plot_grid_get_filling (grid)));
}
