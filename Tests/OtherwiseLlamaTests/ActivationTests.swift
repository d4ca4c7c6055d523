#if Llama
import OtherwiseLlama
import OtherwiseModels
import Testing

@Suite(.needsSmallModel) struct ActivationTests {
    private func tokens(_ session: LlamaSession, _ text: String) -> [Token] {
        session.model.tokens(of: text)
    }

    private static let sites: [ActivationSite] = [
        .embedding, .residual(layer: 3), .heads(layer: 7), .feedForward(layer: 0), .attention(layer: 5),
        .residual(layer: 29), .output,
    ]

    @Test(arguments: sites) func `every site is seen, and putting back what was there changes nothing`(
        _ site: ActivationSite
    ) async throws {
        let session = try SmallModel.session()
        let text = tokens(session, "The capital of France is")
        let run = try await session.run(text, under: [], keeping: [site])
        let seen = try #require(run.activations[site])
        #expect(seen.vectors.count == text.count)
        let again = try await session.run(text, under: [ActivationIntervention(site, .patch(seen))], keeping: [site])
        #expect(again.activations[site] == seen)
        #expect(run.divergences(of: again).allSatisfy { $0 < 1e-6 })
        let scaled = try await session.run(text, under: [ActivationIntervention(site, .scale(1))], keeping: [])
        #expect(scaled.distributions == again.distributions)
    }

    @Test(arguments: sites) func `silencing a site changes what the model expects`(_ site: ActivationSite) async throws
    {
        let session = try SmallModel.session()
        let text = tokens(session, "The capital of France is")
        let run = try await session.run(text, under: [], keeping: [])
        let silenced = try await session.run(text, under: [ActivationIntervention(site, .set(0))], keeping: [site])
        #expect(silenced.activations[site]?.vectors.allSatisfy { $0.allSatisfy { $0 == 0 } } == true)
        #expect((run.divergences(of: silenced).last ?? 0) > 1e-6)
    }

    @Test func `the last layer of another run brings the other run's answer`() async throws {
        let session = try SmallModel.session()
        let (france, italy) = (
            tokens(session, "The capital of France is"), tokens(session, "The capital of Italy is")
        )
        let last = ActivationSite.residual(layer: session.layerCount - 1)
        let other = try await session.run(italy, under: [], keeping: [last])
        let patch = ActivationIntervention(last, .patch(try #require(other.activations[last])))
        let patched = try await session.run(france, under: [patch], keeping: [])
        #expect(other.divergences(of: patched).allSatisfy { $0 < 1e-5 })
    }

    @Test func `an intervention at a position leaves what comes before it as it was`() async throws {
        let session = try SmallModel.session()
        let text = tokens(session, "The capital of France is a city")
        let run = try await session.run(text, under: [], keeping: [])
        let at3 = ActivationIntervention(.residual(layer: 2), positions: [3], .scale(0))
        let changed = try await session.run(text, under: [at3], keeping: [])
        let divergences = run.divergences(of: changed)
        #expect(divergences[..<3].allSatisfy { $0 < 1e-6 })
        #expect(divergences[3...].allSatisfy { $0 > 1e-6 })
    }

    @Test func `one head can be silenced, and the others keep what they read`() async throws {
        let session = try SmallModel.session()
        let text = tokens(session, "The capital of France is")
        let site = ActivationSite.heads(layer: 4)
        let run = try await session.run(text, under: [], keeping: [site])
        let changed = try await session.run(text, under: [session.ablation(ofHead: 2, layer: 4)], keeping: [site])
        let headWidth = session.width / session.headCount, silent = 2 * headWidth..<3 * headWidth
        let (before, after) = try (#require(run.activations[site]), #require(changed.activations[site]))
        for (was, now) in zip(before.vectors, after.vectors) {
            #expect(now[silent].allSatisfy { $0 == 0 })
            #expect(now[..<silent.lowerBound] == was[..<silent.lowerBound])
        }
    }

    @Test func `interventions hold while text is scored and written`() async throws {
        let session = try SmallModel.session()
        let france = Prompt.text("The capital of France is")
        let silence = ActivationIntervention(.residual(layer: 20), .set(0))
        let plain = try await session.likelihoods(of: [Continuation(of: france, " Paris")])[0]
        let silenced = try await session.likelihoods(of: [Continuation(of: france, " Paris")], under: [silence])[0]
        #expect(silenced.logProbability < plain.logProbability - 1)
        let text = try await session.text(after: france, .init(maximumTokens: 4), under: [silence])
        #expect(!text.text.contains("Paris"))
    }

    @Test func `a fact is traced to its subject early and to the last position late`() async throws {
        let session = try SmallModel.session()
        let (france, italy) = (
            tokens(session, "The capital of France is"), tokens(session, "The capital of Italy is")
        )
        let answer = tokens(session, " Paris")[0]
        let trace = try await session.causalTrace(of: france, against: italy, answer: answer)
        let recovery = try #require(trace.recovery)
        #expect(recovery.count == session.layerCount && recovery.allSatisfy { $0.count == france.count })
        let subject = 3, last = france.count - 1
        #expect(recovery[0][subject] > 0.9 && recovery[0][last] < 0.1)
        #expect(recovery[session.layerCount - 1][subject] < 0.1 && recovery[session.layerCount - 1][last] > 0.9)
    }

    @Test func `what does not fit the model is refused`() async throws {
        let session = try SmallModel.session()
        let text = tokens(session, "Hello world")
        let short = ActivationRecord(site: .residual(layer: 1), vectors: [[1, 2]])
        let bad: [ActivationIntervention] = [
            .init(.residual(layer: 99), .set(0)), .init(.residual(layer: 1), units: 0..<9999, .set(0)),
            .init(.residual(layer: 1), .add([1, 2])), .init(.residual(layer: 1), .patch(short)),
            .init(.residual(layer: 2), .patch(short)),
        ]
        for intervention in bad {
            let error = await modelError { _ = try await session.run(text, under: [intervention], keeping: []) }
            #expect(error?.code == .invalidValue || error?.code == .shapeMismatch, "\(intervention)")
        }
        let strange = await modelError { _ = try await session.run([Token(-5)], under: [], keeping: []) }
        #expect(strange?.code == .invalidValue)
        let lengths = await modelError { _ = try await session.causalTrace(of: text, against: [], answer: text[0]) }
        #expect(lengths?.code == .shapeMismatch)
    }

    @Test func `texts that mean alike lie closer than texts that do not`() async throws {
        let session = try SmallModel.session()
        func vector(_ text: String) async throws -> [Float] { try await session.embedding(of: text) }
        func cosine(_ a: [Float], _ b: [Float]) -> Float {
            func dot(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
            return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
        }
        let cat = try await vector("A cat sleeps on the sofa."),
            kitten = try await vector("A kitten naps on the couch.")
        let tax = try await vector("The tax rate rose by two percent in March.")
        #expect(cosine(cat, kitten) > cosine(cat, tax))
    }
}
#endif
