// Which tile of C a work-group computes. Groups start in the order of their numbers, row after row of tiles; those that run at the same time
// then share few of a large product's columns of B. In bands of BAND rows of tiles, which are gone through column by column, they share
// both rows and columns, and find more of them in the cache that all compute units have in common.

#ifndef BAND // rows of tiles in a band; 1 for row after row
#define BAND 1
#endif

/* The tile's column and row. */
static inline int2 tileOfGroup(void) {
#if BAND == 1
    return (int2)(get_group_id(0), get_group_id(1));
#else
    const int columns = get_num_groups(0);
    const int group = get_group_id(1) * columns + get_group_id(0);
    const int first = group / (BAND * columns) * BAND;
    const int rows = min(BAND, (int)get_num_groups(1) - first);
    const int place = group - first * columns;
    return (int2)(place / rows, first + place % rows);
#endif
}
