import Dispatch
import Synchronization

/// The results of a function for 0..<count, worked out on all cores, in their order.
///
/// - Throws: What the function throws for the lowest number.
package func concurrentMap<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) throws -> Result) throws -> [Result]
{
    let results = Mutex([Swift.Result<Result, any Error>?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { place in
        let result = Swift.Result { try body(place) }
        results.withLock { $0[place] = result }
    }
    return try results.withLock { $0 }.compactMap { try $0?.get() }
}
