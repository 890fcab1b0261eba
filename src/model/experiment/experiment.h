/* The experiment: a value for every parameter of a run, the rules between them, and the facts that
 * follow from them.
 */
#pragma once

#include "model/experiment/experiment_parameters.h"

G_BEGIN_DECLS

/* A plain value: copy it by assignment. Texts are interned. Treat the members as private. */
typedef struct ModelExperiment
{
  double value[MODEL_N_KEYS];
  const char *text[MODEL_N_KEYS];
} ModelExperiment;

#define MODEL_ERROR (model_error_quark ())
typedef enum
{
  MODEL_ERROR_KEY,      /* no such key, or malformed text */
  MODEL_ERROR_RANGE,    /* a value, or a combination of values, that is not allowed */
  MODEL_ERROR_MEMORY,   /* more memory than allowed */
  MODEL_ERROR_CANCELLED /* by the caller's own flag: nothing to report */
} ModelError;
GQuark model_error_quark (void);

void model_experiment_init (ModelExperiment *self);
gboolean model_experiment_equal (const ModelExperiment *self, const ModelExperiment *other);
/* Whether they agree on a key. */
gboolean
model_experiment_equal_at (const ModelExperiment *self, const ModelExperiment *other, ModelKey key);

double model_experiment_get (const ModelExperiment *self, ModelKey key);
int model_experiment_get_int (const ModelExperiment *self, ModelKey key);
const char *model_experiment_get_text (const ModelExperiment *self, ModelKey key);

/**
 * model_experiment_set:
 * Sets one number, checked against its own range; combinations are model_experiment_validate()'s.
 * Errors: MODEL_ERROR_RANGE naming key, value and range; the experiment is then unchanged.
 */
gboolean model_experiment_set (ModelExperiment *self, ModelKey key, double value, GError **error);
gboolean
model_experiment_set_text (ModelExperiment *self, ModelKey key, const char *text, GError **error);
/* The same from text: numbers, names of choices. Errors: also MODEL_ERROR_KEY. */
gboolean model_experiment_parse_value (ModelExperiment *self,
                                       ModelKey key,
                                       const char *text,
                                       GError **error);
/* The shortest text that parses to the same value. */
char *model_experiment_format_value (const ModelExperiment *self, ModelKey key);

/* FALSE where the value of a key has no effect, as a matrix has none on scalar data. A condition on
 * a key that does not apply itself holds. */
gboolean model_parameter_applies (const ModelExperiment *experiment, ModelKey key);

/* "source is xor; it applies to scalar, vector": why a key does not apply. Owned by the caller. */
char *model_parameter_explain (const ModelExperiment *experiment, ModelKey key);

/* Whether two experiments have the same network: its shape, and its first weights but for their
 * scale. */
gboolean model_experiment_has_same_network (const ModelExperiment *a, const ModelExperiment *b);

/**
 * model_experiment_validate:
 * Checks what no single key can: fusion <= depth, unequal branches, inputs of a flow, matrices of
 * the right shape; of data of a file, what can be told from the file as it was loaded last. Reads
 * nothing, so that a file that was never loaded passes: model/data/own_data.h loads it first.
 * Errors: MODEL_ERROR_RANGE, naming key, value and what is allowed.
 */
gboolean model_experiment_validate (const ModelExperiment *self, GError **error);

/**
 * model_experiment_check_memory:
 * Whether so many samples may be drawn, before any are.
 * Errors: MODEL_ERROR_MEMORY above MODEL_MAX_BYTES.
 */
gboolean model_experiment_check_memory (const ModelExperiment *self, int samples, GError **error);

/* Whether a step may see so many of its samples: those of a file are counted once it is loaded.
 * Errors: MODEL_ERROR_RANGE. */
gboolean model_experiment_check_batch (const ModelExperiment *self, int samples, GError **error);

/* That of its data; see model/experiment/data_source.h. */
typedef struct ModelSourceClass ModelSourceClass;
const ModelSourceClass *model_experiment_get_source (const ModelExperiment *self);

/* Derived facts that several layers need. m is 0 for modality A, 1 for B. */
/* 1 for scalar data; those of a file follow from its columns, 1 where it was never loaded. */
int model_experiment_inputs (const ModelExperiment *self, int m);
double model_experiment_slope (const ModelExperiment *self); /* 1 where linear */
/* TRUE where what is learned is also measured on what was not seen, under squared loss and gradient
 * descent: on the population where training on samples with noise differs from it, on the rows of
 * a file that are held out. */
gboolean model_experiment_has_generalisation (const ModelExperiment *self);
/* TRUE where second moments are all that training depends on: linear networks, squared loss. */
gboolean model_experiment_is_linear (const ModelExperiment *self);
int model_experiment_branch_depth (const ModelExperiment *self, int m); /* layers before fusion */
int model_experiment_shared_depth (const ModelExperiment *self);        /* layers after fusion */

G_END_DECLS
