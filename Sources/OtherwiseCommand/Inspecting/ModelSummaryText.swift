import OtherwiseTabular

/// Tells what a model is, for a terminal.
struct ModelSummaryText {
    private let summary: ModelSummary
    private let style: TextStyle

    init(_ summary: ModelSummary, style: TextStyle) {
        (self.summary, self.style) = (summary, style)
    }

    var text: String {
        let facts = AlignedColumns(facts.map { [style.faint($0.0), $0.1] }).lines()
        if summary.inputs.isEmpty { return facts.joined(separator: "\n") + "\n" }
        let head = [["input", "type", "width"]]
        let inputs = AlignedColumns(
            head + summary.inputs.map { [$0.name, $0.type, $0.width.map(String.init) ?? "any"] })
        return (facts + [""] + inputs.lines(headed: style)).joined(separator: "\n") + "\n"
    }

    private var facts: [(String, String)] {
        file + summary.scorers.map { ("scorer", $0.sentence) } + [("engine", summary.engine), ("proofs", proofs)] + data
    }

    private var file: [(String, String)] {
        guard let digest = summary.digest else { return [("model", summary.name), ("decides", decides)] }
        let producer = summary.producer.isEmpty ? "unknown" : summary.producer
        return [
            ("model", summary.name), ("sha256", digest), ("producer", producer), ("decides", decides),
            ("operators", operators),
        ]
    }

    private var decides: String {
        guard let classes = summary.classes else {
            return summary.decision == "number" ? "a number" : "nothing known: \(summary.decision)"
        }
        let list = classes.prefix(12).joined(separator: ", ") + (classes.count > 12 ? ", …" : "")
        return "between \(classes.count) \(classes.count == 1 ? "class" : "classes"): \(list)"
    }

    private var operators: String {
        summary.operators.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { $0.value > 1 ? "\($0.key) × \($0.value)" : $0.key }.joined(separator: ", ")
    }

    private var proofs: String {
        guard let binding = summary.binding else {
            switch summary.scorers.first?.kind {
            case "trees": return "likely, it is a tree ensemble; give --data to be told for certain"
            case "linear": return "likely, it is linear; give --data to be told for certain"
            default: return "not known without the columns; give --data to be told"
            }
        }
        let reason = binding.reasonWithoutProof.map { "nothing can be proved: \($0)" }
        return "\(reason ?? "optimality can be proved") (\(binding.strategy))"
    }

    private var data: [(String, String)] {
        guard let binding = summary.binding else { return [] }
        let rows = ("data", "\(binding.data), \(binding.rows.grouped) rows")
        return [rows, ("reads", binding.columns.joined(separator: ", "))] + binding.notes.map { ("note", $0) }
    }
}

extension ScorerSummary {
    fileprivate var sentence: String {
        guard let trees, let tests, let leaves, let depth else {
            return
                "\(operatorType): linear, \((coefficients ?? 0).grouped) coefficients, \(scores) \(scores == 1 ? "score" : "scores")"
        }
        return
            "\(operatorType): \(trees.grouped) trees, \(tests.grouped) tests, \(leaves.grouped) leaves, at most \(depth) tests deep"
    }
}
