/* A card of several pages: its title is the menu that chooses one of them.
 *
 * A page is a view, and the figure of the registry that it is: the widget's name is that of the
 * figure on screen, so that an export knows what to draw.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_PAGED_CARD (app_paged_card_get_type ())
G_DECLARE_FINAL_TYPE (AppPagedCard, app_paged_card, APP, PAGED_CARD, GtkWidget)

/* Signal page-changed: another page was chosen. */

/* Its actions are PREFIX.page, whose state is the name of a page, and those added to
 * app_paged_card_get_actions(). */
AppPagedCard *app_paged_card_new (const char *prefix);

/**
 * app_paged_card_add_page:
 * The next item of the menu, and what it shows. The first page is shown first.
 * @name: static, as the action's target
 * @item: translated, with its mnemonic
 * @title: translated
 * @figure: static
 * @view: may be that of another page, too
 */
void app_paged_card_add_page (AppPagedCard *self,
                              const char *name,
                              const char *item,
                              const char *title,
                              const char *figure,
                              GtkWidget *view);
/* Another item: a toggle or a choice. @action: without its prefix, "space" or "plane::solution" */
void app_paged_card_add_item (AppPagedCard *self, const char *item, const char *action);
/* Nothing is seen of that one where its action is disabled. */
void app_paged_card_add_hiding_item (AppPagedCard *self, const char *item, const char *action);
/* What is added from now on is a section of its own. @label: (nullable): translated */
void app_paged_card_begin_section (AppPagedCard *self, const char *label);

/* Lets a page show another view, and be another figure. */
void
app_paged_card_set_view (AppPagedCard *self, const char *page, const char *figure, GtkWidget *view);
/* One that there is not changes nothing. */
void app_paged_card_show_page (AppPagedCard *self, const char *name);
const char *app_paged_card_get_page (AppPagedCard *self);
GtkWidget *app_paged_card_get_title (AppPagedCard *self);

GActionMap *app_paged_card_get_actions (AppPagedCard *self);
/* Asks the action for it, as the menu does. */
void app_paged_card_set_toggle (AppPagedCard *self, const char *action, gboolean on);
gboolean app_paged_card_get_toggle (AppPagedCard *self, const char *action);

/* A line below the plot; NULL: there is none. */
void app_paged_card_set_message (AppPagedCard *self, const char *message);
const char *app_paged_card_get_message (AppPagedCard *self);

G_END_DECLS
