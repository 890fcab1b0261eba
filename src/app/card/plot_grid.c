/* Layout of the plots: rows and columns by proportion, the last row stretched, one maximised. */
#include "app/card/plot_grid.h"

#include <math.h>

#define SPACING 12
/* Width over height that curves over time like: wide enough for two steps, high enough for levels.
 */
#define BEST_ASPECT 1.9

struct _AppPlotGrid
{
  GtkWidget parent_instance;

  int filling; /* -1: none */
};

G_DEFINE_FINAL_TYPE (AppPlotGrid, app_plot_grid, GTK_TYPE_WIDGET)

int
app_plot_grid_get_count (AppPlotGrid *self)
{
  int count = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count++;
  return count;
}

static int
count_rows (int count, int columns)
{
  return (count + columns - 1) / columns;
}

/* How far a cell of this many columns is from the best proportion. */
static double
rate (int count, int columns, double width, double height)
{
  int rows = count_rows (count, columns);
  double cell_width = (width - (columns - 1) * SPACING) / columns;
  double cell_height = (height - (rows - 1) * SPACING) / rows;

  return fabs (log (fmax (cell_width, 1) / fmax (cell_height, 1) / BEST_ASPECT));
}

static int
choose_columns (int count, double width, double height)
{
  int best = 1;

  /* No more columns than take a row away: the last row would only be emptier. */
  for (int columns = 2; columns <= count; columns++)
    if (count_rows (count, columns) < count_rows (count, columns - 1) &&
        rate (count, columns, width, height) < rate (count, best, width, height))
      best = columns;
  return best;
}

/* Cell i of n that share a length, edges on whole pixels. */
static void
share (int length, int i, int n, int *start, int *size)
{
  double cell = (length - (n - 1) * SPACING) / (double) n;

  *start = (int) round (i * (cell + SPACING));
  *size = (int) round (i * (cell + SPACING) + cell) - *start;
}

static void
allocate_cell (GtkWidget *child, const GtkAllocation *cell)
{
  int minimum_width, minimum_height;
  GtkAllocation allocation = *cell;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &minimum_height, NULL, NULL, NULL);
  allocation.width = MAX (cell->width, minimum_width);
  allocation.height = MAX (cell->height, minimum_height);
  gtk_widget_size_allocate (child, &allocation, -1);
}

static void
app_plot_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppPlotGrid *self = APP_PLOT_GRID (widget);
  int count = app_plot_grid_get_count (self);
  int columns = choose_columns (count, width, height);
  int rows = count_rows (count, columns);
  int i = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    {
      int row = i / columns;
      int in_row = row < rows - 1 ? columns : count - row * columns;
      GtkAllocation cell = { 0, 0, width, height };

      if (self->filling < 0)
        {
          share (width, i % columns, in_row, &cell.x, &cell.width);
          share (height, row, rows, &cell.y, &cell.height);
        }
      if (self->filling < 0 || self->filling == i)
        allocate_cell (child, &cell);
    }
}

/* Needs room for two columns and for as many rows as that takes, or for one column. */
static void
app_plot_grid_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  int count = app_plot_grid_get_count (APP_PLOT_GRID (widget));
  int columns = count > 2 ? 2 : 1;
  int cells = orientation == GTK_ORIENTATION_HORIZONTAL ? columns : count_rows (count, columns);

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
  *minimum = *minimum * cells + (cells - 1) * SPACING;
  *natural = *natural * cells + (cells - 1) * SPACING;
  *minimum_baseline = *natural_baseline = -1;
}

static void
app_plot_grid_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (app_plot_grid_parent_class)->dispose (object);
}

static void
app_plot_grid_class_init (AppPlotGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_plot_grid_dispose;
  widget_class->measure = app_plot_grid_measure;
  widget_class->size_allocate = app_plot_grid_size_allocate;
}

static void
pressed_cb (AppPlotGrid *self, int n_press, double x, double y)
{
  GtkWidget *picked;
  int i = 0;

  if (n_press != 2)
    return;
  picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    if (picked != NULL && (picked == child || gtk_widget_is_ancestor (picked, child)))
      app_plot_grid_toggle (self, i);
}

static void
app_plot_grid_init (AppPlotGrid *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->filling = -1;
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
app_plot_grid_append (AppPlotGrid *self, GtkWidget *plot)
{
  gtk_widget_set_parent (plot, GTK_WIDGET (self));
}

GtkWidget *
app_plot_grid_get_card (AppPlotGrid *self, int i)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  for (int at = 0; child != NULL && at < i; at++)
    child = gtk_widget_get_next_sibling (child);
  return i >= 0 ? child : NULL;
}

void
app_plot_grid_toggle (AppPlotGrid *self, int i)
{
  int child_index = 0;

  g_return_if_fail (i >= -1 && i < app_plot_grid_get_count (self));

  self->filling = self->filling == i ? -1 : i;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child), child_index++)
    gtk_widget_set_visible (child, self->filling < 0 || self->filling == child_index);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

int
app_plot_grid_get_filling (AppPlotGrid *self)
{
  return self->filling;
}
