/* Thumbnails: PNG files in the cache folder, which any run of the program can use. */
#include "app/window/thumbnail.h"

#include "figure/figure_sweeps.h"
#include "model/data/file.h"
#include "plot/sweep/sweep_plot.h"
#include "run/sweep_files.h"
#include "study/sweep_results.h"

#include <glib/gstdio.h>
#include <math.h>

#define DPI 96
#define MM_PER_INCH 25.4

typedef struct
{
  const Figure *figure;
  PlotStyle style;
  AppThumbnailFunc done;
  gpointer data;
} Request;

static char *
make_path (const Request *request)
{
  const char *language = g_get_language_names ()[0];
  g_autofree char *name =
      g_strdup_printf ("%s-%s-%s-%s.png", PLATEAU_VERSION, language,
                       plot_style_get_name (request->style), figure_get_name (request->figure));

  return g_build_filename (g_get_user_cache_dir (), "plateau", "figures", name, NULL);
}

/* The figure's own proportions, as large as fits; text somewhat larger than in print. */
static void
init_options (const Request *request, FigureExport *options)
{
  const double mm = MM_PER_INCH / DPI;
  double width, height, scale;

  figure_export_init (options);
  figure_get_size (request->figure, &width, &height);
  scale = fmin (APP_THUMBNAIL_WIDTH * mm / width, APP_THUMBNAIL_HEIGHT * mm / height);
  options->width = width;
  options->height = height;
  options->dpi = DPI * scale;
  options->font_size = 8;
  options->style = request->style;
  options->transparent = TRUE;
}

/* The runs of a sweep take long; theory's lines, which they come to lie on, do not. */
static GBytes *
draw_sweep (const Request *request, const char *name, RunSweepMeasure measure)
{
  g_autoptr (RunSweep) sweep = run_sweep_files_load (name, NULL);
  g_autoptr (StudySweepResults) results = NULL;
  FigureExport options;

  if (sweep == NULL)
    return NULL;
  results = study_sweep_results_new (sweep);
  study_sweep_results_set_measure (results, measure);
  study_sweep_results_set_lines (results, study_sweep_results_compute_lines (sweep, measure, NULL));
  init_options (request, &options);
  return figure_export_to_bytes (&options, ".png", plot_sweep_draw, results, NULL);
}

static GBytes *
draw (const Request *request)
{
  RunSweepMeasure measure;
  const char *sweep = figure_get_sweep (request->figure, &measure);
  g_autoptr (FigureData) data = NULL;
  FigureExport options;

  if (sweep != NULL)
    return draw_sweep (request, sweep, measure);
  data = figure_is_slow (request->figure) ? NULL : figure_compute (request->figure, NULL, NULL);
  if (data == NULL)
    return NULL;
  init_options (request, &options);
  return figure_render (data, figure_data_get_view (data), &options, ".png", NULL);
}

/* A cache that cannot be written is no reason to go without a picture. */
static void
keep (const char *path, GBytes *bytes)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    model_file_replace (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                        NULL);
}

static GdkTexture *
load (const Request *request)
{
  g_autofree char *path = make_path (request);
  GdkTexture *texture = gdk_texture_new_from_filename (path, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (texture != NULL)
    return texture;
  bytes = draw (request);
  if (bytes == NULL)
    return NULL;
  keep (path, bytes);
  return gdk_texture_new_from_bytes (bytes, NULL);
}

static void
work (gpointer data, gpointer unused)
{
  g_autoptr (GTask) task = data;

  if (g_task_return_error_if_cancelled (task))
    return;
  g_task_return_pointer (task, load (g_task_get_task_data (task)), g_object_unref);
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer unused)
{
  const Request *request = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    request->done (texture, request->data);
}

/* One thread at most; it ends when it has had nothing to do for a while. */
static GThreadPool *
get_pool (void)
{
  static GThreadPool *pool;

  if (pool == NULL) /* only the main thread asks */
    pool = g_thread_pool_new (work, NULL, 1, FALSE, NULL);
  return pool;
}

void
app_thumbnail_get (const Figure *figure,
                   PlotStyle style,
                   GCancellable *cancellable,
                   AppThumbnailFunc done,
                   gpointer data)
{
  g_return_if_fail (figure != NULL && done != NULL);

  GTask *task = g_task_new (NULL, cancellable, done_cb, NULL);
  Request *request = g_new0 (Request, 1);

  *request = (Request){ figure, style, done, data };
  g_task_set_task_data (task, request, g_free);
  g_thread_pool_push (get_pool (), task, NULL);
}
