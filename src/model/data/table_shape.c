/* Columns, and what they are called. */
#include "model/data/table_shape.h"

#include "model/experiment/message.h"

#include <glib/gi18n-lib.h>

ModelTableShape *
model_table_shape_ref (ModelTableShape *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
model_table_shape_unref (ModelTableShape *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (int c = 0; c < self->n_columns; c++)
    {
      g_free (self->column[c].name);
      g_free (self->column[c].problem);
      g_free (self->column[c].word);
      g_strfreev (self->column[c].categories);
    }
  g_free (self->column);
  g_free (self);
}

char *
model_table_shape_name_column (const ModelTableShape *self, int column)
{
  const char *given = self->column[column].name;
  g_autofree char *name =
      given != NULL ? model_message_clean_name (given, MODEL_TABLE_NAME_LENGTH) : NULL;

  /* Translators: a column of a table, by its number and its name. */
  return name != NULL && *name != '\0' ? g_strdup_printf (_ ("column %d (%s)"), column + 1, name)
                                       : g_strdup_printf (_ ("column %d"), column + 1);
}

const char *
model_column_kind_get_words (ModelColumnKind kind)
{
  switch (kind)
    {
    case MODEL_COLUMN_NUMBERS:
      return _ ("numbers");
    case MODEL_COLUMN_INDEX:
      return _ ("counts rows");
    case MODEL_COLUMN_WORDS:
      return _ ("words");
    case MODEL_COLUMN_EMPTY:
      return _ ("empty");
    case MODEL_COLUMN_BROKEN:
      break;
    }
  return _ ("cannot be read");
}
