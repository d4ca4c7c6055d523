/// Fixed flat memory for the kernels of the search, without the bounds checks of an array.
///
/// The only place with pointers: every index comes from the instance that sized the buffer.
final class Buffer<Element: BitwiseCopyable> {
    let base: UnsafeMutablePointer<Element>
    let count: Int

    init(repeating element: Element, count: Int) {
        base = .allocate(capacity: max(count, 1))
        base.initialize(repeating: element, count: max(count, 1))
        self.count = count
    }

    convenience init(_ elements: [Element]) where Element: ExpressibleByIntegerLiteral {
        self.init(repeating: 0, count: elements.count)
        for (index, element) in elements.enumerated() { base[index] = element }
    }

    deinit { base.deallocate() }

    subscript(index: Int) -> Element {
        @inline(__always) get { base[index] }
        @inline(__always) set { base[index] = newValue }
    }
}
