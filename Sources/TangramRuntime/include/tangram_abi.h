// The binary interface between a compiled model and the program that embeds it: statuses, options,
// hooks and DLPack tensors. It is repeated whole in the header of every compiled model, so each
// section is guarded and several such headers can be included together.
#ifndef TANGRAM_ABI_H
#define TANGRAM_ABI_H

#include <stddef.h>
#include <stdint.h>

// -------------------------------------------------------------------------------------------------
// DLPack 1.1: the part of its layout that tensors at the boundary need. To use another version of
// DLPack, include its header before this one.
#ifndef DLPACK_DLPACK_H_
#define DLPACK_DLPACK_H_
#define DLPACK_MAJOR_VERSION 1
#define DLPACK_MINOR_VERSION 1

#define DLPACK_FLAG_BITMASK_READ_ONLY (1UL << 0)
#define DLPACK_FLAG_BITMASK_IS_COPIED (1UL << 1)
#define DLPACK_FLAG_BITMASK_IS_SUBBYTE_TYPE_PADDED (1UL << 2)

#ifdef __cplusplus
extern "C" {
#endif

/// The version a producer of tensors was built with. Layouts differ between major versions.
typedef struct DLPackVersion {
  uint32_t major;
  uint32_t minor;
} DLPackVersion;

/// Where a tensor's memory is.
#ifdef __cplusplus
typedef enum : int32_t {
#else
typedef enum DLDeviceType {
#endif
  kDLCPU = 1,
  kDLCUDA = 2,
  kDLCUDAHost = 3,
  kDLOpenCL = 4,
  kDLVulkan = 7,
  kDLMetal = 8,
  kDLVPI = 9,
  kDLROCM = 10,
  kDLROCMHost = 11,
  kDLExtDev = 12,
  kDLCUDAManaged = 13,
  kDLOneAPI = 14,
  kDLWebGPU = 15,
  kDLHexagon = 16,
  kDLMAIA = 17,
  kDLTrn = 18
} DLDeviceType;

/// A kind of device and which one of that kind.
typedef struct DLDevice {
  DLDeviceType device_type;
  int32_t device_id;
} DLDevice;

/// What the bits of an element mean.
typedef enum DLDataTypeCode {
  kDLInt = 0U,
  kDLUInt = 1U,
  kDLFloat = 2U,
  kDLOpaqueHandle = 3U,
  kDLBfloat = 4U,
  kDLComplex = 5U,
  kDLBool = 6U,
  kDLFloat8_e3m4 = 7U,
  kDLFloat8_e4m3 = 8U,
  kDLFloat8_e4m3b11fnuz = 9U,
  kDLFloat8_e4m3fn = 10U,
  kDLFloat8_e4m3fnuz = 11U,
  kDLFloat8_e5m2 = 12U,
  kDLFloat8_e5m2fnuz = 13U,
  kDLFloat8_e8m0fnu = 14U,
  kDLFloat6_e2m3fn = 15U,
  kDLFloat6_e3m2fn = 16U,
  kDLFloat4_e2m1fn = 17U
} DLDataTypeCode;

/// An element type: `code` is a DLDataTypeCode, `bits` the width of one lane.
typedef struct DLDataType {
  uint8_t code;
  uint8_t bits;
  uint16_t lanes;
} DLDataType;

/// A tensor that somebody else owns. `strides` count elements; NULL means compact, row-major.
typedef struct DLTensor {
  void *data;
  DLDevice device;
  int32_t ndim;
  DLDataType dtype;
  int64_t *shape;
  int64_t *strides;
  uint64_t byte_offset;
} DLTensor;

/// A tensor with its owner, as exchanged before DLPack 1.0.
typedef struct DLManagedTensor {
  DLTensor dl_tensor;
  void *manager_ctx;
  void (*deleter)(struct DLManagedTensor *self);
} DLManagedTensor;

/// A tensor with its owner, as exchanged since DLPack 1.0.
typedef struct DLManagedTensorVersioned {
  DLPackVersion version;
  void *manager_ctx;
  void (*deleter)(struct DLManagedTensorVersioned *self);
  uint64_t flags;
  DLTensor dl_tensor;
} DLManagedTensorVersioned;

#ifdef __cplusplus
}
#endif
#endif  // DLPACK_DLPACK_H_

// -------------------------------------------------------------------------------------------------

#ifdef __cplusplus
extern "C" {
#endif

/// What a function of a compiled model returns. The text is in `NAME_last_error`.
typedef enum tangram_status {
  TANGRAM_OK = 0,
  /// An argument is wrong by itself: a missing pointer, the wrong count, rank, type or layout.
  TANGRAM_INVALID_ARGUMENT = 1,
  /// A size is outside what the model was compiled for, or contradicts another size.
  TANGRAM_OUT_OF_RANGE = 2,
  TANGRAM_OUT_OF_MEMORY = 3,
  /// The weights cannot be read, or are not those the model was compiled with.
  TANGRAM_IO = 4,
  /// The compiled model contradicts itself: a bug of the compiler.
  TANGRAM_INTERNAL = 5,
  /// The processor, or what the operating system enables of it, lacks what the code needs.
  TANGRAM_UNSUPPORTED = 6
} tangram_status;

/// Runs the iterations `begin ..< end` of a parallel loop.
typedef void (*tangram_loop_body)(void *environment, int64_t begin, int64_t end);

/// What an embedding program can take over for one context. A NULL member leaves that service to
/// the weak function `NAME_hook_<member>`, which a program can replace at link time instead, for
/// all contexts of a model; `user` is handed to every hook and is NULL for the weak functions.
typedef struct tangram_hooks {
  void *user;
  /// Runs `body` over `0 ..< total`, in ranges that begin at multiples of `chunk` and hold at most
  /// `chunk` iterations, on at most `threads` threads at once, and returns 0 when all have
  /// finished; or returns a negative number, having run nothing, to leave the loop to the
  /// context's own threads. Called only for loops that are worth sharing.
  int (*parallel_for)(
      void *user, int threads, int64_t total, int64_t chunk, tangram_loop_body body,
      void *environment);
  /// Returns `bytes` bytes aligned to `alignment` (a power of two), or NULL.
  void *(*allocate)(void *user, size_t bytes, size_t alignment);
  /// Gives back what `allocate` returned, with the same `bytes`.
  void (*release)(void *user, void *memory, size_t bytes);
  /// Is told about every error, on the thread it happened on, after `NAME_last_error` is set.
  void (*report_error)(void *user, int status, const char *message);
} tangram_hooks;

/// How to create a context. All zeros means the defaults.
typedef struct tangram_options {
  /// `sizeof(tangram_options)`, so that later versions can add members; 0 means this version.
  size_t size;
  /// Threads to run on, the caller's included; 0: what CPU affinity and cgroup quota allow.
  int32_t threads;
  /// How long an idle thread waits awake for the next loop, in microseconds; 0: the default (70),
  /// negative: not at all.
  int32_t spin_microseconds;
  /// The weights file; NULL: `NAME.safetensors` beside the library, beside the program, or in the
  /// current directory. Ignored when the weights are embedded.
  const char *weights_path;
  /// Non-zero: read all weights once and compare their hash, rather than trust the file's header.
  int32_t verify_weights;
  /// Services taken over by the embedding program, copied; NULL: none.
  const tangram_hooks *hooks;
} tangram_options;

/// One model ready to run: its weights, threads and workspace. Used by one thread at a time.
typedef struct tangram_context tangram_context;

#ifdef __cplusplus
}
#endif
#endif  // TANGRAM_ABI_H
