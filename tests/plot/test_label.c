/* Labels: scripts are scripts, letters are letters, and each can be said. */
#include "plot/draw/label.h"
#include "plot_fixture.h"

#include <math.h>

static void
assert_text (const char *markup, const char *expected)
{
  g_autofree char *text = NULL;
  PangoAttrList *attributes;

  plot_label_parse (markup, &text, &attributes);
  g_assert_cmpstr (text, ==, expected);
  g_assert_nonnull (attributes);
  pango_attr_list_unref (attributes);
}

static void
test_text (void)
{
  assert_text ("", "");
  assert_text ("epoch", "epoch");
  assert_text ("W_A", "WA");
  assert_text ("10^{-8}", "10\xe2\x88\x92"
                          "8");
  assert_text ("L(\\M_A)", "L(ℳA)");
  assert_text ("Correlation \\rho", "Correlation ρ");
  assert_text ("\\sigma_A / \\sigma_B", "σA / σB");
  assert_text ("\\hat y", "ŷ");
  assert_text ("$L$ = 4", "L = 4");
  assert_text ("init\\_scale", "init_scale");
}

/* Half-written markup is drawn as far as it goes. */
static void
test_malformed (void)
{
  assert_text ("W_", "W");
  assert_text ("10^{3", "103");
  assert_text ("a}b", "a}b");
  assert_text ("\\unknown", "\\unknown");
  assert_text ("\\", "\\");
  assert_text ("$x", "x");
  assert_text ("\xff\xfe", "");
  assert_text ("^^^^^^^^^^^^", "^^"); /* below four levels, a character like any other */
}

static int
attribute_at (const char *markup, int index, PangoAttrType type)
{
  g_autofree char *text = NULL;
  PangoAttrList *attributes;
  int value = 0;

  plot_label_parse (markup, &text, &attributes);
  PangoAttrIterator *iterator = pango_attr_list_get_iterator (attributes);
  do
    {
      int start, end;
      pango_attr_iterator_range (iterator, &start, &end);
      const PangoAttribute *found = pango_attr_iterator_get (iterator, type);
      if (found != NULL && start <= index && index < end)
        value = ((const PangoAttrInt *) (const void *) found)->value;
    }
  while (pango_attr_iterator_next (iterator));
  pango_attr_iterator_destroy (iterator);
  pango_attr_list_unref (attributes);
  return value;
}

static void
test_rise (void)
{
  g_assert_cmpint (attribute_at ("W_A", 0, PANGO_ATTR_RISE), ==, 0);
  g_assert_cmpint (attribute_at ("W_A", 1, PANGO_ATTR_RISE), <, 0);
  g_assert_cmpint (attribute_at ("W^A", 1, PANGO_ATTR_RISE), >, 0);
  /* A script of a script stands further up. */
  g_assert_cmpint (attribute_at ("2^{2^2}", 2, PANGO_ATTR_RISE), >,
                   attribute_at ("2^{2^2}", 1, PANGO_ATTR_RISE));
}

static void
test_italic (void)
{
  g_assert_cmpint (attribute_at ("W_A", 0, PANGO_ATTR_STYLE), ==, PANGO_STYLE_ITALIC);
  g_assert_cmpint (attribute_at ("W_A", 1, PANGO_ATTR_STYLE), ==, PANGO_STYLE_NORMAL);
  g_assert_cmpint (attribute_at ("$L$", 0, PANGO_ATTR_STYLE), ==, PANGO_STYLE_ITALIC);
  g_assert_cmpint (attribute_at ("L(\\M_A)", 0, PANGO_ATTR_STYLE), ==, PANGO_STYLE_ITALIC);
  g_assert_cmpint (attribute_at ("only A learned", 5, PANGO_ATTR_STYLE), ==, PANGO_STYLE_NORMAL);
  g_assert_cmpint (attribute_at ("init_s", 3, PANGO_ATTR_STYLE), ==, PANGO_STYLE_NORMAL);
  g_assert_cmpint (attribute_at ("\\rho", 0, PANGO_ATTR_STYLE), ==, PANGO_STYLE_ITALIC);
}

static void
assert_spoken (const char *markup, const char *expected)
{
  g_autofree char *spoken = plot_label_speak (markup);
  g_assert_cmpstr (spoken, ==, expected);
}

static void
test_speak (void)
{
  assert_spoken ("W_A", "W A");
  assert_spoken ("t_B / t_A", "t B over t A");
  assert_spoken ("\\rho", "rho");
  assert_spoken ("Correlation \\rho", "Correlation rho");
  assert_spoken ("\\sigma_A / \\sigma_B", "sigma A over sigma B");
  assert_spoken ("10^{-8}", "10 to the power minus 8");
  assert_spoken ("L(\\M_A)", "L of M A");
  assert_spoken ("\\hat y", "y hat");
  assert_spoken ("W^*", "W star");
  assert_spoken ("epoch", "epoch");
}

static double
width_of (cairo_t *cr, const char *markup)
{
  PlotTheme theme;
  PlotLabelSize size;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 20);
  plot_label_measure (cr, markup, 20, FALSE, &theme, &size);
  return size.width;
}

/* A script widens a label, but less than a letter of full size. */
static void
test_width (void)
{
  cairo_t *cr = plot_fixture_page (10, 10);

  g_assert_cmpfloat (width_of (cr, ""), ==, 0);
  g_assert_cmpfloat (width_of (cr, "x_A"), >, width_of (cr, "$x$"));
  g_assert_cmpfloat (width_of (cr, "x_A"), <, width_of (cr, "$x$A"));
  g_assert_cmpfloat (width_of (cr, "x^A"), ==, width_of (cr, "x_A"));
  plot_fixture_close (cr);
}

/* Rows of dark pixels from the top: where the ink of a label at y = 0 begins and ends. */
static void
ink_rows (const char *markup, int *first, int *last)
{
  cairo_t *cr = plot_fixture_page (200, 120);
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_PRINT, 40);
  plot_label_draw (cr, markup, 20, 40, 0, 0, 40, FALSE, &theme.foreground, &theme);
  *first = -1;
  for (int y = 0; y < 120; y++)
    if (plot_fixture_ink (cr, &(PlotArea){ 0, y, 200, 1 }) > 0)
      {
        *first = *first < 0 ? y : *first;
        *last = y;
      }
  plot_fixture_close (cr);
}

static void
test_scripts_rise_and_sink (void)
{
  int plain[2], sub[2], super[2];

  ink_rows ("$W$", &plain[0], &plain[1]);
  ink_rows ("W_A", &sub[0], &sub[1]);
  ink_rows ("W^A", &super[0], &super[1]);
  /* The letter itself stays on its line, to a pixel. */
  g_assert_cmpint (abs (sub[0] - plain[0]), <=, 1);
  g_assert_cmpint (abs (super[1] - plain[1]), <=, 1);
  /* At 40 units, scripts move by a fifth of the size at least: more than 3 pixels each. */
  g_assert_cmpint (sub[1], >, plain[1] + 3);
  g_assert_cmpint (super[0], <, plain[0] - 3);
}

static void
test_anchor (void)
{
  cairo_t *cr = plot_fixture_page (200, 100);
  const PlotArea left = { 0, 0, 100, 100 }, right = { 100, 0, 100, 100 };
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_PRINT, 20);
  plot_label_draw (cr, "HHH", 100, 50, 1, 0.5, 20, FALSE, &theme.foreground, &theme);
  g_assert_cmpint (plot_fixture_ink (cr, &left), >, 50);
  g_assert_cmpint (plot_fixture_ink (cr, &right), ==, 0);
  /* The middle of the box is the middle of the capitals, to a pixel or two in any font. */
  const int above = plot_fixture_ink (cr, &(PlotArea){ 0, 0, 200, 50 });
  const int below = plot_fixture_ink (cr, &(PlotArea){ 0, 50, 200, 50 });
  g_assert_cmpfloat (fabs ((double) above / (above + below) - 0.5), <, 0.15);
  plot_fixture_close (cr);
}

static gpointer
measure_thread (gpointer data)
{
  cairo_t *cr = plot_fixture_page (10, 10);
  double *width = g_new (double, 1);

  *width = width_of (cr, "L(\\M_A)");
  plot_fixture_close (cr);
  return width;
}

static void
test_any_thread (void)
{
  GThread *threads[2];
  double *widths[2];

  for (int i = 0; i < 2; i++)
    threads[i] = g_thread_new ("label", measure_thread, NULL);
  for (int i = 0; i < 2; i++)
    widths[i] = g_thread_join (threads[i]);
  g_assert_cmpfloat (*widths[0], >, 0);
  g_assert_cmpfloat (*widths[0], ==, *widths[1]);
  g_free (widths[0]);
  g_free (widths[1]);
}

/* Layouts are kept, each for what it depends on, and not without bound. */
static void
test_cache (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 8, 8);
  cairo_t *cr = cairo_create (surface);
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 11);
  g_autoptr (PangoLayout) first = plot_label_get_layout (cr, "W_A", 11, FALSE, &theme);
  g_autoptr (PangoLayout) again = plot_label_get_layout (cr, "W_A", 11, FALSE, &theme);
  g_autoptr (PangoLayout) other = plot_label_get_layout (cr, "W_B", 11, FALSE, &theme);
  g_autoptr (PangoLayout) bold = plot_label_get_layout (cr, "W_A", 11, TRUE, &theme);
  g_autoptr (PangoLayout) larger = plot_label_get_layout (cr, "W_A", 12, FALSE, &theme);
  cairo_rotate (cr, 1);
  g_autoptr (PangoLayout) turned = plot_label_get_layout (cr, "W_A", 11, FALSE, &theme);

  g_assert_true (first == again);
  g_assert_true (first != other && first != bold && first != larger && first != turned);
  for (int i = 0; i < 5000; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", i);
      g_object_unref (plot_label_get_layout (cr, text, 11, FALSE, &theme));
    }
  /* What is in use outlives the cache's memory of it. */
  g_assert_cmpint ((int) G_OBJECT (first)->ref_count, ==, 2);
  g_assert_cmpstr (pango_layout_get_text (first), ==, "WA");
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
assert_named (
    const char *markup, const char *a, const char *b, const char *text, const char *spoken)
{
  const char *const names[2] = { a, b };
  g_autofree char *named = plot_label_name (markup, names);

  assert_text (named, text);
  assert_spoken (named, spoken);
}

/* Where modalities have names, scripts and words that stand for them say these. */
static void
test_names (void)
{
  assert_named ("t_A", "sound", "light", "tsound", "t sound");
  assert_named ("t_B / t_A", "sound", "light", "tlight / tsound", "t light over t sound");
  assert_named ("L(\\M_A)", "sound", NULL, "L(ℳsound)", "L of M sound");
  assert_named ("W^1_{B,1}", "sound", "light", "W1light,1", "W 1 light,1");
  assert_named ("only \\A learned", "sound level", NULL, "only sound level learned",
                "only sound level learned");
  assert_named ("only \\B learned", "sound", NULL, "only B learned", "only B learned");
  /* Plain letters, and those in words, are left alone. */
  assert_named ("A, $A_A$, _Add, \\_A", "x", "y", "A, A_A, Add, _A", "A, A_A, Add, _A");
  /* What looks like markup is drawn as it is. */
  assert_named ("t_A", "a}_^{\\$", NULL, "ta}_^{\\$", "t a}_^{\\$");
  assert_named ("\\A", "\\B", "light", "\\B", "\\B");
  assert_named ("\\A = t_A", "<b>", NULL, "<b> = t<b>", "<b> = t <b>");
}

/* A theme's names are what is drawn, whatever was drawn before. */
static void
test_theme_names (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 8, 8);
  cairo_t *cr = cairo_create (surface);
  ModelExperiment experiment;
  PlotTheme theme;

  model_experiment_init (&experiment);
  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 11);
  plot_label_name_modalities (&theme, &experiment);
  g_autoptr (PangoLayout) letter = plot_label_get_layout (cr, "W_A", 11, FALSE, &theme);
  g_assert_cmpstr (pango_layout_get_text (letter), ==, "WA");
  g_assert_true (model_experiment_set_text (&experiment, MODEL_NAME_A, "sound", NULL));
  plot_label_name_modalities (&theme, &experiment);
  plot_theme_raise_contrast (&theme);
  g_autoptr (PangoLayout) named = plot_label_get_layout (cr, "W_A", 11, FALSE, &theme);
  g_assert_cmpstr (pango_layout_get_text (named), ==, "Wsound");
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/label/text", test_text);
  g_test_add_func ("/plot/label/malformed", test_malformed);
  g_test_add_func ("/plot/label/rise", test_rise);
  g_test_add_func ("/plot/label/italic", test_italic);
  g_test_add_func ("/plot/label/speak", test_speak);
  g_test_add_func ("/plot/label/names", test_names);
  g_test_add_func ("/plot/label/theme-names", test_theme_names);
  g_test_add_func ("/plot/label/width", test_width);
  g_test_add_func ("/plot/label/scripts-rise-and-sink", test_scripts_rise_and_sink);
  g_test_add_func ("/plot/label/anchor", test_anchor);
  g_test_add_func ("/plot/label/any-thread", test_any_thread);
  g_test_add_func ("/plot/label/cache", test_cache);
  return g_test_run ();
}
