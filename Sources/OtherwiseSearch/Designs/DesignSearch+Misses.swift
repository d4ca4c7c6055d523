import Foundation
import OtherwiseCore

extension DesignSearch {
    /// Which limits stand in the way, in words; empty where some design keeps them all.
    package var misses: [String] {
        let tried = (archive + problem.designs).filter(\.fitness.isMeasured)
        guard !tried.contains(where: \.fitness.isFeasible) else { return [] }
        let limits = problem.targets.limits.enumerated()
        let unkept = limits.compactMap { place, limit -> String? in
            let nearest = tried.min { $0.fitness.constraints[place] < $1.fitness.constraints[place] }
            guard let nearest, nearest.fitness.constraints[place] > 0 else { return nil }
            return "no design that was tried keeps '\(limit)'; the nearest has \(value(of: limit, nearest))"
        }
        guard unkept.isEmpty, let nearest = tried.min(by: { $0.fitness.violation < $1.fitness.violation }) else {
            return unkept
        }
        let broken = limits.filter { nearest.fitness.constraints[$0.offset] > 0 }.map {
            "'\($0.element)' with \(value(of: $0.element, nearest))"
        }
        let ruled = nearest.fitness.constraints.dropFirst(problem.targets.limits.count).contains { $0 > 0 }
        let missed = broken + (ruled ? ["what the schema allows"] : [])
        return [
            "every limit is kept by some design that was tried, but never all of them at once; the nearest misses \(missed.joined(separator: " and "))"
        ]
    }

    /// `mpg 28.4`.
    private func value(of limit: DesignLimit, _ design: Individual<[Value]>) -> String {
        let value = problem.outputs.firstIndex(of: limit.output).map { design.outcome[$0] } ?? .missing
        return "\(limit.output) \(value.number.map(Self.rounded) ?? value.description)"
    }

    /// Four digits are enough to see how far off it is.
    private static func rounded(_ number: Double) -> String {
        (Double(String(format: "%.4g", number)) ?? number).plain
    }
}

extension DesignLimit: CustomStringConvertible {
    /// The limit as people write it: `mpg >= 30`, `stiffness 100..200`, `material is steel, wood`.
    public var description: String {
        switch requirement {
        case .within(let range) where range.upperBound == .infinity: "\(output) >= \(range.lowerBound.plain)"
        case .within(let range) where range.lowerBound == -.infinity: "\(output) <= \(range.upperBound.plain)"
        case .within(let range): "\(output) \(range.lowerBound.plain)..\(range.upperBound.plain)"
        case .oneOf(let labels): "\(output) is \(labels.sorted().joined(separator: ", "))"
        case .noneOf(let labels): "\(output) is not \(labels.sorted().joined(separator: ", "))"
        }
    }
}
