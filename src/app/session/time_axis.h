/* The time axis while runs come and go: it follows them without jumping about.
 *
 * A finished run is fitted; while runs follow each other quickly, as under a moving slider, the
 * axis only gives way where a run would leave it or fill little of it. Changes are eased.
 */
#pragma once

#include "study/axis.h"

G_BEGIN_DECLS

typedef struct
{
  StudyAxis shown;
  double target;     /* the end that `shown` eases towards */
  double fit;        /* the end that would show the newest run best */
  double expected;   /* the end that theory expects of the run; 0: none */
  gint64 last_start; /* when the newest run was started, microseconds */
  gint64 last_step;  /* of the easing, microseconds; 0: none yet */
  gboolean still;    /* nothing is eased: jumps instead */
  gboolean resting;  /* the last step ended in place: time spent so is no time to ease in */
} AppTimeAxis;

void app_time_axis_init (AppTimeAxis *self);
/* A run starts: until things have been quiet for a moment, the axis holds. */
void app_time_axis_start_run (AppTimeAxis *self, gint64 now);
/* Theory expects the run to reach so many epochs: as long as it is under way, there is room for
 * them. */
void app_time_axis_expect (AppTimeAxis *self, double epochs);
/* Takes in runs as far as they are recorded: @last is the last epoch of any. */
void app_time_axis_follow (AppTimeAxis *self, double last, gboolean complete);
/* Moves `shown` towards its target. Returns TRUE while there is further to go. */
gboolean app_time_axis_step (AppTimeAxis *self, gint64 now);
/* Of an axis in place: microseconds until a step would move it to fit the newest run; 0: it does.
 */
gint64 app_time_axis_get_rest (const AppTimeAxis *self, gint64 now);

G_END_DECLS
