#if ONNXRuntime
import Foundation
import OtherwiseONNXRuntime
import Testing

@Suite("Looking for ONNX Runtime")
struct LibraryTests {
    private static func error(path: String? = nil, environment: [String: String] = [:]) -> ONNXRuntimeError? {
        let availability = ONNXRuntimeAvailability(path: path, environment: environment)
        return if case .unavailable(let error) = availability { error } else { nil }
    }

    @Test("A path at which there is nothing is named, with the way out")
    func missingLibrary() {
        let error = Self.error(path: "/nowhere/libonnxruntime.so")
        #expect(error?.code == .notFound)
        #expect(error?.description.contains("/nowhere/libonnxruntime.so") == true)
        #expect(error?.description.contains("make engines") == true)
    }

    @Test("An empty path is not the program itself")
    func emptyPath() {
        #expect(Self.error(path: "")?.code == .notFound)
    }

    @Test("A file that is not a library")
    func notALibrary() {
        let error = Self.error(path: Engine.path(of: "words"))
        #expect(error?.code == .cannotOpen)
        #expect(error?.description.contains("words.onnx") == true)
    }

    @Test("A library that is something else")
    func anotherLibrary() {
        #if canImport(Darwin)
        let path = "libSystem.B.dylib"
        #else
        let path = "libm.so.6"
        #endif
        #expect(Self.error(path: path)?.code == .notONNXRuntime)
    }

    @Test("The cache folder comes first, at XDG_CACHE_HOME or below HOME", arguments: ["XDG_CACHE_HOME", "HOME"])
    func cacheFolder(_ variable: String) throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "otherwise-\(UUID())")
        defer { try? FileManager.default.removeItem(at: root) }
        let cache = root.appending(path: variable == "HOME" ? ".cache" : "")
        try Self.plant(Data("not a library".utf8), below: cache)
        let environment = ["XDG_CACHE_HOME": ""].merging([variable: root.path()]) { $1 }
        let error = Self.error(environment: environment)
        #expect(error?.code == .cannotOpen)
        #expect(error?.problem.contains(root.lastPathComponent) == true)
    }

    private static func plant(_ bytes: Data, below cache: URL) throws {
        #if canImport(Darwin)
        let name = "libonnxruntime.1.32.0.dylib"
        #else
        let name = "libonnxruntime.so.1.32.0"
        #endif
        let folder = cache.appending(path: "otherwise/engines/onnxruntime-1.32.0")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try bytes.write(to: folder.appending(path: name))
    }

    @Test("The version and the file are told", .needsONNXRuntime)
    func available() throws {
        let library = try ONNXRuntimeLibrary()
        #expect(library.version.hasPrefix("1."))
        #expect(FileManager.default.fileExists(atPath: library.path))
        #expect(Engine.availability == .available(version: library.version, path: library.path))
        #expect(ONNXRuntimeAvailability(path: library.path).isAvailable)
    }
}
#endif
