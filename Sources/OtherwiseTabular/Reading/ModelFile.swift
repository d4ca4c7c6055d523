import Foundation
public import OtherwiseModels
import OtherwiseNumerics

/// Reads model files.
public enum ModelFile {
    /// A model and the SHA-256 digest of its file.
    public static func load(_ path: String) throws -> (ONNXModel, digest: String) {
        (try ONNXModel(path: path), try digest(of: path))
    }

    package static func digest(of path: String) throws -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw TableError(.unreadable, "'\(path)' cannot be read", hint: "Check the path and the permissions")
        }
        defer { try? handle.close() }
        var hasher = SHA256Hasher()
        while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty { hasher.update(chunk) }
        return hasher.finalizedHexDigest()
    }
}

extension ONNXModel {
    /// The inputs of one text column each.
    package var namedTextInputs: Set<String> {
        Set(
            inputs.filter { input in
                if case .tensor(.string, let shape) = input.type {
                    (shape?.count ?? 2) < 2 || shape?[1] == 1
                } else {
                    false
                }
            }.map(\.name))
    }
}
