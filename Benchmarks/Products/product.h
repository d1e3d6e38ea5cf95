// What a library of products offers to bench_products.py: Y = X W^T in f32, all row-major,
// X [rows, inner], W [columns, inner], Y [rows, columns]. One shared library a rival.
#ifndef PRODUCT_H
#define PRODUCT_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
  int64_t rows, columns, inner;
  const float *x, *w;
  float *y;
} product;

/// Called once, before everything else.
void product_threads(int threads);

/// What is known beforehand: W, and the sizes where a library wants them. Not timed. NULL when it
/// cannot be had.
void *product_prepare(const product *given);

/// One product.
void product_call(void *prepared);

#endif
