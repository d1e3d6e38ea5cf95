// What a program gets that replaces none of the hooks. Weak, so that a program can.
#include "internal.h"

#include <stdlib.h>

#if defined(__linux__)
#include <sys/mman.h>
#endif

// Visible even when the rest of a library is not, so that a program's own definition is used.
#define TG_REPLACEABLE __attribute__((weak, visibility("default")))

/// Declines every loop: the context's own threads run it.
TG_REPLACEABLE int TG_HOOK(parallel_for)(
    void *user, int threads, int64_t total, int64_t chunk, tangram_loop_body body,
    void *environment) {
  (void)user, (void)threads, (void)total, (void)chunk, (void)body, (void)environment;
  return -1;
}

TG_REPLACEABLE void *TG_HOOK(allocate)(void *user, size_t bytes, size_t alignment) {
  (void)user;
  const size_t huge_page = (size_t)2 << 20;
  const bool is_huge = bytes >= 2 * huge_page;
  if (is_huge && alignment < huge_page) alignment = huge_page;
  if (bytes > SIZE_MAX - alignment) return NULL;
  const size_t rounded = (bytes + alignment - 1) & ~(alignment - 1);
  void *memory = aligned_alloc(alignment, rounded ? rounded : alignment);
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  // Advice only: memory is as good, if slower, where huge pages are not to be had.
  if (memory && is_huge) (void)madvise(memory, rounded, MADV_HUGEPAGE);
#endif
  return memory;
}

TG_REPLACEABLE void TG_HOOK(release)(void *user, void *memory, size_t bytes) {
  (void)user, (void)bytes;
  free(memory);
}

TG_REPLACEABLE void TG_HOOK(report_error)(void *user, int status, const char *message) {
  (void)user, (void)status, (void)message;
}
