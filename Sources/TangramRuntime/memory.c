// Aligned memory, through the hooks.
#include "internal.h"

void *TG(allocate)(const tangram_hooks *hooks, size_t bytes) {
  void *memory = hooks && hooks->allocate ? hooks->allocate(hooks->user, bytes, TG_ALIGNMENT)
                                          : TG_HOOK(allocate)(NULL, bytes, TG_ALIGNMENT);
  if (!memory) {
    TG(fail)(hooks, TANGRAM_OUT_OF_MEMORY, "out of memory: cannot allocate %zu bytes", bytes);
  } else if ((uintptr_t)memory % TG_ALIGNMENT) {
    TG(release)(hooks, memory, bytes);
    TG(fail)(
        hooks, TANGRAM_INVALID_ARGUMENT,
        "the hook 'allocate' returned memory that is not aligned to %d bytes", TG_ALIGNMENT);
    return NULL;
  }
  return memory;
}

void TG(release)(const tangram_hooks *hooks, void *memory, size_t bytes) {
  if (!memory) return;
  if (hooks && hooks->release) {
    hooks->release(hooks->user, memory, bytes);
  } else {
    TG_HOOK(release)(NULL, memory, bytes);
  }
}
