import OtherwiseCore
import OtherwiseModels
import Testing

@testable import OtherwiseSearch

@Suite("Margins")
struct MarginTests {
    /// Two cuts a thousandth apart.
    private static let cuts: [Float] = [10, 42.5, 42.501]

    private static func choices(from factual: Double, step: Double?, margin: Double) -> [Double] {
        let feature = Feature(name: "hours", domain: .numeric(range: 0...99, step: step))
        let builder = ChoiceBuilder(
            feature: feature, factual: .number(factual), axis: .ordered(cuts: cuts), cellValues: [], breakpoints: [],
            margin: margin, centre: 0
        ) { abs(($0.number ?? 0) - factual) }
        return builder.choiceAxis().choices.compactMap(\.value.number)
    }

    @Test("A cell narrower than the margin offers no choice; the next one does, a margin inside")
    func slivers() {
        let choices = Self.choices(from: 20, step: nil, margin: 1e-3)
        #expect(choices.count == 3)
        for choice in choices where choice != 20 {
            #expect(Self.cuts.allSatisfy { abs(choice - Double($0)) > 1e-3 - 1e-12 })
        }
    }

    @Test("With a smaller margin the same cell is a choice")
    func control() {
        #expect(Self.choices(from: 20, step: nil, margin: 1e-5).count == 4)
    }

    @Test("Whole numbers never lie in a sliver, and are offered whatever the margin")
    func wholeNumbers() {
        #expect(Self.choices(from: 20, step: 1, margin: 1e-3) == [10, 20, 43])
    }
}
