/* The table of parameters, of data and network: what a key means, its default and its range. */
#include "model/experiment/experiment_parameters.h"

#include "model/experiment/parameter_rows.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a choice is called in files and flags, and in the window. */
static const ModelChoice sources[] = { { "scalar", N_ ("One input each") },
                                       { "vector", N_ ("Vectors") },
                                       { "xor", N_ ("XOR") },
                                       { "file", N_ ("CSV file") },
                                       { NULL } };
static const ModelChoice covariances[] = { { "isotropic", N_ ("Isotropic") },
                                           { "random", N_ ("Random") },
                                           { "given", N_ ("Given") },
                                           { NULL } };
static const ModelChoice true_weights[] = {
  { "equal", N_ ("Equal") }, { "random", N_ ("Random") }, { "given", N_ ("Given") }, { NULL }
};
static const ModelChoice decimals[] = {
  { "auto", N_ ("Automatic") }, { "point", N_ ("Point") }, { "comma", N_ ("Comma") }, { NULL }
};
static const ModelChoice missing_cells[] = { { "drop", N_ ("Leave rows out") },
                                             { "refuse", N_ ("Refuse") },
                                             { NULL } };
static const ModelChoice categories[] = { { "drop", N_ ("Leave out") },
                                          { "onehot", N_ ("One input each") },
                                          { NULL } };
static const ModelChoice standardising[] = {
  { "auto", N_ ("Automatic") }, { "on", N_ ("On") }, { "off", N_ ("Off") }, { NULL }
};
static const ModelChoice centres[] = { { "on", N_ ("On") }, { "off", N_ ("Off") }, { NULL } };
static const ModelChoice whitening[] = { { "off", N_ ("Off") }, { "on", N_ ("On") }, { NULL } };
static const ModelChoice inits[] = {
  { "plain", N_ ("Plain") }, { "random", N_ ("Random") }, { "balanced", N_ ("Balanced") }, { NULL }
};
static const ModelChoice activations[] = { { "linear", N_ ("Linear") },
                                           { "relu", N_ ("ReLU") },
                                           { NULL } };

static const ModelParameter parameters[MODEL_FIRST_OF_TRAINING] = {
  [MODEL_SOURCE] = { .name = "source",
                     .group = "data",
                     .type = MODEL_TYPE_CHOICE,
                     .choices = sources,
                     .label = N_ ("Data source"),
                     .help = N_ ("scalar: one input per modality (eq 1); vector: several; xor: "
                                 "y = w_A x_A + w_B XOR(x_B); file: a CSV file of your own"),
                     .network = TRUE,
                     .rank = 10 },
  [MODEL_RHO] = { .name = "rho",
                  .group = "data",
                  .type = MODEL_TYPE_REAL,
                  LIMITS (-1, 1),
                  .label = N_ ("Correlation \\rho"),
                  .help = N_ ("Correlation between the inputs of A and B (eq 1)"),
                  SLIDER (-1, 1, 0.01, 2),
                  .when = { { MODEL_SOURCE, IS_NORMAL },
                            { MODEL_COVARIANCE, IS (MODEL_COVARIANCE_ISOTROPIC) } },
                  .prominent = TRUE },
  [MODEL_SIGMA_A] = { .name = "sigma_a",
                      .group = "data",
                      .type = MODEL_TYPE_REAL,
                      .fallback = 2,
                      LIMITS (0, 1000),
                      .label = N_ ("Spread of A, \\sigma_A"),
                      .help = N_ ("Standard deviation of each input of modality A (eq 1)"),
                      SLIDER (0, 5, 0.05, 2),
                      .when = { { MODEL_SOURCE, IS_NOT (MODEL_SOURCE_FILE) },
                                { MODEL_COVARIANCE, IS_NOT (MODEL_COVARIANCE_GIVEN) } },
                      .rank = 90 },
  [MODEL_SIGMA_B] = { .name = "sigma_b",
                      .group = "data",
                      .type = MODEL_TYPE_REAL,
                      .fallback = 1,
                      LIMITS (0, 1000),
                      .label = N_ ("Spread of B, \\sigma_B"),
                      .help = N_ ("Standard deviation of each input of modality B (eq 1)"),
                      SLIDER (0, 5, 0.05, 2),
                      .when = { { MODEL_SOURCE, IS_NORMAL },
                                { MODEL_COVARIANCE, IS_NOT (MODEL_COVARIANCE_GIVEN) } },
                      .rank = 100 },
  [MODEL_W_A] = { .name = "w_a",
                  .group = "data",
                  .type = MODEL_TYPE_REAL,
                  .fallback = 1,
                  LIMITS (-1000, 1000),
                  .label = N_ ("True weight of A, w*_A"),
                  .help = N_ (
                      "Weight of modality A in the target, y = w_A x_A + w_B x_B + noise (eq 1)"),
                  SLIDER (-5, 5, 0.1, 1),
                  .when = { { MODEL_SOURCE, IS_NOT (MODEL_SOURCE_FILE) },
                            { MODEL_WEIGHTS, IS_NOT (MODEL_WEIGHTS_GIVEN) } },
                  .rank = 130 },
  [MODEL_W_B] = { .name = "w_b",
                  .group = "data",
                  .type = MODEL_TYPE_REAL,
                  .fallback = 1,
                  LIMITS (-1000, 1000),
                  .label = N_ ("True weight of B, w*_B"),
                  .help = N_ (
                      "Weight of modality B in the target, y = w_A x_A + w_B x_B + noise (eq 1)"),
                  SLIDER (-5, 5, 0.1, 1),
                  .when = { { MODEL_SOURCE, IS_NOT (MODEL_SOURCE_FILE) },
                            { MODEL_WEIGHTS, IS_NOT (MODEL_WEIGHTS_GIVEN) } },
                  .rank = 140 },
  [MODEL_NOISE] = { .name = "noise",
                    .group = "data",
                    .type = MODEL_TYPE_REAL,
                    LIMITS (0, 1000),
                    .label = N_ ("Target noise"),
                    .help = N_ ("Standard deviation of the noise added to the target"),
                    SLIDER (0, 2, 0.05, 2),
                    .when = { { MODEL_SOURCE, IS_NOT (MODEL_SOURCE_FILE) } },
                    .rank = 150 },
  [MODEL_SAMPLES] = { .name = "samples",
                      .group = "data",
                      .type = MODEL_TYPE_INTEGER,
                      .fallback = 8192,
                      LIMITS (0, MODEL_MAX_SAMPLES),
                      .label = N_ ("Samples"),
                      .help = N_ ("Size of the training set; 0 trains on the population moments"),
                      .zero = N_ ("population"),
                      .when = { { MODEL_SOURCE, IS_NOT (MODEL_SOURCE_FILE) } },
                      .rank = 160 },
  [MODEL_INPUTS_A] = { .name = "inputs_a",
                       .group = "data",
                       .type = MODEL_TYPE_INTEGER,
                       .fallback = 10,
                       LIMITS (1, MODEL_MAX_INPUTS),
                       .label = N_ ("Inputs of A"),
                       .help =
                           N_ ("Number of inputs of modality A: of vectors, and of a file, whose "
                               "other columns are B's and, last, the target"),
                       .when = { { MODEL_SOURCE,
                                   IS (MODEL_SOURCE_VECTOR) | IS (MODEL_SOURCE_FILE) } },
                       .network = TRUE,
                       .rank = 30 },
  [MODEL_INPUTS_B] = { .name = "inputs_b",
                       .group = "data",
                       .type = MODEL_TYPE_INTEGER,
                       .fallback = 10,
                       LIMITS (1, MODEL_MAX_INPUTS),
                       .label = N_ ("Inputs of B"),
                       .help = N_ ("Number of inputs of modality B; vector data only"),
                       .when = { { MODEL_SOURCE, IS (MODEL_SOURCE_VECTOR) } },
                       .network = TRUE,
                       .rank = 40 },
  [MODEL_COVARIANCE] = { .name = "covariance",
                         .group = "data",
                         .type = MODEL_TYPE_CHOICE,
                         .choices = covariances,
                         .label = N_ ("Covariance"),
                         .help = N_ ("Vector data: isotropic (sigma_a, sigma_b, rho), random "
                                     "(inverse Wishart), or given "
                                     "(matrix)"),
                         .when = { { MODEL_SOURCE, IS (MODEL_SOURCE_VECTOR) } },
                         .rank = 70 },
  [MODEL_MATRIX] = { .name = "matrix",
                     .group = "data",
                     .type = MODEL_TYPE_TEXT,
                     .numbers = TRUE,
                     .label = N_ ("Covariance matrix"),
                     .help = N_ ("Given covariance of (x_A, x_B): rows separated by ';', numbers "
                                 "by blanks"),
                     .when = { { MODEL_SOURCE, IS (MODEL_SOURCE_VECTOR) },
                               { MODEL_COVARIANCE, IS (MODEL_COVARIANCE_GIVEN) } },
                     .rank = 80 },
  [MODEL_WEIGHTS] = { .name = "weights",
                      .group = "data",
                      .type = MODEL_TYPE_CHOICE,
                      .choices = true_weights,
                      .label = N_ ("True weights"),
                      .help = N_ ("Vector data: equal (w_a, w_b), random (uniform between -w and "
                                  "w), or given "
                                  "(true_weights)"),
                      .when = { { MODEL_SOURCE, IS (MODEL_SOURCE_VECTOR) } },
                      .rank = 110 },
  [MODEL_TRUE_WEIGHTS] = { .name = "true_weights",
                           .group = "data",
                           .type = MODEL_TYPE_TEXT,
                           .numbers = TRUE,
                           .label = N_ ("Given true weights"),
                           .help =
                               N_ ("Given true weights of (x_A, x_B): numbers separated by blanks"),
                           .when = { { MODEL_SOURCE, IS (MODEL_SOURCE_VECTOR) },
                                     { MODEL_WEIGHTS, IS (MODEL_WEIGHTS_GIVEN) } },
                           .rank = 120 },
  [MODEL_FILE] = { .name = "file",
                   .group = "data",
                   .type = MODEL_TYPE_TEXT,
                   .label = N_ ("Data file"),
                   .help = N_ ("CSV file: columns of A, columns of B, target; a first line of "
                               "names may be there"),
                   .when = { { MODEL_SOURCE, IS (MODEL_SOURCE_FILE) } },
                   .network = TRUE,
                   .rank = 20 },
  [MODEL_TARGET] = { .name = "target",
                     .group = "data",
                     .type = MODEL_TYPE_TEXT,
                     .label = N_ ("Target column"),
                     .help = N_ ("Data of a file: name or number of the column to be learned; "
                                 "without one the last of numbers"),
                     .zero = N_ ("last column of numbers"),
                     .when = { { MODEL_SOURCE, IS (MODEL_SOURCE_FILE) } },
                     .network = TRUE,
                     .rank = 21 },
  [MODEL_COLUMNS_A] = { .name = "columns_a",
                        .group = "data",
                        .type = MODEL_TYPE_TEXT,
                        .label = N_ ("Columns of A"),
                        .help = N_ ("Data of a file: names or numbers of the columns of modality "
                                    "A, separated by blanks or commas; 3-5 is all from 3 to 5"),
                        .zero = N_ ("the first ones"),
                        .when = { { MODEL_SOURCE, IS (MODEL_SOURCE_FILE) } },
                        .network = TRUE,
                        .rank = 22 },
  [MODEL_COLUMNS_B] = { .name = "columns_b",
                        .group = "data",
                        .type = MODEL_TYPE_TEXT,
                        .label = N_ ("Columns of B"),
                        .help = N_ ("Data of a file: the columns of modality B; where only one of "
                                    "both is given, the other has all the rest"),
                        .zero = N_ ("the others"),
                        .when = { { MODEL_SOURCE, IS (MODEL_SOURCE_FILE) } },
                        .network = TRUE,
                        .rank = 23 },
  [MODEL_DECIMAL] = { .name = "decimal",
                      .group = "data",
                      .type = MODEL_TYPE_CHOICE,
                      .choices = decimals,
                      .label = N_ ("Decimal mark"),
                      .help = N_ ("Data of a file: auto tells by each column, and refuses what "
                                  "may be read in two ways; the other mark parts thousands"),
                      .when = { { MODEL_SOURCE, IS (MODEL_SOURCE_FILE) } },
                      .rank = 24 },
  [MODEL_MISSING] = { .name = "missing",
                      .group = "data",
                      .type = MODEL_TYPE_CHOICE,
                      .choices = missing_cells,
                      .label = N_ ("Missing cells"),
                      .help = N_ ("Data of a file: drop leaves rows out that lack a cell of a "
                                  "column that is used; refuse names the first"),
                      .when = { { MODEL_SOURCE, IS (MODEL_SOURCE_FILE) } },
                      .rank = 25 },
  [MODEL_CATEGORIES] = { .name = "categories",
                         .group = "data",
                         .type = MODEL_TYPE_CHOICE,
                         .choices = categories,
                         .label = N_ ("Columns of words"),
                         .help = N_ ("Data of a file: drop leaves them out; onehot makes an input "
                                     "of each word, 1 where it stands and 0 elsewhere"),
                         .when = { { MODEL_SOURCE, IS (MODEL_SOURCE_FILE) } },
                         .network = TRUE,
                         .rank = 26 },
  [MODEL_CENTRE] = { .name = "centre",
                     .group = "data",
                     .type = MODEL_TYPE_CHOICE,
                     .choices = centres,
                     .label = N_ ("Centring"),
                     .help = N_ ("Data of a file: on takes the mean of each column off, as theory "
                                 "assumes (eq 1)"),
                     .when = { { MODEL_SOURCE, IS (MODEL_SOURCE_FILE) } },
                     .rank = 50 },
  [MODEL_STANDARDISE] = { .name = "standardise",
                          .group = "data",
                          .type = MODEL_TYPE_CHOICE,
                          .choices = standardising,
                          .label = N_ ("Standardising"),
                          .help = N_ ("Data of a file: on divides each column by its standard "
                                      "deviation; auto does where they differ more than tenfold"),
                          .when = { { MODEL_SOURCE, IS (MODEL_SOURCE_FILE) } },
                          .rank = 55 },
  [MODEL_TEST_SHARE] = { .name = "test_share",
                         .group = "data",
                         .type = MODEL_TYPE_REAL,
                         LIMITS (0, 0.9),
                         .label = N_ ("Rows held out"),
                         .help =
                             N_ ("Data of a file: the part of the rows, drawn by the seed, that "
                                 "is not trained on but measures generalisation"),
                         .zero = N_ ("none"),
                         SLIDER (0, 0.9, 0.05, 2),
                         .when = { { MODEL_SOURCE, IS (MODEL_SOURCE_FILE) } },
                         .rank = 60 },
  [MODEL_NAME_A] = { .name = "name_a",
                     .group = "data",
                     .type = MODEL_TYPE_TEXT,
                     .label = N_ ("Name of A"),
                     .help = N_ ("What modality A is called in plots and words; of data of a file "
                                 "as its columns are called, where they have one name"),
                     .zero = N_ ("as its columns, or A"),
                     .rank = 170 },
  [MODEL_NAME_B] = { .name = "name_b",
                     .group = "data",
                     .type = MODEL_TYPE_TEXT,
                     .label = N_ ("Name of B"),
                     .help = N_ ("What modality B is called in plots and words; of data of a file "
                                 "as its columns are called, where they have one name"),
                     .zero = N_ ("as its columns, or B"),
                     .rank = 180 },
  [MODEL_WHITEN] = { .name = "whiten",
                     .group = "data",
                     .type = MODEL_TYPE_CHOICE,
                     .choices = whitening,
                     .label = N_ ("Whitened modalities"),
                     .help = N_ ("on: the inputs of each modality are turned and scaled until "
                                 "their second moments are 1; total weights are those of the "
                                 "whitened inputs") },

  [MODEL_DEPTH] = { .name = "depth",
                    .group = "network",
                    .type = MODEL_TYPE_INTEGER,
                    .fallback = 2,
                    LIMITS (2, MODEL_MAX_DEPTH),
                    .label = N_ ("Depth $L$"),
                    .help = N_ ("Number of layers, L (eq 2)"),
                    SLIDER (2, MODEL_MAX_DEPTH, 1, 0),
                    .network = TRUE,
                    .prominent = TRUE },
  [MODEL_FUSION] = { .name = "fusion",
                     .group = "network",
                     .type = MODEL_TYPE_INTEGER,
                     .fallback = 2,
                     LIMITS (1, MODEL_MAX_DEPTH),
                     .label = N_ ("Fusion layer L_f"),
                     .help = N_ (
                         "Layer at which the modalities meet: 1 is early, L is late fusion (eq 2)"),
                     SLIDER (1, MODEL_MAX_DEPTH, 1, 0),
                     .network = TRUE,
                     .prominent = TRUE },
  [MODEL_DEPTH_A] = { .name = "depth_a",
                      .group = "network",
                      .type = MODEL_TYPE_INTEGER,
                      LIMITS (0, MODEL_MAX_DEPTH),
                      .label = N_ ("Layers of A"),
                      .help = N_ ("Layers of branch A before fusion (appendix E.4)"),
                      .zero = N_ ("as fusion layer"),
                      .network = TRUE,
                      .rank = 50 },
  [MODEL_DEPTH_B] = { .name = "depth_b",
                      .group = "network",
                      .type = MODEL_TYPE_INTEGER,
                      LIMITS (0, MODEL_MAX_DEPTH),
                      .label = N_ ("Layers of B"),
                      .help = N_ ("Layers of branch B before fusion (appendix E.4)"),
                      .zero = N_ ("as fusion layer"),
                      .network = TRUE,
                      .rank = 60 },
  [MODEL_WIDTH] = { .name = "width",
                    .group = "network",
                    .type = MODEL_TYPE_INTEGER,
                    .fallback = 100,
                    LIMITS (1, MODEL_MAX_WIDTH),
                    .label = N_ ("Width $N$"),
                    .help = N_ ("Hidden units per layer, in every branch and after fusion"),
                    .network = TRUE,
                    .rank = 10 },
  [MODEL_INIT] = { .name = "init",
                   .group = "network",
                   .type = MODEL_TYPE_CHOICE,
                   .choices = inits,
                   .fallback = MODEL_INIT_RANDOM,
                   .label = N_ ("Initialisation"),
                   .help = N_ ("plain: every weight N(0, u0^2); random: layers of norm u0; "
                               "balanced: rank one, "
                               "aligned, as theory assumes (eqs 38-41)"),
                   .network = TRUE,
                   .rank = 40 },
  [MODEL_INIT_SCALE] = { .name = "init_scale",
                         .group = "network",
                         .type = MODEL_TYPE_REAL,
                         LIMITS (0, 10),
                         .label = N_ ("Initial norm u_0"),
                         .help = N_ (
                             "Scale of the initial weights, u0; automatic is 1e-8 at depth 2, and "
                             "deeper the "
                             "scale that learns the first modality near epoch 300 (eqs 27, 54)"),
                         .zero = N_ ("automatic"),
                         SLIDER (1e-12, 1, 0.1, 1),
                         .slider_logarithmic = TRUE,
                         .prominent = TRUE,
                         .section = "training" },
  [MODEL_ACTIVATION] = { .name = "activation",
                         .group = "network",
                         .type = MODEL_TYPE_CHOICE,
                         .choices = activations,
                         .label = N_ ("Activation"),
                         .help = N_ ("linear (eq 2), or ReLU behind every layer but the output "
                                     "(section 5.1)"),
                         .rank = 20 },
  [MODEL_SLOPE] = { .name = "slope",
                    .group = "network",
                    .type = MODEL_TYPE_REAL,
                    LIMITS (0, 1),
                    .label = N_ ("Negative slope"),
                    .help = N_ ("Slope of ReLU for negative inputs: 0 is ReLU, between it is "
                                "leaky, 1 is linear"),
                    SLIDER (0, 1, 0.05, 2),
                    .when = { { MODEL_ACTIVATION, IS (MODEL_ACTIVATION_RELU) } },
                    .rank = 30 },
};

const ModelParameter *
model_parameter (ModelKey key)
{
  g_return_val_if_fail (key < MODEL_N_KEYS, NULL);

  return key < MODEL_FIRST_OF_TRAINING ? &parameters[key]
                                       : &model_training_parameters[key - MODEL_FIRST_OF_TRAINING];
}

gboolean
model_parameter_find (const char *name, ModelKey *key)
{
  g_autofree char *plain = g_strdelimit (g_strdup (name), "-", '_');

  for (ModelKey k = 0; k < MODEL_N_KEYS; k++)
    if (strcmp (model_parameter (k)->name, plain) == 0)
      {
        *key = k;
        return TRUE;
      }
  return FALSE;
}

int
model_parameter_count_choices (const ModelParameter *self)
{
  int n = 0;

  while (self->choices[n].name != NULL)
    n++;
  return n;
}

char *
model_parameter_list_choices (const ModelParameter *self, const char *separator, guint choices)
{
  GString *list = g_string_new (NULL);

  for (int i = 0; self->choices[i].name != NULL; i++)
    if (choices & 1u << i)
      g_string_append_printf (list, "%s%s", list->len > 0 ? separator : "", self->choices[i].name);
  return g_string_free (list, FALSE);
}
