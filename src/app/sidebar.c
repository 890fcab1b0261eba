/* The sidebar's rows, bound to the session. */
#include "app/sidebar.h"

#include "app/network_view.h"
#include "app/parameter.h"
#include "app/pin_list.h"

struct _AppSidebar
{
  GtkBox parent_instance;

  AppParameterRow *rows[APP_N_PARAMETERS];
};

G_DEFINE_FINAL_TYPE (AppSidebar, app_sidebar, GTK_TYPE_BOX)

static void
app_sidebar_class_init (AppSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (APP_TYPE_PARAMETER_ROW);
  g_type_ensure (APP_TYPE_NETWORK_VIEW);
  g_type_ensure (APP_TYPE_PIN_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/plateau_lab/Plateau/ui/sidebar.ui");
}

static void
app_sidebar_init (AppSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The template names the rows; walking it spares a list of them here. */
static void
bind (AppSidebar *self, GtkWidget *widget, AppSession *session)
{
  if (APP_IS_NETWORK_VIEW (widget))
    app_network_view_set_session (APP_NETWORK_VIEW (widget), session);
  if (APP_IS_PIN_LIST (widget))
    app_pin_list_set_session (APP_PIN_LIST (widget), session);
  if (APP_IS_PARAMETER_ROW (widget))
    {
      AppParameterRow *row = APP_PARAMETER_ROW (widget);

      self->rows[app_parameter_row_get_parameter (row)] = row;
      app_parameter_row_set_session (row, session);
      return;
    }
  if (GTK_IS_EXPANDER (widget)) /* keeps a folded child out of the tree of widgets */
    widget = gtk_expander_get_child (GTK_EXPANDER (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    bind (self, child, session);
}

void
app_sidebar_set_session (AppSidebar *self, AppSession *session)
{
  bind (self, GTK_WIDGET (self), session);
}

AppParameterRow *
app_sidebar_get_row (AppSidebar *self, int parameter)
{
  return self->rows[parameter];
}
