// OpenBLAS (of the package scipy-openblas64), or BLIS with -DBLIS: an sgemm for each product. With several
// threads each of them takes a share of the batch.
#include "batched.h"

#include <omp.h>
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

void batched_threads(int threads) {
  omp_set_num_threads(threads);
  SET_THREADS(1);
}

void *batched_prepare(const batched *given) {
  batched *made = malloc(sizeof *made);
  if (made) *made = *given;
  return made;
}

void batched_call(void *argument) {
  const batched *own = argument;
  blas_integer m = own->rows, n = own->columns, k = own->inner;
#pragma omp parallel for
  for (int64_t i = 0; i < own->batch; i++)
    SGEMM(ROW_MAJOR, PLAIN, own->transposed ? TRANSPOSED : PLAIN, m, n, k, 1, own->a + i * m * k, k,
          own->b + i * n * k, own->transposed ? k : n, 0, own->c + i * m * n, n);
}
