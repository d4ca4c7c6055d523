#if Llama
import OtherwiseAudits
import OtherwiseCore
import OtherwiseLlama
import OtherwiseModels
import OtherwiseText
import Testing

@Suite(.needsSmallModel) struct FlippingTests {
    @Test func `the smallest edit that changes the small model's answer is found, and does change it`() async throws {
        let session = try SmallModel.session()
        let prompt = try EditablePrompt(
            asking: .text(PromptText("The capital of {country} is the city of")), options: ["Paris", "Rome"],
            fields: ["country": "France"], answer: AnswerForm(means: .likelihood(.sum)),
            choices: EditChoices(facts: ["country": ["France", "Italy", "Spain"]]))
        let search = FlipSearch(LikelihoodRespondent(session), model: session.model.identity)
        let flip = try await search.flip(of: prompt)
        #expect(flip.factual.option == "Paris" && flip.counterfactual?.option == "Rome")
        #expect(flip.edits.count == 1 && flip.certificate.kind == .optimal)
        #expect(flip.singles.contains { $0.isFlip && $0.edit.to == "Italy" })
        // The same file answers the same.
        #expect(!flip.noise.isUnstable)
        let edited = try #require(flip.counterfactual?.prompt)
        let scores = try await session.likelihoods(of: [" Paris", " Rome"].map { Continuation(of: .text(edited), $0) })
        #expect(scores[1].logProbability > scores[0].logProbability)
    }

    @Test func `a causal trace is drawn, its darkest cell where the fact is`() async throws {
        let session = try SmallModel.session()
        func tokens(_ text: String) -> [Token] { session.model.tokens(of: text) }
        func texts(_ tokens: [Token]) -> [String] { tokens.map { session.model.text(of: [$0]) } }
        let (france, italy) = (tokens("The capital of France is"), tokens("The capital of Italy is"))
        let trace = try await session.causalTrace(of: france, against: italy, answer: tokens(" Paris")[0])
        let picture = try CausalTracePicture(trace, tokens: texts(france), counterfactual: texts(italy))
        #expect(picture.svg.contains("layer 0, ␣France / ␣Italy: "))
        #expect(picture.svg.matches(of: #/<title>/#).count == session.layerCount * france.count)
    }

    @Test func `what one asks in words is traced through the small model, and ends where it is read off`() async throws
    {
        let session = try SmallModel.session(), model = session.model
        let prompt = try TracedPrompt("The capital of France is", replacing: [.init("France", "Italy")])
        let told = try await AnswerTracer(session, model, identity: model.identity).trace(of: prompt, answer: "Paris")
        let tokens = [prompt.factual, " Paris"].map { model.tokens(of: $0) }
        let italy = model.tokens(of: prompt.counterfactual)
        let trace = try await session.causalTrace(of: tokens[0], against: italy, answer: tokens[1][0])
        #expect(told.trace == trace && told.answer == " Paris" && told.tokens.count == tokens[0].count)
        // The last layer at the last token is all that the answer is read off; before the words differ nothing differs.
        let shares = try #require(told.recovery)
        #expect(abs((shares.last?.last ?? 0) - 1) < 0.05 && shares.allSatisfy { abs($0[0]) < 0.05 })
    }
}
#endif
