// Elementwise activations: activation(z) is y = f(z), derivative(v) is f'(v) where v is y for some and z for others.
//
//                  y                                          y'                                    v   A, B
//   IDENTITY       z                                          1                                     y
//   SIGMOID        s(z) = 1 / (1 + exp(-z))                   y (1 - y)                             y
//   TANH           tanh(z)                                    1 - y y                               y
//   RELU           max(z, 0)                                  y > 0 ? 1 : 0                         y
//   LEAKY_RELU     z > 0 ? z : A z                            v > 0 ? 1 : A                         y   slope
//                                                             (z where the slope is negative: its sign is asked for alone)
//   ABS            |z|                                        sign of z                             z
//   ELU            z > 0 ? z : A (exp(z) - 1)                 y > 0 ? 1 : y + A                     y   alpha
//   SELU           B (z > 0 ? z : A (exp(z) - 1))             y > 0 ? B : y + B A                   y   alpha, scale
//   CELU           z > 0 ? z : A (exp(z / A) - 1)             y > 0 ? 1 : y / A + 1                 y   alpha
//   GELU           z N(z), N(z) = erfc(-z / sqrt(2)) / 2      N(z) + z exp(-z z / 2) / sqrt(2 pi)   z
//   GELU_TANH      z s(u), u = 2 sqrt(2 / pi)                 s(u) + z s(u) s(-u) u'                z
//                    (z + 0.044715 z z z)
//   SILU           z s(z)                                     s(z) (1 + z s(-z))                    z
//   MISH           z t, t = tanh(log(1 + exp(z)))             t + z s(z) (1 - t t)                  z
//                    = n / (n + 2), n = exp(z) (exp(z) + 2)
//   SOFTPLUS       A z > B ? z : log(1 + exp(A z)) / A        A z > B ? 1 : s(A z)                  z   beta, threshold
//   SOFTSIGN       z / (1 + |z|)                              1 / ((1 + |z|) (1 + |z|))             z
//   HARD_SIGMOID   A z + B between 0 and 1                    0 < y < 1 ? A : 0                     y   alpha, beta
//   HARD_SWISH     z (z / 6 + 1 / 2 between 0 and 1)          -3 < z < 3 ? z / 3 + 1 / 2 : 0 or 1   z
//   SINE           sin(z)                                     cos(z)                                z
//   THRESHOLD      z > 0 ? 1 : 0                              0                                     y
//
// ACTIVATION_A and ACTIVATION_B are a function's settings; who builds the program gives those that it has.
//
// VECTOR is what the functions take, a float unless the text before this one says otherwise. Not a number stays what it is: functions
// compare rather than call fmax, fmin or clamp, which drop it, and a derivative is a factor, not a choice between a gradient and 0.
//
// This text stands before every program that has an ACTIVATION option.

#define IDENTITY 0
#define SIGMOID 1
#define TANH 2
#define RELU 3
#define LEAKY_RELU 4
#define ABS 5
#define ELU 6
#define SELU 7
#define CELU 8
#define GELU 9
#define GELU_TANH 10
#define SILU 11
#define MISH 12
#define SOFTPLUS 13
#define SOFTSIGN 14
#define HARD_SIGMOID 15
#define HARD_SWISH 16
#define SINE 17
#define THRESHOLD 18

#ifndef ACTIVATION
#define ACTIVATION IDENTITY
#endif
#ifdef ACTIVATION_A
#define A_ ((VECTOR)(ACTIVATION_A))
#endif
#ifdef ACTIVATION_B
#define B_ ((VECTOR)(ACTIVATION_B))
#endif

#ifndef VECTOR
#define VECTOR float
#endif
#define ZERO ((VECTOR)(0.0f))
#define ONE ((VECTOR)(1.0f))

static inline VECTOR logistic(const VECTOR z) {
    return 1.0f / (1.0f + exp(-z));
}

#if ACTIVATION == IDENTITY
static inline VECTOR activation(const VECTOR z) {
    return z;
}
static inline VECTOR derivative(const VECTOR y) {
    return ONE;
}
#elif ACTIVATION == SIGMOID
static inline VECTOR activation(const VECTOR z) {
    return logistic(z);
}
static inline VECTOR derivative(const VECTOR y) {
    return y * (1.0f - y);
}
#elif ACTIVATION == TANH
static inline VECTOR activation(const VECTOR z) {
    return tanh(z);
}
static inline VECTOR derivative(const VECTOR y) {
    return 1.0f - y * y;
}
#elif ACTIVATION == RELU
static inline VECTOR activation(const VECTOR z) {
    return z < 0.0f ? ZERO : z;
}
static inline VECTOR derivative(const VECTOR y) {
    return y > 0.0f ? ONE : ZERO;
}
#elif ACTIVATION == LEAKY_RELU
static inline VECTOR activation(const VECTOR z) {
    return z > 0.0f ? z : A_ * z;
}
static inline VECTOR derivative(const VECTOR v) {
    return v > 0.0f ? ONE : A_;
}
#elif ACTIVATION == ABS
static inline VECTOR activation(const VECTOR z) {
    return fabs(z);
}
static inline VECTOR derivative(const VECTOR z) {
    return z > 0.0f ? ONE : z < 0.0f ? -ONE : z;
}
#elif ACTIVATION == ELU
static inline VECTOR activation(const VECTOR z) {
    return z > 0.0f ? z : A_ * expm1(z);
}
static inline VECTOR derivative(const VECTOR y) {
    return y > 0.0f ? ONE : y + A_;
}
#elif ACTIVATION == SELU
static inline VECTOR activation(const VECTOR z) {
    return B_ * (z > 0.0f ? z : A_ * expm1(z));
}
static inline VECTOR derivative(const VECTOR y) {
    return y > 0.0f ? B_ : y + B_ * A_;
}
#elif ACTIVATION == CELU
static inline VECTOR activation(const VECTOR z) {
    return z > 0.0f ? z : A_ * expm1(z / A_);
}
static inline VECTOR derivative(const VECTOR y) {
    return y > 0.0f ? ONE : y / A_ + 1.0f;
}
#elif ACTIVATION == GELU
static inline VECTOR normal(const VECTOR z) {
    return 0.5f * erfc(z * -0.70710678118654752f);
}
static inline VECTOR activation(const VECTOR z) {
    return z * normal(z);
}
static inline VECTOR derivative(const VECTOR z) {
    return normal(z) + z * (exp(-0.5f * (z * z)) * 0.39894228040143268f);
}
#elif ACTIVATION == GELU_TANH
#define LINEAR 1.5957691216057308f
#define CUBIC 0.07135481627260025f
static inline VECTOR activation(const VECTOR z) {
    return z / (1.0f + exp(-z * (LINEAR + CUBIC * (z * z))));
}
static inline VECTOR derivative(const VECTOR z) {
    const VECTOR u = z * (LINEAR + CUBIC * (z * z));
    const VECTOR s = logistic(u);
    return s + z * s * logistic(-u) * (LINEAR + 3.0f * CUBIC * (z * z));
}
#elif ACTIVATION == SILU
static inline VECTOR activation(const VECTOR z) {
    return z / (1.0f + exp(-z));
}
static inline VECTOR derivative(const VECTOR z) {
    return logistic(z) * (1.0f + z * logistic(-z));
}
#elif ACTIVATION == MISH
// From here on n + 2 is n, so that y is z. The square of exp(z) would overflow at 44.
#define MISH_IS_LINEAR 20.0f
static inline VECTOR mishPower(const VECTOR z) {
    const VECTOR e = exp(z > MISH_IS_LINEAR ? (VECTOR)(MISH_IS_LINEAR) : z);
    return e * (e + 2.0f);
}
static inline VECTOR activation(const VECTOR z) {
    const VECTOR n = mishPower(z);
    return z > MISH_IS_LINEAR ? z : z * (n / (n + 2.0f));
}
static inline VECTOR derivative(const VECTOR z) {
    // 1 - t t = 4 (n + 1) / ((n + 2) (n + 2)), without the digits that the difference would lose.
    const VECTOR n = mishPower(z);
    const VECTOR below = n + 2.0f;
    const VECTOR curve = n / below + z * logistic(z) * (4.0f * (n + 1.0f) / (below * below));
    return z > MISH_IS_LINEAR ? ONE : curve;
}
#elif ACTIVATION == SOFTPLUS
static inline VECTOR activation(const VECTOR z) {
    const VECTOR scaled = A_ * z;
    const VECTOR curve = ((scaled < 0.0f ? ZERO : scaled) + log1p(exp(-fabs(scaled)))) / A_;
    return scaled > B_ ? z : curve;
}
static inline VECTOR derivative(const VECTOR z) {
    const VECTOR scaled = A_ * z;
    return scaled > B_ ? ONE : logistic(scaled);
}
#elif ACTIVATION == SOFTSIGN
static inline VECTOR activation(const VECTOR z) {
    return z / (1.0f + fabs(z));
}
static inline VECTOR derivative(const VECTOR z) {
    const VECTOR below = 1.0f + fabs(z);
    return 1.0f / (below * below);
}
#elif ACTIVATION == HARD_SIGMOID || ACTIVATION == HARD_SWISH
static inline VECTOR clipped(const VECTOR z) {
    return z < 0.0f ? ZERO : z > 1.0f ? ONE : z;
}
#if ACTIVATION == HARD_SIGMOID
static inline VECTOR activation(const VECTOR z) {
    return clipped(A_ * z + B_);
}
static inline VECTOR derivative(const VECTOR y) {
    return y > 0.0f ? (y < 1.0f ? A_ : ZERO) : ZERO;
}
#else
static inline VECTOR activation(const VECTOR z) {
    return z * clipped(z * 0.16666666666666667f + 0.5f);
}
static inline VECTOR derivative(const VECTOR z) {
    return z <= -3.0f ? ZERO : z >= 3.0f ? ONE : z * 0.33333333333333333f + 0.5f;
}
#endif
#elif ACTIVATION == SINE
// Of numbers below 1/128 PoCL 3.1 gives wrong sines where another lane of the vector is above 1e9. There two terms of the series do.
static inline VECTOR activation(const VECTOR z) {
    return fabs(z) < 0x1p-7f ? z * (1.0f - z * z * (1.0f / 6.0f)) : sin(z);
}
static inline VECTOR derivative(const VECTOR z) {
    return fabs(z) < 0x1p-7f ? 1.0f - 0.5f * z * z : cos(z);
}
#elif ACTIVATION == THRESHOLD
static inline VECTOR activation(const VECTOR z) {
    return z > 0.0f ? ONE : z <= 0.0f ? ZERO : z;
}
static inline VECTOR derivative(const VECTOR y) {
    return ZERO;
}
#else
#error "ACTIVATION is none of the functions above"
#endif
