// Elementwise activations: y = f(z), and f'(v) where v is the output y, from which all of these have their derivative.
//
//   IDENTITY   y = z                    y' = 1
//   SIGMOID    y = 1 / (1 + exp(-z))    y' = y (1 - y)
//   TANH       y = tanh(z)              y' = 1 - y * y
//   RELU       y = max(z, 0)            y' = 1 where y > 0, else 0
//
// FORWARD and SLOPE take a float or a vector. Not a number stays what it is: RELU compares rather than call fmax, which drops it, and
// SLOPE is a factor, not a choice between a gradient and 0.
//
// This text stands before every program that has an ACTIVATION option.

#define IDENTITY 0
#define SIGMOID 1
#define TANH 2
#define RELU 3

#ifndef ACTIVATION
#define ACTIVATION IDENTITY
#endif

#if ACTIVATION == IDENTITY
#define FORWARD(z) (z)
#define SLOPE(y) (1.0f)
#elif ACTIVATION == SIGMOID
#define FORWARD(z) (1.0f / (1.0f + exp(-(z))))
#define SLOPE(y) ((y) * (1.0f - (y)))
#elif ACTIVATION == TANH
#define FORWARD(z) (tanh(z))
#define SLOPE(y) (1.0f - (y) * (y))
#elif ACTIVATION == RELU
#define FORWARD(z) ((z) < 0.0f ? 0.0f : (z))
#define SLOPE(y) ((y) > 0.0f ? 1.0f : 0.0f)
#else
#error "ACTIVATION must be IDENTITY, SIGMOID, TANH or RELU"
#endif
