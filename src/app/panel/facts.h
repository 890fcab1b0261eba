/* The facts of a run, in words: theory beside measurement, and where the network is now. */
#pragma once

#include "study/phases.h"

G_BEGIN_DECLS

typedef enum
{
  APP_FACT_T_A,
  APP_FACT_T_B,
  APP_FACT_RATIO,   /* or, where there are more stages than two, the third */
  APP_FACT_PLATEAU, /* loss in the unimodal phase, relative to the start */
  APP_FACT_CREDIT,  /* mis-attribution: how much more the first modality is credited with */
  APP_FACT_UNSEEN,  /* generalisation error at the playhead and at best; "" where there is none */
  APP_FACT_PLACE,   /* where the network is at the playhead */
  APP_N_FACTS
} AppFactKind;

/* All translated, in the markup of plot/draw/label.h but for tooltip and spoken; "" where there is
 * nothing to say. */
typedef struct
{
  char *name;    /* "t_A  theory · run" */
  char *theory;  /* "82", "never"; of the place all its words */
  char *run;     /* "103", "not yet" */
  char *error;   /* of the run against theory: "+26 %" */
  char *note;    /* below them: "population 159", where theory of it is told */
  char *tooltip; /* several lines: what it is, both clocks, what theory assumes */
  char *spoken;  /* "t A, theory 82, run 103 epochs" */
} AppFact;

/**
 * app_fact_init:
 * @snapshot: (nullable): the run
 * @complete: whether the run has ended
 * @epoch: of the playhead
 */
void app_fact_init (AppFact *self,
                    AppFactKind kind,
                    const StudyPhases *phases,
                    const ModelSnapshot *snapshot,
                    gboolean complete,
                    double epoch);
void app_fact_clear (AppFact *self);
gboolean app_fact_equal (const AppFact *self, const AppFact *other);

G_END_DECLS
