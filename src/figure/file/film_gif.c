/* Animated GIF: of each picture only what has changed, with colours of its own. */
#include "figure/file/film_writer.h"
#include "model/data/file.h"
#include "model/experiment/experiment.h"
#include "plot/draw/palette.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#ifdef HAVE_GIF

#include <gif_lib.h>

typedef struct
{
  FigureFilmWriter parent;
  GifFileType *gif; /* NULL before the first picture */
  GByteArray *bytes;
  guint32 *before; /* the picture as it stands, or NULL */
  char *description;
} Gif;

static int
append_cb (GifFileType *gif, const GifByteType *bytes, int n)
{
  g_byte_array_append (gif->UserData, bytes, (guint) n);
  return n;
}

static gboolean
fail (const Gif *self, GError **error)
{
  const char *reason = self->gif != NULL ? GifErrorString (self->gif->Error) : NULL;

  g_set_error (error, MODEL_ERROR, MODEL_ERROR_MEMORY, _ ("%s: cannot be encoded: %s"),
               self->parent.path, reason != NULL ? reason : "?");
  return FALSE;
}

/* "Repeat for ever", as all players read it. */
static gboolean
put_loop (GifFileType *gif)
{
  static const guint8 forever[] = { 1, 0, 0 };

  return EGifPutExtensionLeader (gif, APPLICATION_EXT_FUNC_CODE) == GIF_OK &&
         EGifPutExtensionBlock (gif, 11, "NETSCAPE2.0") == GIF_OK &&
         EGifPutExtensionBlock (gif, sizeof forever, forever) == GIF_OK &&
         EGifPutExtensionTrailer (gif) == GIF_OK;
}

/* Blocks of a comment hold 255 bytes. */
static gboolean
put_comment (GifFileType *gif, const char *text)
{
  gboolean ok = EGifPutExtensionLeader (gif, COMMENT_EXT_FUNC_CODE) == GIF_OK;

  for (gsize at = 0, n = strlen (text); at < n && ok; at += 255)
    ok = EGifPutExtensionBlock (gif, (int) MIN (n - at, 255), text + at) == GIF_OK;
  return ok && EGifPutExtensionTrailer (gif) == GIF_OK;
}

static gboolean
begin (Gif *self)
{
  int code;

  self->gif = EGifOpen (self->bytes, append_cb, &code);
  if (self->gif == NULL)
    return FALSE;
  EGifSetGifVersion (self->gif, TRUE);
  return EGifPutScreenDesc (self->gif, self->parent.width, self->parent.height, 8, 0, NULL) ==
             GIF_OK &&
         put_loop (self->gif) && put_comment (self->gif, self->description);
}

typedef struct
{
  int left, top, right, bottom; /* right and bottom are just outside */
} Box;

/* What differs from the picture before; one pixel where nothing does. */
static Box
find_change (const Gif *self, const guint32 *pixels)
{
  const int width = self->parent.width, height = self->parent.height;
  Box box = { width, height, 0, 0 };

  if (self->before == NULL)
    return (Box){ 0, 0, width, height };
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (pixels[y * width + x] != self->before[y * width + x])
        {
          box.left = MIN (box.left, x);
          box.right = MAX (box.right, x + 1);
          box.top = MIN (box.top, y);
          box.bottom = y + 1;
        }
  return box.right > 0 ? box : (Box){ 0, 0, 1, 1 };
}

/* Hundredths of a second, so that the sum stays true to the rate. */
static int
get_delay (const FigureFilmWriter *writer, int i)
{
  return (int) (lround (100 * (i + 1) / writer->rate) - lround (100 * i / writer->rate));
}

static gboolean
put_control (Gif *self, int i)
{
  const GraphicsControlBlock control = { DISPOSE_DO_NOT, FALSE, get_delay (&self->parent, i),
                                         NO_TRANSPARENT_COLOR };
  GifByteType bytes[4];
  const size_t n = EGifGCBToExtension (&control, bytes);

  return EGifPutExtension (self->gif, GRAPHICS_EXT_FUNC_CODE, (int) n, bytes) == GIF_OK;
}

/* Colours of the box; `indices` gets one for each of its pixels. */
static ColorMapObject *
quantize (const Gif *self, const guint32 *pixels, const Box *box, GifByteType *indices)
{
  const int width = box->right - box->left, height = box->bottom - box->top;
  g_autofree guint32 *inside = g_new (guint32, (gsize) width * height);
  ColorMapObject *map = GifMakeMapObject (PLOT_PALETTE_MAX, NULL);
  PlotPalette palette;

  if (map == NULL)
    return NULL;
  for (int y = 0; y < height; y++)
    memcpy (inside + (gsize) y * width,
            pixels + ((gsize) box->top + y) * self->parent.width + box->left,
            (gsize) width * sizeof *inside);
  plot_palette_compute (&palette, inside, (gsize) width * height, indices);
  for (int i = 0; i < palette.n; i++)
    map->Colors[i] = (GifColorType){ palette.colors[i] >> 16 & 0xff, palette.colors[i] >> 8 & 0xff,
                                     palette.colors[i] & 0xff };
  return map;
}

static gboolean
put_box (Gif *self, const guint32 *pixels, const Box *box)
{
  const int width = box->right - box->left, height = box->bottom - box->top;
  g_autofree GifByteType *indices = g_malloc ((gsize) width * height);
  ColorMapObject *map = quantize (self, pixels, box, indices);
  gboolean ok;

  if (map == NULL)
    return FALSE;
  ok = EGifPutImageDesc (self->gif, box->left, box->top, width, height, FALSE, map) == GIF_OK;
  for (int y = 0; y < height && ok; y++)
    ok = EGifPutLine (self->gif, indices + (gsize) y * width, width) == GIF_OK;
  GifFreeMapObject (map);
  return ok;
}

static gboolean
add (FigureFilmWriter *writer, int i, cairo_surface_t *picture, GError **error)
{
  Gif *self = (Gif *) writer;
  const int width = writer->width, stride = cairo_image_surface_get_stride (picture);
  const guchar *data = cairo_image_surface_get_data (picture);
  guint32 *pixels = g_new (guint32, (gsize) width * writer->height);
  Box box;

  for (int y = 0; y < writer->height; y++)
    for (int x = 0; x < width; x++)
      pixels[(gsize) y * width + x] =
          ((const guint32 *) (gconstpointer) (data + (gsize) y * stride))[x] & 0xffffff;
  box = find_change (self, pixels);
  g_free (self->before);
  self->before = pixels;
  return ((self->gif != NULL || begin (self)) && put_control (self, i) &&
          put_box (self, pixels, &box)) ||
         fail (self, error);
}

static gboolean
finish (FigureFilmWriter *writer, GError **error)
{
  Gif *self = (Gif *) writer;
  GifFileType *gif = g_steal_pointer (&self->gif);
  int code;

  if (EGifCloseFile (gif, &code) != GIF_OK)
    return fail (self, error);
  return model_file_replace (writer->path, (const char *) self->bytes->data,
                             (gssize) self->bytes->len, error);
}

static void
free_gif (FigureFilmWriter *writer)
{
  Gif *self = (Gif *) writer;
  int code;

  if (self->gif != NULL)
    EGifCloseFile (self->gif, &code);
  g_byte_array_unref (self->bytes);
  g_free (self->before);
  g_free (self->description);
  g_free (self);
}

static const FigureFilmWriterClass gif_class = { add, finish, free_gif };

FigureFilmWriter *
figure_film_gif_new (const char *description, GError **error)
{
  Gif *self = g_new0 (Gif, 1);

  self->parent.klass = &gif_class;
  self->bytes = g_byte_array_new ();
  self->description = g_strdup (description);
  return &self->parent;
}

gboolean
figure_film_gif_is_built (void)
{
  return TRUE;
}

#else

FigureFilmWriter *
figure_film_gif_new (const char *description, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _ ("This build writes no GIF: build it with giflib (-Dgif=enabled)"));
  return NULL;
}

gboolean
figure_film_gif_is_built (void)
{
  return FALSE;
}

#endif
