// The elementwise activation by itself, where it is not part of a product's epilogue.
//
//   activate            y(i, j) = f(x(i, j))
//   activate_backward   dx(i, j) = dy(i, j) f'(value(i, j))
//
// Matrices are rows x columns, row-major with a stride. y may be x, and dx may be dy.
// Local size (GROUP, 1), global size (columns rounded up to GROUP, rows).

#ifndef GROUP
#define GROUP 64
#endif

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void activate(
        const __global float *x, const int xOffset, const int xStride,
        __global float *y, const int yOffset, const int yStride,
        const int rows, const int columns) {
    const int i = get_global_id(1);
    const int j = get_global_id(0);
    if (i < rows && j < columns) {
        const float z = x[xOffset + i * xStride + j];
        y[yOffset + i * yStride + j] = activation(z);
    }
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void activate_backward(
        const __global float *dy, const int dyOffset, const int dyStride,
        const __global float *value, const int valueOffset, const int valueStride,
        __global float *dx, const int dxOffset, const int dxStride,
        const int rows, const int columns) {
    const int i = get_global_id(1);
    const int j = get_global_id(0);
    if (i < rows && j < columns) {
        dx[dxOffset + i * dxStride + j] =
                dy[dyOffset + i * dyStride + j] * derivative(value[valueOffset + i * valueStride + j]);
    }
}
