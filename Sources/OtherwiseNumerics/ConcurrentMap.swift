import Dispatch
import Synchronization

/// The results of a function for 0..<count, worked out on all cores, in their order.
///
/// - Throws: What the function throws for the lowest number.
package func concurrentMap<Value: Sendable, Failure: Error>(
    _ count: Int, _ body: @Sendable (Int) throws(Failure) -> Value
) throws(Failure) -> [Value] {
    let results = Mutex([Result<Value, Failure>?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { place in
        let result = Result { () throws(Failure) in try body(place) }
        results.withLock { $0[place] = result }
    }
    var values: [Value] = []
    for result in results.withLock({ $0 }) { if let result { values.append(try result.get()) } }
    return values
}
