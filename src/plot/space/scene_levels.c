/* Level lines, joined from cell to cell. */
#include "plot/space/scene_levels.h"

#include "plot/draw/contour.h"

#include <math.h>
#include <string.h>

enum
{
  CELLS = PLOT_SCENE_CELLS,
  ROW = CELLS + 1,
  SIDES = 2 * ROW * ROW
};

/* A piece crosses one cell from side to side; every side belongs to two cells. */
typedef struct
{
  double ends[2][2]; /* fractions of the grid */
  int sides[2];
  gboolean used;
} Piece;

typedef struct
{
  GArray *pieces;
  int at[SIDES][2]; /* the pieces that end there, or -1 */
} Pieces;

/* A place on a side lies on a line of the grid. */
static int
get_side (const double place[2])
{
  const double u = place[0] * CELLS, v = place[1] * CELLS;

  if (fabs (u - round (u)) < fabs (v - round (v)))
    return (int) round (u) * ROW + (int) v;
  return ROW * ROW + (int) round (v) * ROW + (int) u;
}

static void
add_piece_cb (double x1, double y1, double x2, double y2, gpointer data)
{
  Pieces *self = data;
  Piece piece = { { { x1, y1 }, { x2, y2 } }, { 0 }, FALSE };

  for (int i = 0; i < 2; i++)
    {
      piece.sides[i] = get_side (piece.ends[i]);
      int *at = self->at[piece.sides[i]];
      at[at[0] < 0 ? 0 : 1] = (int) self->pieces->len;
    }
  g_array_append_val (self->pieces, piece);
}

/* The piece that goes on from a side, and its end there; FALSE where the line ends. */
static gboolean
find_next (const Pieces *self, int side, int *index, int *end)
{
  for (int i = 0; i < 2; i++)
    {
      const int candidate = self->at[side][i];

      if (candidate < 0)
        continue;
      const Piece *piece = &g_array_index (self->pieces, Piece, candidate);
      if (!piece->used)
        {
          *index = candidate;
          *end = piece->sides[0] == side ? 0 : 1;
          return TRUE;
        }
    }
  return FALSE;
}

/* Adds all that goes on from one end of a piece. */
static void
follow (Pieces *self, int index, int end, double height, GArray *segments)
{
  const double *from = g_array_index (self->pieces, Piece, index).ends[end];
  double last[3] = { 2 * from[0] - 1, 2 * from[1] - 1, height };

  do
    {
      Piece *piece = &g_array_index (self->pieces, Piece, index);
      const double *to = piece->ends[1 - end];
      const PlotSceneSegment segment = { { last[0], last[1], last[2] },
                                         { 2 * to[0] - 1, 2 * to[1] - 1, height } };

      g_array_append_val (segments, segment);
      memcpy (last, segment.to, sizeof last);
      piece->used = TRUE;
      if (!find_next (self, piece->sides[1 - end], &index, &end))
        return;
    }
  while (TRUE);
}

void
plot_scene_levels_add (const double *heights, double height, GArray *segments)
{
  g_autofree Pieces *pieces = g_new (Pieces, 1);
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (Piece));

  pieces->pieces = array;
  memset (pieces->at, -1, sizeof pieces->at);
  plot_contour_trace (heights, ROW, ROW, height, add_piece_cb, pieces);
  for (int i = 0; i < (int) array->len; i++)
    {
      int index = i, end = 0;

      if (g_array_index (array, Piece, i).used)
        continue;
      follow (pieces, index, end, height, segments);
      /* A line that is not closed also goes on the other way. */
      if (find_next (pieces, g_array_index (array, Piece, i).sides[0], &index, &end))
        follow (pieces, index, end, height, segments);
    }
}
