// Is a model table consistent? Asked once, when a context is made, so that runs need not.
#include "internal.h"

int TG(model_check_version)(const tangram_hooks *hooks, const tg_model *model) {
  if (!model || !model->name) {
    return TG(fail)(hooks, TANGRAM_INTERNAL, "internal error: no model table");
  }
  if (model->model_version != TG_MODEL_VERSION) {
    return TG(fail)(
        hooks, TANGRAM_INTERNAL,
        "internal error: the table of model '%s' has version %d, expected %d", model->name,
        (int)model->model_version, TG_MODEL_VERSION);
  }
  return TANGRAM_OK;
}

static int invalid_table(
    const tangram_hooks *hooks, const tg_model *model, const char *what, const char *name) {
  return TG(fail)(
      hooks, TANGRAM_INTERNAL, "internal error: the table of model '%s' %s '%s'", model->name, what,
      name ? name : "?");
}

static int validate_tensors(
    const tangram_hooks *hooks, const tg_model *model, const tg_tensor_spec *tensors,
    int32_t count) {
  for (int32_t i = 0; i < count; i++) {
    if (!tensors[i].name || tensors[i].rank < 0 || (tensors[i].rank && !tensors[i].dims)) {
      return invalid_table(hooks, model, "has an incomplete tensor", tensors[i].name);
    }
    for (int32_t axis = 0; axis < tensors[i].rank; axis++) {
      const int32_t size = tensors[i].dims[axis];
      if (size < 0 || size >= model->size_count) {
        return invalid_table(hooks, model, "lacks a size of tensor", tensors[i].name);
      }
    }
  }
  return TANGRAM_OK;
}

static int find_origins(
    const tangram_hooks *hooks, const tg_model *model, tg_origin *origins) {
  for (int32_t i = 0; i < model->symbol_count; i++) origins[i].input = -1;
  for (int32_t input = 0; input < model->input_count; input++) {
    const tg_tensor_spec *spec = &model->inputs[input];
    for (int32_t axis = 0; axis < spec->rank; axis++) {
      const int32_t symbol = TG(size_plain_symbol)(model, spec->dims[axis]);
      if (symbol >= 0 && origins[symbol].input < 0) {
        origins[symbol] = (tg_origin){.input = input, .axis = axis};
      }
    }
  }
  for (int32_t i = 0; i < model->symbol_count; i++) {
    if (origins[i].input < 0) {
      return invalid_table(hooks, model, "has no input axis for symbol", model->symbols[i].name);
    }
  }
  return TANGRAM_OK;
}

int TG(model_validate)(const tangram_hooks *hooks, const tg_model *model, tg_origin *origins) {
  const int32_t special[] = {model->workspace_size, model->scratch_size, model->peak_size};
  int status = TANGRAM_OK;
  for (int32_t i = 0; i < model->size_count && !status; i++) {
    status = TG(size_validate)(hooks, model, i);
  }
  for (int i = 0; i < 3 && !status; i++) {
    if (special[i] >= model->size_count) {
      status = invalid_table(hooks, model, "lacks a size of", "memory");
    }
  }
  if (!status) status = validate_tensors(hooks, model, model->inputs, model->input_count);
  if (!status) status = validate_tensors(hooks, model, model->outputs, model->output_count);
  if (!status && !model->run) status = invalid_table(hooks, model, "lacks", "run");
  return status ? status : find_origins(hooks, model, origins);
}
