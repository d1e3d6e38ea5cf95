// Sleeping until a word of memory changes: a futex on Linux, a condition variable elsewhere.
#include "internal.h"

#if defined(__linux__) && !defined(TANGRAM_NO_FUTEX)

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

void TG(wait_while_equal)(_Atomic uint32_t *word, uint32_t expected) {
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, expected, NULL, NULL, 0);
}

void TG(wake)(_Atomic uint32_t *word, int count) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

#else

#include <pthread.h>

// One pair for all words: waiters on other words wake, look, and sleep again.
static pthread_mutex_t futex_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t futex_changed = PTHREAD_COND_INITIALIZER;

void TG(wait_while_equal)(_Atomic uint32_t *word, uint32_t expected) {
  pthread_mutex_lock(&futex_mutex);
  if (atomic_load(word) == expected) pthread_cond_wait(&futex_changed, &futex_mutex);
  pthread_mutex_unlock(&futex_mutex);
}

void TG(wake)(_Atomic uint32_t *word, int count) {
  (void)word, (void)count;
  pthread_mutex_lock(&futex_mutex);
  pthread_cond_broadcast(&futex_changed);
  pthread_mutex_unlock(&futex_mutex);
}

#endif
