// oneDNN's convolution, made for these sizes: X, W and Y lie as it wants them.
#include "convolution.h"

#include <dnnl.h>
#include <omp.h>
#include <stdlib.h>

void convolution_threads(int threads) { omp_set_num_threads(threads); }

typedef struct {
  dnnl_stream_t stream;
  dnnl_primitive_t primitive;
  dnnl_exec_arg_t arguments[4];
} prepared;

#define TRY(call) \
  if (call) return NULL

/// `from` in the layout `wanted`; NULL when it fails.
static dnnl_memory_t reordered(dnnl_engine_t engine, dnnl_stream_t stream,
                               const_dnnl_memory_desc_t wanted, const_dnnl_memory_desc_t plain,
                               dnnl_memory_t from) {
  dnnl_memory_t to;
  dnnl_primitive_desc_t description;
  dnnl_primitive_t reorder;
  TRY(dnnl_memory_create(&to, wanted, engine, DNNL_MEMORY_ALLOCATE));
  TRY(dnnl_reorder_primitive_desc_create(&description, plain, engine, wanted, engine, NULL));
  TRY(dnnl_primitive_create(&reorder, description));
  dnnl_exec_arg_t move[2] = {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}};
  TRY(dnnl_primitive_execute(reorder, stream, 2, move));
  TRY(dnnl_stream_wait(stream));
  return to;
}

void *convolution_prepare(const convolution *given) {
  prepared *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  dnnl_engine_t engine;
  TRY(dnnl_engine_create(&engine, dnnl_cpu, 0));
  TRY(dnnl_stream_create(&made->stream, engine, dnnl_stream_default_flags));

  int64_t reach = 2 * given->pad - given->taps;
  dnnl_dims_t x = {given->batch, given->inputs, given->height, given->width};
  dnnl_dims_t y = {given->batch, given->outputs, (given->height + reach) / given->stride + 1,
                   (given->width + reach) / given->stride + 1};
  dnnl_dims_t w = {given->outputs, given->inputs, given->taps, given->taps};
  dnnl_dims_t groups = {given->groups, given->outputs / given->groups,
                        given->inputs / given->groups, given->taps, given->taps};
  dnnl_dims_t b = {given->outputs};
  int isGrouped = given->groups > 1;
  dnnl_memory_desc_t of_x, of_w, of_b, of_y, any_x, any_w, any_y;
  TRY(dnnl_memory_desc_create_with_tag(&of_x, 4, x, dnnl_f32, dnnl_nhwc));
  TRY(dnnl_memory_desc_create_with_tag(&any_x, 4, x, dnnl_f32, dnnl_format_tag_any));
  TRY(dnnl_memory_desc_create_with_tag(&of_w, isGrouped ? 5 : 4, isGrouped ? groups : w, dnnl_f32,
                                       isGrouped ? dnnl_goihw : dnnl_oihw));
  TRY(dnnl_memory_desc_create_with_tag(&any_w, isGrouped ? 5 : 4, isGrouped ? groups : w, dnnl_f32,
                                       dnnl_format_tag_any));
  TRY(dnnl_memory_desc_create_with_tag(&of_b, 1, b, dnnl_f32, dnnl_a));
  TRY(dnnl_memory_desc_create_with_tag(&of_y, 4, y, dnnl_f32, dnnl_nhwc));
  TRY(dnnl_memory_desc_create_with_tag(&any_y, 4, y, dnnl_f32, dnnl_format_tag_any));

  dnnl_post_ops_t after;
  dnnl_primitive_attr_t attributes;
  TRY(dnnl_post_ops_create(&after));
  TRY(dnnl_post_ops_append_eltwise(after, dnnl_eltwise_relu, 0, 0));
  TRY(dnnl_primitive_attr_create(&attributes));
  TRY(dnnl_primitive_attr_set_post_ops(attributes, after));
  dnnl_dims_t strides = {given->stride, given->stride}, dilations = {0, 0},
              pads = {given->pad, given->pad};
  dnnl_primitive_desc_t description;
  TRY(dnnl_convolution_forward_primitive_desc_create(
      &description, engine, dnnl_forward_inference, dnnl_convolution_direct, any_x, any_w, of_b,
      any_y, strides, dilations, pads, pads, attributes));
  TRY(dnnl_primitive_create(&made->primitive, description));

  const_dnnl_memory_desc_t x_wanted = dnnl_primitive_desc_query_md(description, dnnl_query_src_md, 0);
  const_dnnl_memory_desc_t w_wanted =
      dnnl_primitive_desc_query_md(description, dnnl_query_weights_md, 0);
  const_dnnl_memory_desc_t y_wanted = dnnl_primitive_desc_query_md(description, dnnl_query_dst_md, 0);
  dnnl_memory_t plain_x, plain_w, plain_y, bias, target;
  TRY(dnnl_memory_create(&plain_x, of_x, engine, (void *)given->x));
  TRY(dnnl_memory_create(&plain_w, of_w, engine, (void *)given->w));
  TRY(dnnl_memory_create(&bias, of_b, engine, (void *)given->b));
  TRY(dnnl_memory_create(&plain_y, of_y, engine, given->y));
  TRY(dnnl_memory_create(&target, y_wanted, engine, DNNL_MEMORY_ALLOCATE));
  dnnl_memory_t source = reordered(engine, made->stream, x_wanted, of_x, plain_x);
  dnnl_memory_t filters = reordered(engine, made->stream, w_wanted, of_w, plain_w);
  if (!source || !filters) return NULL;
  made->arguments[0] = (dnnl_exec_arg_t){DNNL_ARG_SRC, source};
  made->arguments[1] = (dnnl_exec_arg_t){DNNL_ARG_WEIGHTS, filters};
  made->arguments[2] = (dnnl_exec_arg_t){DNNL_ARG_BIAS, bias};
  made->arguments[3] = (dnnl_exec_arg_t){DNNL_ARG_DST, target};

  convolution_call(made);
  dnnl_primitive_desc_t back;
  dnnl_primitive_t reorder;
  TRY(dnnl_reorder_primitive_desc_create(&back, y_wanted, engine, of_y, engine, NULL));
  TRY(dnnl_primitive_create(&reorder, back));
  dnnl_exec_arg_t move[2] = {{DNNL_ARG_FROM, target}, {DNNL_ARG_TO, plain_y}};
  TRY(dnnl_primitive_execute(reorder, made->stream, 2, move));
  TRY(dnnl_stream_wait(made->stream));
  return made;
}

void convolution_call(void *argument) {
  prepared *own = argument;
  if (dnnl_primitive_execute(own->primitive, own->stream, 4, own->arguments)) abort();
  if (dnnl_stream_wait(own->stream)) abort();
}
