/* The sidebar's rows, bound to the session. */
#include "app/panel/sidebar.h"

#include "app/panel/network_view.h"
#include "app/panel/pin_list.h"
#include "app/session/parameter.h"

struct _AppSidebar
{
  GtkBox parent_instance;

  GtkExpander *more_data;
  AppParameterRow *rows[APP_N_PARAMETERS];
  gboolean has_file; /* the data are a file's */
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
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, more_data);
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

/* All that there is to say about a file is unfolded when it is opened; afterwards it stays as
 * somebody has left it. */
static void
experiment_changed_cb (AppSidebar *self, AppSession *session)
{
  const ModelExperiment *experiment = app_session_get_experiment (session);
  const gboolean has_file =
      model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_FILE;

  if (has_file && !self->has_file)
    gtk_expander_set_expanded (self->more_data, TRUE);
  self->has_file = has_file;
}

void
app_sidebar_set_session (AppSidebar *self, AppSession *session)
{
  bind (self, GTK_WIDGET (self), session);
  g_signal_connect_object (session, "experiment-changed", G_CALLBACK (experiment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  experiment_changed_cb (self, session);
}

AppParameterRow *
app_sidebar_get_row (AppSidebar *self, int parameter)
{
  return self->rows[parameter];
}
