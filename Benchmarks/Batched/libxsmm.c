// libxsmm's small products, as its users write them: the kernel made for these sizes, A read where it lies.
// A transposed B is turned round for each product, since its kernels do not read it so. One thread.
// Column-major for libxsmm: C^T = B^T A^T.
#include "batched.h"

#include <libxsmm.h>
#include <stdlib.h>

enum { COLUMNS = 64 };

typedef struct {
  batched sizes;
  libxsmm_smmfunction whole, last;
  float *turned;  // [inner][columns]
} prepared;

void batched_threads(int threads) {
  if (threads != 1) abort();
  libxsmm_init();
}

static libxsmm_smmfunction kernel(const batched *own, int64_t columns) {
  int a = (int)own->columns, b = (int)own->inner, c = (int)own->columns;
  float alpha = 1, beta = 0;
  int flags = LIBXSMM_GEMM_FLAG_NONE, prefetch = LIBXSMM_PREFETCH_NONE;
  return libxsmm_smmdispatch((int)columns, (int)own->rows, (int)own->inner, &a, &b, &c, &alpha, &beta,
                             &flags, &prefetch);
}

void *batched_prepare(const batched *given) {
  prepared *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  made->sizes = *given;
  int64_t rest = given->columns % COLUMNS;
  if (given->columns >= COLUMNS && !(made->whole = kernel(given, COLUMNS))) return NULL;
  if (rest && !(made->last = kernel(given, rest))) return NULL;
  size_t bytes = (size_t)given->columns * (size_t)given->inner * sizeof(float);
  made->turned = aligned_alloc(64, (bytes + 63) / 64 * 64);
  return made->turned ? made : NULL;
}

void batched_call(void *argument) {
  const prepared *made = argument;
  const batched *own = &made->sizes;
  int64_t m = own->rows, n = own->columns, k = own->inner;
  for (int64_t i = 0; i < own->batch; i++) {
    const float *a = own->a + i * m * k, *b = own->b + i * n * k;
    float *c = own->c + i * m * n;
    if (own->transposed) {
      libxsmm_otrans(made->turned, b, sizeof(float), (int)k, (int)n, (int)k, (int)n);
      b = made->turned;
    }
    int64_t column = 0;
    for (; column + COLUMNS <= n; column += COLUMNS) made->whole(b + column, a, c + column);
    if (column < n) made->last(b + column, a, c + column);
  }
}
