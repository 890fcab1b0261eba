/* Images of the plots of a frame, drawn by as many threads as there are processors. */
#include "app/base/painter.h"

#include "app/base/canvas.h"
#include "app/base/style.h"

#define MOST_HELPERS 3

typedef struct
{
  GtkWidget *widget;
  const AppPainterClass *klass;
  cairo_t *cr; /* with the finished image; NULL: to be drawn */
} Painter;

/* What is drawn together. Helpers that come too late find nothing left, and drop their reference.
 * The lock guards n_done. */
typedef struct
{
  gatomicrefcount ref_count;
  int next; /* atomic */
  int n, n_done;
  GMutex lock;
  GCond all_done;
  Painter *painters[];
} Batch;

/* Of the window's thread: those that have changed since they were drawn. */
static GQueue queued = G_QUEUE_INIT;

static Batch *
batch_new (int most)
{
  Batch *self = g_malloc0 (sizeof *self + (gsize) most * sizeof (Painter *));

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  g_cond_init (&self->all_done);
  return self;
}

static void
batch_unref (Batch *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->all_done);
  g_free (self);
}

/* Draws one after the other until none is left. */
static void
batch_work (Batch *self)
{
  for (int i; (i = g_atomic_int_add (&self->next, 1)) < self->n;)
    {
      const Painter *painter = self->painters[i];

      painter->klass->draw (painter->widget, painter->cr);
      g_mutex_lock (&self->lock);
      if (++self->n_done == self->n)
        g_cond_signal (&self->all_done);
      g_mutex_unlock (&self->lock);
    }
}

static void
batch_wait (Batch *self)
{
  g_mutex_lock (&self->lock);
  while (self->n_done < self->n)
    g_cond_wait (&self->all_done, &self->lock);
  g_mutex_unlock (&self->lock);
}

static void
help (gpointer batch, gpointer data)
{
  batch_work (batch);
  batch_unref (batch);
}

static int
count_helpers (void)
{
  return MIN ((int) g_get_num_processors () - 1, MOST_HELPERS);
}

/* Threads of its own, which stay: fonts and the layouts of labels are kept for each thread. */
static GThreadPool *
get_helpers (void)
{
  static GThreadPool *pool;

  if (pool == NULL)
    pool = g_thread_pool_new (help, NULL, count_helpers (), TRUE, NULL);
  return pool;
}

static void
batch_draw (Batch *self)
{
  for (int i = 0; i < MIN (self->n - 1, count_helpers ()); i++)
    {
      g_atomic_ref_count_inc (&self->ref_count);
      g_thread_pool_push (get_helpers (), self, NULL);
    }
  batch_work (self);
  batch_wait (self);
}

static Painter *
get_painter (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "plateau-painter");
}

static void
free_painter (gpointer data)
{
  Painter *self = data;

  g_queue_remove (&queued, self);
  g_clear_pointer (&self->cr, cairo_destroy);
  g_free (self);
}

void
app_painter_attach (GtkWidget *widget, const AppPainterClass *klass)
{
  Painter *self = g_new0 (Painter, 1);

  self->widget = widget;
  self->klass = klass;
  g_object_set_data_full (G_OBJECT (widget), "plateau-painter", self, free_painter);
  gtk_widget_set_focusable (widget, TRUE);
  app_style_follow_style (widget);
}

void
app_painter_queue (GtkWidget *widget)
{
  Painter *self = get_painter (widget);

  g_clear_pointer (&self->cr, cairo_destroy);
  if (g_queue_find (&queued, self) == NULL)
    g_queue_push_tail (&queued, self);
  gtk_widget_queue_draw (widget);
}

static void
add (Batch *batch, Painter *painter)
{
  painter->cr = app_canvas_begin_inside (painter->widget, APP_PAINTER_MARGIN);
  painter->klass->prepare (painter->widget);
  batch->painters[batch->n++] = painter;
}

/* The painter, and all others that this frame will ask for. */
static void
draw_with_others (Painter *self)
{
  Batch *batch = batch_new (1 + (int) g_queue_get_length (&queued));
  Painter *other;

  add (batch, self);
  while ((other = g_queue_pop_head (&queued)) != NULL)
    if (other != self && gtk_widget_get_mapped (other->widget))
      add (batch, other);
  batch_draw (batch);
  batch_unref (batch);
}

static void
snapshot_cb (GtkWidget *widget, GtkSnapshot *snapshot)
{
  Painter *self = get_painter (widget);

  if (self->cr == NULL)
    draw_with_others (self);
  app_canvas_end (g_steal_pointer (&self->cr), snapshot);
}

void
app_painter_init_class (GtkWidgetClass *widget_class)
{
  app_style_init_plot_class (widget_class);
  widget_class->snapshot = snapshot_cb;
}
