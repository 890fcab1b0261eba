/* What has been learned on a plateau, in words. */
#pragma once

#include "theory/stages.h"

G_BEGIN_DECLS

typedef enum
{
  STUDY_LEARNED_NOTHING,
  STUDY_LEARNED_A,
  STUDY_LEARNED_B,
  STUDY_LEARNED_A_WRONG, /* alone, with another sign than in the end */
  STUDY_LEARNED_B_WRONG,
  STUDY_LEARNED_BOTH,
  STUDY_N_LEARNED
} StudyLearned;

/**
 * study_learned_get:
 * @stage: (nullable): that leads to the plateau; NULL: the start
 * @final: total weights in the end, signed where signs count; NAN: unknown
 */
StudyLearned study_learned_get (const TheoryStage *stage, const double final[2]);
/* The modality that is learned alone; -1: there is none. */
int study_learned_get_alone (StudyLearned self);

/* "nothing yet", "only \A", "both", translated: in the markup of plot/draw/label.h, as is the
 * phase.
 */
const char *study_learned_get_name (StudyLearned self);
/* "only \A learned", or, where no more will come, "only \A is ever learned"; of one modality alone.
 */
const char *study_learned_get_phase (StudyLearned self, gboolean ever);

G_END_DECLS
