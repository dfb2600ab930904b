// Tiles of a product's operands in local memory, and how the lanes of a warp multiply them on tensor cores. Stands after tensor_core.cl
// and before gemm_tensor.cl, whose work-groups compute tiles of TILE_M x TILE_N of C, each of their warps WARP_M x WARP_N of it.
//
// A lane reads vectors of four only, and never meets another of its quarter of a warp at a bank. What lanes and registers stand for is
// chosen for that; products do not mind the order of p, nor C's elements which register they wait in. Lines are rows of A or columns of B:
//
//   p        lane L's slots of k, in each 16 p, are 4 (L % 4) to 4 (L % 4) + 3: the first two for the first product of TF32, the others for
//            the second
//   lines    32 neighbours make a block: four sets of eight. Slot g of set s is line 4 (g / 2) + 16 (g % 2) + s. Two sets are the 16 rows
//            of a product, one set its 8 columns. So the four sets of a column's slot are neighbours in C: epilogues finish vectors.
//   local    along p (A of NN and NT, B of NT): 16 p of a line, then the next line; the lines of a pair change places where bit 4 of the
//            line is set. Across (the others): a row of lines for each p, its vectors exchanged by p / 4 (exclusive or).

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
#ifndef WARP_M // a multiple of 32
#define WARP_M 32
#endif
#ifndef WARP_N // a multiple of 32
#define WARP_N 32
#endif

#define DEPTH 16
#define LANES 32
#define BLOCK 32
#define WARPS_N (TILE_N / WARP_N)
#define ITEMS (LANES * (TILE_M / WARP_M) * WARPS_N)
#define BLOCKS_M (WARP_M / BLOCK)
#define BLOCKS_N (WARP_N / BLOCK)

// Products for each 16 p.
#if OPERANDS == BF16
#define STEPS 1
#else
#define STEPS 2
#endif

// Parts of an operand.
#if OPERANDS == TF32X3
#define PARTS 2
#else
#define PARTS 1
#endif

#if TILE_M * DEPTH % (4 * ITEMS) != 0 || TILE_N * DEPTH % (4 * ITEMS) != 0
#error "the work-items of a group must be able to share each tile's vectors equally"
#endif

// In which direction the matrices are contiguous as stored: along p, or along their lines.
#define A_ALONG_P (FORM != TN)
#define B_ALONG_P (FORM == NT)

/* Where a tile has line `line` at p. */
static inline int place(const int alongP, const int tile, const int line, const int p) {
    return alongP ? (line ^ (line >> 4 & 1)) * DEPTH + p : p * tile + ((line >> 2 ^ p >> 2) << 2 | (line & 3));
}

/*
 * Begins to copy a work-item's share of a tile: lines `first` on, of which the matrix has `lines`, and products p to end. What lies outside
 * becomes 0.
 */
static inline __attribute__((always_inline)) void fetch(
        __local float *to, const int alongP, const int tile, const int item,
        const __global float *x, const int stride, const int first, const int lines, const int p, const int end) {
    const int vector = ALIGNED ? 4 : 1;
    const int row = (alongP ? DEPTH : tile) / vector;
    // One float at a time there are too many copies for each to keep its addresses in registers, which operands of two parts need.
#if ALIGNED && PARTS == 1
#pragma unroll
#else
#pragma unroll 2
#endif
    for (int v = 0; v < tile * DEPTH / vector / ITEMS; v++) {
        const int index = item + v * ITEMS;
        const int line = alongP ? index / row : index % row * vector;
        const int q = alongP ? index % row * vector : index / row;
        const int inside = first + line < lines && p + q < end;
        const int left = alongP ? end - (p + q) : lines - (first + line);
        const int from = alongP ? (first + line) * stride + p + q : (p + q) * stride + first + line;
        copyAsync(to + place(alongP, tile, line, q), inside ? x + from : x, vector, inside ? min(left, vector) : 0);
    }
}

/* What a lane multiplies of the block of lines that begins with `line`: values[s][q] is of set s, at 4 (lane % 4) + q. */
static inline __attribute__((always_inline)) void readBlock(
        float values[4][4], const __local float *tile, const int alongP, const int lines, const int line, const int lane) {
    const int slot = lane / 4;
    const int p = lane % 4 * 4;
    const int own = line + slot / 2 * 4 + slot % 2 * 16;
#pragma unroll
    for (int i = 0; i < 4; i++) {
        if (alongP) {
            const float4 v = *(const __local float4 *)(tile + place(alongP, lines, own + i, p));
            values[i][0] = v.x;
            values[i][1] = v.y;
            values[i][2] = v.z;
            values[i][3] = v.w;
        } else {
            const float4 v = *(const __local float4 *)(tile + place(alongP, lines, own, p + i));
            values[0][i] = v.x;
            values[1][i] = v.y;
            values[2][i] = v.z;
            values[3][i] = v.w;
        }
    }
}

/* One or two registers of an operand: of set s, for product `step` of the 16 p. With BF16 they are pairs. */
static inline __attribute__((always_inline)) void roundSet(
        uint rounded[2], const float values[4][4], const int s, const int step, const int part) {
#pragma unroll
    for (int i = 0; i < 2; i++) {
#if OPERANDS == BF16
        rounded[i] = pairOfBf16(values[s][2 * i], values[s][2 * i + 1]);
#elif OPERANDS == TF32X3
        const float x = values[s][2 * step + i];
        const uint high = highOf(x);
        rounded[i] = part == 0 ? high : lowOf(x, high);
#else
        rounded[i] = roundToTf32(values[s][2 * step + i]);
#endif
    }
}

/* The operand a of rows 2 pair and 2 pair + 1 of a block's sets. */
static inline __attribute__((always_inline)) void roundRows(
        uint a[4], const float values[4][4], const int pair, const int step, const int part) {
    uint upper[2];
    uint lower[2];
    roundSet(upper, values, 2 * pair, step, part);
    roundSet(lower, values, 2 * pair + 1, step, part);
    a[0] = upper[0];
    a[1] = lower[0];
    a[2] = upper[1];
    a[3] = lower[1];
}

#if EMULATED
/* The element of an operand at k, of a register's worth of two with BF16. */
static inline float element(const uint bits, const int k) {
    return as_float(OPERANDS == BF16 ? (k % 2 == 0 ? bits << 16 : bits & 0xffff0000u) : bits);
}

/*
 * What multiplyInWarp does, by every lane alone: it reads and rounds what the lanes hold that tensor_core.cl names. The block and the pair
 * of sets give the rows, the block and the set the columns.
 */
static void emulateInWarp(
        float c[4], const __local float *aTile, const __local float *bTile, const int row, const int pair, const int column,
        const int s, const int step, const int aPart, const int bPart, const int lane) {
    for (int k = 0; k < DEPTH / STEPS; k++) {
        const int t = OPERANDS == BF16 ? k % 8 / 2 : k % 4;
        const int late = k / (DEPTH / STEPS / 2);
        float values[4][4];
        uint a[4];
        readBlock(values, aTile, A_ALONG_P, TILE_M, row, lane / 4 * 4 + t);
        roundRows(a, values, pair, step, aPart);
        for (int j = 0; j < 2; j++) {
            uint b[2];
            readBlock(values, bTile, B_ALONG_P, TILE_N, column, (lane % 4 * 2 + j) * 4 + t);
            roundSet(b, values, s, step, bPart);
            for (int i = 0; i < 2; i++) {
                c[2 * i + j] = fma(element(a[2 * late + i], k), element(b[late], k), c[2 * i + j]);
            }
        }
    }
}

/* What the other multiplyTiles does. */
static void multiplyTiles(
        float sum[2 * BLOCKS_M][4 * BLOCKS_N][4], const __local float *aTile, const __local float *bTile, const int row,
        const int column, const int lane) {
    for (int index = 0; index < 2 * BLOCKS_M * 4 * BLOCKS_N * STEPS; index++) {
        const int step = index % STEPS;
        const int j = index / STEPS % (4 * BLOCKS_N);
        const int i = index / STEPS / (4 * BLOCKS_N);
        const int rows = row + i / 2 * BLOCK;
        const int columns = column + j / 4 * BLOCK;
#if PARTS == 2
        float few[4] = {0.0f, 0.0f, 0.0f, 0.0f};
        emulateInWarp(few, aTile, bTile, rows, i % 2, columns, j % 4, step, 1, 0, lane);
        emulateInWarp(few, aTile, bTile, rows, i % 2, columns, j % 4, step, 0, 1, lane);
        emulateInWarp(few, aTile, bTile, rows, i % 2, columns, j % 4, step, 0, 0, lane);
        for (int e = 0; e < 4; e++) {
            sum[i][j][e] += few[e];
        }
#else
        emulateInWarp(sum[i][j], aTile, bTile, rows, i % 2, columns, j % 4, step, 0, 0, lane);
#endif
    }
}
#else
/* c += a b, with the parts of a and b. */
static inline __attribute__((always_inline)) void addProducts(float c[4], const uint a[PARTS][4], const uint b[PARTS][2]) {
#if PARTS == 2
    float few[4] = {0.0f, 0.0f, 0.0f, 0.0f};
    multiplyInWarp(few, a[1], b[0]);
    multiplyInWarp(few, a[0], b[1]);
    multiplyInWarp(few, a[0], b[0]);
#pragma unroll
    for (int e = 0; e < 4; e++) {
        c[e] += few[e];
    }
#else
    multiplyInWarp(c, a[0], b[0]);
#endif
}

/* sum += the products of a stage's tiles: of the warp's rows and columns that begin at `row` and `column` of the tiles. */
static inline __attribute__((always_inline)) void multiplyTiles(
        float sum[2 * BLOCKS_M][4 * BLOCKS_N][4], const __local float *aTile, const __local float *bTile, const int row,
        const int column, const int lane) {
    float bValues[BLOCKS_N][4][4];
#pragma unroll
    for (int j = 0; j < BLOCKS_N; j++) {
        readBlock(bValues[j], bTile, B_ALONG_P, TILE_N, column + j * BLOCK, lane);
    }
#pragma unroll
    for (int i = 0; i < BLOCKS_M; i++) {
        float aValues[4][4];
        readBlock(aValues, aTile, A_ALONG_P, TILE_M, row + i * BLOCK, lane);
#pragma unroll
        for (int step = 0; step < STEPS; step++) {
            uint a[2][PARTS][4];
#pragma unroll
            for (int part = 0; part < PARTS; part++) {
                roundRows(a[0][part], aValues, 0, step, part);
                roundRows(a[1][part], aValues, 1, step, part);
            }
#pragma unroll
            for (int j = 0; j < 4 * BLOCKS_N; j++) {
                uint b[PARTS][2];
#pragma unroll
                for (int part = 0; part < PARTS; part++) {
                    roundSet(b[part], bValues[j / 4], j % 4, step, part);
                }
                addProducts(sum[2 * i][j], a[0], b);
                addProducts(sum[2 * i + 1][j], a[1], b);
            }
        }
    }
}
#endif
