// What a library of convolutions offers to bench_convolutions.py: Y = relu(X * W + b) in f32,
// X [batch, height, width, inputs] and Y likewise with channels last, W [outputs, inputs / groups,
// taps, taps], the same stride and padding along both axes.
#ifndef CONVOLUTION_H
#define CONVOLUTION_H

#include <stdint.h>

typedef struct {
  int64_t batch, inputs, height, width, outputs, taps, stride, pad, groups;
  const float *x, *w, *b;
  float *y;
} convolution;

/// Called once, before everything else.
void convolution_threads(int threads);

/// What is known beforehand: W, and the sizes; X and W in the layouts that the library wants, and Y
/// once, in the layout above. Not timed. NULL when it cannot be had.
void *convolution_prepare(const convolution *given);

/// One convolution, in the library's own layouts.
void convolution_call(void *prepared);

#endif
