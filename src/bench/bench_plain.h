/* The training step in plain BLAS calls, one per product: what the fused kernels are measured
 * against. */
#pragma once

#include "model/data/moments.h"
#include "model/network/network.h"

G_BEGIN_DECLS

typedef struct BenchPlain BenchPlain;

BenchPlain *bench_plain_new (const ModelNetworkShape *shape);
void bench_plain_free (BenchPlain *self);
/* One step of gradient descent: dgemv down, dgemv up, dger, for every layer. */
void bench_plain_step (BenchPlain *self,
                       ModelNetwork *network,
                       const ModelMoments *moments,
                       double learning_rate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchPlain, bench_plain_free)

G_END_DECLS
