/* The box around a scene. */
#include "plot/space/scene_axes.h"

#include "plot/draw/label.h"

#include <math.h>

/* Sizes in font sizes. */
#define TICK_LENGTH 0.4
#define TICK_GAP 0.35
#define NAME_GAP 2.1
#define SIDE_NAME_GAP 1.5 /* more where it is beside the tick labels, not below */
#define TICK_PITCH 3.4
#define LOSS_PITCH 2.6
/* Shorter edges go without a name. */
#define LEAST_EDGE 3.0
/* Of the place that a label takes from those of the surface. */
#define LABEL_RADIUS 0.6

typedef struct
{
  cairo_t *cr;
  const PlotScene *scene;
  const PlotSceneProjection *projection;
  const PlotTheme *theme;
  double em;
  double back[2];        /* the corner farthest from the eye: -1 or 1 */
  PlotPlacement *places; /* that the labels take, or NULL to draw them */
} Box;

static void
add_line (const Box *box, const double from[3], const double to[3])
{
  double a[2], b[2];

  plot_scene_projection_place (box->projection, from, a);
  plot_scene_projection_place (box->projection, to, b);
  cairo_move_to (box->cr, a[0], a[1]);
  cairo_line_to (box->cr, b[0], b[1]);
}

/* An edge with ticks: from its least value to its greatest. */
typedef struct
{
  int axis;
  double from[3], to[3];
} Edge;

static void
get_place (const Edge *edge, double fraction, double p[3])
{
  for (int i = 0; i < 3; i++)
    p[i] = edge->from[i] + fraction * (edge->to[i] - edge->from[i]);
}

/* A tick's line over the two planes behind that it crosses; on the walls only heights have one. */
static void
add_grid_line (const Box *box, int axis, double at)
{
  const double low = -PLOT_SCENE_HALF_HEIGHT;

  if (axis == 0)
    add_line (box, (double[3]){ at, -1, low }, (double[3]){ at, 1, low });
  else if (axis == 1)
    add_line (box, (double[3]){ -1, at, low }, (double[3]){ 1, at, low });
  else
    {
      add_line (box, (double[3]){ box->back[0], -1, at }, (double[3]){ box->back[0], 1, at });
      add_line (box, (double[3]){ -1, box->back[1], at }, (double[3]){ 1, box->back[1], at });
    }
}

/* The outline of the three planes behind. */
static void
add_outline (const Box *box)
{
  const double h = PLOT_SCENE_HALF_HEIGHT, x = box->back[0], y = box->back[1];

  for (int side = -1; side <= 1; side += 2)
    {
      add_line (box, (double[3]){ side, -1, -h }, (double[3]){ side, 1, -h });
      add_line (box, (double[3]){ -1, side, -h }, (double[3]){ 1, side, -h });
    }
  add_line (box, (double[3]){ x, y, -h }, (double[3]){ x, y, h });
  add_line (box, (double[3]){ -x, y, -h }, (double[3]){ -x, y, h });
  add_line (box, (double[3]){ x, -y, -h }, (double[3]){ x, -y, h });
  add_line (box, (double[3]){ x, -1, h }, (double[3]){ x, 1, h });
  add_line (box, (double[3]){ -1, y, h }, (double[3]){ 1, y, h });
}

/* W_A and W_B stand at the floor's near edges, the loss at the left one of the upright edges that
 * the box's outline has. */
static Edge
choose_edge (const Box *box, int axis)
{
  const double h = PLOT_SCENE_HALF_HEIGHT, x = box->back[0], y = box->back[1];
  double left[2], right[2];

  if (axis == 0)
    return (Edge){ axis, { -1, -y, -h }, { 1, -y, -h } };
  if (axis == 1)
    return (Edge){ axis, { -x, -1, -h }, { -x, 1, -h } };
  plot_scene_projection_place (box->projection, (double[3]){ -x, y, -h }, left);
  plot_scene_projection_place (box->projection, (double[3]){ x, -y, -h }, right);
  if (left[0] < right[0])
    return (Edge){ axis, { -x, y, -h }, { -x, y, h } };
  return (Edge){ axis, { x, -y, -h }, { x, -y, h } };
}

/* The length of an edge on the page, and the direction away from the box; FALSE without one. */
static gboolean
measure_edge (const Box *box, const Edge *edge, double *length, double away[2])
{
  double from[2], to[2], middle[2];

  plot_scene_projection_place (box->projection, edge->from, from);
  plot_scene_projection_place (box->projection, edge->to, to);
  plot_scene_projection_place (box->projection, (double[3]){ 0, 0, 0 }, middle);
  *length = hypot (to[0] - from[0], to[1] - from[1]);
  if (*length < LEAST_EDGE * box->em)
    return FALSE;
  away[0] = (to[1] - from[1]) / *length;
  away[1] = -(to[0] - from[0]) / *length;
  if (away[0] * (from[0] - middle[0]) + away[1] * (from[1] - middle[1]) < 0)
    {
      away[0] = -away[0];
      away[1] = -away[1];
    }
  return TRUE;
}

/* Beside a place on the page, the nearest side of the label's box towards it. */
static void
draw_label (const Box *box, const char *text, const double at[2], const double away[2], double gap)
{
  const double em = box->em;

  if (box->places != NULL)
    {
      const double reach = (gap + LABEL_RADIUS) * em;
      plot_placement_take_square (box->places, at[0] + reach * away[0], at[1] + reach * away[1],
                                  LABEL_RADIUS * em);
      return;
    }
  plot_label_draw (box->cr, text, at[0] + gap * em * away[0], at[1] + gap * em * away[1],
                   (1 - away[0]) / 2, (1 - away[1]) / 2, em, FALSE, &box->theme->muted, box->theme);
}

static void
draw_tick (const Box *box, const double at[2], const double away[2])
{
  if (box->places != NULL)
    return;
  plot_theme_set_source (box->cr, &box->theme->muted);
  cairo_move_to (box->cr, at[0], at[1]);
  cairo_line_to (box->cr, at[0] + TICK_LENGTH * box->em * away[0],
                 at[1] + TICK_LENGTH * box->em * away[1]);
  cairo_stroke (box->cr);
}

static void
draw_edge (const Box *box, const Edge *edge)
{
  const char *name = box->scene->names[edge->axis];
  const StudyAxis *axis = &box->scene->axis[edge->axis];
  StudyTick ticks[STUDY_AXIS_MAX_TICKS];
  double length, away[2], p[3], at[2];

  if (!measure_edge (box, edge, &length, away))
    return;
  const int most = (int) (length / ((edge->axis == 2 ? LOSS_PITCH : TICK_PITCH) * box->em));
  const int n = study_axis_ticks_at_least_two (axis, CLAMP (most, 1, 6), ticks);
  for (int i = 0; i < n; i++)
    {
      get_place (edge, study_axis_map (axis, ticks[i].value), p);
      plot_scene_projection_place (box->projection, p, at);
      draw_tick (box, at, away);
      draw_label (box, ticks[i].text, at, away, TICK_LENGTH + TICK_GAP);
    }
  get_place (edge, edge->axis == 2 ? 1 : 0.5, p);
  plot_scene_projection_place (box->projection, p, at);
  if (edge->axis == 2)
    draw_label (box, name, at, (double[2]){ 0, -1 }, TICK_GAP);
  else
    draw_label (box, name, at, away, NAME_GAP + SIDE_NAME_GAP * fabs (away[0]));
}

static void
draw_grid (const Box *box)
{
  StudyTick ticks[STUDY_AXIS_MAX_TICKS];

  for (int axis = 0; axis < 3; axis++)
    {
      const Edge edge = choose_edge (box, axis);
      const int n = study_axis_ticks (&box->scene->axis[axis], 6, ticks);

      for (int i = 0; i < n; i++)
        {
          double p[3];

          get_place (&edge, study_axis_map (&box->scene->axis[axis], ticks[i].value), p);
          add_grid_line (box, axis, p[axis]);
        }
    }
  add_outline (box);
  plot_theme_set_source (box->cr, &box->theme->grid);
  cairo_stroke (box->cr);
}

static Box
make_box (cairo_t *cr,
          const PlotScene *scene,
          const PlotSceneProjection *projection,
          PlotPlacement *places,
          const PlotTheme *theme)
{
  const double azimuth = scene->camera.azimuth * G_PI / 180;

  return (Box){ cr,
                scene,
                projection,
                theme,
                theme->font_size,
                { cos (azimuth) > 0 ? -1 : 1, sin (azimuth) > 0 ? -1 : 1 },
                places };
}

static void
draw_edges (const Box *box)
{
  for (int axis = 0; axis < 3; axis++)
    {
      const Edge edge = choose_edge (box, axis);
      draw_edge (box, &edge);
    }
}

void
plot_scene_axes_draw (cairo_t *cr,
                      const PlotScene *scene,
                      const PlotSceneProjection *projection,
                      const PlotTheme *theme)
{
  const Box box = make_box (cr, scene, projection, NULL, theme);

  cairo_save (cr);
  cairo_set_line_width (cr, fmax (theme->pixel, 0.07 * theme->font_size));
  draw_grid (&box);
  draw_edges (&box);
  cairo_restore (cr);
}

void
plot_scene_axes_take (const PlotScene *scene,
                      const PlotSceneProjection *projection,
                      PlotPlacement *places,
                      const PlotTheme *theme)
{
  const Box box = make_box (NULL, scene, projection, places, theme);

  draw_edges (&box);
}
