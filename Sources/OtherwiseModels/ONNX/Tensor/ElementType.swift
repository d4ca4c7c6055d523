/// The type of a tensor's elements, as an ONNX file declares it.
///
/// The integers are all kept as `Int64`; the raw value is the code of the ONNX format.
public enum ElementType: Int32, Sendable, Hashable {
    case float = 1
    case uint8 = 2
    case int8 = 3
    case uint16 = 4
    case int16 = 5
    case int32 = 6
    case int64 = 7
    case string = 8
    case bool = 9
    case double = 11
    case uint32 = 12

    var isInteger: Bool {
        switch self {
        case .uint8, .int8, .uint16, .int16, .int32, .int64, .uint32: true
        case .float, .double, .bool, .string: false
        }
    }

    init(code: Int32) throws(ModelError) {
        guard let type = ElementType(rawValue: code) else {
            throw .unsupportedElements("Elements of type \(code) (of onnx.TensorProto.DataType) are not known here")
        }
        self = type
    }
}
