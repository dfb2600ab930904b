// Norms of gradients and of weights.
//
//   clip_norm_sums    parts(g) = sum of the squares of gradient + penalty over work-group g's parameters
//   clip_norm_scale   scale = min(1, limit / (sqrt(sum of the parts) + epsilon))
//   limit_row_norms   each row of w times limit / (norm + epsilon), where its norm, the root of the sum of its squares, is above the limit
//
// penalty (REGULARIZER) = l1 sign(w) + 2 l2 w, for the first `penalised` parameters.
//
// A sum of squares is two numbers: that of the numbers, and that of the numbers times 2^-64, which is finite wherever the norm is. The second
// counts where the first is too large; what it loses then is far too small to matter. A work-item adds up every GROUP-th element of its
// work-group's, and pairs of work-items are then added, always the same ones.
//
// clip_norm_sums: local size GROUP, global size parts * GROUP; work-group p has parameters p * perPart up to (p + 1) * perPart.
// clip_norm_scale: local and global size GROUP. limit_row_norms: local size GROUP, global size rows * GROUP. GROUP is a power of two.

#ifndef REGULARIZER
#define REGULARIZER 0
#endif
#ifndef GROUP
#define GROUP 64
#endif

#if REGULARIZER
#define W_PARAMETERS const __global float *w, const int wOffset,
#define REGULARIZER_CONSTANTS , const int penalised, const float l1, const float l2Twice
#else
#define W_PARAMETERS
#define REGULARIZER_CONSTANTS
#endif

#define SMALLER 0x1p-64f
#define LARGER 0x1p64f

static inline float2 squareOf(const float x) {
    const float2 both = (float2)(x, x * SMALLER);
    return both * both;
}

/* The norm that belongs to the sum of the work-items' sums; for all of them. */
static inline float normOf(const float2 own, __local float2 *sums) {
    const int item = get_local_id(0);
    sums[item] = own;
    for (int half_ = GROUP / 2; half_ > 0; half_ /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (item < half_) {
            sums[item] += sums[item + half_];
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    return isinf(sums[0].x) ? sqrt(sums[0].y) * LARGER : sqrt(sums[0].x);
}

#if REGULARIZER
/* 1, 0 or -1; NaN of NaN. */
static inline float signOf(const float x) {
    return x > 0.0f ? 1.0f : x < 0.0f ? -1.0f : x;
}
#endif

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void clip_norm_sums(
        W_PARAMETERS
        const __global float *gradient, const int gradientOffset,
        __global float2 *parts, const int partsOffset,
        const int n, const int perPart REGULARIZER_CONSTANTS) {
    __local float2 sums[GROUP];
    const int part = get_group_id(0);
    const int first = part * perPart;
    const int end = min(first + perPart, n);
    float2 sum = (float2)(0.0f);
    for (int i = first + (int) get_local_id(0); i < end; i += GROUP) {
        float g = gradient[gradientOffset + i];
#if REGULARIZER
        if (i < penalised) {
            const float weight = w[wOffset + i];
            g += l1 * signOf(weight) + l2Twice * weight;
        }
#endif
        sum += squareOf(g);
    }
    normOf(sum, sums);
    if (get_local_id(0) == 0) {
        parts[partsOffset + part] = sums[0];
    }
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void clip_norm_scale(
        const __global float2 *parts, const int partsOffset,
        __global float *scale, const int scaleOffset,
        const int count, const float limit, const float epsilon) {
    __local float2 sums[GROUP];
    float2 sum = (float2)(0.0f);
    for (int i = get_local_id(0); i < count; i += GROUP) {
        sum += parts[partsOffset + i];
    }
    const float factor = limit / (normOf(sum, sums) + epsilon);
    if (get_local_id(0) == 0) {
        scale[scaleOffset] = factor > 1.0f ? 1.0f : factor;
    }
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void limit_row_norms(
        __global float *w, const int wOffset, const int wStride,
        const int rows, const int columns, const float limit, const float epsilon) {
    __local float2 sums[GROUP];
    w += wOffset + (int) get_group_id(0) * wStride;
    float2 sum = (float2)(0.0f);
    for (int j = get_local_id(0); j < columns; j += GROUP) {
        sum += squareOf(w[j]);
    }
    const float norm = normOf(sum, sums);
    if (norm > limit) {
        const float factor = limit / (norm + epsilon);
        for (int j = get_local_id(0); j < columns; j += GROUP) {
            w[j] *= factor;
        }
    }
}
