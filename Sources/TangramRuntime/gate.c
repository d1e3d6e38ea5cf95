// Where threads sleep: a futex on Linux, a condition variable elsewhere.
#include "internal.h"

#ifdef TG_HAS_FUTEX

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

void TG(gate_initialize)(tg_gate *gate) { atomic_init(&gate->ticket, 0); }

void TG(gate_wait)(tg_gate *gate, uint32_t ticket) {
  syscall(SYS_futex, &gate->ticket, FUTEX_WAIT_PRIVATE, ticket, NULL, NULL, 0);
}

void TG(gate_open)(tg_gate *gate, int count) {
  atomic_fetch_add(&gate->ticket, 1);
  syscall(SYS_futex, &gate->ticket, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

#else

void TG(gate_initialize)(tg_gate *gate) {
  atomic_init(&gate->ticket, 0);
  pthread_mutex_init(&gate->mutex, NULL);
  pthread_cond_init(&gate->opened, NULL);
}

void TG(gate_wait)(tg_gate *gate, uint32_t ticket) {
  pthread_mutex_lock(&gate->mutex);
  while (atomic_load(&gate->ticket) == ticket) pthread_cond_wait(&gate->opened, &gate->mutex);
  pthread_mutex_unlock(&gate->mutex);
}

void TG(gate_open)(tg_gate *gate, int count) {
  pthread_mutex_lock(&gate->mutex);
  atomic_fetch_add(&gate->ticket, 1);
  if (count == 1) {
    pthread_cond_signal(&gate->opened);
  } else {
    pthread_cond_broadcast(&gate->opened);
  }
  pthread_mutex_unlock(&gate->mutex);
}

#endif

uint32_t TG(gate_ticket)(tg_gate *gate) { return atomic_load(&gate->ticket); }
