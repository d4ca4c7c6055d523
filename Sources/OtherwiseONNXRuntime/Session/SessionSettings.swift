#if ONNXRuntime
extension ONNXRuntimeSession {
    /// How a session computes.
    public struct Settings: Sendable, Hashable {
        /// The threads that share one operation, at least 1; 0 takes one per core.
        ///
        /// One by default: with more, the order in which sums are taken, and so their last bits, may change.
        public var threads: Int
        /// How far ONNX Runtime rewrites the graph before it runs.
        public var optimization: Optimization

        /// - Parameters:
        ///   - threads: The threads of one run, at least 1.
        ///   - optimization: How far the graph is rewritten before it runs.
        public init(threads: Int = 1, optimization: Optimization = .all) {
            self.threads = threads
            self.optimization = optimization
        }
    }

    /// How far a graph is rewritten; each level includes those before it.
    public enum Optimization: Int32, Sendable, Hashable, CaseIterable {
        case none = 0
        /// Constants folded, operations without effect removed.
        case basic = 1
        /// Operations fused.
        case extended = 2
        /// Memory laid out for this machine too; what ONNX Runtime does by default.
        case all = 99
    }
}
#endif
