// Sizes as formulas: checking and evaluating their programs.
#include "internal.h"

#include <stdio.h>

enum { STACK_CAPACITY = 32 };

const char *TG(size_text)(const tg_model *model, int32_t index) {
  const char *text = model->sizes[index].text;
  return text ? text : "its formula";
}

int32_t TG(size_plain_symbol)(const tg_model *model, int32_t index) {
  const tg_size_program *program = &model->sizes[index];
  const bool is_plain =
      program->step_count == 1 && program->steps[0].opcode == TG_SIZE_SYMBOL;
  return is_plain ? (int32_t)program->steps[0].operand : -1;
}

static int invalid_size(
    const tangram_hooks *hooks, const tg_model *model, int32_t index, const char *reason) {
  return TG(fail)(
      hooks, TANGRAM_INTERNAL, "internal error: size %d of model '%s' %s", index, model->name,
      reason);
}

int TG(size_validate)(const tangram_hooks *hooks, const tg_model *model, int32_t index) {
  if (index < 0 || index >= model->size_count) {
    return invalid_size(hooks, model, index, "is not in its table");
  }
  const tg_size_program *program = &model->sizes[index];
  int depth = 0;
  for (int32_t i = 0; i < program->step_count; i++) {
    const tg_size_step step = program->steps[i];
    const bool is_symbol = step.opcode == TG_SIZE_SYMBOL;
    if (is_symbol && (step.operand < 0 || step.operand >= model->symbol_count)) {
      return invalid_size(hooks, model, index, "uses a symbol that is not in its table");
    }
    if (step.opcode < TG_SIZE_CONSTANT || step.opcode > TG_SIZE_SELECT) {
      return invalid_size(hooks, model, index, "has an unknown step");
    }
    const int popped = step.opcode <= TG_SIZE_SYMBOL ? 0 : step.opcode == TG_SIZE_SELECT ? 3 : 2;
    if (depth < popped) return invalid_size(hooks, model, index, "lacks an operand");
    depth += 1 - popped;
    if (depth > STACK_CAPACITY) return invalid_size(hooks, model, index, "is too deep");
  }
  if (depth != 1) return invalid_size(hooks, model, index, "is not one value");
  return TANGRAM_OK;
}

/// The floor of a / b and what is left; false for division by zero and overflow.
static bool divide(int64_t a, int64_t b, int64_t *quotient, int64_t *remainder) {
  if (b == 0 || (a == INT64_MIN && b == -1)) return false;
  *quotient = a / b;
  *remainder = a % b;
  if (*remainder && (*remainder < 0) != (b < 0)) {
    *quotient -= 1;
    *remainder += b;
  }
  return true;
}

/// Applies a step with two operands; false when there is no 64-bit result.
static bool apply(int64_t opcode, int64_t a, int64_t b, int64_t *result) {
  int64_t quotient = 0, remainder = 0;
  switch (opcode) {
    case TG_SIZE_ADD: return !__builtin_add_overflow(a, b, result);
    case TG_SIZE_SUBTRACT: return !__builtin_sub_overflow(a, b, result);
    case TG_SIZE_MULTIPLY: return !__builtin_mul_overflow(a, b, result);
    case TG_SIZE_MINIMUM: *result = a < b ? a : b; return true;
    case TG_SIZE_MAXIMUM: *result = a > b ? a : b; return true;
    case TG_SIZE_EQUAL: *result = a == b; return true;
    case TG_SIZE_LESS: *result = a < b; return true;
    case TG_SIZE_FLOOR_DIVIDE:
    case TG_SIZE_CEILING_DIVIDE:
    case TG_SIZE_MODULO:
      if (!divide(a, b, &quotient, &remainder)) return false;
      if (opcode == TG_SIZE_CEILING_DIVIDE && remainder) quotient++;
      *result = opcode == TG_SIZE_MODULO ? remainder : quotient;
      return true;
    default: return false;
  }
}

static int no_value(
    const tangram_hooks *hooks, const tg_model *model, int32_t index, const int64_t *symbols,
    bool is_division) {
  char values[512];
  TG(symbols_describe)(model, symbols, values, sizeof values);
  return TG(fail)(
      hooks, TANGRAM_OUT_OF_RANGE, "the size '%s' %s%s%s", TG(size_text)(model, index),
      is_division ? "divides by zero" : "does not fit in 64 bits", *values ? " for " : "", values);
}

int TG(size_evaluate)(
    const tangram_hooks *hooks, const tg_model *model, int32_t index, const int64_t *symbols,
    int64_t *value) {
  const tg_size_program *program = &model->sizes[index];
  int64_t stack[STACK_CAPACITY];
  int depth = 0;
  for (int32_t i = 0; i < program->step_count; i++) {
    const tg_size_step step = program->steps[i];
    if (step.opcode == TG_SIZE_CONSTANT) {
      stack[depth++] = step.operand;
    } else if (step.opcode == TG_SIZE_SYMBOL) {
      stack[depth++] = symbols[step.operand];
    } else if (step.opcode == TG_SIZE_SELECT) {
      depth -= 2;
      stack[depth - 1] = stack[depth - 1] ? stack[depth] : stack[depth + 1];
    } else {
      depth--;
      const int64_t a = stack[depth - 1], b = stack[depth];
      if (!apply(step.opcode, a, b, &stack[depth - 1])) {
        const bool is_division =
            step.opcode >= TG_SIZE_FLOOR_DIVIDE && step.opcode <= TG_SIZE_MODULO && b == 0;
        return no_value(hooks, model, index, symbols, is_division);
      }
    }
  }
  *value = stack[0];
  return TANGRAM_OK;
}

int TG(evaluate_size)(
    const tg_model *model, int32_t index, const int64_t *symbols, int64_t *value) {
  if (!model || !value || (!symbols && model->symbol_count)) {
    return TG(fail)(NULL, TANGRAM_INVALID_ARGUMENT, "evaluating a size needs symbols and a result");
  }
  const int status = TG(size_validate)(NULL, model, index);
  return status ? status : TG(size_evaluate)(NULL, model, index, symbols, value);
}
