import OtherwiseCore
import OtherwiseModels

extension [KServeResponse.Output] {
    /// The outputs as tensors, by name.
    ///
    /// - Throws: `ModelError` for a shape that does not hold the elements.
    var values: [String: ONNXValue] {
        get throws(ModelError) {
            var values: [String: ONNXValue] = [:]
            for output in self { values[output.name] = .tensor(try Tensor(shape: output.shape, output.storage)) }
            return values
        }
    }

    /// The outputs as a model declares them, for any number of rows.
    fileprivate var descriptions: [ValueDescription] {
        map { output in
            let shape = output.shape.enumerated().map { $0 == 0 ? nil : $1 }
            return ValueDescription(
                name: output.name, type: .tensor(elements: output.storage.elementType, shape: shape))
        }
    }

    fileprivate subscript(name: String?) -> KServeResponse.Output? { first { $0.name == name } }
}

extension OutputReading {
    /// - Parameter classes: The classes, in the order of the scores; `nil` learns them from the answers.
    /// - Throws: `ModelError` where neither tells them, or where the outputs are neither a class nor a number.
    init(_ outputs: [KServeResponse.Output], classes: [String]?) throws(ModelError) {
        // What follows relies on shapes that fit the numbers.
        _ = try outputs.values
        var isUnclear = false
        do throws(ModelError) {
            try self.init(outputs.descriptions) { label, scores in
                let found = classes ?? Self.classes(labels: outputs[label]?.storage.labels, scores: outputs[scores])
                isUnclear = found?.isEmpty ?? false
                return found
            }
        } catch {
            throw isUnclear ? .classesUnclear : error
        }
        if classes != nil, output == .number { throw .numberWithClasses }
    }

    /// The class of each column of scores: the label of the rows in which the column is the largest.
    ///
    /// Without scores the labels in order; none where a column is never the largest, or for rows of several labels.
    private static func classes(labels: [String]?, scores: KServeResponse.Output?) -> [String]? {
        guard let labels else { return nil }
        guard let scores, case .double(let numbers) = scores.storage, let width = scores.shape.dropFirst().last,
            numbers.count == labels.count * width
        else { return Set(labels).sorted() }
        var classes = [String?](repeating: nil, count: width)
        for (row, label) in labels.enumerated() {
            let own = numbers[row * width..<(row + 1) * width]
            guard let largest = own.indices.max(by: { own[$0] < own[$1] }) else { return [] }
            let column = largest - row * width
            guard classes[column] ?? label == label else { return [] }
            classes[column] = label
        }
        let known = classes.compactMap(\.self)
        return known.count == width && Set(known).count == width ? known : []
    }
}

extension Predictions {
    /// - Throws: `ModelError` for a score that is no number.
    func checked(about rows: Table) throws(ModelError) -> Predictions {
        guard let place = scores.firstIndex(where: { !$0.isFinite }) else { return self }
        throw .notFinite("A score", scores[place], about: rows, row: place * rows.count / scores.count)
    }

    /// The same with NaN for every score that is no number.
    var marked: Predictions {
        Predictions(output: output, labels: labels, scores: scores.map { $0.isFinite ? $0 : .nan })
    }
}

extension Tensor.Storage {
    fileprivate var labels: [String]? {
        switch self {
        case .string(let labels): labels
        case .int64(let labels): labels.map(String.init)
        case .bool(let labels): labels.map { $0 ? "1" : "0" }
        case .float, .double: nil
        }
    }
}

extension ModelError {
    fileprivate static let numberWithClasses = ModelError(
        .badAnswer, "It returns one number per row, which is no class", hint: "Leave --classes out")

    fileprivate static let classesUnclear = ModelError(
        .badAnswer, "Its answers do not tell which score is that of which class",
        hint: "Name the classes in the order of its scores with --classes")
}
