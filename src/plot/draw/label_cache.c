/* Text layouts that are made once and drawn often. */
#include "plot/draw/label_cache.h"

#include "plot/draw/label.h"

#include <string.h>

/* Unhinted and unrounded, so that a label has the same shape on every screen and in every file. */
static PangoLayout *
make_layout (cairo_t *cr, const char *markup, double size, gboolean bold, const PlotTheme *theme)
{
  PangoContext *context = pango_cairo_create_context (cr);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);

  PangoLayout *layout = plot_label_layout (context, markup, size, bold, theme);
  g_object_unref (context);
  return layout;
}

/* A layout and all that it depends on. Making one takes longer than drawing it, and a plot that
 * moves shows the same few labels in every frame. */
typedef struct
{
  char *markup, *family;
  double size, matrix[4];
  gulong options; /* hash of the target's font options */
  gboolean bold;
  PangoLayout *layout;
} Entry;

/* One frame of the window has some hundred labels. */
#define MOST_ENTRIES 1024

static guint
hash_entry (gconstpointer entry)
{
  const Entry *e = entry;

  return g_str_hash (e->markup) ^ g_double_hash (&e->size) ^ (guint) e->bold;
}

static gboolean
equal_entries (gconstpointer a, gconstpointer b)
{
  const Entry *e = a, *f = b;

  return e->size == f->size && e->bold == f->bold && e->options == f->options &&
         memcmp (e->matrix, f->matrix, sizeof e->matrix) == 0 &&
         g_str_equal (e->markup, f->markup) && g_str_equal (e->family, f->family);
}

static void
free_entry (gpointer entry)
{
  Entry *e = entry;

  g_free (e->markup);
  g_free (e->family);
  g_object_unref (e->layout);
  g_free (e);
}

/* Of each thread its own, as Pango's fonts are. */
static GPrivate cache = G_PRIVATE_INIT ((GDestroyNotify) g_hash_table_unref);

static GHashTable *
get_cache (void)
{
  GHashTable *table = g_private_get (&cache);

  if (table == NULL)
    {
      table = g_hash_table_new_full (hash_entry, equal_entries, free_entry, NULL);
      g_private_set (&cache, table);
    }
  if (g_hash_table_size (table) >= MOST_ENTRIES)
    g_hash_table_remove_all (table);
  return table;
}

static gulong
hash_target_options (cairo_t *cr)
{
  cairo_font_options_t *options = cairo_font_options_create ();
  gulong hash;

  cairo_surface_get_font_options (cairo_get_target (cr), options);
  hash = cairo_font_options_hash (options);
  cairo_font_options_destroy (options);
  return hash;
}

PangoLayout *
plot_label_cache_get (
    cairo_t *cr, const char *markup, double size, gboolean bold, const PlotTheme *theme)
{
  GHashTable *table = get_cache ();
  cairo_matrix_t matrix;

  cairo_get_matrix (cr, &matrix);
  const Entry wanted = { (char *) markup,
                         (char *) theme->font_family,
                         size,
                         { matrix.xx, matrix.xy, matrix.yx, matrix.yy },
                         hash_target_options (cr),
                         bold,
                         NULL };
  Entry *entry = g_hash_table_lookup (table, &wanted);
  if (entry == NULL)
    {
      entry = g_memdup2 (&wanted, sizeof wanted);
      entry->markup = g_strdup (markup);
      entry->family = g_strdup (theme->font_family);
      entry->layout = make_layout (cr, markup, size, bold, theme);
      g_hash_table_add (table, entry);
    }
  return g_object_ref (entry->layout);
}
