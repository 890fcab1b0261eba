/* The three palettes, and what scales with the font. */
#include "plot/draw/theme.h"

/* Cantarell would come first on GNOME, but it has neither Greek nor an italic; DejaVu has both and
 * is what a bare system ends up with. */
#define FONT_FAMILY "Noto Sans, Open Sans, DejaVu Sans, sans-serif"

#define RGBA(hex, a)                                                                               \
  {                                                                                                \
    ((hex) >> 16 & 0xff) / 255.0, ((hex) >> 8 & 0xff) / 255.0, ((hex) &0xff) / 255.0, (a)          \
  }
#define RGB(hex) RGBA (hex, 1.0)

/* Blue and magenta differ in lightness too, so that they stay apart in grey. */
static const PlotTheme light = {
  .style = PLOT_STYLE_LIGHT,
  .background = RGB (0xffffff),
  .foreground = RGB (0x26252a),
  .muted = RGB (0x69686e),
  .grid = RGB (0xe4e4e7),
  .modality = { RGB (0x3584e4), RGB (0xb5268c) },
  .modality_text = { RGB (0x1c6ccb), RGB (0xb5268c) },
  .playhead = RGB (0xe66100),
  .solution = RGB (0x1b7f4b),
  .origin = RGB (0xc01c28),
  .phase = { RGBA (0x3584e4, 0.075), RGBA (0xb5268c, 0.06) },
};

/* The text colours also hold on the lighter cards of Adwaita's dark style (#363636). */
static const PlotTheme dark = {
  .style = PLOT_STYLE_DARK,
  .background = RGB (0x2a2a2d),
  .foreground = RGB (0xededed),
  .muted = RGB (0xb0b0b5),
  .grid = RGB (0x47474b),
  .modality = { RGB (0x7ab8f8), RGB (0xe055a8) },
  .modality_text = { RGB (0x84b6f0), RGB (0xec8ccd) },
  .playhead = RGB (0xff8a1f),
  .solution = RGB (0x57e389),
  .origin = RGB (0xff938c),
  .phase = { RGBA (0x62a0ea, 0.12), RGBA (0xe06cba, 0.1) },
};

static const PlotTheme print = {
  .style = PLOT_STYLE_PRINT,
  .background = RGB (0xffffff),
  .foreground = RGB (0x000000),
  .muted = RGB (0x333333),
  .grid = RGB (0xe0e0e0),
  .modality = { RGB (0x2b80de), RGB (0xa3136f) },
  .modality_text = { RGB (0x1767bd), RGB (0xa3136f) },
  .playhead = RGB (0xd95f02),
  .solution = RGB (0x1b7f4b),
  .origin = RGB (0xb01020),
  /* opaque: translucent fills become bitmaps in some PDF tools */
  .phase = { RGB (0xeef4fc), RGB (0xfbf2f7) },
};

/* On a desktop of high contrast: greys are gone, colours keep their hue. */
static const PlotTheme high_light = {
  .foreground = RGB (0x000000),
  .muted = RGB (0x2e2d33),
  .grid = RGB (0x9a9a9f),
  .modality = { RGB (0x1c66c0), RGB (0x8a0c62) },
  .modality_text = { RGB (0x124a90), RGB (0x8a0c62) },
  .playhead = RGB (0xb54400),
  .solution = RGB (0x0c5a32),
  .origin = RGB (0x960d18),
  .phase = { RGBA (0x1a5fb4, 0.11), RGBA (0x9c0f70, 0.09) },
};

static const PlotTheme high_dark = {
  .foreground = RGB (0xffffff),
  .muted = RGB (0xe4e4e8),
  .grid = RGB (0x85858a),
  .modality = { RGB (0xb2e8ff), RGB (0xff6da2) },
  .modality_text = { RGB (0xc6defa), RGB (0xffceeb) },
  .playhead = RGB (0xffab4d),
  .solution = RGB (0x8ff0a4),
  .origin = RGB (0xffd0cd),
  .phase = { RGBA (0x99c1f1, 0.1), RGBA (0xf29ad3, 0.1) },
};

#define HIGH_LINE 1.4

void
plot_theme_raise_contrast (PlotTheme *theme)
{
  g_return_if_fail (theme != NULL);

  const PlotTheme old = *theme;

  *theme = theme->style == PLOT_STYLE_DARK ? high_dark : high_light;
  theme->style = old.style;
  theme->background = old.background;
  theme->font_family = old.font_family;
  theme->font_size = old.font_size;
  theme->line_width = HIGH_LINE * old.line_width;
  theme->pixel = old.pixel;
  theme->names[0] = old.names[0];
  theme->names[1] = old.names[1];
}

void
plot_theme_init (PlotTheme *theme, PlotStyle style, double font_size)
{
  g_return_if_fail (theme != NULL && font_size > 0);

  *theme = style == PLOT_STYLE_PRINT ? print : style == PLOT_STYLE_DARK ? dark : light;
  theme->font_family = FONT_FAMILY;
  theme->font_size = font_size;
  theme->line_width = font_size * (style == PLOT_STYLE_PRINT ? 0.15 : 0.17);
  theme->pixel = style == PLOT_STYLE_PRINT ? 0.0 : 1.0;
}

static const char *const style_names[] = { "light", "dark", "print" };

const char *
plot_style_get_name (PlotStyle style)
{
  return style_names[style];
}

gboolean
plot_style_find (const char *name, PlotStyle *style)
{
  for (gsize i = 0; i < G_N_ELEMENTS (style_names); i++)
    if (g_str_equal (style_names[i], name))
      {
        *style = (PlotStyle) i;
        return TRUE;
      }
  return FALSE;
}

void
plot_theme_set_source (cairo_t *cr, const PlotColor *color)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
}

PlotColor
plot_theme_fade (const PlotColor *color, double alpha)
{
  PlotColor faded = *color;
  faded.alpha *= alpha;
  return faded;
}
