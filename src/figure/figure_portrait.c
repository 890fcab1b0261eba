/* Figures 2c and 2d, portraits of deep networks and of any experiment, and which modality is
 * learned first. */
#include "figure/figure.h"
#include "figure/figure_entry.h"
#include "num/number.h"
#include "plot/plane/learned_first.h"
#include "plot/space/scene_cairo.h"
#include "theory/prediction.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SIZE 85 /* mm */
/* Places along either axis at which a file has the surface. */
#define GROUND 41

typedef struct
{
  int depth, fusion;
  ModelInit init;
  double init_scale;
  const char *letter, *title; /* NULL: what the experiment is */
} Setting;

static const Setting early = { 2, 1, MODEL_INIT_PLAIN, 1e-9, "c", N_ ("Early fusion, $L$ = 2") };
static const Setting late = { 2, 2, MODEL_INIT_PLAIN, 1e-9, "d", N_ ("Late fusion, $L$ = 2") };
static const Setting deep[] = { { 4, 1, MODEL_INIT_RANDOM, 0.1 },
                                { 4, 2, MODEL_INIT_RANDOM, 0.1 },
                                { 4, 3, MODEL_INIT_RANDOM, 0.1 },
                                { 4, 4, MODEL_INIT_RANDOM, 0.1 } };

static void
configure (const Figure *self, int run, ModelExperiment *experiment)
{
  const Setting *setting = self->setting;

  model_experiment_set (experiment, MODEL_DEPTH, setting->depth, NULL);
  model_experiment_set (experiment, MODEL_FUSION, setting->fusion, NULL);
  model_experiment_set (experiment, MODEL_INIT, setting->init, NULL);
  model_experiment_set (experiment, MODEL_INIT_SCALE, setting->init_scale, NULL);
}

/* The plane of the data that are trained on, which theory speaks of. */
static gboolean
init_plane (const FigureData *data, TheoryPlane *plane, TheoryNetwork *network)
{
  g_autoptr (TheoryPrediction) prediction =
      data->snapshots[0] != NULL ? theory_prediction_new_for_run (data->snapshots[0])
                                 : theory_prediction_new (&data->experiments[0], 0, NULL);

  if (prediction == NULL)
    return FALSE;
  *network = prediction->network;
  theory_plane_init (plane, prediction->moments, network);
  return TRUE;
}

static TheorySkeleton *
new_skeleton (const FigureData *data)
{
  TheoryPlane plane;
  TheoryNetwork network;

  if (!init_plane (data, &plane, &network))
    return NULL;
  return theory_skeleton_new (&plane, plot_portrait_bound (&plane));
}

/* The legs M_0 to the first saddle, and from there to M_*, where there is such a saddle. */
static void
get_travel (const FigureData *data, const TheorySkeleton *skeleton, PlotPortrait *portrait)
{
  const StudyMarks *marks = &data->marks[0];
  const int first = marks->first;

  if (first < 0 || !skeleton->points[THEORY_POINT_A + first].exists)
    return;
  portrait->first = first;
  portrait->travel[0] = marks->t_theory[first];
  portrait->travel[1] = marks->t_theory[1 - first] - marks->t_theory[first];
}

static PlotArea
draw_head (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const Setting *setting = data->figure->setting;
  g_autofree char *title = figure_make_title (&data->experiments[0]);

  if (setting != NULL && setting->title != NULL)
    return figure_draw_head (cr, area, setting->letter, _ (setting->title), theme);
  return figure_draw_head (cr, area, NULL, title, theme);
}

static void
init_portrait (PlotPortrait *portrait, const FigureData *data, const TheorySkeleton *skeleton)
{
  plot_portrait_init (portrait);
  portrait->skeleton = skeleton;
  portrait->snapshot = data->snapshots[0];
  portrait->playhead = data->view.playhead;
  portrait->ghost = data->compared_runs != NULL ? data->compared_runs->unkicked : NULL;
  if (skeleton != NULL)
    get_travel (data, skeleton, portrait);
  portrait->hide_nullclines = data->view.hide_nullclines;
  portrait->hide_manifolds = data->view.hide_manifolds;
  plot_portrait_fit (portrait);
}

/* The trajectories beside the run. */
static GPtrArray *
follow_orbits (const FigureData *data, const TheorySkeleton *skeleton)
{
  const StudyCompared *compared = figure_data_get_compared (data);
  GPtrArray *orbits = g_ptr_array_new_with_free_func ((GDestroyNotify) theory_orbit_free);

  for (int i = 0; skeleton != NULL && i < compared->n_orbits; i++)
    g_ptr_array_add (orbits, plot_portrait_follow (&skeleton->plane, &compared->orbits[i],
                                                   plot_portrait_bound (&skeleton->plane)));
  return orbits;
}

static void
draw_panel (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const StudyView *view = &data->view;
  g_autoptr (TheorySkeleton) skeleton = new_skeleton (data);
  g_autoptr (GPtrArray) orbits = follow_orbits (data, skeleton);
  PlotPortrait portrait;

  init_portrait (&portrait, data, skeleton);
  portrait.orbits = orbits;
  plot_portrait_narrow (&portrait, view);
  plot_portrait_draw (cr, area, &portrait, theme);
}

static void
draw_surface (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const StudyView *view = &data->view;
  g_autoptr (TheorySkeleton) skeleton = new_skeleton (data);
  g_autoptr (GPtrArray) orbits = follow_orbits (data, skeleton);
  g_autoptr (PlotScene) scene = NULL;
  PlotPortrait portrait;

  init_portrait (&portrait, data, skeleton);
  portrait.orbits = orbits;
  scene = plot_scene_new (&portrait);
  if (study_view_has_camera (view))
    plot_scene_camera_place (&scene->camera, view->camera);
  plot_scene_draw (cr, area, scene, theme);
}

static void
draw_portrait (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const PlotArea rest = draw_head (cr, area, data, theme);

  draw_panel (cr, &rest, data, theme);
}

/* The table that is being written. */
typedef struct
{
  GString *out;
  const TheoryPlane *plane;
  gboolean with_loss; /* of the plane's network, as the surface is high */
} Table;

/* One row of it: "nullcline_a,0,,0.5,0.25"; epochs are told of runs and ways. */
static void
write_row (const Table *table, const char *curve, int piece, double epoch, const double w[2])
{
  char text[4][NUM_NUMBER_SIZE];

  g_string_append_printf (table->out, "%s,%d,%s,%s,%s", curve, piece,
                          isnan (epoch) ? "" : num_number_format (epoch, text[0]),
                          num_number_format (w[0], text[1]), num_number_format (w[1], text[2]));
  if (table->with_loss)
    g_string_append_printf (table->out, ",%s",
                            num_number_format (theory_plane_loss (table->plane, w), text[3]));
  g_string_append_c (table->out, '\n');
}

static void
write_curve (const Table *table, const char *name, int piece, const TheoryCurve *curve)
{
  for (int i = 0; i < curve->n; i++)
    write_row (table, name, piece, NAN, curve->xy[i]);
}

static const char *const point_names[THEORY_N_POINTS] = { "m_0", "m_a", "m_b", "m_star" };

static void
write_skeleton (const Table *table, const TheorySkeleton *skeleton)
{
  static const char *const nullclines[2] = { "nullcline_a", "nullcline_b" };

  for (int i = 0; i < THEORY_N_POINTS; i++)
    if (skeleton->points[i].exists)
      write_row (table, point_names[i], 0, NAN, skeleton->points[i].w);
  for (int m = 0; m < 2; m++)
    for (guint i = 0; i < skeleton->nullclines[m]->len; i++)
      write_curve (table, nullclines[m], i,
                   &g_array_index (skeleton->nullclines[m], TheoryCurve, i));
  for (guint i = 0; i < skeleton->manifolds->len; i++)
    {
      const TheoryManifold *manifold = &g_array_index (skeleton->manifolds, TheoryManifold, i);
      g_autofree char *name = g_strdup_printf ("%s_%s", manifold->stable ? "stable" : "unstable",
                                               point_names[manifold->point]);

      write_curve (table, name, i, &manifold->curve);
    }
}

/* "# m_a: eigenvalues -8, 1.5 / tau", and how long theory lets the legs of the way take. */
static void
write_notes (const TheorySkeleton *skeleton, const PlotPortrait *portrait, GString *out)
{
  const char *legs[2][2] = { { "m_0", point_names[THEORY_POINT_A + portrait->first] },
                             { point_names[THEORY_POINT_A + portrait->first], "m_star" } };

  for (int i = 0; i < THEORY_N_POINTS; i++)
    if (skeleton->points[i].exists && skeleton->points[i].has_eigenvalues)
      {
        char text[2][NUM_NUMBER_SIZE];

        g_string_append_printf (out, "# %s: eigenvalues %s, %s / tau\n", point_names[i],
                                num_number_format (skeleton->points[i].eigenvalue[0], text[0]),
                                num_number_format (skeleton->points[i].eigenvalue[1], text[1]));
      }
  for (int leg = 0; leg < 2; leg++)
    if (!isnan (portrait->travel[leg]))
      {
        char text[NUM_NUMBER_SIZE];

        g_string_append_printf (out, "# %s to %s: theory %s%s\n", legs[leg][0], legs[leg][1],
                                isinf (portrait->travel[leg])
                                    ? "never"
                                    : num_number_format (portrait->travel[leg], text),
                                isinf (portrait->travel[leg]) ? "" : " epochs");
      }
}

static void
write_history (const Table *table, const char *name, const ModelHistoryView *history)
{
  for (gsize i = 0; i < model_history_view_length (history); i++)
    {
      const ModelHistoryRow *row = model_history_view_row (history, i);

      write_row (table, name, 0, row->epoch, row->weight);
    }
}

/* Picked trajectories; against time, epochs are negative. */
static void
write_orbits (const Table *table, const PlotPortrait *portrait, double learning_rate)
{
  for (guint i = 0; i < portrait->orbits->len; i++)
    {
      const TheoryOrbit *orbit = g_ptr_array_index (portrait->orbits, i);

      for (guint k = 0; k < orbit->points->len; k++)
        {
          const TheoryOrbitPoint *point = &g_array_index (orbit->points, TheoryOrbitPoint, k);

          write_row (table, "trajectory", i, point->time / learning_rate, point->w);
        }
    }
}

/* The surface, in rows of equal W_B. */
static void
write_ground (const Table *table, const PlotPortrait *portrait)
{
  for (int i = 0; i < GROUND; i++)
    for (int j = 0; j < GROUND; j++)
      {
        const double w[2] = { study_axis_unmap (&portrait->x, j / (GROUND - 1.0)),
                              study_axis_unmap (&portrait->y, i / (GROUND - 1.0)) };

        write_row (table, "surface", i, NAN, w);
      }
}

/* All that is drawn in the plane, and theory's way through it. */
static void
write_plane (const FigureData *data, gboolean surface, GString *out)
{
  const ModelSnapshot *run = data->snapshots[0];
  g_autoptr (TheorySkeleton) skeleton = new_skeleton (data);
  g_autoptr (GPtrArray) orbits = follow_orbits (data, skeleton);
  PlotPortrait portrait;

  if (skeleton == NULL)
    return;
  const Table table = { out, &skeleton->plane, surface };

  init_portrait (&portrait, data, skeleton);
  portrait.orbits = orbits;
  write_notes (skeleton, &portrait, out);
  g_string_append_printf (out, "curve,piece,epoch,w_a,w_b%s\n", surface ? ",loss" : "");
  write_skeleton (&table, skeleton);
  if (surface)
    write_ground (&table, &portrait);
  write_orbits (&table, &portrait, run->learning_rate);
  if (data->marks[0].curve != NULL)
    write_history (&table, "theory", data->marks[0].curve);
  if (portrait.ghost != NULL)
    write_history (&table, "ghost", portrait.ghost->history);
  write_history (&table, "run", run->history);
}

static void
write_portrait (const FigureData *data, GString *out)
{
  write_plane (data, FALSE, out);
}

static void
write_surface (const FigureData *data, GString *out)
{
  write_plane (data, TRUE, out);
}

static gboolean
init_first (const FigureData *data, PlotLearnedFirst *first)
{
  TheoryPlane plane;
  TheoryNetwork network;

  if (!init_plane (data, &plane, &network))
    return FALSE;
  plot_learned_first_init (first, &plane, network.init_scale,
                           model_experiment_get_int (&data->experiments[0], MODEL_INIT) ==
                               MODEL_INIT_BALANCED);
  return TRUE;
}

static void
draw_first_panel (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  g_auto (PlotLearnedFirst) first = { NULL };

  if (init_first (data, &first))
    plot_learned_first_draw (cr, area, &first, theme);
}

static void
draw_first (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const PlotArea rest = draw_head (cr, area, data, theme);

  draw_first_panel (cr, &rest, data, theme);
}

/* The boundary: above it B is learned first. */
static void
write_first (const FigureData *data, GString *out)
{
  const int n = 100;
  g_auto (PlotLearnedFirst) first = { NULL };

  g_string_append (out, "u_a,u_b\n");
  if (!init_first (data, &first))
    return;
  for (int i = 0; i <= n; i++)
    {
      double values[2] = { study_axis_unmap (&first.axis, (double) i / n) };

      if (plot_learned_first_get_boundary (&first, values[0], &values[1]))
        figure_write_row (out, values, 2);
    }
}

#define PORTRAIT(NAME, TITLE, SETTING, ...)                                                        \
  {                                                                                                \
    .name = NAME, .title = TITLE, .width = SIZE, .height = SIZE, .setting = SETTING, .n_runs = 1,  \
    .trains = TRUE, .configure = configure, .draw = draw_portrait, .checks = { __VA_ARGS__ },      \
    .write_csv = write_portrait,                                                                   \
  }
#define ANY(NAME, TITLE, TRAINS, DRAW, DRAW_PANEL, WRITE)                                          \
  {                                                                                                \
    .name = NAME, .title = TITLE, .width = SIZE, .height = SIZE, .n_runs = 1, .trains = TRAINS,    \
    .takes_experiment = TRUE, .draw = DRAW, .draw_panel = DRAW_PANEL, .write_csv = WRITE,          \
  }

const Figure figure_portrait_early = PORTRAIT ("2c",
                                               N_ ("Early fusion: phase portrait"),
                                               &early,
                                               { FIGURE_CHECK_RATIO, 1, 1.3 },
                                               { FIGURE_CHECK_SADDLES, 0, 0 });
const Figure figure_portrait_late = PORTRAIT ("2d",
                                              N_ ("Late fusion: phase portrait"),
                                              &late,
                                              { FIGURE_CHECK_FIRST, 0, 0 },
                                              { FIGURE_CHECK_PLATEAU_WEIGHT, 0.97, 1.03 },
                                              { FIGURE_CHECK_SADDLES, 2, 2 });
const Figure figure_portrait_deep_1 = PORTRAIT ("portrait-1",
                                                N_ ("Phase portrait, depth 4, fusion layer 1"),
                                                &deep[0],
                                                { FIGURE_CHECK_RATIO, 1, 1.1 },
                                                { FIGURE_CHECK_TIMES, 0, 0.04 });
const Figure figure_portrait_deep_2 = PORTRAIT ("portrait-2",
                                                N_ ("Phase portrait, depth 4, fusion layer 2"),
                                                &deep[1],
                                                { FIGURE_CHECK_RATIO, 1, 1.3 },
                                                { FIGURE_CHECK_TIMES, 0, 0.04 });
const Figure figure_portrait_deep_3 = PORTRAIT ("portrait-3",
                                                N_ ("Phase portrait, depth 4, fusion layer 3"),
                                                &deep[2],
                                                { FIGURE_CHECK_RATIO, 1.2, 2 },
                                                { FIGURE_CHECK_TIMES, 0, 0.04 });
const Figure figure_portrait_deep_4 = PORTRAIT ("portrait-4",
                                                N_ ("Phase portrait, depth 4, fusion layer 4"),
                                                &deep[3],
                                                { FIGURE_CHECK_RATIO, 2.8, 5.2 },
                                                { FIGURE_CHECK_TIMES, 0, 0.04 });
const Figure figure_portrait =
    ANY ("portrait", N_ ("Phase portrait"), TRUE, draw_portrait, draw_panel, write_portrait);
const Figure figure_surface =
    ANY ("surface", N_ ("Loss over the weights"), TRUE, draw_surface, draw_surface, write_surface);
const Figure figure_first = ANY ("first",
                                 N_ ("Which modality is learned first, over initial norms"),
                                 FALSE,
                                 draw_first,
                                 draw_first_panel,
                                 write_first);
