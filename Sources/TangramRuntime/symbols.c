// Symbolic sizes: which values are allowed, and how to say so.
#include "internal.h"

#include <stdio.h>
#include <string.h>

/// Appends to `text` as printf does, as far as it fits.
#define APPEND(text, capacity, length, ...)                                            \
  do {                                                                                 \
    if ((length) < (capacity)) {                                                       \
      const int written = snprintf((text) + (length), (capacity) - (length), __VA_ARGS__); \
      if (written > 0) (length) += (size_t)written;                                    \
    }                                                                                  \
  } while (0)

void TG(symbols_describe)(
    const tg_model *model, const int64_t *symbols, char *text, size_t capacity) {
  size_t length = 0;
  text[0] = 0;
  for (int32_t i = 0; i < model->symbol_count; i++) {
    APPEND(
        text, capacity, length, "%s%s = %lld", i ? ", " : "", model->symbols[i].name,
        (long long)symbols[i]);
  }
}

/// Writes "in 1..512", "in 1..512 and a multiple of 8", "at least 1", "8, 16 or 32" to `text`.
static void describe_allowed(const tg_symbol_spec *symbol, char *text, size_t capacity) {
  size_t length = 0;
  text[0] = 0;
  if (symbol->values) {
    for (int32_t i = 0; i < symbol->value_count; i++) {
      const char *separator = i == 0 ? "" : i + 1 == symbol->value_count ? " or " : ", ";
      APPEND(text, capacity, length, "%s%lld", separator, (long long)symbol->values[i]);
    }
    return;
  }
  const long long minimum = symbol->minimum, maximum = symbol->maximum;
  if (symbol->maximum == INT64_MAX) {
    APPEND(text, capacity, length, "at least %lld", minimum);
  } else if (minimum == maximum) {
    APPEND(text, capacity, length, "%lld", minimum);
  } else {
    APPEND(text, capacity, length, "in %lld..%lld", minimum, maximum);
  }
  if (symbol->divisor > 1) {
    APPEND(text, capacity, length, " and a multiple of %lld", (long long)symbol->divisor);
  }
}

bool TG(symbol_allows)(const tg_symbol_spec *symbol, int64_t value) {
  if (value < symbol->minimum || value > symbol->maximum) return false;
  if (symbol->divisor > 1 && value % symbol->divisor) return false;
  if (!symbol->values) return true;
  for (int32_t i = 0; i < symbol->value_count; i++) {
    if (symbol->values[i] == value) return true;
  }
  return false;
}

int TG(symbol_refuse)(
    const tangram_hooks *hooks, const tg_symbol_spec *symbol, const char *place, int64_t value) {
  char allowed[512];
  describe_allowed(symbol, allowed, sizeof allowed);
  return TG(fail)(
      hooks, TANGRAM_OUT_OF_RANGE,
      "%s is %lld, but the model was compiled for a size '%s' that is %s", place, (long long)value,
      symbol->name, allowed);
}
