// swift-tools-version: 6.1
// Schedule primitives of a package of one's own; Tangram checks what they make.
import PackageDescription

let package = Package(
  name: "wavefront",
  products: [.library(name: "Wavefront", targets: ["Wavefront"])],
  dependencies: [.package(name: "tangram", path: "../..")],
  targets: [
    .target(name: "Wavefront", dependencies: [.product(name: "Scheduling", package: "tangram")]),
    .testTarget(name: "WavefrontTests", dependencies: ["Wavefront"]),
  ],
  swiftLanguageModes: [.v6]
)
