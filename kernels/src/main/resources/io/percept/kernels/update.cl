// An optimizer's step (update_rule.cl) over all parameters at once, one work-item for each. SCALED: gradients are multiplied by scale.
//
// The coefficients are where the loss has left them, or, with SCHEDULED, in row cursor of the schedule; a cursor outside it changes
// nothing.
//
// Local size GROUP, global size n rounded up to GROUP.

#ifndef SCALED
#define SCALED 0
#endif
#ifndef SCHEDULED
#define SCHEDULED 0
#endif
#ifndef GROUP
#define GROUP 64
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
#if SCALED
#define SCALE_PARAMETER const __global float *scale, const int scaleOffset,
#else
#define SCALE_PARAMETER
#endif

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void update(
        __global float *restrict w, const int wOffset,
        const __global float *restrict gradient, const int gradientOffset,
        SCALE_PARAMETER
        STATE_PARAMETERS(restrict)
        COEFFICIENTS_PARAMETERS
        const int n SCHEDULE_SIZES UPDATE_CONSTANTS) {
#if SCHEDULED
    const int row = cursor[cursorOffset];
    if (row < 0 || row >= scheduleRows) {
        return;
    }
    const __global float *c = schedule + scheduleOffset + row * scheduleStride;
#else
    const __global float *c = coefficients + coefficientsOffset;
#endif
#if SCALED
    const float factor = scale[scaleOffset];
#else
    const float factor = 1.0f;
#endif
    const int i = get_global_id(0);
    if (i < n) {
        updateParameter(i, gradient[gradientOffset + i], factor, w, wOffset, STATE_ARGUMENTS c UPDATE_CONSTANT_ARGUMENTS);
    }
}
