// The second kernel of products whose k is split (SPLIT_K). The text stands after the product's.

#ifndef GROUP // work-items of a group
#define GROUP 64
#endif

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
