/* Where somebody starts a trajectory in the phase plane. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double w[2];
  gboolean backward;
} StudyOrbitStart;

/* Following so many anew takes less than a frame. */
#define STUDY_ORBITS_MAX 40

G_END_DECLS
