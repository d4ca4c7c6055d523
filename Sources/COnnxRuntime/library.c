// dladdr, which tells the file of a library, is not part of POSIX before its 2024 edition.
#define _GNU_SOURCE

#include <dlfcn.h>
#include <stdio.h>

#include "OrtTable.h"

typedef const Entry *(*EntryFunction)(void);

static void keepLoaderMessage(char *problem, size_t capacity) {
    const char *message = dlerror();
    snprintf(problem, capacity, "%s", message ? message : "the loader gives no reason");
}

/// The one published symbol; a data pointer becomes a function pointer the way POSIX prescribes.
static EntryFunction entryFunction(void *library) {
    EntryFunction function = NULL;
    *(void **)&function = dlsym(library, "OrtGetApiBase");
    return function;
}

static const char *fileOf(EntryFunction function) {
    Dl_info info;
    return dladdr(*(void **)&function, &info) ? info.dli_fname : NULL;
}

/// Older libraries complain on standard error when asked for a table they do not have: the version goes first.
static int servesTable(const char *version) {
    int major = 0, minor = 0;
    return sscanf(version, "%d.%d", &major, &minor) == 2 && major == 1 && minor >= COnnxRuntime_tableVersion;
}

COnnxRuntime_Opening COnnxRuntime_open(const char *path, char *problem, size_t capacity) {
    COnnxRuntime_Opening opening = {COnnxRuntime_cannotOpen, NULL, NULL, NULL};
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        keepLoaderMessage(problem, capacity);
        return opening;
    }
    opening.outcome = COnnxRuntime_isSomethingElse;
    EntryFunction function = entryFunction(library);
    const Entry *entry = function ? function() : NULL;
    if (!entry) return opening;
    opening.outcome = COnnxRuntime_hasOtherVersion;
    opening.version = entry->GetVersionString();
    opening.file = fileOf(function);
    if (!servesTable(opening.version)) return opening;
    opening.table = entry->GetApi(COnnxRuntime_tableVersion);
    if (opening.table) opening.outcome = COnnxRuntime_opened;
    return opening;
}
