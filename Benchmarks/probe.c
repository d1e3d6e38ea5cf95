// What this machine can do at most, measured: fused multiply-adds and loads, now, on this core.
//
//   cc -O2 -shared -fPIC probe.c -o probe.so -lpthread                  for the benchmarks
//   cc -O2 -DPROBE_PROGRAM probe.c -o probe -lpthread && ./probe 2      prints JSON for 2 threads
//
// The widest vectors the processor has are chosen when it runs. Clock speed and neighbours on a
// shared machine change these figures from one second to the next, which is why every timing in
// the benchmarks stands beside one of them.
#define _GNU_SOURCE
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

// --- One core ---------------------------------------------------------------------------------

// As many chains as hide the latency of two pipes and still fit into 16 registers.
#define CHAINS 12
#define FOR_EACH_CHAIN(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) DO(8) DO(9) DO(10) DO(11)
#define DECLARE(i) vector sum##i = {0};
#define MULTIPLY_ADD(i) sum##i = factor * term + sum##i;
#define KEEP(i) __asm__ volatile("" : "+" REGISTER(sum##i));

#define FOR_EACH_PART(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7)
#define LOAD(i) { vector value = ((const vector *)(data + at))[i]; __asm__ volatile("" ::REGISTER(value)); }

// The empty assembly keeps the compiler from folding the chains or the loads away.
#define DEFINE_KERNELS(NAME, LANES, ATTRIBUTES)                                                 \
  ATTRIBUTES static double NAME##_fma(long rounds) {                                            \
    typedef float vector __attribute__((vector_size(LANES * 4)));                               \
    vector factor = {0}, term = {0};                                                            \
    FOR_EACH_CHAIN(DECLARE)                                                                     \
    __asm__ volatile("" : "+" REGISTER(factor), "+" REGISTER(term));                            \
    for (long round = 0; round < rounds; round++) {                                             \
      FOR_EACH_CHAIN(MULTIPLY_ADD)                                                              \
      FOR_EACH_CHAIN(KEEP)                                                                      \
    }                                                                                           \
    return 2.0 * LANES * CHAINS * (double)rounds;                                               \
  }                                                                                             \
  ATTRIBUTES static double NAME##_load(const float *data, size_t count, long rounds) {          \
    typedef float vector __attribute__((vector_size(LANES * 4), aligned(4), may_alias));        \
    size_t step = 8 * LANES, end = count / step * step;                                         \
    for (long round = 0; round < rounds; round++)                                               \
      for (size_t at = 0; at < end; at += step) { FOR_EACH_PART(LOAD) }                         \
    return 4.0 * (double)end * (double)rounds;                                                  \
  }

#if defined(__aarch64__)
#define REGISTER "w"
#else
#define REGISTER "v"
#endif
#if defined(__x86_64__)
DEFINE_KERNELS(wide, 16, __attribute__((target("avx512f"))))
DEFINE_KERNELS(middle, 8, __attribute__((target("avx2,fma"))))
DEFINE_KERNELS(narrow, 4, )
#elif defined(__aarch64__)
DEFINE_KERNELS(narrow, 4, )
#else
#error "probe.c knows x86-64 and AArch64 only"
#endif

typedef struct {
  const char *name;
  double (*fma)(long rounds);
  double (*load)(const float *data, size_t count, long rounds);
} kernels;

static kernels chosen(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f")) return (kernels){"AVX-512", wide_fma, wide_load};
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return (kernels){"AVX2", middle_fma, middle_load};
  return (kernels){"SSE, no FMA", narrow_fma, narrow_load};
#else
  return (kernels){"NEON", narrow_fma, narrow_load};
#endif
}

/// The vectors that the other figures are about.
const char *probe_vectors(void) { return chosen().name; }

/// GFLOP/s of fused multiply-adds on the calling core, in about a millisecond.
double probe_fma(void) {
  kernels use = chosen();
  double best = 0;
  for (int attempt = 0; attempt < 3; attempt++) {
    double start = seconds(), work = use.fma(20000), rate = work / (seconds() - start) * 1e-9;
    if (rate > best) best = rate;
  }
  return best;
}

// --- Several cores ----------------------------------------------------------------------------

typedef struct {
  pthread_barrier_t *barrier;
  size_t bytes;  // 0: multiply-adds, else loads from that much memory
  double rate;
} job;

static void *perform(void *argument) {
  job *own = argument;
  kernels use = chosen();
  float *data = NULL;
  size_t count = own->bytes / 4;
  if (own->bytes) {
    data = aligned_alloc(4096, (own->bytes + 4095) / 4096 * 4096);
    if (data) memset(data, 0, own->bytes);
  }
  long rounds = own->bytes ? (long)(100000000 / own->bytes) + 1 : 4000000;
  pthread_barrier_wait(own->barrier);
  if (!own->bytes || data) {
    double start = seconds(), work = own->bytes ? use.load(data, count, rounds) : use.fma(rounds);
    own->rate = work / (seconds() - start) * 1e-9;
  }
  free(data);
  return NULL;
}

/// GFLOP/s (`bytes` 0) or GB/s of loads from `bytes` bytes a thread, all `threads` at once.
/// Negative when the threads cannot be had.
double probe_machine(int threads, size_t bytes) {
  enum { MOST = 256, ATTEMPTS = 5 };
  if (threads < 1 || threads > MOST) return -1;
  double best = -1;
  for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
    pthread_t team[MOST];
    job jobs[MOST];
    pthread_barrier_t barrier;
    if (pthread_barrier_init(&barrier, NULL, (unsigned)threads)) return -1;
    for (int i = 0; i < threads; i++) {
      jobs[i] = (job){&barrier, bytes, 0};
      // A team that is not complete would wait for ever.
      if (pthread_create(&team[i], NULL, perform, &jobs[i])) abort();
    }
    double slowest = -1;
    for (int i = 0; i < threads; i++) {
      pthread_join(team[i], NULL);
      if (slowest < 0 || jobs[i].rate < slowest) slowest = jobs[i].rate;
    }
    pthread_barrier_destroy(&barrier);
    if (slowest * threads > best) best = slowest * threads;
  }
  return best;
}

#ifdef PROBE_PROGRAM
int main(int count, char **arguments) {
  int threads = count > 1 ? atoi(arguments[1]) : 1;
  if (threads < 1) return fprintf(stderr, "usage: probe [THREADS]\n"), 64;
  printf("{\"vectors\": \"%s\", \"threads\": %d", probe_vectors(), threads);
  printf(", \"fma_gflops\": %.1f", probe_machine(threads, 0));
  const struct { const char *name; size_t bytes; } levels[] = {
      {"16K", 16 << 10}, {"512K", 512 << 10}, {"8M", 8 << 20}, {"256M", 256 << 20}};
  printf(", \"load_gbs\": {");
  for (int i = 0; i < 4; i++)
    printf("%s\"%s\": %.1f", i ? ", " : "", levels[i].name, probe_machine(threads, levels[i].bytes));
  printf("}}\n");
  return 0;
}
#endif
