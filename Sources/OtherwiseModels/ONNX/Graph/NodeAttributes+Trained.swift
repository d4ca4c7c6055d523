/// Attributes that the operators of trained models share.
extension NodeAttributes {
    /// The list called `name`, or its twin `…_as_tensor`, whose doubles must be floats.
    func floatList(_ name: String) throws(ModelError) -> [Float] {
        has("\(name)_as_tensor") ? try exactFloats("\(name)_as_tensor") : try floats(name)
    }

    /// The tensor called `name`, whose doubles must be floats; empty if it is not given.
    func exactFloats(_ name: String) throws(ModelError) -> [Float] {
        guard let tensor = try tensor(name) else { return [] }
        let rounded = try tensor.asFloats()
        if case .double(let exact) = tensor.storage,
            zip(exact, rounded).contains(where: { $0 != Double($1) && !$0.isNaN })
        {
            throw .unsupportedElements("The attribute '\(name)' has doubles that are not floats")
        }
        return rounded
    }

    /// The names of the classes, from whichever of the two attributes is not empty.
    func classLabels(integers: String) throws(ModelError) -> ClassLabels {
        let texts = try strings("classlabels_strings")
        let labels = texts.isEmpty ? ClassLabels.integers(try int64s(integers)) : .strings(texts)
        guard labels.count > 0 else { throw .malformed("It names no classes", attribute: integers) }
        return labels
    }

    func postTransform() throws(ModelError) -> PostTransform { try choice("post_transform", default: .none) }
}
