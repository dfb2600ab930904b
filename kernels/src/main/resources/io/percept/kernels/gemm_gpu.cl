// C (m x n) = A B for devices with local memory of their own: A(i, p) and B(p, j) as FORM says (tile.cl), then the epilogue.
//
// SPLIT_K, for results with too few tiles to fill a device: a third dimension of groups, each of which sums kPerSplit of the k products
// into its own part of the workspace; gemm_sum (gemm_sum.cl) adds the parts in order and applies the epilogue.
//
// GATHER, of NT without SPLIT_K: row i of A is row permutation(cursor * stride + i) of the source (batch.cl), and the first column of groups
// stores the batch in x.
//
// Local size (TILE_N / ITEM_N, TILE_M / ITEM_M, 1); groups (ceil(n / TILE_N), ceil(m / TILE_M), SPLIT_K ? ceil(k / kPerSplit) : 1).

#ifndef FORM
#define FORM NN
#endif
#ifndef COLUMN_SUMS // TN: sums(i) = sum over p of A(i, p)
#define COLUMN_SUMS 0
#endif
#ifndef SPLIT_K
#define SPLIT_K 0
#endif

#if COLUMN_SUMS && ITEMS < TILE_M
#error "COLUMN_SUMS needs a work-item for each of the tile's rows"
#endif
#if GATHER && (FORM != NT || SPLIT_K)
#error "GATHER is for products of rows with rows that are not split"
#endif

#if GATHER
#define A_PARAMETERS                                                                                \
    const __global SOURCE *source, const int sourceOffset, const int sourceStride, BATCH_PARAMETERS \
            STANDARDIZE_PARAMETERS __global float *x, const int xOffset, const int xStride
#define GATHER_SIZES , BATCH_SIZES
#else
#define A_PARAMETERS const __global float *a, const int aOffset, const int aStride
#define GATHER_SIZES
#endif
#if COLUMN_SUMS
#define SUMS_PARAMETERS __global float *sums, const int sumsOffset,
#else
#define SUMS_PARAMETERS
#endif
#if SPLIT_K
#define OUTPUT_PARAMETERS __global float *workspace, const int workspaceOffset,
#define SPLIT_SIZES , const int kPerSplit
#else
#define OUTPUT_PARAMETERS EPILOGUE_PARAMETERS, SUMS_PARAMETERS
#define SPLIT_SIZES
#endif

__kernel __attribute__((reqd_work_group_size(ITEMS_N, ITEMS_M, 1))) void gemm(
        A_PARAMETERS,
        const __global float *b, const int bOffset, const int bStride,
        OUTPUT_PARAMETERS
        const int m, const int n, const int k SPLIT_SIZES GATHER_SIZES) {
    __local float aTiles[2 * STAGE_A] __attribute__((aligned(16)));
    __local float bTiles[2 * STAGE_B] __attribute__((aligned(16)));
    const int item = get_local_id(1) * ITEMS_N + get_local_id(0);
    const int2 tile = tileOfGroup();
    const int firstRow = tile.y * TILE_M;
    const int firstColumn = tile.x * TILE_N;
#if SPLIT_K
    const int begin = get_group_id(2) * kPerSplit;
    const int end = min(k, begin + kPerSplit);
#else
    const int begin = 0;
    const int end = k;
#endif
    Left left;
#if GATHER
    left.x = source + sourceOffset;
    left.stride = sourceStride;
#pragma unroll
    for (int v = 0; v < A_VECTORS; v++) {
        const int line = firstRow + (item + v * ITEMS) / (TILE_K / 4);
        left.rows[v] = line < m ? sourceRow(line, BATCH_ARGUMENTS) : -1;
    }
#if STANDARDIZE
    left.mean = mean + meanOffset;
    left.scale = scale + scaleOffset;
#endif
    left.batch = firstColumn == 0 ? x + xOffset : 0;
    left.batchStride = xStride;
#else
    left.x = a + aOffset;
    left.stride = aStride;
#endif
    const int summing = COLUMN_SUMS && firstColumn == 0 && item < TILE_M;
    float columnSum = 0.0f;
    float4 sum[ITEM_M][ITEM_N / 4];
    multiply(
            sum, &columnSum, FORM, summing, &left, b + bOffset, bStride, firstRow, m, firstColumn, n, begin, end, aTiles, bTiles);

#if SPLIT_K
    // The parts' rows begin at multiples of four; the column sums of all parts follow the matrices.
    const int pitch = (n + 3) / 4 * 4;
    const int split = get_group_id(2);
    __global float *part = workspace + workspaceOffset + split * m * pitch;
#endif
#pragma unroll
    for (int i = 0; i < ITEM_M; i++) {
        const int row = firstRow + get_local_id(1) * ITEM_M + i;
#pragma unroll
        for (int j = 0; j < ITEM_N / 4; j++) {
            const int column = firstColumn + (j * ITEMS_N + get_local_id(0)) * 4;
            if (row < m && column < n) {
#if SPLIT_K
                store(sum[i][j], part + row * pitch + column, n - column);
#else
                finish(sum[i][j], row, column, n - column, EPILOGUE_ARGUMENTS);
#endif
            }
        }
    }
#if COLUMN_SUMS
    if (summing && firstRow + item < m) {
#if SPLIT_K
        workspace[workspaceOffset + get_num_groups(2) * m * pitch + split * m + firstRow + item] = columnSum;
#else
        __global float *to = sums + sumsOffset + firstRow + item;
        *to = ACCUMULATE ? *to + columnSum : columnSum;
#endif
    }
#endif
}
