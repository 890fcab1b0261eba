/* The card of features and maps: its pages and its menu. */
#include "app/card/features_card.h"

#include "app/base/action.h"
#include "app/base/style.h"
#include "figure/figure_theory_map.h"
#include "plot/space/scene_neurons.h"

#include <glib/gi18n-lib.h>

struct _AppFeaturesCard
{
  GtkWidget parent_instance;

  GtkMenuButton *title;
  GtkStack *stack;

  AppSession *session;
  AppFeaturesView *features;
  AppTheoryMapView *map;
  AppSceneView *scene;
  GSimpleActionGroup *actions;
  const char *page;
  PlotNeuronsPlane usual; /* of the data; the user's choice holds until another one is usual */
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

/* The title stands above the axis, whatever the size of type. */
static void
app_features_card_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (app_features_card_parent_class)->css_changed (widget, change);
  gtk_widget_set_margin_start (GTK_WIDGET (APP_FEATURES_CARD (widget)->title),
                               app_style_get_title_start (widget));
}

static void
app_features_card_class_init (AppFeaturesCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_features_card_dispose;
  widget_class->css_changed = app_features_card_css_changed;
  gtk_widget_class_set_css_name (widget_class, "featurescard");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/plateau_lab/Plateau/ui/features_card.ui");
  gtk_widget_class_bind_template_child (widget_class, AppFeaturesCard, title);
  gtk_widget_class_bind_template_child (widget_class, AppFeaturesCard, stack);
}

/* The first page, then one for each PlotTheoryMapKind. */
static const char *const pages[] = { "features", "ratio", "credit", "preference" };

static gboolean
get_state (AppFeaturesCard *self, const char *action)
{
  g_autoptr (GVariant) state =
      g_action_group_get_action_state (G_ACTION_GROUP (self->actions), action);

  return g_variant_get_boolean (state);
}

static const char *
get_figure (AppFeaturesCard *self)
{
  if (self->page != pages[0])
    return figure_get_name (figure_theory_map_of (app_theory_map_view_get_kind (self->map)));
  return get_state (self, "space") && app_features_view_has_plane (self->features, PLOT_NEURONS_B)
             ? "features-3d"
             : "features";
}

/* Shows what there is of the page; the scene is rebuilt only where it is seen. */
static void
update (AppFeaturesCard *self)
{
  const char *figure = get_figure (self);
  PlotNeurons neurons;

  /* What an export of the card shows. */
  gtk_widget_set_name (GTK_WIDGET (self), figure);
  gtk_stack_set_visible_child_name (self->stack, self->page != pages[0] ? "map" : figure);
  if (!g_str_equal (figure, "features-3d"))
    return;
  app_features_view_get_neurons (self->features, &neurons);
  app_scene_view_set_scene (self->scene, plot_scene_new_neurons (&neurons));
}

static void
show_page (AppFeaturesCard *self, int i)
{
  self->page = pages[i];
  if (i > 0)
    app_theory_map_view_set_kind (self->map, (PlotTheoryMapKind) (i - 1));
  gtk_menu_button_set_label (self->title,
                             i > 0 ? app_theory_map_point_get_name ((PlotTheoryMapKind) (i - 1))
                                   : _ ("First-layer features"));
  update (self);
}

static void
space_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  g_simple_action_set_state (action, state);
  update (data);
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

static const char *const planes[PLOT_NEURONS_N_PLANES] = { "correlation", "solution", "principal",
                                                           "b" };

static void
plane_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
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
  { .name = "space", .state = "false", .change_state = space_cb },
  { .name = "plane", .parameter_type = "s", .state = "'correlation'", .change_state = plane_cb },
};

static void
app_features_card_init (AppFeaturesCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  app_style_keep_direction (GTK_WIDGET (self->title));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "features", G_ACTION_GROUP (self->actions));
}

static void
set_enabled (AppFeaturesCard *self, const char *action, PlotNeuronsPlane needed)
{
  app_action_set_enabled (G_ACTION_MAP (self->actions), action,
                          app_features_view_has_plane (self->features, needed));
}

/* Scalar inputs have no choice; XOR and other data have planes of their own to begin with. */
static void
run_changed_cb (AppFeaturesCard *self)
{
  const PlotNeuronsPlane usual =
      plot_neurons_choose_plane (app_session_get_experiment (self->session));

  set_enabled (self, "plane", PLOT_NEURONS_SOLUTION);
  set_enabled (self, "space", PLOT_NEURONS_B);
  if (usual != self->usual)
    g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "plane",
                                        g_variant_new_string (planes[usual]));
  self->usual = usual;
  update (self);
}

GtkWidget *
app_features_card_new (AppSession *session)
{
  AppFeaturesCard *self = g_object_new (APP_TYPE_FEATURES_CARD, NULL);

  self->session = g_object_ref (session);
  self->features = APP_FEATURES_VIEW (app_features_view_new (session));
  self->map = APP_THEORY_MAP_VIEW (app_theory_map_view_new (session));
  app_theory_map_view_set_title (self->map, GTK_WIDGET (self->title));
  self->scene = APP_SCENE_VIEW (app_scene_view_new (_ ("First-layer features in 3-D")));
  gtk_widget_remove_css_class (GTK_WIDGET (self->scene), "card"); /* it lies on this one */
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->features), "features");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->scene), "features-3d");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->map), "map");
  show_page (self, 0);
  run_changed_cb (self);
  g_signal_connect_object (session, "run-changed", G_CALLBACK (run_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "playhead-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "view-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
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

void
app_features_card_show_space (AppFeaturesCard *self, gboolean space)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "space",
                                      g_variant_new_boolean (space));
}

AppFeaturesView *
app_features_card_get_features (AppFeaturesCard *self)
{
  return self->features;
}

AppTheoryMapView *
app_features_card_get_map (AppFeaturesCard *self)
{
  return self->map;
}

AppSceneView *
app_features_card_get_scene (AppFeaturesCard *self)
{
  return self->scene;
}
