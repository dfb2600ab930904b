// Inverted dropout: y = scale x where an element is kept, 0 where it is dropped.
//
// Element e = i columns + j is dropped when word e of a stream of random words is less than the threshold. The words are Philox4x32-10's
// (J. K. Salmon et al.: "Parallel Random Numbers: As Easy as 1, 2, 3", SC11), as in Percept's Java: the key is the seed, the counter is
// (e / 4, 0, step, stream), and one counter gives the words of four elements. So no mask is stored, and every device drops the same
// elements.
//
// Matrices are rows x columns, row-major with a stride. y may be x.
// Local size GROUP, global size: a work-item for every four elements, rounded up to GROUP.

#ifndef GROUP
#define GROUP 64
#endif

static inline uint4 philox(uint4 counter, uint2 key) {
    for (int round_ = 0; round_ < 10; round_++) {
        const uint high0 = mul_hi(0xD2511F53u, counter.x);
        const uint low0 = 0xD2511F53u * counter.x;
        const uint high1 = mul_hi(0xCD9E8D57u, counter.z);
        const uint low1 = 0xCD9E8D57u * counter.z;
        counter = (uint4)(high1 ^ counter.y ^ key.x, low1, high0 ^ counter.w ^ key.y, low0);
        key += (uint2)(0x9E3779B9u, 0xBB67AE85u);
    }
    return counter;
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void dropout(
        const __global float *x, const int xOffset, const int xStride,
        const __global int *step, const int stepOffset,
        __global float *y, const int yOffset, const int yStride,
        const int rows, const int columns, const int threshold, const float scale,
        const int seedLow, const int seedHigh, const int stream) {
    const uint block = get_global_id(0);
    const uint first = 4u * block;
    const uint end = (uint) rows * (uint) columns;
    if (first < end) {
        const uint4 counter = (uint4)(block, 0u, (uint) step[stepOffset], (uint) stream);
        const uint4 random = philox(counter, (uint2)((uint) seedLow, (uint) seedHigh));
        const uint words[4] = {random.x, random.y, random.z, random.w};
        const uint count = min(4u, end - first);
        for (uint k = 0; k < count; k++) {
            const int i = (first + k) / (uint) columns;
            const int j = first + k - (uint) i * (uint) columns;
            const bool dropped = words[k] < (uint) threshold;
            y[yOffset + i * yStride + j] = dropped ? 0.0f : scale * x[xOffset + i * xStride + j];
        }
    }
}
