/* The network as a diagram: two rows of boxes, fused into one row, up to the output. */
#include "plot/plane/schematic.h"

#include "plot/draw/group.h"
#include "plot/draw/label.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Sizes in font sizes. */
#define INPUT_ROOM 1.9 /* left of the lines, for the names of the inputs */
#define OUTPUT_RADIUS 0.85
#define PITCH 5.2 /* between columns, where there is room */
#define BOX_WIDTH 2.3
#define BOX_HEIGHT 1.5
#define ROW_OFFSET 1.7 /* of a branch's row from the middle */
#define NAME_SIZE 1.15
#define NUMBER_SIZE 0.85
/* Numbers that would have to be smaller than this part of their size move to a caption. */
#define SMALLEST_NUMBER 0.72
#define BOX_SHARE 0.74 /* of the pitch, at most */

typedef struct
{
  cairo_t *cr;
  const PlotTheme *theme;
  int boxes[2];       /* hidden layers of each branch */
  int columns;        /* of the deeper branch */
  int shared;         /* hidden layers after fusion, the fused one included */
  int width;          /* units per hidden layer */
  double left, pitch; /* place of column 0, where the lines start, and the way to the next */
  double middle;      /* y of the shared row */
  double offset;      /* of the branches from it */
  double box_width, box_height;
  double number_size; /* of the width in each box; 0: in the caption */
} Diagram;

static double
column_x (const Diagram *d, double column)
{
  return d->left + column * d->pitch;
}

static double
row_y (const Diagram *d, int m)
{
  return d->middle + (m == 0 ? -d->offset : d->offset);
}

/* Boxes of a shallower branch spread over the columns of the deeper one. */
static double
branch_x (const Diagram *d, int m, int k)
{
  return column_x (d, 0.5 + (k + 0.5) * d->columns / d->boxes[m]);
}

static double
shared_x (const Diagram *d, int k)
{
  return column_x (d, d->columns + 1 + k);
}

static double
choose_number_size (const Diagram *d)
{
  const double size = NUMBER_SIZE * d->theme->font_size;
  char text[16];
  PlotLabelSize label;

  g_snprintf (text, sizeof text, "%d", d->width);
  plot_label_measure (d->cr, text, size, FALSE, d->theme, &label);
  const double scale = fmin (1, (d->box_width - 0.25 * d->theme->font_size) / label.width);
  return scale >= SMALLEST_NUMBER ? scale * size : 0;
}

static void
diagram_init (Diagram *d,
              cairo_t *cr,
              const PlotArea *area,
              const ModelExperiment *experiment,
              const PlotTheme *theme)
{
  const double em = theme->font_size;

  *d = (Diagram){ .cr = cr, .theme = theme };
  d->shared = model_experiment_shared_depth (experiment);
  for (int m = 0; m < 2; m++)
    d->boxes[m] = model_experiment_branch_depth (experiment, m) - 1;
  d->columns = MAX (d->boxes[0], d->boxes[1]);
  d->width = model_experiment_get_int (experiment, MODEL_WIDTH);

  const int steps = d->columns + d->shared + 1;
  const double ends = (INPUT_ROOM + OUTPUT_RADIUS + 0.2) * em;
  d->pitch = fmin ((area->width - ends) / steps, PITCH * em);
  d->left = area->x + INPUT_ROOM * em + (area->width - ends - steps * d->pitch) / 2;
  d->box_width = fmin (BOX_WIDTH * em, BOX_SHARE * d->pitch);
  d->box_height = fmin (BOX_HEIGHT * em, area->height / 3.2);
  d->number_size = choose_number_size (d);
  /* The caption, where there is one, takes a row of its own. */
  const double caption = d->number_size > 0 ? 0 : 1.3 * em;
  d->middle = area->y + (area->height - caption) / 2;
  d->offset = fmin (ROW_OFFSET * em, (area->height - caption - d->box_height) / 2 - 0.1 * em);
}

static void
draw_connection (
    const Diagram *d, double x1, double y1, double x2, double y2, const PlotColor *color)
{
  plot_theme_set_source (d->cr, color);
  cairo_set_line_width (d->cr, 0.11 * d->theme->font_size);
  cairo_move_to (d->cr, x1, y1);
  cairo_line_to (d->cr, x2, y2);
  cairo_stroke (d->cr);
}

static void
draw_box (const Diagram *d, double x, double y, const PlotColor *color, const PlotColor *text)
{
  const PlotColor fill = plot_theme_fade (color, 0.14);
  char number[16];

  cairo_rectangle (d->cr, x - d->box_width / 2, y - d->box_height / 2, d->box_width, d->box_height);
  plot_theme_set_source (d->cr, &fill);
  cairo_fill_preserve (d->cr);
  plot_theme_set_source (d->cr, color);
  cairo_set_line_width (d->cr, 0.11 * d->theme->font_size);
  cairo_stroke (d->cr);
  if (d->number_size == 0)
    return;
  g_snprintf (number, sizeof number, "%d", d->width);
  plot_label_draw (d->cr, number, x, y, 0.5, 0.5, d->number_size, FALSE, text, d->theme);
}

/* Where the line from (x, y) meets what comes after the branch: the fused layer, or the output. */
static void
fusion_point (const Diagram *d, double x, double y, double *end_x, double *end_y)
{
  const double target = shared_x (d, 0);

  if (d->shared > 0)
    {
      *end_x = target - d->box_width / 2;
      *end_y = d->middle + (y < d->middle ? -0.2 : 0.2) * d->box_height;
      return;
    }
  const double distance = hypot (target - x, d->middle - y);
  const double part = 1 - OUTPUT_RADIUS * d->theme->font_size / distance;
  *end_x = x + part * (target - x);
  *end_y = y + part * (d->middle - y);
}

static void
draw_branch (const Diagram *d, int m)
{
  const PlotColor *color = &d->theme->modality[m], *text = &d->theme->modality_text[m];
  const double y = row_y (d, m);
  double x = d->left, end_x, end_y;

  plot_label_draw (d->cr, m == 0 ? "x_A" : "x_B", x - 0.35 * d->theme->font_size, y, 1, 0.5,
                   NAME_SIZE * d->theme->font_size, FALSE, text, d->theme);
  for (int k = 0; k < d->boxes[m]; k++)
    {
      const double next = branch_x (d, m, k);
      draw_connection (d, x, y, next - d->box_width / 2, y, color);
      draw_box (d, next, y, color, text);
      x = next + d->box_width / 2;
    }
  fusion_point (d, x, y, &end_x, &end_y);
  draw_connection (d, x, y, end_x, end_y, color);
}

static void
draw_shared (const Diagram *d)
{
  const PlotColor *color = &d->theme->muted, *text = &d->theme->foreground;
  const double radius = OUTPUT_RADIUS * d->theme->font_size, output = shared_x (d, d->shared);

  for (int k = 0; k < d->shared; k++)
    {
      const double x = shared_x (d, k) + d->box_width / 2;
      const double end = shared_x (d, k + 1) - (k + 1 < d->shared ? d->box_width / 2 : radius);
      draw_box (d, shared_x (d, k), d->middle, color, text);
      draw_connection (d, x, d->middle, end, d->middle, color);
    }
  plot_theme_set_source (d->cr, text);
  cairo_set_line_width (d->cr, 0.12 * d->theme->font_size);
  cairo_new_path (d->cr);
  cairo_arc (d->cr, output, d->middle, radius, 0, 2 * G_PI);
  cairo_stroke (d->cr);
  plot_label_draw (d->cr, "\\hat y", output, d->middle, 0.5, 0.55, d->theme->font_size, FALSE, text,
                   d->theme);
}

static void
draw_caption (const Diagram *d)
{
  const double em = d->theme->font_size;
  const double centre = (column_x (d, 0) + shared_x (d, d->shared)) / 2;

  if (d->number_size > 0)
    return;
  g_autofree char *text = g_strdup_printf (_ ("%d units per layer"), d->width);
  plot_label_draw (d->cr, text, centre, d->middle + d->offset + d->box_height / 2 + 0.25 * em, 0.5,
                   0, 0.9 * em, FALSE, &d->theme->muted, d->theme);
}

void
plot_schematic_draw (cairo_t *cr,
                     const PlotArea *area,
                     const ModelExperiment *experiment,
                     const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && experiment != NULL && theme != NULL);

  Diagram diagram;
  diagram_init (&diagram, cr, area, experiment, theme);
  plot_group_begin (cr, "network");
  cairo_save (cr);
  draw_branch (&diagram, 0);
  draw_branch (&diagram, 1);
  draw_shared (&diagram);
  draw_caption (&diagram);
  cairo_restore (cr);
  plot_group_end (cr);
}
