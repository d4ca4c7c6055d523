/// What an experiment measured.
public struct Findings: Sendable, Hashable {
    /// Numbers that must reach a threshold.
    public var figures: [Figure]
    /// Numbers that must not.
    public var controls: [Control]
    /// What was measured beside them.
    public var readings: [Reading]
    /// How many items were asked about, and of how many they must be for more than chance; `nil` where any number does.
    public var items: ItemCount?

    /// What was measured.
    public init(figures: [Figure] = [], controls: [Control] = [], readings: [Reading] = []) {
        self.figures = figures
        self.controls = controls
        self.readings = readings
    }

    /// Whether there is a figure and every one holds, and there is a control and every one fails as it should, on items
    /// enough.
    public var hold: Bool {
        items?.isEnough ?? true && !figures.isEmpty && !controls.isEmpty && figures.allSatisfy(\.holds)
            && controls.allSatisfy(\.failsAsItShould)
    }
}

/// How many items a check asked about, and how many it needs.
public struct ItemCount: Sendable, Hashable, Encodable {
    /// How many were asked about.
    public let asked: Int
    /// Of fewer than this chance decides.
    public let needed: Int

    /// - Parameters:
    ///   - asked: How many were asked about.
    ///   - needed: Of fewer than this chance decides.
    public init(asked: Int, needed: Int) { (self.asked, self.needed) = (asked, needed) }

    /// Whether they are enough.
    public var isEnough: Bool { asked >= needed }
}

extension Findings {
    static func += (findings: inout Findings, more: Findings) {
        findings.figures += more.figures
        findings.controls += more.controls
        findings.readings += more.readings
        // Those that lack most stand for all.
        findings.items = [findings.items, more.items].compactMap(\.self)
            .min { $0.asked - $0.needed < $1.asked - $1.needed }
    }
}
