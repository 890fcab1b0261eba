/* What pictures draw over epochs, as CSV: curves side by side, their columns from one table. */
#pragma once

#include "figure/figure_entry.h"
#include "study/balance_curves.h"

G_BEGIN_DECLS

/* Curves at the epochs of the first, and of the others behind its end. */
typedef struct FigureTable FigureTable;

/* @end: epochs behind it, and behind the first curve's end, are left out */
FigureTable *figure_table_new (double end);
void figure_table_free (FigureTable *self);
/* Columns loss, w_a, w_b, and the generalisation error where there is one; linear between rows, and
 * nothing behind the curve's end.
 * @history: borrowed, not empty
 * @name: (nullable): before its columns' names: "theory"; NULL: it is the run */
void figure_table_add (FigureTable *self,
                       const ModelHistoryView *history,
                       gboolean generalisation,
                       const char *name);
/* Columns balance_a and so on, at the epochs where there are residuals. Borrowed. */
void figure_table_add_balance (FigureTable *self, const StudyBalance *balance);
/* Header and rows. @numbers: (nullable): the name of a first column, that numbers the tables */
void figure_table_write (FigureTable *const *tables, int n, const char *numbers, GString *out);

/* A write_csv: what theory and run say of the first run in comments, then its epoch, loss, w_a,
 * w_b; beside them all that is drawn over epochs with it: theory's curve, ghost, band, compared
 * runs. */
void figure_write_history (const FigureData *data, GString *out);
/* The same of all runs, numbered in a first column of that name. */
void figure_write_histories (const FigureData *data, const char *column, GString *out);
/* Begins another table of the same file, behind a blank line and its name. */
void figure_write_next (GString *out, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FigureTable, figure_table_free)

G_END_DECLS
