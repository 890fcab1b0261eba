/* The thread that finds out how a network may be compressed, while its run goes on at full width:
 * what it learns is in the cache of model/step/compression.h. */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

typedef struct RunProber RunProber;

RunProber *run_prober_new (void);
/* Cancels, joins, frees; returns within milliseconds. */
void run_prober_free (RunProber *self);
/* Asks about an experiment's network; a request for another network cancels the one in hand. Never
 * blocks. */
void run_prober_ask (RunProber *self, const ModelExperiment *experiment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunProber, run_prober_free)

G_END_DECLS
