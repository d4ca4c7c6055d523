#include "OrtTable.h"

Status *COnnxRuntime_createTensor(const COnnxRuntime_Table *table, const int64_t *shape, size_t rank,
                                  int32_t elements, Value **value) {
    Allocator *allocator = NULL;
    Status *status = table->GetAllocatorWithDefaultOptions(&allocator);
    return status ? status : table->CreateTensorAsOrtValue(allocator, shape, rank, elements, value);
}

void COnnxRuntime_releaseValue(const COnnxRuntime_Table *table, Value *value) {
    table->ReleaseValue(value);
}

Status *COnnxRuntime_kindOfValue(const COnnxRuntime_Table *table, const Value *value, int32_t *kind) {
    return table->GetValueType(value, kind);
}

Status *COnnxRuntime_layoutOfValue(const COnnxRuntime_Table *table, const Value *value, Layout **layout) {
    return table->GetTensorTypeAndShape(value, layout);
}

Status *COnnxRuntime_memory(const COnnxRuntime_Table *table, Value *value, void **memory) {
    return table->GetTensorMutableData(value, memory);
}

Status *COnnxRuntime_fillStrings(const COnnxRuntime_Table *table, Value *value, const char *const *strings,
                                 size_t count) {
    return table->FillStringTensor(value, strings, count);
}

Status *COnnxRuntime_stringBytes(const COnnxRuntime_Table *table, const Value *value, size_t *byteCount) {
    return table->GetStringTensorDataLength(value, byteCount);
}

Status *COnnxRuntime_strings(const COnnxRuntime_Table *table, const Value *value, void *bytes, size_t byteCount,
                             size_t *starts, size_t count) {
    return table->GetStringTensorContent(value, bytes, byteCount, starts, count);
}

Status *COnnxRuntime_itemCount(const COnnxRuntime_Table *table, const Value *value, size_t *count) {
    return table->GetValueCount(value, count);
}

Status *COnnxRuntime_item(const COnnxRuntime_Table *table, const Value *value, int32_t index, Value **item) {
    Allocator *allocator = NULL;
    Status *status = table->GetAllocatorWithDefaultOptions(&allocator);
    return status ? status : table->GetValue(value, index, allocator, item);
}
