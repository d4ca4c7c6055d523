import Testing

@testable import OtherwiseModels
@testable import OtherwiseText

@Suite("The picture of a causal trace")
struct CausalTracePictureTests {
    private static let trace = CausalTrace(
        factual: -1, counterfactual: -5, restored: [[-5, -1.4, -5], [-5.5, -3, -4], [-5, -5, -1]])

    @Test("It has a cell for every layer and token, and says where the answer is")
    func cells() throws {
        let picture = try CausalTracePicture(
            Self.trace, tokens: ["The", " <b>", " is"], counterfactual: ["The", " Italy", " is"])
        #expect(picture.svg.hasPrefix("<?xml") && picture.svg.matches(of: #/<rect [^>]*><title>/#).count == 9)
        #expect(picture.svg.contains("␣&lt;b&gt; / ␣Italy") && !picture.svg.contains("<b>"))
        #expect(picture.svg.contains("layer 0, ␣&lt;b&gt; / ␣Italy: 90% (-1.4 nats)"))
        #expect(picture.svg.contains("layer 1, The: -13% (-5.5 nats)"))
        // What takes the answer further away is of another colour.
        #expect(picture.svg.matches(of: #/#c2570c" fill-opacity="0\.1[23]/#).count == 1)
        #expect(picture.html.contains("before the last token, most of the difference, 90%, comes back with layer 0 at"))
        #expect(picture.html.contains("default-src") && !picture.html.contains("<script"))
    }

    @Test("The rules of a page do not move the words of the picture in it")
    func standsInPage() throws {
        let page = try CausalTracePicture(Self.trace, tokens: ["a", "b", "c"]).html
        #expect(page.contains(#/<svg [^>]*font-family=/#) && page.contains("text-anchor=\"end\">a<"))
        let rules = page.matches(of: #/([^{}]*) text \{[^}]*text-anchor/#).map(\.output.1)
        #expect(!rules.isEmpty && rules.allSatisfy { $0.contains(".") || $0.contains(":not([font-family])") })
    }

    @Test("Most comes back where it is carried to the end from, and at the end only where nothing comes back before")
    func peak() {
        let peak = Self.trace.peak
        #expect(peak?.layer == 0 && peak?.position == 1 && abs((peak?.share ?? 0) - 0.9) < 1e-12)
        let late = CausalTrace(factual: -1, counterfactual: -5, restored: [[-5, -4.99, -5], [-5, -5, -1]])
        #expect(late.peak?.layer == 1 && late.peak?.position == 2)
    }

    @Test("Prompts that do not differ are said to, and wrong numbers of tokens are refused")
    func odd() throws {
        let same = CausalTrace(factual: -1, counterfactual: -1, restored: [[-1, -1]])
        #expect(try CausalTracePicture(same, tokens: ["a", "b"]).html.contains("nothing can come back"))
        let never = CausalTrace(factual: -1, counterfactual: -.infinity, restored: [[-.infinity, -1]])
        let drawn = try CausalTracePicture(never, tokens: ["a", "b"]).svg
        #expect(drawn.contains("−∞ nats") && drawn.contains("has no measure"))
        #expect(throws: ModelError.self) { try CausalTracePicture(Self.trace, tokens: ["a", "b"]) }
        #expect(throws: ModelError.self) {
            try CausalTracePicture(Self.trace, tokens: ["a", "b", "c"], counterfactual: ["a"])
        }
    }
}
