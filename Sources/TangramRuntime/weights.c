// Weights in a safetensors file: finding it, mapping it, and making sure that it is the right one.
#include "internal.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WEIGHTS_PATH_CAPACITY = 4096, LENGTH_BYTES = 8 };

/// As large as the format allows a header to be.
#define HEADER_LIMIT UINT64_C(100000000)

typedef struct tg_weights_file {
  const tangram_hooks *hooks;
  const char *path;
} tg_weights_file;

// MARK: - Checking

/// The value of "tangram.hash" in a header; false when there is none.
static bool find_hash(const char *header, size_t length, uint64_t *hash) {
  static const char key[] = "\"tangram.hash\"";
  const char *end = header + length;
  for (const char *at = header; at < end; at++) {
    at = memmem(at, (size_t)(end - at), key, sizeof key - 1);
    if (!at) return false;
    const char *digit = at + sizeof key - 1;
    while (digit < end && (*digit == ' ' || *digit == ':')) digit++;
    if (end - digit < 18 || *digit != '"' || digit[17] != '"') continue;
    uint64_t value = 0;
    int i = 1;
    for (; i <= 16; i++) {
      const char c = digit[i];
      const int nibble = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
      if (nibble < 0) break;
      value = value << 4 | (uint64_t)nibble;
    }
    if (i <= 16) continue;
    *hash = value;
    return true;
  }
  return false;
}

static int wrong_hash(tg_weights_file file, const char *which, uint64_t found, uint64_t expected) {
  return TG(fail)(
      file.hooks, TANGRAM_IO,
      "weights file '%s' is not the one this model was compiled with: %s hash is %016llx, expected "
      "%016llx: use the file that was written with the model",
      file.path, which, (unsigned long long)found, (unsigned long long)expected);
}

/// Checks a mapped file and finds its data block.
static int check_contents(
    tg_weights_file file, const unsigned char *contents, uint64_t file_bytes,
    const tg_model *model, bool verify, const void **data) {
  uint64_t header_bytes = 0;
  for (int i = LENGTH_BYTES - 1; i >= 0; i--) header_bytes = header_bytes << 8 | contents[i];
  if (header_bytes > HEADER_LIMIT || contents[LENGTH_BYTES] != '{') {
    return TG(fail)(
        file.hooks, TANGRAM_IO, "weights file '%s' is not a safetensors file", file.path);
  }
  if (header_bytes > file_bytes - LENGTH_BYTES) {
    return TG(fail)(
        file.hooks, TANGRAM_IO,
        "weights file '%s' is truncated: its header has %llu bytes, but only %llu follow",
        file.path, (unsigned long long)header_bytes,
        (unsigned long long)(file_bytes - LENGTH_BYTES));
  }
  const uint64_t found_bytes = file_bytes - LENGTH_BYTES - header_bytes;
  if (found_bytes != model->weights_bytes) {
    return TG(fail)(
        file.hooks, TANGRAM_IO, "weights file '%s' %s: it has %llu bytes of weights, expected %llu",
        file.path,
        found_bytes < model->weights_bytes ? "is truncated or of another model"
                                           : "is of another model",
        (unsigned long long)found_bytes, (unsigned long long)model->weights_bytes);
  }
  uint64_t hash = 0;
  if (!find_hash((const char *)contents + LENGTH_BYTES, (size_t)header_bytes, &hash)) {
    return TG(fail)(
        file.hooks, TANGRAM_IO,
        "weights file '%s' has no 'tangram.hash' in its metadata: it was not written by Tangram, "
        "or was rewritten since",
        file.path);
  }
  if (hash != model->weights_hash) return wrong_hash(file, "its", hash, model->weights_hash);
  *data = contents + LENGTH_BYTES + header_bytes;
  if ((uintptr_t)*data % TG_ALIGNMENT) {
    return TG(fail)(
        file.hooks, TANGRAM_IO, "weights file '%s' has weights that are not aligned to %d bytes",
        file.path, TG_ALIGNMENT);
  }
  if (!verify) return TANGRAM_OK;
  hash = TG(hash)(*data, (size_t)found_bytes);
  return hash == model->weights_hash
             ? TANGRAM_OK
             : wrong_hash(file, "the weights are damaged: their", hash, model->weights_hash);
}

// MARK: - Mapping

static int map_descriptor(
    tg_weights_file file, int descriptor, const tg_model *model, bool verify,
    tg_weights *weights) {
  struct stat status;
  if (fstat(descriptor, &status)) {
    return TG(fail)(
        file.hooks, TANGRAM_IO, "cannot read weights file '%s': %s", file.path, strerror(errno));
  }
  if (!S_ISREG(status.st_mode)) {
    return TG(fail)(
        file.hooks, TANGRAM_IO, "cannot read weights file '%s': not a regular file", file.path);
  }
  const uint64_t bytes = (uint64_t)status.st_size;
  if (bytes <= LENGTH_BYTES || bytes > PTRDIFF_MAX) {
    return TG(fail)(
        file.hooks, TANGRAM_IO, "weights file '%s' is not a safetensors file: it has %llu bytes",
        file.path, (unsigned long long)bytes);
  }
  void *mapping = mmap(NULL, (size_t)bytes, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (mapping == MAP_FAILED) {
    return TG(fail)(
        file.hooks, TANGRAM_IO, "cannot map weights file '%s': %s", file.path, strerror(errno));
  }
  const void *data = NULL;
  const int failure = check_contents(file, mapping, bytes, model, verify, &data);
  if (failure) {
    munmap(mapping, (size_t)bytes);
    return failure;
  }
  // All weights are used in every run: read ahead now rather than page by page.
  (void)madvise(mapping, (size_t)bytes, MADV_WILLNEED);
  *weights = (tg_weights){.data = data, .mapping = mapping, .mapped_bytes = (size_t)bytes};
  return TANGRAM_OK;
}

static int map_file(
    tg_weights_file file, const tg_model *model, bool verify, tg_weights *weights) {
  const int descriptor = open(file.path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return TG(fail)(
        file.hooks, TANGRAM_IO, "cannot open weights file '%s': %s", file.path, strerror(errno));
  }
  const int failure = map_descriptor(file, descriptor, model, verify, weights);
  close(descriptor);
  return failure;
}

int TG(weights_open)(
    tg_weights *weights, const char *path, uint64_t bytes, uint64_t hash, int verify) {
  if (!weights || !path) {
    return TG(fail)(NULL, TANGRAM_INVALID_ARGUMENT, "opening weights needs a path and a result");
  }
  *weights = (tg_weights){.data = NULL};
  const tg_model model = {.weights_bytes = bytes, .weights_hash = hash};
  return map_file((tg_weights_file){.path = path}, &model, verify, weights);
}

void TG(weights_close)(tg_weights *weights) {
  if (weights && weights->mapping) munmap(weights->mapping, weights->mapped_bytes);
  if (weights) *weights = (tg_weights){.data = NULL};
}

// MARK: - Finding

/// Replaces what follows the last slash of `path` with the weights' name. False without a slash.
static bool place_beside(char *path, const char *model) {
  char *slash = strrchr(path, '/');
  if (!slash) return false;
  const size_t capacity = WEIGHTS_PATH_CAPACITY - (size_t)(slash + 1 - path);
  const int length = snprintf(slash + 1, capacity, "%s.safetensors", model);
  return length > 0 && (size_t)length < capacity;
}

/// Writes the path of the library or program that holds this code.
static bool own_path(char path[WEIGHTS_PATH_CAPACITY]) {
  static const char anchor = 0;
  Dl_info place;
  if (!dladdr(&anchor, &place) || !place.dli_fname) return false;
  const size_t length = strlen(place.dli_fname);
  if (length >= WEIGHTS_PATH_CAPACITY) return false;
  memcpy(path, place.dli_fname, length + 1);
  return true;
}

/// Writes the path of the running program; false where the system does not tell.
static bool program_path(char path[WEIGHTS_PATH_CAPACITY]) {
  const ssize_t length = readlink("/proc/self/exe", path, WEIGHTS_PATH_CAPACITY - 1);
  if (length <= 0) return false;
  path[length] = 0;
  return true;
}

int TG(weights_find)(
    const tangram_hooks *hooks, const tg_model *model, const tangram_options *options,
    tg_weights *weights) {
  *weights = (tg_weights){.data = NULL};
  const bool verify = options && options->verify_weights;
  if (options && options->weights_path) {
    const tg_weights_file file = {.hooks = hooks, .path = options->weights_path};
    return map_file(file, model, verify, weights);
  }
  char paths[3][WEIGHTS_PATH_CAPACITY];
  bool is_usable[3] = {
      own_path(paths[0]) && place_beside(paths[0], model->name),
      program_path(paths[1]) && place_beside(paths[1], model->name), true};
  snprintf(paths[2], sizeof paths[2], "./%s.safetensors", model->name);
  if (is_usable[0] && is_usable[1]) is_usable[1] = strcmp(paths[0], paths[1]) != 0;
  for (int i = 0; i < 3; i++) {
    const tg_weights_file file = {.hooks = hooks, .path = paths[i]};
    if (is_usable[i] && !access(paths[i], F_OK)) return map_file(file, model, verify, weights);
  }
  return TG(fail)(
      hooks, TANGRAM_IO,
      "cannot find the weights of model '%s': no file %.300s%s%.300s%s%s: set the option "
      "'weights_path'",
      model->name, is_usable[0] ? paths[0] : "", is_usable[0] ? ", " : "",
      is_usable[1] ? paths[1] : "", is_usable[1] ? " or " : "", paths[2]);
}
