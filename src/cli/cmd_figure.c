/* `plateau figure`: draws figures of the registry. */
#include "cli/cli.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "model/experiment_text.h"
#include "model/file.h"
#include "num/number.h"
#include "plot/figure.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *output, *width, *height, *dpi, *style, *list, *all, *help;
  ModelExperiment experiment; /* for figures of any experiment */
} Options;

static const char *const styles[] = { "light", "dark", "print" };

/* A positive number of a flag; NULL keeps the value. */
static gboolean
read_number (const char *flag, const char *text, double maximum, double *value, GError **error)
{
  double parsed;

  if (text == NULL)
    return TRUE;
  if (num_number_parse (text, &parsed) && parsed > 0 && parsed <= maximum)
    {
      *value = parsed;
      return TRUE;
    }
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
               _ ("%s %s: allowed is a number above 0, up to %g"), flag, text, maximum);
  return FALSE;
}

static gboolean
read_style (const char *text, PlotStyle *style, GError **error)
{
  if (text == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    if (strcmp (styles[i], text) == 0)
      {
        *style = (PlotStyle) i;
        return TRUE;
      }
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, _ ("--style %s: allowed are light, dark, print"),
               text);
  return FALSE;
}

static gboolean
read_export (const Options *options, const PlotFigure *figure, PlotExport *export, GError **error)
{
  plot_export_init (export);
  plot_figure_get_size (figure, &export->width, &export->height);
  return read_number ("--width", options->width, PLOT_EXPORT_MAX_MM, &export->width, error) &&
         read_number ("--height", options->height, PLOT_EXPORT_MAX_MM, &export->height, error) &&
         read_number ("--dpi", options->dpi, 2400, &export->dpi, error) &&
         read_style (options->style, &export->style, error);
}

/* Keys that a figure would not listen to are refused. */
static gboolean
check_keys (const Options *options, const PlotFigure *figure, GError **error)
{
  ModelExperiment fallback;

  model_experiment_init (&fallback);
  if (plot_figure_takes_experiment (figure) ||
      model_experiment_equal (&options->experiment, &fallback))
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
               _ ("figure %s: it has its own experiment; keys are allowed for portrait, first"),
               plot_figure_get_name (figure));
  return FALSE;
}

/* Asked before the figure is computed. */
static gboolean
check_ending (const char *path, GError **error)
{
  static const char *const endings[] = { ".png", ".svg", ".pdf", ".csv" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (path, endings[i]))
      return TRUE;
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
               _ ("%s: unknown kind of file; allowed are .png, .svg, .pdf, .csv"), path);
  return FALSE;
}

static gboolean
write_figure (const Options *options, const PlotFigure *figure, const char *path, GError **error)
{
  g_autoptr (PlotFigureData) data = NULL;
  g_autofree char *description = NULL;
  PlotExport export;

  if (!check_keys (options, figure, error) || !read_export (options, figure, &export, error) ||
      !check_ending (path, error) || !model_file_check_writable (path, error))
    return FALSE;
  data = plot_figure_compute_of (figure, &options->experiment, NULL, error);
  if (data == NULL)
    return FALSE;
  if (g_str_has_suffix (path, ".csv"))
    {
      g_autofree char *csv = plot_figure_data_to_csv (data);

      return cli_output_write (path, csv, error);
    }
  description = model_experiment_to_text (plot_figure_data_get_experiment (data));
  export.description = description;
  return plot_export_to_file (&export, path, plot_figure_draw, data, error);
}

/* Where figure `name` goes: the file given, or DIR/figure-NAME.ENDING for several. */
static char *
make_path (const Options *options, const PlotFigure *figure, gboolean several)
{
  if (!several)
    return g_strdup (options->output);
  return g_strdup_printf ("%s/figure-%s.pdf", options->output, plot_figure_get_name (figure));
}

static gboolean
find_figures (const Options *options, GPtrArray *names, GPtrArray *figures, GError **error)
{
  for (int i = 0; options->all != NULL && i < plot_figure_count (); i++)
    g_ptr_array_add (figures, (gpointer) plot_figure_at (i));
  for (guint i = 0; options->all == NULL && i < names->len; i++)
    {
      const PlotFigure *figure = plot_figure_find (g_ptr_array_index (names, i), error);

      if (figure == NULL)
        return FALSE;
      g_ptr_array_add (figures, (gpointer) figure);
    }
  if (figures->len > 0)
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
               _ ("figure: name a figure, or --all; --list shows them"));
  return FALSE;
}

static gboolean
draw_figures (const Options *options, GPtrArray *names, GError **error)
{
  g_autoptr (GPtrArray) figures = g_ptr_array_new ();
  gboolean several;

  if (!find_figures (options, names, figures, error))
    return FALSE;
  several = options->all != NULL || figures->len > 1;
  if (options->output == NULL)
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
                   several ? _ ("figure: several figures need -o DIR")
                           : _ ("figure: -o FILE is needed, ending in .png, .svg, .pdf or .csv"));
      return FALSE;
    }
  if (several && g_mkdir_with_parents (options->output, 0777) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, _ ("%s: no folder can be made there"),
                   options->output);
      return FALSE;
    }
  for (guint i = 0; i < figures->len; i++)
    {
      const PlotFigure *figure = g_ptr_array_index (figures, i);
      g_autofree char *path = make_path (options, figure, several);

      if (!write_figure (options, figure, path, error))
        return FALSE;
    }
  return TRUE;
}

static void
list_figures (void)
{
  for (int i = 0; i < plot_figure_count (); i++)
    g_print ("%-10s %s\n", plot_figure_get_name (plot_figure_at (i)),
             _ (plot_figure_get_title (plot_figure_at (i))));
}

int
cli_figure (int argc, char **argv, const CliWindowBench *window)
{
  Options o = { NULL };
  const CliOption options[] = {
    { "output", 'o', FALSE, &o.output, "FILE",
      N_ ("file to write, .png, .svg, .pdf or .csv; for several figures a folder (PDF)") },
    { "width", 0, FALSE, &o.width, "MM", N_ ("width in mm") },
    { "height", 0, FALSE, &o.height, "MM", N_ ("height in mm") },
    { "dpi", 0, FALSE, &o.dpi, "DPI", N_ ("dots per inch of a PNG (300)") },
    { "style", 0, FALSE, &o.style, "STYLE", N_ ("light, dark or print (print)") },
    { "list", 0, TRUE, &o.list, NULL, N_ ("list the figures there are") },
    { "all", 0, TRUE, &o.all, NULL, N_ ("every figure") },
    { "help", 'h', TRUE, &o.help, NULL, N_ ("this text") },
    { NULL },
  };
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) error = NULL;

  model_experiment_init (&o.experiment);
  if (!cli_flags_parse (argc, argv, options, &o.experiment, &names, &error))
    return cli_report (error);
  if (o.help != NULL)
    {
      g_print ("%s\n\n", _ ("plateau figure NAME... -o FILE\n"
                            "plateau figure portrait|first [--KEY VALUE]... -o FILE"));
      cli_flags_print_help (options, TRUE);
      return CLI_DONE;
    }
  if (o.list != NULL)
    {
      list_figures ();
      return CLI_DONE;
    }
  return draw_figures (&o, names, &error) ? CLI_DONE : cli_report (error);
}
