// What no operation shows of a device, for those who measure it.
//
//   barriers        y(i) = (i + count) mod GROUP: in each of count rounds a work-item hands its number on to the one before it
//   multiply_adds   y(i) = sum over j < SUMS of x(j) after count * STEPS times x(j) = x(j) a + b, from x(j) = (i mod GROUP) + j
//
// A round of barriers is one barrier, with what it is there for: a number is written to local memory, and another one read. The numbers lie
// in two places by turns, so that nobody writes where somebody may still have to read.
// The sums of multiply_adds are independent of each other, so that a processor can work on several at once; the loops over steps and sums
// are short enough to be unrolled, so that counting costs little.
//
// Local size GROUP; global size a multiple of it.

#ifndef GROUP
#define GROUP 256
#endif

#define SUMS 8
#define STEPS 8

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void barriers(
        __global float *y, const int yOffset,
        const int count) {
    __local int places[2 * GROUP];
    const int item = get_local_id(0);
    int number = item;
    for (int round = 0; round < count; round++) {
        __local int *place = places + (round & 1) * GROUP;
        place[item] = number;
        barrier(CLK_LOCAL_MEM_FENCE);
        number = place[(item + 1) & (GROUP - 1)];
    }
    y[yOffset + get_global_id(0)] = number;
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void multiply_adds(
        __global float *y, const int yOffset,
        const int count, const float a, const float b) {
    float x[SUMS];
    for (int j = 0; j < SUMS; j++) {
        x[j] = get_local_id(0) + j;
    }
    for (int round = 0; round < count; round++) {
        for (int step = 0; step < STEPS; step++) {
            for (int j = 0; j < SUMS; j++) {
                x[j] = x[j] * a + b;
            }
        }
    }
    float sum = 0;
    for (int j = 0; j < SUMS; j++) {
        sum += x[j];
    }
    y[yOffset + get_global_id(0)] = sum;
}
