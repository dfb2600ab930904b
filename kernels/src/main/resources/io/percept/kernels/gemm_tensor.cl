// C (m x n) = A B on tensor cores: A(i, p) and B(p, j) as FORM says, then the epilogue. FORM and the operands as in gemm_gpu.cl.
//
// A work-group computes a tile of TILE_M x TILE_N. Tiles of A and B, 16 deep, come to local memory as they lie in global memory, in STAGES
// stages: while one is multiplied, the next ones are on their way. A stage is refilled behind the barrier that follows its last use, so
// that one barrier for each 16 p is enough. tensor_tiles.cl says where everything lies.
//
// OPERANDS: TF32 and BF16 round each operand once. TF32X3 splits each in a high and a low part of TF32 and adds three products, the small
// ones first; low times low is left out, 2^-22 of the product. Tensor cores cut off what a sum has below the last bit, always towards zero,
// so that long sums drift: with TF32X3 a sum in the tensor core spans 8 p only, and float32 additions, rounded to nearest, do the rest. After
// Ootomo, Yokota: "Recovering single precision accuracy from Tensor Cores ...", 2022.
//
// Bias gradients (COLUMN_SUMS) are float32 sums of the operand as it is. SPLIT_K as in gemm_gpu.cl; gemm_sum adds the parts.
// Sums run in an order that depends on the sizes and options alone. Edges are guarded: any m, n and k will do.
//
// Local size (32 x warps, 1, 1); groups (ceil(n / TILE_N), ceil(m / TILE_M), SPLIT_K ? ceil(k / kPerSplit) : 1).

#ifndef STAGES
#define STAGES 3
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

__kernel __attribute__((reqd_work_group_size(ITEMS, 1, 1))) void gemm(
        const __global float *a, const int aOffset, const int aStride,
        const __global float *b, const int bOffset, const int bStride,
        OUTPUT_PARAMETERS
        const int m, const int n, const int k SPLIT_SIZES) {
    __local float aTiles[STAGES][TILE_M * DEPTH] __attribute__((aligned(16)));
    __local float bTiles[STAGES][TILE_N * DEPTH] __attribute__((aligned(16)));
    const int item = get_local_id(0);
    const int lane = item % LANES;
    const int warpRow = item / LANES / WARPS_N * WARP_M;
    const int warpColumn = item / LANES % WARPS_N * WARP_N;
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
    a += aOffset;
    b += bOffset;

    float sum[2 * BLOCKS_M][4 * BLOCKS_N][4];
#pragma unroll
    for (int i = 0; i < 2 * BLOCKS_M; i++) {
#pragma unroll
        for (int j = 0; j < 4 * BLOCKS_N; j++) {
#pragma unroll
            for (int e = 0; e < 4; e++) {
                sum[i][j][e] = 0.0f;
            }
        }
    }
#if COLUMN_SUMS
    const int summing = firstColumn == 0 && item < TILE_M;
    float columnSum = 0.0f;
#endif

    for (int stage = 0; stage < STAGES - 1; stage++) {
        const int p = begin + stage * DEPTH;
        if (p < end) {
            fetch(aTiles[stage], A_ALONG_P, TILE_M, item, a, aStride, firstRow, m, p, end);
            fetch(bTiles[stage], B_ALONG_P, TILE_N, item, b, bStride, firstColumn, n, p, end);
        }
        CLOSE_COPIES();
    }
    int stage = 0;
    int refilled = STAGES - 1;
    for (int p = begin; p < end; p += DEPTH) {
        AWAIT_COPIES(STAGES - 2);
        barrier(CLK_LOCAL_MEM_FENCE);
        const int next = p + (STAGES - 1) * DEPTH;
        if (next < end) {
            fetch(aTiles[refilled], A_ALONG_P, TILE_M, item, a, aStride, firstRow, m, next, end);
            fetch(bTiles[refilled], B_ALONG_P, TILE_N, item, b, bStride, firstColumn, n, next, end);
        }
        CLOSE_COPIES();
        multiplyTiles(sum, aTiles[stage], bTiles[stage], warpRow, warpColumn, lane);
#if COLUMN_SUMS
        if (summing) {
#pragma unroll 4
            for (int q = 0; q < DEPTH; q++) {
                columnSum += aTiles[stage][place(A_ALONG_P, TILE_M, item, q)];
            }
        }
#endif
        stage = stage + 1 == STAGES ? 0 : stage + 1;
        refilled = refilled + 1 == STAGES ? 0 : refilled + 1;
    }

#if SPLIT_K
    // The parts' rows begin at multiples of four; the column sums of all parts follow the matrices.
    const int pitch = (n + 3) / 4 * 4;
    const int split = get_group_id(2);
    __global float *part = workspace + workspaceOffset + split * m * pitch;
#endif
    const int slot = lane / 4;
#pragma unroll
    for (int i = 0; i < 4 * BLOCKS_M; i++) {
        const int row = firstRow + warpRow + i / 4 * BLOCK + slot / 2 * 4 + slot % 2 * 16 + i % 4;
#pragma unroll
        for (int j = 0; j < 2 * BLOCKS_N; j++) {
            const int column = firstColumn + warpColumn + j / 2 * BLOCK + j % 2 * 16 + lane % 4 * 4;
            const int e = i % 2 * 2 + j % 2;
            const float4 v = (float4)(
                    sum[i / 2][j / 2 * 4][e], sum[i / 2][j / 2 * 4 + 1][e],
                    sum[i / 2][j / 2 * 4 + 2][e], sum[i / 2][j / 2 * 4 + 3][e]);
            if (row < m && column < n) {
#if SPLIT_K
                store(v, part + row * pitch + column, n - column);
#else
                finish(v, row, column, n - column, EPILOGUE_ARGUMENTS);
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
