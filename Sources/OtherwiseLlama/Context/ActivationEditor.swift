#if Llama
import CLlama
import OtherwiseCore
import OtherwiseModels

/// Reads and writes activations while a context computes.
final class ActivationEditor {
    private let interventions: [ActivationSite: [ActivationIntervention]]
    private let keeping: Set<ActivationSite>
    private let sites: [String: ActivationSite]
    private var vectors: [ActivationSite: [Int: [Float]]] = [:]
    private var batch: [PlacedToken] = []
    private var seen: Set<ActivationSite> = []
    private var failure: ModelError?

    /// - Throws: `ModelError` naming the intervention that the model has no place for.
    init(
        _ model: LlamaModel, _ interventions: [ActivationIntervention], keeping: [ActivationSite] = []
    ) throws(ModelError) {
        for intervention in interventions { try intervention.check(model) }
        for site in keeping { try site.check(model) }
        self.interventions = Dictionary(grouping: interventions, by: \.site)
        self.keeping = Set(keeping)
        sites = Dictionary(
            (interventions.map(\.site) + keeping).map { ($0.tensorName, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What was kept, by site; positions in order.
    var activations: [ActivationSite: ActivationRecord] {
        vectors.reduce(into: [:]) { kept, seen in
            let ordered = seen.value.sorted { $0.key < $1.key }.map(\.value)
            kept[seen.key] = ActivationRecord(site: seen.key, vectors: ordered)
        }
    }

    /// The tokens that are read next.
    func begin(_ batch: ArraySlice<PlacedToken>) {
        self.batch = Array(batch)
        seen = []
    }

    /// - Throws: What went wrong inside a callback, through which nothing can be thrown; `ModelError.unsupported` for a
    ///   site that did not come up, where an intervention would have passed for one without effect.
    func check() throws(ModelError) {
        if let failure { throw failure }
        guard let missing = sites.values.first(where: { !seen.contains($0) }) else { return }
        throw ModelError(
            .unsupported, "the model shows no activation at \(missing)",
            hint: "Choose another site; not every architecture computes them all apart")
    }

    func wants(_ name: UnsafePointer<CChar>?) -> Bool {
        name.map { sites[String(cString: $0)] != nil } ?? false
    }

    func observe(_ tensor: UnsafePointer<CLlama_Tensor>?) {
        guard let tensor = tensor?.pointee, let site = sites[String(cString: tensor.name)] else { return }
        let rows = rows(of: tensor, at: site)
        if !rows.isEmpty { seen.insert(site) }
        for row in rows {
            for intervention in interventions[site] ?? [] where intervention.applies(at: row.position) {
                do throws(ModelError) { try intervention.change(row) } catch { failure = error }
            }
            if keeping.contains(site) { vectors[site, default: [:]][row.position] = row.vector }
        }
    }

    /// After the last attention llama.cpp goes on with those tokens alone whose logits are wanted.
    private func rows(of tensor: CLlama_Tensor, at site: ActivationSite) -> [ActivationRow] {
        let tokens = tensor.shape.1 == batch.count ? batch : batch.filter(\.wantsLogits)
        guard tensor.shape.1 == tokens.count else { return [] }
        return tokens.indices.map { ActivationRow(tensor, site, row: $0, position: tokens[$0].position) }
    }
}

extension ActivationSite {
    /// What llama.cpp calls the tensor.
    fileprivate var tensorName: String {
        switch self {
        case .embedding: "embd"
        case .residual(let layer): "l_out-\(layer)"
        case .heads(let layer): "kqv_out-\(layer)"
        case .feedForward(let layer): "ffn_out-\(layer)"
        case .attention(let layer): "kq_soft_max-\(layer)"
        case .output: "result_norm"
        }
    }

    func check(_ model: LlamaModel) throws(ModelError) {
        guard let layer, !(0..<model.layerCount).contains(layer) else { return }
        throw ModelError(
            .invalidValue, "there is no layer \(layer)", hint: "Layers are counted from 0 to \(model.layerCount - 1)"
        ).inModel(model.identity.name)
    }
}

extension ActivationIntervention {
    fileprivate func applies(at position: Int) -> Bool { positions?.contains(position) ?? true }

    fileprivate func check(_ model: LlamaModel) throws(ModelError) {
        try site.check(model)
        var count = model.width
        if case .attention = site { count = model.headCount }
        if let units, !(0..<count).contains(units.lowerBound) || units.upperBound > count {
            throw ModelError(
                .invalidValue, "there are no units \(units)", hint: "\(site) has units 0 to \(count - 1)"
            ).inModel(model.identity.name)
        }
        guard case .patch(let activation) = change, activation.site != site else { return }
        throw ModelError(
            .invalidValue, "an activation of \(activation.site) is to be put at \(site)", hint: "Patch the same site")
    }
}
#endif
