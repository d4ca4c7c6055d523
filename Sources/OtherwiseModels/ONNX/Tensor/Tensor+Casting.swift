import Foundation

extension Tensor {
    /// The elements as elements of another type, with the roundings and texts of ONNX Runtime on x86-64.
    func cast(to type: ElementType) throws(ModelError) -> Tensor {
        if type == .string { return Tensor(checked: shape, .string(texts)) }
        let numbers = try parsed()
        let result: Storage =
            switch type {
            case .float: .float(try numbers.asFloats())
            case .double: .double(try numbers.asDoubles())
            case .bool: .bool(try numbers.asBools())
            case .string: .string(texts)
            case .int64: .int64(try numbers.asIntegers(through: Int64.self))
            case .int32: .int64(try numbers.asIntegers(through: Int32.self))
            case .int16:
                .int64(try numbers.asIntegers(through: Int32.self).map { Int64(Int16(truncatingIfNeeded: $0)) })
            case .int8: .int64(try numbers.asIntegers(through: Int32.self).map { Int64(Int8(truncatingIfNeeded: $0)) })
            case .uint32:
                .int64(try numbers.asIntegers(through: Int64.self).map { Int64(UInt32(truncatingIfNeeded: $0)) })
            case .uint16:
                .int64(try numbers.asIntegers(through: Int32.self).map { Int64(UInt16(truncatingIfNeeded: $0)) })
            case .uint8:
                .int64(try numbers.asIntegers(through: Int32.self).map { Int64(UInt8(truncatingIfNeeded: $0)) })
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
    /// Integers cut to the bits of `Width`, other numbers converted as x86-64 does it.
    private func asIntegers<Width: FixedWidthInteger>(through _: Width.Type) throws(ModelError) -> [Int64] {
        if let integers { return integers.map { Int64(Width(truncatingIfNeeded: $0)) } }
        return try asDoubles().map { Int64(Width(x86: $0)) }
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

    /// The numbers that the elements begin with, if they are strings; else the tensor itself.
    private func parsed() throws(ModelError) -> Tensor {
        guard let strings else { return self }
        var numbers: [Double] = []
        for text in strings {
            guard let number = Double(prefixOf: text) else { throw .invalidValue("'\(text)' is not a number") }
            numbers.append(number)
        }
        return Tensor(checked: shape, .double(numbers))
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
