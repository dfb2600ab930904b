// Layer normalisation: each row to mean 0 and variance 1, then each column scaled and shifted.
//
//   normalize_rows            mean = sum x / columns, v = sum (x - mean)^2 / columns, inverse = 1 / sqrt(v + epsilon),
//                             y = (x - mean) inverse gain + shift; KEEP: mean and inverse are stored, an element for each row
//   normalize_rows_sums       n = (x - mean) inverse, dshift (+)= sum of dy down the columns, dgain (+)= sum of dy n
//   normalize_rows_backward   g = dy gain, s = sum g / columns, p = sum g n / columns, dx = inverse (g - s - n p)
//
// The variance is that about the mean, in a second pass: nothing cancels. A row is one work-group's, GROUP a power of two. For the sums
// down the columns a work-group has COLUMNS neighbouring ones, and LANES work-items share a column: each adds up every LANES-th row. Pairs
// of work-items are then added, always the same ones. dx may be dy, so that the sums must be launched first.
//
// Matrices are rows x columns, row-major with a stride. y may be x.
// normalize_rows, normalize_rows_backward: local size GROUP, global size rows * GROUP.
// normalize_rows_sums: local size (COLUMNS, LANES), global size (columns rounded up to COLUMNS, LANES).

#ifndef GROUP
#define GROUP 64
#endif
#ifndef COLUMNS
#define COLUMNS 16
#endif
#ifndef LANES
#define LANES 16
#endif
#ifndef KEEP
#define KEEP 1
#endif
#ifndef ACCUMULATE
#define ACCUMULATE 0
#endif

/* The sum of the numbers of `count` work-items that are `apart` from each other, of which this one is the `index`-th; for all of them. */
static inline float sumOf(const float own, __local float *numbers, const int index, const int count, const int apart) {
    const int item = get_local_id(1) * get_local_size(0) + get_local_id(0);
    barrier(CLK_LOCAL_MEM_FENCE);
    numbers[item] = own;
    for (int half_ = count / 2; half_ > 0; half_ /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (index < half_) {
            numbers[item] += numbers[item + half_ * apart];
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    return numbers[item - index * apart];
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void normalize_rows(
        const __global float *x, const int xOffset, const int xStride,
        const __global float *gain, const int gainOffset,
        const __global float *shift, const int shiftOffset,
#if KEEP
        __global float *mean, const int meanOffset,
        __global float *inverse, const int inverseOffset,
#endif
        __global float *y, const int yOffset, const int yStride,
        const int rows, const int columns, const float epsilon) {
    __local float numbers[GROUP];
    const int i = get_group_id(0);
    const int item = get_local_id(0);
    x += xOffset + i * xStride;
    y += yOffset + i * yStride;

    float sum = 0.0f;
    for (int j = item; j < columns; j += GROUP) {
        sum += x[j];
    }
    const float middle = sumOf(sum, numbers, item, GROUP, 1) / (float) columns;

    float squares = 0.0f;
    for (int j = item; j < columns; j += GROUP) {
        const float deviation = x[j] - middle;
        squares += deviation * deviation;
    }
    squares = sumOf(squares, numbers, item, GROUP, 1);
    const float scale = 1.0f / sqrt(squares / (float) columns + epsilon);

    for (int j = item; j < columns; j += GROUP) {
        y[j] = (x[j] - middle) * scale * gain[gainOffset + j] + shift[shiftOffset + j];
    }
#if KEEP
    if (item == 0) {
        mean[meanOffset + i] = middle;
        inverse[inverseOffset + i] = scale;
    }
#endif
}

__kernel __attribute__((reqd_work_group_size(COLUMNS, LANES, 1))) void normalize_rows_sums(
        const __global float *dy, const int dyOffset, const int dyStride,
        const __global float *x, const int xOffset, const int xStride,
        const __global float *mean, const int meanOffset,
        const __global float *inverse, const int inverseOffset,
        __global float *dgain, const int dgainOffset,
        __global float *dshift, const int dshiftOffset,
        const int rows, const int columns) {
    __local float numbers[COLUMNS * LANES];
    const int lane = get_local_id(1);
    const int j = get_global_id(0);
    dy += dyOffset + j;
    x += xOffset + j;

    float sum = 0.0f;
    float product = 0.0f;
    for (int i = lane; j < columns && i < rows; i += LANES) {
        const float gradient = dy[i * dyStride];
        sum += gradient;
        product += gradient * ((x[i * xStride] - mean[meanOffset + i]) * inverse[inverseOffset + i]);
    }
    sum = sumOf(sum, numbers, lane, LANES, COLUMNS);
    product = sumOf(product, numbers, lane, LANES, COLUMNS);

    if (j < columns && lane == 0) {
#if ACCUMULATE
        dgain[dgainOffset + j] += product;
        dshift[dshiftOffset + j] += sum;
#else
        dgain[dgainOffset + j] = product;
        dshift[dshiftOffset + j] = sum;
#endif
    }
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void normalize_rows_backward(
        const __global float *dy, const int dyOffset, const int dyStride,
        const __global float *x, const int xOffset, const int xStride,
        const __global float *mean, const int meanOffset,
        const __global float *inverse, const int inverseOffset,
        const __global float *gain, const int gainOffset,
        __global float *dx, const int dxOffset, const int dxStride,
        const int rows, const int columns) {
    __local float numbers[GROUP];
    const int i = get_group_id(0);
    const int item = get_local_id(0);
    dy += dyOffset + i * dyStride;
    x += xOffset + i * xStride;
    dx += dxOffset + i * dxStride;
    gain += gainOffset;
    const float middle = mean[meanOffset + i];
    const float scale = inverse[inverseOffset + i];

    float sum = 0.0f;
    float product = 0.0f;
    for (int j = item; j < columns; j += GROUP) {
        const float g = dy[j] * gain[j];
        sum += g;
        product += g * ((x[j] - middle) * scale);
    }
    sum = sumOf(sum, numbers, item, GROUP, 1) / (float) columns;
    product = sumOf(product, numbers, item, GROUP, 1) / (float) columns;

    for (int j = item; j < columns; j += GROUP) {
        const float normal = (x[j] - middle) * scale;
        dx[j] = scale * (dy[j] * gain[j] - sum - normal * product);
    }
}
