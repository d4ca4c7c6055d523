/// Something that runs models.
struct Engine: Encodable, Sendable {
    let name: String
    let isBuiltIn: Bool
    let purpose: String
    /// The commands that bring it; `nil` where it is built in, or where nothing brings it yet.
    let toGetIt: String?

    /// - Parameter trait: The package trait that brings it.
    private init(_ name: String, isBuiltIn: Bool, purpose: String, trait: String? = nil) {
        (self.name, self.isBuiltIn, self.purpose) = (name, isBuiltIn, purpose)
        toGetIt = isBuiltIn ? nil : trait.map { "make engines && swift build -c release --traits \($0)" }
    }

    static var all: [Engine] {
        [
            Engine("native", isBuiltIn: true, purpose: "trees, linear models and their encoders"),
            Engine(
                "ONNX Runtime", isBuiltIn: hasONNXRuntime, purpose: "any ONNX graph, from Swift code",
                trait: "ONNXRuntime"),
            Engine("llama.cpp", isBuiltIn: false, purpose: "nothing yet: its trait is reserved"),
            Engine("libtorch", isBuiltIn: false, purpose: "nothing yet: its trait is reserved"),
        ]
    }

    private static var hasONNXRuntime: Bool {
        #if ONNXRuntime
        true
        #else
        false
        #endif
    }
}
