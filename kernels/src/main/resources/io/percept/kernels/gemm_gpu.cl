// C (m x n) = A B for devices with local memory of their own: A(i, p) and B(p, j) as FORM says, then the epilogue.
//
//   NN   a is m x k   b is k x n     gradient of a layer's input
//   NT   a is m x k   b is n x k     a dense layer
//   TN   a is k x m   b is k x n     gradient of the weights
//
// A work-group computes a tile of TILE_M x TILE_N, a work-item ITEM_M x ITEM_N of it, kept in registers. Tiles of A and B, TILE_K deep,
// pass through local memory, stored by p so that a work-item reads its numbers as vectors:
//
//                        bTile  TILE_K x TILE_N       There are two stages of them: while a stage is multiplied, the next tiles are on
//                       +--------------------+       their way from global memory to registers, and then go to the other stage.
//   aTile               |                    |       So one barrier for each TILE_K is enough.
//   TILE_K x TILE_M     +--------------------+
//   (A transposed)      +--------------------+       A work-item's rows are neighbours; its columns are vectors of four that stand
//   +--------+          | TILE_M x TILE_N    |       4 TILE_N / ITEM_N apart, so that neighbours read neighbouring vectors and no bank
//   |        |          |                    |       twice. PAD spreads the stores of a transposed tile over the banks.
//   +--------+          +--------------------+
//
// SPLIT_K, for results with too few tiles to fill a device: a third dimension of groups, each of which sums kPerSplit of the k products
// into its own part of the workspace; gemm_sum adds the parts in order and applies the epilogue.
//
// Sums run in an order that depends on the sizes and options alone. Edges are guarded: any m, n and k will do.
// After V. Volkov, J. W. Demmel: "Benchmarking GPUs to Tune Dense Linear Algebra", 2008, and C. Nugteren: "CLBlast", 2018.
//
// Local size (TILE_N / ITEM_N, TILE_M / ITEM_M, 1); groups (ceil(n / TILE_N), ceil(m / TILE_M), SPLIT_K ? ceil(k / kPerSplit) : 1).

#define NN 0
#define NT 1
#define TN 2

#ifndef FORM
#define FORM NN
#endif
#ifndef TILE_M
#define TILE_M 64
#endif
#ifndef TILE_N
#define TILE_N 64
#endif
#ifndef TILE_K
#define TILE_K 16
#endif
#ifndef ITEM_M // a multiple of 4
#define ITEM_M 4
#endif
#ifndef ITEM_N // a multiple of 4
#define ITEM_N 4
#endif
#ifndef PAD // floats between the rows of a tile in local memory, a multiple of 4
#define PAD 4
#endif
#ifndef COLUMN_SUMS // TN: sums(i) = sum over p of A(i, p)
#define COLUMN_SUMS 0
#endif
#ifndef SPLIT_K
#define SPLIT_K 0
#endif
#ifndef GROUP // work-items of a group of gemm_sum
#define GROUP 64
#endif

#define ITEMS_M (TILE_M / ITEM_M)
#define ITEMS_N (TILE_N / ITEM_N)
#define ITEMS (ITEMS_M * ITEMS_N)
#define A_VECTORS (TILE_M * TILE_K / 4 / ITEMS)
#define B_VECTORS (TILE_N * TILE_K / 4 / ITEMS)

#if A_VECTORS * ITEMS * 4 != TILE_M * TILE_K || B_VECTORS * ITEMS * 4 != TILE_N * TILE_K
#error "the work-items of a group must be able to share each tile's vectors equally"
#endif
#if COLUMN_SUMS && ITEMS < TILE_M
#error "COLUMN_SUMS needs a work-item for each of the tile's rows"
#endif

// In which direction the matrices are contiguous as stored: along p, or along their rows of C (A) and columns of C (B).
#define A_ALONG_P (FORM != TN)
#define B_ALONG_P (FORM == NT)

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

/*
 * Reads a work-item's share of a tile from global memory: lines `first` on (rows of A, columns of B), of which there are `lines`, and
 * products p to end. What lies outside is 0.
 */
static inline __attribute__((always_inline)) void fetch(
        float4 *share, const int vectors, const int alongP, const int tile, const int item,
        const __global float *x, const int stride, const int first, const int lines, const int p, const int end) {
#pragma unroll
    for (int v = 0; v < vectors; v++) {
        const int index = item + v * ITEMS;
        if (alongP) {
            const int line = first + index / (TILE_K / 4);
            const int q = p + index % (TILE_K / 4) * 4;
            share[v] = line < lines ? load(x + line * stride + q, end - q) : (float4)(0.0f);
        } else {
            const int line = first + index % (tile / 4) * 4;
            const int q = p + index / (tile / 4);
            share[v] = q < end ? load(x + q * stride + line, lines - line) : (float4)(0.0f);
        }
    }
}

/* Writes a work-item's share of a tile to local memory, line after line for each p. */
static inline __attribute__((always_inline)) void put(
        const float4 *share, const int vectors, const int alongP, const int tile, const int item, __local float *to) {
#pragma unroll
    for (int v = 0; v < vectors; v++) {
        const int index = item + v * ITEMS;
        if (alongP) {
            __local float *column = to + index % (TILE_K / 4) * 4 * (tile + PAD) + index / (TILE_K / 4);
            column[0] = share[v].x;
            column[tile + PAD] = share[v].y;
            column[2 * (tile + PAD)] = share[v].z;
            column[3 * (tile + PAD)] = share[v].w;
        } else {
            *(__local float4 *)(to + index / (tile / 4) * (tile + PAD) + index % (tile / 4) * 4) = share[v];
        }
    }
}

/* sum += the products of a stage's tiles. */
static inline __attribute__((always_inline)) void multiplyTiles(
        float4 sum[ITEM_M][ITEM_N / 4], const __local float *aTile, const __local float *bTile) {
    aTile += get_local_id(1) * ITEM_M;
    bTile += get_local_id(0) * 4;
#pragma unroll
    for (int p = 0; p < TILE_K; p++) {
        float4 a[ITEM_M / 4];
        float4 b[ITEM_N / 4];
#pragma unroll
        for (int i = 0; i < ITEM_M / 4; i++) {
            a[i] = *(const __local float4 *)(aTile + p * (TILE_M + PAD) + i * 4);
        }
#pragma unroll
        for (int j = 0; j < ITEM_N / 4; j++) {
            b[j] = *(const __local float4 *)(bTile + p * (TILE_N + PAD) + j * ITEMS_N * 4);
        }
#pragma unroll
        for (int i = 0; i < ITEM_M / 4; i++) {
#pragma unroll
            for (int j = 0; j < ITEM_N / 4; j++) {
                sum[4 * i][j] = fma((float4)(a[i].x), b[j], sum[4 * i][j]);
                sum[4 * i + 1][j] = fma((float4)(a[i].y), b[j], sum[4 * i + 1][j]);
                sum[4 * i + 2][j] = fma((float4)(a[i].z), b[j], sum[4 * i + 2][j]);
                sum[4 * i + 3][j] = fma((float4)(a[i].w), b[j], sum[4 * i + 3][j]);
            }
        }
    }
}

__kernel __attribute__((reqd_work_group_size(ITEMS_N, ITEMS_M, 1))) void gemm(
        const __global float *a, const int aOffset, const int aStride,
        const __global float *b, const int bOffset, const int bStride,
        OUTPUT_PARAMETERS
        const int m, const int n, const int k SPLIT_SIZES) {
    __local float aTiles[2][TILE_K * (TILE_M + PAD)] __attribute__((aligned(16)));
    __local float bTiles[2][TILE_K * (TILE_N + PAD)] __attribute__((aligned(16)));
    const int item = get_local_id(1) * ITEMS_N + get_local_id(0);
    const int firstRow = get_group_id(1) * TILE_M;
    const int firstColumn = get_group_id(0) * TILE_N;
#if SPLIT_K
    const int begin = get_group_id(2) * kPerSplit;
    const int end = min(k, begin + kPerSplit);
#else
    const int begin = 0;
    const int end = k;
#endif
    a += aOffset;
    b += bOffset;

    float4 sum[ITEM_M][ITEM_N / 4];
#pragma unroll
    for (int i = 0; i < ITEM_M; i++) {
#pragma unroll
        for (int j = 0; j < ITEM_N / 4; j++) {
            sum[i][j] = (float4)(0.0f);
        }
    }
#if COLUMN_SUMS
    const int summing = firstColumn == 0 && item < TILE_M;
    float columnSum = 0.0f;
#endif

    float4 aShare[A_VECTORS];
    float4 bShare[B_VECTORS];
    fetch(aShare, A_VECTORS, A_ALONG_P, TILE_M, item, a, aStride, firstRow, m, begin, end);
    fetch(bShare, B_VECTORS, B_ALONG_P, TILE_N, item, b, bStride, firstColumn, n, begin, end);
    put(aShare, A_VECTORS, A_ALONG_P, TILE_M, item, aTiles[0]);
    put(bShare, B_VECTORS, B_ALONG_P, TILE_N, item, bTiles[0]);
    barrier(CLK_LOCAL_MEM_FENCE);

    int stage = 0;
    for (int p = begin; p < end; p += TILE_K) {
        const int next = p + TILE_K;
        if (next < end) {
            fetch(aShare, A_VECTORS, A_ALONG_P, TILE_M, item, a, aStride, firstRow, m, next, end);
            fetch(bShare, B_VECTORS, B_ALONG_P, TILE_N, item, b, bStride, firstColumn, n, next, end);
        }
        multiplyTiles(sum, aTiles[stage], bTiles[stage]);
#if COLUMN_SUMS
        if (summing) {
            for (int q = 0; q < TILE_K; q++) {
                columnSum += aTiles[stage][q * (TILE_M + PAD) + item];
            }
        }
#endif
        stage = 1 - stage;
        if (next < end) {
            put(aShare, A_VECTORS, A_ALONG_P, TILE_M, item, aTiles[stage]);
            put(bShare, B_VECTORS, B_ALONG_P, TILE_N, item, bTiles[stage]);
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }

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

#if SPLIT_K
/* Adds the parts and applies the epilogue. Four columns a work-item: local size (GROUP, 1), global size (n / 4 rounded up to GROUP, m). */
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void gemm_sum(
        const __global float *workspace, const int workspaceOffset,
        EPILOGUE_PARAMETERS, SUMS_PARAMETERS
        const int m, const int n, const int splits) {
    const int row = get_global_id(1);
    const int column = get_global_id(0) * 4;
    const int pitch = (n + 3) / 4 * 4;
    workspace += workspaceOffset;
    if (column >= n) {
        return;
    }
    float4 sum = (float4)(0.0f);
    for (int split = 0; split < splits; split++) {
        sum += load(workspace + (split * m + row) * pitch + column, n - column);
    }
    finish(sum, row, column, n - column, EPILOGUE_ARGUMENTS);
#if COLUMN_SUMS
    if (column == 0) {
        float columnSum = 0.0f;
        for (int split = 0; split < splits; split++) {
            columnSum += workspace[splits * m * pitch + split * m + row];
        }
        __global float *to = sums + sumsOffset + row;
        *to = ACCUMULATE ? *to + columnSum : columnSum;
    }
#endif
}
#endif
