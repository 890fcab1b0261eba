/* The recording of a run: rows over epochs, in immutable, shared chunks.
 *
 * The worker appends; a ModelHistoryView taken from it never changes and may be read by any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MODEL_HISTORY_DENSE_ROWS 32768
/* 4 MB: twenty seeds that never rest, each pinned run beside them, must fit into any machine. */
#define MODEL_HISTORY_MAX_ROWS (3 << 15)

typedef struct
{
  double epoch;
  double loss;
  double weight[2];      /* total weight of A and B: signed for one input, the norm for more */
  double generalisation; /* error on test data; 0 in runs that have none */
} ModelHistoryRow;

typedef struct ModelHistory ModelHistory;         /* worker-owned builder */
typedef struct ModelHistoryView ModelHistoryView; /* frozen, ref-counted */

ModelHistory *model_history_new (void);
void model_history_free (ModelHistory *self);

/* What a large loss and a large weight will be, where known before they are seen: growth far below
 * it is not recorded step by step. */
void model_history_set_scale (ModelHistory *self, double loss, double weight);

/**
 * model_history_append:
 * Records a row, or passes it over where the recording stays faithful without it: every row up to
 * MODEL_HISTORY_DENSE_ROWS; then a row is kept when loss or a weight has moved by 2^-10 of the
 * largest (with the row before it, so that a jump stays sharp), or when 2^-9 of the run has
 * gone by. Of what is left of MODEL_HISTORY_MAX_ROWS, each half is for moves four times as large as
 * the half before it, up to a quarter: a run that never rests leaves room for its transitions. Past
 * that only time counts. Rows come in increasing epoch.
 */
void model_history_append (ModelHistory *self, const ModelHistoryRow *row);
/* The same for n rows, one after the other. */
void model_history_append_rows (ModelHistory *self, const ModelHistoryRow *rows, int n);
/* The epoch from which on a row is recorded that has not moved. */
gint64 model_history_get_next (const ModelHistory *self);
/* Records a row whatever has moved: the last of a run. */
void model_history_append_final (ModelHistory *self, const ModelHistoryRow *row);

/* Forgets the rows at and after an epoch; views keep theirs. */
void model_history_truncate (ModelHistory *self, double epoch);

ModelHistoryView *model_history_view (ModelHistory *self);

ModelHistoryView *model_history_view_ref (ModelHistoryView *self);
void model_history_view_unref (ModelHistoryView *self);

gsize model_history_view_length (const ModelHistoryView *self);
/* Row i, borrowed, i < length. */
const ModelHistoryRow *model_history_view_row (const ModelHistoryView *self, gsize i);
/* Index of the last row at or before epoch; 0 where there is none. Valid: length > 0. */
gsize model_history_view_find (const ModelHistoryView *self, double epoch);
/* Values at epoch, linear between rows, clamped to the ends. Valid: length > 0. */
ModelHistoryRow model_history_view_at (const ModelHistoryView *self, double epoch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelHistory, model_history_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelHistoryView, model_history_view_unref)

G_END_DECLS
