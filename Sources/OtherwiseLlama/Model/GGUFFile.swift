#if Llama
import Foundation
import OtherwiseModels
import OtherwiseNumerics

/// A file that begins as a GGUF file does.
enum GGUFFile {
    private static let mark = Data("GGUF".utf8)

    static func check(_ path: String, name: String) throws(ModelError) {
        guard try bytes(path).starts(with: mark) else {
            throw ModelError(
                .notGGUF, "the file does not begin with the letters GGUF",
                hint: "Give a model converted for llama.cpp, whose name ends in .gguf"
            ).inModel(name)
        }
    }

    /// The file's SHA-256.
    static func digest(_ path: String) throws(ModelError) -> String {
        SHA256.hexDigest(of: try bytes(path))
    }

    private static func bytes(_ path: String) throws(ModelError) -> Data {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) else {
            throw ModelError(.unreadable, "the file cannot be read", hint: "Check the path '\(path)' and its rights")
        }
        return data
    }
}
#endif
