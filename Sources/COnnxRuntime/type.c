#include "OrtTable.h"

void COnnxRuntime_releaseType(const COnnxRuntime_Table *table, Type *type) {
    table->ReleaseTypeInfo(type);
}

Status *COnnxRuntime_kindOfType(const COnnxRuntime_Table *table, const Type *type, int32_t *kind) {
    return table->GetOnnxTypeFromTypeInfo(type, kind);
}

Status *COnnxRuntime_layoutOfType(const COnnxRuntime_Table *table, const Type *type, const Layout **layout) {
    return table->CastTypeInfoToTensorInfo(type, layout);
}

Status *COnnxRuntime_itemType(const COnnxRuntime_Table *table, const Type *type, Type **item) {
    const SequenceType *sequence = NULL;
    Status *status = table->CastTypeInfoToSequenceTypeInfo(type, &sequence);
    return status ? status : table->GetSequenceElementType(sequence, item);
}

Status *COnnxRuntime_keyElements(const COnnxRuntime_Table *table, const Type *type, int32_t *elements) {
    const MapType *map = NULL;
    Status *status = table->CastTypeInfoToMapTypeInfo(type, &map);
    return status ? status : table->GetMapKeyType(map, elements);
}

Status *COnnxRuntime_elements(const COnnxRuntime_Table *table, const Layout *layout, int32_t *elements) {
    return table->GetTensorElementType(layout, elements);
}

Status *COnnxRuntime_rank(const COnnxRuntime_Table *table, const Layout *layout, size_t *rank) {
    return table->GetDimensionsCount(layout, rank);
}

Status *COnnxRuntime_shape(const COnnxRuntime_Table *table, const Layout *layout, int64_t *sizes, size_t rank) {
    return table->GetDimensions(layout, sizes, rank);
}

void COnnxRuntime_releaseLayout(const COnnxRuntime_Table *table, Layout *layout) {
    table->ReleaseTensorTypeAndShapeInfo(layout);
}
