/* Names what is learned on a plateau. */
#include "study/learned.h"

#include <glib/gi18n-lib.h>

StudyLearned
study_learned_get (const TheoryStage *stage, const double final[2])
{
  int m;

  if (stage == NULL || (!stage->away[0] && !stage->away[1]))
    return STUDY_LEARNED_NOTHING;
  if (stage->away[0] && stage->away[1])
    return STUDY_LEARNED_BOTH;
  m = stage->away[1];
  return stage->weight[m] * final[m] < 0 ? STUDY_LEARNED_A_WRONG + m : STUDY_LEARNED_A + m;
}

int
study_learned_get_alone (StudyLearned self)
{
  if (self == STUDY_LEARNED_NOTHING || self == STUDY_LEARNED_BOTH)
    return -1;
  return self == STUDY_LEARNED_B || self == STUDY_LEARNED_B_WRONG;
}

const char *
study_learned_get_name (StudyLearned self)
{
  static const char *const names[STUDY_N_LEARNED] = {
    [STUDY_LEARNED_NOTHING] = N_ ("nothing yet"),
    [STUDY_LEARNED_A] = N_ ("only \\A"),
    [STUDY_LEARNED_B] = N_ ("only \\B"),
    [STUDY_LEARNED_A_WRONG] = N_ ("\\A, wrong sign"),
    [STUDY_LEARNED_B_WRONG] = N_ ("\\B, wrong sign"),
    [STUDY_LEARNED_BOTH] = N_ ("both"),
  };

  g_return_val_if_fail (self < STUDY_N_LEARNED, "");

  return _ (names[self]);
}

const char *
study_learned_get_phase (StudyLearned self, gboolean ever)
{
  static const char *const names[STUDY_N_LEARNED] = {
    [STUDY_LEARNED_NOTHING] = "",
    [STUDY_LEARNED_A] = N_ ("only \\A learned"),
    [STUDY_LEARNED_B] = N_ ("only \\B learned"),
    [STUDY_LEARNED_A_WRONG] = N_ ("\\A, wrong sign"),
    [STUDY_LEARNED_B_WRONG] = N_ ("\\B, wrong sign"),
    [STUDY_LEARNED_BOTH] = "",
  };

  g_return_val_if_fail (self < STUDY_N_LEARNED, "");

  if (ever && self == STUDY_LEARNED_A)
    return _ ("only \\A is ever learned");
  if (ever && self == STUDY_LEARNED_B)
    return _ ("only \\B is ever learned");
  return *names[self] != '\0' ? _ (names[self]) : "";
}
