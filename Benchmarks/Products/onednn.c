// oneDNN's sgemm; with -DPACKED its matmul primitive, made for these sizes, with W reordered as it
// wants it.
#include "product.h"

#include <dnnl.h>
#include <omp.h>
#include <stdlib.h>

void product_threads(int threads) { omp_set_num_threads(threads); }

#ifndef PACKED

void *product_prepare(const product *given) {
  product *made = malloc(sizeof *made);
  if (made) *made = *given;
  return made;
}

void product_call(void *argument) {
  const product *own = argument;
  if (dnnl_sgemm('N', 'T', own->rows, own->columns, own->inner, 1, own->x, own->inner, own->w,
                 own->inner, 0, own->y, own->columns))
    abort();
}

#else

typedef struct {
  dnnl_stream_t stream;
  dnnl_primitive_t primitive;
  dnnl_exec_arg_t arguments[3];
} prepared;

#define TRY(call) \
  if (call) return NULL

void *product_prepare(const product *given) {
  prepared *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  dnnl_engine_t engine;
  TRY(dnnl_engine_create(&engine, dnnl_cpu, 0));
  TRY(dnnl_stream_create(&made->stream, engine, dnnl_stream_default_flags));

  dnnl_dims_t x = {given->rows, given->inner}, w = {given->inner, given->columns},
              y = {given->rows, given->columns};
  dnnl_memory_desc_t of_x, of_w, free_w, of_y;
  TRY(dnnl_memory_desc_create_with_tag(&of_x, 2, x, dnnl_f32, dnnl_ab));
  TRY(dnnl_memory_desc_create_with_tag(&of_w, 2, w, dnnl_f32, dnnl_ba));
  TRY(dnnl_memory_desc_create_with_tag(&free_w, 2, w, dnnl_f32, dnnl_format_tag_any));
  TRY(dnnl_memory_desc_create_with_tag(&of_y, 2, y, dnnl_f32, dnnl_ab));
  dnnl_primitive_desc_t description;
  TRY(dnnl_matmul_primitive_desc_create(&description, engine, of_x, free_w, NULL, of_y, NULL));
  TRY(dnnl_primitive_create(&made->primitive, description));

  const_dnnl_memory_desc_t wanted =
      dnnl_primitive_desc_query_md(description, dnnl_query_weights_md, 0);
  dnnl_memory_t plain, packed, source, target;
  TRY(dnnl_memory_create(&plain, of_w, engine, (void *)given->w));
  TRY(dnnl_memory_create(&packed, wanted, engine, DNNL_MEMORY_ALLOCATE));
  dnnl_primitive_desc_t reordering;
  dnnl_primitive_t reorder;
  TRY(dnnl_reorder_primitive_desc_create(&reordering, of_w, engine, wanted, engine, NULL));
  TRY(dnnl_primitive_create(&reorder, reordering));
  dnnl_exec_arg_t move[2] = {{DNNL_ARG_FROM, plain}, {DNNL_ARG_TO, packed}};
  TRY(dnnl_primitive_execute(reorder, made->stream, 2, move));
  TRY(dnnl_stream_wait(made->stream));

  TRY(dnnl_memory_create(&source, of_x, engine, (void *)given->x));
  TRY(dnnl_memory_create(&target, of_y, engine, given->y));
  made->arguments[0] = (dnnl_exec_arg_t){DNNL_ARG_SRC, source};
  made->arguments[1] = (dnnl_exec_arg_t){DNNL_ARG_WEIGHTS, packed};
  made->arguments[2] = (dnnl_exec_arg_t){DNNL_ARG_DST, target};
  return made;
}

void product_call(void *argument) {
  prepared *own = argument;
  if (dnnl_primitive_execute(own->primitive, own->stream, 3, own->arguments)) abort();
  if (dnnl_stream_wait(own->stream)) abort();
}

#endif
