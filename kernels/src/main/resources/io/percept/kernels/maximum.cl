// What chooses the first largest of some neighbours in a row. Not a number is larger than every number.
//
//   max_of_pieces            y(i, u) = the largest of x(i, u pieces) to x(i, u pieces + pieces - 1)
//   max_of_pieces_backward   dx = dy(i, u) at the first largest of them, 0 at the others
//   winner_take_all          y = 1 at the first largest of the row, else 0; all not a number where the row has one
//
// Matrices are row-major with a stride: x and dx are rows x (units pieces), y and dy rows x units; for winner_take_all both are
// rows x columns, and y may be x.
// max_of_pieces and its gradient: local size (GROUP, 1), global size (units rounded up to GROUP, rows).
// winner_take_all: one work-group does a row; local size GROUP, a power of two, global size rows * GROUP.

#ifndef GROUP
#define GROUP 64
#endif

/* Whether b is larger than a. */
static inline int isLarger(const float b, const float a) {
    return b > a || (isnan(b) && !isnan(a));
}

/* The index of the first largest of n neighbours. */
static inline int firstLargest(const __global float *x, const int n) {
    int winner = 0;
    float largest = x[0];
    for (int j = 1; j < n; j++) {
        if (isLarger(x[j], largest)) {
            winner = j;
            largest = x[j];
        }
    }
    return winner;
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void max_of_pieces(
        const __global float *x, const int xOffset, const int xStride,
        __global float *y, const int yOffset, const int yStride,
        const int rows, const int units, const int pieces) {
    const int i = get_global_id(1);
    const int unit = get_global_id(0);
    if (i < rows && unit < units) {
        x += xOffset + i * xStride + unit * pieces;
        y[yOffset + i * yStride + unit] = x[firstLargest(x, pieces)];
    }
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void max_of_pieces_backward(
        const __global float *dy, const int dyOffset, const int dyStride,
        const __global float *x, const int xOffset, const int xStride,
        __global float *dx, const int dxOffset, const int dxStride,
        const int rows, const int units, const int pieces) {
    const int i = get_global_id(1);
    const int unit = get_global_id(0);
    if (i < rows && unit < units) {
        const int winner = firstLargest(x + xOffset + i * xStride + unit * pieces, pieces);
        dx += dxOffset + i * dxStride + unit * pieces;
        for (int j = 0; j < pieces; j++) {
            dx[j] = j == winner ? dy[dyOffset + i * dyStride + unit] : 0.0f;
        }
    }
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void winner_take_all(
        const __global float *x, const int xOffset, const int xStride,
        __global float *y, const int yOffset, const int yStride,
        const int rows, const int columns) {
    __local float largests[GROUP];
    __local int winners[GROUP];
    const int i = get_group_id(0);
    const int item = get_local_id(0);
    x += xOffset + i * xStride;
    y += yOffset + i * yStride;

    // A work-item without elements has a winner that is nowhere, and loses to every element.
    float largest = -INFINITY;
    int winner = columns;
    for (int j = item; j < columns; j += GROUP) {
        if (winner == columns || isLarger(x[j], largest)) {
            winner = j;
            largest = x[j];
        }
    }
    largests[item] = largest;
    winners[item] = winner;
    for (int apart = GROUP / 2; apart > 0; apart /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (item < apart) {
            const float a = largests[item];
            const float b = largests[item + apart];
            const int isFirst = !isLarger(a, b) && winners[item + apart] < winners[item];
            if (isLarger(b, a) || isFirst) {
                largests[item] = b;
                winners[item] = winners[item + apart];
            }
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int j = item; j < columns; j += GROUP) {
        y[j] = isnan(largests[0]) ? NAN : j == winners[0] ? 1.0f : 0.0f;
    }
}
