import Foundation

/// Counts the messages in the bytes of a model before any of them is made: one of two bytes takes hundreds in memory.
///
/// Only messages of `onnx.proto` are followed. Bytes that break the format end the count; decoding says what is wrong.
enum MessageCensus {
    /// The most messages that are decoded, half a gigabyte of them.
    static let limit = 1 << 20

    /// Whether `model` holds more messages than the limit.
    static func isExceeded(by model: Data) -> Bool {
        model.withUnsafeBytes { bytes in
            var open = [(message: Message.model, fields: WireFields(bytes[...]))]
            var count = 0
            while let last = open.indices.last {
                guard let field = open[last].fields.next() else {
                    open.removeLast()
                    continue
                }
                guard let nested = open[last].message.nested(in: field.number), let content = field.content else {
                    continue
                }
                count += 1
                guard count <= limit else { return true }
                // Decoding refuses what is nested deeper.
                if open.count <= 100 { open.append((nested, WireFields(content))) }
            }
            return false
        }
    }

    /// The messages of the format, each with those of its fields that are messages.
    private enum Message {
        case model, graph, node, attribute, tensor, sparse, value, type, tensorType, sequence, map, shape, leaf

        func nested(in field: Int) -> Message? {
            switch (self, field) {
            case (.model, 7): .graph
            case (.model, 8), (.model, 14), (.tensor, 13), (.shape, 1): .leaf
            case (.graph, 1): .node
            case (.graph, 5), (.attribute, 5), (.sparse, 1): .tensor
            case (.graph, 11), (.graph, 12): .value
            case (.graph, 15): .sparse
            case (.node, 5): .attribute
            case (.value, 2), (.sequence, 1), (.map, 2): .type
            case (.type, 1): .tensorType
            case (.type, 4): .sequence
            case (.type, 5): .map
            case (.tensorType, 2): .shape
            default: nil
            }
        }
    }
}

/// The fields of a protobuf message, as they lie in its bytes.
private struct WireFields {
    private var rest: Slice<UnsafeRawBufferPointer>

    init(_ bytes: Slice<UnsafeRawBufferPointer>) { rest = bytes }

    /// The next field with its content, where it has a length; `nil` at the end, or where the format is broken.
    mutating func next() -> (number: Int, content: Slice<UnsafeRawBufferPointer>?)? {
        guard let key = varint() else { return nil }
        var content: Slice<UnsafeRawBufferPointer>?
        switch key & 7 {
        case 0: guard varint() != nil else { return nil }
        case 1: rest = rest.dropFirst(8)
        case 2:
            guard let length = varint(), length <= UInt64(rest.count) else { return nil }
            content = rest.prefix(Int(length))
            rest = rest.dropFirst(Int(length))
        case 5: rest = rest.dropFirst(4)
        default: return nil
        }
        return (Int(truncatingIfNeeded: key >> 3), content)
    }

    private mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
