/* The values of an axis as they are written, taken apart for a form, and proposed. */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

typedef enum
{
  RUN_SWEEP_VALUES_RANGE,
  RUN_SWEEP_VALUES_LOG_RANGE,
  RUN_SWEEP_VALUES_LIST,
  RUN_SWEEP_N_VALUES
} RunSweepValues;

typedef struct
{
  ModelKey key;
  RunSweepValues values;
  char *part[3]; /* of a range: first, last, how many; of a list: all of it in the first */
} RunSweepAxisText;

/**
 * run_sweep_axis_text_read:
 * @text: "rho -0.9:0.9:9", as behind "x ="; up to a comment
 * @self: (out): to be cleared; untouched on failure
 *
 * Values are not checked. Several ranges, or one beside single values, are a list.
 * Returns: FALSE where it does not begin with a key that can be swept.
 */
gboolean run_sweep_axis_text_read (RunSweepAxisText *self, const char *text);
/* Owned by the caller. */
char *run_sweep_axis_text_write (const RunSweepAxisText *self);
void run_sweep_axis_text_clear (RunSweepAxisText *self);

/* Whether a key has values to go through. */
gboolean run_sweep_axis_text_can_sweep (ModelKey key);
/* Values around that of an experiment, as far as it takes them; all of them where there are few. As
 * run_sweep_axis_text_write() has it, owned by the caller. */
char *run_sweep_axis_text_suggest (ModelKey key, const ModelExperiment *experiment);

G_END_DECLS
