import OtherwiseCore
import OtherwiseSearch

/// What a record says beside what is found anew, field by field.
struct FieldComparison {
    private var differences: [String] = []

    mutating func compare<Content: Equatable>(
        _ field: String, _ said: Content, _ found: Content, _ text: (Content) -> String = { "\($0)" }
    ) {
        guard said != found else { return }
        differences.append("\(field) is \(text(said)) in the record, \(text(found)) anew")
    }

    /// - Parameter tolerance: Relative to the number found.
    mutating func compare(_ field: String, _ said: Double?, _ found: Double?, within tolerance: Double) {
        if let said, let found, abs(said - found) <= tolerance * abs(found) { return }
        compare(field, said, found) { $0?.plain ?? "not known" }
    }

    mutating func compare(_ said: CostBreakdown, _ found: CostBreakdown) {
        compare("cost.l0", said.l0, found.l0)
        let parts = [("total", said.total, found.total), ("l1", said.l1, found.l1), ("l2", said.l2, found.l2)]
        for (name, said, found) in parts { compare("cost.\(name)", said, found, within: 1e-9) }
    }

    /// A claim that holds where nothing differs.
    func check(_ claim: String, _ confirmation: String) -> Verification.Check {
        Verification.Check(
            claim, differences.isEmpty, differences.isEmpty ? confirmation : differences.joined(separator: "; "))
    }
}
