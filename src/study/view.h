/* How a run is looked at: the epoch it is followed to, its axes. Pictures in files keep it. */
#pragma once

#include "study/run.h"

G_BEGIN_DECLS

/* Planes of which one can look at a part. */
typedef enum
{
  STUDY_PLANE_PORTRAIT, /* W_A and W_B */
  STUDY_PLANE_MAP,      /* rho and sigma_A / sigma_B */
  STUDY_PLANE_REGIONS,  /* sigma_A / sigma_B and w_A / w_B */
  STUDY_N_PLANES
} StudyPlane;

typedef struct
{
  double playhead; /* epoch; INFINITY: none, all of the run is drawn full */
  gboolean log_loss;
  StudyTimeScale time;
  double from, to;                    /* epochs shown; not from < to: all */
  double plane[STUDY_N_PLANES][2][2]; /* of both axes, from and to; not from < to: all */
  double camera[3]; /* of the surface: azimuth, elevation, zoom; not zoom > 0: as it comes */
  gboolean hide_nullclines, hide_manifolds;
  const char
      *panels; /* of the grid: names of figures with blanks between, interned; NULL: default */
} StudyView;

/* All of a run, linear. */
void study_view_init (StudyView *self);
gboolean study_view_equal (const StudyView *self, const StudyView *other);
/* FALSE: all of it, as it comes. */
gboolean study_view_has_plane (const StudyView *self, StudyPlane plane);
gboolean study_view_has_camera (const StudyView *self);
/* Narrows axes that show all of a plane to the part that is looked at. */
void study_view_narrow (const StudyView *self, StudyPlane plane, StudyAxis axes[2]);
/* Sets what is looked at in a run that is complete otherwise: snapshot and marks. */
void study_view_apply (const StudyView *self, StudyRun *run);

/* "linear", "log", "learning". */
const char *study_time_scale_get_name (StudyTimeScale scale);
gboolean study_time_scale_find (const char *name, StudyTimeScale *scale);

G_END_DECLS
