// A program with two models, one of whose hooks it replaces. Prints "passed" or what failed.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "include/tangram_abi.h"
#include "scale_header.h"

SCALE_HEADER(alpha)
SCALE_HEADER(beta)

#define CHECK(condition)                                                             \
  do {                                                                               \
    if (!(condition)) {                                                              \
      printf("line %d: %s (%s, %s)\n", __LINE__, #condition, alpha_last_error(),     \
             beta_last_error());                                                     \
      exit(1);                                                                       \
    }                                                                                \
  } while (0)

// MARK: - Hooks of alpha, replaced at link time

static int hooked_loops, hooked_errors;

int alpha_hook_parallel_for(
    void *user, int threads, int64_t total, int64_t chunk, tangram_loop_body body,
    void *environment);
void alpha_hook_report_error(void *user, int status, const char *message);

int alpha_hook_parallel_for(
    void *user, int threads, int64_t total, int64_t chunk, tangram_loop_body body,
    void *environment) {
  CHECK(user == NULL && threads == 3);
  hooked_loops++;
  for (int64_t begin = 0; begin < total; begin += chunk) {
    body(environment, begin, begin + chunk < total ? begin + chunk : total);
  }
  return 0;
}

void alpha_hook_report_error(void *user, int status, const char *message) {
  CHECK(user == NULL && status == TANGRAM_OUT_OF_RANGE && strstr(message, "'seq'"));
  hooked_errors++;
}

// MARK: - Running either

typedef int (*run_function)(
    tangram_context *, const DLTensor *, int32_t, DLTensor *, int32_t);

static int run_and_compare(
    run_function run, tangram_context *context, float factor, int64_t batch, int64_t seq) {
  static _Thread_local float x[64 * 600], y[2 * 64 * 600];
  for (int64_t i = 0; i < batch * seq; i++) x[i] = (float)(i % 97);
  int64_t x_shape[] = {batch, seq}, y_shape[] = {batch, 2 * seq};
  const DLTensor input = {x, {kDLCPU, 0}, 2, {kDLFloat, 32, 1}, x_shape, NULL, 0};
  DLTensor output = {y, {kDLCPU, 0}, 2, {kDLFloat, 32, 1}, y_shape, NULL, 0};
  const int status = run(context, &input, 1, &output, 1);
  if (status) return status;
  for (int64_t i = 0; i < batch * seq; i++) {
    CHECK(y[2 * i] == factor * x[i]);
    CHECK(y[2 * i + 1] == x[i] + (float)(i % seq % 16));
  }
  return 0;
}

static void *run_beta_often(void *unused) {
  (void)unused;
  const tangram_options options = {.threads = 2};
  tangram_context *context = NULL;
  CHECK(!beta_create(&options, &context));
  for (int64_t i = 0; i < 300; i++) {
    CHECK(!run_and_compare(beta_run, context, 3, 1 + i % 64, 1 + i * 7 % 512));
  }
  CHECK(!beta_destroy(context));
  return NULL;
}

/// A child has none of its parent's threads: runs must go on, and destroying must not wait.
static void run_in_child(tangram_context *beta) {
  const pid_t child = fork();
  CHECK(child >= 0);
  if (child == 0) {
    alarm(20);
    const int failed = run_and_compare(beta_run, beta, 3, 64, 512) ||
                       run_and_compare(beta_run, beta, 3, 63, 511) || beta_destroy(beta);
    _exit(failed ? 1 : 0);
  }
  int status = 0;
  CHECK(waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int main(void) {
  const tangram_options options = {.threads = 3};
  tangram_context *alpha = NULL, *beta = NULL;
  CHECK(!alpha_create(&options, &alpha));
  CHECK(!beta_create(&options, &beta));
  CHECK(!run_and_compare(alpha_run, alpha, 2, 5, 31));
  CHECK(hooked_loops == 1);
  CHECK(!run_and_compare(beta_run, beta, 3, 5, 31));
  CHECK(!run_and_compare(beta_run, beta, 3, 64, 512));
  CHECK(!run_and_compare(beta_run, beta, 3, 7, 0));
  CHECK(hooked_loops == 1);

  CHECK(run_and_compare(alpha_run, alpha, 2, 4, 513) == TANGRAM_OUT_OF_RANGE);
  CHECK(!strcmp(
      alpha_last_error(),
      "input 'x' axis 1 is 513, but the model was compiled for a size 'seq' that is in 0..512"));
  CHECK(hooked_errors == 1 && !*beta_last_error());

  const int64_t sizes[] = {4, 16};
  int64_t bytes = 0;
  CHECK(!beta_peak_memory(sizes, 2, &bytes) && bytes == 256);

  pthread_t threads[4];
  for (int i = 0; i < 4; i++) CHECK(!pthread_create(&threads[i], NULL, run_beta_often, NULL));
  for (int i = 0; i < 4; i++) CHECK(!pthread_join(threads[i], NULL));
  run_in_child(beta);
  CHECK(!run_and_compare(beta_run, beta, 3, 33, 100));
  CHECK(!alpha_destroy(alpha) && !beta_destroy(beta));
  printf("passed\n");
  return 0;
}
