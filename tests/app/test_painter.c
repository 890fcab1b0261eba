/* Plots of one frame: each is drawn once, whatever thread does it, and only what is seen. */
#include "app/base/painter.h"
#include "window_fixture.h"

#define N_PLOTS 6
#define SIDE 60

#define TEST_TYPE_PLOT (test_plot_get_type ())
G_DECLARE_FINAL_TYPE (TestPlot, test_plot, TEST, PLOT, GtkWidget)

struct _TestPlot
{
  GtkWidget parent_instance;

  double shade;    /* to be drawn */
  double prepared; /* put aside in the window's thread */
  int n_prepared, n_drawn;
  GThread *preparer;
  double clip[4];
};

G_DEFINE_FINAL_TYPE (TestPlot, test_plot, GTK_TYPE_WIDGET)

static void
prepare (GtkWidget *widget)
{
  TestPlot *self = TEST_PLOT (widget);

  self->prepared = self->shade;
  self->preparer = g_thread_self ();
  self->n_prepared++;
}

static void
draw (gpointer widget, cairo_t *cr)
{
  TestPlot *self = widget;

  cairo_clip_extents (cr, &self->clip[0], &self->clip[1], &self->clip[2], &self->clip[3]);
  cairo_set_source_rgb (cr, self->prepared, self->prepared, self->prepared);
  cairo_paint (cr);
  self->n_drawn++;
}

static const AppPainterClass painter = { prepare, draw };

static void
test_plot_class_init (TestPlotClass *klass)
{
  app_painter_init_class (GTK_WIDGET_CLASS (klass));
}

static void
test_plot_init (TestPlot *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), SIDE, SIDE);
  app_painter_attach (GTK_WIDGET (self), &painter);
}

static GtkWidget *
open_plots (TestPlot *plots[N_PLOTS])
{
  GtkWidget *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  for (int i = 0; i < N_PLOTS; i++)
    {
      plots[i] = g_object_new (TEST_TYPE_PLOT, NULL);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (plots[i]));
    }
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  fixture_settle ();
  for (int i = 0; i < N_PLOTS; i++)
    {
      g_assert_cmpint (plots[i]->n_drawn, >, 0);
      plots[i]->n_prepared = plots[i]->n_drawn = 0;
    }
  return window;
}

static void
test_each_once (void)
{
  TestPlot *plots[N_PLOTS];
  GtkWidget *window = open_plots (plots);

  for (int i = 0; i < N_PLOTS; i++)
    {
      plots[i]->shade = (i + 1.0) / N_PLOTS;
      app_painter_queue (GTK_WIDGET (plots[i]));
      app_painter_queue (GTK_WIDGET (plots[i]));
    }
  fixture_settle ();
  for (int i = 0; i < N_PLOTS; i++)
    {
      g_assert_cmpint (plots[i]->n_prepared, ==, 1);
      g_assert_cmpint (plots[i]->n_drawn, ==, 1);
      g_assert_true (plots[i]->preparer == g_thread_self ());
      g_assert_cmpfloat (plots[i]->prepared, ==, plots[i]->shade);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* One that is hidden is left alone, and drawn as it is then once it is shown. */
static void
test_only_what_is_seen (void)
{
  TestPlot *plots[N_PLOTS];
  GtkWidget *window = open_plots (plots);

  gtk_widget_set_visible (GTK_WIDGET (plots[1]), FALSE);
  app_painter_queue (GTK_WIDGET (plots[0]));
  app_painter_queue (GTK_WIDGET (plots[1]));
  fixture_settle ();
  g_assert_cmpint (plots[0]->n_drawn, >, 0);
  g_assert_cmpint (plots[1]->n_drawn, ==, 0);
  plots[1]->shade = 0.5;
  gtk_widget_set_visible (GTK_WIDGET (plots[1]), TRUE);
  fixture_settle ();
  g_assert_cmpint (plots[1]->n_drawn, >, 0);
  g_assert_cmpfloat (plots[1]->prepared, ==, 0.5);
  app_painter_queue (GTK_WIDGET (plots[2])); /* and is gone before the frame comes */
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The image leaves the round corners free, in the widget's own coordinates. */
static void
test_margin (void)
{
  TestPlot *plots[N_PLOTS];
  GtkWidget *window = open_plots (plots);

  for (int i = 0; i < 2; i++)
    g_assert_cmpfloat (plots[0]->clip[i], ==, APP_PAINTER_MARGIN);
  g_assert_cmpfloat (plots[0]->clip[2], ==,
                     gtk_widget_get_width (GTK_WIDGET (plots[0])) - APP_PAINTER_MARGIN);
  g_assert_cmpfloat (plots[0]->clip[3], ==,
                     gtk_widget_get_height (GTK_WIDGET (plots[0])) - APP_PAINTER_MARGIN);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  g_test_add_func ("/app/painter/each-once", test_each_once);
  g_test_add_func ("/app/painter/only-what-is-seen", test_only_what_is_seen);
  g_test_add_func ("/app/painter/margin", test_margin);
  return g_test_run ();
}
