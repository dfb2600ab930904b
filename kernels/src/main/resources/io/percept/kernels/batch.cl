// Which rows of a data set are a batch's: row i of it is row permutation(cursor * stride + i) of the source.
//
//   y(i, j) = source(row, j)                              STANDARDIZE: (source(row, j) - mean(j)) scale(j)
//
// SOURCE is the type of the source's elements: uchar or float, which become float, or int, which stay int.
// A position outside the permutation, or an entry outside the source, gives 0 and reads nothing.
//
// This text stands before every program that gathers.

#ifndef SOURCE
#define SOURCE float
#endif
#ifndef STANDARDIZE
#define STANDARDIZE 0
#endif

#if STANDARDIZE
#define STANDARDIZE_PARAMETERS \
    const __global float *mean, const int meanOffset, const __global float *scale, const int scaleOffset,
#else
#define STANDARDIZE_PARAMETERS
#endif
#define BATCH_PARAMETERS \
    const __global int *permutation, const int permutationOffset, const __global int *cursor, const int cursorOffset,
#define BATCH_SIZES const int sourceRows, const int positions, const int stride
#define BATCH_ARGUMENTS permutation + permutationOffset, cursor[cursorOffset], sourceRows, positions, stride

/* The row of a source of sourceRows rows that is row i of the batch, or -1 where there is none. */
static inline int sourceRow(
        const int i, const __global int *permutation, const int cursor, const int sourceRows, const int positions, const int stride) {
    // In 64 bits, so that no cursor wraps around into the permutation.
    const long position = (long)cursor * stride + i;
    const int row = position >= 0 && position < positions ? permutation[(int)position] : -1;
    return row < sourceRows ? row : -1;
}
