// The loss of a batch, the mean of its rows' losses, and (GRADIENT) its derivative by z, in one pass.
//
//   CROSS_ENTROPY          log(sum over j of exp(z(j) - max z)) + (max z - z(t))      dz = (softmax(z) - one-hot(t)) / rows
//   BINARY_CROSS_ENTROPY   mean of max(z, 0) - t z + log(1 + exp(-|z|))               dz = (sigmoid(z) - t) / columns / rows
//   MEAN_SQUARED_ERROR     mean of (z - t)^2                                          dz = 2 (z - t) / columns / rows
//   HALF_SQUARED_ERROR     half the sum of (z - t)^2                                  dz = (z - t) / rows
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
/* The loss of the row at z with class t[0]. */
static inline float rowLoss(const __global float *z, const __global int *t, const int columns) {
    float max = -INFINITY;
    for (int j = 0; j < columns; j++) {
        max = fmax(max, z[j]);
    }
    float sum = 0.0f;
    for (int j = 0; j < columns; j++) {
        sum += exp(z[j] - max);
    }
    return t[0] >= 0 && t[0] < columns ? log(sum) + (max - z[t[0]]) : NAN;
}

#if GRADIENT
/* Sets dz to the gradient of the row at z, of a batch of so many rows. */
static inline void rowGradient(
        const __global float *z, const __global int *t, __global float *dz, const int rows, const int columns) {
    float max = -INFINITY;
    for (int j = 0; j < columns; j++) {
        max = fmax(max, z[j]);
    }
    float sum = 0.0f;
    for (int j = 0; j < columns; j++) {
        sum += exp(z[j] - max);
    }
    for (int j = 0; j < columns; j++) {
        dz[j] = (exp(z[j] - max) / sum - (j == t[0] ? 1.0f : 0.0f)) / rows;
    }
}
#endif
#else
/* What one output adds to the row's loss, but for the factor that all share. */
static inline float term(const float z, const float t) {
#if LOSS == BINARY_CROSS_ENTROPY
    return fmax(z, 0.0f) - t * z + log1p(exp(-fabs(z)));
#else
    return (z - t) * (z - t);
#endif
}

/* The loss of the row at z with targets at t. */
static inline float rowLoss(const __global float *z, const __global float *t, const int columns) {
    float sum = 0.0f;
    for (int j = 0; j < columns; j++) {
        sum += term(z[j], t[j]);
    }
#if LOSS == HALF_SQUARED_ERROR
    return sum * 0.5f;
#else
    return sum / columns;
#endif
}

#if GRADIENT
/* Sets dz to the gradient of the row at z, of a batch of so many rows. */
static inline void rowGradient(
        const __global float *z, const __global float *t, __global float *dz, const int rows, const int columns) {
    for (int j = 0; j < columns; j++) {
#if LOSS == BINARY_CROSS_ENTROPY
        dz[j] = (1.0f / (1.0f + exp(-z[j])) - t[j]) / columns / rows;
#elif LOSS == MEAN_SQUARED_ERROR
        dz[j] = 2.0f * (z[j] - t[j]) / columns / rows;
#else
        dz[j] = (z[j] - t[j]) / rows;
#endif
    }
}
#endif
#endif

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void loss(
        const __global float *z, const int zOffset, const int zStride,
        const __global TARGET *t, const int tOffset, const int tStride,
        __global int *cursor, const int cursorOffset,
        SCHEDULE_PARAMETERS
        __global float *losses, const int lossesOffset,
        DZ_PARAMETERS
        COEFFICIENTS_PARAMETERS
        const int rows, const int columns, const int steps SCHEDULE_SIZES) {
    __local float numbers[GROUP];
    const int item = get_local_id(0);
    const int step = cursor[cursorOffset];

    float sum = 0.0f;
    for (int i = item; i < rows; i += GROUP) {
        const __global float *zRow = z + zOffset + i * zStride;
        const __global TARGET *tRow = t + tOffset + i * tStride;
        sum += rowLoss(zRow, tRow, columns);
#if GRADIENT
        rowGradient(zRow, tRow, dz + dzOffset + i * dzStride, rows, columns);
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
        if (step >= 0 && step < steps) {
            losses[lossesOffset + step] = numbers[0] / rows;
        }
#if ADVANCE
        // Every work-item has read the cursor: the barriers above lie between.
        cursor[cursorOffset] = step + 1;
#endif
    }
}
