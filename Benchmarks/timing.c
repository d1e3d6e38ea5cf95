// Times calls without an interpreter between them. Built into one library with probe.c.
#define _GNU_SOURCE
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/// Calls for so many seconds, at least three times and at most `most` times; writes the seconds of
/// each call and returns how many there were.
size_t time_calls(void (*call)(void *), void *argument, double budget, double *times, size_t most) {
  double start = seconds(), before = start;
  size_t count = 0;
  while (count < most && (count < 3 || before - start < budget)) {
    call(argument);
    double after = seconds();
    times[count++] = after - before;
    before = after;
  }
  return count;
}

/// What `NAME_run` of a compiled model is called with.
typedef struct {
  int (*run)(void *context, const void *inputs, int32_t input_count, void *outputs,
             int32_t output_count);
  void *context;
  const void *inputs;
  int32_t input_count;
  void *outputs;
  int32_t output_count;
} model_call;

/// One call of a compiled model, for `time_calls`. It has succeeded once before.
void call_model(void *argument) {
  const model_call *own = argument;
  if (own->run(own->context, own->inputs, own->input_count, own->outputs, own->output_count)) abort();
}

/// What `NAME_raw` of a compiled model is called with: pointers, then sizes.
typedef struct {
  int (*run)(void);
  int64_t arguments[8];
} plain_call;

/// One call of it, for `time_calls`. It has succeeded once before. Integers and pointers are passed alike, and
/// what a function does not take does no harm, in the conventions of x86-64 and aarch64.
void call_plain(void *argument) {
  const plain_call *own = argument;
  const int64_t *a = own->arguments;
  int (*run)(int64_t, int64_t, int64_t, int64_t, int64_t, int64_t, int64_t, int64_t) = (void *)own->run;
  if (run(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7])) abort();
}

typedef struct {
  void *target;
  const void *source;
  size_t count;
} copied_bytes;

/// Copies bytes, for `time_calls`.
void copy_bytes(void *argument) {
  const copied_bytes *own = argument;
  memcpy(own->target, own->source, own->count);
}
