import ArgumentParser
import Foundation
import OtherwiseCore
import OtherwiseTabular

/// `otherwise doctor`: what this build can do here, and how to get the rest.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Says what this build can do on this machine, and how to get what is missing.",
        discussion: """
            EXAMPLES
              otherwise doctor
              otherwise doctor --format json

            \(Ending.help)
            """)

    @Option(help: "How to write it.")
    var format = DescriptionFormat.table

    func run() throws {
        let output = try Output(nil)
        switch format {
        case .json: try output.write(ExplanationJSON.document(Diagnosis()))
        case .table: try output.write(Diagnosis().text(output.style))
        }
    }
}

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
        let rows =
            [["engine", "built in", "for", "to get it"]]
            + engines.map { [$0.name, $0.isBuiltIn ? "yes" : "no", $0.purpose, $0.toGetIt ?? ""] }
        return (AlignedColumns(facts).lines() + [""] + AlignedColumns(rows).lines(headed: style)).joined(
            separator: "\n") + "\n"
    }
}

/// Something that runs models.
struct Engine: Encodable, Sendable {
    let name: String
    let isBuiltIn: Bool
    let purpose: String
    /// The commands that bring it; `nil` where it is built in.
    let toGetIt: String?

    /// - Parameter trait: The package trait that brings it; `nil` for what is always there.
    private init(_ name: String, isBuiltIn: Bool, purpose: String, trait: String? = nil) {
        (self.name, self.isBuiltIn, self.purpose) = (name, isBuiltIn, purpose)
        toGetIt = isBuiltIn ? nil : trait.map { "make engines && swift build -c release --traits \($0)" }
    }

    static var all: [Engine] {
        [
            Engine("native", isBuiltIn: true, purpose: "trees, linear models and their encoders, with proofs"),
            Engine("ONNX Runtime", isBuiltIn: hasONNXRuntime, purpose: "any ONNX graph", trait: "ONNXRuntime"),
            Engine("llama.cpp", isBuiltIn: hasLlama, purpose: "language models", trait: "Llama"),
            Engine("libtorch", isBuiltIn: hasTorch, purpose: "training and gradients", trait: "Torch"),
        ]
    }

    private static var hasONNXRuntime: Bool {
        #if ONNXRuntime
        true
        #else
        false
        #endif
    }

    private static var hasLlama: Bool {
        #if Llama
        true
        #else
        false
        #endif
    }

    private static var hasTorch: Bool {
        #if Torch
        true
        #else
        false
        #endif
    }
}
