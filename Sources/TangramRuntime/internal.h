// What the files of the runtime share and nobody else sees.
#ifndef TANGRAM_INTERNAL_H
#define TANGRAM_INTERNAL_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE  // sched_getaffinity, dladdr, pthread_setname_np, MADV_HUGEPAGE
#endif

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "include/tangram_runtime.h"

// MARK: - hooks.c

int TG_HOOK(parallel_for)(
    void *user, int threads, int64_t total, int64_t chunk, tangram_loop_body body,
    void *environment);
void *TG_HOOK(allocate)(void *user, size_t bytes, size_t alignment);
void TG_HOOK(release)(void *user, void *memory, size_t bytes);
void TG_HOOK(report_error)(void *user, int status, const char *message);

// MARK: - error.c

/// Empties this thread's error text.
void TG(clear_error)(void);

// MARK: - pool.c

/// Makes sure every thread of the pool has `bytes` bytes of scratch memory.
int TG(pool_reserve_scratch)(tg_pool *pool, size_t bytes);

/// Gives the scratch memory back.
void TG(pool_release_scratch)(tg_pool *pool);

/// What a thread is in the loop it is running, if any.
typedef struct tg_thread_state {
  int index;
  bool is_in_loop;
} tg_thread_state;

/// Begins a run on this thread, as if it were in no loop; `TG(thread_leave)` puts back the result.
tg_thread_state TG(thread_enter)(void);
void TG(thread_leave)(tg_thread_state state);

/// In the child of a fork, where the threads are gone, makes the pool start new ones.
void TG(pool_after_fork)(tg_pool *pool);

// MARK: - gate.c

#if defined(__linux__) && !defined(TANGRAM_NO_FUTEX)
#define TG_HAS_FUTEX
#else
#include <pthread.h>
#endif

/// A place to sleep until another thread opens it. Take a ticket, see that there is reason to
/// sleep, and wait with the ticket: an opening since then is not missed.
typedef struct tg_gate {
  _Atomic uint32_t ticket;
#ifndef TG_HAS_FUTEX
  pthread_mutex_t mutex;
  pthread_cond_t opened;
#endif
} tg_gate;

/// Makes a gate; also in the child of a fork, whatever state its memory is in.
void TG(gate_initialize)(tg_gate *gate);

uint32_t TG(gate_ticket)(tg_gate *gate);

/// Sleeps until the gate opens after `ticket` was taken; may also return for no reason.
void TG(gate_wait)(tg_gate *gate, uint32_t ticket);

/// Wakes up to `count` of the threads that wait; may wake more.
void TG(gate_open)(tg_gate *gate, int count);

// MARK: - sizes.c

/// Checks that a size program is well formed, so that `TG(size_evaluate)` can run it.
int TG(size_validate)(const tangram_hooks *hooks, const tg_model *model, int32_t index);

/// Evaluates a valid size program.
int TG(size_evaluate)(
    const tangram_hooks *hooks, const tg_model *model, int32_t index, const int64_t *symbols,
    int64_t *value);

/// The formula of a size for messages.
const char *TG(size_text)(const tg_model *model, int32_t index);

/// The number of the symbol that a size is, or -1 when it is a formula.
int32_t TG(size_plain_symbol)(const tg_model *model, int32_t index);

// MARK: - symbols.c

/// Whether the model takes a symbol's value.
bool TG(symbol_allows)(const tg_symbol_spec *symbol, int64_t value);

/// Says why a symbol's value is not taken; `place` begins the message: "input 'x' axis 0" or "size 'seq'".
int TG(symbol_refuse)(
    const tangram_hooks *hooks, const tg_symbol_spec *symbol, const char *place, int64_t value);

/// Writes "seq = 5, batch = 2" to `text`, shortened to fit.
void TG(symbols_describe)(
    const tg_model *model, const int64_t *symbols, char *text, size_t capacity);

// MARK: - tensors.c

/// A tensor's place in messages and its specification.
typedef struct tg_tensor_role {
  const tangram_hooks *hooks;
  const tg_tensor_spec *spec;
  /// "input" or "output".
  const char *kind;
} tg_tensor_role;

/// Checks what does not depend on sizes: device, element type, rank, and that sizes are given.
int TG(tensor_check_type)(tg_tensor_role role, const DLTensor *tensor);

/// Checks strides, data pointer and alignment of a tensor whose sizes are right. Writes its first
/// byte and its bytes.
int TG(tensor_check_data)(
    tg_tensor_role role, const DLTensor *tensor, void **data, uint64_t *bytes);

// MARK: - table.c

/// The input and axis that a symbol is read from.
typedef struct tg_origin {
  int32_t input, axis;
} tg_origin;

/// Checks that there is a model table, and that this runtime can read it.
int TG(model_check_version)(const tangram_hooks *hooks, const tg_model *model);

/// Checks that a model table is consistent, and finds the origin of every symbol.
int TG(model_validate)(const tangram_hooks *hooks, const tg_model *model, tg_origin *origins);

// MARK: - context.c

/// The bytes of a tensor, for the check that outputs overlap nothing.
typedef struct tg_span {
  uintptr_t begin, end;
} tg_span;

struct tangram_context {
  const tg_model *model;
  tangram_hooks hooks;
  tg_pool *pool;
  tg_weights file;
  const void *weights;
  /// Set while a thread is inside a call.
  atomic_flag busy;

  void *workspace;
  size_t workspace_bytes;

  /// The symbols of the last run and the sizes that follow from them, if `sizes_known`.
  bool sizes_known;
  int64_t *symbols, *sizes;
  /// The symbols of the run being checked.
  int64_t *candidate;
  tg_origin *origins;
  void **inputs, **outputs;
  tg_span *input_spans, *output_spans;
  /// The bytes of this allocation.
  size_t bytes;
};

/// Marks the context as in use, or fails when it is NULL or in use already.
int TG(context_begin_use)(tangram_context *context);

/// Marks the context as free, and returns `status`.
int TG(context_end_use)(tangram_context *context, int status);

void TG(context_release_workspace)(tangram_context *context);

// MARK: - binding.c

/// Checks inputs and makes `symbols` and `sizes` of the context those of this run.
int TG(bind_inputs)(tangram_context *context, const DLTensor *inputs, int32_t count);

// MARK: - weights.c

/// Finds and maps the weights of a model as `options` (may be NULL) say.
int TG(weights_find)(
    const tangram_hooks *hooks, const tg_model *model, const tangram_options *options,
    tg_weights *weights);

#endif  // TANGRAM_INTERNAL_H
