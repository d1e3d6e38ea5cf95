// MKL's sgemm; with -DPACKED W is packed beforehand.
#include "product.h"

#include <stdlib.h>
#include <string.h>

enum { ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112, PACKED_MATRIX = 151, B_MATRIX = 162 };
enum { SEQUENTIAL = 1, GNU = 3 };

void MKL_Set_Num_Threads(int threads);
int MKL_Set_Threading_Layer(int layer);
void cblas_sgemm(int, int, int, int, int, int, float, const float *, int, const float *, int, float,
                 float *, int);
size_t cblas_sgemm_pack_get_size(int, int, int, int);
void cblas_sgemm_pack(int, int, int, int, int, int, float, const float *, int, float *);
void cblas_sgemm_compute(int, int, int, int, int, int, const float *, int, const float *, int,
                         float, float *, int);

typedef struct {
  product sizes;
  float *packed;
} prepared;

void product_threads(int threads) {
  MKL_Set_Threading_Layer(threads == 1 ? SEQUENTIAL : GNU);
  MKL_Set_Num_Threads(threads);
}

void *product_prepare(const product *given) {
  prepared *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  made->sizes = *given;
#ifdef PACKED
  int m = (int)given->rows, n = (int)given->columns, k = (int)given->inner;
  size_t bytes = cblas_sgemm_pack_get_size(B_MATRIX, m, n, k);
  made->packed = aligned_alloc(4096, (bytes + 4095) / 4096 * 4096);
  if (!made->packed) return NULL;
  cblas_sgemm_pack(ROW_MAJOR, B_MATRIX, TRANSPOSED, m, n, k, 1, given->w, k, made->packed);
#endif
  return made;
}

void product_call(void *argument) {
  const prepared *made = argument;
  const product *own = &made->sizes;
  int m = (int)own->rows, n = (int)own->columns, k = (int)own->inner;
#ifdef PACKED
  cblas_sgemm_compute(ROW_MAJOR, PLAIN, PACKED_MATRIX, m, n, k, own->x, k, made->packed, k, 0,
                      own->y, n);
#else
  cblas_sgemm(ROW_MAJOR, PLAIN, TRANSPOSED, m, n, k, 1, own->x, k, own->w, k, 0, own->y, n);
#endif
}
