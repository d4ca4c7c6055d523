#define _GNU_SOURCE
#include "CLlama.h"

#include <sched.h>

int CLlama_processors(void) {
#ifdef CPU_COUNT
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) return CPU_COUNT(&allowed);
#endif
    return 0;
}
