/* Provenance as text: a key file with the experiment's groups and two of its own. */
#include "figure/file/provenance.h"

#include "digits/plan.h"
#include "figure/file/page_option.h"
#include "figure/figure_digits.h"
#include "figure/figure_grid.h"
#include "figure/figure_list.h"
#include "figure/figure_registry.h"
#include "figure/figure_sweeps.h"
#include "model/experiment/key_file.h"
#include "model/experiment/message.h"
#include "num/number.h"
#include "plot/plane/theory_map.h"
#include "run/sweep_text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define FIRST_LINE "# Plateau "
#define SWEEP_GROUP "sweep"
#define LONGEST_MESSAGE 400 /* characters */

/* Keys of the parts of planes that are looked at. */
static const struct
{
  const char *key, *allowed;
} planes[STUDY_N_PLANES] = {
  [STUDY_PLANE_PORTRAIT] = { "plane", N_ ("W_A from and to, W_B from and to") },
  [STUDY_PLANE_MAP] = { "map", N_ ("correlation from and to, spread from and to, on the map") },
  [STUDY_PLANE_REGIONS] = { "regions",
                            N_ ("spread from and to, weight ratio from and to, on the map") },
};

void
figure_provenance_init (FigureProvenance *self)
{
  g_return_if_fail (self != NULL);

  *self = (FigureProvenance){ .version = PLATEAU_VERSION };
  model_recipe_init (&self->run);
  study_compared_init (&self->compared);
  study_view_init (&self->view);
  figure_export_init (&self->options);
}

void
figure_provenance_init_figure (FigureProvenance *self, const FigureData *data)
{
  g_return_if_fail (self != NULL && data != NULL);

  const Figure *figure = figure_data_get_figure (data);
  g_autofree char *sweep = figure_data_dup_sweep (data);
  g_autofree char *digits = figure_data_dup_digits (data);

  figure_provenance_init (self);
  self->sweep = g_intern_string (sweep);
  self->digits = g_intern_string (digits);
  g_strlcpy (self->figure, figure_get_name (figure), sizeof self->figure);
  figure_data_get_run (data, &self->run);
  self->compared = *figure_data_get_compared (data);
  self->view = *figure_data_get_view (data);
  figure_get_size (figure, &self->options.width, &self->options.height);
}

static void
append_number (GString *text, const char *key, double value)
{
  char number[NUM_NUMBER_SIZE];

  g_string_append_printf (text, "%s = %s\n", key, num_number_format (value, number));
}

/* "camera = 30 25 1". */
static void
append_numbers (GString *text, const char *key, const double *values, int n)
{
  g_string_append_printf (text, "%s =", key);
  for (int i = 0; i < n; i++)
    {
      char number[NUM_NUMBER_SIZE];

      g_string_append_printf (text, " %s", num_number_format (values[i], number));
    }
  g_string_append_c (text, '\n');
}

/* How the run is looked at. */
static void
append_view (GString *text, const StudyView *view)
{
  if (isfinite (view->playhead))
    append_number (text, "playhead", view->playhead);
  if (view->log_loss)
    g_string_append (text, "log_loss = true\n");
  if (view->time != STUDY_TIME_LINEAR)
    g_string_append_printf (text, "time = %s\n", study_time_scale_get_name (view->time));
  if (view->from < view->to)
    {
      append_number (text, "from", view->from);
      append_number (text, "to", view->to);
    }
  for (int i = 0; i < STUDY_N_PLANES; i++)
    if (study_view_has_plane (view, (StudyPlane) i))
      append_numbers (text, planes[i].key, view->plane[i][0], 4);
  if (study_view_has_camera (view))
    append_numbers (text, "camera", view->camera, 3);
  if (view->hide_nullclines)
    g_string_append (text, "nullclines = false\n");
  if (view->hide_manifolds)
    g_string_append (text, "manifolds = false\n");
  if (view->panels != NULL)
    g_string_append_printf (text, "panels = %s\n", view->panels);
}

static void
append_options (GString *text, const FigureExport *options)
{
  append_number (text, "width", options->width);
  append_number (text, "height", options->height);
  append_number (text, "dpi", options->dpi);
  append_number (text, "font_size", options->font_size);
  g_string_append_printf (text, "style = %s\n", plot_style_get_name (options->style));
  if (options->transparent)
    g_string_append (text, "transparent = true\n");
  if (options->outlines)
    g_string_append (text, "outlines = true\n");
  for (int i = 0; figure_page_option_at (i) != NULL; i++)
    {
      const FigurePageOption *row = figure_page_option_at (i);
      g_autofree char *value = figure_page_option_format (row, options);

      if (value != NULL)
        g_string_append_printf (text, "%s = %s\n", row->name, value);
    }
}

static void
append_film (GString *text, const FigureFilm *film)
{
  if (!(film->seconds > 0))
    return;
  append_number (text, "seconds", film->seconds);
  append_number (text, "rate", film->rate);
  if (film->even)
    g_string_append (text, "even = true\n");
}

/* What is drawn, and how: all that is needed to get the same bytes again. Of a run without a
 * picture, only how it is looked at. */
static void
append_figure (GString *text, const FigureProvenance *self)
{
  g_autoptr (GString) keys = g_string_new (NULL);

  if (self->figure[0] != '\0')
    g_string_append_printf (keys, "name = %s\n", self->figure);
  append_view (keys, &self->view);
  if (self->figure[0] != '\0')
    {
      append_options (keys, &self->options);
      append_film (keys, &self->film);
    }
  if (keys->len > 0)
    g_string_append_printf (text, "[figure]\n%s", keys->str);
}

const char *
figure_provenance_get_source (const FigureProvenance *self)
{
  return self->sweep != NULL ? self->sweep : self->digits;
}

char *
figure_provenance_to_text (const FigureProvenance *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GString *text = g_string_new (FIRST_LINE);
  const char *source = figure_provenance_get_source (self);
  g_autofree char *run = model_recipe_to_text (&self->run);

  g_string_append_printf (text, "%s\n", self->version);
  append_figure (text, self);
  study_compared_append (&self->compared, &self->run, text);
  g_string_append (text, source != NULL ? source : run);
  return g_string_free (text, FALSE);
}

void
figure_provenance_append_comment (const FigureProvenance *self, GString *csv)
{
  g_autofree char *text = figure_provenance_to_text (self);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (int i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      g_string_append_printf (csv, "%s%s\n", lines[i][0] == '#' ? "" : "# ", lines[i]);
}

static gboolean
refuse (const char *key, const char *value, const char *allowed, GError **error)
{
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("%s = %s: allowed is %s"), key, value,
               allowed);
  return FALSE;
}

static gboolean
read_real (const char *key, const char *value, double *out, GError **error)
{
  return num_number_parse (value, out) || refuse (key, value, _ ("a number"), error);
}

static gboolean
read_truth (const char *key, const char *value, gboolean *out, GError **error)
{
  *out = g_str_equal (value, "true");
  return *out || g_str_equal (value, "false") || refuse (key, value, "true, false", error);
}

static gboolean
read_name (FigureProvenance *self, const char *value, GError **error)
{
  if (figure_find (value, error) == NULL)
    return FALSE;
  g_strlcpy (self->figure, value, sizeof self->figure);
  return TRUE;
}

static gboolean
read_panels (FigureProvenance *self, const char *value, GError **error)
{
  if (!figure_grid_check_panels (value))
    return refuse ("panels", value, _ ("names of plots, such as loss weights portrait map"), error);
  self->view.panels = g_intern_string (value);
  return TRUE;
}

static gboolean
read_numbers (const char *value, double *out, int n)
{
  g_auto (GStrv) words = g_strsplit (value, " ", n + 1);

  if (g_strv_length (words) != (guint) n)
    return FALSE;
  for (int i = 0; i < n; i++)
    if (!num_number_parse (words[i], &out[i]))
      return FALSE;
  return TRUE;
}

/* Of maps, no place beyond them. */
static gboolean
check_plane (const StudyView *view, StudyPlane plane)
{
  StudyAxis axes[2];

  if (!study_view_has_plane (view, plane))
    return FALSE;
  if (plane == STUDY_PLANE_PORTRAIT)
    return TRUE;
  plot_theory_map_get_axes (
      plane == STUDY_PLANE_MAP ? PLOT_THEORY_MAP_RATIO : PLOT_THEORY_MAP_PREFERENCE, axes);
  for (int i = 0; i < 2; i++)
    if (view->plane[plane][i][0] < axes[i].minimum || view->plane[plane][i][1] > axes[i].maximum)
      return FALSE;
  return TRUE;
}

static gboolean
read_plane (StudyView *view, StudyPlane plane, const char *value, GError **error)
{
  return (read_numbers (value, view->plane[plane][0], 4) && check_plane (view, plane)) ||
         refuse (planes[plane].key, value, _ (planes[plane].allowed), error);
}

static gboolean
read_camera (StudyView *view, const char *value, GError **error)
{
  return (read_numbers (value, view->camera, 3) && study_view_has_camera (view)) ||
         refuse ("camera", value, _ ("azimuth and elevation in degrees, and a zoom above 0"),
                 error);
}

static gboolean
read_hidden (const char *key, const char *value, gboolean *hidden, GError **error)
{
  if (!read_truth (key, value, hidden, error))
    return FALSE;
  *hidden = !*hidden;
  return TRUE;
}

static gboolean
read_figure_key (FigureProvenance *self, const char *key, const char *value, GError **error)
{
  const struct
  {
    const char *key;
    double *out;
  } numbers[] = {
    { "playhead", &self->view.playhead },
    { "from", &self->view.from },
    { "to", &self->view.to },
    { "width", &self->options.width },
    { "height", &self->options.height },
    { "dpi", &self->options.dpi },
    { "font_size", &self->options.font_size },
    { "seconds", &self->film.seconds },
    { "rate", &self->film.rate },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (g_str_equal (key, numbers[i].key))
      return read_real (key, value, numbers[i].out, error);
  if (g_str_equal (key, "name"))
    return read_name (self, value, error);
  if (g_str_equal (key, "panels"))
    return read_panels (self, value, error);
  for (int i = 0; i < STUDY_N_PLANES; i++)
    if (g_str_equal (key, planes[i].key))
      return read_plane (&self->view, (StudyPlane) i, value, error);
  if (g_str_equal (key, "camera"))
    return read_camera (&self->view, value, error);
  if (g_str_equal (key, "nullclines"))
    return read_hidden (key, value, &self->view.hide_nullclines, error);
  if (g_str_equal (key, "manifolds"))
    return read_hidden (key, value, &self->view.hide_manifolds, error);
  if (g_str_equal (key, "log_loss"))
    return read_truth (key, value, &self->view.log_loss, error);
  if (g_str_equal (key, "transparent"))
    return read_truth (key, value, &self->options.transparent, error);
  for (int i = 0; figure_page_option_at (i) != NULL; i++)
    if (g_str_equal (key, figure_page_option_at (i)->name))
      return figure_page_option_set (figure_page_option_at (i), &self->options, value, error);
  if (g_str_equal (key, "even"))
    return read_truth (key, value, &self->film.even, error);
  if (g_str_equal (key, "outlines"))
    return read_truth (key, value, &self->options.outlines, error);
  if (g_str_equal (key, "time"))
    return study_time_scale_find (value, &self->view.time) ||
           refuse (key, value, "linear, log, learning", error);
  if (g_str_equal (key, "style"))
    return plot_style_find (value, &self->options.style) ||
           refuse (key, value, "light, dark, print", error);
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("[figure] %s: there is no such key"), key);
  return FALSE;
}

/* Reads that group, and takes it out of the file. */
static gboolean
read_figure (FigureProvenance *self, GKeyFile *file, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, "figure", NULL, NULL);

  for (int i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = g_key_file_get_value (file, "figure", keys[i], NULL);

      if (!read_figure_key (self, keys[i], g_strstrip (value), error))
        return FALSE;
    }
  g_key_file_remove_group (file, "figure", NULL);
  return TRUE;
}

static void
read_version (FigureProvenance *self, const char *text)
{
  gsize n = 0;

  if (g_ascii_strncasecmp (text, FIRST_LINE, strlen (FIRST_LINE)) == 0)
    for (text += strlen (FIRST_LINE);
         n < sizeof self->version - 1 && (g_ascii_isalnum (text[n]) || strchr (".-+~", text[n])) &&
         text[n] != '\0';
         n++)
      self->version[n] = text[n];
  self->version[n] = '\0';
}

/* "0.10.0" is newer than "0.9". */
static gboolean
is_newer (const char *version, const char *than)
{
  for (;;)
    {
      char *rest, *rest_than;
      const guint64 a = g_ascii_strtoull (version, &rest, 10);
      const guint64 b = g_ascii_strtoull (than, &rest_than, 10);

      if (a != b)
        return a > b;
      if (*rest != '.' || *rest_than != '.')
        return *rest == '.';
      version = rest + 1;
      than = rest_than + 1;
    }
}

/* What it does not know, an old program can only take for wrong: the version tells. */
static gboolean
explain_version (const FigureProvenance *self, GError **error)
{
  if (is_newer (self->version, PLATEAU_VERSION))
    g_prefix_error (error, _ ("written by Plateau %s, which is newer than this %s: "),
                    self->version, PLATEAU_VERSION);
  return FALSE;
}

/* What would be passed over. */
static gboolean
refuse_group (const char *group, const char *beside, GError **error)
{
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
               _ ("[%s]: not allowed where there is a group [%s]"), group, beside);
  return FALSE;
}

/* The rest of a file, which is a sweep. */
static gboolean
read_sweep (FigureProvenance *self, GKeyFile *file, GError **error)
{
  g_autofree char *text = run_sweep_text_format (file);
  g_autoptr (RunSweep) sweep = run_sweep_parse (text, error);

  if (sweep == NULL)
    return FALSE;
  if (!study_compared_is_empty (&self->compared) || self->run.is_fork)
    return refuse_group ("beside", SWEEP_GROUP, error);
  self->sweep = g_intern_string (text);
  self->run.experiment = sweep->base;
  if (self->figure[0] == '\0')
    figure_get_size (&figure_sweep, &self->options.width, &self->options.height);
  g_strlcpy (self->figure, figure_get_name (&figure_sweep), sizeof self->figure);
  return TRUE;
}

/* The group of a digits run, taken out of the file; without a figure, its curves are meant. */
static gboolean
read_digits (FigureProvenance *self, GKeyFile *file, GError **error)
{
  g_autofree char *text = NULL, *clean = NULL;
  g_auto (GStrv) groups = NULL;
  DigitsPlan plan;

  if (!g_key_file_has_group (file, DIGITS_PLAN_GROUP))
    return TRUE;
  if (self->figure[0] != '\0' && !figure_is_of_digits (figure_find (self->figure, NULL)))
    return refuse ("name", self->figure, _ ("a figure of digits, where there is a group [digits]"),
                   error);
  text = g_key_file_to_data (file, NULL, NULL);
  if (!digits_plan_from_text (&plan, text, error))
    return FALSE;
  if (self->figure[0] == '\0')
    {
      g_strlcpy (self->figure, figure_get_name (&figure_digits_run), sizeof self->figure);
      figure_get_size (&figure_digits_run, &self->options.width, &self->options.height);
    }
  clean = digits_plan_to_text (&plan);
  self->digits = g_intern_string (clean);
  g_key_file_remove_group (file, DIGITS_PLAN_GROUP, NULL);
  groups = g_key_file_get_groups (file, NULL);
  if (!study_compared_is_empty (&self->compared) || self->run.is_fork)
    return refuse_group ("beside", DIGITS_PLAN_GROUP, error);
  return groups[0] == NULL || refuse_group (groups[0], DIGITS_PLAN_GROUP, error);
}

static gboolean
read_text (FigureProvenance *self, const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = model_key_file_parse (text, strlen (text), error);
  g_autofree char *rest = NULL;
  FigureProvenance read;

  figure_provenance_init (&read);
  read_version (&read, text);
  if (file == NULL || !read_figure (&read, file, error) ||
      !study_compared_read (&read.compared, &read.run, file, error) ||
      !read_digits (&read, file, error))
    return explain_version (&read, error);
  if (g_key_file_has_group (file, SWEEP_GROUP))
    return read_sweep (&read, file, error) ? (*self = read, TRUE) : explain_version (&read, error);
  rest = g_key_file_to_data (file, NULL, NULL);
  if (!model_recipe_from_text (&read.run, rest, error))
    return explain_version (&read, error);
  if (read.digits != NULL)
    figure_get_experiment (figure_find (read.figure, NULL), &read.run.experiment);
  *self = read;
  return TRUE;
}

gboolean
figure_provenance_from_text (FigureProvenance *self, const char *text, GError **error)
{
  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  g_autoptr (GError) local = NULL;

  g_autofree char *message = NULL;

  if (read_text (self, text, &local))
    return TRUE;
  /* What is wrong is repeated as the file has it, which may be long, and of many lines. */
  message = model_message_clean (local->message, LONGEST_MESSAGE);
  g_set_error_literal (error, local->domain, local->code, message);
  return FALSE;
}
