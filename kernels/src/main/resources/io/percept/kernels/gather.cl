// Collects a batch: row i of y is row permutation(cursor * stride + i) of source, and the same row of targetSource goes to target.
//
// Elements and rows are those of batch.cl, which stands before this text.
// TARGET, where it is defined, is the type of the second pair of matrices: float or int.
//
// Local size (GROUP, 1), global size (the larger number of columns rounded up to GROUP, rows).

#ifndef GROUP
#define GROUP 64
#endif

// What SOURCE becomes.
#define ELEMENT_OF_uchar float
#define ELEMENT_OF_float float
#define ELEMENT_OF_int int
#define ELEMENT_OF_(type) ELEMENT_OF_##type
#define ELEMENT_OF(type) ELEMENT_OF_(type)
#define ELEMENT ELEMENT_OF(SOURCE)

#ifdef TARGET
#define TARGET_PARAMETERS                                                                           \
    const __global TARGET *targetSource, const int targetSourceOffset, const int targetSourceStride, \
            __global TARGET *target, const int targetOffset, const int targetStride,
#define TARGET_SIZES , const int targetColumns, const int targetSourceRows
#define TARGET_ARGUMENTS permutation + permutationOffset, cursor[cursorOffset], targetSourceRows, positions, stride
#else
#define TARGET_PARAMETERS
#define TARGET_SIZES
#endif

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void gather(
        const __global SOURCE *source, const int sourceOffset, const int sourceStride,
        BATCH_PARAMETERS
        STANDARDIZE_PARAMETERS
        __global ELEMENT *y, const int yOffset, const int yStride,
        TARGET_PARAMETERS
        const int rows, const int columns, BATCH_SIZES TARGET_SIZES) {
    const int i = get_global_id(1);
    const int j = get_global_id(0);
    const int row = sourceRow(i, BATCH_ARGUMENTS);
    if (j < columns) {
        ELEMENT element = 0;
        if (row >= 0) {
            element = source[sourceOffset + row * sourceStride + j];
#if STANDARDIZE
            element = (element - mean[meanOffset + j]) * scale[scaleOffset + j];
#endif
        }
        y[yOffset + i * yStride + j] = element;
    }
#ifdef TARGET
    if (j < targetColumns) {
        const int targetRow = sourceRow(i, TARGET_ARGUMENTS);
        target[targetOffset + i * targetStride + j] =
                targetRow >= 0 ? targetSource[targetSourceOffset + targetRow * targetSourceStride + j] : 0;
    }
#endif
}
