#if Llama
import CLlama
import Synchronization

/// Whether a call shall end early; set from any thread.
final class Cancellation: Sendable {
    private let isSet = Atomic(false)

    func cancel() { isSet.store(true, ordering: .relaxed) }

    var isCancelled: Bool { isSet.load(ordering: .relaxed) }
}

/// What llama.cpp calls back while it computes.
final class ContextWatch {
    var cancellation: Cancellation?
    var editor: ActivationEditor?

    /// The callbacks, which are called with this object; it must outlive the context.
    var observer: CLlama_Observer {
        CLlama_Observer(
            state: Unmanaged.passUnretained(self).toOpaque(),
            wants: { ContextWatch.of($0)?.editor?.wants($1) ?? false },
            observe: { ContextWatch.of($0)?.editor?.observe($1) },
            cancelled: { ContextWatch.of($0)?.cancellation?.isCancelled ?? false })
    }

    private static func of(_ state: UnsafeMutableRawPointer?) -> ContextWatch? {
        state.map { Unmanaged<ContextWatch>.fromOpaque($0).takeUnretainedValue() }
    }
}
#endif
