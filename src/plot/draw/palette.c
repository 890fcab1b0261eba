/* Median cut over the distinct colours of a picture. */
#include "plot/draw/palette.h"

typedef struct
{
  guint32 color;
  guint count;
} Entry;

/* A part of the entries, and what splitting it along its longest side would gain. */
typedef struct
{
  guint first, n;
  int shift; /* of the channel to split along */
  double gain;
} Part;

static int
get_channel (guint32 color, int shift)
{
  return color >> shift & 0xff;
}

/* Ties are broken by the whole colour: the same order everywhere. */
static int
compare (const Entry *a, const Entry *b, int shift)
{
  const int by_channel = get_channel (a->color, shift) - get_channel (b->color, shift);

  return by_channel != 0 ? by_channel : (a->color > b->color) - (a->color < b->color);
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer shift)
{
  return compare (a, b, GPOINTER_TO_INT (shift));
}

static void
measure (Part *part, const Entry *entries)
{
  guint64 count = 0;
  int longest = -1;

  for (guint i = 0; i < part->n; i++)
    count += entries[part->first + i].count;
  for (int shift = 0; shift <= 16; shift += 8)
    {
      int least = 255, greatest = 0;

      for (guint i = 0; i < part->n; i++)
        {
          least = MIN (least, get_channel (entries[part->first + i].color, shift));
          greatest = MAX (greatest, get_channel (entries[part->first + i].color, shift));
        }
      if (greatest - least > longest)
        {
          longest = greatest - least;
          part->shift = shift;
        }
    }
  /* Far colours count more than frequent ones: thin lines matter. */
  part->gain = part->n > 1 ? (double) longest * longest * (double) MIN (count, 500) : 0;
}

/* Splits at the median of the colours; both halves have some. */
static void
split (Part *part, Part *other, Entry *entries)
{
  g_qsort_with_data (entries + part->first, (int) part->n, sizeof *entries, compare_cb,
                     GINT_TO_POINTER (part->shift));
  other->n = part->n / 2;
  other->first = part->first + part->n - other->n;
  part->n -= other->n;
  measure (part, entries);
  measure (other, entries);
}

static int
find_widest (const Part *parts, int n)
{
  int widest = 0;

  for (int i = 1; i < n; i++)
    if (parts[i].gain > parts[widest].gain)
      widest = i;
  return parts[widest].gain > 0 ? widest : -1;
}

static guint32
find_most_frequent (const Part *part, const Entry *entries)
{
  const Entry *best = &entries[part->first];

  for (guint i = 1; i < part->n; i++)
    if (entries[part->first + i].count > best->count)
      best = &entries[part->first + i];
  return best->color;
}

static int
compare_pixels_cb (gconstpointer a, gconstpointer b, gpointer unused)
{
  const guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return (x > y) - (x < y);
}

/* Distinct colours with their frequencies, sorted. */
static GArray *
count_colors (const guint32 *pixels, gsize n)
{
  g_autofree guint32 *sorted = g_memdup2 (pixels, n * sizeof *pixels);
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  g_qsort_with_data (sorted, (int) n, sizeof *sorted, compare_pixels_cb, NULL);
  for (gsize i = 0; i < n;)
    {
      Entry entry = { sorted[i], 0 };

      for (; i < n && sorted[i] == entry.color; i++)
        entry.count++;
      g_array_append_val (entries, entry);
    }
  return entries;
}

void
plot_palette_compute (PlotPalette *self, const guint32 *pixels, gsize n, guint8 *indices)
{
  g_return_if_fail (self != NULL && pixels != NULL && indices != NULL && n > 0);

  g_autoptr (GArray) array = count_colors (pixels, n);
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  Entry *entries = (Entry *) (gpointer) array->data;
  Part parts[PLOT_PALETTE_MAX] = { { .n = array->len } };
  int widest = 0;

  measure (&parts[0], entries);
  for (self->n = 1; self->n < PLOT_PALETTE_MAX; self->n++)
    {
      widest = find_widest (parts, self->n);
      if (widest < 0)
        break;
      split (&parts[widest], &parts[self->n], entries);
    }
  for (int i = 0; i < self->n; i++)
    {
      self->colors[i] = find_most_frequent (&parts[i], entries);
      for (guint j = 0; j < parts[i].n; j++)
        g_hash_table_insert (places, GUINT_TO_POINTER (entries[parts[i].first + j].color),
                             GINT_TO_POINTER (i));
    }
  for (gsize i = 0; i < n; i++) /* runs of a colour are long */
    indices[i] =
        i > 0 && pixels[i] == pixels[i - 1]
            ? indices[i - 1]
            : (guint8) GPOINTER_TO_INT (g_hash_table_lookup (places, GUINT_TO_POINTER (pixels[i])));
}
