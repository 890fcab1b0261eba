/* What is taken, as boxes and as a coarse picture of the lines, one span of y in each column; and
 * rule by rule how a place is chosen. */
#include "plot/draw/placement.h"

#include "plot/draw/card.h"
#include "plot/draw/frame.h"
#include "plot/draw/label.h"

#include <math.h>

/* Points looked at in a column, so that a thin peak is not missed. */
#define SAMPLES 4
/* In font sizes: between a line and its label, and how far apart lines must be to be told apart. */
#define GAP 0.35
#define APART 0.7
/* Clearances tried, in steps of the gap. */
#define CLEAREST 5
/* Of labels that are tied to their line by a leader. */
#define DIRECTIONS 12
#define DISTANCES 7
#define LEADER_POINTS 12
/* Places that a legend is tried at, each way. */
#define GRID 12
/* Of labels around a point, in font sizes. */
#define LABEL_SIZE 1.15
#define FURTHER 1.8 /* times the distance of a label */
#define GROUND_PAD 0.4

/* The span of y that a line covers in each column; top > bottom: no line there. */
typedef struct
{
  float top[PLOT_PLACEMENT_COLUMNS], bottom[PLOT_PLACEMENT_COLUMNS];
} Line;

void
plot_placement_init (PlotPlacement *self, const PlotArea *inner, const PlotTheme *theme)
{
  self->inner = *inner;
  self->margin = GAP * theme->font_size;
  self->boxes = g_array_new (FALSE, FALSE, sizeof (PlotArea));
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
}

void
plot_placement_clear (PlotPlacement *self)
{
  g_clear_pointer (&self->boxes, g_array_unref);
  g_clear_pointer (&self->lines, g_array_unref);
}

static Line *
get_line (const PlotPlacement *self, int line)
{
  return &g_array_index (self->lines, Line, line);
}

static int
add_empty_line (PlotPlacement *self)
{
  Line line;

  if (self->lines->len == PLOT_PLACEMENT_LINES)
    return -1;
  for (int i = 0; i < PLOT_PLACEMENT_COLUMNS; i++)
    {
      line.top[i] = INFINITY;
      line.bottom[i] = -INFINITY;
    }
  g_array_append_val (self->lines, line);
  return (int) self->lines->len - 1;
}

static void
cover (PlotPlacement *self, int line, int column, double y)
{
  if (column < 0 || column >= PLOT_PLACEMENT_COLUMNS)
    return;
  Line *covered = get_line (self, line);
  covered->top[column] = (float) fmin (covered->top[column], y);
  covered->bottom[column] = (float) fmax (covered->bottom[column], y);
}

int
plot_placement_add_line (PlotPlacement *self,
                         const PlotCurve *curve,
                         const StudyAxis *x,
                         const StudyAxis *y)
{
  const gsize n = model_history_view_length (curve->history);
  const int line = add_empty_line (self);

  if (line < 0 || n == 0)
    return line;
  const double first = model_history_view_row (curve->history, 0)->epoch;
  const double last = model_history_view_row (curve->history, n - 1)->epoch;
  for (int k = 0; k <= SAMPLES * PLOT_PLACEMENT_COLUMNS; k++)
    {
      const double epoch = study_axis_unmap (x, k / (double) (SAMPLES * PLOT_PLACEMENT_COLUMNS));
      if (epoch < fmax (first, curve->from) || epoch > fmin (last, curve->to))
        continue;
      const double place = plot_frame_y (&self->inner, y, plot_curve_at (curve, epoch));
      cover (self, line, k / SAMPLES, place);
      if (k % SAMPLES == 0) /* columns share their edges */
        cover (self, line, k / SAMPLES - 1, place);
    }
  return line;
}

void
plot_placement_add_vertical (PlotPlacement *self, double x)
{
  const double fraction = (x - self->inner.x) / self->inner.width;
  if (!(fraction >= 0 && fraction <= 1))
    return;
  const int line = add_empty_line (self);
  if (line < 0)
    return;
  const int column = MIN ((int) (fraction * PLOT_PLACEMENT_COLUMNS), PLOT_PLACEMENT_COLUMNS - 1);
  cover (self, line, column, self->inner.y);
  cover (self, line, column, self->inner.y + self->inner.height);
}

void
plot_placement_take (PlotPlacement *self, const PlotArea *box)
{
  if (box->width > 0)
    g_array_append_val (self->boxes, *box);
}

static PlotArea
square (double x, double y, double radius)
{
  return (PlotArea){ x - radius, y - radius, 2 * radius, 2 * radius };
}

void
plot_placement_take_square (PlotPlacement *self, double x, double y, double radius)
{
  const PlotArea box = square (x, y, radius);

  plot_placement_take (self, &box);
}

static int
column_at (const PlotPlacement *self, double x)
{
  const double fraction = (x - self->inner.x) / self->inner.width;
  return (int) CLAMP (floor (fraction * PLOT_PLACEMENT_COLUMNS), 0, PLOT_PLACEMENT_COLUMNS - 1);
}

/* Columns in which a line passes through a box. */
static int
count_crossings (const PlotPlacement *self, int line, const PlotArea *box)
{
  const int last = column_at (self, box->x + box->width);
  const Line *l = get_line (self, line);
  int crossings = 0;

  for (int i = column_at (self, box->x); i <= last; i++)
    crossings += l->top[i] < box->y + box->height && l->bottom[i] > box->y;
  return crossings;
}

static PlotArea
grow (const PlotArea *box, double by)
{
  return (PlotArea){ box->x - by, box->y - by, box->width + 2 * by, box->height + 2 * by };
}

static gboolean
overlaps_box (const PlotPlacement *self, const PlotArea *box)
{
  for (guint i = 0; i < self->boxes->len; i++)
    {
      const PlotArea *b = &g_array_index (self->boxes, PlotArea, i);
      if (box->x < b->x + b->width && b->x < box->x + box->width && box->y < b->y + b->height &&
          b->y < box->y + box->height)
        return TRUE;
    }
  return FALSE;
}

gboolean
plot_placement_is_free (const PlotPlacement *self, double x, double y, double radius)
{
  const PlotArea box = square (x, y, radius);

  return !overlaps_box (self, &box);
}

static gboolean
is_inside (const PlotPlacement *self, const PlotArea *box)
{
  return box->x >= self->inner.x && box->y >= self->inner.y &&
         box->x + box->width <= self->inner.x + self->inner.width &&
         box->y + box->height <= self->inner.y + self->inner.height;
}

/* How far the box keeps from all lines but its own, in steps of the margin; -1: it is on one, or
 * on its own. */
static int
measure_clearance (const PlotPlacement *self, int own, const PlotArea *box)
{
  if (!is_inside (self, box) || overlaps_box (self, box) || count_crossings (self, own, box) > 0)
    return -1;
  for (int step = 0; step < CLEAREST; step++)
    {
      const PlotArea grown = grow (box, step * self->margin);
      for (int line = 0; line < (int) self->lines->len; line++)
        if (line != own && count_crossings (self, line, &grown) > 0)
          return step - 1;
    }
  return CLEAREST - 1;
}

/* Whether no other line is near the middle of this one in a column. */
static gboolean
is_apart (const PlotPlacement *self, int own, int column, double middle)
{
  const double reach = APART / GAP * self->margin;

  for (int line = 0; line < (int) self->lines->len; line++)
    if (line != own && get_line (self, line)->top[column] < middle + reach &&
        get_line (self, line)->bottom[column] > middle - reach)
      return FALSE;
  return TRUE;
}

/* Right of the line, left of it, above and below. */
static PlotArea
put_beside (const PlotPlacement *self, const PlotArea *size, int side, double x, double y)
{
  PlotArea box = *size;

  box.x = side == 0   ? x + self->margin
          : side == 1 ? x - self->margin - box.width
                      : x - box.width / 2;
  box.y = side < 2    ? y - box.height / 2
          : side == 2 ? y - self->margin - box.height
                      : y + self->margin;
  return box;
}

/* Beside a steep part, clear of everything. */
static double
rate (const PlotPlacement *self, int line, int column, int side, const PlotArea *box)
{
  const int clearance = measure_clearance (self, line, box);
  const Line *l = get_line (self, line);
  const double rise = l->bottom[column] - l->top[column];
  const gboolean steep = rise > box->height / 2;

  if (clearance < 0)
    return -1;
  return clearance + (steep && side < 2 ? 2.5 : 0) + 1.5 * column / PLOT_PLACEMENT_COLUMNS;
}

gboolean
plot_placement_find_beside (PlotPlacement *self, int line, PlotArea *box)
{
  const PlotArea size = *box;
  double best = -1;

  if (line < 0)
    return FALSE;
  for (int column = 0; column < PLOT_PLACEMENT_COLUMNS; column++)
    {
      const Line *l = get_line (self, line);
      const double top = l->top[column], bottom = l->bottom[column];
      const double x = self->inner.x + self->inner.width * (column + 0.5) / PLOT_PLACEMENT_COLUMNS;
      const double y = (top + bottom) / 2;

      if (top > bottom || !is_apart (self, line, column, y))
        continue;
      for (int side = 0; side < 4; side++)
        {
          const PlotArea place = put_beside (self, &size, side, x,
                                             side == 2   ? top
                                             : side == 3 ? bottom
                                                         : y);
          const double rating = rate (self, line, column, side, &place);
          if (rating > best)
            {
              best = rating;
              *box = place;
            }
        }
    }
  if (best >= 0)
    plot_placement_take (self, box);
  return best >= 0;
}

/* Lines that a leader crosses; -1: a label lies in its way. Its first part belongs to its own line.
 */
static int
count_leader_crossings (const PlotPlacement *self,
                        int own,
                        const double tip[2],
                        const double tail[2])
{
  int crossings = 0;

  for (int k = 1; k <= LEADER_POINTS; k++)
    {
      const double t = k / (double) LEADER_POINTS;
      const double x = tip[0] + t * (tail[0] - tip[0]), y = tip[1] + t * (tail[1] - tip[1]);
      const PlotArea point = { x, y - 1, 0, 2 };

      if (overlaps_box (self, &point))
        return -1;
      for (int line = 0; line < (int) self->lines->len; line++)
        crossings += line != own && count_crossings (self, line, &point) > 0;
    }
  return crossings;
}

/* The place of a box some way off in a direction; rated, the less the better; -1: not possible. */
static double
rate_apart (const PlotPlacement *self,
            int line,
            double angle,
            double distance,
            const double tip[2],
            PlotArea *box,
            double tail[2])
{
  const double dx = cos (angle), dy = sin (angle);
  const double reach = distance * self->margin;

  box->x = tip[0] + dx * (reach + box->width / 2) - box->width / 2;
  box->y = tip[1] + dy * (reach + box->height / 2) - box->height / 2;
  tail[0] = CLAMP (tip[0], box->x, box->x + box->width);
  tail[1] = CLAMP (tip[1], box->y, box->y + box->height);
  if (measure_clearance (self, line, box) < 0)
    return -1;
  const int crossings = count_leader_crossings (self, line, tip, tail);
  return crossings < 0 ? -1 : distance + 2 * crossings;
}

gboolean
plot_placement_find_apart (
    PlotPlacement *self, int line, PlotArea *box, double tip[2], double tail[2])
{
  double best = INFINITY;
  PlotArea place = *box;

  for (int column = 0; line >= 0 && column < PLOT_PLACEMENT_COLUMNS; column += 2)
    {
      const Line *l = get_line (self, line);
      const double y = (l->top[column] + l->bottom[column]) / 2;
      const double from[2] = {
        self->inner.x + self->inner.width * (column + 0.5) / PLOT_PLACEMENT_COLUMNS, y
      };

      if (l->top[column] > l->bottom[column] || !is_apart (self, line, column, y))
        continue;
      for (int k = 0; k < DIRECTIONS * DISTANCES; k++)
        {
          double to[2];
          const double rating = rate_apart (self, line, 2 * G_PI * (k % DIRECTIONS) / DIRECTIONS,
                                            4 * (1 + k / DIRECTIONS), from, &place, to);
          if (rating < 0 || rating >= best)
            continue;
          best = rating;
          *box = place;
          for (int i = 0; i < 2; i++)
            {
              tip[i] = from[i];
              tail[i] = to[i];
            }
        }
    }
  if (isfinite (best))
    plot_placement_take (self, box);
  return isfinite (best);
}

/* How much of the lines a box hides, in columns; more than all where it hides a label. */
static int
count_hidden (const PlotPlacement *self, const PlotArea *box)
{
  int hidden = overlaps_box (self, box) ? PLOT_PLACEMENT_LINES * PLOT_PLACEMENT_COLUMNS : 0;

  for (int line = 0; line < (int) self->lines->len; line++)
    hidden += count_crossings (self, line, box);
  return hidden;
}

void
plot_placement_find_emptiest (PlotPlacement *self, PlotArea *box)
{
  const double width = self->inner.width - box->width - 2 * self->margin;
  const double height = self->inner.height - box->height - 2 * self->margin;
  double best = INFINITY;
  PlotArea place = *box;

  for (int i = 0; i <= GRID; i++)
    for (int k = 0; k <= GRID; k++)
      {
        /* From the upper right, where a legend is looked for first; a corner is worth a column. */
        const double right = i / (double) GRID, down = k / (double) GRID;
        const double depth = fmin (right, 1 - right) + fmin (down, 1 - down);
        double cost;

        place.x = self->inner.x + self->margin + (1 - right) * width;
        place.y = self->inner.y + self->margin + down * height;
        cost = count_hidden (self, &place) + 2 * depth + 0.1 * (right + down);
        if (cost < best)
          {
            best = cost;
            *box = place;
          }
      }
  plot_placement_take (self, box);
}

gboolean
plot_placement_find_first (PlotPlacement *self,
                           const GArray *candidates,
                           PlotPlacementCrosses crosses,
                           gconstpointer data,
                           PlotArea *box)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      const PlotArea *place = &g_array_index (candidates, PlotArea, i);

      if (!is_inside (self, place) || overlaps_box (self, place) || crosses (place, data))
        continue;
      *box = *place;
      plot_placement_take (self, box);
      return TRUE;
    }
  return FALSE;
}

static double
get_overlap (const PlotArea *a, const PlotArea *b)
{
  const double width = fmin (a->x + a->width, b->x + b->width) - fmax (a->x, b->x);
  const double height = fmin (a->y + a->height, b->y + b->height) - fmax (a->y, b->y);
  return fmax (width, 0) * fmax (height, 0);
}

/* How much of the box is taken, or lies outside the axes. */
static double
crowding (const PlotPlacement *self, const PlotArea *box)
{
  double sum = box->width * box->height - get_overlap (box, &self->inner);

  for (guint i = 0; i < self->boxes->len; i++)
    sum += get_overlap (box, &g_array_index (self->boxes, PlotArea, i));
  return sum;
}

static double
get_size (gboolean on_ground, const PlotTheme *theme)
{
  return (on_ground ? 1 : LABEL_SIZE) * theme->font_size;
}

PlotArea
plot_placement_find_around (PlotPlacement *self,
                            cairo_t *cr,
                            const char *markup,
                            double x,
                            double y,
                            double distance,
                            gboolean on_ground,
                            const PlotTheme *theme)
{
  /* Upper right first, as one reads. */
  static const double sides[8][2] = { { 1, -1 }, { 1, 1 }, { -1, -1 }, { -1, 1 },
                                      { 0, -1 }, { 1, 0 }, { 0, 1 },   { -1, 0 } };
  const double size = get_size (on_ground, theme);
  PlotLabelSize extent;
  PlotArea best = { 0 };
  double least = INFINITY;

  plot_label_measure (cr, markup, size, FALSE, theme, &extent);
  extent.width += on_ground ? 2 * GROUND_PAD * size : 0;
  /* Further away where all is taken. */
  for (int i = 0; i < 16 && (i < 8 || least > 1e-6); i++)
    {
      const double *side = sides[i % 8], ring = i < 8 ? distance : FURTHER * distance;
      const double reach = side[0] != 0 && side[1] != 0 ? 0.7 * ring : ring;
      const PlotArea box = { x + side[0] * reach - (1 - side[0]) / 2 * extent.width,
                             y + side[1] * reach - (1 - side[1]) / 2 * extent.height, extent.width,
                             extent.height };
      const double crowd = crowding (self, &box);

      if (crowd < least - 1e-6)
        {
          least = crowd;
          best = box;
        }
    }
  g_array_append_val (self->boxes, best);
  return best;
}

void
plot_placement_draw (cairo_t *cr,
                     const PlotArea *place,
                     const char *markup,
                     gboolean on_ground,
                     const PlotColor *color,
                     const PlotTheme *theme)
{
  const double size = get_size (on_ground, theme);

  if (on_ground)
    plot_card_draw_ground (cr, place, theme);
  plot_label_draw (cr, markup, place->x + (on_ground ? GROUND_PAD * size : 0), place->y, 0, 0, size,
                   FALSE, color, theme);
}

void
plot_placement_draw_around (PlotPlacement *self,
                            cairo_t *cr,
                            const char *markup,
                            double x,
                            double y,
                            double distance,
                            gboolean on_ground,
                            const PlotColor *color,
                            const PlotTheme *theme)
{
  const PlotArea place =
      plot_placement_find_around (self, cr, markup, x, y, distance, on_ground, theme);

  plot_placement_draw (cr, &place, markup, on_ground, color, theme);
}
