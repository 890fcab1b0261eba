/* The trajectories that somebody has started in the phase portrait. */
#pragma once

#include "app/session/undo.h"
#include "plot/plane/portrait.h"

G_BEGIN_DECLS

/* Ref-counted: what can be undone refers to it. */
typedef struct AppOrbits AppOrbits;

AppOrbits *app_orbits_new (void);
AppOrbits *app_orbits_ref (AppOrbits *self);
void app_orbits_unref (AppOrbits *self);
/* Called after each change; NULL: nobody. */
void app_orbits_set_changed (AppOrbits *self, GFunc changed, gpointer data);

/* Follows all starts in another plane. @bound: as theory_orbit_new()'s */
void app_orbits_set_plane (AppOrbits *self, const TheoryPlane *plane, double bound);

int app_orbits_count (AppOrbits *self);
const StudyOrbitStart *app_orbits_get_start (AppOrbits *self, int i);
/* TheoryOrbit, one for each start; borrowed. */
GPtrArray *app_orbits_get_orbits (AppOrbits *self);
/* The one that keys act upon, or -1. */
int app_orbits_get_selected (AppOrbits *self);
void app_orbits_select (AppOrbits *self, int i);

/* Adds starts, up to STUDY_ORBITS_MAX in all, and selects the last. */
void app_orbits_add (AppOrbits *self, const StudyOrbitStart *starts, int n);
void app_orbits_move (AppOrbits *self, int i, const double w[2]);
void app_orbits_remove (AppOrbits *self, int i);
void app_orbits_clear (AppOrbits *self);

/* The starts, to come back to: call before a change, then app_orbits_commit() with it. */
GArray *app_orbits_remember (AppOrbits *self);
/* Makes everything since an app_orbits_remember() one step to undo. @before: taken over */
void app_orbits_commit (AppOrbits *self, GArray *before, const char *name, AppUndo *undo);

/**
 * app_orbits_fill:
 * Starts spread evenly inside a closed line: about `most` of them, at least one.
 * @corners: n of them, n >= 3
 * Returns: StudyOrbitStart, forward; to be freed.
 */
GArray *app_orbits_fill (const double (*corners)[2], int n, int most);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppOrbits, app_orbits_unref)

G_END_DECLS
