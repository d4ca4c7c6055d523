import Foundation
import Otherwise
import OtherwiseCausal
import OtherwiseCore

/// A world as files for other tools: train.csv, test.csv with the column `truth`, graph.txt, what `x` is set to, and more
/// units.
struct WorldFiles {
    let model: StructuralCausalModel<AdditiveNoiseMechanism<OtherwiseCausal.Expression>>
    let setting: Double

    func write(_ train: Table, _ test: (table: Table, outcomes: [Double]), to place: URL) throws {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let truth = Column(name: "truth", storage: .numbers(test.outcomes))
        try Data(csv(train.columns).utf8).write(to: place.appending(path: "train.csv"))
        try Data(csv(test.table.columns + [truth]).utf8).write(to: place.appending(path: "test.csv"))
        let edges = model.graph.edges.map { "\($0.first) \($0.second)\n" }
        try Data(edges.joined().utf8).write(to: place.appending(path: "graph.txt"))
        try Data("\(setting)\n".utf8).write(to: place.appending(path: "setting.txt"))
    }

    /// Units alone.
    func write(_ units: Table, to file: URL) throws { try Data(csv(units.columns).utf8).write(to: file) }

    private func csv(_ columns: [Column]) -> String {
        let rows = (0..<(columns.first?.count ?? 0)).map { row in
            columns.map { "\($0[row].number ?? .nan)" }.joined(separator: ",") + "\n"
        }
        return columns.map(\.name).joined(separator: ",") + "\n" + rows.joined()
    }
}
