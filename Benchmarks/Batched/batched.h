// What a library of products offers to bench_batched.py: C = A B or C = A B^T for every matrix of a batch,
// in f32, all row-major and one behind the other: A [batch, rows, inner], C [batch, rows, columns] and
// B [batch, inner, columns], or [batch, columns, inner] if it is transposed. One shared library a rival.
#ifndef BATCHED_H
#define BATCHED_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
  int64_t batch, rows, columns, inner, transposed;
  const float *a, *b;
  float *c;
} batched;

/// Called once, before everything else.
void batched_threads(int threads);

/// What depends on the sizes alone. Not timed. NULL when it cannot be had.
void *batched_prepare(const batched *given);

/// All products of the batch.
void batched_call(void *prepared);

#endif
