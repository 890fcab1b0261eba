/* The figures of figure_list.h. */
#include "figure/figure_registry.h"

#include "figure/figure_list.h"

#include <glib/gi18n-lib.h>

#define POINT_TO(NAME) &NAME,

static const Figure *const listed[] = { FIGURE_LIST (POINT_TO) };
static const Figure *const hidden[] = { FIGURE_LIST_HIDDEN (POINT_TO) };

int
figure_count (void)
{
  return G_N_ELEMENTS (listed);
}

const Figure *
figure_at (int i)
{
  g_return_val_if_fail (i >= 0 && i < figure_count (), NULL);
  return listed[i];
}

static char *
list_names (void)
{
  GString *names = g_string_new (figure_get_name (listed[0]));

  for (int i = 1; i < figure_count (); i++)
    g_string_append_printf (names, ", %s", figure_get_name (listed[i]));
  return g_string_free (names, FALSE);
}

static const Figure *
find (const Figure *const *figures, gsize n, const char *name)
{
  for (gsize i = 0; i < n; i++)
    if (g_ascii_strcasecmp (name, figure_get_name (figures[i])) == 0)
      return figures[i];
  return NULL;
}

const Figure *
figure_find (const char *name, GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);

  const Figure *found = find (listed, G_N_ELEMENTS (listed), name);
  g_autofree char *names = NULL;

  if (found == NULL)
    found = find (hidden, G_N_ELEMENTS (hidden), name);
  if (found != NULL)
    return found;
  names = list_names ();
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("no figure %s: there are %s"), name, names);
  return NULL;
}
