// Errors: one text per thread, and a hook that hears about each.
#include "internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { ERROR_CAPACITY = 1024 };

static _Thread_local char error_text[ERROR_CAPACITY];

int TG(fail)(const tangram_hooks *hooks, tangram_status status, const char *format, ...) {
  // Composed aside, because the arguments may be part of the last error.
  char text[ERROR_CAPACITY];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  memcpy(error_text, text, sizeof text);
  if (hooks && hooks->report_error) {
    hooks->report_error(hooks->user, (int)status, error_text);
  } else {
    TG_HOOK(report_error)(NULL, (int)status, error_text);
  }
  return (int)status;
}

const char *TG(last_error)(void) { return error_text; }

void TG(clear_error)(void) { error_text[0] = 0; }
