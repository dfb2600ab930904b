// A tile of a matrix product C (m x n) = A B, for devices with local memory of their own: the part of the products for GPUs that does not
// know what becomes of the sums. A(i, p) and B(p, j) as a form says:
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
// Sums run in an order that depends on the sizes and options alone. Edges are guarded: any m, n and k will do.
// After V. Volkov, J. W. Demmel: "Benchmarking GPUs to Tune Dense Linear Algebra", 2008, and C. Nugteren: "CLBlast", 2018.
//
// GATHER, of NT alone: A's rows are those of a data set that a permutation names (gathered.cl), and x receives them.
//
// This text stands after epilogue.cl, whose loads and stores it uses, and before the kernels. Local size (ITEMS_N, ITEMS_M).

#define NN 0
#define NT 1
#define TN 2

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
#ifndef GATHER
#define GATHER 0
#endif

#define ITEMS_M (TILE_M / ITEM_M)
#define ITEMS_N (TILE_N / ITEM_N)
#define ITEMS (ITEMS_M * ITEMS_N)
#define STAGE_A (TILE_K * (TILE_M + PAD))
#define STAGE_B (TILE_K * (TILE_N + PAD))
#define A_VECTORS (TILE_M * TILE_K / 4 / ITEMS)
#define B_VECTORS (TILE_N * TILE_K / 4 / ITEMS)

#if A_VECTORS * ITEMS * 4 != TILE_M * TILE_K || B_VECTORS * ITEMS * 4 != TILE_N * TILE_K
#error "the work-items of a group must be able to share each tile's vectors equally"
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

/* The left operand of a product. */
typedef struct {
#if GATHER
    const __global SOURCE *x;
#else
    const __global float *x;
#endif
    int stride;
#if GATHER
    int rows[A_VECTORS]; // the source's row of each of this work-item's shares, or -1
    const __global float *mean;
    const __global float *scale;
    __global float *batch; // receives the rows; 0 where another group stores them
    int batchStride;
#endif
} Left;

#if GATHER
/* The first lanes elements of a source as floats; the others are 0. */
static inline float4 loadSource(const __global SOURCE *x, const int lanes) {
    if (lanes >= 4) {
#if ALIGNED
        return convert_float4(*(const __global JOIN(SOURCE, 4) *)x);
#else
        return convert_float4(vload4(0, x));
#endif
    }
    return (float4)(lanes > 0 ? x[0] : 0, lanes > 1 ? x[1] : 0, lanes > 2 ? x[2] : 0, 0.0f);
}

/* Reads a work-item's share of a tile from the rows of a data set, and stores it with the batch. */
static inline __attribute__((always_inline)) void fetchLeft(
        float4 *share, const Left *a, const int form, const int item, const int first, const int m, const int p, const int end) {
#pragma unroll
    for (int v = 0; v < A_VECTORS; v++) {
        const int index = item + v * ITEMS;
        const int line = first + index / (TILE_K / 4);
        const int q = p + index % (TILE_K / 4) * 4;
        share[v] = (float4)(0.0f);
        if (a->rows[v] >= 0 && q < end) {
            share[v] = loadSource(a->x + a->rows[v] * a->stride + q, end - q);
#if STANDARDIZE
            share[v] = (share[v] - load(a->mean + q, end - q)) * load(a->scale + q, end - q);
#endif
        }
        if (a->batch && line < m && q < end) {
            store(share[v], a->batch + line * a->batchStride + q, end - q);
        }
    }
}
#else
/* Reads a work-item's share of a tile of A. */
static inline __attribute__((always_inline)) void fetchLeft(
        float4 *share, const Left *a, const int form, const int item, const int first, const int m, const int p, const int end) {
    fetch(share, A_VECTORS, form != TN, TILE_M, item, a->x, a->stride, first, m, p, end);
}
#endif

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

/*
 * sum = this work-item's part of the tile at firstRow and firstColumn, over products begin to end. Where `summing`, work-item i of a group
 * gets the sum of A(firstRow + i, p) as well, in columnSum. The tiles are two stages each, STAGE_A and STAGE_B floats. `form` and `summing`
 * must be constants where it matters, so that what is not wanted vanishes.
 */
static inline __attribute__((always_inline)) void multiply(
        float4 sum[ITEM_M][ITEM_N / 4], float *columnSum, const int form, const int summing, const Left *a, const __global float *b,
        const int bStride, const int firstRow, const int m, const int firstColumn, const int n, const int begin, const int end,
        __local float *aTiles, __local float *bTiles) {
    const int item = get_local_id(1) * ITEMS_N + get_local_id(0);
    float4 aShare[A_VECTORS];
    float4 bShare[B_VECTORS];
#pragma unroll
    for (int i = 0; i < ITEM_M; i++) {
#pragma unroll
        for (int j = 0; j < ITEM_N / 4; j++) {
            sum[i][j] = (float4)(0.0f);
        }
    }
    fetchLeft(aShare, a, form, item, firstRow, m, begin, end);
    fetch(bShare, B_VECTORS, form == NT, TILE_N, item, b, bStride, firstColumn, n, begin, end);
    put(aShare, A_VECTORS, form != TN, TILE_M, item, aTiles);
    put(bShare, B_VECTORS, form == NT, TILE_N, item, bTiles);
    barrier(CLK_LOCAL_MEM_FENCE);

    int stage = 0;
    for (int p = begin; p < end; p += TILE_K) {
        const int next = p + TILE_K;
        if (next < end) {
            fetchLeft(aShare, a, form, item, firstRow, m, next, end);
            fetch(bShare, B_VECTORS, form == NT, TILE_N, item, b, bStride, firstColumn, n, next, end);
        }
        multiplyTiles(sum, aTiles + stage * STAGE_A, bTiles + stage * STAGE_B);
        if (summing) {
            for (int q = 0; q < TILE_K; q++) {
                *columnSum += aTiles[stage * STAGE_A + q * (TILE_M + PAD) + item];
            }
        }
        stage = 1 - stage;
        if (next < end) {
            put(aShare, A_VECTORS, form != TN, TILE_M, item, aTiles + stage * STAGE_A);
            put(bShare, B_VECTORS, form == NT, TILE_N, item, bTiles + stage * STAGE_B);
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
}
