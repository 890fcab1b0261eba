/* The maps for the network of an experiment, as far as they are looked at, and the place of its
 * data there. */
#include "figure/figure_theory_map.h"

#include "figure/figure_entry.h"
#include "plot/plane/regions.h"
#include "theory/init_scale.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const PlotTheoryMapKind kinds[PLOT_N_THEORY_MAPS] = { PLOT_THEORY_MAP_RATIO,
                                                             PLOT_THEORY_MAP_CREDIT,
                                                             PLOT_THEORY_MAP_PREFERENCE };

/* The part that is looked at; values only where they mean something. */
typedef struct
{
  PlotTheoryMapPicture picture;
  double values[PLOT_THEORY_MAP_ROWS * PLOT_THEORY_MAP_COLUMNS];
} Content;

/* What does not depend on where one looks. */
static gpointer
compute (const FigureData *data)
{
  const ModelExperiment *experiment = &data->experiments[0];
  g_autoptr (ModelMoments) moments = model_moments_compute (experiment, NULL);
  PlotTheoryMap *self = g_new0 (PlotTheoryMap, 1);

  plot_theory_map_init (self, *(const PlotTheoryMapKind *) data->figure->setting, experiment,
                        moments != NULL ? theory_init_scale_compute (experiment, moments)
                                        : model_experiment_get (experiment, MODEL_INIT_SCALE));
  return self;
}

static Content *
new_content (const FigureData *data)
{
  const ModelExperiment *experiment = &data->experiments[0];
  PlotTheoryMap map = *(const PlotTheoryMap *) data->content;
  Content *self = g_new0 (Content, 1);
  PlotTheoryMapPicture *picture = &self->picture;

  plot_theory_map_picture_init (picture, map.kind);
  study_view_narrow (&data->view, plot_theory_map_get_plane (map.kind), map.axes);
  picture->axes[0] = map.axes[0];
  picture->axes[1] = map.axes[1];
  picture->rho = model_experiment_get (experiment, MODEL_RHO);
  plot_theory_map_get_point (map.kind, experiment, picture->point);
  if (map.kind == PLOT_THEORY_MAP_PREFERENCE)
    return self;
  picture->note = plot_theory_map_get_note (&map, experiment);
  if (picture->note == NULL)
    plot_theory_map_compute (&map, self->values);
  else
    picture->point[0] = NAN;
  picture->values = self->values;
  return self;
}

static void
draw (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const char *const titles[PLOT_N_THEORY_MAPS] = { _ ("Time ratio t_B / t_A"),
                                                   _ ("Over-credit of the first"),
                                                   _ ("Preference") };
  g_autofree Content *content = new_content (data);

  content->picture.title = titles[content->picture.kind];
  plot_theory_map_draw (cr, area, &content->picture, theme);
}

/* By its number, I to IV; 0 on a boundary. */
static double
get_region (const PlotTheoryMapPicture *picture, double x, double y)
{
  const PlotRegions regions = { .rho = picture->rho };
  const TheoryPreference preference = plot_regions_classify (&regions, x, y);

  return preference < THEORY_PREFERENCE_NONE ? preference + 1 : 0;
}

static void
write_csv (const FigureData *data, GString *out)
{
  static const char *const heads[PLOT_N_THEORY_MAPS] = { "rho,sigma_a/sigma_b,time_ratio\n",
                                                         "rho,sigma_a/sigma_b,over_credit\n",
                                                         "sigma_a/sigma_b,w_a/w_b,region\n" };
  g_autofree Content *content = new_content (data);
  const PlotTheoryMapPicture *picture = &content->picture;

  g_string_append (out, heads[picture->kind]);
  for (int i = 0; i < PLOT_THEORY_MAP_ROWS && picture->note == NULL; i++)
    for (int j = 0; j < PLOT_THEORY_MAP_COLUMNS; j++)
      {
        double row[3] = { study_axis_unmap (&picture->axes[0], j / (PLOT_THEORY_MAP_COLUMNS - 1.0)),
                          study_axis_unmap (&picture->axes[1], i / (PLOT_THEORY_MAP_ROWS - 1.0)) };

        row[2] = picture->kind == PLOT_THEORY_MAP_PREFERENCE
                     ? get_region (picture, row[0], row[1])
                     : content->values[i * PLOT_THEORY_MAP_COLUMNS + j];
        figure_write_row (out, row, G_N_ELEMENTS (row));
      }
}

#define MAP(NAME, TITLE, KIND)                                                                     \
  {                                                                                                \
    .name = NAME, .title = TITLE, .width = 85, .height = 75, .setting = &kinds[KIND], .n_runs = 1, \
    .takes_experiment = TRUE, .compute = compute, .free_content = g_free, .draw = draw,            \
    .draw_panel = draw, .write_csv = write_csv,                                                    \
  }

const Figure figure_theory_map_ratio =
    MAP ("map", N_ ("Map of time ratios"), PLOT_THEORY_MAP_RATIO);
const Figure figure_theory_map_credit =
    MAP ("map-credit", N_ ("Map of over-credit"), PLOT_THEORY_MAP_CREDIT);
const Figure figure_theory_map_preference =
    MAP ("map-preference", N_ ("Map of modality preference"), PLOT_THEORY_MAP_PREFERENCE);

const Figure *
figure_theory_map_of (PlotTheoryMapKind kind)
{
  static const Figure *const figures[PLOT_N_THEORY_MAPS] = { &figure_theory_map_ratio,
                                                             &figure_theory_map_credit,
                                                             &figure_theory_map_preference };

  g_return_val_if_fail (kind < PLOT_N_THEORY_MAPS, NULL);
  return figures[kind];
}
