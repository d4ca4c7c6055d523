import Foundation
import OtherwiseCore
import OtherwiseTabular

/// What this build can do here.
struct Diagnosis: Encodable, Sendable {
    let schema = "otherwise.doctor/1"
    let version = OtherwiseVersion.current
    let platform = ProcessInfo.processInfo.operatingSystemVersionString
    let architecture = Self.architecture
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let engines = Engine.all
    let variables = EnvironmentVariable.all

    private static var architecture: String {
        #if arch(x86_64)
        "x86_64"
        #elseif arch(arm64)
        "arm64"
        #else
        "unknown"
        #endif
    }

    func text(_ style: TextStyle) -> String {
        let facts = [["otherwise", version], ["platform", "\(platform), \(architecture)"], ["cores", "\(cores)"]]
        let rows = [["engine", "for", "here"]] + engines.map { [$0.name, $0.purpose, $0.presence] }
        let keys = variables.map { [$0.name, $0.purpose, $0.isSet ? "set" : "no"] }
        let parts = [
            AlignedColumns(facts).lines(), AlignedColumns(rows).lines(headed: style),
            AlignedColumns([["variable", "for", "here"]] + keys).lines(headed: style),
        ]
        return parts.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }
}

/// A variable of the environment that the command reads. Its value may be a key and is not told.
struct EnvironmentVariable: Encodable, Sendable {
    let name: String
    let purpose: String
    let isSet: Bool

    private init(_ name: String, _ purpose: String) {
        (self.name, self.purpose) = (name, purpose)
        isSet = !(ProcessInfo.processInfo.environment[name] ?? "").isEmpty
    }

    static var all: [EnvironmentVariable] {
        [
            EnvironmentVariable("OTHERWISE_MODEL_TOKEN", "the key to the server of --model-url"),
            EnvironmentVariable(EndpointKey.variable, "the key to the server of --endpoint"),
            EnvironmentVariable(EndpointKey.vendorVariable, "the same, for api.openai.com alone"),
        ]
    }
}
