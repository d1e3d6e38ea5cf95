// MKL's sgemm for batches of equal products.
#include "batched.h"

#include <stdlib.h>

enum { ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112 };
enum { SEQUENTIAL = 1, GNU = 3 };

void MKL_Set_Num_Threads(int threads);
int MKL_Set_Threading_Layer(int layer);
void cblas_sgemm_batch_strided(int, int, int, int, int, int, float, const float *, int, int,
                               const float *, int, int, float, float *, int, int, int);

void batched_threads(int threads) {
  MKL_Set_Threading_Layer(threads == 1 ? SEQUENTIAL : GNU);
  MKL_Set_Num_Threads(threads);
}

void *batched_prepare(const batched *given) {
  batched *made = malloc(sizeof *made);
  if (made) *made = *given;
  return made;
}

void batched_call(void *argument) {
  const batched *own = argument;
  int m = (int)own->rows, n = (int)own->columns, k = (int)own->inner;
  cblas_sgemm_batch_strided(ROW_MAJOR, PLAIN, own->transposed ? TRANSPOSED : PLAIN, m, n, k, 1,
                            own->a, k, m * k, own->b, own->transposed ? k : n, n * k, 0, own->c, n,
                            m * n, (int)own->batch);
}
