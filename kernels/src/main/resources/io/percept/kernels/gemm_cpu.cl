// C (m x n) = A B for devices of type CPU: A(i, p) and B(p, j) as FORM says, then the epilogue.
//
//   NN   a is m x k   b is k x n     gradient of a layer's input
//   NT   a is m x k   b is n x k     a dense layer
//   TN   a is k x m   b is k x n     gradient of the weights
//
// One work-item is one work-group, without barriers. It owns rowsPerItem rows and panelsPerItem panels of C, a panel being
// NR = VECTORS * WIDTH columns:
//
//              NR columns                 For DEPTH steps of p at a time it goes over its panels. It packs B's columns, row after row,
//             +----------+                into its slice of the workspace (DEPTH x NR, which a cache holds; transposing where B is
//             |  B (k)   |                stored n x k), and goes down its rows in blocks of MR x NR, whose sums stay in registers:
//   +-------+ +----------+                each step over p is VECTORS loads from the panel and MR numbers of A, for MR * VECTORS
//   | A     | | MR x NR  |                multiply-adds. Where A is stored k x m, a step further in p is a whole row away; such an A
//   |  (k)  | | block    |  rowsPerItem   is packed, too, before the panels.
//   +-------+ +----------+
//                                         After K. Goto, R. van de Geijn: "Anatomy of High-Performance Matrix Multiplication", 2008.
//
// Sums run over p in rising order, so that the result depends neither on the number of work-items nor on the block's shape.
// Local size (1, 1), global size (ceil(n / (panelsPerItem NR)), ceil(m / rowsPerItem)); rowsPerItem is a multiple of MR. A work-item's
// slice of the workspace, d being the smaller of k and DEPTH:
//
//   panel(p, j)               d x NR
//   tile(r, j)                MR x NR; where k > DEPTH, one for each block and panel: the sums until they are finished
//   packed(block, p, r)       rowsPerItem / MR x d x MR, rounded up to whole cache lines; TN only

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
#ifndef DEPTH // steps of p for which a panel is packed
#define DEPTH 1024
#endif
#ifndef COLUMN_SUMS // TN: sums(i) = sum over p of A(i, p)
#define COLUMN_SUMS 0
#endif

#define NR (VECTORS * WIDTH)

// Floats of a cache line, at whose beginnings the slices of the workspace begin.
#define LINE 16
// Blocks that are packed side by side, so that what is read of a row of A is about four cache lines.
#define PACKED_BLOCKS (4 * LINE / MR)

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

#if FORM == TN
/* packed(i / MR, p, i % MR) = a(p, i) for the rows of C from a on, 0 where there are none. */
static inline void packRows(const __global float *a, const int stride, const int rows, const int k, __global float *packed) {
    int i = 0;
    while (i + MR <= rows) {
        const int blocks = min(PACKED_BLOCKS, (rows - i) / MR);
        for (int p = 0; p < k; p++) {
            const __global float *from = a + p * (long)stride + i;
            __global float *to = packed + i * (long)k + p * MR;
#pragma unroll 1
            for (int block = 0; block < blocks; block++) {
                float parts[MR];
#pragma unroll
                for (int r = 0; r < MR; r++) {
                    parts[r] = from[r];
                }
#pragma unroll
                for (int r = 0; r < MR; r++) {
                    to[r] = parts[r];
                }
                from += MR;
                to += k * (long)MR;
            }
        }
        i += blocks * MR;
    }
    if (i < rows) {
        for (int p = 0; p < k; p++) {
            for (int r = 0; r < MR; r++) {
                packed[i * (long)k + p * MR + r] = i + r < rows ? a[p * (long)stride + i + r] : 0.0f;
            }
        }
    }
}
#endif

/*
 * tile(r, v) = [tile(r, v)] + sum over p of A(r, p) panel(p, v) for MR rows of so many vectors. vectors is a constant wherever this is
 * called, and so the sums stay in registers. Pointers and a long index: with int ones each access would need a sign extension of its own.
 */
static inline __attribute__((always_inline)) void multiply(
        const int vectors, const int resume, const __global float *row[MR], const __global float *panel, const int k,
        __global float *tile) {
    VECTOR sum[MR][VECTORS];
#pragma unroll
    for (int r = 0; r < MR; r++) {
#pragma unroll
        for (int v = 0; v < vectors; v++) {
            sum[r][v] = resume ? VLOAD(v, tile + r * NR) : (VECTOR)(0.0f);
        }
    }
    const __global float *end = panel + k * (long)NR;
    for (long at = 0; panel != end; at += FORM == TN ? MR : 1, panel += NR) {
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
#pragma unroll
        for (int v = 0; v < vectors; v++) {
            VSTORE(sum[r][v], v, tile + r * NR);
        }
    }
}

#if COLUMN_SUMS
/* sums(i) (+)= sum over p of a(p, i) for the rows of C from `from` to `to`. */
static inline void addColumns(
        const __global float *a, const int aStride, const int from, const int to, const int k, __global float *sums) {
    for (int i = from; i < to; i += NR) {
        VECTOR sum[VECTORS];
#pragma unroll
        for (int v = 0; v < VECTORS; v++) {
            sum[v] = (VECTOR)(0.0f);
        }
        for (int p = 0; p < k; p++) {
#pragma unroll
            for (int v = 0; v < VECTORS; v++) {
                sum[v] += load(a + p * (long)aStride + i + v * WIDTH, to - i - v * WIDTH);
            }
        }
#pragma unroll
        for (int v = 0; v < VECTORS; v++) {
#if ACCUMULATE
            sum[v] += load(sums + i + v * WIDTH, to - i - v * WIDTH);
#endif
            store(sum[v], sums + i + v * WIDTH, to - i - v * WIDTH);
        }
    }
}
#endif

__kernel __attribute__((reqd_work_group_size(1, 1, 1))) void gemm(
        const __global float *a, const int aOffset, const int aStride,
        const __global float *b, const int bOffset, const int bStride,
        EPILOGUE_PARAMETERS, SUMS_PARAMETERS
        __global float *workspace, const int workspaceOffset,
        const int m, const int n, const int k, const int rowsPerItem, const int panelsPerItem) {
    const int depth = min(k, DEPTH);
    // A tile for each block and panel where the sums take several rounds, otherwise one.
    const long tileFloats = NR * (long)(k > DEPTH ? rowsPerItem * panelsPerItem : MR);
    const long packedFloats = FORM == TN ? (rowsPerItem * (long)depth + LINE - 1) / LINE * LINE : 0;
    const long slice = depth * (long)NR + tileFloats + packedFloats;
    __global float *panel = workspace + workspaceOffset + slice * (get_group_id(1) * get_num_groups(0) + get_group_id(0));
    __global float *tiles = panel + depth * (long)NR;
    __global float *packed = tiles + tileFloats;
    const int first = get_group_id(1) * rowsPerItem;
    const int end = min(m, first + rowsPerItem);
    const int left = get_group_id(0) * panelsPerItem * NR;
    const int right = min(n, left + panelsPerItem * NR);
    a += aOffset;
    b += bOffset;

    for (int p = 0; p < k; p += DEPTH) {
        const int products = min(k - p, DEPTH);
        __global float *tile = tiles;
#if FORM == TN
        packRows(a + p * (long)aStride + first, aStride, end - first, products, packed);
#endif
        for (int j = left; j < right; j += NR) {
            const int columns = min(n - j, NR);
            pack(b + (FORM == NT ? j * (long)bStride + p : p * (long)bStride + j), bStride, columns, products, panel);
            for (int i = first; i < end; i += MR) {
                const __global float *row[MR];
#pragma unroll
                for (int r = 0; r < MR; r++) {
#if FORM == TN
                    row[r] = packed + (i - first) * (long)products + r;
#else
                    row[r] = a + min(i + r, m - 1) * (long)aStride + p;
#endif
                }
                if (columns > NR - WIDTH) {
                    multiply(VECTORS, p > 0, row, panel, products, tile);
                } else {
#pragma unroll 1
                    for (int v = 0; v * WIDTH < columns; v++) {
                        multiply(1, p > 0, row, panel + v * WIDTH, products, tile + v * WIDTH);
                    }
                }
                if (p + DEPTH >= k) {
                    const int rows = min(MR, end - i);
#pragma unroll 1
                    for (int r = 0; r < rows; r++) {
#pragma unroll 1
                        for (int v = 0; v * WIDTH < columns; v++) {
                            finish(VLOAD(v, tile + r * NR), i + r, j + v * WIDTH, columns - v * WIDTH, EPILOGUE_ARGUMENTS);
                        }
                    }
                }
                if (k > DEPTH) {
                    tile += MR * NR;
                }
            }
        }
    }
#if COLUMN_SUMS
    if (left == 0) {
        addColumns(a, aStride, first, end, k, sums + sumsOffset);
    }
#endif
}
