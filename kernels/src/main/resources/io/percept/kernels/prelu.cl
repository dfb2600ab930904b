// ReLU with learned slopes, one for each column or one for all (SHARED), and its gradients.
//
//   prelu            y = x where x > 0, else slope x
//   prelu_backward   dx = dy where x > 0, else slope dy;  sums(part, j) = sum of dy x where x is not above 0, over a part of the rows
//   prelu_sum        dslope(j) (+)= sum over parts of sums(part, j);  SHARED: dslope (+)= the sum of all sums
//
// The slopes' gradient is a sum down the columns, and there may be many more rows than columns: so each work-item adds up
// rowsPerPart rows, and a second launch adds the parts. All sums run in an order that depends on the sizes alone.
//
// Matrices are rows x columns, row-major with a stride. y may be x, and dx may be dy. sums is parts x columns, without gaps.
// prelu: local size (GROUP, 1), global size (columns rounded up to GROUP, rows); prelu_backward: (columns rounded up to GROUP, parts).
// prelu_sum: local size GROUP, global size columns rounded up to GROUP; SHARED: GROUP, a power of two.

#ifndef GROUP
#define GROUP 64
#endif
#ifndef SHARED
#define SHARED 0
#endif
#ifndef ACCUMULATE
#define ACCUMULATE 0
#endif

#if SHARED
#define SLOPE_OF(j) 0
#else
#define SLOPE_OF(j) (j)
#endif

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void prelu(
        const __global float *x, const int xOffset, const int xStride,
        const __global float *slope, const int slopeOffset,
        __global float *y, const int yOffset, const int yStride,
        const int rows, const int columns) {
    const int i = get_global_id(1);
    const int j = get_global_id(0);
    if (i < rows && j < columns) {
        const float value = x[xOffset + i * xStride + j];
        y[yOffset + i * yStride + j] = value > 0.0f ? value : slope[slopeOffset + SLOPE_OF(j)] * value;
    }
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void prelu_backward(
        const __global float *dy, const int dyOffset, const int dyStride,
        const __global float *x, const int xOffset, const int xStride,
        const __global float *slope, const int slopeOffset,
        __global float *dx, const int dxOffset, const int dxStride,
        __global float *sums, const int sumsOffset,
        const int rows, const int columns, const int rowsPerPart) {
    const int j = get_global_id(0);
    const int part = get_global_id(1);
    if (j < columns) {
        const float a = slope[slopeOffset + SLOPE_OF(j)];
        float sum = 0.0f;
        for (int i = part * rowsPerPart; i < min(rows, (part + 1) * rowsPerPart); i++) {
            const float value = x[xOffset + i * xStride + j];
            const float gradient = dy[dyOffset + i * dyStride + j];
            if (value > 0.0f) {
                dx[dxOffset + i * dxStride + j] = gradient;
            } else {
                dx[dxOffset + i * dxStride + j] = a * gradient;
                sum += gradient * value;
            }
        }
        sums[sumsOffset + part * columns + j] = sum;
    }
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void prelu_sum(
        const __global float *sums, const int sumsOffset,
        __global float *dslope, const int dslopeOffset,
        const int columns, const int parts) {
#if SHARED
    __local float numbers[GROUP];
    const int item = get_local_id(0);
    float sum = 0.0f;
    for (int i = item; i < columns * parts; i += GROUP) {
        sum += sums[sumsOffset + i];
    }
    numbers[item] = sum;
    for (int apart = GROUP / 2; apart > 0; apart /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (item < apart) {
            numbers[item] += numbers[item + apart];
        }
    }
    if (item == 0) {
#if ACCUMULATE
        dslope[dslopeOffset] += numbers[0];
#else
        dslope[dslopeOffset] = numbers[0];
#endif
    }
#else
    const int j = get_global_id(0);
    if (j < columns) {
#if ACCUMULATE
        float sum = dslope[dslopeOffset + j];
#else
        float sum = 0.0f;
#endif
        for (int part = 0; part < parts; part++) {
            sum += sums[sumsOffset + part * columns + j];
        }
        dslope[dslopeOffset + j] = sum;
    }
#endif
}
