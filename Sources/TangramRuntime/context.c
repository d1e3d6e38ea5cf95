// A model ready to run: making it, and ending it.
#include "internal.h"

#include <string.h>

// MARK: - Creating

static int check_options(const tangram_options *options) {
  if (!options) return TANGRAM_OK;
  const tangram_hooks *hooks = options->hooks;
  if (options->size && options->size < sizeof *options) {
    return TG(fail)(
        hooks, TANGRAM_INVALID_ARGUMENT,
        "option 'size' is %zu, expected 0 or sizeof(tangram_options), %zu", options->size,
        sizeof *options);
  }
  if (options->threads < 0) {
    return TG(fail)(
        hooks, TANGRAM_INVALID_ARGUMENT, "option 'threads' is %d, expected 0 (default) or more",
        (int)options->threads);
  }
  if (hooks && !hooks->allocate != !hooks->release) {
    return TG(fail)(
        hooks, TANGRAM_INVALID_ARGUMENT, "the hooks 'allocate' and 'release' must come together");
  }
  return TANGRAM_OK;
}

/// Takes `count` elements of `size` bytes from a block whose next free byte is `*offset`. All that
/// is in the block is aligned to 8 bytes.
static size_t take(size_t *offset, int32_t count, size_t size) {
  const size_t begin = *offset;
  *offset += ((size_t)count * size + 7) / 8 * 8;
  return begin;
}

/// Allocates a context with room for its tables.
static tangram_context *allocate_context(const tangram_hooks *hooks, const tg_model *model) {
  size_t bytes = (sizeof(tangram_context) + 7) / 8 * 8;
  const size_t symbols = take(&bytes, model->symbol_count, sizeof(int64_t));
  const size_t candidate = take(&bytes, model->symbol_count, sizeof(int64_t));
  const size_t sizes = take(&bytes, model->size_count, sizeof(int64_t));
  const size_t origins = take(&bytes, model->symbol_count, sizeof(tg_origin));
  const size_t inputs = take(&bytes, model->input_count, sizeof(void *));
  const size_t outputs = take(&bytes, model->output_count, sizeof(void *));
  const size_t input_spans = take(&bytes, model->input_count, sizeof(tg_span));
  const size_t output_spans = take(&bytes, model->output_count, sizeof(tg_span));
  char *block = TG(allocate)(hooks, bytes);
  if (!block) return NULL;
  memset(block, 0, bytes);
  tangram_context *context = (tangram_context *)(void *)block;
  context->model = model;
  context->bytes = bytes;
  if (hooks) context->hooks = *hooks;
  context->symbols = (int64_t *)(void *)(block + symbols);
  context->candidate = (int64_t *)(void *)(block + candidate);
  context->sizes = (int64_t *)(void *)(block + sizes);
  context->origins = (tg_origin *)(void *)(block + origins);
  context->inputs = (void **)(void *)(block + inputs);
  context->outputs = (void **)(void *)(block + outputs);
  context->input_spans = (tg_span *)(void *)(block + input_spans);
  context->output_spans = (tg_span *)(void *)(block + output_spans);
  atomic_flag_clear(&context->busy);
  return context;
}

static int open_weights(tangram_context *context, const tangram_options *options) {
  const tg_model *model = context->model;
  if (!model->weights_bytes) return TANGRAM_OK;
  if (!model->embedded_weights) {
    const int status = TG(weights_find)(&context->hooks, model, options, &context->file);
    context->weights = context->file.data;
    return status;
  }
  context->weights = model->embedded_weights;
  if ((uintptr_t)context->weights % TG_ALIGNMENT) {
    return TG(fail)(
        &context->hooks, TANGRAM_INTERNAL,
        "internal error: the embedded weights of model '%s' are not aligned to %d bytes",
        model->name, TG_ALIGNMENT);
  }
  const bool is_damaged =
      options && options->verify_weights &&
      TG(hash)(context->weights, (size_t)model->weights_bytes) != model->weights_hash;
  if (!is_damaged) return TANGRAM_OK;
  return TG(fail)(
      &context->hooks, TANGRAM_IO, "the embedded weights of model '%s' are damaged", model->name);
}

static int fill_context(tangram_context *context, const tangram_options *options) {
  int status = TG(model_validate)(&context->hooks, context->model, context->origins);
  if (!status) status = open_weights(context, options);
  if (status) return status;
  context->pool = TG(pool_create)(
      options ? options->threads : 0, options ? options->spin_microseconds : 0, &context->hooks);
  return context->pool ? TANGRAM_OK : TANGRAM_OUT_OF_MEMORY;
}

int TG(create)(
    const tg_model *model, const tangram_options *options, tangram_context **context) {
  const tangram_hooks *hooks = options ? options->hooks : NULL;
  if (!context) {
    return TG(fail)(hooks, TANGRAM_INVALID_ARGUMENT, "creating a context needs a place for it");
  }
  *context = NULL;
  int status = check_options(options);
  if (!status) status = TG(model_check_version)(hooks, model);
  if (status) return status;
  tangram_context *created = allocate_context(hooks, model);
  if (!created) return TANGRAM_OUT_OF_MEMORY;
  status = fill_context(created, options);
  if (status) {
    TG(destroy)(created);
  } else {
    *context = created;
  }
  return status;
}

// MARK: - Using it from one thread at a time

int TG(context_begin_use)(tangram_context *context) {
  if (!context) {
    return TG(fail)(NULL, TANGRAM_INVALID_ARGUMENT, "the context is NULL: create one first");
  }
  if (atomic_flag_test_and_set_explicit(&context->busy, memory_order_acquire)) {
    return TG(fail)(
        &context->hooks, TANGRAM_INVALID_ARGUMENT,
        "the context is in use on another thread: create one context for each thread");
  }
  return TANGRAM_OK;
}

int TG(context_end_use)(tangram_context *context, int status) {
  atomic_flag_clear_explicit(&context->busy, memory_order_release);
  return status;
}

void TG(context_release_workspace)(tangram_context *context) {
  TG(release)(&context->hooks, context->workspace, context->workspace_bytes);
  context->workspace = NULL;
  context->workspace_bytes = 0;
}

int TG(trim)(tangram_context *context) {
  const int status = TG(context_begin_use)(context);
  if (status) return status;
  TG(context_release_workspace)(context);
  TG(pool_release_scratch)(context->pool);
  return TG(context_end_use)(context, TANGRAM_OK);
}

int TG(destroy)(tangram_context *context) {
  if (!context) return TANGRAM_OK;
  const int status = TG(context_begin_use)(context);
  if (status) return status;
  TG(pool_destroy)(context->pool);
  TG(context_release_workspace)(context);
  TG(weights_close)(&context->file);
  const tangram_hooks hooks = context->hooks;
  TG(release)(&hooks, context, context->bytes);
  return TANGRAM_OK;
}
