/* What a digits run is at a moment: for plots and the page. */
#pragma once

#include "digits/picture.h"
#include "digits/table.h"

G_BEGIN_DECLS

typedef enum
{
  DIGITS_STATE_IDLE,    /* nothing was started yet */
  DIGITS_STATE_LOADING, /* images are read or drawn */
  DIGITS_STATE_TRAINING,
  DIGITS_STATE_FINISHED,
  DIGITS_STATE_STOPPED,
  DIGITS_STATE_DIVERGED,
  DIGITS_STATE_FAILED /* the images cannot be had, or options are refused */
} DigitsPhase;

enum
{
  DIGITS_STATE_SAMPLES = 4,
  DIGITS_STATE_FILTERS = 16
};

/* Frozen and shared between threads. */
typedef struct
{
  DigitsPhase phase;
  char *message; /* of FAILED and DIVERGED, else NULL */
  DigitsOptions options;
  const char *folder; /* interned, as in digits_source_open() */
  gint64 pieces;      /* of work that its training has done */
  DigitsRow *rows;    /* (n_rows) */
  int n_rows;
  double progress;         /* 0..1, of the run, or of the whole table */
  double seconds_left;     /* NaN: not known yet */
  DigitsPictures *samples; /* DIGITS_STATE_SAMPLES of each kind; NULL before the images are there */
  DigitsPictures *filters; /* DIGITS_STATE_FILTERS of each modality at most; NULL before */
  gboolean in_table;       /* the run is one of the table's */
  DigitsTable table;       /* the newest of this model; seeds == 0: none */
  DigitsOptions table_options; /* of its first run */
  const char *table_folder;    /* interned */
} DigitsState;

/* Idle, with the options and no rows. */
DigitsState *digits_state_new (const DigitsOptions *options);
/* Takes rows, filters, reason and phase of a training; samples once they are not there. Before the
 * state is shared. */
void digits_state_read (DigitsState *self, DigitsTraining *training);
/* Whether its run has come to its own end: not stopped, nor one of a table, which ends once both
 * times are known. */
gboolean digits_state_is_whole (const DigitsState *self);
DigitsState *digits_state_ref (DigitsState *self);
void digits_state_unref (DigitsState *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DigitsState, digits_state_unref)

G_END_DECLS
