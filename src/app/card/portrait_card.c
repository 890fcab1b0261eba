/* The card of the phase plane: its pages, its menu, and the line about kicks. */
#include "app/card/portrait_card.h"

#include "app/base/action.h"
#include "app/base/style.h"
#include "app/card/learned_first_view.h"
#include "app/card/scene_view.h"
#include "app/session/kicks.h"
#include "plot/draw/frame.h"

#include <glib/gi18n-lib.h>

struct _AppPortraitCard
{
  GtkWidget parent_instance;

  GtkMenuButton *title;
  GtkStack *stack;
  GtkLabel *message;

  AppSession *session;
  AppPortraitView *plane;
  AppSceneView *scene;
  GSimpleActionGroup *actions;
  gboolean turning; /* the camera is being told */
};

G_DEFINE_FINAL_TYPE (AppPortraitCard, app_portrait_card, GTK_TYPE_WIDGET)

static void
app_portrait_card_dispose (GObject *object)
{
  AppPortraitCard *self = APP_PORTRAIT_CARD (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_portrait_card_parent_class)->dispose (object);
}

/* The title stands above the axis, whatever the size of type. */
static void
app_portrait_card_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (app_portrait_card_parent_class)->css_changed (widget, change);
  gtk_widget_set_margin_start (GTK_WIDGET (APP_PORTRAIT_CARD (widget)->title),
                               app_style_get_title_start (widget));
}

static void
app_portrait_card_class_init (AppPortraitCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_portrait_card_dispose;
  widget_class->css_changed = app_portrait_card_css_changed;
  gtk_widget_class_set_css_name (widget_class, "portraitcard");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/plateau_lab/Plateau/ui/portrait_card.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPortraitCard, title);
  gtk_widget_class_bind_template_child (widget_class, AppPortraitCard, stack);
  gtk_widget_class_bind_template_child (widget_class, AppPortraitCard, message);
}

/* The scene is rebuilt only where it is seen. */
static void
update_scene (AppPortraitCard *self)
{
  const StudyView *view =
      app_view_history_get_view_shown (app_session_get_view_history (self->session));
  PlotPortrait portrait;

  if (self->turning || !g_str_equal (app_portrait_card_get_page (self), "scene"))
    return;
  portrait = *app_portrait_view_get_portrait (self->plane);
  plot_portrait_fit (&portrait);
  app_scene_view_set_scene (self->scene, plot_scene_new (&portrait));
  app_scene_view_place_camera (self->scene, study_view_has_camera (view) ? view->camera : NULL);
}

static void
camera_moved_cb (AppPortraitCard *self)
{
  double camera[3];

  /* The scene is the same. */
  self->turning = TRUE;
  app_view_history_set_camera (app_session_get_view_history (self->session),
                               app_scene_view_get_camera (self->scene, camera) ? camera : NULL);
  self->turning = FALSE;
}

static const struct
{
  const char *page, *figure, *title;
} pages[] = {
  { "plane", "portrait", N_ ("Phase portrait") },
  { "scene", "surface", N_ ("Loss over the weights") },
  { "first", "first", N_ ("Learned first, by initial norms") },
};

static void
set_title (AppPortraitCard *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].page, app_portrait_card_get_page (self)))
      gtk_menu_button_set_label (self->title, _ (pages[i].title));
}

static void
page_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  AppPortraitCard *self = data;

  gtk_stack_set_visible_child_name (self->stack, g_variant_get_string (state, NULL));
  g_simple_action_set_state (action, state);
  set_title (self);
  update_scene (self);
}

/* The title's text begins above the axis, as that of plots does. */
static gboolean
get_state (AppPortraitCard *self, const char *action)
{
  g_autoptr (GVariant) state =
      g_action_group_get_action_state (G_ACTION_GROUP (self->actions), action);

  return g_variant_get_boolean (state);
}

/* Nullclines, manifolds. */
static void
shown_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  AppPortraitCard *self = data;

  g_simple_action_set_state (action, state);
  app_view_history_hide (app_session_get_view_history (self->session),
                         !get_state (self, "nullclines"), !get_state (self, "manifolds"));
}

/* What menus and keys say follows the session, whoever has changed it. */
static void
view_changed_cb (AppPortraitCard *self)
{
  const StudyView *view =
      app_view_history_get_view_shown (app_session_get_view_history (self->session));

  app_action_set_state (G_ACTION_MAP (self->actions), "nullclines",
                        g_variant_new_boolean (!view->hide_nullclines));
  app_action_set_state (G_ACTION_MAP (self->actions), "manifolds",
                        g_variant_new_boolean (!view->hide_manifolds));
  update_scene (self);
}

static const GActionEntry actions[] = {
  { .name = "page", .parameter_type = "s", .state = "'plane'", .change_state = page_cb },
  { .name = "nullclines", .state = "true", .change_state = shown_cb },
  { .name = "manifolds", .state = "true", .change_state = shown_cb },
};

static void
app_portrait_card_init (AppPortraitCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  app_style_keep_direction (GTK_WIDGET (self->title));
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "portrait", G_ACTION_GROUP (self->actions));
}

static void
run_changed_cb (AppPortraitCard *self)
{
  g_autofree char *text =
      app_session_is_complete (self->session) ? app_kicks_describe (self->session) : NULL;
  int n;

  update_scene (self);
  app_session_get_kicks (self->session, &n);
  /* While a kicked run is being trained the line stays, lest the plot jumps under the pointer. */
  if (text != NULL)
    gtk_label_set_text (self->message, text);
  gtk_widget_set_visible (GTK_WIDGET (self->message),
                          n > 0 && *gtk_label_get_text (self->message) != '\0');
  if (n == 0)
    gtk_label_set_text (self->message, "");
}

GtkWidget *
app_portrait_card_new (AppSession *session)
{
  AppPortraitCard *self = g_object_new (APP_TYPE_PORTRAIT_CARD, NULL);
  GtkWidget *scene = app_scene_view_new (_ ("Loss over the weights in 3-D"));

  self->session = g_object_ref (session);
  self->plane = APP_PORTRAIT_VIEW (app_portrait_view_new (session));
  self->scene = APP_SCENE_VIEW (scene);
  gtk_widget_remove_css_class (scene, "card"); /* it lies on this one */
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->plane), "plane");
  gtk_stack_add_named (self->stack, scene, "scene");
  gtk_stack_add_named (self->stack, app_learned_first_view_new (session), "first");
  set_title (self);
  g_signal_connect_object (session, "run-changed", G_CALLBACK (run_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "playhead-changed", G_CALLBACK (update_scene), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scene, "camera-moved", G_CALLBACK (camera_moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "view-changed", G_CALLBACK (view_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

AppPortraitView *
app_portrait_card_get_view (AppPortraitCard *self)
{
  return self->plane;
}

void
app_portrait_card_show_page (AppPortraitCard *self, const char *page)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "page",
                                      g_variant_new_string (page));
}

const char *
app_portrait_card_get_page (AppPortraitCard *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

const char *
app_portrait_card_get_figure (AppPortraitCard *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].page, app_portrait_card_get_page (self)))
      return pages[i].figure;
  return "portrait";
}

const char *
app_portrait_card_get_message (AppPortraitCard *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->message)) ? gtk_label_get_text (self->message)
                                                             : NULL;
}
