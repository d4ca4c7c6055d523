#if Llama
import Foundation
import OtherwiseLlama
import OtherwiseModels
import Testing

@Suite(.needsSmallModel) struct ModelFileTests {
    private func error(_ bytes: Data) async throws -> ModelError? {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).gguf")
        try bytes.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return await modelError { _ = try LlamaModel(path: file.path()) }
    }

    @Test func `the facts of the file are read`() throws {
        let model = try SmallModel.loaded.get()
        #expect(model.vocabularySize == 49152 && model.layerCount == 30 && model.headCount == 9 && model.width == 576)
    }

    @Test func `text survives its tokens, and marks are text unless they are asked for`() throws {
        let model = try SmallModel.loaded.get()
        for text in ["", "Hello, world!", "naïve – 東京 🎈", " leading and trailing ", "<|im_start|>"] {
            #expect(model.text(of: model.tokens(of: text)) == text)
        }
        #expect(model.tokens(of: "<|im_start|>").count > 1)
        #expect(model.tokens(of: "<|im_start|>", readsMarks: true).count == 1)
        #expect(model.text(of: [Token(-1), Token(.max)]).isEmpty)
    }

    /// Another engine in the process may release the tiles of AMX, which llama.cpp sets up once for each thread.
    @Test func `llama.cpp is compiled without tiles`() throws {
        let adapter = URL(fileURLWithPath: try LlamaLibrary().path)
        let library = dlopen(adapter.deletingLastPathComponent().appending(path: "libggml-cpu.so").path, RTLD_NOW)
        let hasTiles = try #require(dlsym(library, "ggml_cpu_has_amx_int8"))
        #expect(unsafeBitCast(hasTiles, to: (@convention(c) () -> CInt).self)() == 0)
    }

    @Test func `files that are no models are refused`() async throws {
        #expect(await modelError { _ = try LlamaModel(path: "/nowhere.gguf") }?.code == .unreadable)
        #expect(try await error(Data())?.code == .notGGUF)
        #expect(try await error(Data("{}".utf8))?.code == .notGGUF)
        #expect(try await error(Data("GGUF".utf8))?.code == .malformed)
        #expect(try await error(Data("GGUF".utf8) + Data(repeating: 0xFF, count: 4096))?.code == .malformed)
    }

    @Test func `a file that was cut is refused wherever it was cut`() async throws {
        let whole = try Data(contentsOf: URL(fileURLWithPath: try #require(SmallModel.path)), options: .alwaysMapped)
        for length in [5, 24, 1000, 100_000, 2_000_000, whole.count / 2, whole.count - 1] {
            #expect(try await error(whole.prefix(length))?.code == .malformed, "\(length) bytes")
        }
    }

    @Test func `without the engine the error says how to get it`() async {
        let error = await modelError { _ = try LlamaLibrary(path: "/nowhere.so") }
        #expect(error?.code == .unavailable)
        #expect(error?.description.contains("make engines") == true)
    }
}
#endif
