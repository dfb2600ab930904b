// C (m x n) = A B for devices of type CPU: A(i, p) and B(p, j) as FORM says, then the epilogue.
//
//   NN   a is m x k   b is k x n     gradient of a layer's input
//   NT   a is m x k   b is n x k     a dense layer
//   TN   a is k x m   b is k x n     gradient of the weights
//
// One work-item is one work-group, without barriers. It owns a panel of NR = VECTORS * WIDTH columns and rowsPerItem rows of C:
//
//              NR columns                 First it packs its columns of B, row after row, into its slice of the workspace (k x NR,
//             +----------+                which a cache holds; transposing where B is stored n x k). Then it goes down its rows in
//             |  B (k)   |                blocks of MR x NR, whose sums stay in registers for all of k: each step over p is VECTORS
//   +-------+ +----------+                loads from the panel and MR numbers of A, for MR * VECTORS multiply-adds.
//   | A     | | MR x NR  |
//   |  (k)  | | block    |  rowsPerItem   After K. Goto, R. van de Geijn: "Anatomy of High-Performance Matrix Multiplication", 2008.
//   +-------+ +----------+
//
// Sums run over p in rising order, so that the result depends neither on the number of work-items nor on the block's shape.
// Local size (1, 1), global size (ceil(n / NR), ceil(m / rowsPerItem)), workspace k * NR floats for each work-item.

#define NN 0
#define NT 1
#define TN 2

#ifndef FORM
#define FORM NN
#endif
#ifndef MR // rows of a block
#define MR 8
#endif
#ifndef VECTORS // vectors in a row of a block
#define VECTORS 3
#endif
#ifndef COLUMN_SUMS // TN: sums(i) = sum over p of A(i, p)
#define COLUMN_SUMS 0
#endif

#define NR (VECTORS * WIDTH)

#if COLUMN_SUMS
#define SUMS_PARAMETERS __global float *sums, const int sumsOffset,
#else
#define SUMS_PARAMETERS
#endif

#if FORM == NT
/* Transposes a WIDTH x WIDTH matrix in registers: log2(WIDTH) rounds, each of which shuffles rows as one shuffles cards. */
static inline void transpose(VECTOR rows[WIDTH]) {
#pragma unroll
    for (int round = 1; round < WIDTH; round *= 2) {
        VECTOR shuffled[WIDTH];
#pragma unroll
        for (int i = 0; i < WIDTH / 2; i++) {
            const VECTOR upper = rows[i];
            const VECTOR lower = rows[i + WIDTH / 2];
            shuffled[2 * i].even = upper.lo;
            shuffled[2 * i].odd = lower.lo;
            shuffled[2 * i + 1].even = upper.hi;
            shuffled[2 * i + 1].odd = lower.hi;
        }
#pragma unroll
        for (int i = 0; i < WIDTH; i++) {
            rows[i] = shuffled[i];
        }
    }
}

/* panel(p, j) = b(j, p) for the columns of B from b on, 0 where there are none. */
static inline void pack(const __global float *b, const int stride, const int columns, const int k, __global float *panel) {
    for (int j = 0; j < columns; j += WIDTH) {
        int p = 0;
        if (j + WIDTH <= columns) {
            for (; p + WIDTH <= k; p += WIDTH) {
                VECTOR rows[WIDTH];
#pragma unroll
                for (int i = 0; i < WIDTH; i++) {
                    rows[i] = VLOAD(0, b + (j + i) * stride + p);
                }
                transpose(rows);
#pragma unroll
                for (int i = 0; i < WIDTH; i++) {
                    VSTORE(rows[i], 0, panel + (p + i) * NR + j);
                }
            }
        }
        for (; p < k; p++) {
            for (int i = j; i < j + WIDTH; i++) {
                panel[p * NR + i] = i < columns ? b[i * stride + p] : 0.0f;
            }
        }
    }
}
#else
/* panel(p, j) = b(p, j) for the columns of B from b on, 0 where there are none. */
static inline void pack(const __global float *b, const int stride, const int columns, const int k, __global float *panel) {
    for (int p = 0; p < k; p++) {
#pragma unroll
        for (int j = 0; j < NR; j += WIDTH) {
            VSTORE(j < columns ? load(b + p * stride + j, columns - j) : (VECTOR)(0.0f), 0, panel + p * NR + j);
        }
    }
}
#endif

/*
 * Rows i to i + MR - 1 and columns j on of C: so many vectors, of which the last has so many lanes. Rows past the last one repeat it and
 * are not stored. vectors is a constant wherever this is called, and so the sums stay in registers.
 */
static inline __attribute__((always_inline)) void block(
        const int vectors, const int lanes, const int i, const int j, const int m, const int k,
        const __global float *a, const int aStride, const __global float *panel, EPILOGUE_PARAMETERS) {
    // Pointers and a long index: with int ones each access would need a sign extension of its own.
    const __global float *row[MR];
    VECTOR sum[MR][VECTORS];
#pragma unroll
    for (int r = 0; r < MR; r++) {
        row[r] = a + min(i + r, m - 1) * (FORM == TN ? 1 : aStride);
#pragma unroll
        for (int v = 0; v < vectors; v++) {
            sum[r][v] = (VECTOR)(0.0f);
        }
    }
    const long step = FORM == TN ? aStride : 1;
    const __global float *end = panel + k * NR;
    for (long at = 0; panel != end; at += step, panel += NR) {
        VECTOR b[VECTORS];
#pragma unroll
        for (int v = 0; v < vectors; v++) {
            b[v] = VLOAD(v, panel);
        }
#pragma unroll
        for (int r = 0; r < MR; r++) {
            const VECTOR scale = (VECTOR)(row[r][at]);
#pragma unroll
            for (int v = 0; v < vectors; v++) {
                sum[r][v] = fma(scale, b[v], sum[r][v]);
            }
        }
    }
#pragma unroll
    for (int r = 0; r < MR; r++) {
        if (i + r < m) {
#pragma unroll
            for (int v = 0; v < vectors; v++) {
                finish(sum[r][v], i + r, j + v * WIDTH, v < vectors - 1 ? WIDTH : lanes, EPILOGUE_ARGUMENTS);
            }
        }
    }
}

/* Rows i to m - 1 of a panel, block after block. */
static inline __attribute__((always_inline)) void blocks(
        const int vectors, const int lanes, int i, const int j, const int m, const int k,
        const __global float *a, const int aStride, const __global float *panel, EPILOGUE_PARAMETERS) {
    for (; i < m; i += MR) {
        block(vectors, lanes, i, j, m, k, a, aStride, panel, EPILOGUE_ARGUMENTS);
    }
}

#if COLUMN_SUMS
/* sums(i) (+)= sum over p of a(p, i) for the rows of C from `from` to `to`. */
static inline void addColumns(
        const __global float *a, const int aStride, const int from, const int to, const int k, __global float *sums) {
    for (int i = from; i < to; i += WIDTH) {
        VECTOR sum = (VECTOR)(0.0f);
        for (int p = 0; p < k; p++) {
            sum += load(a + p * aStride + i, to - i);
        }
#if ACCUMULATE
        sum += load(sums + i, to - i);
#endif
        store(sum, sums + i, to - i);
    }
}
#endif

__kernel __attribute__((reqd_work_group_size(1, 1, 1))) void gemm(
        const __global float *a, const int aOffset, const int aStride,
        const __global float *b, const int bOffset, const int bStride,
        EPILOGUE_PARAMETERS, SUMS_PARAMETERS
        __global float *workspace, const int workspaceOffset,
        const int m, const int n, const int k, const int rowsPerItem) {
    const int slice = get_group_id(1) * get_num_groups(0) + get_group_id(0);
    __global float *panel = workspace + workspaceOffset + slice * k * NR;
    const int j = get_group_id(0) * NR;
    const int first = get_group_id(1) * rowsPerItem;
    const int end = min(m, first + rowsPerItem);
    a += aOffset;

    const int columns = min(n - j, NR);
    pack(b + bOffset + j * (FORM == NT ? bStride : 1), bStride, columns, k, panel);
    const int vectors = (columns + WIDTH - 1) / WIDTH;
    const int lanes = columns - (vectors - 1) * WIDTH;
    if (columns == NR) {
        blocks(VECTORS, WIDTH, first, j, end, k, a, aStride, panel, EPILOGUE_ARGUMENTS);
    } else if (vectors == 1) {
        blocks(1, lanes, first, j, end, k, a, aStride, panel, EPILOGUE_ARGUMENTS);
#if VECTORS >= 2
    } else if (vectors == 2) {
        blocks(2, lanes, first, j, end, k, a, aStride, panel, EPILOGUE_ARGUMENTS);
#endif
#if VECTORS >= 3
    } else if (vectors == 3) {
        blocks(3, lanes, first, j, end, k, a, aStride, panel, EPILOGUE_ARGUMENTS);
#endif
#if VECTORS >= 4
    } else if (vectors == 4) {
        blocks(4, lanes, first, j, end, k, a, aStride, panel, EPILOGUE_ARGUMENTS);
#endif
    }
#if COLUMN_SUMS
    if (j == 0) {
        addColumns(a, aStride, first, end, k, sums + sumsOffset);
    }
#endif
}
