// How many threads make sense here: CPU affinity, and CPU quota of control groups.
#include "internal.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_CAPACITY = 4096 };

/// The CPUs this thread may run on.
static int affinity_count(void) {
#if defined(__linux__)
  // The kernel refuses sets smaller than its own, whose size is not told.
  for (int capacity = 1024; capacity <= 1 << 20; capacity *= 4) {
    cpu_set_t *set = CPU_ALLOC(capacity);
    if (!set) break;
    const size_t bytes = CPU_ALLOC_SIZE(capacity);
    const int failed = sched_getaffinity(0, bytes, set);
    const int error = errno;
    const int count = failed ? 0 : CPU_COUNT_S(bytes, set);
    CPU_FREE(set);
    if (count > 0) return count;
    if (error != EINVAL) break;
  }
#endif
  const long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 && online < 1 << 20 ? (int)online : 1;
}

/// Reads up to two numbers from a file; "max" reads as -1. Returns how many were read.
static int read_numbers(const char *path, long long numbers[2]) {
  FILE *file = fopen(path, "re");
  if (!file) return 0;
  char text[128];
  const size_t length = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  text[length] = 0;
  int count = 0;
  for (char *rest = text; count < 2; count++) {
    while (*rest == ' ' || *rest == '\n') rest++;
    if (!strncmp(rest, "max", 3)) {
      numbers[count] = -1;
      rest += 3;
      continue;
    }
    char *end = rest;
    numbers[count] = strtoll(rest, &end, 10);
    if (end == rest) break;
    rest = end;
  }
  return count;
}

/// The quota that one control group's own folder sets, in CPUs rounded up; 0 for none.
static int folder_threads(const char *folder, bool is_unified) {
  char path[PATH_CAPACITY + 32];
  long long numbers[2] = {-1, 0};
  if (is_unified) {
    snprintf(path, sizeof path, "%s/cpu.max", folder);
    const int count = read_numbers(path, numbers);
    if (count == 0) return 0;
    if (count == 1) numbers[1] = 100000;  // the kernel's default period
  } else {
    long long period[2];
    snprintf(path, sizeof path, "%s/cpu.cfs_quota_us", folder);
    if (read_numbers(path, numbers) < 1) return 0;
    snprintf(path, sizeof path, "%s/cpu.cfs_period_us", folder);
    if (read_numbers(path, period) < 1) return 0;
    numbers[1] = period[0];
  }
  const long long quota = numbers[0], period = numbers[1];
  if (quota <= 0 || period <= 0) return 0;
  const long long threads = quota / period + (quota % period != 0);
  return threads < 1 << 20 ? (int)threads : 0;
}

/// The smallest quota from `base/group` up to `base`. Folders that cannot be seen set none: in a
/// container the group's path is often the host's, and only its root is mounted.
static int hierarchy_threads(const char *base, const char *group, bool is_unified) {
  char folder[PATH_CAPACITY];
  const size_t base_length = strlen(base);
  const int length = snprintf(folder, sizeof folder, "%s%s", base, group);
  if (length < 0 || (size_t)length >= sizeof folder) return 0;
  int smallest = 0;
  for (;;) {
    const int threads = folder_threads(folder, is_unified);
    if (threads && (!smallest || threads < smallest)) smallest = threads;
    char *slash = strrchr(folder, '/');
    if (!slash || (size_t)(slash - folder) < base_length) return smallest;
    *slash = 0;
  }
}

/// True when the comma-separated list has the word "cpu".
static bool names_cpu(const char *controllers) {
  for (const char *word = controllers; word; word = strchr(word, ',')) {
    if (*word == ',') word++;
    if (!strncmp(word, "cpu", 3) && (word[3] == ',' || !word[3])) return true;
  }
  return false;
}

int TG(cgroup_threads)(const char *membership, const char *mount) {
  FILE *file = fopen(membership, "re");
  if (!file) return 0;
  int smallest = 0;
  char line[PATH_CAPACITY];
  while (fgets(line, sizeof line, file)) {
    // "hierarchy:controllers:group"; no controllers means the unified hierarchy of version 2.
    line[strcspn(line, "\n")] = 0;
    char *controllers = strchr(line, ':');
    char *group = controllers ? strchr(controllers + 1, ':') : NULL;
    if (!group) continue;
    *controllers++ = 0;
    *group++ = 0;
    const bool is_unified = !*controllers;
    if (!is_unified && !names_cpu(controllers)) continue;
    // Version 1 mounts a hierarchy under its controllers' names, or "cpu" as a link to them.
    const char *const places[] = {is_unified ? "" : controllers, is_unified ? "unified" : "cpu"};
    for (int place = 0; place < 2; place++) {
      char base[PATH_CAPACITY];
      const char *separator = *places[place] ? "/" : "";
      const int length = snprintf(base, sizeof base, "%s%s%s", mount, separator, places[place]);
      if (length < 0 || (size_t)length >= sizeof base) continue;
      const int threads = hierarchy_threads(base, group, is_unified);
      if (threads && (!smallest || threads < smallest)) smallest = threads;
    }
  }
  fclose(file);
  return smallest;
}

int TG(available_threads)(void) {
  const int affinity = affinity_count();
  const int quota = TG(cgroup_threads)("/proc/self/cgroup", "/sys/fs/cgroup");
  return quota && quota < affinity ? quota : affinity;
}
