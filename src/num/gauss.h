/* Gauss-Legendre rules with fixed nodes: for smooth integrands evaluated many thousand times. */
#pragma once

/**
 * num_gauss_legendre:
 * Nodes x and weights w of the n-point rule on [0, 1]; exact for polynomials up to degree 2 n - 1.
 * Shapes: x and w (n).
 */
void num_gauss_legendre (int n, double *x, double *w);
