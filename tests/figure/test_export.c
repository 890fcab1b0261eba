/* Exports: the size asked for, the same bytes every time, all or nothing. */
#include "figure/file/export.h"
#include "model/experiment/experiment.h"
#include "model/train/trainer.h"
#include "plot/draw/group.h"
#include "plot/time/loss.h"
#include "plot_fixture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#define DESCRIPTION "[data]\nrho = 0.5 # <&> \xc3\xa9\n"

typedef struct
{
  char *folder;
  ModelSnapshot *snapshot;
  StudyRun run;
  FigureExport options;
} Fixture;

static void
setup (Fixture *f, gconstpointer rows)
{
  f->folder = g_dir_make_tmp ("plateau-export-XXXXXX", NULL);
  f->snapshot = plot_fixture_run (GPOINTER_TO_INT (rows));
  study_run_init (&f->run);
  f->run.snapshot = f->snapshot;
  f->run.epochs = study_run_fit_epochs (f->snapshot, 0);
  figure_export_init (&f->options);
  f->options.description = DESCRIPTION;
}

static void
teardown (Fixture *f, gconstpointer rows)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);
      g_remove (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
  model_snapshot_unref (f->snapshot);
}

static void
draw_cb (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme)
{
  plot_loss_draw (cr, area, data, theme);
}

/* The bytes of a file just exported. */
static GBytes *
write_picture (Fixture *f, const char *name)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize n;

  figure_export_to_file (&f->options, path, draw_cb, &f->run, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  return g_bytes_new_take (bytes, n);
}

static guint32
read_number (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
}

/* The data of a PNG chunk, or NULL. */
static const guint8 *
find_chunk (const guint8 *png, gsize n, const char *type, guint32 *length)
{
  for (gsize at = 8; at + 12 <= n; at += 12 + *length)
    {
      *length = read_number (png + at);
      if (memcmp (png + at + 4, type, 4) == 0)
        return png + at + 8;
    }
  return NULL;
}

static void
test_png (Fixture *f, gconstpointer rows)
{
  g_autoptr (GBytes) bytes = write_picture (f, "a.png");
  gsize n;
  const guint8 *png = g_bytes_get_data (bytes, &n);
  guint32 length;

  /* 85 x 60 mm at 300 dpi. */
  const guint8 *header = find_chunk (png, n, "IHDR", &length);
  g_assert_cmpuint (read_number (header), ==, 1004);
  g_assert_cmpuint (read_number (header + 4), ==, 709);
  /* 300 dots per inch are 11811 per metre. */
  const guint8 *resolution = find_chunk (png, n, "pHYs", &length);
  g_assert_nonnull (resolution);
  g_assert_cmpuint (read_number (resolution), ==, 11811);
  g_assert_cmpuint (resolution[8], ==, 1);
  const guint8 *text = find_chunk (png, n, "iTXt", &length);
  g_assert_nonnull (text);
  g_assert_cmpstr ((const char *) text, ==, "Description");
  const gsize head = strlen ("Description") + 5;
  g_assert_cmpmem (text + head, length - head, DESCRIPTION, strlen (DESCRIPTION));
  g_assert_nonnull (find_chunk (png, n, "IEND", &length));
}

/* Cairo reads what was inserted, and would refuse a wrong check sum. */
static void
test_png_is_valid (Fixture *f, gconstpointer rows)
{
  g_autofree char *path = g_build_filename (f->folder, "a.png", NULL);
  g_bytes_unref (write_picture (f, "a.png"));
  cairo_surface_t *surface = cairo_image_surface_create_from_png (path);
  cairo_t *cr = cairo_create (surface);

  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 1004);
  g_assert_cmpint (plot_fixture_ink (cr, &(PlotArea){ 0, 0, 1004, 709 }), >, 5000);
  cairo_surface_destroy (surface);
  plot_fixture_close (cr);
}

static void
test_png_transparent (Fixture *f, gconstpointer rows)
{
  g_autofree char *path = g_build_filename (f->folder, "a.png", NULL);
  f->options.transparent = TRUE;
  g_bytes_unref (write_picture (f, "a.png"));
  cairo_surface_t *surface = cairo_image_surface_create_from_png (path);

  g_assert_cmpint (cairo_image_surface_get_format (surface), ==, CAIRO_FORMAT_ARGB32);
  g_assert_cmpuint (*(const guint32 *) (const void *) cairo_image_surface_get_data (surface), ==,
                    0);
  cairo_surface_destroy (surface);
}

static void
test_svg (Fixture *f, gconstpointer rows)
{
  g_autoptr (GBytes) bytes = write_picture (f, "a.svg");
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  g_autofree char *svg = g_strndup (data, n);
  g_autoptr (GMarkupParseContext) parser = NULL;
  const GMarkupParser handlers = { NULL };

  g_assert_true (g_str_has_prefix (svg, "<?xml"));
  g_assert_true (g_str_has_suffix (svg, "</svg>\n"));
  /* 85 mm are 240.944882 points. */
  g_assert_nonnull (strstr (svg, "width=\"240.944882pt\""));
  g_assert_nonnull (strstr (svg, "<metadata>[data]\nrho = 0.5 # &lt;&amp;&gt; \xc3\xa9"));
  parser = g_markup_parse_context_new (&handlers, 0, NULL, NULL);
  g_assert_true (g_markup_parse_context_parse (parser, svg, n, NULL));
  g_assert_true (g_markup_parse_context_end_parse (parser, NULL));
}

/* Letters are text, which can be searched and changed, unless shapes are asked for. */
static void
test_svg_text (Fixture *f, gconstpointer rows)
{
  f->options.title = "Loss & <weights>";
  for (int outlines = 0; outlines < 2; outlines++)
    {
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *svg = NULL;

      f->options.outlines = outlines;
      bytes = write_picture (f, "a.svg");
      svg = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_assert_nonnull (strstr (svg, "<title>Loss &amp; &lt;weights&gt;</title>"));
      g_assert_cmpint (strstr (svg, ">epoch</tspan></text>") != NULL, ==, !outlines);
      g_assert_cmpint (strstr (svg, "<symbol") != NULL || strstr (svg, "glyph") != NULL, ==,
                       outlines);
    }
}

/* PostScript carries what the others do, as comments, and no date of the clock. */
static void
test_eps (Fixture *f, gconstpointer rows)
{
  g_autoptr (GBytes) bytes = write_picture (f, "a.eps");
  gsize n;
  const char *eps = g_bytes_get_data (bytes, &n);

  g_assert_true (g_str_has_prefix (eps, "%!PS-Adobe-3.0 EPSF-3.0\n%Plateau: [data]\n"));
  g_assert_nonnull (memmem (eps, n, "%%CreationDate: 2024-01-01", 26));
  g_assert_nonnull (memmem (eps, n, "%%EOF", 5));
}

/* A run that rings has no two rows in a line: a preview holds what its pixels show of it, whatever
 * its length, where a file holds all. */
static void
test_preview_is_short (Fixture *f, gconstpointer rows)
{
  gsize size[2];

  for (int preview = 0; preview < 2; preview++)
    {
      g_autoptr (ModelTrainer) trainer = NULL;
      g_autoptr (GBytes) bytes = NULL;
      ModelExperiment e;

      model_experiment_init (&e);
      model_experiment_set (&e, MODEL_LEARNING_RATE, 0.27, NULL);
      model_experiment_set (&e, MODEL_EPOCHS, preview ? 20000 : 5000, NULL);
      trainer = model_trainer_new (&e, 1e-8, NULL);
      model_trainer_run (trainer, 20000, NULL);
      model_snapshot_unref (f->snapshot);
      f->snapshot = model_trainer_snapshot (trainer, 0);
      f->run.snapshot = f->snapshot;
      f->run.epochs = study_run_fit_epochs (f->snapshot, 0);
      f->options.pixel = preview ? 1 : 0;
      bytes = write_picture (f, "a.svg");
      size[preview] = g_bytes_get_size (bytes);
    }
  g_assert_cmpuint (size[0], >, 50000);
  g_assert_cmpuint (size[1], <, 50000);
}

/* 20,000 epochs: curves hold the points that the eye needs, not one per row. */
static void
test_svg_is_small (Fixture *f, gconstpointer rows)
{
  g_autoptr (GBytes) bytes = write_picture (f, "a.svg");
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 150000);
}

static void
test_pdf (Fixture *f, gconstpointer rows)
{
  g_autoptr (GBytes) bytes = write_picture (f, "a.pdf");
  gsize n;
  const char *pdf = g_bytes_get_data (bytes, &n);

  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
  g_assert_nonnull (g_strstr_len (pdf + n - 8, 8, "%%EOF"));
  g_assert_nonnull (memmem (pdf, n, "/Subject", 8));
  g_assert_nonnull (memmem (pdf, n, "/Creator (Plateau", 17));
  g_assert_nonnull (memmem (pdf, n, "/CreationDate (20240101", 23));
  /* Archives refuse a group without need, and subjects of several lines. */
  g_assert_null (memmem (pdf, n, "/S /Transparency", 16));
  g_assert_nonnull (memmem (pdf, n, "/Subject ([data]%0Arho", 22));
}

static void
test_same_bytes (Fixture *f, gconstpointer rows)
{
  static const char *const names[] = { "a.png", "a.svg", "a.pdf", "a.eps" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) first = write_picture (f, names[i]);
      /* Surfaces made in between must not show. */
      plot_fixture_close (plot_fixture_page (3, 3));
      g_autoptr (GBytes) second = write_picture (f, names[i]);
      g_assert_true (g_bytes_equal (first, second));
    }
}

static gpointer
export_thread (gpointer data)
{
  return write_picture (data, "thread.png");
}

static void
test_worker_thread (Fixture *f, gconstpointer rows)
{
  g_autoptr (GBytes) here = write_picture (f, "a.png");
  g_autoptr (GBytes) there = g_thread_join (g_thread_new ("export", export_thread, f));
  g_assert_true (g_bytes_equal (here, there));
}

static void
test_any_case (Fixture *f, gconstpointer rows)
{
  g_autoptr (GBytes) bytes = write_picture (f, "A.PDF");
  g_assert_true (g_str_has_prefix (g_bytes_get_data (bytes, NULL), "%PDF-"));
}

static void
assert_fails (Fixture *f, const char *name, GQuark domain, int code, const char *words)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (figure_export_to_file (&f->options, path, draw_cb, &f->run, &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_cmpint (plot_fixture_count_files (f->folder), ==, 0);
}

static void
test_unknown_ending (Fixture *f, gconstpointer rows)
{
  assert_fails (f, "a.bmp", MODEL_ERROR, MODEL_ERROR_KEY, ".png, .svg, .pdf or .eps");
  assert_fails (f, "a", MODEL_ERROR, MODEL_ERROR_KEY, ".png");
}

static void
test_no_folder (Fixture *f, gconstpointer rows)
{
  static const char *const names[] = { "none/a.png", "none/a.svg", "none/a.pdf", "none/a.eps" };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    assert_fails (f, names[i], G_FILE_ERROR, G_FILE_ERROR_NOENT, names[i]);
}

static void
test_unwritable_folder (Fixture *f, gconstpointer rows)
{
  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }
  g_chmod (f->folder, 0500);
  assert_fails (f, "a.svg", G_FILE_ERROR, G_FILE_ERROR_ACCES, "a.svg");
  g_chmod (f->folder, 0700);
}

static void
test_sizes (Fixture *f, gconstpointer rows)
{
  static const double bad[] = { 0, -1, 1e9, NAN };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      figure_export_init (&f->options);
      f->options.width = bad[i];
      assert_fails (f, "a.pdf", MODEL_ERROR, MODEL_ERROR_RANGE, "2000");
      figure_export_init (&f->options);
      f->options.height = bad[i];
      assert_fails (f, "a.svg", MODEL_ERROR, MODEL_ERROR_RANGE, "2000");
      figure_export_init (&f->options);
      f->options.dpi = bad[i];
      assert_fails (f, "a.png", MODEL_ERROR, MODEL_ERROR_RANGE, "dpi");
    }
}

/* A failed export leaves the file that was there as it was. */
static void
test_failure_keeps_old_file (Fixture *f, gconstpointer rows)
{
  g_autoptr (GBytes) before = write_picture (f, "a.png");
  g_autofree char *path = g_build_filename (f->folder, "a.png", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;
  gsize n;

  f->options.width = -1;
  g_assert_false (figure_export_to_file (&f->options, path, draw_cb, &f->run, &error));
  g_assert_true (g_file_get_contents (path, &after, &n, NULL));
  g_assert_cmpmem (after, n, g_bytes_get_data (before, NULL), g_bytes_get_size (before));
}

/* What belongs together is a group with a name that editors show; none of the marks by which groups
 * are found stays, and a dot is a circle. */
static void
draw_groups_cb (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme)
{
  plot_group_begin (cr, "outer");
  for (int i = 0; i < 2; i++)
    {
      plot_group_begin (cr, "dot");
      cairo_rectangle (cr, 20 + 40 * i, 20, 10, 10);
      cairo_fill (cr);
      plot_group_end (cr);
    }
  plot_group_end (cr);
  /* Ends behind a clip that was set within: no group. */
  plot_group_begin (cr, "torn");
  cairo_rectangle (cr, 50, 50, 100, 100);
  cairo_clip (cr);
  cairo_move_to (cr, 64, 60);
  cairo_curve_to (cr, 64, 66, 56, 66, 56, 60);
  cairo_curve_to (cr, 56, 54, 64, 54, 64, 60);
  cairo_close_path (cr);
  cairo_fill (cr);
  plot_group_end (cr);
}

static void
test_svg_groups (Fixture *f, gconstpointer rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      figure_export_to_bytes (&f->options, ".svg", draw_groups_cb, NULL, &error);
  g_autofree char *text = NULL;
  const GMarkupParser ignore = { NULL, NULL, NULL, NULL, NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&ignore, 0, NULL, NULL);

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_true (g_markup_parse_context_parse (context, text, -1, &error));
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_nonnull (strstr (text, "<g id=\"outer\" inkscape:label=\"outer\">"));
  g_assert_nonnull (strstr (text, "<g id=\"dot\" inkscape:label=\"dot\">"));
  g_assert_nonnull (strstr (text, "<g id=\"dot-2\" inkscape:label=\"dot\">"));
  g_assert_null (strstr (text, "torn"));
  g_assert_null (strstr (text, "0.015625"));
  g_assert_null (strstr (text, "0.02 0.02"));
  g_assert_nonnull (strstr (text, "cx=\"60\" cy=\"60\" r=\"4\"/>"));
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, GINT_TO_POINTER (500), setup, test, teardown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/plot/export/png", test_png);
  add ("/plot/export/png-is-valid", test_png_is_valid);
  add ("/plot/export/png-transparent", test_png_transparent);
  add ("/plot/export/svg-text", test_svg_text);
  add ("/plot/export/svg-groups", test_svg_groups);
  add ("/plot/export/eps", test_eps);
  add ("/plot/export/preview-is-short", test_preview_is_short);
  add ("/plot/export/svg", test_svg);
  g_test_add ("/plot/export/svg-is-small", Fixture, GINT_TO_POINTER (20000), setup,
              test_svg_is_small, teardown);
  add ("/plot/export/pdf", test_pdf);
  add ("/plot/export/same-bytes", test_same_bytes);
  add ("/plot/export/worker-thread", test_worker_thread);
  add ("/plot/export/any-case", test_any_case);
  add ("/plot/export/unknown-ending", test_unknown_ending);
  add ("/plot/export/no-folder", test_no_folder);
  add ("/plot/export/unwritable-folder", test_unwritable_folder);
  add ("/plot/export/sizes", test_sizes);
  add ("/plot/export/failure-keeps-old-file", test_failure_keeps_old_file);
  return g_test_run ();
}
