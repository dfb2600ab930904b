// Batch normalisation: each column to mean 0 and variance 1, then scaled and shifted.
//
//   normalize_columns            mean = sum x / rows, v = sum (x - mean)^2 / rows, inverse = 1 / sqrt(v + epsilon),
//                                y = (x - mean) inverse gain + shift;
//                                runningMean = keep runningMean + momentum mean,
//                                runningVariance = keep runningVariance + momentum sum (x - mean)^2 / (rows - 1)
//   normalize_columns_backward   n = (x - mean) inverse, s = sum dy, p = sum dy n, dshift (+)= s, dgain (+)= p,
//                                dx = gain inverse (dy - s / rows - n (p / rows))
//   standardize_columns          y = (x - mean) / sqrt(variance + epsilon) gain + shift, with given statistics
//
// The variance is that about the mean, in a second pass: nothing cancels. A work-group does COLUMNS neighbouring columns alone, from the
// first pass to the last, so that a launch does it all. LANES work-items share a column: each adds up every LANES-th row, and then pairs
// of them are added, always the same ones.
//
// Matrices are rows x columns, row-major with a stride. dx may be dy, and standardize_columns' y may be x.
// Local size (COLUMNS, LANES); global size (columns rounded up to COLUMNS, LANES), standardize_columns: (..., rows rounded up to LANES).

#ifndef COLUMNS
#define COLUMNS 16
#endif
#ifndef LANES
#define LANES 16
#endif
#ifndef ACCUMULATE
#define ACCUMULATE 0
#endif

/* The sum of a column's work-items' numbers, for all of them. */
static inline float sumOfLanes(const float own, __local float *numbers) {
    const int lane = get_local_id(1);
    const int item = lane * COLUMNS + get_local_id(0);
    barrier(CLK_LOCAL_MEM_FENCE);
    numbers[item] = own;
    for (int apart = LANES / 2; apart > 0; apart /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (lane < apart) {
            numbers[item] += numbers[item + apart * COLUMNS];
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    return numbers[get_local_id(0)];
}

__kernel __attribute__((reqd_work_group_size(COLUMNS, LANES, 1))) void normalize_columns(
        const __global float *x, const int xOffset, const int xStride,
        const __global float *gain, const int gainOffset,
        const __global float *shift, const int shiftOffset,
        __global float *mean, const int meanOffset,
        __global float *inverse, const int inverseOffset,
        __global float *runningMean, const int runningMeanOffset,
        __global float *runningVariance, const int runningVarianceOffset,
        __global float *y, const int yOffset, const int yStride,
        const int rows, const int columns, const float epsilon, const float momentum, const float keep) {
    __local float numbers[COLUMNS * LANES];
    const int lane = get_local_id(1);
    const int j = get_global_id(0);
    const bool inside = j < columns;
    x += xOffset + j;
    y += yOffset + j;

    float sum = 0.0f;
    for (int i = lane; inside && i < rows; i += LANES) {
        sum += x[i * xStride];
    }
    const float middle = sumOfLanes(sum, numbers) / (float) rows;

    float squares = 0.0f;
    for (int i = lane; inside && i < rows; i += LANES) {
        const float deviation = x[i * xStride] - middle;
        squares += deviation * deviation;
    }
    squares = sumOfLanes(squares, numbers);
    const float scale = 1.0f / sqrt(squares / (float) rows + epsilon);

    if (inside) {
        const float a = gain[gainOffset + j];
        const float b = shift[shiftOffset + j];
        for (int i = lane; i < rows; i += LANES) {
            y[i * yStride] = (x[i * xStride] - middle) * scale * a + b;
        }
        if (lane == 0) {
            mean[meanOffset + j] = middle;
            inverse[inverseOffset + j] = scale;
            __global float *m = runningMean + runningMeanOffset + j;
            __global float *v = runningVariance + runningVarianceOffset + j;
            *m = keep * *m + momentum * middle;
            *v = keep * *v + momentum * (squares / (float) (rows - 1));
        }
    }
}

__kernel __attribute__((reqd_work_group_size(COLUMNS, LANES, 1))) void normalize_columns_backward(
        const __global float *dy, const int dyOffset, const int dyStride,
        const __global float *x, const int xOffset, const int xStride,
        const __global float *mean, const int meanOffset,
        const __global float *inverse, const int inverseOffset,
        const __global float *gain, const int gainOffset,
        __global float *dx, const int dxOffset, const int dxStride,
        __global float *dgain, const int dgainOffset,
        __global float *dshift, const int dshiftOffset,
        const int rows, const int columns) {
    __local float numbers[COLUMNS * LANES];
    const int lane = get_local_id(1);
    const int j = get_global_id(0);
    const bool inside = j < columns;
    dy += dyOffset + j;
    x += xOffset + j;
    dx += dxOffset + j;
    const float middle = inside ? mean[meanOffset + j] : 0.0f;
    const float scale = inside ? inverse[inverseOffset + j] : 0.0f;

    float sum = 0.0f;
    float product = 0.0f;
    for (int i = lane; inside && i < rows; i += LANES) {
        const float gradient = dy[i * dyStride];
        sum += gradient;
        product += gradient * ((x[i * xStride] - middle) * scale);
    }
    sum = sumOfLanes(sum, numbers);
    product = sumOfLanes(product, numbers);

    if (inside) {
        const float a = gain[gainOffset + j] * scale;
        const float meanOfGradients = sum / (float) rows;
        const float meanOfProducts = product / (float) rows;
        for (int i = lane; i < rows; i += LANES) {
            const float normal = (x[i * xStride] - middle) * scale;
            dx[i * dxStride] = a * (dy[i * dyStride] - meanOfGradients - normal * meanOfProducts);
        }
        if (lane == 0) {
#if ACCUMULATE
            dgain[dgainOffset + j] += product;
            dshift[dshiftOffset + j] += sum;
#else
            dgain[dgainOffset + j] = product;
            dshift[dshiftOffset + j] = sum;
#endif
        }
    }
}

__kernel __attribute__((reqd_work_group_size(COLUMNS, LANES, 1))) void standardize_columns(
        const __global float *x, const int xOffset, const int xStride,
        const __global float *mean, const int meanOffset,
        const __global float *variance, const int varianceOffset,
        const __global float *gain, const int gainOffset,
        const __global float *shift, const int shiftOffset,
        __global float *y, const int yOffset, const int yStride,
        const int rows, const int columns, const float epsilon) {
    const int i = get_global_id(1);
    const int j = get_global_id(0);
    if (i < rows && j < columns) {
        const float scale = 1.0f / sqrt(variance[varianceOffset + j] + epsilon);
        const float normal = (x[xOffset + i * xStride + j] - mean[meanOffset + j]) * scale;
        y[yOffset + i * yStride + j] = normal * gain[gainOffset + j] + shift[shiftOffset + j];
    }
}
