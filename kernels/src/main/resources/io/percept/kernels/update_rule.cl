// An optimizer's step of one parameter: g = gradient + penalty, brought to +-clipValue (CLIP), times scale, plus decay w (COUPLED), or
// w = w - c w (DECOUPLED), with c after the coefficients of the rule; then
//
//   SGD        w = w - c0 g                                                                    c0 = learning rate
//   MOMENTUM   v = momentum v + c1 g;  w = w - c0 v                                             c1 = 1 - dampening, 1 at first
//   NESTEROV   v = momentum v + g;  w = w - c0 (g + momentum v)
//   ADAGRAD    s = s + g^2;  w = w - c0 g / (sqrt(s) + epsilon)
//   ADADELTA   s = rho s + (1 - rho) g^2;  d = g sqrt(a + epsilon) / sqrt(s + epsilon);
//              a = rho a + (1 - rho) d^2;  w = w - c0 d
//   RMSPROP    s = alpha s + (1 - alpha) g^2;  d = g / (sqrt(s) + epsilon);  w = w - c0 d
//              CENTERED: m = alpha m + (1 - alpha) g, and s - m^2, not less than 0, below the root
//              VELOCITY: v = momentum v + d;  w = w - c0 v
//   ADAM       m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2;                    c0 = learning rate / (1 - beta1^t)
//   ADAMW      w = w - c0 m / (sqrt(v) c1 + epsilon)                                           c1 = 1 / sqrt(1 - beta2^t)
//   AMSGRAD    the same with the largest v so far below the root
//   NADAM      m and v the same;  w = w - (c0 g + c1 m) / (sqrt(v) c2 + epsilon)               c0, c1: of gradient and mean
//                                                                                              c2 = 1 / sqrt(1 - beta2^t)
//   RPROP      s times etaPlus or etaMinus, as g keeps or changes the sign of p; between the limits;
//              p = g, or 0 where it changed;  w = w - s sign(p)                                c0 unused
//
// penalty (REGULARIZER) = l1 sign(w) + 2 l2 w, for the first `penalised` parameters; the first `decayed` decay. state has a row for each of
// a rule's slots, in the order: v; s; s, a; s, m, v, those that there are; m, v, the largest v; p, s.
// Minimum and maximum are comparisons here, because those of OpenCL swallow NaN.
//
// The papers are named where the formulas are defined, in UpdateRule and its kinds.
// This text stands before every program that updates parameters.

#define SGD 0
#define MOMENTUM 1
#define NESTEROV 2
#define ADAGRAD 3
#define ADADELTA 4
#define RMSPROP 5
#define ADAM 6
#define ADAMW ADAM
#define AMSGRAD 7
#define NADAM 8
#define RPROP 9

#define NO_DECAY 0
#define COUPLED 1
#define DECOUPLED 2

#ifndef RULE
#define RULE SGD
#endif
#ifndef CENTERED
#define CENTERED 0
#endif
#ifndef VELOCITY
#define VELOCITY 0
#endif
#ifndef REGULARIZER
#define REGULARIZER 0
#endif
#ifndef CLIP
#define CLIP 0
#endif
#ifndef DECAY
#define DECAY NO_DECAY
#endif

// A kernel may say `restrict`; a function that is inlined must not, as Oclgrind 21.10 does not know what becomes of it.
#if RULE == SGD
#define STATE_PARAMETERS(qualifier)
#define STATE_ARGUMENTS
#else
#define STATE_PARAMETERS(qualifier) __global float *qualifier state, const int stateOffset, const int stateStride,
#define STATE_ARGUMENTS state, stateOffset, stateStride,
#endif
#if RULE == SGD
#define RULE_CONSTANTS
#define RULE_ARGUMENTS
#elif RULE == MOMENTUM || RULE == NESTEROV
#define RULE_CONSTANTS , const float momentum
#define RULE_ARGUMENTS , momentum
#elif RULE == ADAGRAD
#define RULE_CONSTANTS , const float epsilon
#define RULE_ARGUMENTS , epsilon
#elif RULE == ADADELTA
#define RULE_CONSTANTS , const float rho, const float oneMinusRho, const float epsilon
#define RULE_ARGUMENTS , rho, oneMinusRho, epsilon
#elif RULE == RMSPROP
#define RULE_CONSTANTS , const float alpha, const float oneMinusAlpha, const float epsilon, const float momentum
#define RULE_ARGUMENTS , alpha, oneMinusAlpha, epsilon, momentum
#elif RULE == RPROP
#define RULE_CONSTANTS , const float etaMinus, const float etaPlus, const float minimumStep, const float maximumStep
#define RULE_ARGUMENTS , etaMinus, etaPlus, minimumStep, maximumStep
#else
#define RULE_CONSTANTS \
    , const float beta1, const float oneMinusBeta1, const float beta2, const float oneMinusBeta2, const float epsilon
#define RULE_ARGUMENTS , beta1, oneMinusBeta1, beta2, oneMinusBeta2, epsilon
#endif
#if REGULARIZER
#define REGULARIZER_CONSTANTS , const int penalised, const float l1, const float l2Twice
#define REGULARIZER_ARGUMENTS , penalised, l1, l2Twice
#else
#define REGULARIZER_CONSTANTS
#define REGULARIZER_ARGUMENTS
#endif
#if CLIP
#define CLIP_CONSTANT , const float clipValue
#define CLIP_ARGUMENT , clipValue
#else
#define CLIP_CONSTANT
#define CLIP_ARGUMENT
#endif
#if DECAY == COUPLED
#define DECAY_CONSTANTS , const int decayed, const float decay
#define DECAY_ARGUMENTS , decayed, decay
#elif DECAY == DECOUPLED
#define DECAY_CONSTANTS , const int decayed, const int decayCoefficient
#define DECAY_ARGUMENTS , decayed, decayCoefficient
#else
#define DECAY_CONSTANTS
#define DECAY_ARGUMENTS
#endif

// Everything but the coefficients that does not change from parameter to parameter.
#define UPDATE_CONSTANTS REGULARIZER_CONSTANTS CLIP_CONSTANT DECAY_CONSTANTS RULE_CONSTANTS
#define UPDATE_CONSTANT_ARGUMENTS REGULARIZER_ARGUMENTS CLIP_ARGUMENT DECAY_ARGUMENTS RULE_ARGUMENTS

// What the rule keeps of this parameter.
#define SLOT(row) state[stateOffset + (row) * stateStride + i]

/* 1, 0 or -1; NaN of NaN. */
static inline float signOf(const float x) {
    return x > 0.0f ? 1.0f : x < 0.0f ? -1.0f : x;
}

/* The step of parameter i, whose gradient is g, with coefficients c. */
static inline void updateParameter(
        const int i, float g, const float scale, __global float *w, const int wOffset, STATE_PARAMETERS() const __global float *c
        UPDATE_CONSTANTS) {
    float parameter = w[wOffset + i];
#if REGULARIZER
    if (i < penalised) {
        g += l1 * signOf(parameter) + l2Twice * parameter;
    }
#endif
#if CLIP
    g = g > clipValue ? clipValue : g < -clipValue ? -clipValue : g;
#endif
    g *= scale;
#if DECAY == COUPLED
    if (i < decayed) {
        g += decay * parameter;
    }
#elif DECAY == DECOUPLED
    if (i < decayed) {
        parameter -= c[decayCoefficient] * parameter;
    }
#endif

#if RULE == SGD
    parameter -= c[0] * g;
#elif RULE == MOMENTUM
    const float v = momentum * SLOT(0) + c[1] * g;
    SLOT(0) = v;
    parameter -= c[0] * v;
#elif RULE == NESTEROV
    const float v = momentum * SLOT(0) + g;
    SLOT(0) = v;
    parameter -= c[0] * (g + momentum * v);
#elif RULE == ADAGRAD
    const float s = SLOT(0) + g * g;
    SLOT(0) = s;
    parameter -= c[0] * (g / (sqrt(s) + epsilon));
#elif RULE == ADADELTA
    const float s = rho * SLOT(0) + oneMinusRho * g * g;
    const float change = g * sqrt(SLOT(1) + epsilon) / sqrt(s + epsilon);
    SLOT(0) = s;
    SLOT(1) = rho * SLOT(1) + oneMinusRho * change * change;
    parameter -= c[0] * change;
#elif RULE == RMSPROP
    const float s = alpha * SLOT(0) + oneMinusAlpha * g * g;
    SLOT(0) = s;
    float square = s;
#if CENTERED
    const float m = alpha * SLOT(1) + oneMinusAlpha * g;
    SLOT(1) = m;
    square = s - m * m;
    square = square < 0.0f ? 0.0f : square;
#endif
    float change = g / (sqrt(square) + epsilon);
#if VELOCITY
    change = momentum * SLOT(1 + CENTERED) + change;
    SLOT(1 + CENTERED) = change;
#endif
    parameter -= c[0] * change;
#elif RULE == RPROP
    const float agreement = signOf(g) * signOf(SLOT(0));
    const float kept = agreement < 0.0f ? 0.0f : g;
    float size = SLOT(1) * (agreement > 0.0f ? etaPlus : agreement < 0.0f ? etaMinus : 1.0f + agreement);
    size = size < minimumStep ? minimumStep : size > maximumStep ? maximumStep : size;
    SLOT(0) = kept;
    SLOT(1) = size;
    parameter -= size * signOf(kept);
#else
    const float m = beta1 * SLOT(0) + oneMinusBeta1 * g;
    const float v = beta2 * SLOT(1) + oneMinusBeta2 * g * g;
    SLOT(0) = m;
    SLOT(1) = v;
#if RULE == NADAM
    parameter -= (c[0] * g + c[1] * m) / (sqrt(v) * c[2] + epsilon);
#elif RULE == AMSGRAD
    const float before = SLOT(2);
    const float largest = v > before || isnan(v) ? v : before;
    SLOT(2) = largest;
    parameter -= c[0] * m / (sqrt(largest) * c[1] + epsilon);
#else
    parameter -= c[0] * m / (sqrt(v) * c[1] + epsilon);
#endif
#endif
    w[wOffset + i] = parameter;
}
