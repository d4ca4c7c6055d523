import OtherwiseCore
import OtherwiseYAML

extension JSONValue {
    /// What an entry of a YAML file holds; all scalars as texts.
    init(reading entry: YAMLEntry) throws {
        if entry.isList {
            self = .array(try entry.elements().map(JSONValue.init(reading:)))
        } else if entry.isMapping {
            self = .object(try entry.members().mapValues(JSONValue.init(reading:)))
        } else {
            self = entry.isEmpty ? .null : .text(try entry.text())
        }
    }
}
