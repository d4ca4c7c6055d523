import Foundation
import OtherwiseCore
import OtherwiseNumerics
import Testing

@testable import OtherwiseCausal

/// Where the package keeps its files.
enum Places {
    static let package = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL

    static func network(_ name: String) throws -> DiscreteNetwork {
        let file = package.appending(path: "Examples/networks/\(name).bif")
        return try DiscreteNetwork(bif: String(contentsOf: file, encoding: .utf8))
    }
}

@Suite("Discrete networks")
struct DiscreteNetworkTests {
    private struct Reference: Decodable {
        let network: String
        let outcome: String
        let given: [String: String]
        let `do`: [String: String]
        let probabilities: [String: Double]
    }

    /// 150 questions to five networks of up to 37 variables. Both sides sum at most 10⁵ positive products: 1e-10.
    @Test("Questions of seeing and doing are answered as pgmpy answers them")
    func parity() throws {
        let file = Places.package.appending(path: "Tests/Fixtures/networks/references.json")
        let references = try JSONDecoder().decode([Reference].self, from: Data(contentsOf: file))
        #expect(references.count == 150)
        var networks: [String: DiscreteNetwork] = [:]
        for reference in references {
            let network = try networks[reference.network] ?? Places.network(reference.network)
            networks[reference.network] = network
            let found = try network.distribution(
                of: [reference.outcome], given: reference.given.mapValues { .category($0) },
                do: reference.do.mapValues { .category($0) })
            for (level, probability) in try found.marginal(of: reference.outcome) {
                let expected = try #require(reference.probabilities[level])
                #expect(abs(probability - expected) < 1e-10, "\(reference)")
            }
        }
    }

    @Test("Setting and observing the same variable is a question about what would have been, and refused")
    func setAndSeen() throws {
        let network = try Places.network("asia")
        let error = #expect(throws: CausalModelError.self) {
            try network.distribution(
                of: ["dysp"], given: ["smoke": .category("yes")], do: ["smoke": .category("no")])
        }
        #expect(error?.description.contains("'smoke'") == true)
        // Doing is not seeing: smoking says something of bronchitis either way, bronchitis of smoking only if seen.
        let done = try network.distribution(of: ["smoke"], do: ["bronc": .category("yes")]).marginal(of: "smoke")
        let seen = try network.distribution(of: ["smoke"], given: ["bronc": .category("yes")]).marginal(of: "smoke")
        #expect(done["yes"] == 0.5 && (seen["yes"] ?? 0) > 0.6)
    }

    @Test("Evidence of probability zero is refused")
    func impossible() throws {
        let network = try Places.network("asia")
        #expect(throws: CausalModelError.impossibleEvidence(["lung": "yes", "either": "no"])) {
            try network.distribution(of: ["dysp"], given: ["lung": .category("yes"), "either": .category("no")])
        }
    }

    private static let small = """
        network n { }
        variable a { type discrete [ 2 ] { no, 5-12 }; }
        variable b { type discrete [ 2 ] { <7.5, >=7.5 }; }
        probability ( a ) { table 0.25, 0.75; }
        probability ( b | a ) { (no) 0.1, 0.9; (5-12) 1e-1, 0.9; }
        """

    @Test("A small network in the interchange format")
    func reading() throws {
        let network = try DiscreteNetwork(bif: Self.small)
        #expect(network.variables.map(\.levels) == [["no", "5-12"], ["<7.5", ">=7.5"]])
        #expect(try network.distribution(of: ["a"]).marginal(of: "a") == ["no": 0.25, "5-12": 0.75])
        let row = Self.small.replacing("(no) 0.1, 0.9; (5-12) 1e-1, 0.9;", with: "table 0.1, 0.2, 0.9, 0.8;")
        #expect(
            try DiscreteNetwork(bif: row).distribution(of: ["b"], given: ["a": .category("5-12")]).marginal(of: "b")[
                "<7.5"] == 0.2)
    }

    @Test(
        "A fault is shown where it stands",
        arguments: [
            ("(no) 0.1, 0.9;", "(no) 0.1, 0.7;", "sum to 1"), ("(no)", "(yes)", "no level 'yes'"),
            ("(no) 0.1, 0.9;", "", "Row 0"), ("b | a", "b | c", "'c' is not declared"),
            ("[ 2 ] { no", "[ 3 ] { no", "announced"), ("0.25, 0.75", "0.25, 0.75, 0", "Expected 2 numbers"),
            ("( a ) { table 0.25, 0.75; }", "( a | b ) { default 0.25, 0.75; }", "cycle"),
            ("variable b", "variable a", "twice"), ("0.75;", "0.75", "';'"),
        ])
    func faults(_ part: String, _ damage: String, _ word: String) throws {
        let error = #expect(throws: SyntaxError.self) {
            try DiscreteNetwork(bif: Self.small.replacing(part, with: damage))
        }
        #expect(error?.message.contains(word) == true, "\(error.map(String.init(describing:)) ?? "")")
    }

    @Test("A table that does not fit is shown where it is given, not at the end of the file")
    func place() throws {
        let text = """
            network n { }
            variable a { type discrete [ 2 ] { no, yes }; }
            variable b { type discrete [ 2 ] { no, yes }; }
            probability ( a ) { table 0.25, 0.25; }
            probability ( b ) { table 0.5, 0.5; }
            """
        let error = #expect(throws: SyntaxError.self) { try DiscreteNetwork(bif: text) }
        #expect(error?.line == 4 && error?.message.contains("sum to 1") == true)
        let bare = #expect(throws: SyntaxError.self) {
            try DiscreteNetwork(bif: text.replacing("probability ( a ) { table 0.25, 0.25; }", with: ""))
        }
        #expect(bare?.line == 2 && bare?.message.contains("'a' has no table") == true)
    }

    /// 4 × 500 damaged files.
    @Test("However a file is damaged, it is read or refused", arguments: 0..<4)
    func damage(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            var text = Array(Self.small)
            for _ in 0..<3 {
                let place = Int.random(in: 0..<text.count, using: &generator)
                if Bool.random(using: &generator) {
                    text.remove(at: place)
                } else {
                    text.insert("{}()[]|,; 1a".randomElement(using: &generator) ?? " ", at: place)
                }
            }
            if let network = try? DiscreteNetwork(bif: String(text)) {
                #expect(network.variables.count >= 1)
            }
        }
    }
}
