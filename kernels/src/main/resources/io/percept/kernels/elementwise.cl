// Sums, products, blends and constants, element by element, and the cursor's step.
//
//   add        y = a + b
//   multiply   y = a b
//   blend      y = t h + (1 - t) x;  blend_backward   dt = dy (h - x), dh = dy t, dx = dy (1 - t)
//   fill       y = value
//   advance    cursor = cursor + 1
//
// Matrices are rows x columns, row-major with a stride. y of add and multiply may be a or b, and blend_backward's dx may be dy.
// Local size (GROUP, 1), global size (columns rounded up to GROUP, rows); advance: one work-item.

#ifndef GROUP
#define GROUP 64
#endif

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void add(
        const __global float *a, const int aOffset, const int aStride,
        const __global float *b, const int bOffset, const int bStride,
        __global float *y, const int yOffset, const int yStride,
        const int rows, const int columns) {
    const int i = get_global_id(1);
    const int j = get_global_id(0);
    if (i < rows && j < columns) {
        y[yOffset + i * yStride + j] = a[aOffset + i * aStride + j] + b[bOffset + i * bStride + j];
    }
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void multiply(
        const __global float *a, const int aOffset, const int aStride,
        const __global float *b, const int bOffset, const int bStride,
        __global float *y, const int yOffset, const int yStride,
        const int rows, const int columns) {
    const int i = get_global_id(1);
    const int j = get_global_id(0);
    if (i < rows && j < columns) {
        y[yOffset + i * yStride + j] = a[aOffset + i * aStride + j] * b[bOffset + i * bStride + j];
    }
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void blend(
        const __global float *t, const int tOffset, const int tStride,
        const __global float *h, const int hOffset, const int hStride,
        const __global float *x, const int xOffset, const int xStride,
        __global float *y, const int yOffset, const int yStride,
        const int rows, const int columns) {
    const int i = get_global_id(1);
    const int j = get_global_id(0);
    if (i < rows && j < columns) {
        const float weight = t[tOffset + i * tStride + j];
        y[yOffset + i * yStride + j] =
                weight * h[hOffset + i * hStride + j] + (1.0f - weight) * x[xOffset + i * xStride + j];
    }
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void blend_backward(
        const __global float *dy, const int dyOffset, const int dyStride,
        const __global float *t, const int tOffset, const int tStride,
        const __global float *h, const int hOffset, const int hStride,
        const __global float *x, const int xOffset, const int xStride,
        __global float *dt, const int dtOffset, const int dtStride,
        __global float *dh, const int dhOffset, const int dhStride,
        __global float *dx, const int dxOffset, const int dxStride,
        const int rows, const int columns) {
    const int i = get_global_id(1);
    const int j = get_global_id(0);
    if (i < rows && j < columns) {
        const float gradient = dy[dyOffset + i * dyStride + j];
        const float weight = t[tOffset + i * tStride + j];
        dt[dtOffset + i * dtStride + j] = gradient * (h[hOffset + i * hStride + j] - x[xOffset + i * xStride + j]);
        dh[dhOffset + i * dhStride + j] = gradient * weight;
        dx[dxOffset + i * dxStride + j] = gradient * (1.0f - weight);
    }
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void fill(
        __global float *y, const int yOffset, const int yStride,
        const int rows, const int columns, const float value) {
    const int i = get_global_id(1);
    const int j = get_global_id(0);
    if (i < rows && j < columns) {
        y[yOffset + i * yStride + j] = value;
    }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1))) void advance(__global int *cursor, const int cursorOffset) {
    cursor[cursorOffset]++;
}
