/* Inside the files that are compiled once for each instruction set: the names of what they define,
 * num_kernel_dot_avx2 and so on. num/targets.c chooses among them. */
#pragma once

#ifndef NUM_TARGET
#error "compile this file once for each instruction set: see src/num/meson.build"
#endif

#define NUM_TARGET_JOIN(name, target) name##_##target
#define NUM_TARGET_EXPAND(name, target) NUM_TARGET_JOIN (name, target)
#define NUM_TARGETED(name) NUM_TARGET_EXPAND (name, NUM_TARGET)

#define num_kernel_dot NUM_TARGETED (num_kernel_dot)
#define num_kernel_down NUM_TARGETED (num_kernel_down)
#define num_kernel_up NUM_TARGETED (num_kernel_up)
#define num_kernel_up_update NUM_TARGETED (num_kernel_up_update)
#define num_kernel_update NUM_TARGETED (num_kernel_update)
#define num_kernel_updates NUM_TARGETED (num_kernel_updates)
#define num_block_forward NUM_TARGETED (num_block_forward)
#define num_block_backward NUM_TARGETED (num_block_backward)
#define num_block_outer NUM_TARGETED (num_block_outer)
#define num_relu NUM_TARGETED (num_relu)
#define num_relu_backward NUM_TARGETED (num_relu_backward)
#define num_logistic NUM_TARGETED (num_logistic)
#define num_small_evaluate NUM_TARGETED (num_small_evaluate)
#define num_small_advance NUM_TARGETED (num_small_advance)
