// Sums, products and constants, element by element, and the cursor's step.
//
//   add        y = a + b
//   multiply   y = a b
//   fill       y = value
//   advance    cursor = cursor + 1
//
// Matrices are rows x columns, row-major with a stride. y may be a or b.
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
