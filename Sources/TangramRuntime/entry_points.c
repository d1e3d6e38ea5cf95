// The functions that kernels call, by name, for code that is linked while the compiler runs.
#include "internal.h"

#define TG_QUOTE_EXPANDED(name) #name
#define TG_QUOTE(name) TG_QUOTE_EXPANDED(name)
#define TG_ENTRY_POINT(function) {TG_QUOTE(TG(function)), (const void *)&TG(function)}

const tg_entry_point *TG(entry_points)(int32_t *count) {
  static const tg_entry_point all[] = {
      TG_ENTRY_POINT(parallel_for), TG_ENTRY_POINT(pool_threads), TG_ENTRY_POINT(worker_index),
      TG_ENTRY_POINT(scratch), TG_ENTRY_POINT(fail),
  };
  if (count) *count = sizeof all / sizeof *all;
  return all;
}
