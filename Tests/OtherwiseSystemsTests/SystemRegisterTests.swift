import Foundation
import OtherwiseSystems
import Testing

@Suite("Register of systems")
struct SystemRegisterTests {
    @Test("It holds 38 systems, numbered in order, no name twice")
    func order() {
        #expect(SystemRegister.all.map(\.number) == Array(1...38))
        #expect(Set(SystemRegister.all.map(\.name)).count == 38)
    }

    @Test("Every system says what it asks, what it assumes, and which paper it comes from")
    func descriptions() {
        for system in SystemRegister.all {
            #expect(system.asks.hasSuffix("?"), "\(system.name)")
            #expect(system.assumption.hasSuffix("."), "\(system.name)")
            #expect((2020...2026).contains(system.source.year), "\(system.name)")
            #expect(system.source.arXiv.wholeMatch(of: #/\d{4}\.\d{5}/#) != nil, "\(system.name)")
            #expect((system.check != nil) == !system.usage.isEmpty, "\(system.name) says how to be asked")
            #expect(system.works == (system.check != nil && system.shortfall == nil), "\(system.name)")
        }
        #expect(Set(SystemRegister.all.map(\.source.arXiv)).count == 38)
    }

    @Test("A system is found by its number or its name", arguments: ["29", "029", "mcd", "MCD"])
    func lookUp(_ text: String) throws {
        #expect(try SystemRegister.system(text).id == "29")
    }

    @Test("It is found by the name of its method too", arguments: ["trex", "T-Rex", "robust counterfactuals"])
    func otherName(_ text: String) throws {
        #expect(try SystemRegister.system(text).id == "18")
    }

    @Test("Other names are those of no other system")
    func otherNames() throws {
        for (name, id) in ["popev2": "03", "waferqa": "27", "execcf": "09", "cfmatch": "13", "wack": "28"] {
            #expect(try SystemRegister.system(name).id == id)
        }
    }

    @Test("An unknown system is an error that names those perhaps meant", arguments: ["0", "39", "-1", "", "counter"])
    func unknown(_ text: String) {
        let error = #expect(throws: SystemError.self) { try SystemRegister.system(text) }
        #expect(error == .unknown(text))
        #expect(error?.description.contains(text == "counter" ? "10 (CounterBench + CoIn)" : "1 to 38") == true)
    }
}
