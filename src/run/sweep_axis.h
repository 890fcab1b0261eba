/* The values along one axis of a sweep, from text: "rho -0.9:0.9:9", "activation linear relu". */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean used;
  ModelKey key;
  int n;                /* values; 1 where not used */
  double *values;       /* of a choice, its index */
  char *name;           /* markup of plot/draw/label.h for the axis, or NULL: the key's own */
  gboolean logarithmic; /* told, or as the values are spaced */
} RunSweepAxis;

/**
 * run_sweep_axis_parse:
 * @self: (out): zeroed but for name and logarithmic; what is logarithmic stays so
 * @role: the word before "=", for messages
 *
 * Errors: MODEL_ERROR_KEY, MODEL_ERROR_RANGE, naming role, key and value.
 */
gboolean
run_sweep_axis_parse (RunSweepAxis *self, const char *role, const char *text, GError **error);
void run_sweep_axis_clear (RunSweepAxis *self);
/* The value as in a key file: a number or the name of a choice; owned by the caller. */
char *run_sweep_axis_format (const RunSweepAxis *self, double value);

G_END_DECLS
