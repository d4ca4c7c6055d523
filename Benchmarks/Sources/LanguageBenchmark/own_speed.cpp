// How fast llama.cpp writes on its own, with its default settings: tokens a second after a prompt was read.
//
//   own_speed MODEL.gguf PROMPT TOKENS THREADS
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "llama.h"

static llama_token best(const float *logits, int count) {
    int best = 0;
    for (int i = 1; i < count; i++)
        if (logits[i] > logits[best]) best = i;
    return best;
}

int main(int count, char **arguments) {
    if (count != 5) return 64;
    llama_log_set([](ggml_log_level, const char *, void *) {}, nullptr);
    llama_backend_init();
    llama_model *model = llama_model_load_from_file(arguments[1], llama_model_default_params());
    if (!model) return 1;
    llama_context_params settings = llama_context_default_params();
    settings.n_ctx = 2048;
    settings.n_threads = settings.n_threads_batch = atoi(arguments[4]);
    llama_context *context = llama_init_from_model(model, settings);
    const llama_vocab *vocabulary = llama_model_get_vocab(model);
    std::vector<llama_token> tokens(4096);
    int length = (int)strlen(arguments[2]);
    tokens.resize(llama_tokenize(vocabulary, arguments[2], length, tokens.data(), 4096, true, false));
    llama_decode(context, llama_batch_get_one(tokens.data(), (int)tokens.size()));
    int wanted = atoi(arguments[3]);
    auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < wanted; i++) {
        llama_token token = best(llama_get_logits_ith(context, -1), llama_vocab_n_tokens(vocabulary));
        llama_decode(context, llama_batch_get_one(&token, 1));
    }
    std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    printf("%f\n", wanted / seconds.count());
}
