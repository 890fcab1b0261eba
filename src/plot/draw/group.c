/* Cairo has no groups in files: marks are drawn, for the writer of the file to find. */
#include "plot/draw/group.h"

#define MOST_GROUPS 65536

typedef struct
{
  GPtrArray *names;
  GArray *open; /* guint: their numbers, innermost last */
} Groups;

static void
free_groups (gpointer data)
{
  Groups *self = data;

  g_ptr_array_unref (self->names);
  g_array_unref (self->open);
  g_free (self);
}

static GPrivate current = G_PRIVATE_INIT (free_groups);

static void
draw_mark (cairo_t *cr, guint number, gboolean begin)
{
  const double size = PLOT_GROUP_MARK_SIZE;

  cairo_save (cr);
  cairo_identity_matrix (cr);
  cairo_new_path (cr);
  cairo_rectangle (cr, size, size, size, size);
  cairo_set_source_rgb (cr, (number / 256) / 255.0, (number % 256) / 255.0, begin ? 1 : 0);
  cairo_fill (cr);
  cairo_restore (cr);
}

void
plot_group_begin (cairo_t *cr, const char *name)
{
  Groups *self = g_private_get (&current);
  guint number;

  if (self == NULL)
    return;
  number = self->names->len;
  g_ptr_array_add (self->names, g_strdup (name));
  g_array_append_val (self->open, number);
  if (number < MOST_GROUPS)
    draw_mark (cr, number, TRUE);
}

void
plot_group_end (cairo_t *cr)
{
  Groups *self = g_private_get (&current);
  guint number;

  if (self == NULL)
    return;
  g_return_if_fail (self->open->len > 0);
  number = g_array_index (self->open, guint, self->open->len - 1);
  g_array_set_size (self->open, self->open->len - 1);
  if (number < MOST_GROUPS)
    draw_mark (cr, number, FALSE);
}

void
plot_group_collect_begin (void)
{
  Groups *self = g_new0 (Groups, 1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->open = g_array_new (FALSE, FALSE, sizeof (guint));
  g_private_replace (&current, self);
}

GPtrArray *
plot_group_collect_end (void)
{
  Groups *self = g_private_get (&current);
  GPtrArray *names = self != NULL ? g_ptr_array_ref (self->names) : NULL;

  g_private_replace (&current, NULL);
  return names;
}
