import OtherwiseCore

extension Query {
    /// What is changed as one: a feature, or a one-hot group whole. The positions of each part.
    var parts: [[Int]] { factual.schema.movingTogether }

    /// The parts that differ from the factual.
    func changedParts(_ values: [Value]) -> [[Int]] {
        parts.filter { $0.contains { values[$0] != factual.values[$0] } }
    }

    /// The rows in which one part of `present` is another: a feature some other value, a group another member.
    func trials(from present: [Value], moving part: [Int], _ reaches: [FeatureReach]) -> [[Value]] {
        guard part.count > 1 else {
            return part.flatMap { position in
                reaches[position].moves(from: present[position]).map { present.setting([position], to: [$0]) }
            }
        }
        return part.map { present.choosing($0, of: part) }.filter { trial in
            trial != present && part.allSatisfy { reaches[$0].contains(trial[$0]) }
        }
    }
}

extension [Value] {
    /// The values with some of them replaced.
    func setting(_ positions: [Int], to replacements: [Value]) -> [Value] {
        var values = self
        for (position, value) in zip(positions, replacements) { values[position] = value }
        return values
    }

    /// The values with some of them those of another row.
    func taking(_ positions: [Int], from other: [Value]) -> [Value] {
        setting(positions, to: positions.map { other[$0] })
    }

    /// The values with one member of a one-hot group 1, the others 0.
    func choosing(_ member: Int, of group: [Int]) -> [Value] {
        setting(group, to: group.map { .number($0 == member ? 1 : 0) })
    }
}
