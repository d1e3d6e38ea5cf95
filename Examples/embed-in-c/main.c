// A program around a compiled model: one context for each thread, several sizes, errors handled.
#include "scorer.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { FEATURES = 4, CLASSES = 6, THREADS = 2 };

// DLPack describes memory that the program owns; nothing is copied.
static DLTensor matrix(float *data, int64_t *shape) {
  return (DLTensor){
      .data = data,
      .device = {kDLCPU, 0},
      .ndim = 2,
      .dtype = {kDLFloat, 32, 1},
      .shape = shape,
  };
}

// Scores `rows` rows and returns the mean of the best scores; a negative number means failure.
static double score(tangram_context *context, int64_t rows) {
  double mean = -1;
  float *features = malloc((size_t)rows * FEATURES * sizeof *features);
  float *scores = malloc((size_t)rows * CLASSES * sizeof *scores);
  if (!features || !scores) goto done;
  for (int64_t i = 0; i < rows * FEATURES; i++) features[i] = (float)(i % 7) * 0.25f - 0.5f;

  DLTensor input = matrix(features, (int64_t[]){rows, FEATURES});
  // What shape will the output have? Here it is plain; for other models it is not.
  int64_t shape[2];
  if (scorer_output_shapes(context, &input, 1, (int64_t *[]){shape}, 1)) goto done;
  DLTensor output = matrix(scores, shape);
  if (scorer_run(context, &input, 1, &output, 1)) goto done;

  mean = 0;
  for (int64_t row = 0; row < rows; row++) {
    float best = 0;
    for (int c = 0; c < CLASSES; c++) {
      if (scores[row * CLASSES + c] > best) best = scores[row * CLASSES + c];
    }
    mean += best / (double)rows;
  }
done:
  free(features);
  free(scores);
  return mean;
}

// Each thread has a context of its own. They share the code and the weights.
static void *work(void *result) {
  tangram_options options = {.size = sizeof options, .threads = 1};
  tangram_context *context = NULL;
  double *sum = result;
  if (scorer_create(&options, &context)) {
    fprintf(stderr, "cannot create a context: %s\n", scorer_last_error());
    return NULL;
  }
  const int64_t sizes[] = {1, 7, 64, 1000};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    const double mean = score(context, sizes[i]);
    if (mean < 0) {
      fprintf(stderr, "%lld rows: %s\n", (long long)sizes[i], scorer_last_error());
      break;
    }
    *sum += mean;
  }
  scorer_destroy(context);
  return NULL;
}

int main(void) {
  pthread_t threads[THREADS];
  double sums[THREADS] = {0};
  for (int i = 0; i < THREADS; i++) {
    if (pthread_create(&threads[i], NULL, work, &sums[i])) return EXIT_FAILURE;
  }
  for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
  for (int i = 0; i < THREADS; i++) printf("thread %d: %.4f\n", i, sums[i]);
  if (sums[0] <= 0 || sums[0] != sums[1]) return EXIT_FAILURE;

  // What a run needs besides the weights, before anything is allocated.
  int64_t bytes = 0;
  if (scorer_peak_memory((int64_t[]){1024}, 1, &bytes)) return EXIT_FAILURE;
  printf("1024 rows need %lld bytes of workspace\n", (long long)bytes);

  // A size that the model was not compiled for is an error with a text, never a crash.
  tangram_context *context = NULL;
  if (scorer_create(NULL, &context)) return EXIT_FAILURE;
  if (score(context, 2000) >= 0) return EXIT_FAILURE;
  printf("2000 rows: %s\n", scorer_last_error());
  return scorer_destroy(context) ? EXIT_FAILURE : EXIT_SUCCESS;
}
