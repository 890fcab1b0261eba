/* Which columns of a table are inputs of A, of B, and the target. */
#pragma once

#include "model/data/csv.h"

G_BEGIN_DECLS

/* An input or a target: a column's numbers, or whether a row has a word of it. */
typedef struct
{
  int column;
  int category; /* -1: the number itself */
} ModelTableInput;

typedef struct
{
  int n[2]; /* inputs of A, of B */
  ModelTableInput input[2 * MODEL_MAX_INPUTS];
  ModelTableInput target;
} ModelColumnChoice;

/**
 * model_column_choice_make:
 * Takes the columns that `columns_a`, `columns_b` and `target` name. Without a target the last
 * column of numbers is it. Where one list is empty the other modality has what is left; without
 * both A has the first `inputs_a` inputs, or half of them where these do not fit. What is not named
 * is a column of numbers, or of words where `categories` says so: columns that count rows, empty
 * ones and words are left out.
 * Errors: MODEL_ERROR_RANGE, naming the key, and what the table has: no such column, one twice, no
 * input left, too many; MODEL_ERROR_KEY: a column that is used cannot be read.
 */
gboolean model_column_choice_make (ModelColumnChoice *self,
                                   const ModelTableShape *shape,
                                   const ModelExperiment *experiment,
                                   GError **error);

/* A sentence about what of the table is not used, or NULL. Owned by the caller. */
char *model_column_choice_describe_rest (const ModelColumnChoice *self,
                                         const ModelTableShape *shape);

/* The next word of a list: in quotes of either kind, or up to a blank or a comma. Owned; NULL at
 * the end. */
char *model_column_choice_take_word (const char **list);
/* A column as such a list names it: by its name where that is one of a kind and needs no quotes
 * that lists do not have, else by its number. Owned by the caller. */
char *model_column_choice_write (const ModelTableShape *shape, int column);
/* The column of a name, or of a number from 1; below 0 where there is none, or several. */
int model_column_choice_find (const ModelTableShape *shape, const char *word);

/* The name of an input, m 0 or 1, i below n[m]: of its column, and of its word; "" where it has
 * none. Owned by the caller. */
char *model_column_choice_name_input (const ModelColumnChoice *self,
                                      const ModelTableShape *shape,
                                      int m,
                                      int i);

G_END_DECLS
