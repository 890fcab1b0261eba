/* Small pictures in rows. */
#include "plot/digits/digits_pictures.h"

#include "plot/draw/frame.h"
#include "plot/draw/label.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Pictures smaller than so many letters are no use: fewer are shown then. */
#define LEAST_SIZE 1.8

typedef guint8 (*Shade) (float value);

/* The pixel from 0 to 1 that the normalised one was; noise beyond is cut off. */
static guint8
shade_sample (float value)
{
  return (guint8) lrint (255 * CLAMP (DIGITS_MEAN + DIGITS_DEVIATION * value, 0, 1));
}

static guint8
shade_filter (float value)
{
  return (guint8) lrint (127.5 + 127.5 * CLAMP (value, -1, 1));
}

static void
draw_picture (cairo_t *cr,
              const DigitsPictures *pictures,
              int k,
              Shade shade,
              double x,
              double y,
              double size)
{
  const int side = pictures->side;
  const float *values = pictures->values + (gsize) k * side * side;
  cairo_surface_t *image;

  if (isnan (values[0]))
    return;
  image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, side, side);
  for (int i = 0; i < side * side; i++)
    {
      guint32 *row = (guint32 *) (void *) (cairo_image_surface_get_data (image) +
                                           i / side * cairo_image_surface_get_stride (image));

      row[i % side] = shade (values[i]) * 0x010101u;
    }
  cairo_surface_mark_dirty (image);
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, size / side, size / side);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_rectangle (cr, 0, 0, side, side);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_surface_destroy (image);
}

/* Returns what is left below the title. */
static PlotArea
draw_title (cairo_t *cr, const PlotArea *area, const char *title, const PlotTheme *theme)
{
  const double em = theme->font_size;

  plot_label_draw (cr, title, area->x + 1.4 * em, area->y + 0.35 * em, 0, 0,
                   PLOT_FRAME_TITLE_SIZE * em, TRUE, &theme->foreground, theme);
  return (PlotArea){ area->x + 1.4 * em, area->y + 2.5 * em, fmax (area->width - 2.8 * em, 1),
                     fmax (area->height - 3.7 * em, 1) };
}

/* One kind: its name, and pairs below it, A above B. */
static void
draw_kind (cairo_t *cr,
           const PlotArea *area,
           const DigitsState *state,
           DigitsKind kind,
           int n,
           double size,
           const PlotTheme *theme)
{
  static const char *const names[DIGITS_KINDS] = { N_ ("both clean"), N_ ("A corrupted"),
                                                   N_ ("B corrupted") };
  const double em = theme->font_size, gap = 0.35 * em;
  const PlotColor *color =
      kind == DIGITS_CLEAN ? &theme->muted : &theme->modality_text[kind == DIGITS_CORRUPTED_B];

  plot_label_draw (cr, _ (names[kind]), area->x, area->y, 0, 0, em, FALSE, color, theme);
  for (int i = 0; state->samples != NULL && i < n; i++)
    for (int m = 0; m < 2; m++)
      draw_picture (cr, state->samples, (kind * DIGITS_STATE_SAMPLES + i) * 2 + m, shade_sample,
                    area->x + i * (size + gap), area->y + 1.9 * em + m * (size + gap), size);
}

void
plot_digits_samples_draw (cairo_t *cr,
                          const PlotArea *area,
                          const DigitsState *state,
                          const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && state != NULL && theme != NULL);

  const double em = theme->font_size, gap = 0.35 * em, names = 1.6 * em;
  cairo_save (cr);
  const PlotArea rest = draw_title (cr, area, _ ("Pairs of images"), theme);
  /* A letter's width is left for "A" and "B", as much between the kinds. */
  const double step = (rest.width - names + 1.4 * em) / DIGITS_KINDS;
  const double high = (rest.height - 1.9 * em - gap) / 2;
  int n = DIGITS_STATE_SAMPLES;
  while (n > 1 && (step - 1.4 * em) / n - gap < fmin (LEAST_SIZE * em, high))
    n--;
  const double size = fmax (1, fmin ((step - 1.4 * em) / n - gap, high));

  for (int m = 0; m < 2; m++)
    plot_label_draw (cr, m == 0 ? "$A$" : "$B$", rest.x,
                     rest.y + 1.9 * em + m * (size + gap) + size / 2, 0, 0.5, em, FALSE,
                     &theme->modality_text[m], theme);
  for (int kind = 0; kind < DIGITS_KINDS; kind++)
    {
      const PlotArea block = { rest.x + names + kind * step, rest.y, step, rest.height };

      draw_kind (cr, &block, state, kind, n, size, theme);
    }
  cairo_restore (cr);
}

/* Columns that make the pictures of one modality as large as possible. */
static int
choose_columns (int n, double width, double height, double gap, double *size)
{
  int best = 1;

  *size = 0;
  for (int columns = 1; columns <= n; columns++)
    {
      const int rows = (n + columns - 1) / columns;
      const double fit = fmin (width / columns - gap, height / rows - gap);

      if (fit > *size)
        {
          *size = fit;
          best = columns;
        }
    }
  return best;
}

void
plot_digits_filters_draw (cairo_t *cr,
                          const PlotArea *area,
                          const DigitsState *state,
                          const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && state != NULL && theme != NULL);

  const double em = theme->font_size, names = 1.6 * em;
  /* The few pixels of a convolution's filter are as wide as a small gap. */
  const gboolean coarse = state->filters != NULL && state->filters->side <= DIGITS_KERNEL;
  const double gap = (coarse ? 0.7 : 0.25) * em;
  cairo_save (cr);
  const PlotArea rest = draw_title (cr, area, _ ("First-layer filters"), theme);
  const int all = state->filters != NULL ? state->filters->n / 2 : DIGITS_STATE_FILTERS;
  const double block = rest.height / 2;
  double size;
  int n = all, columns;
  do
    columns = choose_columns (n, rest.width - names, block - 0.6 * em, gap, &size);
  while (size < LEAST_SIZE * em && n > 4 && (n -= 2) > 0);
  const int rows = (n + columns - 1) / columns;

  for (int m = 0; m < 2; m++)
    {
      const double y = rest.y + m * block;

      plot_label_draw (cr, m == 0 ? "$A$" : "$B$", rest.x, y + rows * (size + gap) / 2, 0, 0.5, em,
                       FALSE, &theme->modality_text[m], theme);
      for (int k = 0; state->filters != NULL && k < n; k++)
        draw_picture (cr, state->filters, m * all + k, shade_filter,
                      rest.x + names + k % columns * (size + gap), y + k / columns * (size + gap),
                      size);
    }
  cairo_restore (cr);
}
