/* One axis: values to [0, 1] and back, and ticks at round numbers. Knows no pixel and no unit. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double minimum, maximum; /* minimum < maximum; both > 0 where logarithmic */
  gboolean logarithmic;
} StudyAxis;

#define STUDY_AXIS_MAX_TICKS 32

typedef struct
{
  double value;
  char text[32];  /* markup of plot/draw/label.h: "0.5", "10^{-4}", a true minus sign */
  gboolean minor; /* no label */
} StudyTick;

gboolean study_axis_equal (const StudyAxis *a, const StudyAxis *b);
/* On a logarithmic axis, zero and below map to a finite place far under the axis. */
double study_axis_map (const StudyAxis *axis, double value);
double study_axis_unmap (const StudyAxis *axis, double fraction);

/**
 * study_axis_ticks:
 * At most `most` labelled ticks, at 1, 2, 5 x 10^k (decades where logarithmic, or linear ticks
 * where too few decades are in sight), in increasing order, never two alike. Returns how many
 * ticks there are, minor ones included; none on an axis that is empty or not finite.
 */
int study_axis_ticks (const StudyAxis *axis, int most, StudyTick ticks[STUDY_AXIS_MAX_TICKS]);
/* The same, but rather two or three more ticks than a single one, which tells no scale: around zero
 * the next step may leave zero alone. */
int study_axis_ticks_at_least_two (const StudyAxis *axis,
                                   int most,
                                   StudyTick ticks[STUDY_AXIS_MAX_TICKS]);
int study_axis_count_labelled (const StudyTick *ticks, int n);
/* The value at so many significant digits (more where that takes to show all of an integer) as
 * markup, like the ticks; nothing where NaN. */
void study_axis_format (double value, int digits, char text[32]);
/* A range that shows minimum..maximum with a margin, given as a part of the range at each end (of
 * its logarithm where logarithmic); widened where it is a single point, [0, 1] where it is empty
 * or not finite. */
StudyAxis study_axis_fit (double minimum, double maximum, double margin, gboolean logarithmic);

G_END_DECLS
