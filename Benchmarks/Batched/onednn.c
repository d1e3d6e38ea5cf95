// oneDNN's matmul primitive for batches, made for these sizes.
#include "batched.h"

#include <dnnl.h>
#include <omp.h>
#include <stdlib.h>

void batched_threads(int threads) { omp_set_num_threads(threads); }

typedef struct {
  dnnl_stream_t stream;
  dnnl_primitive_t primitive;
  dnnl_exec_arg_t arguments[3];
} prepared;

#define TRY(call) \
  if (call) return NULL

void *batched_prepare(const batched *given) {
  prepared *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  dnnl_engine_t engine;
  TRY(dnnl_engine_create(&engine, dnnl_cpu, 0));
  TRY(dnnl_stream_create(&made->stream, engine, dnnl_stream_default_flags));
  dnnl_dims_t a = {given->batch, given->rows, given->inner},
              b = {given->batch, given->inner, given->columns},
              c = {given->batch, given->rows, given->columns};
  dnnl_memory_desc_t of_a, of_b, of_c;
  TRY(dnnl_memory_desc_create_with_tag(&of_a, 3, a, dnnl_f32, dnnl_abc));
  TRY(dnnl_memory_desc_create_with_tag(&of_b, 3, b, dnnl_f32,
                                       given->transposed ? dnnl_acb : dnnl_abc));
  TRY(dnnl_memory_desc_create_with_tag(&of_c, 3, c, dnnl_f32, dnnl_abc));
  dnnl_primitive_desc_t description;
  TRY(dnnl_matmul_primitive_desc_create(&description, engine, of_a, of_b, NULL, of_c, NULL));
  TRY(dnnl_primitive_create(&made->primitive, description));
  dnnl_memory_t left, right, result;
  TRY(dnnl_memory_create(&left, of_a, engine, (void *)given->a));
  TRY(dnnl_memory_create(&right, of_b, engine, (void *)given->b));
  TRY(dnnl_memory_create(&result, of_c, engine, given->c));
  made->arguments[0] = (dnnl_exec_arg_t){DNNL_ARG_SRC, left};
  made->arguments[1] = (dnnl_exec_arg_t){DNNL_ARG_WEIGHTS, right};
  made->arguments[2] = (dnnl_exec_arg_t){DNNL_ARG_DST, result};
  return made;
}

void batched_call(void *argument) {
  prepared *own = argument;
  if (dnnl_primitive_execute(own->primitive, own->stream, 3, own->arguments)) abort();
  if (dnnl_stream_wait(own->stream)) abort();
}
