// Running a model: every argument is checked before anything is written.
#include "internal.h"

#include <stdio.h>

// MARK: - Running

/// The bytes that a size of the model stands for; -1 stands for none.
static int memory_size(const tangram_context *context, int32_t size, size_t *bytes) {
  *bytes = 0;
  if (size < 0) return TANGRAM_OK;
  const int64_t value = context->sizes[size];
  if (value < 0) {
    return TG(fail)(
        &context->hooks, TANGRAM_INTERNAL,
        "internal error: the workspace of model '%s' would have %lld bytes", context->model->name,
        (long long)value);
  }
  *bytes = (size_t)value;
  return TANGRAM_OK;
}

static int reserve_memory(tangram_context *context) {
  size_t workspace_bytes = 0, scratch_bytes = 0;
  int status = memory_size(context, context->model->workspace_size, &workspace_bytes);
  if (!status) status = memory_size(context, context->model->scratch_size, &scratch_bytes);
  if (!status) status = TG(pool_reserve_scratch)(context->pool, scratch_bytes);
  if (status || workspace_bytes <= context->workspace_bytes) return status;
  // Given back first: the two need not fit at once.
  TG(context_release_workspace)(context);
  context->workspace = TG(allocate)(&context->hooks, workspace_bytes);
  if (!context->workspace) return TANGRAM_OUT_OF_MEMORY;
  context->workspace_bytes = workspace_bytes;
  return TANGRAM_OK;
}

static int use_inputs(tangram_context *context, const DLTensor *inputs) {
  for (int32_t i = 0; i < context->model->input_count; i++) {
    const tg_tensor_role role = {&context->hooks, &context->model->inputs[i], "input"};
    uint64_t bytes = 0;
    const int status = TG(tensor_check_data)(role, &inputs[i], &context->inputs[i], &bytes);
    if (status) return status;
    const uintptr_t begin = (uintptr_t)context->inputs[i];
    context->input_spans[i] = (tg_span){begin, begin + (uintptr_t)bytes};
  }
  return TANGRAM_OK;
}

static int negative_size(
    const tangram_context *context, const tg_tensor_spec *spec, int32_t axis) {
  const int32_t size = spec->dims[axis];
  char values[256];
  TG(symbols_describe)(context->model, context->symbols, values, sizeof values);
  return TG(fail)(
      &context->hooks, TANGRAM_OUT_OF_RANGE,
      "output '%s' axis %d would be %lld: '%s' for %s: the inputs are too small", spec->name,
      (int)axis, (long long)context->sizes[size], TG(size_text)(context->model, size), values);
}

static int use_output(tangram_context *context, int32_t index, const DLTensor *output) {
  const tg_tensor_spec *spec = &context->model->outputs[index];
  const tg_tensor_role role = {&context->hooks, spec, "output"};
  int status = TG(tensor_check_type)(role, output);
  for (int32_t axis = 0; axis < spec->rank && !status; axis++) {
    const int64_t expected = context->sizes[spec->dims[axis]];
    if (expected < 0) return negative_size(context, spec, axis);
    if (output->shape[axis] == expected) continue;
    char values[256];
    TG(symbols_describe)(context->model, context->symbols, values, sizeof values);
    status = TG(fail)(
        &context->hooks, TANGRAM_OUT_OF_RANGE, "output '%s' axis %d is %lld, expected %lld%s%s",
        spec->name, (int)axis, (long long)output->shape[axis], (long long)expected,
        *values ? " for " : "", values);
  }
  uint64_t bytes = 0;
  if (!status) status = TG(tensor_check_data)(role, output, &context->outputs[index], &bytes);
  const uintptr_t begin = (uintptr_t)context->outputs[index];
  context->output_spans[index] = (tg_span){begin, begin + (uintptr_t)bytes};
  return status;
}

static bool overlap(tg_span a, tg_span b) {
  return a.begin < b.end && b.begin < a.end && a.begin < a.end && b.begin < b.end;
}

/// Outputs are written while inputs are still read, so they must not share memory.
static int check_overlap(const tangram_context *context) {
  const tg_model *model = context->model;
  for (int32_t output = 0; output < model->output_count; output++) {
    const tg_span span = context->output_spans[output];
    const char *kind = NULL, *name = NULL;
    for (int32_t i = 0; i < model->input_count && !kind; i++) {
      if (!overlap(span, context->input_spans[i])) continue;
      kind = "input";
      name = model->inputs[i].name;
    }
    for (int32_t i = 0; i < output && !kind; i++) {
      if (!overlap(span, context->output_spans[i])) continue;
      kind = "output";
      name = model->outputs[i].name;
    }
    if (!kind) continue;
    return TG(fail)(
        &context->hooks, TANGRAM_INVALID_ARGUMENT,
        "output '%s' shares memory with %s '%s': give it memory of its own",
        model->outputs[output].name, kind, name);
  }
  return TANGRAM_OK;
}

static int check_output_count(const tangram_context *context, const void *outputs, int32_t count) {
  const tg_model *model = context->model;
  if (count == model->output_count && (outputs || !count)) return TANGRAM_OK;
  return TG(fail)(
      &context->hooks, TANGRAM_INVALID_ARGUMENT, "found %d outputs for model '%s', expected %d",
      outputs ? (int)count : 0, model->name, (int)model->output_count);
}

static int call_model(tangram_context *context) {
  const tg_model *model = context->model;
  TG(clear_error)();
  const int status = model->run(
      context->inputs, context->outputs, context->symbols, context->workspace, context->weights,
      context->pool);
  if (status && !*TG(last_error)()) {
    TG(fail)(
        &context->hooks, (tangram_status)status,
        "internal error: a kernel of model '%s' returned status %d", model->name, status);
  }
  return status;
}

int TG(run)(
    tangram_context *context, const DLTensor *inputs, int32_t input_count, DLTensor *outputs,
    int32_t output_count) {
  int status = TG(context_begin_use)(context);
  if (status) return status;
  const tg_thread_state outer = TG(thread_enter)();
  TG(pool_after_fork)(context->pool);
  status = TG(bind_inputs)(context, inputs, input_count);
  if (!status) status = use_inputs(context, inputs);
  if (!status) status = check_output_count(context, outputs, output_count);
  for (int32_t i = 0; i < output_count && !status; i++) {
    status = use_output(context, i, &outputs[i]);
  }
  if (!status) status = check_overlap(context);
  if (!status) status = reserve_memory(context);
  if (!status) status = call_model(context);
  TG(thread_leave)(outer);
  return TG(context_end_use)(context, status);
}

// MARK: - Asking

static int write_shapes(const tangram_context *context, int64_t *const *shapes) {
  for (int32_t i = 0; i < context->model->output_count; i++) {
    const tg_tensor_spec *spec = &context->model->outputs[i];
    if (!shapes[i] && spec->rank) {
      return TG(fail)(
          &context->hooks, TANGRAM_INVALID_ARGUMENT,
          "output '%s' has no place for its shape, of rank %d", spec->name, (int)spec->rank);
    }
    for (int32_t axis = 0; axis < spec->rank; axis++) {
      const int64_t size = context->sizes[spec->dims[axis]];
      if (size < 0) return negative_size(context, spec, axis);
      shapes[i][axis] = size;
    }
  }
  return TANGRAM_OK;
}

int TG(output_shapes)(
    tangram_context *context, const DLTensor *inputs, int32_t input_count, int64_t *const *shapes,
    int32_t output_count) {
  int status = TG(context_begin_use)(context);
  if (status) return status;
  status = TG(bind_inputs)(context, inputs, input_count);
  if (!status) status = check_output_count(context, shapes, output_count);
  if (!status) status = write_shapes(context, shapes);
  return TG(context_end_use)(context, status);
}

int TG(peak_memory)(
    const tg_model *model, const int64_t *symbols, int32_t symbol_count, int64_t *bytes) {
  const int status = TG(model_check_version)(NULL, model);
  if (status) return status;
  if (!bytes || symbol_count != model->symbol_count || (!symbols && symbol_count)) {
    return TG(fail)(
        NULL, TANGRAM_INVALID_ARGUMENT,
        "found %d sizes for model '%s', expected %d, and a place for the result",
        symbols ? (int)symbol_count : 0, model->name, (int)model->symbol_count);
  }
  for (int32_t i = 0; i < symbol_count; i++) {
    if (TG(symbol_allows)(&model->symbols[i], symbols[i])) continue;
    char place[256];
    snprintf(place, sizeof place, "size '%s'", model->symbols[i].name);
    return TG(symbol_refuse)(NULL, &model->symbols[i], place, symbols[i]);
  }
  const int32_t size = model->peak_size >= 0 ? model->peak_size : model->workspace_size;
  *bytes = 0;
  return size < 0 ? TANGRAM_OK : TG(evaluate_size)(model, size, symbols, bytes);
}
