// The way back through dense layers, two products in one grid: the gradient of a layer's input (FIRST = NN) or of its weights (TN), or
// nothing (NONE), and the gradient of another layer's weights.
//
//   NN   c(i, p) = sum over j of a(i, j) b(j, p)     a = dz, b = w, c = dx;  times f'(value(i, p)) where there is a DERIVATIVE (epilogue.cl)
//   TN   dw(j, p) = sum over i of dz(i, j) x(i, p)   FIRST_DB, SECOND_DB: db(j) = sum over i of dz(i, j)
//
// Groups are numbered along one dimension: the tiles of the first product, row after row, then those of the second, and with FINISH one more.
//
// UPDATE: who has computed a gradient goes on to the optimizer's step of that parameter (update_rule.cl). Gradients and parameters are laid
// out alike: the gradient of parameter i of w is element gradientOffset + i of the buffer that dw and db lie in. The last group of a product
// takes the `tail` elements after dw and the `dbTail` elements after db as well, whose gradients are what the buffer holds. A layer's weights
// change in a launch after the one that multiplies with them.
//
// FINISH, in the last launch of a step: one group adds the parts of the loss that the head has left (head.cl), in a fixed order, and
// losses(cursor) = their sum / divisor, or += that (ADD_LOSS); then it moves the cursor on (ADVANCE). No other group looks at the cursor.
//
// Every group goes the same way through the barriers, the one that finishes with an empty product.
//
// The tiles are those of tile.cl. Local size (ITEMS_N, ITEMS_M), groups in one dimension.

#define NONE 3

#ifndef FIRST
#define FIRST NN
#endif
#ifndef FIRST_DB
#define FIRST_DB 0
#endif
#ifndef SECOND_DB
#define SECOND_DB 0
#endif
#ifndef UPDATE
#define UPDATE 0
#endif
#ifndef FINISH
#define FINISH 0
#endif
#ifndef DIVISORS
#define DIVISORS 0
#endif
#ifndef ADD_LOSS
#define ADD_LOSS 0
#endif
#ifndef ADVANCE
#define ADVANCE 0
#endif

#if ITEMS < TILE_M
#error "the sums need a work-item for each of the tile's rows"
#endif

// An operand of the form TN has the number of its product in its name.
#define WEIGHTS_PARAMETERS(number)                                                                      \
    const __global float *dz##number, const int dz##number##Offset, const int dz##number##Stride,       \
            const __global float *x##number, const int x##number##Offset, const int x##number##Stride, \
            __global float *dw##number, const int dw##number##Offset, const int dw##number##Stride,
#define DB_PARAMETERS(number) __global float *db##number, const int db##number##Offset,
#define WEIGHTS_SIZES(number) \
    const int m##number, const int n##number, const int k##number, const int tail##number, const int dbTail##number

#if FIRST == NN
#define FIRST_PARAMETERS                                          \
    const __global float *a, const int aOffset, const int aStride, \
            const __global float *b, const int bOffset, const int bStride, EPILOGUE_PARAMETERS,
#define FIRST_SIZES , const int m, const int n, const int k
#elif FIRST == TN
#if FIRST_DB
#define FIRST_PARAMETERS WEIGHTS_PARAMETERS(1) DB_PARAMETERS(1)
#else
#define FIRST_PARAMETERS WEIGHTS_PARAMETERS(1)
#endif
#define FIRST_SIZES , WEIGHTS_SIZES(1)
#else
#define FIRST_PARAMETERS
#define FIRST_SIZES
#endif
#if SECOND_DB
#define SECOND_PARAMETERS WEIGHTS_PARAMETERS(2) DB_PARAMETERS(2)
#else
#define SECOND_PARAMETERS WEIGHTS_PARAMETERS(2)
#endif

#if UPDATE
#define UPDATE_PARAMETERS \
    __global float *w, const int wOffset, STATE_PARAMETERS() const __global float *coefficients, const int coefficientsOffset,
#define UPDATE_ARGUMENTS w, wOffset, STATE_ARGUMENTS coefficients, coefficientsOffset,
#define UPDATE_SIZES , const int gradientOffset UPDATE_CONSTANTS
#define UPDATE_SIZE_ARGUMENTS , gradientOffset UPDATE_CONSTANT_ARGUMENTS
// The step of the parameter whose gradient lies at that place of its buffer.
#define STEP(gradients, place)                                                                                                 \
    updateParameter(                                                                                                           \
            (place) - gradientOffset, gradients[place], 1.0f, w, wOffset, STATE_ARGUMENTS coefficients + coefficientsOffset \
            UPDATE_CONSTANT_ARGUMENTS)
#else
#define UPDATE_PARAMETERS
#define UPDATE_ARGUMENTS
#define UPDATE_SIZES
#define UPDATE_SIZE_ARGUMENTS
#endif

#if FINISH
#if DIVISORS
#define DIVISORS_PARAMETERS const __global float *divisors, const int divisorsOffset,
#else
#define DIVISORS_PARAMETERS
#endif
#define FINISH_PARAMETERS \
    const __global float *parts, __global int *cursor, const int cursorOffset, DIVISORS_PARAMETERS __global float *losses, \
            const int lossesOffset,
#define FINISH_SIZES , const int partCount, const int rows, const int steps
#else
#define FINISH_PARAMETERS
#define FINISH_SIZES
#endif

/* A product; db is 0 where nobody wants the biases' gradient. */
typedef struct {
    int form;
    const __global float *a;
    int aStride;
    const __global float *b;
    int bStride;
    __global float *dw;
    int dwOffset;
    int dwStride;
    __global float *db;
    int dbOffset;
    int m;
    int n;
    int k;
    int tail;
    int dbTail;
    int tile; // the group's among the product's tiles
} Product;

// A product of the form TN by its number, but for db.
#define WEIGHTS(number, tile)                                                                                                \
    {                                                                                                                        \
        TN, dz##number + dz##number##Offset, dz##number##Stride, x##number + x##number##Offset, x##number##Stride, dw##number, \
                dw##number##Offset, dw##number##Stride, 0, 0, m##number, n##number, k##number, tail##number, dbTail##number, \
                tile                                                                                                         \
    }

static inline int tilesOf(const int m, const int n) {
    return (m + TILE_M - 1) / TILE_M * ((n + TILE_N - 1) / TILE_N);
}

#if UPDATE
/* The steps of a tile's weights and biases, and in the last tile of what follows them. Neighbours take neighbouring elements. */
static inline void updateTile(
        const Product *product, const int firstRow, const int firstColumn, UPDATE_PARAMETERS const int item UPDATE_SIZES) {
    for (int e = item; e < TILE_M * TILE_N; e += ITEMS) {
        const int row = firstRow + e / TILE_N;
        const int column = firstColumn + e % TILE_N;
        if (row < product->m && column < product->n) {
            STEP(product->dw, product->dwOffset + row * product->dwStride + column);
        }
    }
    if (product->db && firstColumn == 0) {
        for (int e = item; e < TILE_M && firstRow + e < product->m; e += ITEMS) {
            STEP(product->db, product->dbOffset + firstRow + e);
        }
    }
    if (product->tile == tilesOf(product->m, product->n) - 1) {
        for (int e = item; e < product->tail; e += ITEMS) {
            STEP(product->dw, product->dwOffset + product->m * product->n + e);
        }
        for (int e = item; e < product->dbTail; e += ITEMS) {
            STEP(product->db, product->dbOffset + product->m + e);
        }
    }
}
#endif

__kernel __attribute__((reqd_work_group_size(ITEMS_N, ITEMS_M, 1))) void backward(
        FIRST_PARAMETERS
        SECOND_PARAMETERS
        UPDATE_PARAMETERS
        FINISH_PARAMETERS
        WEIGHTS_SIZES(2) FIRST_SIZES UPDATE_SIZES FINISH_SIZES) {
    __local float aTiles[2 * STAGE_A] __attribute__((aligned(16)));
    __local float bTiles[2 * STAGE_B] __attribute__((aligned(16)));
    const int item = get_local_id(1) * ITEMS_N + get_local_id(0);
    const int group = get_group_id(0);
#if FIRST == NN
    const int firstTiles = tilesOf(m, n);
#elif FIRST == TN
    const int firstTiles = tilesOf(m1, n1);
#else
    const int firstTiles = 0;
#endif
    Product product = WEIGHTS(2, group - firstTiles);
#if SECOND_DB
    product.db = db2;
    product.dbOffset = db2Offset;
#endif
#if FIRST == NN
    if (group < firstTiles) {
        const Product first = {NN, a + aOffset, aStride, b + bOffset, bStride, 0, 0, 0, 0, 0, m, n, k, 0, 0, group};
        product = first;
    }
#elif FIRST == TN
    if (group < firstTiles) {
        const Product first = WEIGHTS(1, group);
        product = first;
#if FIRST_DB
        product.db = db1;
        product.dbOffset = db1Offset;
#endif
    }
#endif
#if FINISH
    const int finishing = group == firstTiles + tilesOf(m2, n2);
    if (finishing) {
        product.m = 0;
        product.n = 0;
        product.k = 0;
        product.tile = 0;
    }
#endif

    const int across = max(1, (product.n + TILE_N - 1) / TILE_N);
    const int firstRow = product.tile / across * TILE_M;
    const int firstColumn = product.tile % across * TILE_N;
    const int summing = product.db && firstColumn == 0 && item < TILE_M;
    Left left;
    left.x = product.a;
    left.stride = product.aStride;
    float columnSum = 0.0f;
    float4 sum[ITEM_M][ITEM_N / 4];
    multiply(
            sum, &columnSum, product.form, summing, &left, product.b, product.bStride, firstRow, product.m, firstColumn, product.n, 0,
            product.k, aTiles, bTiles);

#pragma unroll
    for (int i = 0; i < ITEM_M; i++) {
        const int row = firstRow + get_local_id(1) * ITEM_M + i;
#pragma unroll
        for (int j = 0; j < ITEM_N / 4; j++) {
            const int column = firstColumn + (j * ITEMS_N + get_local_id(0)) * 4;
            if (row < product.m && column < product.n) {
#if FIRST == NN
                if (product.form == NN) {
                    finish(sum[i][j], row, column, n - column, EPILOGUE_ARGUMENTS);
                } else
#endif
                {
                    const int place = product.dwOffset + row * product.dwStride + column;
                    store(sum[i][j], product.dw + place, product.n - column);
                }
            }
        }
    }
    if (summing && firstRow + item < product.m) {
        product.db[product.dbOffset + firstRow + item] = columnSum;
    }
#if FINISH
    float loss = 0.0f;
    for (int i = item; finishing && i < partCount; i += ITEMS) {
        loss += parts[i];
    }
    aTiles[item] = loss;
#endif
#if UPDATE || FINISH
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
#endif
#if UPDATE
    if (product.form == TN) {
        updateTile(&product, firstRow, firstColumn, UPDATE_ARGUMENTS item UPDATE_SIZE_ARGUMENTS);
    }
#endif
#if FINISH
    if (finishing && item == 0) {
        for (int i = 1; i < ITEMS; i++) {
            loss += aTiles[i];
        }
        const int step = cursor[cursorOffset];
        if (step >= 0 && step < steps) {
#if DIVISORS
            const float divisor = divisors[divisorsOffset + step];
#else
            const float divisor = rows;
#endif
            __global float *to = losses + lossesOffset + step;
            *to = ADD_LOSS ? *to + loss / divisor : loss / divisor;
        }
#if ADVANCE
        cursor[cursorOffset] = step + 1;
#endif
    }
#endif
}
