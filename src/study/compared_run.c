/* Which style a compared run has. */
#include "study/compared_run.h"

int
study_compared_run_fusion_style (int fusion)
{
  return CLAMP (fusion - 1, 0, STUDY_COMPARED_STYLES - 1);
}

int
study_compared_run_pin_style (int i)
{
  static const int styles[STUDY_COMPARED_PINS] = { 4, 7, 1, 2, 5, 0 };

  return styles[CLAMP (i, 0, STUDY_COMPARED_PINS - 1)];
}
