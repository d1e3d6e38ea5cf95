// swift-tools-version: 6.1
// A compiler for a small language of tensors, as a package that adds a dialect to Tangram's.
import PackageDescription

let package = Package(
  name: "toy",
  products: [.executable(name: "toyc", targets: ["toyc"])],
  dependencies: [.package(name: "tangram", path: "../..")],
  targets: [
    .target(
      name: "ToyCompiler",
      dependencies: [
        .product(name: "IR", package: "tangram"),
        .product(name: "Dialects", package: "tangram"),
        .product(name: "CodeGeneration", package: "tangram"),
      ]),
    .executableTarget(name: "toyc", dependencies: ["ToyCompiler"]),
    .testTarget(name: "ToyTests", dependencies: ["ToyCompiler", "toyc"]),
  ],
  swiftLanguageModes: [.v6]
)
