/* `plateau figure`: draws figures of the registry. */
#include "cli/cli.h"
#include "cli/confirm.h"
#include "cli/figure_flags.h"
#include "cli/flags.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/unused.h"
#include "figure/figure_grid.h"
#include "figure/figure_registry.h"
#include "figure/file/export_preset.h"
#include "figure/file/film.h"
#include "figure/file/page_option.h"
#include "figure/file/provenance_file.h"
#include "figure/words/caption.h"
#include "figure/words/citation.h"
#include "model/data/file.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define FILM_DPI 110

typedef struct
{
  const char *output, *seconds, *rate, *even, *list, *journal, *all, *yes, *caption, *cite, *help;
  CliFigureFlags flags;
  GPtrArray *outputs; /* every -o */
  ModelRecipe run;    /* for figures of any experiment */
} Options;

/* What is to be drawn. */
typedef struct
{
  const Figure *figure;
  FigureProvenance provenance;
  const char *file; /* which has an experiment of its own; or NULL */
} Subject;

/* Keys that a figure would not listen to are refused. */
static gboolean
check_keys (const Options *options, const Subject *subject, GError **error)
{
  ModelExperiment fallback;

  model_experiment_init (&fallback);
  if (model_experiment_equal (&options->run.experiment, &fallback))
    return TRUE;
  if (figure_takes_experiment (subject->figure) && subject->file == NULL)
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
               _ ("figure %s: it has its own experiment, and takes no keys"),
               figure_get_name (subject->figure));
  return FALSE;
}

/* Asked before the figure is computed. */
static gboolean
check_ending (const char *path, GError **error)
{
  static const char *const endings[] = { ".png", ".svg", ".pdf",  ".eps",
                                         ".csv", ".gif", ".webm", ".mp4" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (figure_has_ending (path, endings[i]))
      return TRUE;
  g_set_error (
      error, CLI_ERROR, CLI_ERROR_USAGE,
      _ ("%s: unknown kind of file; allowed are .png, .svg, .pdf, .eps, .csv, .gif, .webm, .mp4"),
      path);
  return FALSE;
}

static gboolean
check_journal (const Options *options, const Subject *subject, GError **error)
{
  if (options->journal == NULL || figure_keeps_journal (subject->figure))
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
               _ ("figure %s: it is no sweep, and needs no --journal"),
               figure_get_name (subject->figure));
  return FALSE;
}

/* On a terminal only: a line that is written over. */
static void
progress_cb (int done, int all, gpointer unused)
{
  g_printerr ("\r%3d %%%s", 100 * done / all, done == all ? "\n" : "");
}

static gboolean
write_film (const Options *options,
            const FigureData *data,
            FigureProvenance *provenance,
            const char *path,
            GError **error)
{
  FigureFilm film;

  figure_film_init (&film);
  if (provenance->film.seconds > 0)
    film = provenance->film;
  /* That of a screen, unless another is asked for: films are not printed. */
  if (options->flags.dpi == NULL)
    provenance->options.dpi = FILM_DPI;
  if (options->flags.style == NULL && options->flags.preset == NULL)
    provenance->options.style = PLOT_STYLE_LIGHT;
  if (options->even != NULL)
    film.even = TRUE;
  return cli_figure_flags_read_number ("--seconds", options->seconds, FIGURE_FILM_MIN_SECONDS,
                                       FIGURE_FILM_MAX_SECONDS, &film.seconds, error) &&
         cli_figure_flags_read_number ("--rate", options->rate, FIGURE_FILM_MIN_RATE,
                                       FIGURE_FILM_MAX_RATE, &film.rate, error) &&
         figure_film_write (data, &provenance->view, &provenance->options, &film, path,
                            isatty (STDERR_FILENO) ? progress_cb : NULL, NULL, NULL, error);
}

static void
sweep_progress_cb (const RunSweepProgress *progress, gpointer bar)
{
  cli_progress_show_sweep (bar, progress);
}

static FigureData *
compute_sweep (const Options *options, const Subject *subject, GError **error)
{
  g_autofree char *name = g_strdup_printf ("figure %s", figure_get_name (subject->figure));
  g_autoptr (CliProgress) bar = cli_progress_new (name);
  const FigureSweep how = { figure_provenance_get_source (&subject->provenance), options->journal,
                            sweep_progress_cb, bar };

  FigureData *data = figure_compute_sweep (subject->figure, &how, cli_interrupt_catch (), error);

  cli_interrupt_release ();
  return data;
}

/* What would fail or take very long is found out before it is begun. */
static gboolean
check_file (const Options *options,
            const Subject *subject,
            const FigureProvenance *provenance,
            const char *path,
            GError **error)
{
  const gboolean sized = !figure_has_ending (path, ".csv") && !figure_film_is_name (path);

  if ((!sized ||
       figure_export_check (&provenance->options, figure_has_ending (path, ".png"), error)) &&
      (subject->file == NULL ||
       cli_confirm_figure (provenance, options->journal, options->yes != NULL, error)))
    return TRUE;
  if (subject->file != NULL)
    g_prefix_error (error, "%s: ", subject->file);
  return FALSE;
}

/* A picture of ours may be drawn again in its place; nothing else that is read is written to. */
static gboolean
check_output (const Subject *subject, const char *path, GError **error)
{
  GStatBuf own, target;

  if (subject->file != NULL && g_stat (subject->file, &own) == 0 && g_stat (path, &target) == 0 &&
      own.st_dev == target.st_dev && own.st_ino == target.st_ino)
    return model_file_check_writable (path, error);
  return cli_output_check (path, error);
}

/* All files of one figure, which is computed once, and may have read a journal meanwhile. */
static gboolean
write_files (const Options *options,
             const Subject *subject,
             const FigureData *data,
             const FigureProvenance *provenance,
             GPtrArray *paths,
             GError **error)
{
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      FigureProvenance own = *provenance;

      if (!check_output (subject, path, error) ||
          !(figure_film_is_name (path) ? write_film (options, data, &own, path, error)
                                       : figure_write (data, &own.view, &own.options, path, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_paths (const Options *options,
             const Subject *subject,
             const FigureProvenance *provenance,
             GPtrArray *paths,
             GError **error)
{
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);

      if (!check_ending (path, error) || !check_output (subject, path, error) ||
          !check_file (options, subject, provenance, path, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_figure (const Options *options, const Subject *subject, GPtrArray *paths, GError **error)
{
  g_autoptr (FigureData) data = NULL;
  FigureProvenance provenance = subject->provenance;

  if (!check_keys (options, subject, error) || !check_journal (options, subject, error) ||
      !cli_figure_flags_read (&options->flags, subject->figure, &provenance, error) ||
      !check_paths (options, subject, &provenance, paths, error))
    return FALSE;
  data = figure_is_sweep (subject->figure) ? compute_sweep (options, subject, error)
                                           : figure_compute_from (&provenance, NULL, error);
  return data != NULL && write_files (options, subject, data, &provenance, paths, error);
}

/* Where a figure goes: the files given, or DIR/figure-NAME.ENDING for several. */
static GPtrArray *
list_paths (const Options *options, const Subject *subject, gboolean several)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < options->outputs->len; i++)
    {
      const char *output = g_ptr_array_index (options->outputs, i);

      g_ptr_array_add (paths, several ? g_strdup_printf ("%s/figure-%s.pdf", output,
                                                         figure_get_name (subject->figure))
                                      : g_strdup (output));
    }
  return paths;
}

/* Runs of any experiment are quick, and say what automatic values came to; nothing else is trained
 * for its caption. */
static gboolean
print_caption (const Subject *subject, GError **error)
{
  const FigureProvenance *provenance = &subject->provenance;
  const FigureCaptionOf of = { .figure = subject->figure,
                               .run = &provenance->run,
                               .compared = &provenance->compared,
                               .source = figure_provenance_get_source (provenance) };
  g_autoptr (FigureData) data = NULL;
  g_autofree char *caption = NULL;

  if (figure_takes_experiment (subject->figure))
    {
      data = figure_compute_from (provenance, NULL, error);
      if (data == NULL)
        return FALSE;
    }
  caption = data != NULL ? figure_caption_new_for (data) : figure_caption_new (&of);
  g_print ("%s\n", caption);
  return TRUE;
}

static void
add_figure (const Options *options, const Figure *figure, GArray *subjects)
{
  Subject subject = { .figure = figure };
  FigureProvenance *provenance = &subject.provenance;

  figure_provenance_init (provenance);
  g_strlcpy (provenance->figure, figure_get_name (figure), sizeof provenance->figure);
  provenance->run = options->run;
  figure_get_size (figure, &provenance->options.width, &provenance->options.height);
  g_array_append_val (subjects, subject);
}

/* A picture that Plateau has exported: the same again, or at another size, in another format. */
static gboolean
add_file (const char *path, GArray *subjects, GError **error)
{
  Subject subject = { .file = path };

  if (!figure_provenance_load (&subject.provenance, path, error) ||
      !figure_provenance_load_data (&subject.provenance, NULL, error) ||
      !cli_flags_load_log (&subject.provenance.run.experiment, FALSE, error))
    return FALSE;
  subject.figure = figure_find (subject.provenance.figure, NULL);
  cli_unused_check (&subject.provenance.run.experiment, NULL, path);
  g_array_append_val (subjects, subject);
  return TRUE;
}

/* "loss weights" of "loss,weights", several plots of one run on a page; NULL: it is no such list.
 */
static char *
read_panels (const char *name)
{
  g_autofree char *panels = g_strdelimit (g_strdup (name), ",", ' ');

  return strchr (name, ',') != NULL && figure_grid_check_panels (panels) ? g_steal_pointer (&panels)
                                                                         : NULL;
}

static void
add_panels (const Options *options, const char *panels, GArray *subjects)
{
  Subject *subject;

  add_figure (options, figure_find ("grid", NULL), subjects);
  subject = &g_array_index (subjects, Subject, subjects->len - 1);
  subject->provenance.view.panels = g_intern_string (panels);
  subject->provenance.options.height =
      figure_get_height (subject->figure, &subject->provenance.view,
                         subject->provenance.options.width, subject->provenance.options.font_size);
}

static gboolean
add_named (const Options *options, const char *name, GArray *subjects, GError **error)
{
  const Figure *figure = figure_find (name, NULL);
  g_autofree char *panels = read_panels (name);

  if (panels != NULL)
    {
      add_panels (options, panels, subjects);
      return TRUE;
    }
  if (figure == NULL)
    return add_file (name, subjects, error);
  add_figure (options, figure, subjects);
  return TRUE;
}

/* An experiment or data: what figures of any experiment are drawn of. */
static gboolean
is_run (const char *name, gboolean *is, GError **error)
{
  FigureProvenance read;
  g_autofree char *panels = read_panels (name);

  *is = FALSE;
  if (figure_find (name, NULL) != NULL || panels != NULL)
    return TRUE;
  if (!g_file_test (name, G_FILE_TEST_EXISTS))
    return figure_find (name, error) != NULL;
  if (!figure_provenance_load (&read, name, error))
    return FALSE;
  *is = read.figure[0] == '\0';
  return TRUE;
}

/* Takes the one file of a run out of the names. */
static gboolean
take_run (Options *options,
          int argc,
          char **argv,
          const CliOption *flags,
          GPtrArray *names,
          GError **error)
{
  FigureProvenance read;
  const char *path = NULL;

  for (guint i = 0; i < names->len;)
    {
      const char *name = g_ptr_array_index (names, i);
      gboolean is;

      if (!is_run (name, &is, error))
        return FALSE;
      if (is && path != NULL)
        {
          g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "%s: %s", name,
                       _ ("only one experiment file is allowed"));
          return FALSE;
        }
      if (is)
        path = g_ptr_array_remove_index (names, i);
      else
        i++;
    }
  if (path == NULL)
    return TRUE;
  if (names->len == 0 && options->all == NULL)
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
                   _ ("%s: it has no figure in it; name a figure, as in `plateau figure run FILE`"),
                   path);
      return FALSE;
    }
  if (!cli_flags_parse_for (argc, argv, flags, path, &read, error))
    return FALSE;
  options->run = read.run;
  return TRUE;
}

static gboolean
find_figures (const Options *options, GPtrArray *names, GArray *subjects, GError **error)
{
  for (int i = 0; options->all != NULL && i < figure_count (); i++)
    add_figure (options, figure_at (i), subjects);
  for (guint i = 0; options->all == NULL && i < names->len; i++)
    if (!add_named (options, g_ptr_array_index (names, i), subjects, error))
      return FALSE;
  if (subjects->len > 0)
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
               _ ("figure: name a figure, or --all; --list shows them"));
  return FALSE;
}

static gboolean
make_folders (const Options *options, GError **error)
{
  for (guint i = 0; i < options->outputs->len; i++)
    if (g_mkdir_with_parents (g_ptr_array_index (options->outputs, i), 0777) != 0)
      {
        g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                     _ ("%s: no folder can be made there"),
                     (const char *) g_ptr_array_index (options->outputs, i));
        return FALSE;
      }
  return TRUE;
}

static gboolean
write_figures (const Options *options, GArray *figures, GError **error)
{
  const gboolean several = options->all != NULL || figures->len > 1;

  if (options->output == NULL)
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
                   several
                       ? _ ("figure: several figures need -o DIR")
                       : _ ("figure: -o FILE is needed, ending in .png, .svg, .pdf, .eps or .csv"));
      return FALSE;
    }
  if (several && !make_folders (options, error))
    return FALSE;
  for (guint i = 0; i < figures->len; i++)
    {
      const Subject *subject = &g_array_index (figures, Subject, i);
      g_autoptr (GPtrArray) paths = list_paths (options, subject, several);

      if (!write_figure (options, subject, paths, error))
        return FALSE;
    }
  return TRUE;
}

/* Words alone need no file. */
static gboolean
draw_figures (const Options *options, GPtrArray *names, GError **error)
{
  g_autoptr (GArray) figures = g_array_new (FALSE, FALSE, sizeof (Subject));

  if (options->cite != NULL)
    g_print ("%s", figure_citation_get ());
  if (options->cite != NULL && names->len == 0 && options->all == NULL)
    return TRUE;
  if (!find_figures (options, names, figures, error))
    return FALSE;
  for (guint i = 0; i < figures->len && options->caption != NULL; i++)
    {
      const Subject *subject = &g_array_index (figures, Subject, i);

      if (!check_keys (options, subject, error) || !print_caption (subject, error))
        return FALSE;
    }
  if (options->output == NULL && (options->cite != NULL || options->caption != NULL))
    return TRUE;
  return write_figures (options, figures, error);
}

static void
list_figures (void)
{
  for (int any = 0; any <= 1; any++)
    {
      if (any)
        g_print ("\n%s\n", _ ("Of any experiment, with --KEY VALUE:"));
      for (int i = 0; i < figure_count (); i++)
        if (figure_takes_experiment (figure_at (i)) == any)
          g_print ("%-10s %s\n", figure_get_name (figure_at (i)),
                   _ (figure_get_title (figure_at (i))));
    }
}

int
cli_figure (int argc, char **argv)
{
  g_autoptr (GPtrArray) outputs = g_ptr_array_new ();
  Options o = { .outputs = outputs };
  const CliOption own[] = {
    { "output", 'o', FALSE, &o.output, "FILE",
      N_ ("file to write, .png, .svg, .pdf, .eps or .csv; a film: .gif, .webm, .mp4 or f%04d.png; "
          "for several figures a folder (PDF); given more than once, all of them are written"),
      outputs },
    { "width", 0, FALSE, &o.flags.width, "MM", N_ ("width in mm") },
    { "height", 0, FALSE, &o.flags.height, "MM", N_ ("height in mm") },
    { "dpi", 0, FALSE, &o.flags.dpi, "DPI", N_ ("dots per inch of a PNG (300)") },
    { "font-size", 0, FALSE, &o.flags.font_size, "PT", N_ ("size of tick labels in points (7)") },
    { "style", 0, FALSE, &o.flags.style, "STYLE", N_ ("light, dark or print (print)") },
    { "transparent", 0, TRUE, &o.flags.transparent, NULL, N_ ("no background") },
    { "preset", 0, FALSE, &o.flags.preset, "NAME",
      N_ ("page of icml, icml-wide, neurips, nature, nature-wide, slide or poster") },
    { "outlines", 0, TRUE, &o.flags.outlines, NULL,
      N_ ("letters of an SVG as shapes, which need no font") },
    { "epoch", 0, FALSE, &o.flags.epoch, "EPOCH", N_ ("draw runs up to an epoch, the rest faint") },
    { "journal", 0, FALSE, &o.journal, "FILE",
      N_ ("of a figure that is a sweep: where its cells are kept, or taken from") },
    { "seconds", 0, FALSE, &o.seconds, "S", N_ ("how long a film is (10), its held end included") },
    { "rate", 0, FALSE, &o.rate, "N", N_ ("pictures per second of a film (25)") },
    { "even", 0, TRUE, &o.even, NULL, N_ ("a film does not slow down at transitions") },
    { "list", 0, TRUE, &o.list, NULL, N_ ("list the figures there are") },
    { "all", 0, TRUE, &o.all, NULL, N_ ("every figure") },
    { "caption", 0, TRUE, &o.caption, NULL, N_ ("print its parameters in words, for a caption") },
    { "cite", 0, TRUE, &o.cite, NULL, N_ ("print BibTeX of the paper and of this program") },
    { "yes", 'y', TRUE, &o.yes, NULL, N_ ("begin what takes very long unasked") },
    { "help", 'h', TRUE, &o.help, NULL, N_ ("this text") },
    { NULL },
  };
  g_autoptr (GArray) options = cli_figure_flags_join (&o.flags, own);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) error = NULL;
  FigureProvenance keys;

  if (!cli_flags_parse (argc, argv, (const CliOption *) (gpointer) options->data, &keys, &names,
                        &error))
    return cli_report (error);
  o.run = keys.run;
  if (o.help != NULL)
    {
      g_print ("%s\n\n",
               _ ("plateau figure NAME... -o FILE\n"
                  "plateau figure grid|run|loss|weights|portrait|first|map [FILE] [--KEY VALUE]... "
                  "-o FILE\n"
                  "plateau figure FILE -o FILE\n"
                  "FILE is what Plateau exported, or a sweep; with a name an experiment or data."));
      cli_flags_print_help ((const CliOption *) (gpointer) options->data, TRUE);
      return CLI_DONE;
    }
  if (o.list != NULL)
    {
      list_figures ();
      return CLI_DONE;
    }
  return take_run (&o, argc, argv, (const CliOption *) (gpointer) options->data, names, &error) &&
                 draw_figures (&o, names, &error)
             ? CLI_DONE
             : cli_report (error);
}
