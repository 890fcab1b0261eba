/* Small dense matrices, row-major, over CBLAS and LAPACKE. */
#pragma once

#include "num/memory.h"

#include <stdbool.h>

/* Once at the start of the program and of every test, before any other thread: one BLAS thread per
 * caller, and GSL reports errors instead of ending the program. */
void num_init (void);
/* The running BLAS's own description of itself, or NULL if it is not OpenBLAS. */
const char *num_blas_config (void);

/**
 * num_matrix_eigen_symmetric:
 * Eigenvalues in ascending order, and eigenvectors.
 * @a: (n, n); overwritten with the eigenvectors in its columns
 * @values: (out): (n)
 *
 * Errors: false where the iteration does not converge (NaN in a).
 */
bool num_matrix_eigen_symmetric (int n, double *a, double *values);

/**
 * num_matrix_principal:
 * The directions that rows lie along: right singular vectors, and singular values, descending.
 * @rows: (n, size); overwritten
 * @values: (out): (min (n, size))
 * @vectors: (out): (min (n, size), size), one behind the other
 *
 * Errors: false where the iteration does not converge (NaN in rows).
 */
bool num_matrix_principal (int n, int size, double *rows, double *values, double *vectors);

/**
 * num_matrix_solve_pseudo:
 * x = b a^+ for symmetric positive semi-definite a: Moore-Penrose, eigenvalues below
 * NUM_RANK_TOLERANCE times the largest count as zero.
 * @cancel: (nullable): read atomically, until the matrix proves to be nearly singular: then one
 *   call of LAPACK's finds the eigenvalues
 *
 * Shapes: a (n, n), b and x (n).
 * Errors: false where cancelled; x is then undefined.
 */
#define NUM_RANK_TOLERANCE 1e-11
bool
num_matrix_solve_pseudo (int n, const double *a, const double *b, double *x, const int *cancel);

/**
 * num_matrix_inverse_root:
 * a^(-1/2), symmetric, of a symmetric positive definite a.
 * Shapes: a and root (n, n).
 * Errors: false where an eigenvalue is below NUM_RANK_TOLERANCE times the largest; root is then
 * undefined.
 */
bool num_matrix_inverse_root (int n, const double *a, double *root);

/* LU factors of a regular a (n, n), in place, and its row exchanges (n); then x = a^-1 b, in place.
 * A singular matrix gives infinities or NaN. */
void num_matrix_factorise (int n, double *a, int *pivots);
void num_matrix_solve_factored (int n, const double *factors, const int *pivots, double *b);

/* Largest eigenvalue of a b for symmetric positive semi-definite a and b, (n, n). */
double num_matrix_product_norm (int n, const double *a, const double *b);
