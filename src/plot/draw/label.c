/* Layouts of labels, made once and drawn often. */
#include "plot/draw/label.h"

#include "model/data/modality_name.h"
#include "plot/draw/label_markup.h"

#include <string.h>

/* What a GtkLabel uses as a rule: 11 points at 96 dpi. */
#define WIDGET_FONT_SIZE (11.0 * 96.0 / 72.0)

/* The box of every label, whatever its font and scripts: so rows share a baseline, and the middle
 * of the box is the middle of the digits. */
#define ASCENT 0.95
#define HEIGHT 1.2

PangoLayout *
plot_label_layout (
    PangoContext *context, const char *markup, double size, gboolean bold, const PlotTheme *theme)
{
  g_return_val_if_fail (context != NULL && markup != NULL && theme != NULL, NULL);

  g_autofree char *text = NULL, *spoken = NULL;
  PangoAttrList *attributes;
  g_autofree char *named = plot_label_name (markup, theme->names);
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, theme->font_family);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  plot_label_markup_parse (named, size, &text, &spoken, &attributes);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

void
plot_label_name_modalities (PlotTheme *theme, const ModelExperiment *experiment)
{
  g_return_if_fail (theme != NULL && experiment != NULL);

  for (int m = 0; m < 2; m++)
    theme->names[m] = model_modality_name (experiment, m);
}

char *
plot_label_name (const char *markup, const char *const names[2])
{
  g_return_val_if_fail (markup != NULL, NULL);

  return plot_label_markup_name (markup, names);
}

void
plot_label_parse (const char *markup, char **text, PangoAttrList **attributes)
{
  g_return_if_fail (markup != NULL && text != NULL && attributes != NULL);

  g_autofree char *spoken = NULL;
  plot_label_markup_parse (markup, WIDGET_FONT_SIZE, text, &spoken, attributes);
}

char *
plot_label_speak (const char *markup)
{
  g_return_val_if_fail (markup != NULL, NULL);

  g_autofree char *text = NULL;
  char *spoken;
  PangoAttrList *attributes;
  plot_label_markup_parse (markup, WIDGET_FONT_SIZE, &text, &spoken, &attributes);
  pango_attr_list_unref (attributes);
  return spoken;
}

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
  const char *names[2]; /* interned */
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
         memcmp (e->matrix, f->matrix, sizeof e->matrix) == 0 && e->names[0] == f->names[0] &&
         e->names[1] == f->names[1] && g_str_equal (e->markup, f->markup) &&
         g_str_equal (e->family, f->family);
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
plot_label_get_layout (
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
                         { theme->names[0], theme->names[1] },
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

static void
measure_layout (PangoLayout *layout, double size, PlotLabelSize *out)
{
  PangoRectangle logical;
  pango_layout_get_extents (layout, NULL, &logical);
  out->width = (double) logical.width / PANGO_SCALE;
  out->height = HEIGHT * size;
  out->ascent = ASCENT * size;
}

void
plot_label_measure (cairo_t *cr,
                    const char *markup,
                    double size,
                    gboolean bold,
                    const PlotTheme *theme,
                    PlotLabelSize *out)
{
  g_return_if_fail (cr != NULL && markup != NULL && out != NULL);

  g_autoptr (PangoLayout) layout = plot_label_get_layout (cr, markup, size, bold, theme);
  measure_layout (layout, size, out);
}

typedef struct
{
  PlotLabelSink sink;
  gpointer data;
} Sink;

static GPrivate current_sink = G_PRIVATE_INIT (g_free);

void
plot_label_set_sink (PlotLabelSink sink, gpointer data)
{
  Sink *self = NULL;

  if (sink != NULL)
    {
      self = g_new (Sink, 1);
      *self = (Sink){ sink, data };
    }
  g_private_replace (&current_sink, self);
}

/* At a baseline's left end; whether somebody else takes care of it. */
static gboolean
is_taken (cairo_t *cr,
          const char *markup,
          PangoLayout *layout,
          double x,
          double y,
          const PlotColor *color)
{
  const Sink *self = g_private_get (&current_sink);
  PlotLabelDrawn label = { markup, layout, x, y, { 0 }, *color };

  if (self == NULL)
    return FALSE;
  cairo_get_matrix (cr, &label.matrix);
  return self->sink (&label, self->data);
}

void
plot_label_draw (cairo_t *cr,
                 const char *markup,
                 double x,
                 double y,
                 double anchor_x,
                 double anchor_y,
                 double size,
                 gboolean bold,
                 const PlotColor *color,
                 const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && markup != NULL && color != NULL && theme != NULL);

  g_autoptr (PangoLayout) layout = plot_label_get_layout (cr, markup, size, bold, theme);
  PlotLabelSize box;

  measure_layout (layout, size, &box);
  const double baseline = (double) pango_layout_get_baseline (layout) / PANGO_SCALE;
  const double left = x - anchor_x * box.width;
  const double bottom = y - anchor_y * box.height + box.ascent;

  if (is_taken (cr, markup, layout, left, bottom, color))
    return;
  cairo_save (cr);
  plot_theme_set_source (cr, color);
  cairo_move_to (cr, left, bottom - baseline);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}
