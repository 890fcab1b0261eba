/* Views of a run. */
#include "study/view.h"

#include <math.h>
#include <string.h>

static const char *const names[] = { "linear", "log", "learning" };

void
study_view_init (StudyView *self)
{
  *self = (StudyView){ .playhead = INFINITY, .from = NAN, .to = NAN };
}

/* NAN is like NAN here. */
static gboolean
is_same (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

gboolean
study_view_has_plane (const StudyView *self, StudyPlane plane)
{
  const double (*range)[2] = self->plane[plane];

  return range[0][0] < range[0][1] && range[1][0] < range[1][1];
}

void
study_view_narrow (const StudyView *self, StudyPlane plane, StudyAxis axes[2])
{
  for (int i = 0; study_view_has_plane (self, plane) && i < 2; i++)
    {
      axes[i].minimum = self->plane[plane][i][0];
      axes[i].maximum = self->plane[plane][i][1];
    }
}

gboolean
study_view_has_camera (const StudyView *self)
{
  return self->camera[2] > 0;
}

static gboolean
is_same_plane (const StudyView *self, const StudyView *other, StudyPlane plane)
{
  const gboolean has = study_view_has_plane (self, plane);

  return has == study_view_has_plane (other, plane) &&
         (!has || memcmp (self->plane[plane], other->plane[plane], sizeof self->plane[plane]) == 0);
}

static gboolean
is_same_camera (const StudyView *self, const StudyView *other)
{
  const gboolean has = study_view_has_camera (self);

  return has == study_view_has_camera (other) &&
         (!has || memcmp (self->camera, other->camera, sizeof self->camera) == 0);
}

gboolean
study_view_equal (const StudyView *self, const StudyView *other)
{
  for (int plane = 0; plane < STUDY_N_PLANES; plane++)
    if (!is_same_plane (self, other, (StudyPlane) plane))
      return FALSE;
  return is_same_camera (self, other) && self->hide_nullclines == other->hide_nullclines &&
         self->hide_manifolds == other->hide_manifolds &&
         is_same (self->playhead, other->playhead) && self->log_loss == other->log_loss &&
         self->time == other->time && is_same (self->from, other->from) &&
         is_same (self->to, other->to) && g_strcmp0 (self->panels, other->panels) == 0;
}

void
study_view_apply (const StudyView *self, StudyRun *run)
{
  run->playhead = self->playhead;
  run->log_loss = self->log_loss;
  run->time = self->time;
  if (self->from < self->to)
    run->epochs = (StudyAxis){ self->from, self->to, FALSE };
  study_run_scale_epochs (run);
}

const char *
study_time_scale_get_name (StudyTimeScale scale)
{
  return names[scale];
}

gboolean
study_time_scale_find (const char *name, StudyTimeScale *scale)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *scale = (StudyTimeScale) i;
        return TRUE;
      }
  return FALSE;
}
