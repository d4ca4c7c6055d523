// What Otherwise asks of llama.cpp, as one table of functions. The table is filled by a small shared library that
// `make engines` compiles beside llama.cpp (Adapter/adapter.cpp), so that a build of Otherwise needs no header of it.
#ifndef CLLAMA_H
#define CLLAMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Rises with every change of the table; it is part of the adapter's file name.
#define CLlama_tableVersion 1

typedef struct CLlama_Model CLlama_Model;
typedef struct CLlama_Context CLlama_Context;

/// One tensor of a running computation, whose elements are float32 and may be overwritten.
typedef struct {
    const char *name;
    float *data;
    /// Elements along each dimension, fastest first.
    int64_t shape[4];
    /// Bytes from one element to the next along each dimension.
    size_t stride[4];
} CLlama_Tensor;

typedef struct {
    void *state;
    /// Whether the tensor of this name is wanted.
    bool (*wants)(void *state, const char *name);
    /// Called with each wanted tensor before the next operation.
    void (*observe)(void *state, const CLlama_Tensor *tensor);
    /// Whether the computation shall end.
    bool (*cancelled)(void *state);
} CLlama_Observer;

typedef struct {
    uint32_t tokens;
    uint32_t batch;
    uint32_t sequences;
    int32_t threads;
    CLlama_Observer observer;
} CLlama_ContextSettings;

/// One token of a batch: it belongs to `sequenceCount` sequences at once, at the same position.
typedef struct {
    int32_t token;
    int32_t position;
    const int32_t *sequences;
    int32_t sequenceCount;
    bool wantsLogits;
} CLlama_BatchToken;

typedef struct {
    int32_t vocabulary, contextLength, width, layers, heads, keyValueHeads;
    /// -1 where the vocabulary has no such token.
    int32_t begin, end, endOfTurn;
    bool addsBegin;
    bool decodes;
    /// NULL where the file has none.
    const char *chatTemplate;
} CLlama_ModelFacts;

typedef enum { CLlama_decoded = 0, CLlama_noRoom = 1, CLlama_aborted = 2 } CLlama_Decoding;

typedef struct {
    int32_t version;
    const char *(*description)(void);

    /// NULL with the reason in `problem`.
    CLlama_Model *(*loadModel)(const char *path, char *problem, size_t capacity);
    void (*freeModel)(CLlama_Model *model);
    CLlama_ModelFacts (*modelFacts)(const CLlama_Model *model);
    bool (*endsGeneration)(const CLlama_Model *model, int32_t token);
    /// The number of tokens, or minus the number needed.
    int32_t (*tokenize)(const CLlama_Model *model, const char *text, int32_t length, int32_t *tokens, int32_t capacity,
                        bool addSpecial, bool parseSpecial);
    /// The number of bytes, or minus the number needed.
    int32_t (*piece)(const CLlama_Model *model, int32_t token, char *bytes, int32_t capacity, bool special);
    /// The number of bytes needed, or -1 where the template is not known.
    int32_t (*applyTemplate)(const char *chatTemplate, const char *const *roles, const char *const *contents,
                             size_t count, bool addAssistant, char *bytes, int32_t capacity);

    CLlama_Context *(*makeContext)(CLlama_Model *model, const CLlama_ContextSettings *settings, char *problem,
                                   size_t capacity);
    void (*freeContext)(CLlama_Context *context);
    /// A value of CLlama_Decoding; anything else is a failure.
    int32_t (*decode)(CLlama_Context *context, const CLlama_BatchToken *tokens, int32_t count);
    /// One float per token of the vocabulary, for the token at `index` of the last batch; valid until the next.
    const float *(*logits)(CLlama_Context *context, int32_t index);
    void (*forgetAll)(CLlama_Context *context);
    /// Positions from `start` up to `end`, which is excluded; -1 means all that follow.
    bool (*forget)(CLlama_Context *context, int32_t sequence, int32_t start, int32_t end);
    void (*copy)(CLlama_Context *context, int32_t from, int32_t to, int32_t start, int32_t end);
} CLlama_Table;

typedef enum { CLlama_opened, CLlama_cannotOpen, CLlama_isSomethingElse, CLlama_hasOtherTable } CLlama_Outcome;

typedef struct {
    CLlama_Outcome outcome;
    /// NULL unless it was opened.
    const CLlama_Table *table;
} CLlama_Opening;

/// Opens an adapter; `problem` receives what the loader says.
CLlama_Opening CLlama_open(const char *path, char *problem, size_t capacity);

/// Processors that this process may run on, which can be fewer than there are; 0 where the system does not say.
int CLlama_processors(void);

#endif
