// Softmax of each row, its logarithm (LOGARITHM), and their gradients.
//
//   softmax             e(j) = exp(x(j) - max x), y = e / sum e        LOGARITHM: y(j) = (x(j) - max x) - log(sum e)
//   softmax_backward    dx = y (dy - sum over j of dy(j) y(j))         LOGARITHM: dx = dy - exp(y) (sum over j of dy(j))
//
// With the maximum subtracted no exponent is above 0, so nothing overflows. A row with a value that is not a number becomes one of
// such values: fmax passes over it, but the sum does not.
//
// Matrices are rows x columns, row-major with a stride. y may be x, and dx may be dy: each work-item reads an element before it writes
// it, and touches no other's. One work-group does a row: local size GROUP, a power of two, global size rows * GROUP.

#ifndef GROUP
#define GROUP 64
#endif
#ifndef LOGARITHM
#define LOGARITHM 0
#endif

/* Combines the work-items' numbers in pairs, always the same ones, and gives all work-items the result. */
#define REDUCE(name, combined)                                          \
    static inline float name(const float own, __local float *numbers) { \
        const int item = get_local_id(0);                               \
        barrier(CLK_LOCAL_MEM_FENCE);                                   \
        numbers[item] = own;                                            \
        for (int half_ = GROUP / 2; half_ > 0; half_ /= 2) {            \
            barrier(CLK_LOCAL_MEM_FENCE);                               \
            if (item < half_) {                                         \
                const float a = numbers[item];                          \
                const float b = numbers[item + half_];                  \
                numbers[item] = combined;                               \
            }                                                           \
        }                                                               \
        barrier(CLK_LOCAL_MEM_FENCE);                                   \
        return numbers[0];                                              \
    }

REDUCE(sumOf, a + b)
REDUCE(maxOf, fmax(a, b))

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void softmax(
        const __global float *x, const int xOffset, const int xStride,
        __global float *y, const int yOffset, const int yStride,
        const int rows, const int columns) {
    __local float numbers[GROUP];
    const int i = get_group_id(0);
    x += xOffset + i * xStride;
    y += yOffset + i * yStride;

    float max = -INFINITY;
    for (int j = get_local_id(0); j < columns; j += GROUP) {
        max = fmax(max, x[j]);
    }
    max = maxOf(max, numbers);

    float sum = 0.0f;
    for (int j = get_local_id(0); j < columns; j += GROUP) {
        sum += exp(x[j] - max);
    }
    sum = sumOf(sum, numbers);

#if LOGARITHM
    const float logOfSum = log(sum);
#endif
    for (int j = get_local_id(0); j < columns; j += GROUP) {
#if LOGARITHM
        y[j] = (x[j] - max) - logOfSum;
#else
        y[j] = exp(x[j] - max) / sum;
#endif
    }
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void softmax_backward(
        const __global float *dy, const int dyOffset, const int dyStride,
        const __global float *y, const int yOffset, const int yStride,
        __global float *dx, const int dxOffset, const int dxStride,
        const int rows, const int columns) {
    __local float numbers[GROUP];
    const int i = get_group_id(0);
    dy += dyOffset + i * dyStride;
    y += yOffset + i * yStride;
    dx += dxOffset + i * dxStride;

    float sum = 0.0f;
    for (int j = get_local_id(0); j < columns; j += GROUP) {
#if LOGARITHM
        sum += dy[j];
#else
        sum += dy[j] * y[j];
#endif
    }
    sum = sumOf(sum, numbers);

    for (int j = get_local_id(0); j < columns; j += GROUP) {
#if LOGARITHM
        dx[j] = dy[j] - exp(y[j]) * sum;
#else
        dx[j] = y[j] * (dy[j] - sum);
#endif
    }
}
