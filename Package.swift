// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "otherwise",
    platforms: [.macOS(.v15), .iOS(.v18)],
    products: [
        .executable(name: "otherwise", targets: ["OtherwiseCommand"]),
        .library(name: "Otherwise", targets: ["Otherwise"]),
        .library(name: "OtherwiseAudits", targets: ["OtherwiseAudits"]),
        .library(name: "OtherwiseEndpoints", targets: ["OtherwiseEndpoints", "OtherwiseStore"]),
        .library(name: "OtherwiseLlama", targets: ["OtherwiseLlama"]),
        .library(name: "OtherwiseONNXRuntime", targets: ["OtherwiseONNXRuntime"]),
        .library(name: "OtherwiseSystems", targets: ["OtherwiseSystems"]),
        .library(name: "OtherwiseTesting", targets: ["OtherwiseTesting"]),
        .library(name: "OtherwiseText", targets: ["OtherwiseText"]),
        .library(name: "OtherwiseTraces", targets: ["OtherwiseTraces"]),
    ],
    traits: [
        .trait(name: "ONNXRuntime", description: "Run any ONNX graph through ONNX Runtime (see `make engines`)."),
        .trait(name: "Llama", description: "Language models through llama.cpp."),
        .trait(name: "Torch", description: "Training and automatic differentiation through libtorch."),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
    ],
    targets: [
        .target(name: "OtherwiseNumerics"),
        .target(name: "OtherwiseCSV"),
        .target(name: "OtherwiseCore", dependencies: ["OtherwiseNumerics"]),
        .target(name: "OtherwiseYAML", dependencies: ["OtherwiseCore", .product(name: "Yams", package: "Yams")]),
        .target(
            name: "OtherwiseModels",
            dependencies: [
                "OtherwiseCore", "OtherwiseNumerics", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            exclude: ["ONNX/Protobuf/onnx.proto"]
        ),
        .target(
            name: "OtherwiseSearch",
            dependencies: [
                "OtherwiseCore", "OtherwiseModels", "OtherwiseNumerics",
                .product(name: "HeapModule", package: "swift-collections"),
            ]
        ),
        .target(
            name: "OtherwiseTabular",
            dependencies: [
                "OtherwiseCausal", "OtherwiseCore", "OtherwiseCSV", "OtherwiseEstimation", "OtherwiseModels",
                "OtherwiseSearch", "OtherwiseNumerics", "OtherwiseYAML",
            ]
        ),
        .target(name: "OtherwiseBlackBox", dependencies: ["OtherwiseCore", "OtherwiseCSV", "OtherwiseModels"]),
        .target(
            name: "OtherwiseStore",
            dependencies: ["OtherwiseCore", "OtherwiseNumerics", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(
            name: "OtherwiseEndpoints",
            dependencies: [
                "OtherwiseBlackBox", "OtherwiseCore", "OtherwiseModels", "OtherwiseStore",
                .product(name: "DequeModule", package: "swift-collections"),
            ]),
        .target(
            name: "OtherwiseServer",
            dependencies: [
                "OtherwiseModels", .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ]),
        .target(
            name: "OtherwiseCausal",
            dependencies: [
                "OtherwiseCore", "OtherwiseNumerics", "OtherwiseYAML",
                .product(name: "BitCollections", package: "swift-collections"),
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .target(name: "OtherwiseEstimation", dependencies: ["OtherwiseCausal", "OtherwiseCore", "OtherwiseNumerics"]),
        .target(
            name: "OtherwiseTraces",
            dependencies: ["OtherwiseBlackBox", "OtherwiseCore", "OtherwiseModels", "OtherwiseNumerics"]),
        .target(
            name: "OtherwiseAudits",
            dependencies: ["OtherwiseCore", "OtherwiseModels", "OtherwiseNumerics", "OtherwiseStore", "OtherwiseYAML"]),
        .target(
            name: "OtherwiseText",
            dependencies: [
                "OtherwiseAudits", "OtherwiseCore", "OtherwiseModels", "OtherwiseSearch", "OtherwiseTabular",
            ]),
        .target(
            name: "OtherwiseSystems",
            dependencies: [
                "OtherwiseTraces", "OtherwiseAudits", "OtherwiseCausal", "OtherwiseCore", "OtherwiseCSV",
                "OtherwiseModels",
                "OtherwiseNumerics", "OtherwiseSearch", "OtherwiseTabular",
            ],
            exclude: [
                "01-InfoPO/Data/README.md", "07-MisMitiFact/Data/README.md",
                "18-RobustCounterfactuals/make_networks.py", "19-CAB/Data/README.md", "26-MalAlgoQA/Data/README.md",
                "28-WACK/Data/README.md", "29-MCD/Data/README.md", "34-A2P/Data/README.md",
            ],
            resources: [
                .embedInCode("01-InfoPO/Data/intentions.txt"),
                .embedInCode("07-MisMitiFact/Data/relations.txt"),
                .copy("18-RobustCounterfactuals/Retraining"),
                .embedInCode("19-CAB/Data/judge_examples.json"),
                .embedInCode("26-MalAlgoQA/Data/problems.txt"), .embedInCode("28-WACK/Data/labels.txt"),
                .embedInCode("28-WACK/Data/questions.txt"),
                .embedInCode("29-MCD/Data/designs.csv"), .embedInCode("34-A2P/Data/runs.txt"),
            ]
        ),
        .target(
            name: "Otherwise",
            dependencies: [
                "OtherwiseBlackBox", "OtherwiseCausal", "OtherwiseCore", "OtherwiseEstimation", "OtherwiseModels",
                "OtherwiseSearch",
                "OtherwiseTabular",
            ]
        ),
        .target(
            name: "OtherwiseTesting",
            dependencies: [
                "OtherwiseCausal", "OtherwiseCore", "OtherwiseEstimation", "OtherwiseModels", "OtherwiseSearch",
                "OtherwiseNumerics",
            ]
        ),
        .executableTarget(
            name: "OtherwiseCommand",
            dependencies: [
                "Otherwise", "OtherwiseAudits", "OtherwiseBlackBox", "OtherwiseCausal", "OtherwiseCore", "OtherwiseCSV",
                "OtherwiseEndpoints", "OtherwiseEstimation", "OtherwiseModels", "OtherwiseNumerics", "OtherwiseSearch",
                "OtherwiseServer", "OtherwiseStore", "OtherwiseSystems", "OtherwiseTabular", "OtherwiseText",
                "OtherwiseTraces", "OtherwiseYAML",
                .target(name: "OtherwiseLlama", condition: .when(traits: ["Llama"])),
                .target(name: "OtherwiseONNXRuntime", condition: .when(traits: ["ONNXRuntime"])),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(name: "COnnxRuntime", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(
            name: "OtherwiseONNXRuntime",
            dependencies: [
                "OtherwiseCore", "OtherwiseModels", "OtherwiseNumerics",
                .target(name: "COnnxRuntime", condition: .when(traits: ["ONNXRuntime"])),
            ]
        ),
        .target(
            name: "CLlama", exclude: ["Adapter"], linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(
            name: "OtherwiseLlama",
            dependencies: [
                "OtherwiseCore", "OtherwiseModels", "OtherwiseNumerics",
                .target(name: "CLlama", condition: .when(traits: ["Llama"])),
            ]
        ),
        .testTarget(
            name: "OtherwiseCoreTests",
            dependencies: ["OtherwiseCore", "OtherwiseNumerics", "OtherwiseTabular", "OtherwiseTesting"]),
        .testTarget(
            name: "OtherwiseBlackBoxTests",
            dependencies: [
                "OtherwiseBlackBox", "OtherwiseCore", "OtherwiseModels", "OtherwiseTabular", "OtherwiseTesting",
            ]),
        .testTarget(name: "OtherwiseCSVTests", dependencies: ["OtherwiseCSV"]),
        .testTarget(
            name: "OtherwiseModelsTests",
            dependencies: [
                "OtherwiseModels", "OtherwiseCore", "OtherwiseNumerics", "OtherwiseCSV", "OtherwiseTesting",
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            exclude: ["Operators/cases.json", "Operators/make_cases.py"]
        ),
        .testTarget(
            name: "OtherwiseSearchTests",
            dependencies: [
                "OtherwiseSearch", "OtherwiseTesting", "OtherwiseModels", "OtherwiseCore", "OtherwiseNumerics",
            ]),
        .testTarget(
            name: "OtherwiseStoreTests",
            dependencies: ["OtherwiseStore", .product(name: "GRDB", package: "GRDB.swift")]),
        .testTarget(
            name: "OtherwiseEndpointsTests",
            dependencies: [
                "OtherwiseEndpoints", "OtherwiseModels", "OtherwiseStore", "OtherwiseTesting",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "OtherwiseServerTests",
            dependencies: ["OtherwiseServer", "OtherwiseCore", "OtherwiseEndpoints", "OtherwiseModels"]),
        .testTarget(
            name: "OtherwiseCausalTests",
            dependencies: ["OtherwiseCausal", "OtherwiseCore", "OtherwiseNumerics", "OtherwiseTesting"]),
        .testTarget(
            name: "OtherwiseEstimationTests",
            dependencies: [
                "OtherwiseEstimation", "OtherwiseCausal", "OtherwiseCore", "OtherwiseCSV", "OtherwiseNumerics",
                "OtherwiseTabular", "OtherwiseTesting",
            ]),
        .testTarget(
            name: "OtherwiseTabularTests",
            dependencies: [
                "OtherwiseTabular", "OtherwiseCausal", "OtherwiseCore", "OtherwiseCSV", "OtherwiseSearch",
                "OtherwiseModels", "OtherwiseNumerics",
            ]
        ),
        .testTarget(
            name: "OtherwiseAuditsTests",
            dependencies: [
                "OtherwiseAudits", "OtherwiseCore", "OtherwiseModels", "OtherwiseNumerics", "OtherwiseStore",
                "OtherwiseTesting", "OtherwiseYAML",
            ]),
        .testTarget(
            name: "OtherwiseSystemsTests",
            dependencies: [
                "OtherwiseSystems", "OtherwiseCausal", "OtherwiseCore", "OtherwiseModels", "OtherwiseNumerics",
                "OtherwiseTesting", "OtherwiseTraces",
            ]),
        .testTarget(
            name: "OtherwiseONNXRuntimeTests",
            dependencies: ["OtherwiseONNXRuntime", "OtherwiseModels", "OtherwiseCore"],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "OtherwiseTextTests",
            dependencies: [
                "OtherwiseText", "OtherwiseAudits", "OtherwiseCore", "OtherwiseModels", "OtherwiseNumerics",
                "OtherwiseTesting",
            ]),
        .testTarget(
            name: "OtherwiseTracesTests",
            dependencies: [
                "OtherwiseTraces", "OtherwiseCore", "OtherwiseModels", "OtherwiseNumerics", "OtherwiseTesting",
            ]),
        .testTarget(
            name: "OtherwiseLlamaTests",
            dependencies: [
                "OtherwiseLlama", "OtherwiseAudits", "OtherwiseCore", "OtherwiseEndpoints", "OtherwiseModels",
                "OtherwiseServer", "OtherwiseSystems", "OtherwiseText",
            ]),
        .testTarget(name: "OtherwiseCommandTests", dependencies: ["OtherwiseCommand", "OtherwiseTesting"]),
        // All that the umbrella exports is named, so that a build that is not the first sees what changed below it.
        .testTarget(
            name: "OtherwiseTests",
            dependencies: [
                "Otherwise", "OtherwiseAudits", "OtherwiseBlackBox", "OtherwiseCausal", "OtherwiseCore",
                "OtherwiseEndpoints",
                "OtherwiseModels", "OtherwiseSearch", "OtherwiseStore", "OtherwiseSystems", "OtherwiseTabular",
                "OtherwiseTesting", "OtherwiseText", "OtherwiseTraces",
            ]),
        .testTarget(
            name: "OtherwiseFuzzTests",
            dependencies: [
                "OtherwiseAudits", "OtherwiseBlackBox", "OtherwiseCommand", "OtherwiseCausal", "OtherwiseCore",
                "OtherwiseEndpoints",
                "OtherwiseModels", "OtherwiseSearch", "OtherwiseServer", "OtherwiseSystems", "OtherwiseTabular",
                "OtherwiseTesting", "OtherwiseTraces",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
        ]
}
