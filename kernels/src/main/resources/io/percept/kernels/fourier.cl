// Sines and cosines of inputs, and the inputs' gradient.
//
//   fourier_features            v = x f^T in whole turns, y = [sin 2 pi v, cos 2 pi v]
//   fourier_features_backward   with y = [s, c] and dy = [ds, dc]: dx = 2 pi (ds c - dc s) f
//
// sinpi and cospi take turns of any number without losing a digit to a product with pi.
//
// f is count x inputs, x is rows x inputs, y is rows x 2 count; row-major with a stride. There are few inputs: coordinates.
// fourier_features: local size (GROUP, 1), global size (count rounded up to GROUP, rows); backward: (inputs rounded up to GROUP, rows).

#ifndef GROUP
#define GROUP 64
#endif

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void fourier_features(
        const __global float *x, const int xOffset, const int xStride,
        const __global float *f, const int fOffset, const int fStride,
        __global float *y, const int yOffset, const int yStride,
        const int rows, const int inputs, const int count) {
    const int i = get_global_id(1);
    const int j = get_global_id(0);
    if (i < rows && j < count) {
        float turns = 0.0f;
        for (int k = 0; k < inputs; k++) {
            turns += x[xOffset + i * xStride + k] * f[fOffset + j * fStride + k];
        }
        y[yOffset + i * yStride + j] = sinpi(2.0f * turns);
        y[yOffset + i * yStride + count + j] = cospi(2.0f * turns);
    }
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void fourier_features_backward(
        const __global float *dy, const int dyOffset, const int dyStride,
        const __global float *y, const int yOffset, const int yStride,
        const __global float *f, const int fOffset, const int fStride,
        __global float *dx, const int dxOffset, const int dxStride,
        const int rows, const int inputs, const int count) {
    const int i = get_global_id(1);
    const int k = get_global_id(0);
    if (i < rows && k < inputs) {
        dy += dyOffset + i * dyStride;
        y += yOffset + i * yStride;
        float sum = 0.0f;
        for (int j = 0; j < count; j++) {
            sum += (dy[j] * y[count + j] - dy[count + j] * y[j]) * f[fOffset + j * fStride + k];
        }
        dx[dxOffset + i * dxStride + k] = 6.28318531f * sum;
    }
}
