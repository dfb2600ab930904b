// Collects a batch: row i of y is row permutation(cursor * stride + i) of source, and the same row of targetSource goes to target.
//
//   y(i, j) = source(row, j)                              STANDARDIZE: (source(row, j) - mean(j)) scale(j)
//
// SOURCE is the type of the source's elements: uchar or float, which become float, or int, which stay int.
// TARGET, where it is defined, is the type of the second pair of matrices: float or int.
// A position outside the permutation, or an entry outside the source, gives 0 and reads nothing.
//
// Local size (GROUP, 1), global size (the larger number of columns rounded up to GROUP, rows).

#ifndef GROUP
#define GROUP 64
#endif
#ifndef SOURCE
#define SOURCE float
#endif
#ifndef STANDARDIZE
#define STANDARDIZE 0
#endif

// What SOURCE becomes.
#define ELEMENT_OF_uchar float
#define ELEMENT_OF_float float
#define ELEMENT_OF_int int
#define ELEMENT_OF_(type) ELEMENT_OF_##type
#define ELEMENT_OF(type) ELEMENT_OF_(type)
#define ELEMENT ELEMENT_OF(SOURCE)

#if STANDARDIZE
#define STANDARDIZE_PARAMETERS \
    const __global float *mean, const int meanOffset, const __global float *scale, const int scaleOffset,
#else
#define STANDARDIZE_PARAMETERS
#endif
#ifdef TARGET
#define TARGET_PARAMETERS                                                                           \
    const __global TARGET *targetSource, const int targetSourceOffset, const int targetSourceStride, \
            __global TARGET *target, const int targetOffset, const int targetStride,
#define TARGET_SIZES , const int targetColumns, const int targetSourceRows
#else
#define TARGET_PARAMETERS
#define TARGET_SIZES
#endif

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void gather(
        const __global SOURCE *source, const int sourceOffset, const int sourceStride,
        const __global int *permutation, const int permutationOffset,
        const __global int *cursor, const int cursorOffset,
        STANDARDIZE_PARAMETERS
        __global ELEMENT *y, const int yOffset, const int yStride,
        TARGET_PARAMETERS
        const int rows, const int columns, const int sourceRows, const int positions, const int stride TARGET_SIZES) {
    const int i = get_global_id(1);
    const int j = get_global_id(0);
    // In 64 bits, so that no cursor wraps around into the permutation.
    const long position = (long)cursor[cursorOffset] * stride + i;
    const int row = position >= 0 && position < positions ? permutation[permutationOffset + (int)position] : -1;
    if (j < columns) {
        ELEMENT element = 0;
        if (row >= 0 && row < sourceRows) {
            element = source[sourceOffset + row * sourceStride + j];
#if STANDARDIZE
            element = (element - mean[meanOffset + j]) * scale[scaleOffset + j];
#endif
        }
        y[yOffset + i * yStride + j] = element;
    }
#ifdef TARGET
    if (j < targetColumns) {
        target[targetOffset + i * targetStride + j] = row >= 0 && row < targetSourceRows
                ? targetSource[targetSourceOffset + row * targetSourceStride + j]
                : 0;
    }
#endif
}
