/* WebM and MP4 through GStreamer: the VP8 encoder of its base installation, and whichever encoder
 * of H.264 is there. */
#include "figure/file/figure_file.h"
#include "figure/file/film_writer.h"
#include "model/data/draft.h"
#include "model/experiment/experiment.h"

#include <glib/gi18n-lib.h>

#ifdef HAVE_GSTREAMER

#include <gst/app/gstappsrc.h>
#include <gst/gst.h>

/* Good rather than quick, with a quality that keeps thin lines. */
#define SOURCE "appsrc name=source format=time max-bytes=0 ! videoconvert ! "
#define SINK " ! filesink name=sink"

typedef struct
{
  const char *ending;
  const char *encoder; /* the element that has to be there */
  const char *pipeline;
} Kind;

/* Of an ending, the first whose encoder is there. */
static const Kind kinds[] = {
  { ".webm", "vp8enc",
    SOURCE "vp8enc deadline=100000 cpu-used=4 end-usage=cq cq-level=8 min-quantizer=2 "
           "max-quantizer=24 target-bitrate=20000000 keyframe-max-dist=100 ! "
           "webmmux name=mux" SINK },
  { ".mp4", "x264enc",
    SOURCE "video/x-raw,format=I420 ! x264enc pass=quant quantizer=18 speed-preset=medium "
           "key-int-max=100 ! video/x-h264,profile=high ! mp4mux name=mux faststart=true" SINK },
  { ".mp4", "openh264enc",
    SOURCE "video/x-raw,format=I420 ! openh264enc rate-control=off gop-size=100 ! h264parse ! "
           "mp4mux name=mux faststart=true" SINK },
  { ".mp4", "avenc_h264_omx",
    SOURCE "video/x-raw,format=I420 ! avenc_h264_omx ! h264parse ! "
           "mp4mux name=mux faststart=true" SINK },
};

/* Of pictures that wait for the encoder. */
#define MOST_BYTES (32 << 20)
#define WAIT_US 2000

typedef struct
{
  FigureFilmWriter parent;
  GstElement *pipeline;
  GstAppSrc *source;
  ModelDraft *draft; /* NULL before the first picture */
} Video;

/* What the encoder says, of the film instead of its draft. */
static char *
get_reason (const Video *self)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  g_autoptr (GError) cause = NULL;

  if (message == NULL || self->draft == NULL)
    return g_strdup ("GStreamer");
  gst_message_parse_error (message, &cause, NULL);
  g_auto (GStrv) parts = g_strsplit (cause->message, model_draft_get_path (self->draft), -1);
  return g_strjoinv (self->parent.path, parts);
}

static gboolean
fail (Video *self, GError **error)
{
  g_autofree char *reason = get_reason (self);

  g_set_error (error, MODEL_ERROR, MODEL_ERROR_MEMORY, _ ("%s: cannot be encoded: %s"),
               self->parent.path, reason);
  return FALSE;
}

static gboolean
begin (Video *self, GError **error)
{
  const FigureFilmWriter *writer = &self->parent;
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (self->pipeline), "sink");
  g_autoptr (GstCaps) caps = gst_caps_new_simple (
      "video/x-raw", "format", G_TYPE_STRING, G_BYTE_ORDER == G_LITTLE_ENDIAN ? "BGRx" : "xRGB",
      "width", G_TYPE_INT, writer->width, "height", G_TYPE_INT, writer->height, "framerate",
      GST_TYPE_FRACTION, (int) (writer->rate * 1000), 1000, NULL);

  self->draft = model_draft_new (writer->path, FALSE, error);
  if (self->draft == NULL)
    return FALSE;
  g_object_set (sink, "location", model_draft_get_path (self->draft), NULL);
  gst_app_src_set_caps (self->source, caps);
  return gst_element_set_state (self->pipeline, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE ||
         fail (self, error);
}

/* A source that blocks would do so for ever behind an encoder that has failed. */
static gboolean
wait_for_room (Video *self, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

  for (;;)
    {
      g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);

      if (message != NULL)
        {
          gst_bus_post (bus, g_steal_pointer (&message));
          return fail (self, error);
        }
      if (gst_app_src_get_current_level_bytes (self->source) < MOST_BYTES)
        return TRUE;
      g_usleep (WAIT_US);
    }
}

static gboolean
add (FigureFilmWriter *writer, int i, cairo_surface_t *picture, GError **error)
{
  Video *self = (Video *) writer;
  const gsize stride = (gsize) cairo_image_surface_get_stride (picture);
  const gsize row = 4 * (gsize) writer->width;
  GstBuffer *buffer;

  if (!wait_for_room (self, error))
    return FALSE;
  buffer = gst_buffer_new_allocate (NULL, row * writer->height, NULL);
  for (int y = 0; y < writer->height; y++)
    gst_buffer_fill (buffer, y * row, cairo_image_surface_get_data (picture) + y * stride, row);
  GST_BUFFER_PTS (buffer) = (GstClockTime) (i / writer->rate * GST_SECOND);
  GST_BUFFER_DURATION (buffer) = (GstClockTime) (GST_SECOND / writer->rate);
  if (self->draft == NULL && !begin (self, error))
    {
      gst_buffer_unref (buffer);
      return FALSE;
    }
  return gst_app_src_push_buffer (self->source, buffer) == GST_FLOW_OK || fail (self, error);
}

static gboolean
finish (FigureFilmWriter *writer, GError **error)
{
  Video *self = (Video *) writer;
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  g_autoptr (GstMessage) message = NULL;

  gst_app_src_end_of_stream (self->source);
  message =
      gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      gst_bus_post (bus, g_steal_pointer (&message));
      return fail (self, error);
    }
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  return model_draft_finish (self->draft, error);
}

static void
free_video (FigureFilmWriter *writer)
{
  Video *self = (Video *) writer;

  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_object_unref (self->source);
  gst_object_unref (self->pipeline);
  model_draft_free (self->draft);
  g_free (self);
}

static const FigureFilmWriterClass video_class = { add, finish, free_video };

/* NULL: none of them is installed. */
static const Kind *
find_kind (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GstElementFactory) encoder = NULL;

      if (!figure_has_ending (path, kinds[i].ending))
        continue;
      encoder = gst_element_factory_find (kinds[i].encoder);
      if (encoder != NULL)
        return &kinds[i];
    }
  return NULL;
}

/* Kept as the file's comment. */
static void
describe (GstElement *pipeline, const char *description)
{
  g_autoptr (GstElement) mux = gst_bin_get_by_name (GST_BIN (pipeline), "mux");

  gst_tag_setter_add_tags (GST_TAG_SETTER (mux), GST_TAG_MERGE_REPLACE, GST_TAG_COMMENT,
                           description, NULL);
}

FigureFilmWriter *
figure_film_video_new (const char *path, const char *description, GError **error)
{
  g_autoptr (GError) local = NULL;
  const gboolean mp4 = figure_has_ending (path, ".mp4");
  GstElement *pipeline = NULL;
  const Kind *kind = NULL;
  Video *self;

  if (gst_init_check (NULL, NULL, &local))
    kind = find_kind (path);
  if (kind != NULL)
    pipeline = gst_parse_launch (kind->pipeline, &local);
  if (pipeline == NULL || local != NULL)
    {
      g_set_error (
          error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
          mp4 ? _ ("No MP4 can be written: install an H.264 encoder of GStreamer, such as "
                   "x264enc in its ugly plug-ins: %s")
              : _ ("No WebM can be written: install GStreamer's base and good plug-ins: %s"),
          local != NULL ? local->message : _ ("no encoder is installed"));
      g_clear_object (&pipeline);
      return NULL;
    }
  describe (pipeline, description);
  self = g_new0 (Video, 1);
  self->parent.klass = &video_class;
  self->pipeline = pipeline;
  self->source = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (pipeline), "source"));
  return &self->parent;
}

gboolean
figure_film_video_is_there (const char *path)
{
  return gst_init_check (NULL, NULL, NULL) && find_kind (path) != NULL;
}

#else

FigureFilmWriter *
figure_film_video_new (const char *path, const char *description, GError **error)
{
  g_set_error_literal (
      error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
      _ ("This build writes neither WebM nor MP4: build it with GStreamer (-Dvideo=enabled)"));
  return NULL;
}

gboolean
figure_film_video_is_there (const char *path)
{
  return FALSE;
}

#endif
