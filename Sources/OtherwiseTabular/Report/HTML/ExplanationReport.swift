public import OtherwiseCore

/// An explanation as a page to read, print and file.
public enum ExplanationReport {
    /// One HTML file that holds all it needs: no scripts, no network, the same bytes for the same input.
    ///
    /// - Parameters:
    ///   - schema: What was allowed to change; names that the explanation does not use are shown as unchanged.
    ///   - sample: Data to draw the row against, such as `DataProfile.sample`; a feature without a column there
    ///     is shown without its distribution.
    ///   - search: What a genetic search found, to show what was traded off.
    ///   - title: What the page is filed under, such as the number of an application.
    public static func html(
        _ explanation: Explanation, schema: Schema, sample: Table, search: StoredSearch? = nil, title: String? = nil
    ) -> String {
        let subject = ReportSubject(
            explanation: explanation, schema: schema, sample: sample, title: title, search: search)
        return ReportPage(subject).markup.html
    }
}
