import Foundation
import OtherwiseCore

/// The one JSON object in what a model wrote, around which it may have written more.
struct JudgeAnswer {
    private let object: JSONValue

    /// Why an answer cannot be used, in words that the model is told.
    struct Problem: Error, Hashable {
        let words: String

        init(_ words: String) { self.words = words }
    }

    /// - Throws: `Problem` where there is no object.
    init(_ text: String) throws(Problem) {
        let found = Self.objects(in: Array(text.utf8)).last { $0.isObject }
        guard let found else { throw Problem("there is no JSON object in it") }
        object = found
    }

    /// The objects that stand in a text side by side.
    private static func objects(in bytes: [UInt8]) -> [JSONValue] {
        var objects: [JSONValue] = [], scanner = ObjectScanner()
        for (place, byte) in bytes.enumerated() {
            guard let start = scanner.start(ofObjectEndingAt: place, byte) else { continue }
            if let object = JSONValue(json: Data(bytes[start...place])) {
                objects.append(object)
            }
        }
        return objects
    }

    subscript(key: String) -> JSONValue? { object[key] }

    /// A step among those that were shown.
    static func step(of object: JSONValue, among steps: Range<Int>) throws(Problem) -> Int {
        guard let step = object["step"]?.integer else { throw Problem("it has no number \"step\"") }
        guard steps.contains(step) else {
            throw Problem("step \(step) is not one of \(steps.lowerBound) to \(steps.upperBound - 1)")
        }
        return step
    }

    func step(among steps: Range<Int>) throws(Problem) -> Int { try Self.step(of: object, among: steps) }

    /// The suspected steps, at least one, each once, by step.
    func candidates(among steps: Range<Int>) throws(Problem) -> [(candidate: Verdict.Candidate, agent: String?)] {
        let elements = object["candidates"]?.elements ?? []
        guard !elements.isEmpty else { throw Problem("its list \"candidates\" is empty or missing") }
        var found: [Int: (Verdict.Candidate, String?)] = [:]
        for element in elements {
            let step = try Self.step(of: element, among: steps)
            guard let succeeds = element["succeeds"]?.flag else {
                throw Problem("the candidate of step \(step) does not say with true or false whether it \"succeeds\"")
            }
            let candidate = Verdict.Candidate(
                step: step, causes: element["causes"]?.text ?? "", correction: element["correction"]?.text ?? "",
                prediction: element["prediction"]?.text ?? "", succeeds: succeeds,
                probability: element["probability"]?.number.flatMap { (0...1).contains($0) ? $0 : nil })
            found[step] = found[step] ?? (candidate, element["agent"]?.text)
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }
}

/// Finds objects by their braces; those within texts do not count.
private struct ObjectScanner {
    private var depth = 0
    private var start = 0
    private var isText = false
    private var isEscaped = false

    /// - Returns: Where the outermost object begins that ends at `place`.
    mutating func start(ofObjectEndingAt place: Int, _ byte: UInt8) -> Int? {
        guard !isEscaped else {
            isEscaped = false
            return nil
        }
        switch byte {
        case UInt8(ascii: "\"") where depth > 0: isText.toggle()
        case UInt8(ascii: "\\") where isText: isEscaped = true
        case UInt8(ascii: "{") where !isText:
            if depth == 0 { start = place }
            depth += 1
        case UInt8(ascii: "}") where !isText && depth > 0:
            depth -= 1
            return depth == 0 ? start : nil
        default: break
        }
        return nil
    }
}

extension JSONValue {
    fileprivate var isObject: Bool { if case .object = self { true } else { false } }

    var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }

    fileprivate var number: Double? { if case .number(let number) = self { number } else { nil } }
}
