/* Where in a plot there is room for a label: beside its own line, on no other line, on no other
 * label. */
#pragma once

#include "plot/draw/curve.h"

G_BEGIN_DECLS

#define PLOT_PLACEMENT_COLUMNS 128
#define PLOT_PLACEMENT_LINES 32
#define PLOT_PLACEMENT_BOXES 32

/* Knows each line as the span of y that it covers in each of the columns. */
typedef struct
{
  PlotArea inner;
  double margin; /* that lines and labels keep, user units */
  int n_lines, n_boxes;
  float top[PLOT_PLACEMENT_LINES][PLOT_PLACEMENT_COLUMNS]; /* top > bottom: no line there */
  float bottom[PLOT_PLACEMENT_LINES][PLOT_PLACEMENT_COLUMNS];
  PlotArea boxes[PLOT_PLACEMENT_BOXES];
} PlotPlacement;

void plot_placement_init (PlotPlacement *self, const PlotArea *inner, const PlotTheme *theme);
/* Returns the line's number, or -1 beyond PLOT_PLACEMENT_LINES. */
int plot_placement_add_line (PlotPlacement *self,
                             const PlotCurve *curve,
                             const StudyAxis *x,
                             const StudyAxis *y);
/* A vertical line over the whole height. */
void plot_placement_add_vertical (PlotPlacement *self, double x);
/* What a label must not overlap; beyond PLOT_PLACEMENT_BOXES it is passed over. */
void plot_placement_take (PlotPlacement *self, const PlotArea *box);

/**
 * plot_placement_find:
 * The clearest place beside a line where no other line could be meant, the later the better.
 * @box: (inout): its size is given, its place found; taken from then on
 * Returns: FALSE where there is none.
 */
gboolean plot_placement_find (PlotPlacement *self, int line, PlotArea *box);
/**
 * plot_placement_find_apart:
 * Where there is no place beside the line: one some way off, to be tied to it by a leader, which
 * crosses as few lines as can be and no label.
 * @tip: (out): the point of the line that is meant
 * @tail: (out): where the leader meets the box
 */
gboolean plot_placement_find_apart (
    PlotPlacement *self, int line, PlotArea *box, double tip[2], double tail[2]);
/* The place where a box of that size hides least of the lines, a corner if possible. */
void plot_placement_find_free (PlotPlacement *self, PlotArea *box);

G_END_DECLS
