extension System {
    /// UniCoMTE (2025, arXiv 2512.17100).
    static let uniCoMTE = System(
        number: 37, name: "UniCoMTE", question: .whatWouldItTake, modality: .series, engine: .native,
        asks:
            "Which of these signals would have had to look different, and like what, for the classifier to say another class?",
        composition: Composition(
            world: "multivariate series", act: "swap segments or channels from a distractor", compared: "classifier"),
        assumption: "A real sample of the wanted class shows what a channel could have been.",
        source: Source(
            title: "A Universal Counterfactual Framework for Explaining Time-Series Classifiers on ECG Data",
            year: 2025, arXiv: "2512.17100"))
}
