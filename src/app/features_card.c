/* The card of features and maps: its pages and its menu. */
#include "app/features_card.h"

#include "app/look.h"

#include <glib/gi18n-lib.h>

struct _AppFeaturesCard
{
  GtkWidget parent_instance;

  GtkMenuButton *title;
  GtkStack *stack;

  AppSession *session;
  AppFeaturesView *features;
  AppMapView *map;
  GSimpleActionGroup *actions;
  const char *page;
};

G_DEFINE_FINAL_TYPE (AppFeaturesCard, app_features_card, GTK_TYPE_WIDGET)

static void
app_features_card_dispose (GObject *object)
{
  AppFeaturesCard *self = APP_FEATURES_CARD (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_features_card_parent_class)->dispose (object);
}

static void
app_features_card_class_init (AppFeaturesCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_features_card_dispose;
  gtk_widget_class_set_css_name (widget_class, "featurescard");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/plateau_lab/Plateau/ui/features_card.ui");
  gtk_widget_class_bind_template_child (widget_class, AppFeaturesCard, title);
  gtk_widget_class_bind_template_child (widget_class, AppFeaturesCard, stack);
}

/* The first page, then one for each AppMapKind. */
static const char *const pages[] = { "features", "ratio", "credit", "preference" };

static void
show_page (AppFeaturesCard *self, int i)
{
  const gboolean map = i > 0;

  self->page = pages[i];
  if (map)
    app_map_view_set_kind (self->map, (AppMapKind) (i - 1));
  gtk_stack_set_visible_child_name (self->stack, map ? "map" : "features");
  gtk_menu_button_set_label (self->title, map ? app_map_get_name ((AppMapKind) (i - 1))
                                              : _ ("First-layer features"));
  /* What an export of the card shows. */
  gtk_widget_set_name (GTK_WIDGET (self), map ? "map" : "features");
}

static void
page_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  const char *page = g_variant_get_string (state, NULL);

  for (int i = 0; i < (int) G_N_ELEMENTS (pages); i++)
    if (g_str_equal (page, pages[i]))
      {
        g_simple_action_set_state (action, state);
        show_page (data, i);
      }
}

static void
plane_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  static const char *const planes[PLOT_NEURONS_N_PLANES] = { "correlation", "solution", "principal",
                                                             "b" };
  const char *name = g_variant_get_string (state, NULL);

  for (int i = 0; i < PLOT_NEURONS_N_PLANES; i++)
    if (g_str_equal (name, planes[i]))
      {
        g_simple_action_set_state (action, state);
        app_features_view_set_plane (APP_FEATURES_CARD (data)->features, (PlotNeuronsPlane) i);
      }
}

static const GActionEntry actions[] = {
  { .name = "page", .parameter_type = "s", .state = "'features'", .change_state = page_cb },
  { .name = "plane", .parameter_type = "s", .state = "'correlation'", .change_state = plane_cb },
};

static void
app_features_card_init (AppFeaturesCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "features", G_ACTION_GROUP (self->actions));
}

/* Scalar inputs have no choice. */
static void
run_changed_cb (AppFeaturesCard *self)
{
  GAction *plane = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "plane");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (plane),
                               app_features_view_has_plane (self->features, PLOT_NEURONS_SOLUTION));
}

static void
place_title (AppFeaturesCard *self)
{
  gtk_widget_set_margin_start (GTK_WIDGET (self->title),
                               app_look_get_title_start (GTK_WIDGET (self)));
}

GtkWidget *
app_features_card_new (AppSession *session)
{
  AppFeaturesCard *self = g_object_new (APP_TYPE_FEATURES_CARD, NULL);

  self->session = g_object_ref (session);
  self->features = APP_FEATURES_VIEW (app_features_view_new (session));
  self->map = APP_MAP_VIEW (app_map_view_new (session));
  app_map_view_set_title (self->map, GTK_WIDGET (self->title));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->features), "features");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->map), "map");
  show_page (self, 0);
  run_changed_cb (self);
  g_signal_connect (self, "map", G_CALLBACK (place_title), NULL);
  g_signal_connect_object (session, "run-changed", G_CALLBACK (run_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
app_features_card_show_page (AppFeaturesCard *self, const char *page)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "page",
                                      g_variant_new_string (page));
}

const char *
app_features_card_get_page (AppFeaturesCard *self)
{
  return self->page;
}

AppFeaturesView *
app_features_card_get_features (AppFeaturesCard *self)
{
  return self->features;
}

AppMapView *
app_features_card_get_map (AppFeaturesCard *self)
{
  return self->map;
}
