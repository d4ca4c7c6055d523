import Foundation

/// A JSON document altered in one place.
struct JSONAlteration {
    /// `explanation.counterfactuals[].cost.l1`: places in lists alike.
    let place: String
    /// The place and what was done there.
    let name: String
    let document: Any

    /// Every leaf changed in each way that its kind allows, every member removed, every list emptied or shortened.
    static func all(of document: Any) -> [JSONAlteration] {
        var found: [JSONAlteration] = []
        walk(document, "", "") { found.append(JSONAlteration(place: $0, name: $1, document: $2)) }
        return found
    }

    /// - Parameter report: Called with the place, the name and what the value becomes in all of its surroundings.
    private static func walk(_ value: Any, _ place: String, _ name: String, _ report: (String, String, Any) -> Void) {
        switch value {
        case let members as [String: Any]:
            for (key, member) in members.sorted(by: { $0.key < $1.key }) {
                let (inner, innerName) = (
                    place.isEmpty ? key : "\(place).\(key)", name.isEmpty ? key : "\(name).\(key)"
                )
                walk(member, inner, innerName) { place, name, new in
                    var copy = members
                    copy[key] = new
                    report(place, name, copy)
                }
                var copy = members
                copy[key] = nil
                report(inner, "\(innerName) removed", copy)
            }
            var copy = members
            copy["stranger"] = 1
            report("\(place).stranger", "\(name).stranger added", copy)
        case let elements as [Any]:
            for (index, element) in elements.enumerated() {
                walk(element, "\(place)[]", "\(name)[\(index)]") { place, name, new in
                    var copy = elements
                    copy[index] = new
                    report(place, name, copy)
                }
                var copy = elements
                copy.remove(at: index)
                report(place, "\(name)[\(index)] removed", copy)
            }
            if !elements.isEmpty { report(place, "\(name) emptied", [Any]()) }
            if let last = elements.last { report(place, "\(name) with the last twice", elements + [last]) }
        case let text as String:
            report(place, "\(name) + x", text + "x")
            report(place, "\(name) emptied", "")
            report(place, "\(name) as a number", 1)
        case let number as NSNumber:
            for (way, new) in [
                ("+ 1", number.doubleValue + 1), ("- 1", number.doubleValue - 1), ("× 1.01", number.doubleValue * 1.01),
            ]
            where new != number.doubleValue { report(place, "\(name) \(way)", new) }
            report(place, "\(name) as a text", "x")
        default:
            report(place, "\(name) given", 0.5)
        }
    }
}
