/*
 * Times OpenBLAS's sgemm for another process.
 *
 *   openblas THREADS
 *
 * Writes a line that says which OpenBLAS this is. Then each line read, "transA transB m n k runs", is answered with the seconds of a run of
 * C = op(A) op(B), all row-major; the operands of the last line are kept, and warm, while their sizes stay the same. The library is loaded
 * when the program runs, so that its headers are not needed.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROW_MAJOR = 101, NO_TRANS = 111, TRANS = 112 };

typedef void sgemm(int order, int transA, int transB, int m, int n, int k, float alpha, const float *a, int lda, const float *b, int ldb,
                   float beta, float *c, int ldc);

static void *symbol(void *library, const char *name) {
    void *found = dlsym(library, name);
    if (found == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        exit(1);
    }
    return found;
}

static float *matrix(int rows, int columns) {
    size_t count = (size_t) rows * columns;
    float *values = aligned_alloc(64, (count * sizeof(float) + 63) / 64 * 64);
    if (values == NULL) {
        perror("openblas");
        exit(1);
    }
    for (size_t i = 0; i < count; i++) {
        values[i] = rand() / (float) RAND_MAX - 0.5f;
    }
    return values;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

int main(int argc, char **argv) {
    void *library = dlopen("libopenblas.so.0", RTLD_NOW);
    if (library == NULL || argc != 2) {
        fprintf(stderr, "%s\n", argc != 2 ? "usage: openblas THREADS" : dlerror());
        return 1;
    }
    sgemm *multiply = (sgemm *) symbol(library, "cblas_sgemm");
    ((void (*)(int)) symbol(library, "openblas_set_num_threads"))(atoi(argv[1]));
    printf("%s\n", ((char *(*)(void)) symbol(library, "openblas_get_config"))());
    fflush(stdout);

    int last[5] = {0};
    int next[6];
    float *a = NULL, *b = NULL, *c = NULL;
    while (scanf("%d %d %d %d %d %d", &next[0], &next[1], &next[2], &next[3], &next[4], &next[5]) == 6) {
        const int transA = next[0], transB = next[1], m = next[2], n = next[3], k = next[4], runs = next[5];
        int same = 1;
        for (int i = 0; i < 5; i++) {
            same &= last[i] == next[i];
            last[i] = next[i];
        }
        if (!same) {
            free(a);
            free(b);
            free(c);
            a = matrix(m, k);
            b = matrix(k, n);
            c = matrix(m, n);
        }
        double start = 0;
        for (int run = same ? 0 : -1; run < runs; run++) {
            if (run == 0) {
                start = now();
            }
            multiply(ROW_MAJOR, transA ? TRANS : NO_TRANS, transB ? TRANS : NO_TRANS, m, n, k, 1, a, transA ? m : k, b, transB ? k : n,
                     0, c, n);
        }
        printf("%.9f\n", (now() - start) / runs);
        fflush(stdout);
    }
    return 0;
}
