// From the shapes of the inputs to the sizes of a run.
#include "internal.h"

#include <stdio.h>
#include <string.h>

static int check_types(const tangram_context *context, const DLTensor *inputs) {
  const tg_model *model = context->model;
  for (int32_t i = 0; i < model->input_count; i++) {
    const tg_tensor_role role = {&context->hooks, &model->inputs[i], "input"};
    const int status = TG(tensor_check_type)(role, &inputs[i]);
    if (status) return status;
  }
  return TANGRAM_OK;
}

/// Reads every symbol from the input axis it comes from. True if any differs from the last run.
static bool read_symbols(tangram_context *context, const DLTensor *inputs) {
  bool changed = !context->sizes_known;
  for (int32_t i = 0; i < context->model->symbol_count; i++) {
    const tg_origin origin = context->origins[i];
    context->candidate[i] = inputs[origin.input].shape[origin.axis];
    changed |= context->candidate[i] != context->symbols[i];
  }
  return changed;
}

/// Checks the new symbols and computes all sizes from them.
static int take_symbols(tangram_context *context) {
  const tg_model *model = context->model;
  context->sizes_known = false;
  for (int32_t i = 0; i < model->symbol_count; i++) {
    const tg_symbol_spec *symbol = &model->symbols[i];
    if (TG(symbol_allows)(symbol, context->candidate[i])) continue;
    const tg_origin origin = context->origins[i];
    char place[256];
    snprintf(
        place, sizeof place, "input '%s' axis %d", model->inputs[origin.input].name,
        (int)origin.axis);
    return TG(symbol_refuse)(&context->hooks, symbol, place, context->candidate[i]);
  }
  for (int32_t i = 0; i < model->size_count; i++) {
    const int status = TG(size_evaluate)(
        &context->hooks, model, i, context->candidate, &context->sizes[i]);
    if (status) return status;
  }
  memcpy(
      context->symbols, context->candidate, sizeof(int64_t) * (size_t)model->symbol_count);
  context->sizes_known = true;
  return TANGRAM_OK;
}

static int wrong_size(
    const tangram_context *context, int32_t input, int32_t axis, int64_t found) {
  const tg_model *model = context->model;
  const tg_tensor_spec *spec = &model->inputs[input];
  const int32_t size = spec->dims[axis];
  const int32_t symbol = TG(size_plain_symbol)(model, size);
  char reason[512] = "";
  if (symbol >= 0) {
    const tg_origin origin = context->origins[symbol];
    snprintf(
        reason, sizeof reason, ": size '%s', as in input '%s' axis %d",
        model->symbols[symbol].name, model->inputs[origin.input].name, (int)origin.axis);
  } else if (model->sizes[size].step_count > 1) {
    char values[256];
    TG(symbols_describe)(model, context->symbols, values, sizeof values);
    snprintf(
        reason, sizeof reason, ": '%s' for %s", TG(size_text)(model, size), values);
  }
  return TG(fail)(
      &context->hooks, TANGRAM_OUT_OF_RANGE, "input '%s' axis %d is %lld, expected %lld%s",
      spec->name, (int)axis, (long long)found, (long long)context->sizes[size], reason);
}

static int check_sizes(const tangram_context *context, const DLTensor *inputs) {
  for (int32_t i = 0; i < context->model->input_count; i++) {
    const tg_tensor_spec *spec = &context->model->inputs[i];
    for (int32_t axis = 0; axis < spec->rank; axis++) {
      const int64_t found = inputs[i].shape[axis];
      if (found != context->sizes[spec->dims[axis]]) return wrong_size(context, i, axis, found);
    }
  }
  return TANGRAM_OK;
}

int TG(bind_inputs)(tangram_context *context, const DLTensor *inputs, int32_t count) {
  const tg_model *model = context->model;
  if (count != model->input_count || (count && !inputs)) {
    return TG(fail)(
        &context->hooks, TANGRAM_INVALID_ARGUMENT, "found %d inputs for model '%s', expected %d",
        inputs ? (int)count : 0, model->name, (int)model->input_count);
  }
  int status = check_types(context, inputs);
  if (!status && read_symbols(context, inputs)) status = take_symbols(context);
  return status ? status : check_sizes(context, inputs);
}
