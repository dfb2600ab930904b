// What becomes of the elements of a matrix product before they are stored in C, as chosen by flags (0 or 1):
//
//   s = sum over p of A(i, p) B(p, j)
//   BIAS         s = s + bias(j)
//   KEEP_Z       z(i, j) = s
//   DERIVATIVE   s = s * f'(value(i, j));  without it  s = f(s), f being ACTIVATION
//   ACCUMULATE   s = s + c(i, j)
//   c(i, j) = s
//
// `finish` does it for WIDTH neighbours of a row at once. The text stands after vector.cl and activation.cl and before
// the products.
//
// ALIGNED promises that every offset and stride is a multiple of WIDTH. Then loads and stores go through pointers to vectors: a
// compiler splits a vload4 into four loads when it cannot know the alignment.

#ifndef BIAS
#define BIAS 0
#endif
#ifndef KEEP_Z
#define KEEP_Z 0
#endif
#ifndef DERIVATIVE
#define DERIVATIVE 0
#endif
#ifndef ACCUMULATE
#define ACCUMULATE 0
#endif
#ifndef ALIGNED
#define ALIGNED 0
#endif

// Optional operands appear in a kernel's parameters and in the calls that pass them on only where they are used.
#if BIAS
#define BIAS_PARAMETERS const __global float *bias, const int biasOffset,
#define BIAS_ARGUMENTS bias, biasOffset,
#else
#define BIAS_PARAMETERS
#define BIAS_ARGUMENTS
#endif
#if DERIVATIVE
#define VALUE_PARAMETERS const __global float *value, const int valueOffset, const int valueStride,
#define VALUE_ARGUMENTS value, valueOffset, valueStride,
#else
#define VALUE_PARAMETERS
#define VALUE_ARGUMENTS
#endif
#if KEEP_Z
#define Z_PARAMETERS __global float *z, const int zOffset, const int zStride,
#define Z_ARGUMENTS z, zOffset, zStride,
#else
#define Z_PARAMETERS
#define Z_ARGUMENTS
#endif
#define EPILOGUE_PARAMETERS \
    BIAS_PARAMETERS VALUE_PARAMETERS Z_PARAMETERS __global float *c, const int cOffset, const int cStride
#define EPILOGUE_ARGUMENTS BIAS_ARGUMENTS VALUE_ARGUMENTS Z_ARGUMENTS c, cOffset, cStride

// Loops over lanes are unrolled where they are short, so that a GPU needs no array in memory.

/* The vector at x, of which only the first lanes elements may be touched; the others are 0. */
static inline VECTOR load(const __global float *x, const int lanes) {
    if (lanes >= WIDTH) {
#if ALIGNED
        return *(const __global VECTOR *)x;
#else
        return VLOAD(0, x);
#endif
    }
    float parts[WIDTH];
#if WIDTH <= 4
#pragma unroll
#endif
    for (int lane = 0; lane < WIDTH; lane++) {
        parts[lane] = lane < lanes ? x[lane] : 0.0f;
    }
    return VLOAD(0, parts);
}

/* Stores the first lanes elements of a vector at y. */
static inline void store(const VECTOR v, __global float *y, const int lanes) {
    if (lanes >= WIDTH) {
#if ALIGNED
        *(__global VECTOR *)y = v;
#else
        VSTORE(v, 0, y);
#endif
        return;
    }
    float parts[WIDTH];
    VSTORE(v, 0, parts);
#if WIDTH <= 4
#pragma unroll
#endif
    for (int lane = 0; lane < WIDTH; lane++) {
        if (lane < lanes) {
            y[lane] = parts[lane];
        }
    }
}

/* Finishes elements (i, j) to (i, j + lanes - 1), lanes being at most WIDTH. */
static inline void finish(VECTOR s, const int i, const int j, const int lanes, EPILOGUE_PARAMETERS) {
#if BIAS
    s += load(bias + biasOffset + j, lanes);
#endif
#if KEEP_Z
    store(s, z + zOffset + i * zStride + j, lanes);
#endif
#if DERIVATIVE
    s *= derivative(load(value + valueOffset + i * valueStride + j, lanes));
#else
    s = activation(s);
#endif
    __global float *to = c + cOffset + i * cStride + j;
#if ACCUMULATE
    s += load(to, lanes);
#endif
    store(s, to, lanes);
}
