// libxsmm's small products over blocks, as its users write it: W packed beforehand in panels of 64
// columns, X read where it lies. One thread. Column-major for libxsmm: Y^T = W X^T.
#include "product.h"

#include <libxsmm.h>
#include <stdlib.h>

enum { COLUMNS = 64, ROWS = 48, INNER = 768 };

typedef struct {
  product sizes;
  float *packed;  // [columns / 64][inner][64]
} prepared;

void product_threads(int threads) {
  if (threads != 1) abort();
  libxsmm_init();
}

void *product_prepare(const product *given) {
  if (given->columns % COLUMNS) return NULL;
  prepared *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  made->sizes = *given;
  size_t bytes = (size_t)given->columns * (size_t)given->inner * sizeof(float);
  made->packed = aligned_alloc(4096, (bytes + 4095) / 4096 * 4096);
  if (!made->packed) return NULL;
  for (int64_t column = 0; column < given->columns; column++)
    for (int64_t k = 0; k < given->inner; k++)
      made->packed[(column / COLUMNS * given->inner + k) * COLUMNS + column % COLUMNS] =
          given->w[column * given->inner + k];
  return made;
}

static libxsmm_smmfunction kernel(int64_t rows, int64_t inner, const product *own, float beta) {
  int a = COLUMNS, b = (int)own->inner, c = (int)own->columns;
  float alpha = 1;
  int flags = LIBXSMM_GEMM_FLAG_NONE, prefetch = LIBXSMM_PREFETCH_NONE;
  return libxsmm_smmdispatch(COLUMNS, (int)rows, (int)inner, &a, &b, &c, &alpha, &beta, &flags,
                             &prefetch);
}

void product_call(void *argument) {
  const prepared *made = argument;
  const product *own = &made->sizes;
  for (int64_t k = 0; k < own->inner; k += INNER) {
    int64_t inner = own->inner - k < INNER ? own->inner - k : INNER;
    for (int64_t row = 0; row < own->rows; row += ROWS) {
      int64_t rows = own->rows - row < ROWS ? own->rows - row : ROWS;
      libxsmm_smmfunction multiply = kernel(rows, inner, own, k ? 1 : 0);
      if (!multiply) abort();
      for (int64_t column = 0; column < own->columns; column += COLUMNS)
        multiply(made->packed + (column / COLUMNS * own->inner + k) * COLUMNS,
                 own->x + row * own->inner + k, own->y + row * own->columns + column);
    }
  }
}
