// OpenBLAS (of the package scipy-openblas64), or BLIS with -DBLIS: sgemm, W as it is.
#include "product.h"

#include <stdlib.h>

enum { ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112 };

#ifdef BLIS
typedef int blas_integer;
#define SGEMM cblas_sgemm
#define SET_THREADS bli_thread_set_num_threads
void bli_thread_set_num_threads(int64_t threads);
#else
typedef int64_t blas_integer;
#define SGEMM scipy_cblas_sgemm64_
#define SET_THREADS scipy_openblas_set_num_threads64_
void scipy_openblas_set_num_threads64_(int threads);
#endif
void SGEMM(int, int, int, blas_integer, blas_integer, blas_integer, float, const float *,
           blas_integer, const float *, blas_integer, float, float *, blas_integer);

void product_threads(int threads) { SET_THREADS(threads); }

void *product_prepare(const product *given) {
  product *made = malloc(sizeof *made);
  if (made) *made = *given;
  return made;
}

void product_call(void *argument) {
  const product *own = argument;
  blas_integer m = own->rows, n = own->columns, k = own->inner;
  SGEMM(ROW_MAJOR, PLAIN, TRANSPOSED, m, n, k, 1, own->x, k, own->w, k, 0, own->y, n);
}
