import Foundation

/// The files that lie beside the command because they are too large to be built into it.
enum CheckResources {
    /// A file that is not where it belongs.
    struct Missing: Error, CustomStringConvertible {
        let name: String

        var description: String {
            "'\(name)' of the check is missing. It lies in otherwise_OtherwiseSystems.resources, beside the command where it was built: copy that folder too, or link to the command instead of copying it."
        }
    }

    /// - Parameter name: The path within the resources, such as `Retraining/ctg_0.onnx`.
    static func bytes(_ name: String) throws(Missing) -> [UInt8] {
        for folder in folders {
            if let data = FileManager.default.contents(atPath: folder.appending(path: name).path) {
                return Array(data)
            }
        }
        throw Missing(name: name)
    }

    /// Beside the command, inside an application, and where a build keeps them for tests.
    private static var folders: [URL] {
        let main = Bundle.main
        let beside = [main.bundleURL, main.resourceURL, main.executableURL?.deletingLastPathComponent()]
        let names = ["otherwise_OtherwiseSystems.resources", "otherwise_OtherwiseSystems.bundle"]
        return beside.compactMap(\.self).flatMap { place in names.map { place.appending(path: $0) } }
    }
}
