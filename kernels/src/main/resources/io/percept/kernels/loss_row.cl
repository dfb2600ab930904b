// The losses of a batch's rows and (GRADIENT) the derivative of their mean by z.
//
// Of distributions q, with p = softmax(z):
//   CROSS_ENTROPY          sum of q w (-log p), where q is 1 for class t      dz = p (sum of q w) - q w
//   SOFT_CROSS_ENTROPY     the same, where q is t
//     SMOOTHING            q becomes kept q + spread
// Of a class:
//   NEGATIVE_LOG_LIKELIHOOD  -w(t) z(t)                                       dz = -w(t) at t, else 0
// Of classes, for the wrong ones:
//   MULTI_CLASS_HINGE      w(t) times the sum of max(m, 0) / columns, m = 1 - z(t) + z(j)
//                          dz = w(t) / columns where m > 0; z(t)'s is less by all of them
// Of outputs, the mean of w times (of PERCEPTRON and HALF_SQUARED_ERROR the sum):
//   BINARY_CROSS_ENTROPY   max(z, 0) - t z + log(1 + exp(-|z|))               dz = sigmoid(z) - t
//   HINGE                  max(m, 0), m = 1 - (2t - 1) z                      dz = 1 - 2t where m > 0
//   PERCEPTRON             max(z, 0) - t z                                    dz = (z > 0 ? 1 : 0) - t
//   MEAN_SQUARED_ERROR     (z - t)^2                                          dz = 2 (z - t)
//   HALF_SQUARED_ERROR     (z - t)^2 / 2                                      dz = z - t
//   MEAN_ABSOLUTE_ERROR    |z - t|                                            dz = sign(z - t)
//   HUBER                  c (z - t - c / 2), c = z - t within +-delta        dz = c
//   QUANTILE               tau (t - z) where t > z, else (tau - 1) (t - z)    dz = -tau, 1 - tau
//   POISSON                exp(z) - t z                                       dz = exp(z) - t
//
// w is the weight of a class or output (CLASS_WEIGHTS), or 1. Each row's loss and gradient are multiplied by the row's weight
// (ROW_WEIGHTS), and divided by the number of rows, or by divisors(cursor) (DIVISORS), for a weighted mean or a part of a batch.
//
// z, dz: rows x columns. t: rows x 1 classes (int) for CROSS_ENTROPY, NEGATIVE_LOG_LIKELIHOOD and MULTI_CLASS_HINGE, rows x
// columns values otherwise.
//
// A class that is out of range is nowhere in the row, and its loss is not a number. Comparisons are written so that a value that is not a
// number stays one.
//
// This text stands before every program that computes losses. ROW_SPACE is the memory that rows of z, t and dz lie in.

#define CROSS_ENTROPY 0
#define SOFT_CROSS_ENTROPY 1
#define NEGATIVE_LOG_LIKELIHOOD 2
#define MULTI_CLASS_HINGE 3
#define BINARY_CROSS_ENTROPY 4
#define HINGE 5
#define PERCEPTRON 6
#define MEAN_SQUARED_ERROR 7
#define HALF_SQUARED_ERROR 8
#define MEAN_ABSOLUTE_ERROR 9
#define HUBER 10
#define QUANTILE 11
#define POISSON 12

#ifndef ROW_SPACE
#define ROW_SPACE __global
#endif
#ifndef LOSS
#define LOSS CROSS_ENTROPY
#endif
#ifndef SMOOTHING
#define SMOOTHING 0
#endif
#ifndef GRADIENT
#define GRADIENT 1
#endif
#ifndef CLASS_WEIGHTS
#define CLASS_WEIGHTS 0
#endif
#ifndef ROW_WEIGHTS
#define ROW_WEIGHTS 0
#endif
#ifndef DIVISORS
#define DIVISORS 0
#endif
#ifndef COEFFICIENTS
#define COEFFICIENTS 0
#endif

#if LOSS == CROSS_ENTROPY || LOSS == NEGATIVE_LOG_LIKELIHOOD || LOSS == MULTI_CLASS_HINGE
#define TARGET int
#else
#define TARGET float
#endif

#if SMOOTHING
#define SETTINGS , const float kept, const float spread
#define SETTING , kept, spread
#elif LOSS == HUBER
#define SETTINGS , const float delta
#define SETTING , delta
#elif LOSS == QUANTILE
#define SETTINGS , const float tau, const float tauMinusOne
#define SETTING , tau, tauMinusOne
#else
#define SETTINGS
#define SETTING
#endif

#if CLASS_WEIGHTS
#define CLASS_WEIGHTS_PARAMETERS const __global float *classWeights, const int classWeightsOffset,
#define WEIGHT(j) w[j]
#else
#define CLASS_WEIGHTS_PARAMETERS
#define WEIGHT(j) 1.0f
#endif
#if ROW_WEIGHTS
#define ROW_WEIGHTS_PARAMETERS \
    const __global float *rowWeights, const int rowWeightsOffset, const int rowWeightsStride,
#else
#define ROW_WEIGHTS_PARAMETERS
#endif
#if DIVISORS
#define DIVISORS_PARAMETERS const __global float *divisors, const int divisorsOffset,
#else
#define DIVISORS_PARAMETERS
#endif
#if GRADIENT
#define DZ_PARAMETERS __global float *dz, const int dzOffset, const int dzStride,
#define DZ_ROW ROW_SPACE float *dz, const float rowWeight, const float divisor,
#else
#define DZ_PARAMETERS
#define DZ_ROW
#endif
#if COEFFICIENTS
#define SCHEDULE_PARAMETERS const __global float *schedule, const int scheduleOffset, const int scheduleStride,
#define COEFFICIENTS_PARAMETERS __global float *coefficients, const int coefficientsOffset,
#define SCHEDULE_SIZES , const int scheduleRows, const int scheduleColumns
#else
#define SCHEDULE_PARAMETERS
#define COEFFICIENTS_PARAMETERS
#define SCHEDULE_SIZES
#endif

// The loss of the row at z with targets at t and classes' or outputs' weights w. Sets dz to its gradient, times the row's weight, divided
// by what the batch is divided by.
#define ROW                                                                                                          \
    static inline float row(                                                                                         \
            const ROW_SPACE float *z, const ROW_SPACE TARGET *t, const __global float *w, DZ_ROW const int columns SETTINGS)

#if LOSS == CROSS_ENTROPY || LOSS == SOFT_CROSS_ENTROPY
#if LOSS == CROSS_ENTROPY
#define TARGETED(j) ((j) == t[0] ? 1.0f : 0.0f)
#else
#define TARGETED(j) t[j]
#endif
#if SMOOTHING
#define SHARE(j) ((kept * TARGETED(j) + spread) * WEIGHT(j))
#else
#define SHARE(j) (TARGETED(j) * WEIGHT(j))
#endif

ROW {
    float max = -INFINITY;
    for (int j = 0; j < columns; j++) {
        max = fmax(max, z[j]);
    }
    float sum = 0.0f;
#if GRADIENT
    float shares = 0.0f;
#endif
    for (int j = 0; j < columns; j++) {
        sum += exp(z[j] - max);
#if GRADIENT
        shares += SHARE(j);
#endif
    }
    const float logOfSum = log(sum);
    float loss = 0.0f;
    for (int j = 0; j < columns; j++) {
        const float share = SHARE(j);
        loss += share == 0.0f ? 0.0f : share * (logOfSum + (max - z[j]));
#if GRADIENT
        dz[j] = (exp(z[j] - max) / sum * shares - share) * rowWeight / divisor;
#endif
    }
#if LOSS == CROSS_ENTROPY
    return t[0] >= 0 && t[0] < columns ? loss : NAN;
#else
    return loss;
#endif
}
#elif LOSS == NEGATIVE_LOG_LIKELIHOOD
ROW {
    const int right = t[0];
    const bool there = right >= 0 && right < columns;
    const float weight = there ? WEIGHT(right) : NAN;
#if GRADIENT
    for (int j = 0; j < columns; j++) {
        dz[j] = (j == right ? -weight : 0.0f) * rowWeight / divisor;
    }
#endif
    return there ? -weight * z[right] : NAN;
}
#elif LOSS == MULTI_CLASS_HINGE
ROW {
    const int right = t[0];
    const bool there = right >= 0 && right < columns;
    const float behind = there ? 1.0f - z[right] : NAN;
    const float weight = there ? WEIGHT(right) : NAN;
    float loss = 0.0f;
    int within = 0;
    for (int j = 0; j < columns; j++) {
        const float margin = behind + z[j];
        loss += j == right || margin < 0.0f ? 0.0f : margin;
        const bool counts = j != right && margin > 0.0f;
        within += counts;
#if GRADIENT
        dz[j] = (counts ? weight / columns : 0.0f) * rowWeight / divisor;
#endif
    }
#if GRADIENT
    if (there) {
        dz[right] = -within * weight / columns * rowWeight / divisor;
    }
#endif
    return loss / columns * weight;
}
#else
#if LOSS == HUBER
#define OF_OUTPUT const float z, const float t, const float delta
#elif LOSS == QUANTILE
#define OF_OUTPUT const float z, const float t, const float tau, const float tauMinusOne
#else
#define OF_OUTPUT const float z, const float t
#endif

/* The derivative of term by z. */
static inline float slope(OF_OUTPUT) {
#if LOSS == BINARY_CROSS_ENTROPY
    return 1.0f / (1.0f + exp(-z)) - t;
#elif LOSS == HINGE
    return 1.0f - (2.0f * t - 1.0f) * z > 0.0f ? 1.0f - 2.0f * t : 0.0f;
#elif LOSS == PERCEPTRON
    return (z > 0.0f ? 1.0f : z <= 0.0f ? 0.0f : z) - t;
#elif LOSS == MEAN_SQUARED_ERROR
    return 2.0f * (z - t);
#elif LOSS == HALF_SQUARED_ERROR
    return z - t;
#elif LOSS == MEAN_ABSOLUTE_ERROR
    return z > t ? 1.0f : z < t ? -1.0f : z - t;
#elif LOSS == HUBER
    return z - t > delta ? delta : z - t < -delta ? -delta : z - t;
#elif LOSS == QUANTILE
    return t > z ? -tau : t < z ? -tauMinusOne : t - z;
#else
    return exp(z) - t;
#endif
}

/* What one output costs. */
static inline float term(OF_OUTPUT) {
#if LOSS == BINARY_CROSS_ENTROPY
    return fmax(z, 0.0f) - t * z + log1p(exp(-fabs(z)));
#elif LOSS == HINGE
    const float margin = 1.0f - (2.0f * t - 1.0f) * z;
    return margin < 0.0f ? 0.0f : margin;
#elif LOSS == PERCEPTRON
    return (z < 0.0f ? 0.0f : z) - t * z;
#elif LOSS == MEAN_SQUARED_ERROR
    return (z - t) * (z - t);
#elif LOSS == HALF_SQUARED_ERROR
    return (z - t) * (z - t) * 0.5f;
#elif LOSS == MEAN_ABSOLUTE_ERROR
    return fabs(z - t);
#elif LOSS == HUBER
    const float c = slope(z, t, delta);
    return c * (z - t - c * 0.5f);
#elif LOSS == QUANTILE
    return (t > z ? tau : tauMinusOne) * (t - z);
#else
    return exp(z) - t * z;
#endif
}

#if LOSS == HALF_SQUARED_ERROR || LOSS == PERCEPTRON
#define MEAN(sum, columns) (sum)
#else
#define MEAN(sum, columns) ((sum) / (columns))
#endif

ROW {
    float sum = 0.0f;
    for (int j = 0; j < columns; j++) {
        sum += term(z[j], t[j] SETTING) * WEIGHT(j);
#if GRADIENT
        dz[j] = MEAN(slope(z[j], t[j] SETTING) * WEIGHT(j), columns) * rowWeight / divisor;
#endif
    }
    return MEAN(sum, columns);
}
#endif
