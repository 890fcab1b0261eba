/* The table of parameters, of training: dynamics, optimisers, and what may help a modality. */
#include "model/experiment/parameter_rows.h"

#include <glib/gi18n-lib.h>

static const ModelChoice losses[] = { { "mse", N_ ("Squared") },
                                      { "logistic", N_ ("Logistic") },
                                      { NULL } };
static const ModelChoice dynamics[] = { { "descent", N_ ("Gradient descent") },
                                        { "flow", N_ ("Gradient flow") },
                                        { NULL } };
static const ModelChoice compressions[] = { { "auto", N_ ("Automatic") },
                                            { "off", N_ ("Off") },
                                            { NULL } };

static const ModelChoice optimizers[] = {
  { "descent", N_ ("Gradient descent") },   { "momentum", N_ ("Momentum") },
  { "nesterov", N_ ("Nesterov momentum") }, { "adam", N_ ("Adam") },
  { "sign", N_ ("Sign of the gradient") },  { NULL },
};

#define HAS_MOMENTUM                                                                               \
  (IS (MODEL_OPTIMIZER_MOMENTUM) | IS (MODEL_OPTIMIZER_NESTEROV) | IS (MODEL_OPTIMIZER_ADAM))
/* Gradient flow has neither steps nor epochs of which one could speak. */
#define OF_STEPS                                                                                   \
  {                                                                                                \
    {                                                                                              \
      MODEL_DYNAMICS, IS (MODEL_DYNAMICS_DESCENT)                                                  \
    }                                                                                              \
  }

#define ROW(key) [(key) -MODEL_FIRST_OF_TRAINING]

const ModelParameter model_training_parameters[MODEL_N_OF_TRAINING] = {
  ROW (MODEL_DYNAMICS) = { .name = "dynamics",
                           .group = "training",
                           .type = MODEL_TYPE_CHOICE,
                           .choices = dynamics,
                           .label = N_ ("Dynamics"),
                           .help =
                               N_ ("descent: steps of the learning rate; flow: its limit for small "
                                   "steps, dW/dt = -grad L / tau, in steps as long as accuracy "
                                   "allows (eqs 3-5)") },
  ROW (MODEL_LOSS) = { .name = "loss",
                       .group = "training",
                       .type = MODEL_TYPE_CHOICE,
                       .choices = losses,
                       .label = N_ ("Loss"),
                       .help =
                           N_ ("mse: half the mean squared error (eq 3); logistic: of the sign of "
                               "the target (appendix D.4)"),
                       .rank = 10 },
  ROW (MODEL_LEARNING_RATE) = { .name = "learning_rate",
                                .group = "training",
                                .type = MODEL_TYPE_REAL,
                                LIMITS (0, 100),
                                .label = N_ ("Learning rate \\eta"),
                                .help =
                                    N_ ("Step of gradient descent; 1 / eta is the time constant "
                                        "tau (eq 3); automatic is 0.04, and for vectors and "
                                        "files what they can bear, below 2 / lambda"),
                                .zero = N_ ("automatic"),
                                SLIDER (1e-4, 1, 0.01, 4),
                                .slider_logarithmic = TRUE,
                                .prominent = TRUE },
  ROW (MODEL_EPOCHS) = { .name = "epochs",
                         .group = "training",
                         .type = MODEL_TYPE_INTEGER,
                         LIMITS (0, 1e9),
                         .unit = N_ ("epochs"),
                         .label = N_ ("Epochs"),
                         .help =
                             N_ ("Length of the run; 0 trains until both modalities are learned, "
                                 "or for 1,000,000 "
                                 "epochs"),
                         .zero = N_ ("until learned") },
  ROW (MODEL_SEED) = { .name = "seed",
                       .group = "training",
                       .type = MODEL_TYPE_INTEGER,
                       .fallback = 1,
                       LIMITS (0, 4294967295.0),
                       .label = N_ ("Seed"),
                       .help = N_ ("Key of all random numbers: data and initial weights"),
                       .network = TRUE },
  ROW (MODEL_COMPRESSION) = { .name = "compression",
                              .group = "training",
                              .type = MODEL_TYPE_CHOICE,
                              .choices = compressions,
                              .label = N_ ("Compression"),
                              .help =
                                  N_ ("auto: train linear networks in the few directions that they "
                                      "use, where that pays; off: always every weight"),
                              .when = { { MODEL_LOSS, IS (MODEL_LOSS_MSE) } },
                              .network = TRUE },
  ROW (MODEL_OPTIMIZER) = { .name = "optimizer",
                            .group = "training",
                            .type = MODEL_TYPE_CHOICE,
                            .choices = optimizers,
                            .label = N_ ("Optimiser"),
                            .help = N_ (
                                "descent: W - eta g; momentum: v = beta v + g, W - eta v; "
                                "nesterov: W - eta (g + beta v); adam; sign: W - eta sign(g)") },
  ROW (MODEL_MOMENTUM) = { .name = "momentum",
                           .group = "training",
                           .type = MODEL_TYPE_REAL,
                           .fallback = 0.9,
                           LIMITS (0, 0.999),
                           .label = N_ ("Momentum \\beta"),
                           .help = N_ ("How much of its step before a step keeps; Adam's beta_1"),
                           SLIDER (0, 0.99, 0.01, 2),
                           .when = { { MODEL_OPTIMIZER, HAS_MOMENTUM } } },
  ROW (MODEL_BETA_2) = { .name = "beta_2",
                         .group = "training",
                         .type = MODEL_TYPE_REAL,
                         .fallback = 0.999,
                         LIMITS (0, 0.99999),
                         .label = N_ ("Adam's \\beta_2"),
                         .help = N_ ("How much of the squared gradients Adam keeps from step to "
                                     "step; its epsilon is 1e-8"),
                         SLIDER (0.9, 0.999, 0.001, 3),
                         .when = { { MODEL_OPTIMIZER, IS (MODEL_OPTIMIZER_ADAM) } } },
  ROW (MODEL_WEIGHT_DECAY) = { .name = "weight_decay",
                               .group = "training",
                               .type = MODEL_TYPE_REAL,
                               LIMITS (0, 100),
                               .label = N_ ("Weight decay \\lambda"),
                               .help = N_ ("Adds lambda / 2 times the sum of all squared weights "
                                           "to what is minimised; the loss is shown without it"),
                               SLIDER (0, 0.5, 0.005, 3),
                               .when = OF_STEPS },
  ROW (MODEL_BATCH) = { .name = "batch",
                        .group = "training",
                        .type = MODEL_TYPE_INTEGER,
                        LIMITS (0, MODEL_MAX_SAMPLES),
                        .label = N_ ("Batch"),
                        .help = N_ ("Samples of each step, drawn anew by seed and epoch: an epoch "
                                    "is a step"),
                        .zero = N_ ("all samples") },
  ROW (MODEL_RATE_RATIO) = { .name = "rate_ratio",
                             .group = "training",
                             .type = MODEL_TYPE_REAL,
                             .fallback = 1,
                             LIMITS (0.001, 1000),
                             .label = N_ ("Rate of B's branch"),
                             .help = N_ ("Learning rate of the layers of branch B, as a multiple "
                                         "of the others'"),
                             SLIDER (0.1, 10, 0.05, 2),
                             .when = OF_STEPS,
                             .slider_logarithmic = TRUE },
  ROW (MODEL_DELAY_A) = { .name = "delay_a",
                          .group = "training",
                          .type = MODEL_TYPE_INTEGER,
                          LIMITS (0, 1e9),
                          .unit = N_ ("epochs"),
                          .label = N_ ("Start of A"),
                          .help = N_ ("Epoch at which the layers of branch A begin to learn"),
                          .when = OF_STEPS },
  ROW (MODEL_DELAY_B) = { .name = "delay_b",
                          .group = "training",
                          .type = MODEL_TYPE_INTEGER,
                          LIMITS (0, 1e9),
                          .unit = N_ ("epochs"),
                          .label = N_ ("Start of B"),
                          .help = N_ ("Epoch at which the layers of branch B begin to learn"),
                          .when = OF_STEPS },
  ROW (MODEL_WARMUP) = { .name = "warmup",
                         .group = "training",
                         .type = MODEL_TYPE_INTEGER,
                         LIMITS (0, 1e9),
                         .label = N_ ("Warm-up"),
                         .help = N_ (
                             "Epochs in which the learning rate rises from nothing in equal steps"),
                         .zero = N_ ("none"),
                         .when = OF_STEPS },
  ROW (MODEL_CLIP) = { .name = "clip",
                       .group = "training",
                       .type = MODEL_TYPE_REAL,
                       LIMITS (0, 1e6),
                       .label = N_ ("Clipped gradient"),
                       .help = N_ ("Largest norm of the whole gradient: a longer one is shortened"),
                       .zero = N_ ("not clipped"),
                       .when = OF_STEPS },
  ROW (MODEL_KEEP_A) = { .name = "keep_a",
                         .group = "training",
                         .type = MODEL_TYPE_REAL,
                         .fallback = 1,
                         LIMITS (0.001, 1),
                         .label = N_ ("Keep A, q_A"),
                         .help = N_ ("Probability with which a step sees the inputs of A, "
                                     "otherwise zeros: modality dropout, in expectation where "
                                     "moments are trained on, drawn by seed and epoch on samples"),
                         SLIDER (0.05, 1, 0.05, 2) },
  ROW (MODEL_KEEP_B) = { .name = "keep_b",
                         .group = "training",
                         .type = MODEL_TYPE_REAL,
                         .fallback = 1,
                         LIMITS (0.001, 1),
                         .label = N_ ("Keep B, q_B"),
                         .help = N_ ("Probability with which a step sees the inputs of B, "
                                     "otherwise zeros: modality dropout, in expectation where "
                                     "moments are trained on, drawn by seed and epoch on samples"),
                         SLIDER (0.05, 1, 0.05, 2) },
  ROW (MODEL_UNIMODAL_A) = { .name = "unimodal_a",
                             .group = "training",
                             .type = MODEL_TYPE_REAL,
                             LIMITS (0, 1000),
                             .label = N_ ("Loss of A alone, \\gamma_A"),
                             .help = N_ ("Weight of a further loss, that of the network with the "
                                         "inputs of A alone"),
                             SLIDER (0, 4, 0.05, 2) },
  ROW (MODEL_UNIMODAL_B) = { .name = "unimodal_b",
                             .group = "training",
                             .type = MODEL_TYPE_REAL,
                             LIMITS (0, 1000),
                             .label = N_ ("Loss of B alone, \\gamma_B"),
                             .help = N_ ("Weight of a further loss, that of the network with the "
                                         "inputs of B alone"),
                             SLIDER (0, 4, 0.05, 2) },
  ROW (MODEL_LOG) = { .name = "log",
                      .group = "training",
                      .type = MODEL_TYPE_TEXT,
                      .label = N_ ("Training log"),
                      .help =
                          N_ ("CSV file of a network of your own, drawn beside the run: steps, a "
                              "loss, and where it has them accuracies, of A and B alone, too"),
                      .zero = N_ ("none") },
  ROW (MODEL_LOG_COLUMNS) = { .name = "log_columns",
                              .group = "training",
                              .type = MODEL_TYPE_TEXT,
                              .label = N_ ("Columns of the log"),
                              .help =
                                  N_ ("Names or numbers of the log's columns: step, loss, A alone, "
                                      "B alone, accuracy"),
                              .zero = N_ ("by their names") },
};
