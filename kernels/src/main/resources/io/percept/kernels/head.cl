// The head of a network in training, row by row, in one launch: the last dense layer, the loss and its gradient, and the gradient of the
// layer's input.
//
//   t(i, j)  = targetSource(row, j)                  row being row i of the batch (batch.cl)
//   y(i, j)  = sum over p of x(i, p) w(j, p) + bias(j)
//   dz(i, j) = derivative of the loss by y(i, j)     (loss_row.cl)
//   dx(i, p) = sum over j of dz(i, j) w(j, p)        INPUT_GRADIENT; times f'(value(i, p)) where there is a DERIVATIVE (epilogue.cl)
//
// GATHER: x comes from a data set as the targets do, and receives the batch: the layer is the first one as well.
//
// A work-group takes ROWS rows, and each of its work-items a slice of the products of one output in all of them: SLICES = GROUP / OUTPUTS
// items are neighbours along p, so that they read neighbouring vectors, and their sums are added in order. An item then finishes a row,
// whose numbers are in local memory by now; and for dx the items are neighbours along p again.
//
// parts(group) receives the sum of the group's losses, which the last launch of the step adds up (backward.cl). With COEFFICIENTS group 0
// copies row lossCursor of the schedule to where the updates look for it. Nothing here moves a cursor.
//
// OUTPUTS is a power of two not less than the number of outputs, and not more than GROUP. Local size GROUP, groups ceil(rows / ROWS).

#ifndef GROUP
#define GROUP 256
#endif
#ifndef ROWS
#define ROWS 4
#endif
#ifndef OUTPUTS
#define OUTPUTS 16
#endif
#ifndef GATHER
#define GATHER 0
#endif
#ifndef OUTPUT_BIAS
#define OUTPUT_BIAS 0
#endif
#ifndef INPUT_GRADIENT
#define INPUT_GRADIENT 1
#endif

#define SLICES (GROUP / OUTPUTS)

#if GATHER
#define X_PARAMETERS                                                                            \
    const __global SOURCE *source, const int sourceOffset, const int sourceStride, STANDARDIZE_PARAMETERS \
            __global float *x, const int xOffset, const int xStride,
#else
#define X_PARAMETERS const __global float *x, const int xOffset, const int xStride,
#endif
#if OUTPUT_BIAS
#define OUTPUT_BIAS_PARAMETERS const __global float *bias, const int biasOffset,
#else
#define OUTPUT_BIAS_PARAMETERS
#endif
#if INPUT_GRADIENT
#define DX_PARAMETERS EPILOGUE_PARAMETERS,
#else
#define DX_PARAMETERS
#endif

/* The rows of a group, the first of which is row first of the batch. */
typedef struct {
    int first;
    int count;
    int item;
} Share;

/* sums(i) += up to four products from p on of row i of x with a row of weights. A row beyond the last is the last one again. */
static inline __attribute__((always_inline)) void addProducts(
        float4 sums[ROWS], const Share *share, const __global float *x, const int xStride, const __global float *weights, const int p,
        const int lanes) {
    const float4 weight = load(weights + p, lanes);
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
        const int row = share->first + min(i, share->count - 1);
        sums[i] = fma(load(x + row * xStride + p, lanes), weight, sums[i]);
    }
}

/* sum(i) = this item's slice of the products of row i of x with a row of weights. Whole vectors come first, so that many are on their way. */
static inline __attribute__((always_inline)) void slice(
        float sum[ROWS], const Share *share, const __global float *x, const int xStride, const __global float *weights, const int k) {
    float4 sums[ROWS];
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
        sums[i] = (float4)(0.0f);
    }
    int p = share->item % SLICES * 4;
    for (; p + 4 <= k; p += SLICES * 4) {
        addProducts(sums, share, x, xStride, weights, p, 4);
    }
    if (p < k) {
        addProducts(sums, share, x, xStride, weights, p, k - p);
    }
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
        sum[i] = (sums[i].x + sums[i].y) + (sums[i].z + sums[i].w);
    }
}

#if INPUT_GRADIENT
/* sums(i) = up to four elements from p on of row i of dz w. */
static inline __attribute__((always_inline)) void addOutputs(
        float4 sums[ROWS], const __local float *dzs, const __global float *w, const int wStride, const int outputs, const int p,
        const int lanes) {
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
        sums[i] = (float4)(0.0f);
    }
    for (int j = 0; j < outputs; j++) {
        const float4 weight = load(w + j * wStride + p, lanes);
#pragma unroll
        for (int i = 0; i < ROWS; i++) {
            sums[i] = fma((float4)(dzs[i * OUTPUTS + j]), weight, sums[i]);
        }
    }
}

/* dx = dz w, and the epilogue, for a group's rows. */
static inline __attribute__((always_inline)) void inputGradient(
        const Share *share, const __local float *dzs, const __global float *w, const int wStride, const int k, const int outputs,
        EPILOGUE_PARAMETERS) {
    for (int p = share->item * 4; p < k; p += GROUP * 4) {
        float4 sums[ROWS];
        if (p + 4 <= k) {
            addOutputs(sums, dzs, w, wStride, outputs, p, 4);
        } else {
            addOutputs(sums, dzs, w, wStride, outputs, p, k - p);
        }
#pragma unroll
        for (int i = 0; i < ROWS; i++) {
            if (i < share->count) {
                finish(sums[i], share->first + i, p, k - p, EPILOGUE_ARGUMENTS);
            }
        }
    }
}
#endif

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void head(
        X_PARAMETERS
        const __global float *w, const int wOffset, const int wStride,
        OUTPUT_BIAS_PARAMETERS
        const __global TARGET *targetSource, const int targetSourceOffset, const int targetSourceStride,
        BATCH_PARAMETERS
        __global TARGET *t, const int tOffset, const int tStride,
        CLASS_WEIGHTS_PARAMETERS
        ROW_WEIGHTS_PARAMETERS
        const __global int *lossCursor, const int lossCursorOffset,
        DIVISORS_PARAMETERS
        SCHEDULE_PARAMETERS
        __global float *y, const int yOffset, const int yStride,
        DZ_PARAMETERS
        DX_PARAMETERS
        __global float *parts,
        COEFFICIENTS_PARAMETERS
        const int rows, const int outputs, const int k, const int targetColumns, const int steps, BATCH_SIZES SCHEDULE_SIZES SETTINGS) {
    __local float slices[SLICES * ROWS * OUTPUTS];
    __local float zs[ROWS * OUTPUTS];
    __local float dzs[ROWS * OUTPUTS];
    __local TARGET ts[ROWS * OUTPUTS];
    __local float rowLosses[ROWS];
    Share share;
    share.item = get_local_id(0);
    share.first = get_group_id(0) * ROWS;
    share.count = min(ROWS, rows - share.first);
    const int item = share.item;

    for (int e = item; e < share.count * targetColumns; e += GROUP) {
        const int i = e / targetColumns;
        const int j = e % targetColumns;
        const int from = sourceRow(share.first + i, BATCH_ARGUMENTS);
        const TARGET target = from >= 0 ? targetSource[targetSourceOffset + from * targetSourceStride + j] : 0;
        ts[i * OUTPUTS + j] = target;
        t[tOffset + (share.first + i) * tStride + j] = target;
    }
#if GATHER
    for (int i = 0; i < share.count; i++) {
        const int from = sourceRow(share.first + i, BATCH_ARGUMENTS);
        for (int p = item; p < k; p += GROUP) {
            float element = 0.0f;
            if (from >= 0) {
                element = source[sourceOffset + from * sourceStride + p];
#if STANDARDIZE
                element = (element - mean[meanOffset + p]) * scale[scaleOffset + p];
#endif
            }
            x[xOffset + (share.first + i) * xStride + p] = element;
        }
    }
    barrier(CLK_GLOBAL_MEM_FENCE);
#endif

    const int output = item / SLICES;
    float sum[ROWS];
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
        sum[i] = 0.0f;
    }
    if (output < outputs) {
        slice(sum, &share, x + xOffset, xStride, w + wOffset + output * wStride, k);
    }
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
        slices[item % SLICES * (ROWS * OUTPUTS) + i * OUTPUTS + output] = sum[i];
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int e = item; e < ROWS * OUTPUTS; e += GROUP) {
        const int i = e / OUTPUTS;
        const int j = e % OUTPUTS;
        dzs[e] = 0.0f;
        if (i < share.count && j < outputs) {
            float z = 0.0f;
            for (int q = 0; q < SLICES; q++) {
                z += slices[q * (ROWS * OUTPUTS) + e];
            }
#if OUTPUT_BIAS
            z += bias[biasOffset + j];
#endif
            zs[e] = z;
            y[yOffset + (share.first + i) * yStride + j] = z;
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    if (item < share.count) {
#if CLASS_WEIGHTS
        const __global float *classes = classWeights + classWeightsOffset;
#else
        const __global float *classes = 0;
#endif
#if ROW_WEIGHTS
        const float rowWeight = rowWeights[rowWeightsOffset + (share.first + item) * rowWeightsStride];
#else
        const float rowWeight = 1.0f;
#endif
#if DIVISORS
        const int position = lossCursor[lossCursorOffset];
        const float divisor = position >= 0 && position < steps ? divisors[divisorsOffset + position] : NAN;
#else
        const float divisor = rows;
#endif
        const int e = item * OUTPUTS;
        rowLosses[item] = row(zs + e, ts + e, classes, dzs + e, rowWeight, divisor, outputs SETTING) * rowWeight;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (item == 0) {
        float loss = 0.0f;
        for (int i = 0; i < share.count; i++) {
            loss += rowLosses[i];
        }
        parts[get_group_id(0)] = loss;
    }
    for (int e = item; e < share.count * outputs; e += GROUP) {
        const int i = e / outputs;
        const int j = e % outputs;
        dz[dzOffset + (share.first + i) * dzStride + j] = dzs[i * OUTPUTS + j];
    }
#if INPUT_GRADIENT
    inputGradient(&share, dzs, w + wOffset, wStride, k, outputs, EPILOGUE_ARGUMENTS);
#endif
#if COEFFICIENTS
    const int now = lossCursor[lossCursorOffset];
    if (get_group_id(0) == 0 && now >= 0 && now < scheduleRows) {
        for (int j = item; j < scheduleColumns; j += GROUP) {
            coefficients[coefficientsOffset + j] = schedule[scheduleOffset + now * scheduleStride + j];
        }
    }
#endif
}
