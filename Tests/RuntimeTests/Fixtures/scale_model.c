// What the compiler writes for one model: its kernel, its table, and its public functions. Compiled
// with -DTANGRAM_PREFIX=NAME and -DMODEL_FACTOR=F, in tests as two models of one program.
//
// The model: y[b, 2 * s] = F * x[b, s] and y[b, 2 * s + 1] = x[b, s] + w[s mod 16], with weights w.
#ifndef TANGRAM_RUNTIME_H
#include "include/tangram_runtime.h"
#endif

// MARK: - The kernel

typedef struct {
  const float *x, *w;
  float *y, *copy;
  int64_t seq;
  tg_pool *pool;
} scale_arguments;

static void scale_rows(void *environment, int64_t begin, int64_t end) {
  const scale_arguments *a = environment;
  float *scratch = TG(scratch)(a->pool);
  for (int64_t b = begin; b < end; b++) {
    for (int64_t s = 0; s < a->seq; s++) {
      scratch[s % 16] = a->x[b * a->seq + s] + a->w[s % 16];
      a->copy[b * a->seq + s] = MODEL_FACTOR * a->x[b * a->seq + s];
      a->y[(b * a->seq + s) * 2] = a->copy[b * a->seq + s];
      a->y[(b * a->seq + s) * 2 + 1] = scratch[s % 16];
    }
  }
}

static int scale_run(
    void *const *inputs, void *const *outputs, const int64_t *symbols, void *workspace,
    const void *weights, tg_pool *pool) {
  scale_arguments arguments = {
      .x = inputs[0], .w = weights, .y = outputs[0], .copy = workspace, .seq = symbols[1],
      .pool = pool};
  return TG(parallel_for)(pool, symbols[0], 1, scale_rows, &arguments);
}

// MARK: - The table

static const tg_size_step scale_batch[] = {{TG_SIZE_SYMBOL, 0}};
static const tg_size_step scale_seq[] = {{TG_SIZE_SYMBOL, 1}};
static const tg_size_step scale_twice_seq[] = {
    {TG_SIZE_CONSTANT, 2}, {TG_SIZE_SYMBOL, 1}, {TG_SIZE_MULTIPLY, 0}};
static const tg_size_step scale_workspace[] = {
    {TG_SIZE_CONSTANT, 4}, {TG_SIZE_SYMBOL, 0}, {TG_SIZE_MULTIPLY, 0},
    {TG_SIZE_SYMBOL, 1},   {TG_SIZE_MULTIPLY, 0}};
static const tg_size_step scale_scratch[] = {{TG_SIZE_CONSTANT, 64}};

static const tg_size_program scale_sizes[] = {
    {scale_batch, 1, "batch"},
    {scale_seq, 1, "seq"},
    {scale_twice_seq, 3, "2 * seq"},
    {scale_workspace, 5, "4 * batch * seq"},
    {scale_scratch, 1, "64"},
};
static const int32_t scale_x_dims[] = {0, 1}, scale_y_dims[] = {0, 2};
static const tg_tensor_spec scale_inputs[] = {{"x", {kDLFloat, 32, 1}, 2, scale_x_dims}};
static const tg_tensor_spec scale_outputs[] = {{"y", {kDLFloat, 32, 1}, 2, scale_y_dims}};
static const tg_symbol_spec scale_symbols[] = {
    {"batch", 1, 64, 1, NULL, 0}, {"seq", 0, 512, 1, NULL, 0}};

#ifdef MODEL_WEIGHTS_FILE
#define scale_weights NULL
#else
static const _Alignas(64) float scale_weights[16] = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
#endif

#define SCALE_QUOTE_EXPANDED(name) #name
#define SCALE_QUOTE(name) SCALE_QUOTE_EXPANDED(name)

static const tg_model scale_model = {
    .model_version = TG_MODEL_VERSION,
    .name = SCALE_QUOTE(TANGRAM_PREFIX),
    .compiler_version = "test",
    .inputs = scale_inputs,
    .input_count = 1,
    .outputs = scale_outputs,
    .output_count = 1,
    .symbols = scale_symbols,
    .symbol_count = 2,
    .sizes = scale_sizes,
    .size_count = 5,
    .workspace_size = 3,
    .scratch_size = 4,
    .peak_size = -1,
    .weights_bytes = 64,
    .weights_hash = MODEL_WEIGHTS_HASH,
    .embedded_weights = scale_weights,
    .run = scale_run,
};

// MARK: - The public functions

#define PUBLIC(name) TG_PASTE(TANGRAM_PREFIX, _, name)
#define EXPORT __attribute__((visibility("default")))

EXPORT int PUBLIC(create)(const tangram_options *options, tangram_context **context) {
  return TG(create)(&scale_model, options, context);
}

EXPORT int PUBLIC(run)(
    tangram_context *context, const DLTensor *inputs, int32_t input_count, DLTensor *outputs,
    int32_t output_count) {
  return TG(run)(context, inputs, input_count, outputs, output_count);
}

EXPORT int PUBLIC(output_shapes)(
    tangram_context *context, const DLTensor *inputs, int32_t input_count, int64_t *const *shapes,
    int32_t output_count) {
  return TG(output_shapes)(context, inputs, input_count, shapes, output_count);
}

EXPORT int PUBLIC(peak_memory)(const int64_t *symbols, int32_t symbol_count, int64_t *bytes) {
  return TG(peak_memory)(&scale_model, symbols, symbol_count, bytes);
}

EXPORT int PUBLIC(destroy)(tangram_context *context) { return TG(destroy)(context); }

EXPORT const char *PUBLIC(last_error)(void) { return TG(last_error)(); }
