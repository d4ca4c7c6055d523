#include "CLlama.h"

#include <dlfcn.h>
#include <stdio.h>

typedef const CLlama_Table *(*TableFunction)(void);

/// A data pointer becomes a function pointer the way POSIX prescribes.
static TableFunction tableFunction(void *library) {
    TableFunction function = NULL;
    *(void **)&function = dlsym(library, "CLlama_adapterTable");
    return function;
}

CLlama_Opening CLlama_open(const char *path, char *problem, size_t capacity) {
    CLlama_Opening opening = {CLlama_cannotOpen, NULL};
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        const char *message = dlerror();
        snprintf(problem, capacity, "%s", message ? message : "the loader gives no reason");
        return opening;
    }
    TableFunction function = tableFunction(library);
    opening.outcome = CLlama_isSomethingElse;
    if (!function) return opening;
    const CLlama_Table *table = function();
    opening.outcome = table->version == CLlama_tableVersion ? CLlama_opened : CLlama_hasOtherTable;
    if (opening.outcome == CLlama_opened) opening.table = table;
    return opening;
}
