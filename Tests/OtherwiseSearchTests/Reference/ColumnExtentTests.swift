import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseSearch

@Suite("Which columns a feature can become whole")
struct ColumnExtentTests {
    private static let domains: [Domain] = [
        .numeric(range: 0...10, step: nil), .numeric(range: 2...6, step: 1), .numeric(range: 0.2...0.8, step: 1),
        .categorical(categories: ["a", "b", "c"], isOrdered: true),
    ]

    private static func value(_ domain: Domain, using generator: inout SeededGenerator) -> Value {
        if Int.random(in: 0..<40, using: &generator) == 0 { return .missing }
        guard domain.isNumeric else {
            return .category(["a", "b", "c", "d"][Int.random(in: 0..<12, using: &generator) / 3])
        }
        return .number(Double(Int.random(in: 0...20, using: &generator)) / 2)
    }

    @Test("It is never said of a column with a value out of reach, and said of some")
    func neverWrong() {
        var generator = SeededGenerator(seed: 4)
        var said = 0
        for round in 0..<4000 {
            let domain = Self.domains[round % Self.domains.count]
            let mutability = [Mutability.free, .free, .increaseOnly, .immutable][round / 4 % 4]
            let feature = Feature(name: "f", domain: domain, mutability: mutability)
            let reach = FeatureReach(feature, factual: Self.value(domain, using: &generator), statistics: nil)
            let values = (0..<3).map { _ in Self.value(domain, using: &generator) }
            let column = Column(name: "f", values: values, isNumeric: domain.isNumeric)
            guard reach.takesAll(of: ColumnExtent(column)) else { continue }
            said += 1
            #expect(values.allSatisfy { reach.contains(reach.gridded($0)) }, "\(feature) \(values)")
        }
        #expect(said > 200)
    }

    @Test("A column that is not there is missing throughout")
    func absent() {
        let feature = Feature(name: "f", domain: .numeric(range: 0...10, step: nil))
        let extent = ColumnExtent(nil)
        #expect(!FeatureReach(feature, factual: .number(1), statistics: nil).takesAll(of: extent))
        #expect(FeatureReach(feature, factual: .missing, statistics: nil).takesAll(of: extent))
    }
}
