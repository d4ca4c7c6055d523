import OtherwiseCore
import OtherwiseSearch

extension RecordCheck {
    /// Whether every value of an answer's region does as well: all of it lies in the region widened anew, and points of
    /// it are tried on the model; `nil` where nothing is claimed.
    func regionCheck(
        _ answer: Explanation.Counterfactual, _ name: String, _ row: Row, _ question: PlainQuestion?
    ) async throws -> Verification.Check? {
        guard !answer.region.isEmpty else { return nil }
        let claim = "\(name) may vary within its region"
        if let failure = try await failure(of: answer.region, around: row) {
            return Verification.Check(claim, false, "this fails: \(failure)")
        }
        guard let question else { return Verification.Check(claim, .open, "the model cannot be seen through") }
        let anew = question.region(around: row.values, time: deadline - .now)?.spans(of: schema)
        let beyond = answer.region.beyond(anew ?? [], of: row)
        guard !beyond.isEmpty else {
            return Verification.Check(claim, true, "within the region widened anew, and points of it tried")
        }
        guard deadline > .now else {
            return Verification.Check(claim, .open, "to widen it anew takes more time than \(time)")
        }
        return Verification.Check(
            claim, false, "\(beyond.sentence) in the record, \((anew ?? []).sentence) anew")
    }

    /// A point of a region that breaks a limit or misses the goal; `nil` where none of those tried does.
    private func failure(of region: [Span], around row: Row) async throws -> String? {
        let sample = try RegionSample(region, around: row, statistics: record.statistics).rows
        let predictions = try await model.predict(Table(sample, schema: schema))
        return sample.indices.first { place in
            !schema.limitsBroken(by: sample[place], from: factual).isEmpty || !goal.isReached(by: predictions[place])
        }.map { sample[$0].values.map(\.description).joined(separator: ", ") }
    }
}

extension [Span] {
    /// The spans that are not within those of the same features, that a row lies outside of, or that come twice.
    func beyond(_ wider: [Span], of row: Row) -> [Span] {
        enumerated().filter { place, span in
            let own = row[span.feature] ?? .missing
            return self[..<place].contains { $0.feature == span.feature } || !span.holds(own)
                || !wider.contains { $0.feature == span.feature && $0.covers(span) }
        }.map(\.element)
    }
}

extension Span {
    fileprivate func holds(_ value: Value) -> Bool {
        if let oneOf { return value.category.map(oneOf.contains) ?? false }
        return value.number.map { $0 >= atLeast ?? -.infinity && $0 <= atMost ?? .infinity } ?? false
    }

    /// Whether every value of another is one of this.
    fileprivate func covers(_ other: Span) -> Bool {
        switch (oneOf, other.oneOf) {
        case (let own?, let its?):
            return other.atLeast == nil && other.atMost == nil && Set(its).isSubset(of: own)
        case (nil, nil):
            return other.atLeast ?? -.infinity >= atLeast ?? -.infinity
                && other.atMost ?? .infinity <= atMost ?? .infinity
        default: return false
        }
    }
}

extension [Int: Extent] {
    /// What does as well, feature by feature; a value that became missing has no others beside it.
    ///
    /// - Parameter values: Those of the answer, to write bounds shortly; `nil` to leave them as they are.
    func spans(of schema: Schema, around values: [OtherwiseCore.Value]? = nil) -> [Span] {
        filter { $0.value != .categories([]) }.sorted { $0.key < $1.key }.map {
            Span($1, of: schema.features[$0], around: values?[$0])
        }
    }
}

extension [Span] {
    fileprivate var sentence: String {
        map { span in
            let range = (span.atLeast ?? -.infinity, span.atMost ?? .infinity)
            let values = span.oneOf.map { $0.joined(separator: " or ") }
            return "\(span.feature) \(values ?? "\(range.0.plain) to \(range.1.plain)")"
        }.joined(separator: ", ")
    }
}
