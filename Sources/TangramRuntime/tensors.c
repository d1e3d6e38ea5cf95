// DLPack tensors: is this one what the model takes?
#include "internal.h"

#include <stdio.h>

/// Writes the name of an element type, "float32" or "bfloat16x4", to `text`.
static void describe_type(DLDataType type, char text[32]) {
  static const char *const stems[] = {"int", "uint", "float", "handle", "bfloat", "complex"};
  char lanes[12] = "";
  if (type.lanes != 1) snprintf(lanes, sizeof lanes, "x%u", type.lanes);
  if (type.code == kDLBool && type.bits == 8) {
    snprintf(text, 32, "bool%s", lanes);
  } else if (type.code < sizeof stems / sizeof *stems) {
    snprintf(text, 32, "%s%u%s", stems[type.code], type.bits, lanes);
  } else {
    snprintf(text, 32, "type %u of %u bits%s", type.code, type.bits, lanes);
  }
}

int TG(tensor_check_type)(tg_tensor_role role, const DLTensor *tensor) {
  const tg_tensor_spec *spec = role.spec;
  if (tensor->device.device_type != kDLCPU) {
    return TG(fail)(
        role.hooks, TANGRAM_INVALID_ARGUMENT,
        "%s '%s' is on device type %d, expected CPU memory (device type %d): copy it first",
        role.kind, spec->name, (int)tensor->device.device_type, (int)kDLCPU);
  }
  const DLDataType found = tensor->dtype, expected = spec->dtype;
  if (found.code != expected.code || found.bits != expected.bits ||
      found.lanes != expected.lanes) {
    char found_text[32], expected_text[32];
    describe_type(found, found_text);
    describe_type(expected, expected_text);
    return TG(fail)(
        role.hooks, TANGRAM_INVALID_ARGUMENT, "%s '%s' has elements of type %s, expected %s",
        role.kind, spec->name, found_text, expected_text);
  }
  if (tensor->ndim != spec->rank) {
    return TG(fail)(
        role.hooks, TANGRAM_INVALID_ARGUMENT, "%s '%s' has rank %d, expected %d", role.kind,
        spec->name, (int)tensor->ndim, (int)spec->rank);
  }
  if (!tensor->shape && spec->rank > 0) {
    return TG(fail)(
        role.hooks, TANGRAM_INVALID_ARGUMENT, "%s '%s' has no shape: its 'shape' is NULL",
        role.kind, spec->name);
  }
  for (int32_t axis = 0; axis < spec->rank; axis++) {
    if (tensor->shape[axis] < 0) {
      return TG(fail)(
          role.hooks, TANGRAM_INVALID_ARGUMENT, "%s '%s' axis %d is %lld, expected 0 or more",
          role.kind, spec->name, (int)axis, (long long)tensor->shape[axis]);
    }
  }
  return TANGRAM_OK;
}

/// The number of elements; false when it does not fit.
static bool count_elements(const DLTensor *tensor, uint64_t *count) {
  *count = 1;
  bool fits = true;
  for (int32_t axis = 0; axis < tensor->ndim; axis++) {
    if (tensor->shape[axis] == 0) {
      *count = 0;
      return true;
    }
    fits &= !__builtin_mul_overflow(*count, (uint64_t)tensor->shape[axis], count);
  }
  return fits;
}

static int check_compact(tg_tensor_role role, const DLTensor *tensor) {
  if (!tensor->strides) return TANGRAM_OK;
  int64_t expected = 1;
  for (int32_t axis = tensor->ndim - 1; axis >= 0; axis--) {
    // The stride of an axis with one element is never used.
    if (tensor->shape[axis] != 1 && tensor->strides[axis] != expected) {
      return TG(fail)(
          role.hooks, TANGRAM_INVALID_ARGUMENT,
          "%s '%s' is not compact: axis %d has stride %lld, expected %lld: "
          "make a contiguous, row-major copy first",
          role.kind, role.spec->name, (int)axis, (long long)tensor->strides[axis],
          (long long)expected);
    }
    expected *= tensor->shape[axis];
  }
  return TANGRAM_OK;
}

int TG(tensor_check_data)(
    tg_tensor_role role, const DLTensor *tensor, void **data, uint64_t *bytes) {
  const uint64_t bits = (uint64_t)role.spec->dtype.bits * role.spec->dtype.lanes;
  uint64_t elements = 0, total_bits = 0;
  const bool fits = count_elements(tensor, &elements) &&
                    !__builtin_mul_overflow(elements, bits, &total_bits) &&
                    total_bits <= (uint64_t)PTRDIFF_MAX;
  if (!fits) {
    return TG(fail)(
        role.hooks, TANGRAM_OUT_OF_RANGE, "%s '%s' is larger than the address space", role.kind,
        role.spec->name);
  }
  *bytes = total_bits / 8 + (total_bits % 8 != 0);
  *data = tensor->data ? (char *)tensor->data + tensor->byte_offset : NULL;
  if (!elements) return TANGRAM_OK;
  const int status = check_compact(role, tensor);
  if (status) return status;
  if (!*data) {
    return TG(fail)(
        role.hooks, TANGRAM_INVALID_ARGUMENT, "%s '%s' has no data: its 'data' is NULL", role.kind,
        role.spec->name);
  }
  // Lanes and complex numbers are aligned as their parts are; no part is wider than 8 bytes.
  uint64_t alignment = role.spec->dtype.bits / 8;
  if (role.spec->dtype.code == kDLComplex) alignment /= 2;
  if (alignment > 8) alignment = 8;
  if (alignment > 1 && (uintptr_t)*data % alignment) {
    return TG(fail)(
        role.hooks, TANGRAM_INVALID_ARGUMENT,
        "%s '%s' is not aligned to its elements of %llu bytes: copy it to aligned memory first",
        role.kind, role.spec->name, (unsigned long long)alignment);
  }
  return TANGRAM_OK;
}
