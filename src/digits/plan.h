/* What a picture of digits is made from: a run up to a place in it, or a table of so many runs. */
#pragma once

#include "digits/state.h"

G_BEGIN_DECLS

/* The group of its text. */
#define DIGITS_PLAN_GROUP "digits"

typedef struct
{
  DigitsOptions options; /* of a table: its first run's */
  const char *folder;    /* interned, as in digits_source_open() */
  gint64 pieces;         /* of work; -1: all of the run */
  int seeds;             /* of a table; 0: there is none */
  int cells;             /* runs of the table, as digits_table_train() orders them; -1: all */
} DigitsPlan;

/* A whole run with the model's own options. */
void digits_plan_init (DigitsPlan *self, DigitsModel model);
/* Those of what a state shows: its run, or its table, which it has then. */
void digits_plan_init_run (DigitsPlan *self, const DigitsState *state);
void digits_plan_init_table (DigitsPlan *self, const DigitsState *state);

/* A group of a key file; underscores stand for the hyphens of options. Owned by the caller. */
char *digits_plan_to_text (const DigitsPlan *self);
/**
 * digits_plan_from_text:
 * Reads that group of a key file, and no other.
 * @self: (out): untouched on failure
 *
 * Errors: DIGITS_ERROR_OPTION: an unknown key, a value that is not allowed.
 */
gboolean digits_plan_from_text (DigitsPlan *self, const char *text, GError **error);

/* How long that takes: seconds, right within a factor of ten. */
double digits_plan_estimate_seconds (const DigitsPlan *self);

G_END_DECLS
