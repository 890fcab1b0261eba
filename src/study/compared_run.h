/* A run drawn beside the run: a fusion layer of a race, a pin, the other future of a fork. */
#pragma once

#include "model/record/snapshot.h"

G_BEGIN_DECLS

/* Styles: pairs of a colour and a dash, which plot/draw/run_pen.h knows. */
#define STUDY_COMPARED_STYLES 8
#define STUDY_COMPARED_PINS 6
/* That no pin has: of the run that a fork has left, and of a log. */
#define STUDY_COMPARED_PARENT 3
#define STUDY_COMPARED_LOG 6

typedef struct
{
  const ModelSnapshot *snapshot; /* at least one row */
  int style;                     /* colour and dash: plot_run_pen_get() */
  const char *name;              /* markup, written on its curve, or NULL */
  const char *legend;            /* markup, a row of the legend, or NULL */
} StudyComparedRun;

/* Of a fusion layer, 1 to MODEL_MAX_DEPTH, and of the i-th pin, 0 <= i < STUDY_COMPARED_PINS: as
 * unlike the others as can be. */
int study_compared_run_fusion_style (int fusion);
int study_compared_run_pin_style (int i);

G_END_DECLS
