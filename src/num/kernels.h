/* The products of a training step, for row-major matrices that fit in the cache.
 *
 * Plain loops with a fixed order of summation, compiled for several instruction sets: the same bits
 * on every CPU, and none of the call overhead that a general BLAS has at these sizes.
 */
#pragma once

/* a . b, (n) each. */
double num_kernel_dot (int n, const double *a, const double *b);

/* out_j = sum_i b_i w_ij. Shapes: w (rows, cols), b (rows), out (cols). */
void num_kernel_down (int rows, int cols, const double *w, const double *b, double *out);

/* out_i = sum_j w_ij f_j. Shapes: w (rows, cols), f (cols), out (rows). */
void num_kernel_up (int rows, int cols, const double *w, const double *f, double *out);

/* out_i += sum_j w_ij f_j, with w as it was before, and w += scale b f' in the same pass.
 * Shapes: w (rows, cols), b (rows), f (cols), out (rows). */
void num_kernel_up_update (
    int rows, int cols, double *w, double scale, const double *b, const double *f, double *out);

/* w += scale b f'. */
void
num_kernel_update (int rows, int cols, double *w, double scale, const double *b, const double *f);

/* w += sum_t scale_t b_t f_t', in one pass over w. Shapes: w (rows, cols), scale (n), b (n, rows),
 * f (n, cols). */
void num_kernel_updates (
    int rows, int cols, double *w, int n, const double *scale, const double *b, const double *f);
