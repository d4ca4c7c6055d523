extension System {
    /// DeFacto (2025, arXiv 2509.20912).
    static let deFacto = System(
        number: 11, name: "DeFacto", question: .contrast, modality: .image, engine: .torch,
        asks: "Does the answer rest on the region it claims, and does it become 'unknown' when that region is gone?",
        composition: Composition(
            world: "image + question", abduct: "evidence regions", act: "mask evidence / mask at random",
            compared: "answer or abstention"),
        assumption: "The marked regions hold all the evidence for the answer.",
        source: Source(
            title:
                "DeFacto: Counterfactual Thinking with Images for Enforcing Evidence-Grounded and Faithful Reasoning",
            year: 2025, arXiv: "2509.20912"))
}
