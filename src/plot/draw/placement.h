/* Where in a plot there is room for a label: one account of what is taken, and for each kind of
 * label the rule by which it chooses. Places are of the page, in user units. */
#pragma once

#include "plot/draw/curve.h"

G_BEGIN_DECLS

#define PLOT_PLACEMENT_COLUMNS 128
#define PLOT_PLACEMENT_LINES 32

typedef struct
{
  PlotArea inner; /* labels stay inside */
  double margin;  /* that lines and labels keep */
  GArray *boxes;  /* PlotArea: marks and labels */
  GArray *lines;  /* what each covers in each of the columns */
} PlotPlacement;

void plot_placement_init (PlotPlacement *self, const PlotArea *inner, const PlotTheme *theme);
void plot_placement_clear (PlotPlacement *self); /* also where it is zeroed */

/* Returns the line's number, or -1 beyond PLOT_PLACEMENT_LINES. */
int plot_placement_add_line (PlotPlacement *self,
                             const PlotCurve *curve,
                             const StudyAxis *x,
                             const StudyAxis *y);
/* A vertical line over the whole height. */
void plot_placement_add_vertical (PlotPlacement *self, double x);
/* What a label must not overlap; an empty box is passed over. */
void plot_placement_take (PlotPlacement *self, const PlotArea *box);
/* The square around a mark. */
void plot_placement_take_square (PlotPlacement *self, double x, double y, double radius);
/* Whether a square around a point touches no box. */
gboolean plot_placement_is_free (const PlotPlacement *self, double x, double y, double radius);

/**
 * plot_placement_find_beside:
 * The clearest place beside a line where no other line could be meant, the later the better.
 * @box: (inout): its size is given, its place found; taken from then on
 * Returns: FALSE where there is none.
 */
gboolean plot_placement_find_beside (PlotPlacement *self, int line, PlotArea *box);
/**
 * plot_placement_find_apart:
 * Where there is no place beside the line: one some way off, to be tied to it by a leader, which
 * crosses as few lines as can be and no label.
 * @tip: (out): the point of the line that is meant
 * @tail: (out): where the leader meets the box
 */
gboolean plot_placement_find_apart (
    PlotPlacement *self, int line, PlotArea *box, double tip[2], double tail[2]);
/* The place where a box of that size hides least of the lines, a corner if possible: of a legend.
 */
void plot_placement_find_emptiest (PlotPlacement *self, PlotArea *box);

/* Whether what is drawn passes through a box: exact, where the columns of lines are coarse. */
typedef gboolean (*PlotPlacementCrosses) (const PlotArea *box, gconstpointer data);

/**
 * plot_placement_find_first:
 * The first of the places offered, best first, that lies inside, on no box, and is not crossed.
 * @candidates: PlotArea
 * @box: (out): untouched where there is none; taken from then on
 */
gboolean plot_placement_find_first (PlotPlacement *self,
                                    const GArray *candidates,
                                    PlotPlacementCrosses crosses,
                                    gconstpointer data,
                                    PlotArea *box);

/* A label's place around (x, y): the first of eight sides that is free, or the least crowded; taken
 * from then on. Where it crosses lines, it has a ground of its own. */
PlotArea plot_placement_find_around (PlotPlacement *self,
                                     cairo_t *cr,
                                     const char *markup,
                                     double x,
                                     double y,
                                     double distance,
                                     gboolean on_ground,
                                     const PlotTheme *theme);
/* Draws it there. */
void plot_placement_draw (cairo_t *cr,
                          const PlotArea *place,
                          const char *markup,
                          gboolean on_ground,
                          const PlotColor *color,
                          const PlotTheme *theme);
/* Both at once. */
void plot_placement_draw_around (PlotPlacement *self,
                                 cairo_t *cr,
                                 const char *markup,
                                 double x,
                                 double y,
                                 double distance,
                                 gboolean on_ground,
                                 const PlotColor *color,
                                 const PlotTheme *theme);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlotPlacement, plot_placement_clear)

G_END_DECLS
