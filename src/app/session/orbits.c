/* Picked trajectories: their starts, their paths in the present plane, and the way back. */
#include "app/session/orbits.h"

#include <math.h>

struct AppOrbits
{
  grefcount ref_count;
  GArray *starts;    /* StudyOrbitStart */
  GPtrArray *orbits; /* TheoryOrbit */
  int selected;
  TheoryPlane plane;
  double bound; /* 0: no plane yet */
  GFunc changed;
  gpointer data;
};

AppOrbits *
app_orbits_new (void)
{
  AppOrbits *self = g_new0 (AppOrbits, 1);

  g_ref_count_init (&self->ref_count);
  self->starts = g_array_new (FALSE, FALSE, sizeof (StudyOrbitStart));
  self->orbits = g_ptr_array_new_with_free_func ((GDestroyNotify) theory_orbit_free);
  self->selected = -1;
  return self;
}

AppOrbits *
app_orbits_ref (AppOrbits *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
app_orbits_unref (AppOrbits *self)
{
  if (self == NULL || !g_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->starts);
  g_ptr_array_unref (self->orbits);
  g_free (self);
}

void
app_orbits_set_changed (AppOrbits *self, GFunc changed, gpointer data)
{
  self->changed = changed;
  self->data = data;
}

static void
notify (AppOrbits *self)
{
  if (self->changed != NULL)
    self->changed (self, self->data);
}

static TheoryOrbit *
follow (AppOrbits *self, int i)
{
  return plot_portrait_follow (&self->plane, app_orbits_get_start (self, i), self->bound);
}

/* Paths of all starts anew. */
static void
follow_all (AppOrbits *self)
{
  g_ptr_array_set_size (self->orbits, 0);
  for (int i = 0; self->bound > 0 && i < app_orbits_count (self); i++)
    g_ptr_array_add (self->orbits, follow (self, i));
}

void
app_orbits_set_plane (AppOrbits *self, const TheoryPlane *plane, double bound)
{
  self->plane = *plane;
  self->bound = bound;
  follow_all (self);
  notify (self);
}

int
app_orbits_count (AppOrbits *self)
{
  return self->starts->len;
}

const StudyOrbitStart *
app_orbits_get_start (AppOrbits *self, int i)
{
  return &g_array_index (self->starts, StudyOrbitStart, i);
}

GPtrArray *
app_orbits_get_orbits (AppOrbits *self)
{
  return self->orbits;
}

int
app_orbits_get_selected (AppOrbits *self)
{
  return self->selected;
}

void
app_orbits_select (AppOrbits *self, int i)
{
  g_return_if_fail (i >= -1 && i < app_orbits_count (self));

  self->selected = i;
  notify (self);
}

void
app_orbits_add (AppOrbits *self, const StudyOrbitStart *starts, int n)
{
  for (int i = 0; i < n && app_orbits_count (self) < STUDY_ORBITS_MAX; i++)
    {
      g_array_append_val (self->starts, starts[i]);
      if (self->bound > 0)
        g_ptr_array_add (self->orbits, follow (self, app_orbits_count (self) - 1));
    }
  self->selected = app_orbits_count (self) - 1;
  notify (self);
}

void
app_orbits_move (AppOrbits *self, int i, const double w[2])
{
  StudyOrbitStart *start = &g_array_index (self->starts, StudyOrbitStart, i);

  start->w[0] = w[0];
  start->w[1] = w[1];
  if (self->bound > 0)
    {
      theory_orbit_free (g_ptr_array_index (self->orbits, i));
      g_ptr_array_index (self->orbits, i) = follow (self, i);
    }
  notify (self);
}

void
app_orbits_remove (AppOrbits *self, int i)
{
  g_array_remove_index (self->starts, i);
  if (self->bound > 0)
    g_ptr_array_remove_index (self->orbits, i);
  self->selected = MIN (i, app_orbits_count (self) - 1);
  notify (self);
}

/* Takes over the starts. */
static void
set_starts (AppOrbits *self, GArray *starts)
{
  g_array_unref (self->starts);
  self->starts = starts;
  self->selected = starts->len - 1;
  follow_all (self);
  notify (self);
}

void
app_orbits_clear (AppOrbits *self)
{
  set_starts (self, g_array_new (FALSE, FALSE, sizeof (StudyOrbitStart)));
}

GArray *
app_orbits_remember (AppOrbits *self)
{
  return g_array_copy (self->starts);
}

typedef struct
{
  AppOrbits *orbits;
  GArray *starts;
} Memory;

static void
exchange (gpointer data)
{
  Memory *memory = data;
  GArray *present = app_orbits_remember (memory->orbits);

  set_starts (memory->orbits, memory->starts);
  memory->starts = present;
}

static void
free_memory (gpointer data)
{
  Memory *memory = data;

  app_orbits_unref (memory->orbits);
  g_array_unref (memory->starts);
  g_free (memory);
}

void
app_orbits_commit (AppOrbits *self, GArray *before, const char *name, AppUndo *undo)
{
  static const AppUndoClass klass = { exchange, NULL, free_memory };
  Memory *memory = g_new (Memory, 1);

  *memory = (Memory){ app_orbits_ref (self), before };
  app_undo_push (undo, name, &klass, memory);
}

/* Even-odd rule. */
static gboolean
is_inside (const double (*corners)[2], int n, double x, double y)
{
  gboolean inside = FALSE;

  for (int i = 0, j = n - 1; i < n; j = i++)
    if ((corners[i][1] > y) != (corners[j][1] > y) &&
        x < corners[i][0] + (corners[j][0] - corners[i][0]) * (y - corners[i][1]) /
                                (corners[j][1] - corners[i][1]))
      inside = !inside;
  return inside;
}

static void
find_box (const double (*corners)[2], int n, double low[2], double high[2])
{
  for (int m = 0; m < 2; m++)
    {
      low[m] = high[m] = corners[0][m];
      for (int i = 1; i < n; i++)
        {
          low[m] = fmin (low[m], corners[i][m]);
          high[m] = fmax (high[m], corners[i][m]);
        }
    }
}

/* The places of a lattice over the box that lie inside, rows shifted like bricks. */
static GArray *
collect_inside (const double (*corners)[2], int n, int cells)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (StudyOrbitStart));
  double low[2], high[2];

  find_box (corners, n, low, high);
  for (int i = 0; i < cells; i++)
    for (int j = 0; j < cells; j++)
      {
        StudyOrbitStart start = { { low[0] +
                                        (high[0] - low[0]) * (j + (i % 2 ? 0.75 : 0.25)) / cells,
                                    low[1] + (high[1] - low[1]) * (i + 0.5) / cells },
                                  FALSE };

        if (is_inside (corners, n, start.w[0], start.w[1]))
          g_array_append_val (starts, start);
      }
  return starts;
}

GArray *
app_orbits_fill (const double (*corners)[2], int n, int most)
{
  GArray *starts = collect_inside (corners, n, 1);

  /* Finer lattices until the next one would be too many; thin shapes need fine ones. */
  for (int cells = 2; cells <= 2 * most; cells++)
    {
      GArray *finer = collect_inside (corners, n, cells);
      const gboolean fits = (int) finer->len <= most;

      g_array_unref (fits ? starts : finer);
      if (!fits)
        break;
      starts = finer;
    }
  if (starts->len == 0)
    {
      StudyOrbitStart start = { { corners[0][0], corners[0][1] }, FALSE };

      g_array_append_val (starts, start);
    }
  return starts;
}
