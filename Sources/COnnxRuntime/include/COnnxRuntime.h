#ifndef C_ONNX_RUNTIME_H
#define C_ONNX_RUNTIME_H

// The part of ONNX Runtime's C interface that Otherwise calls, opened at run time.
//
// ONNX Runtime publishes one symbol, which returns a table of functions that only ever grows at its end. OrtTable.h
// says at which position each function lies; every function here passes one call on to the table. Handles belong to
// the caller until they are given to the `release` function of their kind. A status is NULL where all went well.

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct COnnxRuntime_Table COnnxRuntime_Table;
typedef struct COnnxRuntime_Status COnnxRuntime_Status;
typedef struct COnnxRuntime_Environment COnnxRuntime_Environment;
typedef struct COnnxRuntime_Options COnnxRuntime_Options;
typedef struct COnnxRuntime_Session COnnxRuntime_Session;
typedef struct COnnxRuntime_Value COnnxRuntime_Value;
typedef struct COnnxRuntime_Type COnnxRuntime_Type;
typedef struct COnnxRuntime_Layout COnnxRuntime_Layout;

// MARK: Library

/// How opening a shared library ended.
typedef enum {
    COnnxRuntime_opened = 0,
    /// The system's loader did not open it.
    COnnxRuntime_cannotOpen = 1,
    /// It is a library, but not ONNX Runtime.
    COnnxRuntime_isSomethingElse = 2,
    /// It is an ONNX Runtime without the table that is asked for.
    COnnxRuntime_hasOtherVersion = 3
} COnnxRuntime_Outcome;

/// What opening a shared library found.
typedef struct {
    COnnxRuntime_Outcome outcome;
    /// NULL unless it was opened.
    const COnnxRuntime_Table *_Nullable table;
    /// The version it gives itself, kept by the library; NULL if it did not come to that.
    const char *_Nullable version;
    /// The file it was loaded from, kept by the loader; NULL if the loader does not tell.
    const char *_Nullable file;
} COnnxRuntime_Opening;

/// The oldest ONNX Runtime 1.x that serves, and the version of the table.
#define COnnxRuntime_tableVersion 17

/// Opens a shared library by path, or by name where the system's loader is to look for it.
///
/// The library stays loaded until the process ends: its threads and its exit handlers do not bear unloading.
///
/// - Parameter problem: Takes what the loader said, cut to `capacity` bytes with the final NUL.
COnnxRuntime_Opening COnnxRuntime_open(const char *path, char *problem, size_t capacity);

// MARK: Status

int32_t COnnxRuntime_statusCode(const COnnxRuntime_Table *table, const COnnxRuntime_Status *status);
const char *COnnxRuntime_statusMessage(const COnnxRuntime_Table *table, const COnnxRuntime_Status *status);
void COnnxRuntime_releaseStatus(const COnnxRuntime_Table *table, COnnxRuntime_Status *status);

// MARK: Environment and session

/// An environment that writes nothing but fatal errors on standard error.
COnnxRuntime_Status *_Nullable COnnxRuntime_createEnvironment(
    const COnnxRuntime_Table *table, COnnxRuntime_Environment *_Nullable *_Nonnull environment);
void COnnxRuntime_releaseEnvironment(const COnnxRuntime_Table *table, COnnxRuntime_Environment *environment);

COnnxRuntime_Status *_Nullable COnnxRuntime_createOptions(
    const COnnxRuntime_Table *table, COnnxRuntime_Options *_Nullable *_Nonnull options);
COnnxRuntime_Status *_Nullable COnnxRuntime_setThreads(
    const COnnxRuntime_Table *table, COnnxRuntime_Options *options, int32_t count);
COnnxRuntime_Status *_Nullable COnnxRuntime_setOptimization(
    const COnnxRuntime_Table *table, COnnxRuntime_Options *options, int32_t level);
void COnnxRuntime_releaseOptions(const COnnxRuntime_Table *table, COnnxRuntime_Options *options);

COnnxRuntime_Status *_Nullable COnnxRuntime_createSession(
    const COnnxRuntime_Table *table, const COnnxRuntime_Environment *environment, const char *path,
    const COnnxRuntime_Options *options, COnnxRuntime_Session *_Nullable *_Nonnull session);
COnnxRuntime_Status *_Nullable COnnxRuntime_createSessionFromBytes(
    const COnnxRuntime_Table *table, const COnnxRuntime_Environment *environment, const void *_Nullable bytes,
    size_t count, const COnnxRuntime_Options *options, COnnxRuntime_Session *_Nullable *_Nonnull session);
void COnnxRuntime_releaseSession(const COnnxRuntime_Table *table, COnnxRuntime_Session *session);

/// Runs a batch; `outputs` takes `outputCount` new values.
COnnxRuntime_Status *_Nullable COnnxRuntime_run(
    const COnnxRuntime_Table *table, COnnxRuntime_Session *session,
    const char *_Nullable const *_Nullable inputNames, const COnnxRuntime_Value *_Nullable const *_Nullable inputs,
    size_t inputCount, const char *_Nullable const *_Nullable outputNames, size_t outputCount,
    COnnxRuntime_Value *_Nullable *_Nullable outputs);

// MARK: What a session takes and returns

/// The two sides of a session.
typedef enum { COnnxRuntime_inputs = 0, COnnxRuntime_outputs = 1 } COnnxRuntime_Side;

COnnxRuntime_Status *_Nullable COnnxRuntime_count(
    const COnnxRuntime_Table *table, const COnnxRuntime_Session *session, COnnxRuntime_Side side, size_t *count);
/// The name of an input or an output, to be given to `COnnxRuntime_releaseName`.
COnnxRuntime_Status *_Nullable COnnxRuntime_name(
    const COnnxRuntime_Table *table, const COnnxRuntime_Session *session, COnnxRuntime_Side side, size_t index,
    char *_Nullable *_Nonnull name);
void COnnxRuntime_releaseName(const COnnxRuntime_Table *table, char *name);
COnnxRuntime_Status *_Nullable COnnxRuntime_type(
    const COnnxRuntime_Table *table, const COnnxRuntime_Session *session, COnnxRuntime_Side side, size_t index,
    COnnxRuntime_Type *_Nullable *_Nonnull type);
void COnnxRuntime_releaseType(const COnnxRuntime_Table *table, COnnxRuntime_Type *type);

// MARK: Types

/// The kinds of value, by the numbers of the interface.
enum { COnnxRuntime_isTensor = 1, COnnxRuntime_isSequence = 2, COnnxRuntime_isMap = 3 };

COnnxRuntime_Status *_Nullable COnnxRuntime_kindOfType(
    const COnnxRuntime_Table *table, const COnnxRuntime_Type *type, int32_t *kind);
/// The elements and the shape of a tensor's type; they belong to `type`.
COnnxRuntime_Status *_Nullable COnnxRuntime_layoutOfType(
    const COnnxRuntime_Table *table, const COnnxRuntime_Type *type,
    const COnnxRuntime_Layout *_Nullable *_Nonnull layout);
/// The type of a sequence's items, to be released.
COnnxRuntime_Status *_Nullable COnnxRuntime_itemType(
    const COnnxRuntime_Table *table, const COnnxRuntime_Type *type, COnnxRuntime_Type *_Nullable *_Nonnull item);
/// The type of the elements that are keys of a map.
COnnxRuntime_Status *_Nullable COnnxRuntime_keyElements(
    const COnnxRuntime_Table *table, const COnnxRuntime_Type *type, int32_t *elements);

COnnxRuntime_Status *_Nullable COnnxRuntime_elements(
    const COnnxRuntime_Table *table, const COnnxRuntime_Layout *layout, int32_t *elements);
COnnxRuntime_Status *_Nullable COnnxRuntime_rank(
    const COnnxRuntime_Table *table, const COnnxRuntime_Layout *layout, size_t *rank);
COnnxRuntime_Status *_Nullable COnnxRuntime_shape(
    const COnnxRuntime_Table *table, const COnnxRuntime_Layout *layout, int64_t *_Nullable sizes, size_t rank);
void COnnxRuntime_releaseLayout(const COnnxRuntime_Table *table, COnnxRuntime_Layout *layout);

// MARK: Values

COnnxRuntime_Status *_Nullable COnnxRuntime_createTensor(
    const COnnxRuntime_Table *table, const int64_t *_Nullable shape, size_t rank, int32_t elements,
    COnnxRuntime_Value *_Nullable *_Nonnull value);
void COnnxRuntime_releaseValue(const COnnxRuntime_Table *table, COnnxRuntime_Value *value);

COnnxRuntime_Status *_Nullable COnnxRuntime_kindOfValue(
    const COnnxRuntime_Table *table, const COnnxRuntime_Value *value, int32_t *kind);
/// The elements and the shape of a tensor, to be given to `COnnxRuntime_releaseLayout`.
COnnxRuntime_Status *_Nullable COnnxRuntime_layoutOfValue(
    const COnnxRuntime_Table *table, const COnnxRuntime_Value *value,
    COnnxRuntime_Layout *_Nullable *_Nonnull layout);
/// The memory of a tensor that does not hold strings; it belongs to `value`.
COnnxRuntime_Status *_Nullable COnnxRuntime_memory(
    const COnnxRuntime_Table *table, COnnxRuntime_Value *value, void *_Nullable *_Nonnull memory);

COnnxRuntime_Status *_Nullable COnnxRuntime_fillStrings(
    const COnnxRuntime_Table *table, COnnxRuntime_Value *value, const char *_Nullable const *_Nullable strings,
    size_t count);
/// The bytes that all strings of a tensor take together, without final NULs.
COnnxRuntime_Status *_Nullable COnnxRuntime_stringBytes(
    const COnnxRuntime_Table *table, const COnnxRuntime_Value *value, size_t *byteCount);
/// The strings of a tensor one behind the other, and where each starts.
COnnxRuntime_Status *_Nullable COnnxRuntime_strings(
    const COnnxRuntime_Table *table, const COnnxRuntime_Value *value, void *_Nullable bytes, size_t byteCount,
    size_t *_Nullable starts, size_t count);

/// The number of items of a sequence; 2 for a map.
COnnxRuntime_Status *_Nullable COnnxRuntime_itemCount(
    const COnnxRuntime_Table *table, const COnnxRuntime_Value *value, size_t *count);
/// An item of a sequence as a new value; of a map item 0 is the tensor of its keys, item 1 that of its values.
COnnxRuntime_Status *_Nullable COnnxRuntime_item(
    const COnnxRuntime_Table *table, const COnnxRuntime_Value *value, int32_t index,
    COnnxRuntime_Value *_Nullable *_Nonnull item);

#pragma clang assume_nonnull end

#endif
