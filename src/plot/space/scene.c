/* The surface of the loss, its level lines, and the lines and points upon it. */
#include "plot/space/scene.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Relative losses above are cut off: what happens, happens below 1. */
#define GREATEST_TOP 1.4
#define LEAST_TOP 1.1
#define LEVEL_STEP 0.1
/* A common level this close to that of a saddle is left out. */
#define LEVEL_GAP 0.025
/* Losses are kept below, so that huge weights stay finite. */
#define HUGE_LOSS 1e9
#define ROUNDING 1e-9
#define NEXT 1e-6
/* Rows of a run looked at. */
#define MOST_ROWS 20000

#define AZIMUTH 28.0 /* from the diagonal */
#define ELEVATION 34.0

static double
get_loss (const PlotScene *self, const double w[2])
{
  const double loss = theory_plane_loss (&self->plane, w) / self->unit;

  return loss < HUGE_LOSS ? fmax (loss, 0) : HUGE_LOSS; /* not a number, too */
}

static double
to_height (const PlotScene *self, double loss)
{
  return PLOT_SCENE_HALF_HEIGHT * (2 * study_axis_map (&self->axis[2], loss) - 1);
}

static void
get_state (const PlotScene *self, double x, double y, double w[2])
{
  w[0] = study_axis_unmap (&self->axis[0], (x + 1) / 2);
  w[1] = study_axis_unmap (&self->axis[1], (y + 1) / 2);
}

/* The height of the surface, not cut off. */
static double
get_height (const PlotScene *self, double x, double y)
{
  double w[2];

  get_state (self, x, y, w);
  return to_height (self, get_loss (self, w));
}

gboolean
plot_scene_place (const PlotScene *self, const double w[2], double p[3])
{
  p[0] = 2 * study_axis_map (&self->axis[0], w[0]) - 1;
  p[1] = 2 * study_axis_map (&self->axis[1], w[1]) - 1;
  p[2] = to_height (self, get_loss (self, w));
  return fabs (p[0]) <= 1 + ROUNDING && fabs (p[1]) <= 1 + ROUNDING &&
         p[2] <= PLOT_SCENE_HALF_HEIGHT + ROUNDING;
}

/* Along the sight from p, the surface lies a t^2 + b t above it: the loss is quadratic. Three
 * heights tell a and b. */
gboolean
plot_scene_is_hidden (const PlotScene *self,
                      const PlotSceneProjection *projection,
                      const double p[3])
{
  double sight[3];

  if (!self->has_surface)
    return FALSE;
  plot_scene_projection_get_sight (projection, p, sight);
  if (fabs (sight[0]) + fabs (sight[1]) < 1e-6)
    return FALSE;
  const double here = get_height (self, p[0], p[1]);
  const double after = get_height (self, p[0] + sight[0], p[1] + sight[1]) - here - sight[2];
  const double before = get_height (self, p[0] - sight[0], p[1] - sight[1]) - here + sight[2];
  const double a = (after + before) / 2, b = (after - before) / 2;
  /* Where it begins above, p is seen from below, through the surface next to it, if any. */
  const double t = b >= 0 ? NEXT : a > 0 ? -b / a : INFINITY;
  return fabs (p[0] + t * sight[0]) <= 1 && fabs (p[1] + t * sight[1]) <= 1 &&
         p[2] + t * sight[2] <= PLOT_SCENE_HALF_HEIGHT;
}

static PlotSceneVertex
make_vertex (const PlotScene *self, double x, double y)
{
  const double width[2] = { self->axis[0].maximum - self->axis[0].minimum,
                            self->axis[1].maximum - self->axis[1].minimum };
  const double rise = PLOT_SCENE_HALF_HEIGHT / (self->axis[2].maximum - self->axis[2].minimum);
  PlotSceneVertex vertex = { { x, y, get_height (self, x, y) }, { 0, 0, 1 } };
  double w[2], residual[2], slope[2], length;

  get_state (self, x, y, w);
  theory_plane_residual (&self->plane, w, residual);
  for (int m = 0; m < 2; m++)
    slope[m] = -residual[m] / self->unit * width[m] * rise;
  length = sqrt (slope[0] * slope[0] + slope[1] * slope[1] + 1);
  if (isfinite (length))
    {
      vertex.normal[0] = -slope[0] / length;
      vertex.normal[1] = -slope[1] / length;
      vertex.normal[2] = 1 / length;
    }
  return vertex;
}

static void
add_vertices (PlotScene *self)
{
  for (int j = 0; j <= PLOT_SCENE_CELLS; j++)
    for (int i = 0; i <= PLOT_SCENE_CELLS; i++)
      {
        const PlotSceneVertex vertex =
            make_vertex (self, 2.0 * i / PLOT_SCENE_CELLS - 1, 2.0 * j / PLOT_SCENE_CELLS - 1);
        g_array_append_val (self->vertices, vertex);
      }
}

static const PlotSceneVertex *
get_vertex (const PlotScene *self, int index)
{
  return &g_array_index (self->vertices, PlotSceneVertex, index);
}

/* Where the edge between two vertices reaches a height that lies between theirs. */
static PlotSceneVertex
cross (const PlotSceneVertex *from, const PlotSceneVertex *to, double height)
{
  const double t = (height - from->position[2]) / (to->position[2] - from->position[2]);
  PlotSceneVertex result;

  for (int i = 0; i < 3; i++)
    {
      result.position[i] = from->position[i] + t * (to->position[i] - from->position[i]);
      result.normal[i] = from->normal[i] + t * (to->normal[i] - from->normal[i]);
    }
  result.position[2] = height;
  return result;
}

static gboolean
is_cut_off (const PlotSceneVertex *vertex)
{
  return vertex->position[2] > PLOT_SCENE_HALF_HEIGHT;
}

static int
add_vertex (PlotScene *self, const PlotSceneVertex *vertex)
{
  g_array_append_val (self->vertices, *vertex);
  return (int) self->vertices->len - 1;
}

/* The part of a cell that is not cut off. */
static void
add_face (PlotScene *self, const int corners[4])
{
  PlotSceneFace face = { (int) self->indices->len, 0 };

  for (int i = 0; i < 4; i++)
    {
      const PlotSceneVertex here = *get_vertex (self, corners[i]);
      const PlotSceneVertex next = *get_vertex (self, corners[(i + 1) % 4]);

      if (!is_cut_off (&here))
        g_array_append_val (self->indices, corners[i]);
      if (is_cut_off (&here) != is_cut_off (&next))
        {
          const PlotSceneVertex between = cross (&here, &next, PLOT_SCENE_HALF_HEIGHT);
          const int index = add_vertex (self, &between);
          g_array_append_val (self->indices, index);
        }
    }
  face.n = (int) self->indices->len - face.first;
  if (face.n >= 3)
    g_array_append_val (self->faces, face);
}

static void
add_segment (PlotScene *self, PlotSceneLine line, const double from[3], const double to[3])
{
  const PlotSceneSegment segment = { { from[0], from[1], from[2] }, { to[0], to[1], to[2] } };

  g_array_append_val (self->lines[line], segment);
}

typedef struct
{
  PlotSceneLine line;
  double loss;
} Level;

static GArray *
choose_levels (const PlotScene *self, const TheorySkeleton *skeleton)
{
  GArray *levels = g_array_new (FALSE, FALSE, sizeof (Level));
  const double top = self->axis[2].maximum;
  const Level edge = { PLOT_SCENE_EDGE, top };

  g_array_append_val (levels, edge);
  for (int m = 0; m < 2; m++)
    if (skeleton->points[THEORY_POINT_A + m].exists)
      {
        const Level level = { PLOT_SCENE_LEVEL_A + m,
                              skeleton->points[THEORY_POINT_A + m].loss / self->unit };
        g_array_append_val (levels, level);
      }
  for (int i = 1; i * LEVEL_STEP < top - LEVEL_GAP; i++)
    {
      const Level level = { PLOT_SCENE_LEVEL, i * LEVEL_STEP };
      gboolean close = FALSE;

      for (guint k = 0; k < levels->len; k++)
        {
          const Level *other = &g_array_index (levels, Level, k);
          close = close ||
                  (other->line != PLOT_SCENE_LEVEL && fabs (other->loss - level.loss) < LEVEL_GAP);
        }
      if (!close)
        g_array_append_val (levels, level);
    }
  return levels;
}

static void
add_faces (PlotScene *self)
{
  const int row = PLOT_SCENE_CELLS + 1;

  for (int j = 0; j < PLOT_SCENE_CELLS; j++)
    for (int i = 0; i < PLOT_SCENE_CELLS; i++)
      {
        const int first = j * row + i;

        add_face (self, (const int[4]){ first, first + 1, first + row + 1, first + row });
      }
}

/* Before add_faces(): vertices are those of the grid, and no more. */
static void
add_levels (PlotScene *self, const TheorySkeleton *skeleton)
{
  g_autoptr (GArray) levels = choose_levels (self, skeleton);
  g_autofree double *heights = g_new (double, self->vertices->len);

  for (guint i = 0; i < self->vertices->len; i++)
    heights[i] = get_vertex (self, (int) i)->position[2];
  for (guint k = 0; k < levels->len; k++)
    {
      const Level *level = &g_array_index (levels, Level, k);
      plot_scene_levels_add (heights, to_height (self, level->loss), self->lines[level->line]);
    }
}

/* A straight stretch of the plane, laid upon the surface in pieces of half a cell. */
static void
add_stretch (PlotScene *self, PlotSceneLine line, const double from[2], const double to[2])
{
  double last[3], next[3];
  gboolean inside = plot_scene_place (self, from, last);

  plot_scene_place (self, to, next);
  const double length = fmax (fabs (next[0] - last[0]), fabs (next[1] - last[1]));
  const int n = (int) CLAMP (ceil (length * PLOT_SCENE_CELLS), 1, 4 * PLOT_SCENE_CELLS);
  for (int i = 1; i <= n; i++)
    {
      const double t = (double) i / n;
      const double w[2] = { from[0] * (1 - t) + to[0] * t, from[1] * (1 - t) + to[1] * t };
      const gboolean next_inside = plot_scene_place (self, w, next);

      if (inside && next_inside)
        add_segment (self, line, last, next);
      inside = next_inside;
      for (int k = 0; k < 3; k++)
        last[k] = next[k];
    }
}

static void
add_borders (PlotScene *self)
{
  const double x[2] = { self->axis[0].minimum, self->axis[0].maximum };
  const double y[2] = { self->axis[1].minimum, self->axis[1].maximum };
  const double corners[5][2] = {
    { x[0], y[0] }, { x[1], y[0] }, { x[1], y[1] }, { x[0], y[1] }, { x[0], y[0] }
  };

  for (int i = 0; i < 4; i++)
    add_stretch (self, PLOT_SCENE_EDGE, corners[i], corners[i + 1]);
}

static void
add_manifolds (PlotScene *self, const TheorySkeleton *skeleton)
{
  for (guint i = 0; i < skeleton->manifolds->len; i++)
    {
      const TheoryManifold *manifold = &g_array_index (skeleton->manifolds, TheoryManifold, i);

      /* Those that lead into a saddle are the axes, which the level lines and the box show. */
      for (int k = 1; !manifold->stable && k < manifold->curve.n; k++)
        add_stretch (self, PLOT_SCENE_MANIFOLD, manifold->curve.xy[k - 1], manifold->curve.xy[k]);
    }
}

static PlotScenePoint
make_point (const PlotScene *self, const double w[2])
{
  PlotScenePoint point;

  point.exists = plot_scene_place (self, w, point.position);
  return point;
}

static void
add_orbits (PlotScene *self, const PlotPortrait *portrait)
{
  for (guint i = 0; portrait->orbits != NULL && i < portrait->orbits->len; i++)
    {
      const TheoryOrbit *orbit = g_ptr_array_index (portrait->orbits, i);
      const TheoryOrbitPoint *points = &g_array_index (orbit->points, TheoryOrbitPoint, 0);
      const PlotSceneLine line =
          (int) i == portrait->selected ? PLOT_SCENE_SELECTED : PLOT_SCENE_ORBIT;
      const PlotScenePoint start = make_point (self, points[0].w);

      g_array_append_val (self->starts, start);
      for (guint k = 1; k < orbit->points->len; k++)
        add_stretch (self, line, points[k - 1].w, points[k].w);
    }
}

/* The run between two epochs. */
static void
add_run (PlotScene *self, const ModelSnapshot *snapshot, PlotSceneLine line, double from, double to)
{
  const ModelHistoryView *history = snapshot->history;
  const gsize first = model_history_view_find (history, from);
  const gsize last = model_history_view_find (history, to);
  const gsize stride = (last - first) / MOST_ROWS + 1;
  const double near[2] = { (self->axis[0].maximum - self->axis[0].minimum) / 1000,
                           (self->axis[1].maximum - self->axis[1].minimum) / 1000 };
  ModelHistoryRow before = model_history_view_at (history, from);

  for (gsize i = first + 1; i <= last; i += stride)
    {
      const ModelHistoryRow row = *model_history_view_row (history, i);

      if (fabs (row.weight[0] - before.weight[0]) < near[0] &&
          fabs (row.weight[1] - before.weight[1]) < near[1])
        continue;
      add_stretch (self, line, before.weight, row.weight);
      before = row;
    }
  const ModelHistoryRow end = model_history_view_at (history, to);
  add_stretch (self, line, before.weight, end.weight);
}

static void
add_snapshot (PlotScene *self, const PlotPortrait *portrait)
{
  const ModelSnapshot *snapshot = portrait->snapshot;

  if (snapshot == NULL)
    return;
  const double end = model_snapshot_last_epoch (snapshot);
  const double now = fmin (portrait->playhead, end);
  add_run (self, snapshot, PLOT_SCENE_PAST, 0, now);
  if (now < end)
    add_run (self, snapshot, PLOT_SCENE_AHEAD, now, end);
  self->now = make_point (self, model_history_view_at (snapshot->history, now).weight);
}

/* As high as the surface goes, within bounds. */
static double
choose_top (const PlotScene *self)
{
  double top = LEAST_TOP;

  /* A convex function is largest at a corner. */
  for (int i = 0; i < 4; i++)
    {
      const double w[2] = { i & 1 ? self->axis[0].maximum : self->axis[0].minimum,
                            i & 2 ? self->axis[1].maximum : self->axis[1].minimum };
      top = fmax (top, get_loss (self, w));
    }
  return fmin (top, GREATEST_TOP);
}

/* Before the corner that M_* points to, so that the run comes down towards the eye. */
static void
choose_camera (PlotScene *self, const TheorySkeleton *skeleton)
{
  const double *w = skeleton->points[THEORY_POINT_SOLUTION].w;

  self->camera.azimuth =
      remainder (atan2 (w[1] < 0 ? -1 : 1, w[0] < 0 ? -1 : 1) * 180 / G_PI - AZIMUTH, 360);
}

PlotScene *
plot_scene_new_empty (void)
{
  PlotScene *self = g_new0 (PlotScene, 1);

  self->camera = (PlotSceneCamera){ 45 - AZIMUTH, ELEVATION, 1, FALSE };
  self->vertices = g_array_new (FALSE, FALSE, sizeof (PlotSceneVertex));
  self->indices = g_array_new (FALSE, FALSE, sizeof (int));
  self->faces = g_array_new (FALSE, FALSE, sizeof (PlotSceneFace));
  self->starts = g_array_new (FALSE, FALSE, sizeof (PlotScenePoint));
  self->dots = g_array_new (FALSE, FALSE, sizeof (PlotSceneDot));
  for (int i = 0; i < PLOT_SCENE_N_LINES; i++)
    self->lines[i] = g_array_new (FALSE, FALSE, sizeof (PlotSceneSegment));
  return self;
}

PlotScene *
plot_scene_new (const PlotPortrait *portrait)
{
  g_return_val_if_fail (portrait != NULL, NULL);

  PlotScene *self = plot_scene_new_empty ();
  const TheorySkeleton *skeleton = portrait->skeleton;

  self->title = _ ("Loss over the weights");
  self->names[0] = "W_A";
  self->names[1] = "W_B";
  self->names[2] = "$L$ / L(\\M_0)"; /* relative to that of W = 0 */
  self->note = plot_portrait_get_note (portrait);
  self->hide_title = portrait->hide_title;
  self->axis[0] = portrait->x;
  self->axis[1] = portrait->y;
  self->axis[2] = (StudyAxis){ 0, LEAST_TOP, FALSE };
  if (skeleton == NULL)
    return self;
  self->has_surface = TRUE;
  self->plane = skeleton->plane;
  self->unit = self->plane.loss_origin > 0 ? self->plane.loss_origin : 1;
  self->axis[2].maximum = choose_top (self);
  choose_camera (self, skeleton);
  add_vertices (self);
  add_levels (self, skeleton);
  add_faces (self);
  add_borders (self);
  add_manifolds (self, skeleton);
  add_orbits (self, portrait);
  add_snapshot (self, portrait);
  for (int i = 0; i < THEORY_N_POINTS; i++)
    if (skeleton->points[i].exists)
      self->points[i] = make_point (self, skeleton->points[i].w);
  if (!isnan (portrait->hover[0]))
    self->hover = make_point (self, portrait->hover);
  return self;
}

void
plot_scene_free (PlotScene *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->vertices);
  g_array_unref (self->indices);
  g_array_unref (self->faces);
  g_array_unref (self->starts);
  g_array_unref (self->dots);
  for (int i = 0; i < PLOT_SCENE_N_LINES; i++)
    g_array_unref (self->lines[i]);
  g_free (self);
}
