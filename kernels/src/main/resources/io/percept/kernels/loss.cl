// The loss of a batch, the mean of its rows' losses, and (GRADIENT) its derivative by z, in one pass.
//
//   CROSS_ENTROPY          log(sum over j of exp(z(j) - max z)) + (max z - z(t))      dz = (softmax(z) - one-hot(t)) / rows
//   BINARY_CROSS_ENTROPY   mean of max(z, 0) - t z + log(1 + exp(-|z|))               dz = (sigmoid(z) - t) / columns / rows
//   MEAN_SQUARED_ERROR     mean of (z - t)^2                                          dz = 2 (z - t) / columns / rows
//   HALF_SQUARED_ERROR     half the sum of (z - t)^2                                  dz = (z - t) / rows
//
// Each term of a value, and each loss of a class, is multiplied by the weight of its output or class (CLASS_WEIGHTS); each row's loss
// and gradient by the row's (ROW_WEIGHTS). The division is by the number of rows, or by divisors(cursor) (DIVISORS), for a weighted mean
// or a part of a batch. ACCUMULATE adds the loss to what is there.
//
// z, dz: rows x columns logits, or outputs. t: rows x 1 classes (int) for CROSS_ENTROPY, rows x columns values otherwise.
//
// One work-group does the whole batch, so that the same launch can finish the step's bookkeeping: it writes losses(cursor), copies row
// cursor of the schedule to where the update looks for it (COEFFICIENTS), and moves the cursor on (ADVANCE). Each work-item takes every
// GROUP-th row; the rows' losses are added in pairs, always the same ones.
// A cursor or a class that is out of range touches no memory: such a loss is not written, such a class is nowhere in the row, and
// its loss is not a number.
//
// Local and global size GROUP, a power of two.

#define CROSS_ENTROPY 0
#define BINARY_CROSS_ENTROPY 1
#define MEAN_SQUARED_ERROR 2
#define HALF_SQUARED_ERROR 3

#ifndef LOSS
#define LOSS CROSS_ENTROPY
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
#ifndef ACCUMULATE
#define ACCUMULATE 0
#endif
#ifndef COEFFICIENTS
#define COEFFICIENTS 0
#endif
#ifndef ADVANCE
#define ADVANCE 0
#endif
#ifndef GROUP
#define GROUP 256
#endif

#if LOSS == CROSS_ENTROPY
#define TARGET int
#else
#define TARGET float
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
#else
#define DZ_PARAMETERS
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

#if LOSS == CROSS_ENTROPY
/* The loss of the row at z with class t[0]; w: the classes' weights. */
static inline float rowLoss(
        const __global float *z, const __global int *t, const __global float *w, const int columns) {
    float max = -INFINITY;
    for (int j = 0; j < columns; j++) {
        max = fmax(max, z[j]);
    }
    float sum = 0.0f;
    for (int j = 0; j < columns; j++) {
        sum += exp(z[j] - max);
    }
    return t[0] >= 0 && t[0] < columns ? (log(sum) + (max - z[t[0]])) * WEIGHT(t[0]) : NAN;
}

#if GRADIENT
/* Sets dz to the gradient of the row at z, times the row's weight, divided by what the batch is divided by. */
static inline void rowGradient(
        const __global float *z, const __global int *t, const __global float *w, __global float *dz, const int columns,
        const float rowWeight, const float divisor) {
    float max = -INFINITY;
    for (int j = 0; j < columns; j++) {
        max = fmax(max, z[j]);
    }
    float sum = 0.0f;
    for (int j = 0; j < columns; j++) {
        sum += exp(z[j] - max);
    }
    const float weight = t[0] >= 0 && t[0] < columns ? WEIGHT(t[0]) : 1.0f;
    for (int j = 0; j < columns; j++) {
        dz[j] = (exp(z[j] - max) / sum - (j == t[0] ? 1.0f : 0.0f)) * weight * rowWeight / divisor;
    }
}
#endif
#else
/* What one output costs. */
static inline float term(const float z, const float t) {
#if LOSS == BINARY_CROSS_ENTROPY
    return fmax(z, 0.0f) - t * z + log1p(exp(-fabs(z)));
#elif LOSS == MEAN_SQUARED_ERROR
    return (z - t) * (z - t);
#else
    return (z - t) * (z - t) * 0.5f;
#endif
}

/* The derivative of term by z. */
static inline float slope(const float z, const float t) {
#if LOSS == BINARY_CROSS_ENTROPY
    return 1.0f / (1.0f + exp(-z)) - t;
#elif LOSS == MEAN_SQUARED_ERROR
    return 2.0f * (z - t);
#else
    return z - t;
#endif
}

#if LOSS == HALF_SQUARED_ERROR
#define MEAN(sum, columns) (sum)
#else
#define MEAN(sum, columns) ((sum) / (columns))
#endif

/* The loss of the row at z with targets at t; w: the outputs' weights. */
static inline float rowLoss(
        const __global float *z, const __global float *t, const __global float *w, const int columns) {
    float sum = 0.0f;
    for (int j = 0; j < columns; j++) {
        sum += term(z[j], t[j]) * WEIGHT(j);
    }
    return MEAN(sum, columns);
}

#if GRADIENT
/* Sets dz to the gradient of the row at z, times the row's weight, divided by what the batch is divided by. */
static inline void rowGradient(
        const __global float *z, const __global float *t, const __global float *w, __global float *dz,
        const int columns, const float rowWeight, const float divisor) {
    for (int j = 0; j < columns; j++) {
        dz[j] = MEAN(slope(z[j], t[j]) * WEIGHT(j), columns) * rowWeight / divisor;
    }
}
#endif
#endif

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void loss(
        const __global float *z, const int zOffset, const int zStride,
        const __global TARGET *t, const int tOffset, const int tStride,
        CLASS_WEIGHTS_PARAMETERS
        ROW_WEIGHTS_PARAMETERS
        __global int *cursor, const int cursorOffset,
        DIVISORS_PARAMETERS
        SCHEDULE_PARAMETERS
        __global float *losses, const int lossesOffset,
        DZ_PARAMETERS
        COEFFICIENTS_PARAMETERS
        const int rows, const int columns, const int steps SCHEDULE_SIZES) {
    __local float numbers[GROUP];
    const int item = get_local_id(0);
    const int step = cursor[cursorOffset];
    const bool inRange = step >= 0 && step < steps;
#if CLASS_WEIGHTS
    const __global float *w = classWeights + classWeightsOffset;
#else
    const __global float *w = 0;
#endif
#if DIVISORS
    const float divisor = inRange ? divisors[divisorsOffset + step] : NAN;
#else
    const float divisor = rows;
#endif

    float sum = 0.0f;
    for (int i = item; i < rows; i += GROUP) {
        const __global float *zRow = z + zOffset + i * zStride;
        const __global TARGET *tRow = t + tOffset + i * tStride;
#if ROW_WEIGHTS
        const float rowWeight = rowWeights[rowWeightsOffset + i * rowWeightsStride];
#else
        const float rowWeight = 1.0f;
#endif
        sum += rowLoss(zRow, tRow, w, columns) * rowWeight;
#if GRADIENT
        rowGradient(zRow, tRow, w, dz + dzOffset + i * dzStride, columns, rowWeight, divisor);
#endif
    }
    numbers[item] = sum;
    for (int apart = GROUP / 2; apart > 0; apart /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE); // Global for the cursor, which is written below.
        if (item < apart) {
            numbers[item] += numbers[item + apart];
        }
    }
#if COEFFICIENTS
    if (step >= 0 && step < scheduleRows) {
        for (int j = item; j < scheduleColumns; j += GROUP) {
            coefficients[coefficientsOffset + j] = schedule[scheduleOffset + step * scheduleStride + j];
        }
    }
#endif
    if (item == 0) {
        if (inRange) {
#if ACCUMULATE
            losses[lossesOffset + step] += numbers[0] / divisor;
#else
            losses[lossesOffset + step] = numbers[0] / divisor;
#endif
        }
#if ADVANCE
        // Every work-item has read the cursor: the barriers above lie between.
        cursor[cursorOffset] = step + 1;
#endif
    }
}
