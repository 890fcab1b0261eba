/* The sidebar's rows, bound to the session. */
#include "app/panel/sidebar.h"

#include "app/base/listen.h"
#include "app/panel/network_view.h"
#include "app/panel/pin_list.h"
#include "app/panel/row_menu.h"
#include "app/session/parameter.h"
#include "app/session/session_data.h"

#include <stdlib.h>
#include <string.h>

struct _AppSidebar
{
  GtkBox parent_instance;

  AppNetworkView *network;
  AppPinList *pins;
  GtkExpander *more_data, *more_network, *more_training;
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
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, network);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, pins);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, more_data);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, more_network);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, more_training);
}

static int
compare_rank (gconstpointer a, gconstpointer b)
{
  const int first = *(const int *) a, second = *(const int *) b;
  const int ranks[2] = { app_parameter (first)->rank, app_parameter (second)->rank };

  if (ranks[0] == ranks[1])
    return first - second;
  if (ranks[0] == 0 || ranks[1] == 0)
    return ranks[0] == 0 ? 1 : -1;
  return ranks[0] - ranks[1];
}

static GtkExpander *
get_more (AppSidebar *self, const ModelParameter *p)
{
  const char *section = p->section != NULL ? p->section : p->group;

  if (strcmp (section, "data") == 0)
    return self->more_data;
  return strcmp (section, "network") == 0 ? self->more_network : self->more_training;
}

static void
add_row (AppSidebar *self, int id)
{
  const ModelParameter *p = app_parameter (id);
  GtkWidget *row = g_object_new (APP_TYPE_PARAMETER_ROW, "parameter", p->name, NULL);
  GtkWidget *more = GTK_WIDGET (get_more (self, p));

  self->rows[id] = APP_PARAMETER_ROW (row);
  app_row_menu_add (self->rows[id]);
  if (p->prominent)
    gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (more)), row,
                                gtk_widget_get_prev_sibling (more));
  else
    gtk_box_append (GTK_BOX (gtk_expander_get_child (GTK_EXPANDER (more))), row);
}

/* The table says where each row is. */
static void
app_sidebar_init (AppSidebar *self)
{
  int ids[APP_N_PARAMETERS];

  gtk_widget_init_template (GTK_WIDGET (self));
  for (int id = 0; id < APP_N_PARAMETERS; id++)
    ids[id] = id;
  qsort (ids, APP_N_PARAMETERS, sizeof *ids, compare_rank);
  for (int i = 0; i < APP_N_PARAMETERS; i++)
    add_row (self, ids[i]);
}

/* All that there is to say about a file is unfolded when it is opened; afterwards it stays as
 * somebody has left it. */
static void
experiment_changed_cb (AppSidebar *self, AppSession *session)
{
  const ModelExperiment *experiment = app_session_get_experiment (session);
  const gboolean has_file =
      model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_FILE ||
      app_session_get_loading (session) != NULL;

  if (has_file && !self->has_file)
    gtk_expander_set_expanded (self->more_data, TRUE);
  self->has_file = has_file;
}

void
app_sidebar_set_session (AppSidebar *self, AppSession *session)
{
  app_network_view_set_session (self->network, session);
  app_pin_list_set_session (self->pins, session);
  for (int id = 0; id < APP_N_PARAMETERS; id++)
    app_parameter_row_set_session (self->rows[id], session);
  app_listen (session, "experiment-changed", G_CALLBACK (experiment_changed_cb), self);
  app_listen (session, "data-changed", G_CALLBACK (experiment_changed_cb), self);
  experiment_changed_cb (self, session);
}

AppParameterRow *
app_sidebar_get_row (AppSidebar *self, int parameter)
{
  return self->rows[parameter];
}
