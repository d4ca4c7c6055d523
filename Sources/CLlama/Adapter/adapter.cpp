// The table of CLlama.h, filled with llama.cpp. Compiled by Scripts/engines.sh beside llama.cpp's own libraries; not
// part of the package's build.
extern "C" {
#include "CLlama.h"
}

#include <cstdio>
#include <cstring>
#include <mutex>
#include <string>
#include <vector>

#include "ggml.h"
#include "llama.h"

struct CLlama_Model {
    llama_model *model;
    const llama_vocab *vocabulary;
};

struct CLlama_Context {
    llama_context *context;
    llama_batch batch;
    int32_t capacity;
    int32_t sequences;
    CLlama_Observer observer;
};

namespace {

/// llama.cpp tells why a file is refused in its log alone; the last line of an error is kept for `problem`.
std::mutex logging;
std::string lastError;

void keepErrors(ggml_log_level level, const char *text, void *) {
    if (level != GGML_LOG_LEVEL_ERROR) return;
    std::lock_guard<std::mutex> lock(logging);
    lastError = text;
    while (!lastError.empty() && lastError.back() == '\n') lastError.pop_back();
}

void forgetError() {
    std::lock_guard<std::mutex> lock(logging);
    lastError.clear();
}

void tellError(char *problem, size_t capacity) {
    std::lock_guard<std::mutex> lock(logging);
    snprintf(problem, capacity, "%s", lastError.empty() ? "llama.cpp gives no reason" : lastError.c_str());
}

const char *description() { return "llama.cpp " OTHERWISE_LLAMA_VERSION; }

CLlama_Model *loadModel(const char *path, char *problem, size_t capacity) {
    forgetError();
    llama_model_params parameters = llama_model_default_params();
    parameters.n_gpu_layers = 0;
    llama_model *model = llama_model_load_from_file(path, parameters);
    if (!model) {
        tellError(problem, capacity);
        return nullptr;
    }
    return new CLlama_Model{model, llama_model_get_vocab(model)};
}

void freeModel(CLlama_Model *model) {
    llama_model_free(model->model);
    delete model;
}

CLlama_ModelFacts modelFacts(const CLlama_Model *model) {
    CLlama_ModelFacts facts = {};
    facts.vocabulary = llama_vocab_n_tokens(model->vocabulary);
    facts.contextLength = llama_model_n_ctx_train(model->model);
    facts.width = llama_model_n_embd(model->model);
    facts.layers = llama_model_n_layer(model->model);
    facts.heads = llama_model_n_head(model->model);
    facts.keyValueHeads = llama_model_n_head_kv(model->model);
    facts.begin = llama_vocab_bos(model->vocabulary);
    facts.end = llama_vocab_eos(model->vocabulary);
    facts.endOfTurn = llama_vocab_eot(model->vocabulary);
    facts.addsBegin = llama_vocab_get_add_bos(model->vocabulary);
    facts.decodes = llama_model_has_decoder(model->model) && !llama_model_has_encoder(model->model);
    facts.chatTemplate = llama_model_chat_template(model->model, nullptr);
    return facts;
}

bool endsGeneration(const CLlama_Model *model, int32_t token) { return llama_vocab_is_eog(model->vocabulary, token); }

int32_t tokenize(const CLlama_Model *model, const char *text, int32_t length, int32_t *tokens, int32_t capacity,
                 bool addSpecial, bool parseSpecial) {
    return llama_tokenize(model->vocabulary, text, length, tokens, capacity, addSpecial, parseSpecial);
}

int32_t piece(const CLlama_Model *model, int32_t token, char *bytes, int32_t capacity, bool special) {
    return llama_token_to_piece(model->vocabulary, token, bytes, capacity, 0, special);
}

int32_t applyTemplate(const char *chatTemplate, const char *const *roles, const char *const *contents, size_t count,
                      bool addAssistant, char *bytes, int32_t capacity) {
    std::vector<llama_chat_message> messages;
    for (size_t i = 0; i < count; i++) messages.push_back({roles[i], contents[i]});
    return llama_chat_apply_template(chatTemplate, messages.data(), count, addAssistant, bytes, capacity);
}

bool evaluate(ggml_tensor *tensor, bool asking, void *state) {
    const CLlama_Observer &observer = static_cast<CLlama_Context *>(state)->observer;
    if (asking) return observer.wants(observer.state, tensor->name);
    CLlama_Tensor seen = {tensor->name, static_cast<float *>(tensor->data), {}, {}};
    for (int i = 0; i < 4; i++) {
        seen.shape[i] = tensor->ne[i];
        seen.stride[i] = tensor->nb[i];
    }
    observer.observe(observer.state, &seen);
    return true;
}

bool isCancelled(void *state) {
    const CLlama_Observer &observer = static_cast<CLlama_Context *>(state)->observer;
    return observer.cancelled(observer.state);
}

llama_context_params parametersFor(const CLlama_ContextSettings &settings, CLlama_Context *context) {
    llama_context_params parameters = llama_context_default_params();
    parameters.n_ctx = settings.tokens;
    parameters.n_batch = settings.batch;
    parameters.n_ubatch = settings.batch;
    parameters.n_seq_max = settings.sequences;
    parameters.n_threads = settings.threads;
    parameters.n_threads_batch = settings.threads;
    parameters.kv_unified = true;
    parameters.no_perf = true;
    // Fused attention and a cache of half precision are chosen by the size of a batch and move log-likelihoods by
    // tenths of a nat: what is measured would depend on what it was measured beside.
    parameters.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_DISABLED;
    parameters.type_k = GGML_TYPE_F32;
    parameters.type_v = GGML_TYPE_F32;
    parameters.cb_eval = evaluate;
    parameters.cb_eval_user_data = context;
    parameters.abort_callback = isCancelled;
    parameters.abort_callback_data = context;
    return parameters;
}

CLlama_Context *makeContext(CLlama_Model *model, const CLlama_ContextSettings *settings, char *problem,
                            size_t capacity) {
    forgetError();
    CLlama_Context *made = new CLlama_Context{};
    made->observer = settings->observer;
    made->context = llama_init_from_model(model->model, parametersFor(*settings, made));
    if (!made->context) {
        tellError(problem, capacity);
        delete made;
        return nullptr;
    }
    made->capacity = static_cast<int32_t>(settings->batch);
    made->sequences = static_cast<int32_t>(settings->sequences);
    made->batch = llama_batch_init(made->capacity, 0, made->sequences);
    return made;
}

void freeContext(CLlama_Context *context) {
    llama_batch_free(context->batch);
    llama_free(context->context);
    delete context;
}

void place(llama_batch &batch, int32_t index, const CLlama_BatchToken &token) {
    batch.token[index] = token.token;
    batch.pos[index] = token.position;
    batch.n_seq_id[index] = token.sequenceCount;
    std::memcpy(batch.seq_id[index], token.sequences, sizeof(int32_t) * token.sequenceCount);
    batch.logits[index] = token.wantsLogits;
}

int32_t decode(CLlama_Context *context, const CLlama_BatchToken *tokens, int32_t count) {
    if (count < 1 || count > context->capacity) return -1;
    for (int32_t i = 0; i < count; i++) {
        if (tokens[i].sequenceCount < 1 || tokens[i].sequenceCount > context->sequences) return -1;
        place(context->batch, i, tokens[i]);
    }
    context->batch.n_tokens = count;
    return llama_decode(context->context, context->batch);
}

const float *logits(CLlama_Context *context, int32_t index) {
    return llama_get_logits_ith(context->context, index);
}

void forgetAll(CLlama_Context *context) { llama_memory_clear(llama_get_memory(context->context), true); }

bool forget(CLlama_Context *context, int32_t sequence, int32_t start, int32_t end) {
    return llama_memory_seq_rm(llama_get_memory(context->context), sequence, start, end);
}

void copy(CLlama_Context *context, int32_t from, int32_t to, int32_t start, int32_t end) {
    llama_memory_seq_cp(llama_get_memory(context->context), from, to, start, end);
}

const CLlama_Table table = {
    CLlama_tableVersion, description, loadModel, freeModel, modelFacts, endsGeneration, tokenize, piece,
    applyTemplate, makeContext, freeContext, decode, logits, forgetAll, forget, copy,
};

}  // namespace

extern "C" __attribute__((visibility("default"))) const CLlama_Table *CLlama_adapterTable(void) {
    static std::once_flag started;
    std::call_once(started, [] {
        llama_log_set(keepErrors, nullptr);
        llama_backend_init();
    });
    return &table;
}
