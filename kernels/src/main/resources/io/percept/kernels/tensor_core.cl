// What NVIDIA's tensor cores do, as PTX (PTX ISA 7.0 and later, compute capability 8.0 and later): roundings of operands, products of small
// matrices by the 32 lanes of a warp, and copies from global to local memory that go on while the lanes compute.
//
//   m16n8k8    c (16 x 8) += a (16 x 8) b (8 x 8)      operands of TF32
//   m16n8k16   c (16 x 8) += a (16 x 16) b (16 x 8)    operands of bfloat16, two in a register, the one of lower k in the lower half
//
// Lane L holds, with g = L / 4 and t = L % 4 ("Matrix Fragments for mma.m16n8k8" and "... m16n8k16" of the PTX ISA):
//
//   register   a of m16n8k8     a of m16n8k16               b of m16n8k8   b of m16n8k16         c
//   0          row g, k t       row g, k 2t and 2t + 1      k t, col g     k 2t, 2t + 1, col g   row g, col 2t
//   1          row g + 8, k t   row g + 8, k 2t, 2t + 1     k t + 4        k 2t + 8, 2t + 9      row g, col 2t + 1
//   2          row g, k t + 4   row g, k 2t + 8, 2t + 9                                          row g + 8, col 2t
//   3          row g + 8 ...    row g + 8, k 2t + 8 ...                                          row g + 8, col 2t + 1
//
// EMULATED: the same roundings and copies in plain C, for devices without tensor cores. The product is emulated by its caller, which can
// find what the other lanes hold.

#define TF32 0
#define TF32X3 1
#define BF16 2

#ifndef OPERANDS // what the operands are rounded to
#define OPERANDS TF32
#endif
#ifndef EMULATED
#define EMULATED 0
#endif

#if EMULATED

static inline void copyAsync(__local float *to, const __global float *from, const int vector, const int count) {
    for (int i = 0; i < vector; i++) {
        to[i] = i < count ? from[i] : 0.0f;
    }
}

#define CLOSE_COPIES()
#define AWAIT_COPIES(open)

#if OPERANDS == BF16
/* The nearest number of 8 significant bits; of two equally near ones the even one. */
static inline uint roundToBf16(const float x) {
    const uint bits = as_uint(x);
    return isnan(x) ? 0x7fffu : (bits + 0x7fffu + (bits >> 16 & 1u)) >> 16;
}

static inline uint pairOfBf16(const float low, const float high) {
    return roundToBf16(high) << 16 | roundToBf16(low);
}
#else
/* The nearest number of 11 significant bits; of two equally near ones the one of larger magnitude. */
static inline uint roundToTf32(const float x) {
    return isnan(x) ? 0x7fffe000u : (as_uint(x) + 0x1000u) & 0xffffe000u;
}
#endif

#else

// clang spells it with underscores unless it is told to know GNU's keywords.
#ifdef __clang__
#define ASM __asm__
#else
#define ASM asm
#endif

/* Copies vector (1 or 4) floats, of which only the first count are read; the others become 0. They have arrived when they were awaited. */
static inline void copyAsync(__local float *to, const __global float *from, const int vector, const int count) {
    // A pointer to local memory is the address there.
    if (vector == 4) {
        ASM volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;"
                     :
                     : "r"((uint)(size_t)to), "l"(from), "r"(4 * count)
                     : "memory");
    } else {
        ASM volatile("cp.async.ca.shared.global [%0], [%1], 4, %2;"
                     :
                     : "r"((uint)(size_t)to), "l"(from), "r"(4 * count)
                     : "memory");
    }
}

/* Ends a batch of copies. */
#define CLOSE_COPIES() ASM volatile("cp.async.commit_group;" : : : "memory")

/* Waits until no more than `open` batches of this work-item's copies are under way. */
#define AWAIT_COPIES(open) ASM volatile("cp.async.wait_group %0;" : : "n"(open) : "memory")

#if OPERANDS == BF16
static inline uint pairOfBf16(const float low, const float high) {
    uint pair;
    ASM("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(pair) : "f"(high), "f"(low));
    return pair;
}
#else
static inline uint roundToTf32(const float x) {
    uint rounded;
    ASM("cvt.rna.tf32.f32 %0, %1;" : "=r"(rounded) : "f"(x));
    return rounded;
}
#endif

/* c += a b, by all lanes of a warp together: volatile, so that no compiler moves it to where some of them do not come. */
static inline __attribute__((always_inline)) void multiplyInWarp(float c[4], const uint a[4], const uint b[2]) {
#if OPERANDS == BF16
    ASM volatile("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 "
                 "{%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
                 : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
                 : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
#else
    ASM volatile("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 "
                 "{%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
                 : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
                 : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
#endif
}
#endif

#if OPERANDS == TF32X3
/*
 * The two parts of x: high is x rounded to TF32, low is what that leaves, rounded again; together they have 22 bits. Of an infinite x
 * (or one that rounds to infinity) low is infinite and high is a one of its sign: then low times b's high is the infinity, or the NaN,
 * that x times b is, and no product of high with a small part of b is anything but finite.
 */
static inline uint highOf(const float x) {
    const uint high = roundToTf32(x);
    return (high & 0x7fffffffu) == 0x7f800000u ? (high & 0x80000000u) | 0x3f800000u : high;
}

static inline uint lowOf(const float x, const uint high) {
    return roundToTf32(x - as_float(high));
}
#endif
