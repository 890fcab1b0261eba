/* Regions of preference: two boundaries traced on a grid, which follow any correlation. */
#include "plot/plane/regions.h"

#include "plot/draw/contour.h"
#include "plot/draw/frame.h"
#include "plot/draw/heatmap.h"
#include "plot/draw/image.h"
#include "plot/draw/label.h"
#include "theory/rates.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define SIZE 97 /* points of the grid, each way; odd, so that the middle is one of them */
/* Of the modality's colour, where it is learned first in vain. */
#define SHADE 0.2
/* Around a numeral, and around words below it, in font sizes. */
#define NUMERAL_ROOM 1.2
#define WORDS_ROOM 3.0
/* Logarithms of ratios are cut off here: infinite where a modality is silent. */
#define LARGEST 50.0

/* By TheoryPreference, regions I to IV. */
static const char *const numerals[] = { "I", "II", "III", "IV" };

/* The two comparisons, positive where A wins: who is learned first, who explains more. */
typedef struct
{
  double first[SIZE * SIZE], more[SIZE * SIZE];
  guint32 shade[THEORY_PREFERENCE_NONE + 1]; /* by TheoryPreference */
} Field;

void
plot_regions_init (PlotRegions *self)
{
  g_return_if_fail (self != NULL);

  *self = (PlotRegions){ .x = { 0.25, 4, TRUE }, .y = { 0.25, 4, TRUE }, .point = { NAN, NAN } };
}

static double
compare (double a, double b)
{
  if (a == b)
    return 0;
  return CLAMP (log (a) - log (b), -LARGEST, LARGEST);
}

/* |s_A| against |s_B|, and what each alone takes off the loss, P |s| / 2. */
static void
evaluate (double rho, double x, double y, double *first, double *more)
{
  TheoryRates rates;

  theory_rates_compute_scalar (&rates, x, 1, rho, y, 1);
  *first = compare (rates.s[0], rates.s[1]);
  *more = compare (rates.p[0] * rates.s[0], rates.p[1] * rates.s[1]);
}

static TheoryPreference
choose (double first, double more)
{
  const double tie = 1e-12; /* rounding of logarithms */

  if (fabs (first) <= tie || fabs (more) <= tie)
    return THEORY_PREFERENCE_NONE;
  if (first > 0)
    return more > 0 ? THEORY_PREFERENCE_A : THEORY_PREFERENCE_A_SUPERFICIAL;
  return more > 0 ? THEORY_PREFERENCE_B_SUPERFICIAL : THEORY_PREFERENCE_B;
}

TheoryPreference
plot_regions_classify (const PlotRegions *self, double x, double y)
{
  double first, more;

  g_return_val_if_fail (self != NULL && x > 0 && y > 0, THEORY_PREFERENCE_NONE);
  evaluate (self->rho, x, y, &first, &more);
  return choose (first, more);
}

const char *
plot_regions_get_numeral (TheoryPreference preference)
{
  return preference < THEORY_PREFERENCE_NONE ? numerals[preference] : "";
}

static void
fill_field (Field *field, const PlotRegions *self)
{
  for (int j = 0; j < SIZE; j++)
    for (int i = 0; i < SIZE; i++)
      {
        const int k = j * SIZE + i;
        evaluate (self->rho, study_axis_unmap (&self->x, i / (SIZE - 1.0)),
                  study_axis_unmap (&self->y, j / (SIZE - 1.0)), &field->first[k], &field->more[k]);
      }
}

PlotArea
plot_regions_inner (const PlotArea *area, const PlotTheme *theme)
{
  return plot_frame_inner (area, theme);
}

/* Only the regions are shaded where the first is not the better one. */
static guint32
shade_cb (double x, double y, gconstpointer data)
{
  const Field *field = data;
  const double first = plot_contour_value (field->first, SIZE, SIZE, x, y);
  const double more = plot_contour_value (field->more, SIZE, SIZE, x, y);

  return field->shade[choose (first, more)];
}

static void
choose_shades (Field *field, const PlotTheme *theme)
{
  const PlotColor a = plot_theme_fade (&theme->modality[0], SHADE);
  const PlotColor b = plot_theme_fade (&theme->modality[1], SHADE);

  memset (field->shade, 0, sizeof field->shade);
  field->shade[THEORY_PREFERENCE_A_SUPERFICIAL] = plot_image_pack (&a);
  field->shade[THEORY_PREFERENCE_B_SUPERFICIAL] = plot_image_pack (&b);
}

typedef struct
{
  cairo_t *cr;
  const PlotArea *inner;
} Pen;

static void
trace_cb (double x1, double y1, double x2, double y2, gpointer data)
{
  const Pen *pen = data;
  const PlotArea *inner = pen->inner;

  cairo_move_to (pen->cr, inner->x + x1 * inner->width, inner->y + (1 - y1) * inner->height);
  cairo_line_to (pen->cr, inner->x + x2 * inner->width, inner->y + (1 - y2) * inner->height);
}

/* Strong: where both are learned at once. Thin: where both explain as much. */
static void
draw_boundaries (cairo_t *cr, const PlotArea *inner, const Field *field, const PlotTheme *theme)
{
  const double em = theme->font_size;
  Pen pen = { cr, inner };

  cairo_save (cr);
  cairo_rectangle (cr, inner->x, inner->y, inner->width, inner->height);
  cairo_clip (cr);
  plot_theme_set_source (cr, &theme->foreground);
  cairo_set_line_width (cr, 0.13 * em);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  plot_contour_trace (field->first, SIZE, SIZE, 0, trace_cb, &pen);
  cairo_stroke (cr);
  plot_theme_set_source (cr, &theme->muted);
  cairo_set_line_width (cr, 0.09 * em);
  plot_contour_trace (field->more, SIZE, SIZE, 0, trace_cb, &pen);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* How far each point of the grid is from the nearest one of another region or the edge, in cells:
 * two passes over it. */
static void
measure_depth (const Field *field, TheoryPreference region, int depth[SIZE * SIZE])
{
  for (int k = 0; k < SIZE * SIZE; k++)
    depth[k] = choose (field->first[k], field->more[k]) == region ? SIZE : 0;
  for (int j = 0; j < SIZE; j++)
    for (int i = 0; i < SIZE; i++)
      {
        int *here = &depth[j * SIZE + i];
        *here = MIN (*here, MIN (i > 0 ? here[-1] : 0, j > 0 ? here[-SIZE] : 0) + 1);
      }
  for (int j = SIZE - 1; j >= 0; j--)
    for (int i = SIZE - 1; i >= 0; i--)
      {
        int *here = &depth[j * SIZE + i];
        *here = MIN (*here, MIN (i < SIZE - 1 ? here[1] : 0, j < SIZE - 1 ? here[SIZE] : 0) + 1);
      }
}

/* The innermost point of a region, the one with the most room around it, and how much that is, in
 * cells; 0 where there is no such region. */
static int
find_inside (const Field *field, TheoryPreference region, double *x, double *y)
{
  g_autofree int *depth = g_new (int, SIZE *SIZE);
  int best = 0;

  measure_depth (field, region, depth);
  for (int k = 1; k < SIZE * SIZE; k++)
    if (depth[k] > depth[best])
      best = k;
  *x = best % SIZE / (SIZE - 1.0);
  *y = best / SIZE / (SIZE - 1.0);
  return depth[best];
}

static gboolean
has_a_first (TheoryPreference region)
{
  return region == THEORY_PREFERENCE_A || region == THEORY_PREFERENCE_A_SUPERFICIAL;
}

/* Which modality is learned first there, and which is the better. */
static void
get_words (TheoryPreference region, const char *words[2])
{
  const gboolean a_better =
      region == THEORY_PREFERENCE_A || region == THEORY_PREFERENCE_B_SUPERFICIAL;

  words[0] = has_a_first (region) ? _ ("\\A first") : _ ("\\B first");
  words[1] = a_better ? _ ("\\A better") : _ ("\\B better");
}

static void
draw_name (cairo_t *cr,
           const PlotArea *inner,
           const Field *field,
           TheoryPreference region,
           const PlotTheme *theme)
{
  const char *lines[3] = { numerals[region] };
  const PlotColor *color = &theme->modality_text[has_a_first (region) ? 0 : 1];
  const double em = theme->font_size;
  double x, y;

  const double cell = fmin (inner->width, inner->height) / (SIZE - 1);
  const double room = find_inside (field, region, &x, &y) * cell;
  if (room < NUMERAL_ROOM * em)
    return;
  get_words (region, lines + 1);
  const int n = room < WORDS_ROOM * em ? 1 : G_N_ELEMENTS (lines);
  for (int i = 0; i < n; i++)
    {
      const double line_y = inner->y + (1 - y) * inner->height + (i - (n - 1) / 2.0) * 1.35 * em;
      const double size = i == 0 ? 1.15 * em : 0.95 * em;
      PlotLabelSize label;
      plot_label_measure (cr, lines[i], size, i == 0, theme, &label);
      const double least = inner->x + label.width / 2 + 0.3 * em;
      const double most = inner->x + inner->width - label.width / 2 - 0.3 * em;
      plot_label_draw (cr, lines[i], CLAMP (inner->x + x * inner->width, least, MAX (least, most)),
                       line_y, 0.5, 0.5, size, i == 0, color, theme);
    }
}

/* "II: B first, A better", of a region that may have no room for its words; owned by the caller. */
static char *
describe (TheoryPreference region)
{
  const char *words[2];

  get_words (region, words);
  return g_strdup_printf ("%s: %s, %s", numerals[region], words[0], words[1]);
}

/* What the boundaries are, as functions of r = sigma_A / sigma_B, where nothing is correlated. */
static void
draw_curve_names (cairo_t *cr,
                  const PlotArea *inner,
                  const PlotRegions *self,
                  const PlotTheme *theme)
{
  static const struct
  {
    const char *name;
    double power;       /* w_A / w_B is r to that */
    double at;          /* part of the axis of r */
    double anchor[2];   /* of the name */
    double distance[2]; /* font sizes */
  } curves[] = {
    { "1 / r^2", -2, 0.29, { 0, 0.5 }, { 0.6, 0 } },
    { "1 / $r$", -1, 0.9, { 0.5, 1 }, { 0.3, -0.6 } },
  };
  const double em = theme->font_size;

  for (gsize i = 0; i < G_N_ELEMENTS (curves) && self->rho == 0; i++)
    {
      const double r = study_axis_unmap (&self->x, curves[i].at), y = pow (r, curves[i].power);

      if (study_axis_map (&self->y, y) > 0 && study_axis_map (&self->y, y) < 1)
        plot_label_draw (cr, curves[i].name,
                         plot_frame_x (inner, &self->x, r) + curves[i].distance[0] * em,
                         plot_frame_y (inner, &self->y, y) + curves[i].distance[1] * em,
                         curves[i].anchor[0], curves[i].anchor[1], em, FALSE, &theme->muted, theme);
    }
}

void
plot_regions_draw (cairo_t *cr,
                   const PlotArea *area,
                   const PlotRegions *self,
                   const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && self != NULL && theme != NULL);

  const PlotArea inner = plot_frame_inner (area, theme);
  g_autofree char *second = describe (THEORY_PREFERENCE_B_SUPERFICIAL);
  g_autofree char *third = describe (THEORY_PREFERENCE_A_SUPERFICIAL);
  g_autofree char *remark = g_strdup_printf ("%s    %s", second, third);
  const PlotFrame frame = { .title = self->title,
                            .x_name = "$r$ = \\sigma_A / \\sigma_B",
                            .remark = remark,
                            .y_name = self->hide_y_name ? NULL : "w_A / w_B",
                            .x = self->x,
                            .y = self->y };
  g_autofree Field *field = g_new (Field, 1);

  fill_field (field, self);
  choose_shades (field, theme);
  cairo_save (cr);
  plot_frame_draw (cr, area, &frame, theme);
  plot_image_draw (cr, &inner, shade_cb, field, theme);
  draw_boundaries (cr, &inner, field, theme);
  draw_curve_names (cr, &inner, self, theme);
  for (int region = 0; region < THEORY_PREFERENCE_NONE; region++)
    draw_name (cr, &inner, field, (TheoryPreference) region, theme);
  plot_heatmap_draw_point (cr, &inner, &self->x, &self->y, self->point, theme);
  cairo_restore (cr);
}
