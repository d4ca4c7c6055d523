#ifndef ORT_TABLE_H
#define ORT_TABLE_H

// Where each function lies in version 17 of ONNX Runtime's table, and what it takes. Positions never change:
// a newer ONNX Runtime serves the same table, longer. The assertions at the end hold the positions in place.

#include "COnnxRuntime.h"

typedef COnnxRuntime_Status Status;
typedef COnnxRuntime_Environment Environment;
typedef COnnxRuntime_Options Options;
typedef COnnxRuntime_Session Session;
typedef COnnxRuntime_Value Value;
typedef COnnxRuntime_Type Type;
typedef COnnxRuntime_Layout Layout;
typedef struct Allocator Allocator;
typedef struct MapType MapType;
typedef struct SequenceType SequenceType;

/// A function that is not called here.
typedef void (*Unused)(void);

struct COnnxRuntime_Table {
    Unused unused0[1];
    int32_t (*GetErrorCode)(const Status *);
    const char *(*GetErrorMessage)(const Status *);
    Status *(*CreateEnv)(int32_t level, const char *name, Environment **);
    Unused unused4[3];
    Status *(*CreateSession)(const Environment *, const char *path, const Options *, Session **);
    Status *(*CreateSessionFromArray)(const Environment *, const void *, size_t, const Options *, Session **);
    Status *(*Run)(Session *, const void *runOptions, const char *const *inputNames, const Value *const *inputs,
                   size_t inputCount, const char *const *outputNames, size_t outputCount, Value **outputs);
    Status *(*CreateSessionOptions)(Options **);
    Unused unused11[12];
    Status *(*SetSessionGraphOptimizationLevel)(Options *, int32_t);
    Status *(*SetIntraOpNumThreads)(Options *, int);
    Unused unused25[5];
    Status *(*SessionGetInputCount)(const Session *, size_t *);
    Status *(*SessionGetOutputCount)(const Session *, size_t *);
    Unused unused32[1];
    Status *(*SessionGetInputTypeInfo)(const Session *, size_t, Type **);
    Status *(*SessionGetOutputTypeInfo)(const Session *, size_t, Type **);
    Unused unused35[1];
    Status *(*SessionGetInputName)(const Session *, size_t, Allocator *, char **);
    Status *(*SessionGetOutputName)(const Session *, size_t, Allocator *, char **);
    Unused unused38[10];
    Status *(*CreateTensorAsOrtValue)(Allocator *, const int64_t *shape, size_t rank, int32_t elements, Value **);
    Unused unused49[2];
    Status *(*GetTensorMutableData)(Value *, void **);
    Status *(*FillStringTensor)(Value *, const char *const *, size_t);
    Status *(*GetStringTensorDataLength)(const Value *, size_t *);
    Status *(*GetStringTensorContent)(const Value *, void *, size_t, size_t *starts, size_t);
    Status *(*CastTypeInfoToTensorInfo)(const Type *, const Layout **);
    Status *(*GetOnnxTypeFromTypeInfo)(const Type *, int32_t *);
    Unused unused57[3];
    Status *(*GetTensorElementType)(const Layout *, int32_t *);
    Status *(*GetDimensionsCount)(const Layout *, size_t *);
    Status *(*GetDimensions)(const Layout *, int64_t *, size_t);
    Unused unused63[2];
    Status *(*GetTensorTypeAndShape)(const Value *, Layout **);
    Unused unused66[1];
    Status *(*GetValueType)(const Value *, int32_t *);
    Unused unused68[8];
    Status *(*AllocatorFree)(Allocator *, void *);
    Unused unused77[1];
    Status *(*GetAllocatorWithDefaultOptions)(Allocator **);
    Unused unused79[1];
    Status *(*GetValue)(const Value *, int, Allocator *, Value **);
    Status *(*GetValueCount)(const Value *, size_t *);
    Unused unused82[10];
    void (*ReleaseEnv)(Environment *);
    void (*ReleaseStatus)(Status *);
    Unused unused94[1];
    void (*ReleaseSession)(Session *);
    void (*ReleaseValue)(Value *);
    Unused unused97[1];
    void (*ReleaseTypeInfo)(Type *);
    void (*ReleaseTensorTypeAndShapeInfo)(Layout *);
    void (*ReleaseSessionOptions)(Options *);
    Unused unused101[2];
    Status *(*CastTypeInfoToMapTypeInfo)(const Type *, const MapType **);
    Status *(*CastTypeInfoToSequenceTypeInfo)(const Type *, const SequenceType **);
    Status *(*GetMapKeyType)(const MapType *, int32_t *);
    Unused unused106[1];
    Status *(*GetSequenceElementType)(const SequenceType *, Type **);
};

#define LIES_AT(position, name) \
    _Static_assert(offsetof(struct COnnxRuntime_Table, name) == (position) * sizeof(Unused), #name)

LIES_AT(1, GetErrorCode);
LIES_AT(2, GetErrorMessage);
LIES_AT(3, CreateEnv);
LIES_AT(7, CreateSession);
LIES_AT(8, CreateSessionFromArray);
LIES_AT(9, Run);
LIES_AT(10, CreateSessionOptions);
LIES_AT(23, SetSessionGraphOptimizationLevel);
LIES_AT(24, SetIntraOpNumThreads);
LIES_AT(30, SessionGetInputCount);
LIES_AT(31, SessionGetOutputCount);
LIES_AT(33, SessionGetInputTypeInfo);
LIES_AT(34, SessionGetOutputTypeInfo);
LIES_AT(36, SessionGetInputName);
LIES_AT(37, SessionGetOutputName);
LIES_AT(48, CreateTensorAsOrtValue);
LIES_AT(51, GetTensorMutableData);
LIES_AT(52, FillStringTensor);
LIES_AT(53, GetStringTensorDataLength);
LIES_AT(54, GetStringTensorContent);
LIES_AT(55, CastTypeInfoToTensorInfo);
LIES_AT(56, GetOnnxTypeFromTypeInfo);
LIES_AT(60, GetTensorElementType);
LIES_AT(61, GetDimensionsCount);
LIES_AT(62, GetDimensions);
LIES_AT(65, GetTensorTypeAndShape);
LIES_AT(67, GetValueType);
LIES_AT(76, AllocatorFree);
LIES_AT(78, GetAllocatorWithDefaultOptions);
LIES_AT(80, GetValue);
LIES_AT(81, GetValueCount);
LIES_AT(92, ReleaseEnv);
LIES_AT(93, ReleaseStatus);
LIES_AT(95, ReleaseSession);
LIES_AT(96, ReleaseValue);
LIES_AT(98, ReleaseTypeInfo);
LIES_AT(99, ReleaseTensorTypeAndShapeInfo);
LIES_AT(100, ReleaseSessionOptions);
LIES_AT(103, CastTypeInfoToMapTypeInfo);
LIES_AT(104, CastTypeInfoToSequenceTypeInfo);
LIES_AT(105, GetMapKeyType);
LIES_AT(107, GetSequenceElementType);

/// What the one symbol of the library returns.
typedef struct {
    const COnnxRuntime_Table *(*GetApi)(uint32_t version);
    const char *(*GetVersionString)(void);
} Entry;

#endif
