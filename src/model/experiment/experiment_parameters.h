/* Every parameter of a run, declared once.
 *
 * One table gives each parameter its key, default, range, unit, label and tooltip, says where it
 * applies and where its row is. From it come the key file, the command-line flags, `--help` and the
 * sidebar.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MODEL_MAX_DEPTH 8
#define MODEL_MAX_WIDTH 1000
#define MODEL_MAX_INPUTS 500
#define MODEL_MAX_SAMPLES 10000000
/* No data set larger than this is made. */
#define MODEL_MAX_BYTES (G_GUINT64_CONSTANT (2) << 30)
#define MODEL_FLOW_MAX_INPUTS 256 /* of both modalities, where the dynamics is flow */

typedef enum
{
  /* [data] */
  MODEL_SOURCE,  /* ModelSource */
  MODEL_RHO,     /* correlation of the modalities */
  MODEL_SIGMA_A, /* standard deviation of each input of A */
  MODEL_SIGMA_B,
  MODEL_W_A, /* true weight of A: y = w_a x_A + w_b x_B + noise */
  MODEL_W_B,
  MODEL_NOISE,    /* standard deviation of the target noise */
  MODEL_SAMPLES,  /* 0: population moments */
  MODEL_INPUTS_A, /* vector data only; scalar data have one input each */
  MODEL_INPUTS_B,
  MODEL_COVARIANCE,   /* ModelCovariance, vector data only */
  MODEL_MATRIX,       /* text: the given covariance, rows separated by ';' */
  MODEL_WEIGHTS,      /* ModelWeights, vector data only */
  MODEL_TRUE_WEIGHTS, /* text: the given true weights */
  MODEL_FILE,         /* text: path of a CSV file; file data only */
  MODEL_TARGET,       /* text: a column of that file, and its inputs of A and of B */
  MODEL_COLUMNS_A,
  MODEL_COLUMNS_B,
  MODEL_DECIMAL,     /* ModelDecimal, file data only */
  MODEL_MISSING,     /* ModelMissing */
  MODEL_CATEGORIES,  /* ModelCategories */
  MODEL_CENTRE,      /* ModelCentre */
  MODEL_STANDARDISE, /* ModelStandardise */
  MODEL_TEST_SHARE,  /* of a file's rows, held out to measure generalisation */
  MODEL_NAME_A,      /* text: what A is called; empty: as its columns are, or A */
  MODEL_NAME_B,
  MODEL_WHITEN, /* ModelWhiten */
  /* [network] */
  MODEL_DEPTH,
  MODEL_FUSION,
  MODEL_DEPTH_A, /* 0: as fusion */
  MODEL_DEPTH_B,
  MODEL_WIDTH,
  MODEL_INIT,       /* ModelInit */
  MODEL_INIT_SCALE, /* 0: automatic */
  MODEL_ACTIVATION, /* ModelActivation */
  MODEL_SLOPE,      /* of ReLU for negative inputs: 0 is ReLU, 1 linear */
  /* [training] */
  MODEL_DYNAMICS, /* ModelDynamics */
  MODEL_LOSS,     /* ModelLoss */
  MODEL_LEARNING_RATE,
  MODEL_EPOCHS, /* 0: until learned */
  MODEL_SEED,
  MODEL_COMPRESSION, /* ModelCompressionChoice */
  MODEL_OPTIMIZER,   /* ModelOptimizerChoice */
  MODEL_MOMENTUM,    /* beta; Adam's beta_1 */
  MODEL_BETA_2,
  MODEL_WEIGHT_DECAY,
  MODEL_BATCH,      /* 0: all samples */
  MODEL_RATE_RATIO, /* learning rate of branch B over the others' */
  MODEL_DELAY_A,    /* epoch at which a branch begins to learn */
  MODEL_DELAY_B,
  MODEL_WARMUP, /* epochs in which the rate rises */
  MODEL_CLIP,   /* largest norm of a gradient; 0: any */
  MODEL_KEEP_A, /* probability that a step sees a modality */
  MODEL_KEEP_B,
  MODEL_UNIMODAL_A, /* weight of a further loss of one modality alone */
  MODEL_UNIMODAL_B,
  MODEL_LOG,         /* text: path of a training log, drawn beside the run */
  MODEL_LOG_COLUMNS, /* text: its columns of step, loss, A and B alone, accuracy */
  MODEL_N_KEYS
} ModelKey;

typedef enum
{
  MODEL_SOURCE_SCALAR,
  MODEL_SOURCE_VECTOR,
  MODEL_SOURCE_XOR, /* x_A a normal number, x_B two signs: y = w_a x_A + w_b x_B1 x_B2 + noise */
  MODEL_SOURCE_FILE /* MODEL_FILE */
} ModelSource;

typedef enum
{
  MODEL_DECIMAL_AUTO, /* told by each column */
  MODEL_DECIMAL_POINT,
  MODEL_DECIMAL_COMMA
} ModelDecimal;

typedef enum
{
  MODEL_MISSING_DROP,  /* rows that lack a cell are left out */
  MODEL_MISSING_REFUSE /* and the file with them */
} ModelMissing;

typedef enum
{
  MODEL_CATEGORIES_DROP,  /* columns of words are left out */
  MODEL_CATEGORIES_ONEHOT /* each word is an input: 1 in its rows, 0 in others */
} ModelCategories;

typedef enum
{
  MODEL_STANDARDISE_AUTO, /* on where the spreads of the columns differ more than tenfold */
  MODEL_STANDARDISE_ON,   /* each column is divided by its standard deviation */
  MODEL_STANDARDISE_OFF
} ModelStandardise;

typedef enum
{
  MODEL_CENTRE_ON, /* the mean of each column is taken off: the moments are covariances */
  MODEL_CENTRE_OFF
} ModelCentre;

typedef enum
{
  MODEL_ACTIVATION_LINEAR,
  MODEL_ACTIVATION_RELU /* behind every layer but the output: max(h, slope h) */
} ModelActivation;

typedef enum
{
  MODEL_LOSS_MSE,     /* (y - yhat)^2 / 2 */
  MODEL_LOSS_LOGISTIC /* ln(1 + exp(-y yhat)), y the sign of the target */
} ModelLoss;

typedef enum
{
  MODEL_COVARIANCE_ISOTROPIC, /* sigma_a^2 I, sigma_b^2 I, rho sigma_a sigma_b on the diagonal */
  MODEL_COVARIANCE_RANDOM,    /* inverse Wishart, n + 2 degrees of freedom */
  MODEL_COVARIANCE_GIVEN      /* MODEL_MATRIX */
} ModelCovariance;

typedef enum
{
  MODEL_WEIGHTS_EQUAL,  /* w_a for each input of A, w_b for each of B */
  MODEL_WEIGHTS_RANDOM, /* uniform in -w_a..w_a and -w_b..w_b */
  MODEL_WEIGHTS_GIVEN   /* MODEL_TRUE_WEIGHTS */
} ModelWeights;

typedef enum
{
  MODEL_INIT_PLAIN,   /* every weight N(0, u0^2) */
  MODEL_INIT_RANDOM,  /* random, Frobenius norm u0 before and sqrt(2) u0 after fusion */
  MODEL_INIT_BALANCED /* rank one, aligned, balanced */
} ModelInit;

typedef enum
{
  MODEL_DYNAMICS_DESCENT, /* full-batch gradient descent: an epoch is a step */
  MODEL_DYNAMICS_FLOW     /* gradient flow: an epoch is the time learning_rate */
} ModelDynamics;

typedef enum
{
  MODEL_COMPRESSION_AUTO, /* as model/step/compression.h decides */
  MODEL_COMPRESSION_OFF   /* every weight is stepped */
} ModelCompressionChoice;

typedef enum
{
  MODEL_OPTIMIZER_DESCENT,
  MODEL_OPTIMIZER_MOMENTUM, /* heavy ball: v = beta v + g */
  MODEL_OPTIMIZER_NESTEROV,
  MODEL_OPTIMIZER_ADAM,
  MODEL_OPTIMIZER_SIGN
} ModelOptimizerChoice;

typedef enum
{
  MODEL_WHITEN_OFF,
  MODEL_WHITEN_ON /* the second moments of each modality's inputs become 1 */
} ModelWhiten;

typedef enum
{
  MODEL_TYPE_REAL,
  MODEL_TYPE_INTEGER,
  MODEL_TYPE_CHOICE, /* an index into choices */
  MODEL_TYPE_TEXT    /* a line; where `numbers` says so, of numbers */
} ModelParameterType;

typedef struct
{
  const char *name;  /* in files and flags */
  const char *label; /* in the window */
} ModelChoice;

/* That another key, a choice, is one of some: bit i stands for its choice i. */
typedef struct
{
  ModelKey key;
  guint choices;
} ModelCondition;

#define MODEL_MAX_CONDITIONS 2

/* One row of the table. Strings marked N_() there; translate with gettext where shown. */
typedef struct
{
  const char *name;  /* key of the file, "init_scale"; the flag is "--init-scale" */
  const char *group; /* "data", "network", "training" */
  ModelParameterType type;
  double fallback;            /* the default */
  double minimum, maximum;    /* inclusive; not of a choice */
  const char *unit;           /* NULL where dimensionless */
  const ModelChoice *choices; /* ends with name = NULL; NULL unless a choice */
  gboolean numbers;           /* a text: rows of numbers separated by ';', numbers by blanks */
  const char *label;          /* "Depth $L$", in the markup of plot/draw/label.h */
  const char *help;           /* one line for --help and the tooltip; names the equation */
  const char *zero;           /* what 0, or an empty text, stands for ("automatic"), or NULL */
  double slider_minimum, slider_maximum, slider_step; /* slider_step 0: no slider */
  gboolean slider_logarithmic;                        /* the slider moves log10 of the value */
  int digits;                                         /* decimals shown beside the slider */
  ModelCondition when[MODEL_MAX_CONDITIONS]; /* has an effect where all hold; choices 0: none */
  gboolean network; /* another value is another network: another shape, or other first weights */
  /* The window's row. */
  const char *section; /* as groups are called; NULL: its group's */
  gboolean prominent;  /* always in sight, not under "More" */
  int rank; /* rows are in increasing rank; those without, 0, are the last, as keys are */
} ModelParameter;

const ModelParameter *model_parameter (ModelKey key);
/* Accepts "init_scale" and "init-scale". */
gboolean model_parameter_find (const char *name, ModelKey *key);

int model_parameter_count_choices (const ModelParameter *self);
/* The names of those whose bit is set, as in a condition. Owned by the caller. */
char *
model_parameter_list_choices (const ModelParameter *self, const char *separator, guint choices);

G_END_DECLS
