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
        return (AlignedColumns(facts).lines() + [""] + AlignedColumns(rows).lines(headed: style)).joined(
            separator: "\n") + "\n"
    }
}
