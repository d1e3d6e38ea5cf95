// Which of a model's levels this processor runs. This file, like all of the runtime, is compiled for
// any processor of the architecture, so that it can be asked before other code is called.
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// MARK: - The processor

/// What `cpuid` said last. Asking takes long in a virtual machine, and features come by leaf.
typedef struct tg_cpu_answer {
  uint32_t leaf, subleaf;
  unsigned registers[4];
} tg_cpu_answer;

#if defined(__x86_64__)
#include <cpuid.h>

/// Asks about a leaf; what the processor does not know is all zeros.
static void ask_processor(tg_cpu_answer *answer, uint32_t leaf, uint32_t subleaf) {
  if (answer->leaf == leaf && answer->subleaf == subleaf) return;
  *answer = (tg_cpu_answer){leaf, subleaf, {0}};
  unsigned *r = answer->registers;
  // Of what has parts, the first one says how many there are.
  if (subleaf && (!__get_cpuid_count(leaf, 0, &r[0], &r[1], &r[2], &r[3]) || r[0] < subleaf)) {
    memset(r, 0, sizeof answer->registers);
    return;
  }
  if (!__get_cpuid_count(leaf, subleaf, &r[0], &r[1], &r[2], &r[3])) {
    memset(r, 0, sizeof answer->registers);
  }
}

/// XCR0: what the operating system saves of a thread. 0 where it cannot be asked.
static uint64_t saved_state(tg_cpu_answer *answer) {
  ask_processor(answer, 1, 0);
  if (!(answer->registers[2] >> 27 & 1)) return 0;
  uint32_t low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (uint64_t)high << 32 | low;
}

#else

// No code for another architecture says what it needs.
static void ask_processor(tg_cpu_answer *answer, uint32_t leaf, uint32_t subleaf) {
  *answer = (tg_cpu_answer){leaf, subleaf, {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX}};
}

static uint64_t saved_state(tg_cpu_answer *answer) {
  (void)answer;
  return UINT64_MAX;
}

#endif

int32_t TG(cpu_lacks)(
    const tg_cpu_feature *features, int32_t count, char *text, size_t capacity) {
  enum { NAMED = 4 };
  tg_cpu_answer answer = {UINT32_MAX, 0, {0}};
  const uint64_t state = saved_state(&answer);
  size_t length = 0;
  int32_t lacking = 0;
  if (capacity) text[0] = 0;
  for (int32_t i = 0; i < count; i++) {
    ask_processor(&answer, features[i].leaf, features[i].subleaf);
    const bool is_there = answer.registers[features[i].answer & 3] >> (features[i].bit & 31) & 1;
    if (is_there && (features[i].state & ~state) == 0) continue;
    if (lacking++ >= NAMED || length >= capacity) continue;
    const int written = snprintf(
        text + length, capacity - length, "%s%s%s", lacking > 1 ? ", " : "", features[i].name,
        is_there ? " (not enabled by the operating system)" : "");
    if (written > 0) length += (size_t)written;
  }
  if (lacking > NAMED && length < capacity) {
    snprintf(text + length, capacity - length, " and %d more", (int)(lacking - NAMED));
  }
  return lacking;
}

// MARK: - Levels

static const char *level_name(const tg_model *model) {
  return model->level ? model->level : "any processor";
}

/// Writes "'x86-64-v4', 'x86-64-v3'" to `text`, shortened to fit.
static void list_levels(const tg_model *levels, int32_t count, char *text, size_t capacity) {
  size_t length = 0;
  text[0] = 0;
  for (int32_t i = 0; i < count && length < capacity; i++) {
    const int written = snprintf(
        text + length, capacity - length, "%s'%s'", i ? ", " : "", level_name(&levels[i]));
    if (written > 0) length += (size_t)written;
  }
}

/// The level that a program's user asks for.
static int named_level(
    const tangram_hooks *hooks, const tg_model *levels, int32_t count, const char *name,
    const tg_model **chosen) {
  char text[256];
  for (int32_t i = 0; i < count; i++) {
    if (strcmp(level_name(&levels[i]), name) != 0) continue;
    if (TG(cpu_lacks)(levels[i].features, levels[i].feature_count, text, sizeof text)) {
      return TG(fail)(
          hooks, TANGRAM_UNSUPPORTED,
          "the environment variable '" TG_LEVEL_VARIABLE
          "' asks model '%s' for '%s', but this processor lacks %s",
          levels[i].name, name, text);
    }
    *chosen = &levels[i];
    return TANGRAM_OK;
  }
  list_levels(levels, count, text, sizeof text);
  return TG(fail)(
      hooks, TANGRAM_INVALID_ARGUMENT,
      "the environment variable '" TG_LEVEL_VARIABLE
      "' is '%s', but model '%s' was compiled for %s",
      name, levels[0].name, text);
}

int TG(choose_level)(
    const tangram_hooks *hooks, const tg_model *levels, int32_t count, const tg_model **chosen) {
  *chosen = NULL;
  if (!levels || count < 1) {
    return TG(fail)(hooks, TANGRAM_INTERNAL, "internal error: no model table");
  }
  const char *name = getenv(TG_LEVEL_VARIABLE);
  if (name && *name) return named_level(hooks, levels, count, name, chosen);
  char lacking[256];
  for (int32_t i = 0; i < count; i++) {
    if (!TG(cpu_lacks)(levels[i].features, levels[i].feature_count, lacking, sizeof lacking)) {
      *chosen = &levels[i];
      return TANGRAM_OK;
    }
  }
  // What the last one lacks, which asks for least, all of them do.
  char text[256];
  list_levels(levels, count, text, sizeof text);
  return TG(fail)(
      hooks, TANGRAM_UNSUPPORTED,
      "model '%s' was compiled for %s, but this processor lacks %s: compile it for a lesser target",
      levels[0].name, text, lacking);
}
