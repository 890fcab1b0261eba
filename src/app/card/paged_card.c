/* The card's pages in a stack, its title over them, its message below. */
#include "app/card/paged_card.h"

#include "app/base/style.h"

#include <glib/gi18n-lib.h>

#define MOST_PAGES 8

typedef struct
{
  const char *name, *figure;
  char *title;
  GtkWidget *view;
} Page;

struct _AppPagedCard
{
  GtkWidget parent_instance;

  GtkMenuButton *title;
  GtkStack *stack;
  GtkLabel *message;

  char *prefix;
  GSimpleActionGroup *actions;
  GMenu *menu, *section; /* the last section */
  Page pages[MOST_PAGES];
  int n_pages, shown;
};

G_DEFINE_FINAL_TYPE (AppPagedCard, app_paged_card, GTK_TYPE_WIDGET)

static guint page_signal;

static void
app_paged_card_dispose (GObject *object)
{
  AppPagedCard *self = APP_PAGED_CARD (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  for (int i = 0; i < self->n_pages; i++)
    g_clear_pointer (&self->pages[i].title, g_free);
  g_clear_pointer (&self->prefix, g_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->section);
  g_clear_object (&self->menu);
  G_OBJECT_CLASS (app_paged_card_parent_class)->dispose (object);
}

/* The title stands above the axis, whatever the size of type. */
static void
app_paged_card_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (app_paged_card_parent_class)->css_changed (widget, change);
  gtk_widget_set_margin_start (GTK_WIDGET (APP_PAGED_CARD (widget)->title),
                               app_style_get_title_start (widget));
}

static void
app_paged_card_class_init (AppPagedCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_paged_card_dispose;
  widget_class->css_changed = app_paged_card_css_changed;
  gtk_widget_class_set_css_name (widget_class, "plotcard");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  page_signal = g_signal_new ("page-changed", APP_TYPE_PAGED_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
}

/* A button makes a label anew for each text. One that goes while the pointer is on its way to it,
 * as what it leaves changes the plots, ends GTK 4.8 (gtk_synthesize_crossing_events). */
static void
show_page (AppPagedCard *self, int i)
{
  const Page *page = &self->pages[i];

  self->shown = i;
  gtk_widget_set_name (GTK_WIDGET (self), page->figure);
  if (g_strcmp0 (gtk_menu_button_get_label (self->title), page->title) != 0)
    gtk_menu_button_set_label (self->title, page->title);
  gtk_stack_set_visible_child (self->stack, page->view);
}

/* MOST_PAGES: there is no such page */
static int
find_page (AppPagedCard *self, const char *name)
{
  for (int i = 0; i < self->n_pages; i++)
    if (g_str_equal (self->pages[i].name, name))
      return i;
  return MOST_PAGES;
}

static void
page_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  AppPagedCard *self = data;
  const int i = find_page (self, g_variant_get_string (state, NULL));

  if (i == MOST_PAGES)
    return;
  g_simple_action_set_state (action, state);
  show_page (self, i);
  g_signal_emit (self, page_signal, 0);
}

static const GActionEntry actions[] = {
  { .name = "page", .parameter_type = "s", .state = "''", .change_state = page_cb },
};

static void
add_title (AppPagedCard *self, GtkWidget *overlay)
{
  GtkWidget *title = gtk_menu_button_new ();

  self->title = GTK_MENU_BUTTON (title);
  gtk_widget_set_halign (title, GTK_ALIGN_START);
  gtk_widget_set_valign (title, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (title, _ ("What This Card Shows"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What This Card Shows"), -1);
  gtk_widget_add_css_class (title, "card-title");
  gtk_menu_button_set_menu_model (self->title, G_MENU_MODEL (self->menu));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), title);
}

static void
add_message (AppPagedCard *self)
{
  GtkWidget *message = gtk_label_new (NULL);

  self->message = GTK_LABEL (message);
  gtk_widget_set_visible (message, FALSE);
  gtk_label_set_xalign (self->message, 0);
  gtk_label_set_ellipsize (self->message, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (message, "caption");
  gtk_widget_add_css_class (message, "message");
  gtk_widget_set_parent (message, GTK_WIDGET (self));
}

static void
app_paged_card_init (AppPagedCard *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *overlay = gtk_overlay_new (), *stack = gtk_stack_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  self->menu = g_menu_new ();
  self->stack = GTK_STACK (stack);
  gtk_widget_set_vexpand (overlay, TRUE);
  gtk_widget_set_hexpand (overlay, TRUE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), stack);
  gtk_widget_set_parent (overlay, GTK_WIDGET (self));
  add_title (self, overlay);
  app_style_keep_direction (GTK_WIDGET (self->title));
  add_message (self);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions),
                                   self);
  app_paged_card_begin_section (self, NULL);
}

AppPagedCard *
app_paged_card_new (const char *prefix)
{
  AppPagedCard *self = g_object_new (APP_TYPE_PAGED_CARD, NULL);

  self->prefix = g_strdup (prefix);
  gtk_widget_insert_action_group (GTK_WIDGET (self), prefix, G_ACTION_GROUP (self->actions));
  return self;
}

/* @view: lies on the card, and is none itself */
static void
add_view (AppPagedCard *self, GtkWidget *view)
{
  if (gtk_widget_get_parent (view) != NULL)
    return;
  gtk_widget_remove_css_class (view, "card");
  gtk_stack_add_child (self->stack, view);
}

void
app_paged_card_add_page (AppPagedCard *self,
                         const char *name,
                         const char *item,
                         const char *title,
                         const char *figure,
                         GtkWidget *view)
{
  g_autofree char *action = g_strconcat ("page::", name, NULL);

  g_return_if_fail (APP_IS_PAGED_CARD (self) && self->n_pages < MOST_PAGES);

  self->pages[self->n_pages++] = (Page){ name, figure, g_strdup (title), view };
  add_view (self, view);
  app_paged_card_add_item (self, item, action);
  if (self->n_pages == 1)
    app_paged_card_show_page (self, name);
}

static GMenuItem *
new_item (AppPagedCard *self, const char *item, const char *action)
{
  g_autofree char *full = g_strconcat (self->prefix, ".", action, NULL);

  return g_menu_item_new (item, full);
}

void
app_paged_card_add_item (AppPagedCard *self, const char *item, const char *action)
{
  g_autoptr (GMenuItem) it = new_item (self, item, action);

  g_menu_append_item (self->section, it);
}

void
app_paged_card_add_hiding_item (AppPagedCard *self, const char *item, const char *action)
{
  g_autoptr (GMenuItem) it = new_item (self, item, action);

  g_menu_item_set_attribute (it, "hidden-when", "s", "action-disabled");
  g_menu_append_item (self->section, it);
}

void
app_paged_card_begin_section (AppPagedCard *self, const char *label)
{
  g_clear_object (&self->section);
  self->section = g_menu_new ();
  g_menu_append_section (self->menu, label, G_MENU_MODEL (self->section));
}

void
app_paged_card_set_view (AppPagedCard *self, const char *page, const char *figure, GtkWidget *view)
{
  const int i = find_page (self, page);

  g_return_if_fail (i < MOST_PAGES);

  self->pages[i].figure = figure;
  self->pages[i].view = view;
  add_view (self, view);
  if (i == self->shown)
    show_page (self, i);
}

void
app_paged_card_show_page (AppPagedCard *self, const char *name)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "page",
                                      g_variant_new_string (name));
}

const char *
app_paged_card_get_page (AppPagedCard *self)
{
  return self->pages[self->shown].name;
}

GtkWidget *
app_paged_card_get_title (AppPagedCard *self)
{
  return GTK_WIDGET (self->title);
}

GActionMap *
app_paged_card_get_actions (AppPagedCard *self)
{
  return G_ACTION_MAP (self->actions);
}

void
app_paged_card_set_toggle (AppPagedCard *self, const char *action, gboolean on)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), action,
                                      g_variant_new_boolean (on));
}

gboolean
app_paged_card_get_toggle (AppPagedCard *self, const char *action)
{
  g_autoptr (GVariant) state =
      g_action_group_get_action_state (G_ACTION_GROUP (self->actions), action);

  return g_variant_get_boolean (state);
}

void
app_paged_card_set_message (AppPagedCard *self, const char *message)
{
  gtk_label_set_text (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL);
}

const char *
app_paged_card_get_message (AppPagedCard *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->message)) ? gtk_label_get_text (self->message)
                                                             : NULL;
}
