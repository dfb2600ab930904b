// An optimizer's step over all parameters at once, one work-item for each: g = gradient(i) + penalty, then
//
//   SGD        w = w - c0 g                                                                    c0 = learning rate
//   MOMENTUM   v = momentum v + g;  w = w - c0 v                                               c0 = learning rate
//   ADAM       m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2;                    c0 = learning rate / (1 - beta1^t)
//              w = w - c0 m / (sqrt(v) c1 + epsilon)                                           c1 = 1 / sqrt(1 - beta2^t)
//
// penalty (REGULARIZER) = l1 sign(w) + 2 l2 w, for the first `penalised` parameters. state has a row for v, or one for m and one for v.
// The coefficients c0 and c1 are where the loss has left them, or, with SCHEDULED, in row cursor of the schedule; a cursor outside it
// changes nothing.
//
// Adam: D. P. Kingma, J. Ba: "Adam: A Method for Stochastic Optimization", 2015.
// Local size GROUP, global size n rounded up to GROUP.

#define SGD 0
#define MOMENTUM 1
#define ADAM 2

#ifndef RULE
#define RULE SGD
#endif
#ifndef REGULARIZER
#define REGULARIZER 0
#endif
#ifndef SCHEDULED
#define SCHEDULED 0
#endif
#ifndef GROUP
#define GROUP 64
#endif

#if RULE == SGD
#define STATE_PARAMETERS
#define RULE_CONSTANTS
#elif RULE == MOMENTUM
#define STATE_PARAMETERS __global float *state, const int stateOffset, const int stateStride,
#define RULE_CONSTANTS , const float momentum
#elif RULE == ADAM
#define STATE_PARAMETERS __global float *state, const int stateOffset, const int stateStride,
#define RULE_CONSTANTS \
    , const float beta1, const float oneMinusBeta1, const float beta2, const float oneMinusBeta2, const float epsilon
#endif
#if SCHEDULED
#define COEFFICIENTS_PARAMETERS                                                          \
    const __global float *schedule, const int scheduleOffset, const int scheduleStride, \
            const __global int *cursor, const int cursorOffset,
#define SCHEDULE_SIZES , const int scheduleRows
#else
#define COEFFICIENTS_PARAMETERS const __global float *coefficients, const int coefficientsOffset,
#define SCHEDULE_SIZES
#endif
#if REGULARIZER
#define REGULARIZER_CONSTANTS , const int penalised, const float l1, const float l2Twice
#else
#define REGULARIZER_CONSTANTS
#endif

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void update(
        __global float *restrict w, const int wOffset,
        const __global float *restrict gradient, const int gradientOffset,
        STATE_PARAMETERS
        COEFFICIENTS_PARAMETERS
        const int n SCHEDULE_SIZES REGULARIZER_CONSTANTS RULE_CONSTANTS) {
#if SCHEDULED
    const int step = cursor[cursorOffset];
    if (step < 0 || step >= scheduleRows) {
        return;
    }
    const __global float *c = schedule + scheduleOffset + step * scheduleStride;
#else
    const __global float *c = coefficients + coefficientsOffset;
#endif
    const int i = get_global_id(0);
    if (i >= n) {
        return;
    }
    float parameter = w[wOffset + i];
    float g = gradient[gradientOffset + i];
#if REGULARIZER
    if (i < penalised) {
        g += l1 * (parameter > 0.0f ? 1.0f : parameter < 0.0f ? -1.0f : parameter) + l2Twice * parameter;
    }
#endif
#if RULE == SGD
    parameter -= c[0] * g;
#elif RULE == MOMENTUM
    const float v = momentum * state[stateOffset + i] + g;
    state[stateOffset + i] = v;
    parameter -= c[0] * v;
#else
    const float m = beta1 * state[stateOffset + i] + oneMinusBeta1 * g;
    const float v = beta2 * state[stateOffset + stateStride + i] + oneMinusBeta2 * g * g;
    state[stateOffset + i] = m;
    state[stateOffset + stateStride + i] = v;
    parameter -= c[0] * m / (sqrt(v) * c[1] + epsilon);
#endif
    w[wOffset + i] = parameter;
}
