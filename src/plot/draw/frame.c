/* Frames: margins, ticks that never overlap, a quiet grid; in print, axis lines instead. */
#include "plot/draw/frame.h"

#include "plot/draw/group.h"
#include "plot/draw/label.h"

#include <math.h>

/* Margins and distances, in font sizes. */
#define MARGIN_LEFT 4.9
#define MARGIN_RIGHT 1.4
#define MARGIN_TOP 2.7
#define MARGIN_BOTTOM 3.1
#define TICK_GAP 0.55    /* from the axis to the labels */
#define LABEL_SPACE 1.1  /* between neighbouring labels */
#define Y_TICK_PITCH 3.2 /* the least distance of labels on the y axis */
#define X_TICK_PITCH 3.0
/* However large the plot: more labels are no help in reading it. */
#define MOST_X_TICKS 9
#define MOST_Y_TICKS 6
#define MOST_THINNED 6
#define ARROW_WIDTH 3  /* of a title that opens a menu, with its gap */
#define KEY_SAMPLE 2.0 /* the length of a line */
#define KEY_GAP 0.5
#define MOST_KEYS 4
#define NAME_GAP 0.6     /* between the axis' name and a power beside it */
#define NAME_ROW 1.75    /* below the axis */
#define NAME_COLUMN 1.45 /* at the left, of the y axis */
/* Sizes of places far outside, in rectangles. */
#define FAR 64.0

PlotArea
plot_frame_inner (const PlotArea *area, const PlotTheme *theme)
{
  const double em = theme->font_size;
  return (PlotArea){ area->x + MARGIN_LEFT * em, area->y + MARGIN_TOP * em,
                     fmax (area->width - (MARGIN_LEFT + MARGIN_RIGHT) * em, 1),
                     fmax (area->height - (MARGIN_TOP + MARGIN_BOTTOM) * em, 1) };
}

void
plot_frame_clip (cairo_t *cr, const PlotArea *inner, const PlotTheme *theme)
{
  const double room = theme->line_width;
  cairo_rectangle (cr, inner->x - room / 2, inner->y - room, inner->width + room,
                   inner->height + 2 * room);
  cairo_clip (cr);
}

double
plot_frame_x (const PlotArea *inner, const StudyAxis *x, double value)
{
  return inner->x + inner->width * CLAMP (study_axis_map (x, value), -FAR, FAR);
}

double
plot_frame_y (const PlotArea *inner, const StudyAxis *y, double value)
{
  return inner->y + inner->height * (1 - CLAMP (study_axis_map (y, value), -FAR, FAR));
}

double
plot_frame_crisp (double place, const PlotTheme *theme)
{
  const double pixel = theme->pixel;
  return pixel > 0 ? floor (place / pixel) * pixel + pixel / 2 : place;
}

void
plot_frame_split (const PlotArea *area, gboolean side_by_side, double gap, PlotArea halves[2])
{
  halves[0] = halves[1] = *area;
  if (side_by_side)
    {
      halves[0].width = halves[1].width = (area->width - gap) / 2;
      halves[1].x += halves[0].width + gap;
    }
  else
    {
      halves[0].height = halves[1].height = (area->height - gap) / 2;
      halves[1].y += halves[0].height + gap;
    }
}

typedef struct
{
  cairo_t *cr;
  const PlotArea *area;
  PlotArea inner;
  const PlotFrame *frame;
  const PlotTheme *theme;
  double em;
  gboolean print;
} Drawing;

static void
measure (const Drawing *d, const char *text, PlotLabelSize *size)
{
  plot_label_measure (d->cr, text, d->em, FALSE, d->theme, size);
}

static void
draw_text (const Drawing *d, const char *text, double x, double y, double anchor_x, double anchor_y)
{
  plot_label_draw (d->cr, text, x, y, anchor_x, anchor_y, d->em, FALSE, &d->theme->muted, d->theme);
}

static void
draw_line (const Drawing *d, double x1, double y1, double x2, double y2)
{
  cairo_move_to (d->cr, x1, y1);
  cairo_line_to (d->cr, x2, y2);
  cairo_stroke (d->cr);
}

/* From the right, the last first. */
static void
draw_keys (const Drawing *d, double left, double right, double y)
{
  const PlotFrame *frame = d->frame;
  const double sample = KEY_SAMPLE * d->em, gap = KEY_GAP * d->em;
  double width[MOST_KEYS], whole = 0;
  int n = 0;

  for (int i = 0; i < frame->n_keys && i < MOST_KEYS; i++)
    {
      PlotLabelSize name;

      measure (d, frame->keys[i].name, &name);
      width[i] = sample + gap + name.width + (i > 0 ? 2 * gap : 0);
      whole += width[i];
      if (whole > right - left)
        break;
      n++;
    }
  for (int i = n - 1; i >= 0; i--)
    {
      const PlotFrameKey *key = &frame->keys[i];
      const double x = right - width[i] + (i > 0 ? 2 * gap : 0);

      cairo_save (d->cr);
      plot_theme_set_source (d->cr, &key->pen.color);
      cairo_set_line_width (d->cr, key->pen.width);
      plot_pen_set_dash (d->cr, &key->pen);
      draw_line (d, x, y, x + sample, y);
      cairo_restore (d->cr);
      plot_label_draw (d->cr, key->name, x + sample + gap, y, 0, 0.5, d->em, FALSE,
                       &d->theme->muted, d->theme);
      right -= width[i];
    }
}

/* The remark gives way to a long title. */
static void
draw_title (const Drawing *d)
{
  const PlotFrame *frame = d->frame;
  const double y = d->area->y + 0.35 * d->em;
  const double right = d->area->x + d->area->width - 0.4 * d->em;
  const double remark_right = d->inner.x + d->inner.width;
  PlotLabelSize title = { 0 }, remark;

  if (frame->title != NULL && !d->theme->hide_titles)
    {
      const double size = PLOT_FRAME_TITLE_SIZE * d->em;
      plot_label_measure (d->cr, frame->title, size, TRUE, d->theme, &title);
      const double left = MAX (MIN (d->inner.x, right - title.width), d->area->x);
      if (frame->hide_title)
        title.width += ARROW_WIDTH * d->em;
      else
        plot_label_draw (d->cr, frame->title, left, y, 0, 0, size, TRUE, &d->theme->foreground,
                         d->theme);
    }
  draw_keys (d, d->inner.x + title.width + 1.5 * d->em, remark_right, y + 0.7 * d->em);
  if (frame->remark == NULL)
    return;
  measure (d, frame->remark, &remark);
  if (remark_right - remark.width > d->inner.x + title.width + 1.5 * d->em)
    draw_text (d, frame->remark, remark_right, y + 0.1 * d->em, 1, 0);
}

/* Read upwards, in the middle of the axis; where that is too short, as far up as it needs. */
static void
draw_y_name (const Drawing *d)
{
  const PlotArea *area = d->area, *inner = &d->inner;
  PlotLabelSize name;

  if (d->frame->y_name == NULL)
    return;
  measure (d, d->frame->y_name, &name);
  const double half = name.width / 2, middle = inner->y + inner->height / 2;
  const double lowest = fmin (middle, area->y + area->height - half);
  cairo_save (d->cr);
  cairo_translate (d->cr, area->x + NAME_COLUMN / 2 * d->em, fmax (lowest, area->y + half));
  cairo_rotate (d->cr, -G_PI / 2);
  draw_text (d, d->frame->y_name, 0, 0, 0.5, 0.5);
  cairo_restore (d->cr);
}

static void
set_hairline (const Drawing *d)
{
  plot_theme_set_source (d->cr, d->print ? &d->theme->foreground : &d->theme->grid);
  cairo_set_line_width (d->cr, d->print ? 0.07 * d->em : fmax (d->theme->pixel, 0.07 * d->em));
  cairo_set_dash (d->cr, NULL, 0, 0);
}

/* Print shows ticks and the two axis lines, the screen a grid. */
static void
draw_axis_lines (const Drawing *d)
{
  const PlotArea *inner = &d->inner;
  const double bottom = inner->y + inner->height;

  if (!d->print)
    return;
  draw_line (d, inner->x, inner->y, inner->x, bottom);
  draw_line (d, inner->x, bottom, inner->x + inner->width, bottom);
}

/* Labels too wide for the margin share a power of ten, which stands above the axis. Returns it; 0:
 * they fit as they are. */
static int
share_power (const Drawing *d, StudyTick *ticks, int n, double room)
{
  double widest = 0, largest = 0;

  for (int i = 0; i < n; i++)
    {
      PlotLabelSize size;
      measure (d, ticks[i].text, &size);
      widest = fmax (widest, size.width);
      largest = fmax (largest, fabs (ticks[i].value));
    }
  if (widest <= room || largest == 0)
    return 0;
  const int power = (int) floor (log10 (largest) + 1e-9);
  const StudyAxis shared = { ticks[0].value / pow (10, power), ticks[n - 1].value / pow (10, power),
                             FALSE };
  StudyTick plain[STUDY_AXIS_MAX_TICKS];
  if (study_axis_ticks (&shared, n, plain) != n)
    return 0;
  for (int i = 0; i < n; i++)
    g_strlcpy (ticks[i].text, plain[i].text, sizeof ticks[i].text);
  return power;
}

/* Ends at x; stands on y or hangs from it. Returns its width. */
static double
draw_power (const Drawing *d, int power, double x, double y, double anchor)
{
  g_autofree char *text = g_strdup_printf ("×10^{%s%d}", power < 0 ? "−" : "", ABS (power));

  PlotLabelSize size;

  measure (d, text, &size);
  draw_text (d, text, x, y, 1, anchor);
  return size.width;
}

static void
draw_y_ticks (const Drawing *d)
{
  const PlotArea *inner = &d->inner;
  const StudyAxis *axis = &d->frame->y;
  const double em = d->em;
  const int most = CLAMP ((int) (inner->height / (Y_TICK_PITCH * em)), 2, MOST_Y_TICKS);
  StudyTick ticks[STUDY_AXIS_MAX_TICKS];
  const int n = study_axis_ticks_at_least_two (axis, most, ticks);
  const double room = (MARGIN_LEFT - NAME_COLUMN - TICK_GAP) * em, right = inner->x - TICK_GAP * em;
  const int power = axis->logarithmic || n < 2 ? 0 : share_power (d, ticks, n, room);

  if (power != 0)
    draw_power (d, power, right, inner->y - 0.6 * em, 1);
  for (int i = 0; i < n; i++)
    {
      const double y = plot_frame_crisp (plot_frame_y (inner, axis, ticks[i].value), d->theme);
      set_hairline (d);
      if (d->print)
        draw_line (d, inner->x - (ticks[i].minor ? 0.2 : 0.35) * em, y, inner->x, y);
      else if (!ticks[i].minor)
        draw_line (d, inner->x, y, inner->x + inner->width, y);
      if (!ticks[i].minor)
        draw_text (d, ticks[i].text, right, y, 1, 0.5);
    }
}

/* Where a label on the x axis lies: from left to right, kept inside the area. */
typedef struct
{
  double left, right;
} Extent;

static Extent
x_label_extent (const Drawing *d, const char *text, double value)
{
  const double x = plot_frame_x (&d->inner, &d->frame->x, value);
  const double right = d->area->x + d->area->width;
  PlotLabelSize size;

  measure (d, text, &size);
  const double left = CLAMP (x - size.width / 2, d->area->x, right - size.width);
  return (Extent){ left, left + size.width };
}

/* Fills the extents of labelled ticks; returns whether neighbours keep their distance. */
static gboolean
measure_x_ticks (const Drawing *d, const StudyTick *ticks, int n, Extent *extents)
{
  const Extent *previous = NULL;
  gboolean fits = TRUE;

  for (int i = 0; i < n; i++)
    {
      if (ticks[i].minor)
        continue;
      extents[i] = x_label_extent (d, ticks[i].text, ticks[i].value);
      if (previous != NULL && extents[i].left - previous->right < LABEL_SPACE * d->em)
        fits = FALSE;
      previous = &extents[i];
    }
  return fits;
}

static gboolean
is_hidden (const Extent *label, const Extent *marks, int n_marks, double space)
{
  for (int i = 0; i < n_marks; i++)
    if (label->left < marks[i].right + space && label->right > marks[i].left - space)
      return TRUE;
  return FALSE;
}

#define MAX_MARKS 8

/* A name that would lie on another one stands beside it, as long as it is near its mark. */
static gboolean
step_aside (const Drawing *d, const Extent *taken, int n, Extent *name)
{
  const double width = name->right - name->left, gap = 0.25 * d->em;
  const double far = 1.5 * width;

  for (int side = 1; side >= -1; side -= 2)
    {
      Extent moved = *name;

      for (int i = 0; i < n; i++)
        if (is_hidden (&moved, &taken[i], 1, 0))
          {
            moved.left = side > 0 ? taken[i].right + gap : taken[i].left - gap - width;
            moved.right = moved.left + width;
          }
      if (fabs (moved.left - name->left) > far || moved.left < d->area->x ||
          moved.right > d->area->x + d->area->width || is_hidden (&moved, taken, n, 0))
        continue;
      *name = moved;
      return TRUE;
    }
  return FALSE;
}

/* Names of marks come first, in order; where there is no room near a mark, it goes without. */
static int
draw_marks (const Drawing *d, double y, Extent extents[MAX_MARKS])
{
  const PlotFrame *frame = d->frame;
  int drawn = 0;

  for (int i = 0; i < frame->n_marks && drawn < MAX_MARKS; i++)
    {
      const PlotFrameMark *mark = &frame->marks[i];
      const double fraction = study_axis_map (&frame->x, mark->value);
      if (!(fraction >= 0 && fraction <= 1))
        continue;
      extents[drawn] = x_label_extent (d, mark->name, mark->value);
      if (is_hidden (&extents[drawn], extents, drawn, 0) &&
          !step_aside (d, extents, drawn, &extents[drawn]))
        continue;
      plot_label_draw (d->cr, mark->name, extents[drawn].left, y, 0, 0, d->em, FALSE, &mark->color,
                       d->theme);
      drawn++;
    }
  return drawn;
}

/* As many labels as keep their distance. */
static int
fit_x_ticks (const Drawing *d, StudyTick *ticks, Extent *extents)
{
  int most = CLAMP ((int) (d->inner.width / (X_TICK_PITCH * d->em)), 2, MOST_X_TICKS), n;

  do
    n = study_axis_ticks (&d->frame->x, most, ticks);
  while (!measure_x_ticks (d, ticks, n, extents) && --most > 0);
  return n;
}

/* On a narrow axis around zero the coarser step leaves 0 alone: rather every other label of the
 * finer one, and, if they are still too wide, a power of ten that they share. Returns the number
 * of ticks; 0 where that does not help. */
static int
thin_x_ticks (const Drawing *d, StudyTick *ticks, Extent *extents, int *power)
{
  for (int shared = 0; shared < 2; shared++)
    for (int most = 3; most <= MOST_THINNED; most++)
      {
        const int n = study_axis_ticks (&d->frame->x, most, ticks);
        const double step = n > 1 ? ticks[1].value - ticks[0].value : INFINITY;

        *power = shared && n > 1 ? share_power (d, ticks, n, 0) : 0;
        for (int i = 0; i < n && n > 3; i++)
          ticks[i].minor = fabs (remainder (ticks[i].value / step, 2)) > 0.5;
        if (study_axis_count_labelled (ticks, n) > 1 && measure_x_ticks (d, ticks, n, extents))
          return n;
      }
  return 0;
}

/* At the right end of the axis; behind it where the axis is too short for its name beside it.
 * Returns how much of the row is taken. */
static double
draw_x_power (const Drawing *d, int power, double y)
{
  const double end = d->inner.x + d->inner.width;
  PlotLabelSize name = { 0 }, size;
  double right;

  if (d->frame->x_name != NULL)
    measure (d, d->frame->x_name, &name);
  measure (d, "×10^{−1}", &size);
  right = fmax (end, d->area->x + name.width + NAME_GAP * d->em + size.width);
  return draw_power (d, power, right, y, 0) - (right - end);
}

/* Returns how much of the row of the axis' name is taken, at its right end. */
static double
draw_x_ticks (const Drawing *d)
{
  const PlotArea *inner = &d->inner;
  const PlotFrame *frame = d->frame;
  const double em = d->em, bottom = inner->y + inner->height;
  StudyTick ticks[STUDY_AXIS_MAX_TICKS];
  Extent labels[STUDY_AXIS_MAX_TICKS], marks[MAX_MARKS];
  int n = fit_x_ticks (d, ticks, labels), power = 0;

  if (study_axis_count_labelled (ticks, n) < 2 && !frame->x.logarithmic)
    {
      n = thin_x_ticks (d, ticks, labels, &power);
      if (n == 0)
        n = fit_x_ticks (d, ticks, labels);
    }
  const double taken = power != 0 ? draw_x_power (d, power, bottom + NAME_ROW * em) : 0;
  const int n_marks = draw_marks (d, bottom + TICK_GAP * em, marks);
  for (int i = 0; i < n; i++)
    {
      const double x = plot_frame_x (inner, &frame->x, ticks[i].value);
      set_hairline (d);
      if (d->print)
        draw_line (d, x, bottom, x, bottom + (ticks[i].minor ? 0.2 : 0.35) * em);
      if (!ticks[i].minor && !is_hidden (&labels[i], marks, n_marks, 0.4 * em))
        draw_text (d, ticks[i].text, labels[i].left, bottom + TICK_GAP * em, 0, 0);
    }
  return taken;
}

/* A note moves the name to the right, what is taken there to the left. */
static void
draw_name_row (const Drawing *d, double taken)
{
  const PlotArea *inner = &d->inner;
  const PlotFrame *frame = d->frame;
  const double y = inner->y + inner->height + NAME_ROW * d->em;
  PlotLabelSize name = { 0 }, note = { 0 };

  if (frame->x_name != NULL)
    measure (d, frame->x_name, &name);
  if (frame->note != NULL)
    measure (d, frame->note, &note);
  const gboolean noted = note.width > 0 && note.width + name.width + d->em < inner->width;
  const double least = inner->x + name.width / 2 + (noted ? note.width + d->em : 0);
  if (frame->x_name != NULL)
    {
      const double most =
          inner->x + inner->width - name.width / 2 - (taken > 0 ? taken + NAME_GAP * d->em : 0);
      const double middle = fmin (inner->x + inner->width / 2, taken > 0 ? most : INFINITY);

      draw_text (d, frame->x_name, taken > 0 && !noted ? middle : fmax (middle, least), y, 0.5, 0);
    }
  if (noted)
    draw_text (d, frame->note, inner->x, y, 0, 0);
}

void
plot_frame_draw (cairo_t *cr, const PlotArea *area, const PlotFrame *frame, const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && frame != NULL && theme != NULL);

  const Drawing drawing = { cr,
                            area,
                            plot_frame_inner (area, theme),
                            frame,
                            theme,
                            theme->font_size,
                            theme->style == PLOT_STYLE_PRINT };

  plot_group_begin (cr, "axes");
  cairo_save (cr);
  draw_title (&drawing);
  draw_y_name (&drawing);
  set_hairline (&drawing);
  draw_axis_lines (&drawing);
  draw_y_ticks (&drawing);
  draw_name_row (&drawing, draw_x_ticks (&drawing));
  cairo_restore (cr);
  plot_group_end (cr);
}
