/* Themes: text that can be read, colours that can be told apart. */
#include "plot/draw/theme.h"

#include <math.h>

static double
linear (double channel)
{
  return channel <= 0.03928 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

/* Relative luminance, WCAG 2.1. */
static double
luminance (const PlotColor *c)
{
  return 0.2126 * linear (c->red) + 0.7152 * linear (c->green) + 0.0722 * linear (c->blue);
}

static double
contrast (const PlotColor *a, const PlotColor *b)
{
  const double la = luminance (a), lb = luminance (b);
  return (fmax (la, lb) + 0.05) / (fmin (la, lb) + 0.05);
}

static PlotColor
over (const PlotColor *top, const PlotColor *below)
{
  const double a = top->alpha;
  return (PlotColor){ a * top->red + (1 - a) * below->red, a * top->green + (1 - a) * below->green,
                      a * top->blue + (1 - a) * below->blue, 1 };
}

static void
assert_readable (const PlotTheme *theme, const PlotColor *background)
{
  const PlotColor *texts[] = { &theme->foreground,       &theme->muted,    &theme->modality_text[0],
                               &theme->modality_text[1], &theme->solution, &theme->origin };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpfloat (contrast (texts[i], background), >=, 4.5);
}

/* WCAG: 4.5 for text, 3 for lines that carry meaning. */
static void
test_contrast (void)
{
  for (int style = PLOT_STYLE_LIGHT; style <= PLOT_STYLE_PRINT; style++)
    {
      PlotTheme theme;
      plot_theme_init (&theme, style, 12);
      const PlotColor *lines[] = { &theme.modality[0], &theme.modality[1], &theme.playhead };

      assert_readable (&theme, &theme.background);
      for (int m = 0; m < 2; m++)
        {
          const PlotColor shade = over (&theme.phase[m], &theme.background);

          assert_readable (&theme, &shade);
        }
      for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
        g_assert_cmpfloat (contrast (lines[i], &theme.background), >=, 3);
    }
}

/* Adwaita's cards in the dark style, where the window puts its plots. */
static void
test_contrast_on_dark_card (void)
{
  const PlotColor card = { 0x36 / 255.0, 0x36 / 255.0, 0x36 / 255.0, 1 };
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_DARK, 12);
  assert_readable (&theme, &card);
}

/* WCAG's enhanced contrast: 7 for text, 4.5 for lines; on Adwaita's dark cards too. */
static void
test_high_contrast (void)
{
  const PlotColor cards[] = { { 1, 1, 1, 1 }, { 0x36 / 255.0, 0x36 / 255.0, 0x36 / 255.0, 1 } };

  for (int style = PLOT_STYLE_LIGHT; style <= PLOT_STYLE_DARK; style++)
    {
      PlotTheme theme, plain;

      plot_theme_init (&theme, style, 12);
      plain = theme;
      plot_theme_raise_contrast (&theme);
      const PlotColor shades[] = { over (&theme.phase[0], &cards[style]),
                                   over (&theme.phase[1], &cards[style]) };
      const PlotColor *texts[] = { &theme.foreground,       &theme.muted,
                                   &theme.modality_text[0], &theme.modality_text[1],
                                   &theme.solution,         &theme.origin };

      for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          g_assert_cmpfloat (contrast (texts[i], &cards[style]), >=, 7);
          for (int m = 0; m < 2; m++)
            g_assert_cmpfloat (contrast (texts[i], &shades[m]), >=, 7);
        }
      g_assert_cmpfloat (contrast (&theme.modality[0], &cards[style]), >=, 4.5);
      g_assert_cmpfloat (contrast (&theme.modality[1], &cards[style]), >=, 4.5);
      g_assert_cmpfloat (contrast (&theme.playhead, &cards[style]), >=, 4.5);
      g_assert_cmpfloat (contrast (&theme.grid, &cards[style]), >,
                         contrast (&plain.grid, &cards[style]));
      g_assert_cmpfloat (theme.line_width, >, plain.line_width);
      g_assert_cmpint (theme.style, ==, style);
    }
}

/* In grey, on paper or a bad projector, A and B differ by a tenth of the way to white at least. */
static void
test_apart_in_grey (void)
{
  static const PlotStyle styles[] = { PLOT_STYLE_LIGHT, PLOT_STYLE_PRINT };

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      PlotTheme theme;
      plot_theme_init (&theme, styles[i], 12);
      const double a = sqrt (luminance (&theme.modality[0]));
      const double b = sqrt (luminance (&theme.modality[1]));
      g_assert_cmpfloat (fabs (a - b), >, 0.1);
    }
}

static void
test_scales_with_font (void)
{
  PlotTheme small, large;

  plot_theme_init (&small, PLOT_STYLE_LIGHT, 10);
  plot_theme_init (&large, PLOT_STYLE_LIGHT, 20);
  g_assert_cmpfloat (large.line_width, ==, 2 * small.line_width);
}

static void
test_print_is_black_on_white (void)
{
  PlotTheme theme, screen;

  plot_theme_init (&theme, PLOT_STYLE_PRINT, 7);
  plot_theme_init (&screen, PLOT_STYLE_LIGHT, 7);
  g_assert_cmpfloat (luminance (&theme.foreground), ==, 0);
  g_assert_cmpfloat (luminance (&theme.background), ==, 1);
  g_assert_cmpfloat (theme.line_width, <, screen.line_width);
  g_assert_cmpfloat (theme.pixel, ==, 0);
}

static void
test_fade (void)
{
  const PlotColor color = { 0.1, 0.2, 0.3, 0.5 }, faded = plot_theme_fade (&color, 0.5);
  g_assert_cmpfloat (faded.alpha, ==, 0.25);
  g_assert_cmpfloat (faded.blue, ==, 0.3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/theme/contrast", test_contrast);
  g_test_add_func ("/plot/theme/high-contrast", test_high_contrast);
  g_test_add_func ("/plot/theme/contrast-on-dark-card", test_contrast_on_dark_card);
  g_test_add_func ("/plot/theme/apart-in-grey", test_apart_in_grey);
  g_test_add_func ("/plot/theme/scales-with-font", test_scales_with_font);
  g_test_add_func ("/plot/theme/print-is-black-on-white", test_print_is_black_on_white);
  g_test_add_func ("/plot/theme/fade", test_fade);
  return g_test_run ();
}
