// A team of threads for parallel loops. A loop is published by one addition to a word that workers
// watch; each claims chunks until none is left. Workers join a loop if they come in time and are
// not waited for otherwise, so a short loop never waits for a sleeper to wake.
#include "internal.h"

#include <pthread.h>
#include <signal.h>
#include <stdalign.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum {
  MAXIMUM_THREADS = 4096,
  DEFAULT_SPIN_MICROSECONDS = 70,
  WORKER_STACK_BYTES = 2 << 20,
  CACHE_LINE = 64
};

// The word workers watch: the loop's generation, whether it may be joined or is the end, and how
// many workers are at present looking at it. All changes are additions, so none is lost, and a
// worker learns all that it must know from the one addition that it joins with.
#define ACTIVE_MASK ((uint64_t)0xffff)
#define OPEN ((uint64_t)1 << 16)
#define STOPPED ((uint64_t)1 << 17)
#define GENERATION ((uint64_t)1 << 32)

typedef struct tg_worker {
  tg_pool *pool;
  int index;
  pthread_t thread;
} tg_worker;

struct tg_pool {
  int threads;
  int64_t spin_nanoseconds;
  tangram_hooks hooks;
  char *scratch;
  size_t scratch_bytes, scratch_stride;
  // Workers started so far (-1: not tried yet), by which process.
  int started;
  pid_t process;

  // The loop. Written by the caller while no worker has joined.
  alignas(CACHE_LINE) tangram_loop_body body;
  void *environment;
  int64_t total, chunk, chunk_count;

  alignas(CACHE_LINE) _Atomic uint64_t state;
  alignas(CACHE_LINE) _Atomic int64_t next_chunk;
  // Sleeping workers, and where they sleep.
  alignas(CACHE_LINE) _Atomic uint32_t sleepers;
  tg_gate work;
  // The same for the caller, at the end of a loop.
  alignas(CACHE_LINE) _Atomic uint32_t caller_sleeps;
  tg_gate done;

  // Which worker numbers are taken, while the embedding program's threads run a loop.
  atomic_flag *taken;
  size_t bytes;
  alignas(CACHE_LINE) tg_worker workers[];
};

static _Thread_local tg_thread_state this_thread;

static inline void relax(void) {
#if defined(__x86_64__) || defined(__i386__)
  __asm__ volatile("pause" ::: "memory");
#elif defined(__aarch64__)
  __asm__ volatile("isb" ::: "memory");
#endif
}

static int64_t now_nanoseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/// Counts the turns of a waiting loop; false when it has lasted long enough.
typedef struct tg_patience {
  int64_t limit, deadline;
  uint32_t turns;
} tg_patience;

static inline bool keeps_waiting(tg_patience *patience) {
  if (patience->limit <= 0) return false;
  relax();
  // The clock costs as much as several turns.
  if (patience->turns++ % 32) return true;
  const int64_t now = now_nanoseconds();
  if (!patience->deadline) patience->deadline = now + patience->limit;
  return now < patience->deadline;
}

// MARK: - Workers

static void run_chunks(tg_pool *pool) {
  const int64_t chunk_count = pool->chunk_count, chunk = pool->chunk, total = pool->total;
  const tangram_loop_body body = pool->body;
  void *environment = pool->environment;
  for (;;) {
    const int64_t index =
        atomic_fetch_add_explicit(&pool->next_chunk, 1, memory_order_relaxed);
    if (index >= chunk_count) return;
    const int64_t begin = index * chunk;
    body(environment, begin, total - begin > chunk ? begin + chunk : total);
  }
}

/// Returns when the generation is no longer `seen`: true if this worker had to be woken.
static bool wait_for_generation(tg_pool *pool, uint32_t seen) {
  tg_patience patience = {.limit = pool->spin_nanoseconds};
  do {
    const uint64_t state = atomic_load_explicit(&pool->state, memory_order_acquire);
    if ((uint32_t)(state / GENERATION) != seen) return false;
  } while (keeps_waiting(&patience));
  for (;;) {
    // Sequentially consistent throughout: either the caller sees a sleeper and opens the gate, or
    // the sleeper sees the new generation.
    const uint32_t ticket = TG(gate_ticket)(&pool->work);
    atomic_fetch_add(&pool->sleepers, 1);
    const bool is_new = (uint32_t)(atomic_load(&pool->state) / GENERATION) != seen;
    if (!is_new) TG(gate_wait)(&pool->work, ticket);
    atomic_fetch_sub(&pool->sleepers, 1);
    if (is_new) return true;
  }
}

/// Wakes two more workers if there is work for them. Waking takes the waker microseconds, so each
/// does its part rather than the caller all.
static void wake_others(tg_pool *pool) {
  const int64_t next = atomic_load_explicit(&pool->next_chunk, memory_order_relaxed);
  if (next < pool->chunk_count && atomic_load(&pool->sleepers)) TG(gate_open)(&pool->work, 2);
}

static void *worker_main(void *argument) {
  tg_worker *worker = argument;
  tg_pool *pool = worker->pool;
  this_thread = (tg_thread_state){.index = worker->index, .is_in_loop = true};
  uint32_t seen = 0;
  for (;;) {
    const bool was_woken = wait_for_generation(pool, seen);
    const uint64_t joined = atomic_fetch_add(&pool->state, 1);
    if (joined & STOPPED) return NULL;
    seen = (uint32_t)(joined / GENERATION);
    if (joined & OPEN) {
      if (was_woken) wake_others(pool);
      run_chunks(pool);
    }
    const uint64_t left = atomic_fetch_sub(&pool->state, 1);
    if ((left & ACTIVE_MASK) == 1 && atomic_load(&pool->caller_sleeps)) {
      TG(gate_open)(&pool->done, 1);
    }
  }
}

/// Starts the workers. With fewer than asked for, or none, loops still run.
static void start_workers(tg_pool *pool) {
  pool->started = 0;
  pool->process = getpid();
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes)) return;
  pthread_attr_setstacksize(&attributes, WORKER_STACK_BYTES);
  // Signals are the embedding program's business and arrive on its own threads.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  for (int index = 1; index < pool->threads; index++) {
    tg_worker *worker = &pool->workers[pool->started];
    *worker = (tg_worker){.pool = pool, .index = index};
    if (pthread_create(&worker->thread, &attributes, worker_main, worker)) break;
    pool->started++;
#if defined(__linux__)
    char name[32];
    snprintf(name, sizeof name, "tangram-%d", index);
    pthread_setname_np(worker->thread, name);
#endif
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
}

/// As if no loop had run yet.
static void reset(tg_pool *pool) {
  pool->started = -1;
  atomic_init(&pool->state, 0);
  atomic_init(&pool->next_chunk, 0);
  atomic_init(&pool->sleepers, 0);
  TG(gate_initialize)(&pool->work);
  atomic_init(&pool->caller_sleeps, 0);
  TG(gate_initialize)(&pool->done);
  for (int index = 0; index < pool->threads; index++) {
    atomic_flag_clear(&pool->taken[index]);
  }
}

// MARK: - Life

tg_pool *TG(pool_create)(int threads, int spin_microseconds, const tangram_hooks *hooks) {
  if (threads <= 0) threads = TG(available_threads)();
  if (threads > MAXIMUM_THREADS) threads = MAXIMUM_THREADS;
  if (!spin_microseconds) spin_microseconds = DEFAULT_SPIN_MICROSECONDS;
  const size_t worker_bytes = sizeof(tg_pool) + sizeof(tg_worker) * (size_t)(threads - 1);
  const size_t bytes = worker_bytes + sizeof(atomic_flag) * (size_t)threads;
  tg_pool *pool = TG(allocate)(hooks, bytes);
  if (!pool) return NULL;
  *pool = (tg_pool){
      .threads = threads,
      .spin_nanoseconds = (int64_t)spin_microseconds * 1000,
      .hooks = hooks ? *hooks : (tangram_hooks){.user = NULL},
      .taken = (atomic_flag *)((char *)pool + worker_bytes),
      .bytes = bytes,
  };
  reset(pool);
  return pool;
}

void TG(pool_destroy)(tg_pool *pool) {
  if (!pool) return;
  // In the child of a fork there are no threads to wait for.
  if (pool->started > 0 && pool->process == getpid()) {
    atomic_fetch_add(&pool->state, GENERATION | STOPPED);
    TG(gate_open)(&pool->work, pool->started);
    for (int index = 0; index < pool->started; index++) {
      pthread_join(pool->workers[index].thread, NULL);
    }
  }
  TG(pool_release_scratch)(pool);
  const tangram_hooks hooks = pool->hooks;
  TG(release)(&hooks, pool, pool->bytes);
}

void TG(pool_after_fork)(tg_pool *pool) {
  if (pool->started > 0 && pool->process != getpid()) reset(pool);
}

int TG(pool_threads)(const tg_pool *pool) { return pool ? pool->threads : 1; }

int TG(worker_index)(void) { return this_thread.index; }

tg_thread_state TG(thread_enter)(void) {
  const tg_thread_state outer = this_thread;
  this_thread = (tg_thread_state){.index = 0};
  return outer;
}

void TG(thread_leave)(tg_thread_state state) { this_thread = state; }

// MARK: - Loops

/// Waits until no worker looks at the loop, which is closed.
static void wait_for_workers(tg_pool *pool) {
  tg_patience patience = {.limit = pool->spin_nanoseconds};
  do {
    const uint64_t state = atomic_load_explicit(&pool->state, memory_order_acquire);
    if (!(state & ACTIVE_MASK)) return;
  } while (keeps_waiting(&patience));
  atomic_store(&pool->caller_sleeps, 1);
  for (;;) {
    const uint32_t ticket = TG(gate_ticket)(&pool->done);
    if (!(atomic_load(&pool->state) & ACTIVE_MASK)) break;
    TG(gate_wait)(&pool->done, ticket);
  }
  atomic_store(&pool->caller_sleeps, 0);
}

static void run_on_own_threads(tg_pool *pool) {
  if (pool->started < 0) start_workers(pool);
  atomic_store_explicit(&pool->next_chunk, 0, memory_order_relaxed);
  atomic_fetch_add(&pool->state, GENERATION | OPEN);
  if (atomic_load(&pool->sleepers)) TG(gate_open)(&pool->work, pool->chunk_count > 2 ? 2 : 1);
  this_thread.is_in_loop = true;
  run_chunks(pool);
  this_thread.is_in_loop = false;
  atomic_fetch_sub(&pool->state, OPEN);
  wait_for_workers(pool);
}

/// The body that the embedding program's threads run: finds a free worker number first.
static void run_as_guest(void *argument, int64_t begin, int64_t end) {
  tg_pool *pool = argument;
  int index = 0;
  while (atomic_flag_test_and_set_explicit(&pool->taken[index], memory_order_acquire)) {
    index = index + 1 < pool->threads ? index + 1 : 0;
    if (!index) relax();
  }
  const tg_thread_state outer = this_thread;
  this_thread = (tg_thread_state){.index = index, .is_in_loop = true};
  pool->body(pool->environment, begin, end);
  this_thread = outer;
  atomic_flag_clear_explicit(&pool->taken[index], memory_order_release);
}

static bool run_on_guest_threads(tg_pool *pool) {
  const tangram_hooks *hooks = &pool->hooks;
  const int64_t total = pool->total, chunk = pool->chunk;
  return (hooks->parallel_for
              ? hooks->parallel_for(hooks->user, pool->threads, total, chunk, run_as_guest, pool)
              : TG_HOOK(parallel_for)(NULL, pool->threads, total, chunk, run_as_guest, pool)) >= 0;
}

int TG(parallel_for)(
    tg_pool *pool, int64_t total, int64_t chunk, tangram_loop_body body, void *environment) {
  if (total <= 0) return TANGRAM_OK;
  if (!pool || pool->threads == 1 || this_thread.is_in_loop || (chunk > 0 && total <= chunk)) {
    body(environment, 0, total);
    return TANGRAM_OK;
  }
  if (chunk <= 0) {
    // Four for each thread: enough to even out, few enough to be cheap.
    const int64_t wanted = (int64_t)pool->threads * 4;
    chunk = total / wanted + (total % wanted != 0);
  }
  pool->body = body;
  pool->environment = environment;
  pool->total = total;
  pool->chunk = chunk;
  pool->chunk_count = total / chunk + (total % chunk != 0);
  if (!run_on_guest_threads(pool)) run_on_own_threads(pool);
  return TANGRAM_OK;
}

// MARK: - Scratch

int TG(pool_reserve_scratch)(tg_pool *pool, size_t bytes) {
  // A line between threads, so that they do not share one.
  if (bytes > SIZE_MAX / (size_t)pool->threads - 2 * TG_ALIGNMENT) {
    return TG(fail)(
        &pool->hooks, TANGRAM_OUT_OF_MEMORY,
        "out of memory: each of %d threads needs %zu bytes of scratch memory", pool->threads,
        bytes);
  }
  const size_t stride = (bytes + 2 * TG_ALIGNMENT - 1) / TG_ALIGNMENT * TG_ALIGNMENT;
  if (!bytes || stride <= pool->scratch_stride) return TANGRAM_OK;
  TG(pool_release_scratch)(pool);
  pool->scratch = TG(allocate)(&pool->hooks, stride * (size_t)pool->threads);
  if (!pool->scratch) return TANGRAM_OUT_OF_MEMORY;
  pool->scratch_stride = stride;
  pool->scratch_bytes = stride * (size_t)pool->threads;
  return TANGRAM_OK;
}

void TG(pool_release_scratch)(tg_pool *pool) {
  TG(release)(&pool->hooks, pool->scratch, pool->scratch_bytes);
  pool->scratch = NULL;
  pool->scratch_stride = pool->scratch_bytes = 0;
}

void *TG(scratch)(tg_pool *pool) {
  if (!pool || !pool->scratch) return NULL;
  return pool->scratch + pool->scratch_stride * (size_t)this_thread.index;
}
