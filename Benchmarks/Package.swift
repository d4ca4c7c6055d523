// swift-tools-version: 6.2
import PackageDescription

// A package of its own: who uses Otherwise never resolves it.
let package = Package(
    name: "otherwise-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "otherwise", path: "../", traits: ["ONNXRuntime", "Llama"]),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    ],
    targets: [
        .executableTarget(
            name: "ForestBenchmark",
            dependencies: [
                .product(name: "Otherwise", package: "otherwise"),
                .product(name: "OtherwiseONNXRuntime", package: "otherwise"),
            ],
            exclude: ["make_forest.py"]
        ),
        .executableTarget(
            name: "CausalBenchmark",
            dependencies: [
                .product(name: "Otherwise", package: "otherwise"),
                .product(name: "OtherwiseTesting", package: "otherwise"),
            ]
        ),
        .executableTarget(
            name: "LanguageBenchmark",
            dependencies: [
                .product(name: "Otherwise", package: "otherwise"),
                .product(name: "OtherwiseLlama", package: "otherwise"),
            ],
            exclude: ["own_speed.cpp", "measure.sh"]
        ),
        .executableTarget(
            name: "SearchBenchmark",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Otherwise", package: "otherwise"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}
