#include "OrtTable.h"

/// The level of logging above which ONNX Runtime is silent: fatal. What fails is told by the status of a call.
static const int32_t fatal = 4;

int32_t COnnxRuntime_statusCode(const COnnxRuntime_Table *table, const Status *status) {
    return table->GetErrorCode(status);
}

const char *COnnxRuntime_statusMessage(const COnnxRuntime_Table *table, const Status *status) {
    return table->GetErrorMessage(status);
}

void COnnxRuntime_releaseStatus(const COnnxRuntime_Table *table, Status *status) {
    table->ReleaseStatus(status);
}

Status *COnnxRuntime_createEnvironment(const COnnxRuntime_Table *table, Environment **environment) {
    return table->CreateEnv(fatal, "otherwise", environment);
}

void COnnxRuntime_releaseEnvironment(const COnnxRuntime_Table *table, Environment *environment) {
    table->ReleaseEnv(environment);
}

Status *COnnxRuntime_createOptions(const COnnxRuntime_Table *table, Options **options) {
    return table->CreateSessionOptions(options);
}

Status *COnnxRuntime_setThreads(const COnnxRuntime_Table *table, Options *options, int32_t count) {
    return table->SetIntraOpNumThreads(options, count);
}

Status *COnnxRuntime_setOptimization(const COnnxRuntime_Table *table, Options *options, int32_t level) {
    return table->SetSessionGraphOptimizationLevel(options, level);
}

void COnnxRuntime_releaseOptions(const COnnxRuntime_Table *table, Options *options) {
    table->ReleaseSessionOptions(options);
}

Status *COnnxRuntime_createSession(const COnnxRuntime_Table *table, const Environment *environment, const char *path,
                                   const Options *options, Session **session) {
    return table->CreateSession(environment, path, options, session);
}

Status *COnnxRuntime_createSessionFromBytes(const COnnxRuntime_Table *table, const Environment *environment,
                                            const void *bytes, size_t count, const Options *options,
                                            Session **session) {
    return table->CreateSessionFromArray(environment, bytes, count, options, session);
}

void COnnxRuntime_releaseSession(const COnnxRuntime_Table *table, Session *session) {
    table->ReleaseSession(session);
}

Status *COnnxRuntime_run(const COnnxRuntime_Table *table, Session *session, const char *const *inputNames,
                         const Value *const *inputs, size_t inputCount, const char *const *outputNames,
                         size_t outputCount, Value **outputs) {
    return table->Run(session, NULL, inputNames, inputs, inputCount, outputNames, outputCount, outputs);
}

Status *COnnxRuntime_count(const COnnxRuntime_Table *table, const Session *session, COnnxRuntime_Side side,
                           size_t *count) {
    return side == COnnxRuntime_inputs ? table->SessionGetInputCount(session, count)
                                       : table->SessionGetOutputCount(session, count);
}

Status *COnnxRuntime_name(const COnnxRuntime_Table *table, const Session *session, COnnxRuntime_Side side,
                          size_t index, char **name) {
    Allocator *allocator = NULL;
    Status *status = table->GetAllocatorWithDefaultOptions(&allocator);
    if (status) return status;
    return side == COnnxRuntime_inputs ? table->SessionGetInputName(session, index, allocator, name)
                                       : table->SessionGetOutputName(session, index, allocator, name);
}

void COnnxRuntime_releaseName(const COnnxRuntime_Table *table, char *name) {
    Allocator *allocator = NULL;
    Status *status = table->GetAllocatorWithDefaultOptions(&allocator);
    if (!status) status = table->AllocatorFree(allocator, name);
    if (status) table->ReleaseStatus(status);
}

Status *COnnxRuntime_type(const COnnxRuntime_Table *table, const Session *session, COnnxRuntime_Side side,
                          size_t index, Type **type) {
    return side == COnnxRuntime_inputs ? table->SessionGetInputTypeInfo(session, index, type)
                                       : table->SessionGetOutputTypeInfo(session, index, type);
}
