public import Foundation
import SwiftProtobuf

extension ONNXModel {
    /// The largest file that is read, one gibibyte.
    public static let largestFile = 1 << 30

    /// Reads the model in the file at `path`.
    ///
    /// - Throws: `ModelError`; `.unreadable` and `.notONNX` if the file is not there or is something else.
    public init(path: String) throws(ModelError) {
        do throws(ModelError) {
            try self.init(bytes: Self.contents(of: path), name: path)
        } catch {
            throw error.inModel(path)
        }
    }

    /// Reads the model in `bytes`; `name` is what errors call it.
    public init(bytes: Data, name: String) throws(ModelError) {
        do throws(ModelError) {
            try self.init(try ProtoModel(reading: bytes), name: name)
        } catch {
            throw error.inModel(name)
        }
    }

    private static func contents(of path: String) throws(ModelError) -> Data {
        do {
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            guard size <= largestFile else { throw ModelError.fileTooLarge(size) }
            return try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        } catch {
            throw error as? ModelError
                ?? ModelError(
                    .unreadable, "The file cannot be read\(error.systemReasonInBrackets)",
                    hint: "Check the path, and the permission to read it")
        }
    }
}

extension ModelError {
    fileprivate static func fileTooLarge(_ size: Int) -> ModelError {
        ModelError(
            .tooLarge, "The file has \(size) bytes, the limit is \(ONNXModel.largestFile)", hint: "Use a smaller model")
    }

    fileprivate static func notONNX(_ reason: String) -> ModelError {
        ModelError(
            .notONNX, "It is not an ONNX model (\(reason))",
            hint: "Give the path of a .onnx file; if it is one, copy or export it again")
    }
}

extension ProtoModel {
    fileprivate init(reading bytes: Data) throws(ModelError) {
        guard !bytes.isEmpty else { throw .notONNX("there are no bytes") }
        guard bytes.count <= ONNXModel.largestFile else { throw .fileTooLarge(bytes.count) }
        guard !MessageCensus.isExceeded(by: bytes) else {
            throw .tooLarge("It has more than \(MessageCensus.limit) nodes, attributes and tensors")
        }
        var options = BinaryDecodingOptions()
        options.messageDepthLimit = 32
        options.discardUnknownFields = true
        do {
            try self.init(serializedBytes: bytes, options: options)
        } catch {
            throw .notONNX("the bytes break off or do not follow the format")
        }
        guard hasGraph else { throw .notONNX("there is no graph") }
    }
}
