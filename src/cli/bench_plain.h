/* The training step in plain BLAS calls, one per product: what the fused kernels are measured
 * against. */
#pragma once

#include "model/moments.h"
#include "model/network.h"

G_BEGIN_DECLS

typedef struct CliBenchPlain CliBenchPlain;

CliBenchPlain *cli_bench_plain_new (const ModelNetworkShape *shape);
void cli_bench_plain_free (CliBenchPlain *self);
/* One step of gradient descent: dgemv down, dgemv up, dger, for every layer. */
void cli_bench_plain_step (CliBenchPlain *self,
                           ModelNetwork *network,
                           const ModelMoments *moments,
                           double learning_rate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBenchPlain, cli_bench_plain_free)

G_END_DECLS
