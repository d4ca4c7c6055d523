import Foundation
import Otherwise
import OtherwiseAudits
import OtherwiseEndpoints
import OtherwiseStore
import OtherwiseTesting
import OtherwiseText
import OtherwiseTraces
import Testing

/// The code of the guide AskingLanguageModels, and the table's calls about language models.
extension Snippets {
    /// Takes shorter words to be likelier, and says "Paris".
    private func server() throws -> LoopbackServer {
        try LoopbackServer { request in
            guard request.path.hasSuffix("/v1/completions") else {
                return .json(
                    #"{"choices":[{"message":{"content":"Paris"}}],"usage":{"prompt_tokens":400000,"completion_tokens":0}}"#
                )
            }
            let text = request.body.firstMatch(of: #/"prompt":"([^"]*)"/#).map { String($0.output.1) } ?? ""
            let words = text.split(separator: #/(?= )/#).map(String.init)
            let scores = words.indices.map { $0 == 0 ? "null" : "\(-Double(words[$0].count) / 4)" }
            let tops = scores.map { #"{" blue":\#($0 == "null" ? "-9" : $0)}"# }.joined(separator: ",")
            let lists =
                #""tokens":\#(words),"token_logprobs":[\#(scores.joined(separator: ","))],"top_logprobs":[\#(tops)]"#
            return .json(#"{"choices":[{"text":"\#(text)","logprobs":{\#(lists)}}]}"#)
        }
    }

    @Test("a language model behind a server", .timeLimit(.minutes(10)))
    func languageModel() async throws {
        let server = try server(), url = server.url("/v1"), key: String? = nil
        let folder = FileManager.default.temporaryDirectory.appending(path: "otherwise-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "answers.sqlite").path

        let endpoint = LanguageEndpoint(url, model: "SmolLM2-135M-Instruct", key: key)
        let cache = try ResponseCache(path: file)
        let model = EndpointModel(endpoint, cache: cache)
        let answer = try await model.text(after: .user("What is the capital of France?"))
        let spent = TokenPrices(promptMillion: 2.5, completionMillion: 10).cost(of: model.usage)
        #expect(answer.text == "Paris" && spent == 1)
        let again = try await EndpointModel(endpoint, cache: cache).text(after: .user("What is the capital of France?"))
        #expect(again == answer && server.requests.count == 1)

        let scorer = try await EndpointScorer(checking: model)
        let likelihoods = try await scorer.likelihoods(of: [
            Continuation(of: .text("The sky is"), " blue"), Continuation(of: .text("The sky is"), " square"),
        ])
        #expect(likelihoods[0].logProbability > likelihoods[1].logProbability)
    }

    @Test("the smallest edit that changes an answer", .timeLimit(.minutes(10)))
    func flip() async throws {
        let server = try LoopbackServer { request in
            .json(#"{"choices":[{"message":{"content":"\#(request.body.contains("whale") ? "no" : "yes")"}}]}"#)
        }
        let model = EndpointModel(LanguageEndpoint(server.url("/v1"), model: "m"))
        let question = try PromptText("Is a whale a fish? Answer yes or no.")
        let prompt = try EditablePrompt(asking: .chat([.init(.user, question)]), options: ["yes", "no"])
        let respondent = GenerationRespondent(model)
        let flip = try await FlipSearch(respondent, model: model.identity).flip(of: prompt)
        #expect(flip.edits.map(\.from) == ["whale"] && flip.certificate.kind == .optimal)
    }

    @Test("where an answer is carried")
    func carried() async throws {
        let (model, tokenizer) = (CourierModel(), LetterTokenizer())
        let identity = ModelIdentity(name: "courier", digest: nil)
        // It says the second letter again, and a space stands before an answer.
        let prompt = try TracedPrompt("a z", replacing: [.init("a z", "aRz")])
        let trace = try await AnswerTracer(model, tokenizer, identity: identity).trace(of: prompt, answer: "Paris")
        #expect(trace.peak.map { abs($0.share - 1) < 1e-6 } == true && trace.recovery?[0][0] == 0)
    }

    @Test("a failed run that cannot be run again", .timeLimit(.minutes(10)))
    func judging() async throws {
        let server = try LoopbackServer { _ in
            .json(#"{"choices":[{"message":{"content":"{\"candidates\": [{\"step\": 0, \"succeeds\": true}]}"}}]}"#)
        }
        let model = EndpointModel(LanguageEndpoint(server.url("/v1"), model: "m"))
        let trace = Trace(id: "trip", steps: [TraceStep(agent: "Searcher", content: "The cheapest is 240 EUR.")])
        let blame = try await TraceJudge(model).blame(for: trace)
        #expect(blame.answer == 0)
    }
}
