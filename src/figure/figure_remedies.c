/* What helps: when either modality is learned under each remedy, theory and run, and at what price.
 */
#include "figure/figure_entry.h"
#include "plot/draw/frame.h"
#include "plot/draw/label.h"
#include "study/remedies/remedies.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Parts of the width: names, times; the rest are numbers. */
#define NAMES 0.19
#define TIMES 0.36
#define DOT 0.3   /* radius of a run's time, font sizes */
#define RING 0.52 /* of theory's */
#define ROOM 1.35 /* of times, beyond the last */

static const struct
{
  StudyRemedyValue value;
  const char *title;
} columns[] = {
  { STUDY_REMEDY_RATIO, N_ ("ratio") },
  { STUDY_REMEDY_PLATEAU, N_ ("plateau") },
  { STUDY_REMEDY_LOSS, N_ ("final loss") },
  { STUDY_REMEDY_BIAS, N_ ("bias") },
  { STUDY_REMEDY_ERROR, "E_g" },
  { STUDY_REMEDY_COST, N_ ("cost") },
};

typedef struct
{
  cairo_t *cr;
  const PlotTheme *theme;
  PlotArea times;
  StudyAxis axis;
  double first_column, pitch; /* the right end of the first column, and from one to the next */
} Table;

/* No rows where the experiment cannot be trained. */
static gpointer
compute (const FigureData *data)
{
  GArray *rows = study_remedies_compute (&data->experiments[0], STUDY_REMEDY_RATIO, NULL, NULL);

  return rows != NULL ? rows : g_array_new (FALSE, FALSE, sizeof (StudyRemedy));
}

static void
free_rows (gpointer rows)
{
  g_array_unref (rows);
}

/* From the earliest to the latest time that there is. */
static StudyAxis
fit_times (const GArray *rows)
{
  double least = INFINITY, greatest = 0;

  for (guint i = 0; i < rows->len; i++)
    for (int m = 0; m < 2; m++)
      {
        const StudyRemedy *row = &g_array_index (rows, StudyRemedy, i);
        const double times[] = { row->run[STUDY_REMEDY_T_A + m],
                                 row->trusted ? row->theory[STUDY_REMEDY_T_A + m] : NAN };

        for (int k = 0; k < 2; k++)
          if (isfinite (times[k]) && times[k] > 0)
            {
              least = fmin (least, times[k]);
              greatest = fmax (greatest, times[k]);
            }
      }
  if (!(greatest > 0))
    least = greatest = 1;
  return study_axis_fit (least / ROOM, greatest * ROOM, 0, TRUE);
}

static double
get_x (const Table *self, double time)
{
  return self->times.x + study_axis_map (&self->axis, time) * self->times.width;
}

/* Rings are theory's, discs the run's; a line between both times is the unimodal phase. */
static void
draw_times (const Table *self, const StudyRemedy *row, double y)
{
  const double em = self->theme->font_size;
  const double *t = row->run + STUDY_REMEDY_T_A;

  if (isfinite (t[0]) && isfinite (t[1]))
    {
      const PlotColor pale = plot_theme_fade (&self->theme->muted, 0.45);

      plot_theme_set_source (self->cr, &pale);
      cairo_set_line_width (self->cr, self->theme->line_width);
      cairo_move_to (self->cr, get_x (self, t[0]), y);
      cairo_line_to (self->cr, get_x (self, t[1]), y);
      cairo_stroke (self->cr);
    }
  for (int m = 0; m < 2; m++)
    {
      const double theory = row->theory[STUDY_REMEDY_T_A + m];

      plot_theme_set_source (self->cr, &self->theme->modality[m]);
      if (isfinite (t[m]))
        {
          cairo_arc (self->cr, get_x (self, t[m]), y, DOT * em, 0, 2 * G_PI);
          cairo_fill (self->cr);
        }
      if (!row->trusted || !isfinite (theory))
        continue;
      cairo_set_line_width (self->cr, self->theme->line_width * 0.75);
      cairo_arc (self->cr, get_x (self, theory), y, RING * em, 0, 2 * G_PI);
      cairo_stroke (self->cr);
    }
}

static void
draw_numbers (const Table *self, const StudyRemedy *row, double y)
{
  const double em = self->theme->font_size;

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const double value = row->run[columns[i].value];
      char text[32] = "";

      if (isfinite (value) && value < 1e-3)
        study_axis_format (value, 1, text);
      else if (isfinite (value))
        study_axis_format (value, 3, text);
      plot_label_draw (self->cr,
                       isinf (value)     ? _ ("never")
                       : text[0] != '\0' ? text
                                         : "–",
                       self->first_column + i * self->pitch, y, 1, 0.5, em, FALSE,
                       &self->theme->foreground, self->theme);
    }
}

/* Times as ticks below, with lines through all rows. */
static void
draw_axis (const Table *self, double top, double bottom)
{
  const double em = self->theme->font_size;
  StudyTick ticks[STUDY_AXIS_MAX_TICKS];
  const int n = study_axis_ticks_at_least_two (&self->axis, 4, ticks);

  for (int i = 0; i < n; i++)
    {
      const double x = plot_frame_crisp (get_x (self, ticks[i].value), self->theme);

      if (ticks[i].minor)
        continue;
      plot_theme_set_source (self->cr, &self->theme->grid);
      cairo_set_line_width (self->cr, self->theme->line_width / 2);
      cairo_move_to (self->cr, x, top);
      cairo_line_to (self->cr, x, bottom);
      cairo_stroke (self->cr);
      plot_label_draw (self->cr, ticks[i].text, x, bottom + 0.3 * em, 0.5, 0, em, FALSE,
                       &self->theme->muted, self->theme);
    }
  plot_label_draw (self->cr, _ ("epochs until learned: disc the run, ring theory"),
                   self->times.x + self->times.width / 2, bottom + 1.6 * em, 0.5, 0, em, FALSE,
                   &self->theme->muted, self->theme);
}

static void
draw_titles (const Table *self, double y)
{
  const double em = self->theme->font_size;
  static const char *const names[2] = { "t_A", "t_B" };

  for (int m = 0; m < 2; m++)
    plot_label_draw (self->cr, names[m], self->times.x + (0.5 + 3.5 * m) * em, y, 0, 0.5, em, TRUE,
                     &self->theme->modality_text[m], self->theme);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    plot_label_draw (self->cr, _ (columns[i].title), self->first_column + i * self->pitch, y, 1,
                     0.5, em, FALSE, &self->theme->muted, self->theme);
}

static void
draw (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const GArray *rows = data->content;
  g_autofree char *title = figure_make_title (&data->experiments[0]);
  g_autofree char *head = g_strdup_printf ("%s  %s", _ (data->figure->title), title);
  const PlotArea rest = figure_draw_head (cr, area, NULL, head, theme);
  const double em = theme->font_size;
  const double top = rest.y + 2.2 * em, bottom = rest.y + rest.height - 3.4 * em;
  const double height = (bottom - top) / MAX (rows->len, 1);
  Table table = { .cr = cr, .theme = theme, .axis = fit_times (rows) };

  table.times = (PlotArea){ rest.x + NAMES * rest.width, top, TIMES * rest.width, bottom - top };
  table.pitch = (1 - NAMES - TIMES) * rest.width / G_N_ELEMENTS (columns) - 0.1 * em;
  table.first_column = table.times.x + table.times.width + table.pitch;
  draw_titles (&table, rest.y + 1.1 * em);
  draw_axis (&table, top, bottom);
  for (guint i = 0; i < rows->len; i++)
    {
      const StudyRemedy *row = &g_array_index (rows, StudyRemedy, i);
      const double y = top + (i + 0.5) * height;

      plot_label_draw (cr, _ (row->label), table.times.x - 0.8 * em, y, 1, 0.5, em, i == 0,
                       &theme->foreground, theme);
      draw_times (&table, row, y);
      draw_numbers (&table, row, y);
    }
}

/* A line of theory and a line of the run for each remedy. */
static void
write_csv (const FigureData *data, GString *out)
{
  const GArray *rows = data->content;

  g_string_append (out, "remedy,by,trusted");
  for (int i = 0; i < STUDY_REMEDY_N_VALUES; i++)
    g_string_append_printf (out, ",%s", study_remedy_value_get_name (i));
  g_string_append_c (out, '\n');
  for (guint i = 0; i < rows->len; i++)
    for (int run = 0; run < 2; run++)
      {
        const StudyRemedy *row = &g_array_index (rows, StudyRemedy, i);

        g_string_append_printf (out, "%s,%s,%d,", row->name, run ? "run" : "theory", row->trusted);
        figure_write_row (out, run ? row->run : row->theory, STUDY_REMEDY_N_VALUES);
      }
}

const Figure figure_remedies = {
  .name = "remedies",
  .title = N_ ("What helps?"),
  .width = 180,
  .height = 80,
  .n_runs = 1,
  .slow = TRUE,
  .takes_experiment = TRUE,
  .compute = compute,
  .free_content = free_rows,
  .draw = draw,
  .write_csv = write_csv,
};
