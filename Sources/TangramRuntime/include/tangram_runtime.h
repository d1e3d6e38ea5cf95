// What a compiled model is made of, and the runtime that runs it. Kernels and the glue of one model
// use this header; programs that embed a model use the model's own header instead.
#ifndef TANGRAM_RUNTIME_H
#define TANGRAM_RUNTIME_H

#include "tangram_abi.h"

/// Every symbol of the runtime carries the model's name, so that several models link into one
/// program: compile with -DTANGRAM_PREFIX=NAME to get `NAME_tg_run` for `TG(run)`.
#ifndef TANGRAM_PREFIX
#define TANGRAM_PREFIX tangram
#endif
#define TG_PASTE_EXPANDED(prefix, infix, name) prefix##infix##name
#define TG_PASTE(prefix, infix, name) TG_PASTE_EXPANDED(prefix, infix, name)
#define TG(name) TG_PASTE(TANGRAM_PREFIX, _tg_, name)
#define TG_HOOK(name) TG_PASTE(TANGRAM_PREFIX, _hook_, name)

/// The layout of `tg_model` below. A model of another version is refused.
#define TG_MODEL_VERSION 2

/// Memory handed to kernels is aligned to this many bytes, and so are the weights.
#define TG_ALIGNMENT 64

#ifdef __cplusplus
extern "C" {
#endif

// MARK: - Threads

/// A team of threads that runs one parallel loop at a time. It starts with its first loop.
typedef struct tg_pool tg_pool;

/// Makes a pool of `threads` threads, the caller's included (0: `TG(available_threads)`), that wait
/// awake for `spin_microseconds` (0: the default, negative: not at all). `hooks` may be NULL.
/// Returns NULL, with the error set, when there is no memory.
tg_pool *TG(pool_create)(int threads, int spin_microseconds, const tangram_hooks *hooks);

/// Ends the threads and waits for them. NULL is allowed.
void TG(pool_destroy)(tg_pool *pool);

/// The number of threads of the pool, the caller's included; 1 for NULL.
int TG(pool_threads)(const tg_pool *pool);

/// Calls `body` for ranges that cover `0 ..< total` once, on the threads of `pool`, and returns
/// when all have finished. Ranges begin at multiples of `chunk` (0 or less: chosen for the pool)
/// and hold at most `chunk` iterations, except that a loop which is not shared (one thread, one
/// chunk, nested in another loop, or `pool` NULL) is one call for the whole range.
/// What the caller wrote before is visible to `body`, and the reverse.
/// Returns TANGRAM_OK; bodies have no way to fail.
int TG(parallel_for)(
    tg_pool *pool, int64_t total, int64_t chunk, tangram_loop_body body, void *environment);

/// Inside a loop's body: which of the pool's threads this is, 0 ..< `TG(pool_threads)`. No two
/// calls of a body that run at once have the same one. 0 outside of loops.
int TG(worker_index)(void);

/// The threads this process may use: its CPU affinity, less where a cgroup's quota allows less
/// (quota / period, rounded up). At least 1.
int TG(available_threads)(void);

/// The smallest CPU quota, in whole CPUs rounded up, of the cgroups that `membership` (a file like
/// /proc/self/cgroup) names, looked up under `mount` (a folder like /sys/fs/cgroup); 0: no limit.
int TG(cgroup_threads)(const char *membership, const char *mount);

// MARK: - Memory

/// Allocates `bytes` bytes, aligned to TG_ALIGNMENT, through the hooks (NULL: the weak ones). Huge
/// pages are asked for above 4 MiB. Returns NULL, with the error set, when there is no memory.
void *TG(allocate)(const tangram_hooks *hooks, size_t bytes);

/// Gives back what `TG(allocate)` returned, with the same hooks and bytes. NULL is allowed.
void TG(release)(const tangram_hooks *hooks, void *memory, size_t bytes);

// MARK: - Errors

/// Sets this thread's error text, tells the hook, and returns `status`. `hooks` may be NULL.
int TG(fail)(const tangram_hooks *hooks, tangram_status status, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;

/// The text of this thread's last error; empty when there was none. Valid until the next error.
const char *TG(last_error)(void);

// MARK: - The model table

/// Steps of a size program: a formula in postfix order over 64-bit integers and the model's sizes.
typedef enum tg_size_opcode {
  /// Pushes `operand`.
  TG_SIZE_CONSTANT = 0,
  /// Pushes the value of symbol number `operand`.
  TG_SIZE_SYMBOL = 1,
  // Each of these pops b, then a, and pushes a result.
  TG_SIZE_ADD = 2,
  TG_SIZE_SUBTRACT = 3,
  TG_SIZE_MULTIPLY = 4,
  /// a / b rounded towards minus infinity.
  TG_SIZE_FLOOR_DIVIDE = 5,
  /// a / b rounded towards plus infinity.
  TG_SIZE_CEILING_DIVIDE = 6,
  /// a - b * floor(a / b): has the sign of b.
  TG_SIZE_MODULO = 7,
  TG_SIZE_MINIMUM = 8,
  TG_SIZE_MAXIMUM = 9,
  /// 1 or 0.
  TG_SIZE_EQUAL = 10,
  /// 1 or 0.
  TG_SIZE_LESS = 11,
  /// Pops c, b, a and pushes b if a is not 0, else c.
  TG_SIZE_SELECT = 12
} tg_size_opcode;

/// One step of a size program.
typedef struct tg_size_step {
  /// A tg_size_opcode.
  int64_t opcode;
  /// The constant, or the number of the symbol; otherwise unused.
  int64_t operand;
} tg_size_step;

/// A size as a formula. Overflow and division by zero are errors of the run, never wrong results.
typedef struct tg_size_program {
  const tg_size_step *steps;
  int32_t step_count;
  /// The formula for people, as in messages: "2 * seq + 1". May be NULL.
  const char *text;
} tg_size_program;

/// A symbolic size: the values it may have.
typedef struct tg_symbol_spec {
  const char *name;
  /// Inclusive. INT64_MAX for a maximum means no limit.
  int64_t minimum, maximum;
  /// Values are multiples of this; 1 for any.
  int64_t divisor;
  /// The only values allowed, or NULL when the range says it all.
  const int64_t *values;
  int32_t value_count;
} tg_symbol_spec;

/// An input or an output.
typedef struct tg_tensor_spec {
  const char *name;
  DLDataType dtype;
  int32_t rank;
  /// `rank` numbers of size programs.
  const int32_t *dims;
} tg_tensor_spec;

/// Runs a model once. `inputs` and `outputs` point at the first elements, in the table's order,
/// aligned to their element and no more; `symbols` are their values in the table's order.
/// `workspace` and `weights` are aligned to TG_ALIGNMENT (NULL when of size zero).
/// Returns a tangram_status.
typedef int (*tg_run_function)(
    void *const *inputs, void *const *outputs, const int64_t *symbols, void *workspace,
    const void *weights, tg_pool *pool);

/// A feature of x86-64 processors that code uses: one bit of what `cpuid` gives, and what the
/// operating system must save of a thread so that it can be used.
typedef struct tg_cpu_feature {
  /// As LLVM calls it.
  const char *name;
  /// What `cpuid` is asked: its EAX and ECX.
  uint32_t leaf, subleaf;
  /// The register of the answer, EAX, EBX, ECX or EDX as 0 to 3, and the bit in it.
  int32_t answer, bit;
  /// The bits of XCR0 that must be set.
  uint64_t state;
} tg_cpu_feature;

/// A compiled model: everything that differs from one model to the next. Constant data.
///
/// Every symbol must be, alone, a dimension of some input: that is where its value comes from.
/// Other dimensions are checked against their formulas.
typedef struct tg_model {
  /// TG_MODEL_VERSION.
  int32_t model_version;
  /// The C identifier that prefixes the model's functions and names its weights file.
  const char *name;
  /// The version of the compiler that made it.
  const char *compiler_version;

  /// What the code was compiled for, as `x86-64-v3`, and all that it needs of the processor. NULL
  /// and 0 where nothing needs to be asked.
  const char *level;
  const tg_cpu_feature *features;
  int32_t feature_count;

  const tg_tensor_spec *inputs;
  int32_t input_count;
  const tg_tensor_spec *outputs;
  int32_t output_count;
  const tg_symbol_spec *symbols;
  int32_t symbol_count;
  const tg_size_program *sizes;
  int32_t size_count;

  /// The number of the size that is the workspace in bytes; -1 for none.
  int32_t workspace_size;
  /// The number of the size that is the scratch memory of each thread in bytes; -1 for none.
  int32_t scratch_size;
  /// The number of the size that is the peak of all memory but weights, in bytes, as
  /// `TG(peak_memory)` reports it; -1: the workspace.
  int32_t peak_size;

  /// The weights: bytes (0 for none), `TG(hash)` of them, and the bytes themselves, aligned to
  /// TG_ALIGNMENT, or NULL when they are mapped from a file.
  uint64_t weights_bytes, weights_hash;
  const void *embedded_weights;

  tg_run_function run;
} tg_model;

// MARK: - Levels

/// The environment variable that names the level to use, rather than the best one. For tests.
#define TG_LEVEL_VARIABLE "TANGRAM_LEVEL"

/// Finds the first of `count` levels, one model compiled for several processors with the best first,
/// that this processor runs, or the one that TG_LEVEL_VARIABLE names. Fails with
/// TANGRAM_UNSUPPORTED, and a text that says what the processor lacks; then `*chosen` is NULL.
int TG(choose_level)(
    const tangram_hooks *hooks, const tg_model *levels, int32_t count, const tg_model **chosen);

/// The number of features that this processor lacks, 0 where none is known to. Writes the first of
/// them to `text`, shortened to fit: "avx2, fma and 3 more".
int32_t TG(cpu_lacks)(
    const tg_cpu_feature *features, int32_t count, char *text, size_t capacity);

// MARK: - Running a model

/// Checks the table, starts using the weights and makes a context. `options` may be NULL. On
/// failure `*context` is NULL.
int TG(create)(
    const tg_model *model, const tangram_options *options, tangram_context **context);

/// Ends the context's threads and gives back its memory. NULL is allowed.
int TG(destroy)(tangram_context *context);

/// Runs the model on compact CPU tensors. Outputs must have the shapes of `TG(output_shapes)` and
/// share no memory with inputs or each other. Nothing is written unless all arguments are right.
int TG(run)(
    tangram_context *context, const DLTensor *inputs, int32_t input_count, DLTensor *outputs,
    int32_t output_count);

/// Writes the shape of output `i` to `shapes[i]`, which has room for its rank. Inputs are checked
/// as in a run, except for their data, which may be NULL.
int TG(output_shapes)(
    tangram_context *context, const DLTensor *inputs, int32_t input_count, int64_t *const *shapes,
    int32_t output_count);

/// Computes the bytes a run needs besides its weights for given values of the symbols, in the
/// table's order.
int TG(peak_memory)(
    const tg_model *model, const int64_t *symbols, int32_t symbol_count, int64_t *bytes);

/// Gives the workspace back; the next run allocates what it needs. Between runs it only grows.
int TG(trim)(tangram_context *context);

/// For kernels: this thread's scratch memory, the model's `scratch_size` bytes aligned to
/// TG_ALIGNMENT; NULL when there is none. The contents are anything.
void *TG(scratch)(tg_pool *pool);

/// Evaluates size number `index` of `model` for the given values of the symbols. Fails with
/// TANGRAM_OUT_OF_RANGE on overflow or division by zero.
int TG(evaluate_size)(
    const tg_model *model, int32_t index, const int64_t *symbols, int64_t *value);

// MARK: - Weights

/// A weights file in memory.
typedef struct tg_weights {
  /// The first byte after the header, aligned to TG_ALIGNMENT.
  const void *data;
  /// The mapping, for `TG(weights_close)`.
  void *mapping;
  size_t mapped_bytes;
} tg_weights;

/// Maps a safetensors file whose data block has `bytes` bytes and whose header holds
/// "tangram.hash":"<16 hexadecimal digits>" of `hash` in its metadata. `verify` compares the hash
/// of the data as well. Fails with TANGRAM_IO, and then `weights` is empty.
int TG(weights_open)(
    tg_weights *weights, const char *path, uint64_t bytes, uint64_t hash, int verify);

/// Unmaps what `TG(weights_open)` mapped; does nothing for an empty one.
void TG(weights_close)(tg_weights *weights);

/// The 64-bit content hash of weights; the same on every machine.
uint64_t TG(hash)(const void *data, size_t bytes);

// MARK: - Symbols for code made at run time

/// A function that kernels call, by the name they call it.
typedef struct tg_entry_point {
  const char *name;
  const void *address;
} tg_entry_point;

/// The functions that kernels may call, for a linker that is not the system's. Writes how many.
const tg_entry_point *TG(entry_points)(int32_t *count);

#ifdef __cplusplus
}
#endif
#endif  // TANGRAM_RUNTIME_H
