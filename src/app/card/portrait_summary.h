/* The phase portrait in words. */
#pragma once

#include "study/phases.h"

G_BEGIN_DECLS

/* "The run starts near M 0, passes M A and ends at M star." Owned by the caller, translated. */
char *app_portrait_summary_describe (const ModelSnapshot *snapshot, const StudyPhases *phases);
/* "Weight of A 0.50, of B 0.25." */
char *app_portrait_summary_describe_state (const double w[2]);

G_END_DECLS
