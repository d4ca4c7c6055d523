import Foundation

extension Tensor {
    /// The elements as elements of another type, with the roundings and texts of ONNX Runtime on x86-64.
    func cast(to type: ElementType) throws(ModelError) -> Tensor {
        let result: Storage = switch type {
        case .float: .float(try parsingStrings { Float($0) } ?? asFloats())
        case .double: .double(try parsingStrings { $0 } ?? asDoubles())
        case .bool: .bool(try parsingStrings { $0 != 0 } ?? asBools())
        case .string: .string(texts)
        case .int64: .int64(try parsingStrings { Int64(x86: $0) } ?? truncated { Int64(x86: $0) } wrapping: { $0 })
        case .int32: .int64(try narrowed(Int32.self))
        case .int16: .int64(try narrowed(Int16.self))
        case .int8: .int64(try narrowed(Int8.self))
        case .uint32: .int64(try narrowed(UInt32.self))
        case .uint16: .int64(try narrowed(UInt16.self))
        case .uint8: .int64(try narrowed(UInt8.self))
        }
        return Tensor(checked: shape, result)
    }

    func asDoubles() throws(ModelError) -> [Double] {
        switch storage {
        case .double(let elements): elements
        case .float(let elements): elements.map { Double($0) }
        case .int64(let elements): elements.map { Double($0) }
        case .bool(let elements): elements.map { $0 ? 1 : 0 }
        case .string: throw wrongElements("numbers")
        }
    }

    /// The elements as truth values; a number is true unless it is 0.
    func asBools() throws(ModelError) -> [Bool] {
        switch storage {
        case .bool(let elements): elements
        case .float(let elements): elements.map { $0 != 0 }
        case .double(let elements): elements.map { $0 != 0 }
        case .int64(let elements): elements.map { $0 != 0 }
        case .string: throw wrongElements("truth values")
        }
    }
}

extension Tensor {
    private func narrowed<Narrow: FixedWidthInteger>(_: Narrow.Type) throws(ModelError) -> [Int64] {
        try parsingStrings { Int64(Int32(x86: $0)) } ?? truncated {
            Int64(Narrow(truncatingIfNeeded: MemoryLayout<Narrow>.size < 8 ? Int64(Int32(x86: $0)) : Int64(x86: $0)))
        } wrapping: {
            Int64(Narrow(truncatingIfNeeded: $0))
        }
    }

    private func truncated(
        _ number: (Double) -> Int64, wrapping integer: (Int64) -> Int64
    ) throws(ModelError) -> [Int64] {
        if case .int64(let elements) = storage { return elements.map(integer) }
        return try asDoubles().map(number)
    }

    private var texts: [String] {
        switch storage {
        case .string(let elements): elements
        case .int64(let elements): elements.map { String($0) }
        case .bool(let elements): elements.map { $0 ? "1" : "0" }
        case .float(let elements): elements.map { Self.text(Double($0)) }
        case .double(let elements): elements.map(Self.text)
        }
    }

    /// Eight significant digits, in the shorter of the usual and the scientific notation.
    private static func text(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        return number.isInfinite ? number < 0 ? "-INF" : "INF" : String(format: "%.8g", number)
    }

    /// The results of `body` on the numbers that the strings begin with; `nil` if the elements are not strings.
    private func parsingStrings<Number>(_ body: (Double) -> Number) throws(ModelError) -> [Number]? {
        guard let strings else { return nil }
        var numbers: [Number] = []
        for text in strings {
            guard let number = Double(prefixOf: text) else { throw .invalidValue("'\(text)' is not a number") }
            numbers.append(body(number))
        }
        return numbers
    }
}

extension Double {
    /// The number that `text` begins with, in the notation of C.
    fileprivate init?(prefixOf text: String) {
        let number: Double? = text.withCString { start in
            var end: UnsafeMutablePointer<CChar>?
            let number = strtod(start, &end)
            return end.map { UnsafePointer($0) == start ? nil : number } ?? nil
        }
        guard let number else { return nil }
        self = number
    }
}

extension FixedWidthInteger {
    /// `number` without its fraction; the lowest integer for what does not fit, as x86-64 converts.
    init(x86 number: Double) {
        self = Self(exactly: number.rounded(.towardZero)) ?? .min
    }
}
