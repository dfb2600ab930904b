// The loss of a batch, the mean of its rows' losses (loss_row.cl), and (GRADIENT) its derivative by z, in one pass. ACCUMULATE adds the loss
// to what is there.
//
// One work-group does the whole batch, so that the same launch can finish the step's bookkeeping: it writes losses(cursor), copies row
// cursor of the schedule to where the update looks for it (COEFFICIENTS), and moves the cursor on (ADVANCE). Each work-item takes every
// GROUP-th row; the rows' losses are added in pairs, always the same ones.
// A cursor that is out of range touches no memory: such a loss is not written.
//
// Local and global size GROUP, a power of two.

#ifndef ACCUMULATE
#define ACCUMULATE 0
#endif
#ifndef ADVANCE
#define ADVANCE 0
#endif
#ifndef GROUP
#define GROUP 256
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
        const int rows, const int columns, const int steps SCHEDULE_SIZES SETTINGS) {
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
#if ROW_WEIGHTS
        const float rowWeight = rowWeights[rowWeightsOffset + i * rowWeightsStride];
#else
        const float rowWeight = 1.0f;
#endif
        sum += row(z + zOffset + i * zStride, t + tOffset + i * tStride, w,
#if GRADIENT
                dz + dzOffset + i * dzStride, rowWeight, divisor,
#endif
                columns SETTING) * rowWeight;
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
