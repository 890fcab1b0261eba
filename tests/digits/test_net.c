/* Gradients in float against differences of a naive network in double; bits on any team. */
#include "digits/cross_entropy.h"
#include "digits/net.h"
#include "num/matrix.h"
#include "num/rng.h"

#include <math.h>
#include <string.h>

enum
{
  SIDE = 10,
  SAMPLES = 5
};

typedef struct
{
  float x[SAMPLES * 2 * SIDE * SIDE];
  guint8 labels[SAMPLES];
} Batch;

static void
draw_batch (Batch *batch)
{
  NumRng *rng = num_rng_new (3, 4);

  for (gsize i = 0; i < G_N_ELEMENTS (batch->x); i++)
    batch->x[i] = num_rng_normal (rng);
  for (int i = 0; i < SAMPLES; i++)
    batch->labels[i] = (7 * i + 1) % 10;
  num_rng_free (rng);
}

/* The naive network: an image is (channels, side, side), in double. */
typedef struct
{
  int channels, side;
  double *values;
} Image;

static double
at (const Image *image, int c, int y, int x)
{
  return image->values[(c * image->side + y) * image->side + x];
}

static Image
new_image (int channels, int side)
{
  return (Image){ channels, side, g_new0 (double, channels *side *side) };
}

/* Channels b * in .. of the input, through one branch, to channels b * out .. of the output. */
static void
apply_branch (const DigitsLayer *layer, const double *p, int b, const Image *in, Image *out)
{
  const gboolean dense = layer->taps == 1;

  for (int o = 0; o < layer->out; o++)
    for (int y = 0; y < out->side; y++)
      for (int x = 0; x < out->side; x++)
        {
          double sum = p[layer->biases[b] + o];

          for (int i = 0; i < layer->in; i++)
            for (int t = 0; t < layer->taps; t++)
              sum += p[layer->weights[b] +
                       (dense ? o * layer->in + i : (t * layer->in + i) * layer->out + o)] *
                     at (in, b * layer->in + i, y + t / 3, x + t % 3);
          out->values[((b * layer->out + o) * out->side + y) * out->side + x] = sum;
        }
}

static Image
apply (const DigitsLayer *layer, const double *p, Image in, gboolean rectify)
{
  Image out = new_image (layer->branches * layer->out, layer->side);

  for (int b = 0; b < layer->branches; b++)
    apply_branch (layer, p, b, &in, &out);
  for (int i = 0; rectify && i < out.channels * out.side * out.side; i++)
    out.values[i] = fmax (out.values[i], 0);
  g_free (in.values);
  return out;
}

/* Max-pool, then one row of numbers: pixel by pixel, channels together. */
static Image
flatten (Image in, int pooled)
{
  Image out = new_image (in.channels * pooled * pooled, 1);

  for (int y = 0; y < pooled; y++)
    for (int x = 0; x < pooled; x++)
      for (int c = 0; c < in.channels; c++)
        out.values[(y * pooled + x) * in.channels + c] =
            fmax (fmax (at (&in, c, 2 * y, 2 * x), at (&in, c, 2 * y, 2 * x + 1)),
                  fmax (at (&in, c, 2 * y + 1, 2 * x), at (&in, c, 2 * y + 1, 2 * x + 1)));
  g_free (in.values);
  return out;
}

static Image
read_sample (const DigitsLayout *layout, const float *x)
{
  const int side = layout->shape.side;
  Image image =
      layout->shape.model == DIGITS_MLP ? new_image (2 * side * side, 1) : new_image (2, side);

  for (int i = 0; i < 2 * side * side; i++)
    image.values[i] = x[i];
  return image;
}

static double
compute_loss (const DigitsLayout *layout, const double *p, const Batch *batch)
{
  double loss = 0;

  for (int s = 0; s < SAMPLES; s++)
    {
      Image image =
          read_sample (layout, batch->x + s * 2 * layout->shape.side * layout->shape.side);
      double sum = 0;

      for (int l = 0; l < layout->n_layers; l++)
        {
          if (layout->pooled > 0 && l + 1 == layout->n_layers)
            image = flatten (image, layout->pooled);
          image = apply (&layout->layers[l], p, image, l + 1 < layout->n_layers);
        }
      for (int i = 0; i < DIGITS_CLASSES; i++)
        sum += exp (image.values[i]);
      loss += (log (sum) - image.values[batch->labels[s]]) / SAMPLES;
      g_free (image.values);
    }
  return loss;
}

/* One block of parameters: the largest deviation, in units of the block's largest derivative. */
static double
compare_block (const DigitsLayout *layout,
               double *p,
               const double *gradient,
               gsize begin,
               gsize n,
               const Batch *batch)
{
  double worst = 0, largest = 0;

  for (gsize i = begin; i < begin + n; i++)
    {
      const double value = p[i], h = 1e-6;
      double difference;

      p[i] = value + h;
      difference = compute_loss (layout, p, batch);
      p[i] = value - h;
      difference = (difference - compute_loss (layout, p, batch)) / (2 * h);
      p[i] = value;
      worst = fmax (worst, fabs (difference - gradient[i]));
      largest = fmax (largest, fabs (difference));
    }
  g_assert_cmpfloat (largest, >, 0);
  return worst / largest;
}

/* A step with rate 1 is the gradient. Parameters are below 1 and derivatives above 1e-3 where it
 * matters, so that the step's rounding stays a few 1e-5 of them; 1e-4 is what is asked for. */
static void
check_gradient (const DigitsShape *shape)
{
  g_autoptr (DigitsTeam) team = digits_team_new (2);
  g_autoptr (GError) error = NULL;
  g_autoptr (DigitsNet) net = digits_net_new (shape, 5, SAMPLES, team, &error);
  g_assert_no_error (error);
  const DigitsLayout *layout = digits_net_get_layout (net);
  float *parameters = digits_net_get_parameters (net);
  g_autofree double *p = g_new (double, layout->n_parameters);
  g_autofree double *gradient = g_new (double, layout->n_parameters);
  Batch batch;
  double loss;

  draw_batch (&batch);
  for (gsize i = 0; i < layout->n_parameters; i++)
    p[i] = parameters[i];
  g_assert_true (digits_net_step (net, batch.x, batch.labels, SAMPLES, 1, NULL, &loss));
  for (gsize i = 0; i < layout->n_parameters; i++)
    gradient[i] = p[i] - parameters[i];
  /* a float's rounding, through a few layers */
  g_assert_cmpfloat_with_epsilon (loss, compute_loss (layout, p, &batch), 1e-6);
  for (int l = 0; l < layout->n_layers; l++)
    for (int b = 0; b < layout->layers[l].branches; b++)
      {
        const DigitsLayer *layer = &layout->layers[l];
        /* of a long row of weights the first, which see every kind of index */
        const gsize n = MIN (layer->taps * layer->in * layer->out, 120);

        g_assert_cmpfloat (compare_block (layout, p, gradient, layer->weights[b], n, &batch), <,
                           1e-4);
        g_assert_cmpfloat (
            compare_block (layout, p, gradient, layer->biases[b], layer->out, &batch), <, 1e-4);
      }
}

static void
test_gradient (gconstpointer data)
{
  const DigitsModel model = GPOINTER_TO_INT (data);

  for (int depth = 2; depth <= 3 + (model == DIGITS_MLP); depth++)
    for (int fusion = 1; fusion <= digits_layout_count_fusions (model, depth); fusion++)
      check_gradient (&(DigitsShape){ model, depth, 4, fusion, SIDE });
}

/* Three steps and a prediction on teams of several sizes, more than one strip of samples. */
static void
test_teams (gconstpointer data)
{
  enum
  {
    N = 70
  };
  const DigitsShape shape = { GPOINTER_TO_INT (data), 3, 20, 2, SIDE };
  g_autofree float *x = g_new (float, N * 2 * SIDE * SIDE);
  g_autofree guint8 *labels = g_new (guint8, N);
  g_autofree float *first = NULL;
  const int sizes[] = { 1, 2, 5 };
  NumRng *rng = num_rng_new (1, 1);

  for (int i = 0; i < N * 2 * SIDE * SIDE; i++)
    x[i] = num_rng_normal (rng);
  for (int i = 0; i < N; i++)
    labels[i] = i % 10;
  num_rng_free (rng);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (DigitsTeam) team = digits_team_new (sizes[i]);
      g_autoptr (DigitsNet) net = digits_net_new (&shape, 7, N, team, NULL);
      float *parameters = digits_net_get_parameters (net);
      const gsize n = digits_net_get_layout (net)->n_parameters;
      float logits[N * DIGITS_CLASSES];
      double loss;

      for (int step = 0; step < 3; step++)
        digits_net_step (net, x, labels, N - step, 0.1, NULL, &loss);
      digits_net_predict (net, x, N, NULL, logits);
      if (first == NULL)
        first = g_memdup2 (parameters, n * sizeof *first);
      g_assert_cmpmem (first, n * sizeof *first, parameters, n * sizeof *first);
    }
}

static void
test_cancel (gconstpointer data)
{
  const DigitsShape shape = { GPOINTER_TO_INT (data), 2, 8, 2, SIDE };
  g_autoptr (DigitsTeam) team = digits_team_new (2);
  g_autoptr (DigitsNet) net = digits_net_new (&shape, 7, SAMPLES, team, NULL);
  const gsize n = digits_net_get_layout (net)->n_parameters * sizeof (float);
  g_autofree float *before = g_memdup2 (digits_net_get_parameters (net), n);
  float logits[SAMPLES * DIGITS_CLASSES];
  const int cancel = 1;
  double loss = -1;
  Batch batch;

  draw_batch (&batch);
  g_assert_false (digits_net_step (net, batch.x, batch.labels, SAMPLES, 1, &cancel, &loss));
  g_assert_false (digits_net_predict (net, batch.x, SAMPLES, &cancel, logits));
  g_assert_cmpmem (before, n, digits_net_get_parameters (net), n);
  g_assert_cmpfloat (loss, ==, -1);
}

static void
test_shapes (void)
{
  static const DigitsShape bad[] = {
    { DIGITS_MLP, 1, 10, 1, 28 }, { DIGITS_MLP, 7, 10, 1, 28 },   { DIGITS_MLP, 3, 0, 1, 28 },
    { DIGITS_MLP, 3, 10, 4, 28 }, { DIGITS_MLP, 3, 1025, 1, 28 }, { DIGITS_MLP, 3, 10, 0, 28 },
    { DIGITS_CNN, 5, 8, 1, 11 },  { DIGITS_CNN, 3, 8, 1, 7 },     { DIGITS_CNN, 3, 8, 5, 28 },
  };
  DigitsLayout layout;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (digits_layout_init (&layout, &bad[i], &error));
      g_assert_error (error, DIGITS_ERROR, DIGITS_ERROR_OPTION);
    }
  /* 5 convolutions of 32 channels on 28 x 28: 18 x 18 are left, 9 x 9 pooled. */
  g_assert_true (digits_layout_init (&layout, &(DigitsShape){ DIGITS_CNN, 5, 32, 5, 28 }, NULL));
  g_assert_cmpint (layout.pooled, ==, 9);
  g_assert_cmpint (layout.layers[4].in, ==, 64);
  g_assert_cmpint (layout.n_parameters, ==,
                   2 * (9 * 32 + 32 + 3 * (9 * 32 * 32 + 32)) + 9 * 64 * 32 + 32 + 81 * 320 + 10);
  /* The paper's: the dense layer takes 32 * 10 * 10 numbers, or as many of each modality. */
  g_assert_true (digits_layout_init (&layout, &(DigitsShape){ DIGITS_CNN, 4, 32, 4, 28 }, NULL));
  g_assert_cmpint (layout.layers[4].in, ==, 3200);
  g_assert_true (digits_layout_init (&layout, &(DigitsShape){ DIGITS_CNN, 4, 32, 5, 28 }, NULL));
  g_assert_cmpint (layout.layers[3].branches, ==, 2);
  g_assert_cmpint (layout.layers[4].branches, ==, 1);
  g_assert_cmpint (layout.layers[4].in, ==, 6400);
}

static void
test_cross_entropy (void)
{
  /* Two classes level far above the rest: ln 2, whatever the height. */
  float logits[DIGITS_CLASSES] = { 0, 900, 900, 0, 0, 0, 0, 0, 0, 0 };
  const double loss = digits_cross_entropy (logits, 2);

  g_assert_cmpfloat_with_epsilon (loss, G_LN2, 1e-12); /* exact but for rounding */
  g_assert_cmpfloat (logits[1], ==, 0.5f);
  g_assert_cmpfloat (logits[2], ==, -0.5f);
  g_assert_cmpint (digits_cross_entropy_classify (logits), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/digits/layout/sizes", test_shapes);
  g_test_add_func ("/digits/cross-entropy/large-logits", test_cross_entropy);
  g_test_add_data_func ("/digits/mlp/gradient", GINT_TO_POINTER (DIGITS_MLP), test_gradient);
  g_test_add_data_func ("/digits/cnn/gradient", GINT_TO_POINTER (DIGITS_CNN), test_gradient);
  g_test_add_data_func ("/digits/mlp/any-team", GINT_TO_POINTER (DIGITS_MLP), test_teams);
  g_test_add_data_func ("/digits/cnn/any-team", GINT_TO_POINTER (DIGITS_CNN), test_teams);
  g_test_add_data_func ("/digits/mlp/cancel", GINT_TO_POINTER (DIGITS_MLP), test_cancel);
  g_test_add_data_func ("/digits/cnn/cancel", GINT_TO_POINTER (DIGITS_CNN), test_cancel);
  return g_test_run ();
}
