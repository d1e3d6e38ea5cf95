// swift-tools-version: 6.1
// Targets in pipeline order; each may depend only on targets above it.
import PackageDescription

let package = Package(
  name: "tangram",
  products: [
    .executable(name: "tangram", targets: ["CLI"]),
    .library(name: "Tangram", targets: ["Compiler"]),
    // For packages that add dialects and passes of their own; Examples/Toy is one.
    .library(name: "IR", targets: ["Support", "IR"]),
    .library(name: "Dialects", targets: ["Dialects", "Transforms"]),
    .library(name: "CodeGeneration", targets: ["CodeGeneration"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // Infrastructure: knows no dialect.
    .target(name: "Support"),
    .target(name: "IR", dependencies: ["Support"]),
    // What can be said: operations, types and attributes of every level.
    .target(name: "Dialects", dependencies: ["IR"]),
    // Files users bring: ONNX models, NumPy arrays, safetensors.
    .target(name: "Formats", dependencies: ["Support"]),
    .target(name: "ONNX", dependencies: ["Dialects", "Formats"]),
    // What it means: the reference evaluators.
    .target(name: "Evaluation", dependencies: ["Dialects"]),
    // Rewrites within a level.
    .target(name: "Transforms", dependencies: ["Dialects", "Evaluation"]),
    // Makes a module smaller that shows a bug.
    .target(name: "Reduction", dependencies: ["Transforms"]),
    // What an editor asks of a text module.
    .target(name: "LanguageServer", dependencies: ["Dialects"]),
    // Graph to tensor programs, and the language for writing them.
    .target(name: "TensorExpressions", dependencies: ["Dialects"]),
    .target(name: "GraphLowering", dependencies: ["TensorExpressions", "Transforms"]),
    // Exact questions about integers, answered by isl.
    .systemLibrary(name: "CISL", providers: [.apt(["libisl-dev"])]),
    .target(name: "Polyhedra", dependencies: ["Support", "CISL"]),
    // How it runs: schedule primitives, and the schedule that needs no measurement.
    .target(name: "Scheduling", dependencies: ["Dialects", "Polyhedra"]),
    // Tensor programs to loops; loops to LLVM; LLVM to machine code.
    .target(name: "LoopLowering", dependencies: ["Scheduling"]),
    .target(name: "CLLVM", linkerSettings: [.linkedLibrary("LLVM-19")]),
    // What travels with the compiled model; code that runs in the compiler's process uses it too.
    .target(name: "TangramRuntime"),
    .target(name: "CodeGeneration", dependencies: ["Dialects", "CLLVM", "TangramRuntime"]),
    // The same C files as data, for the models that are deployed.
    .target(name: "RuntimeSources", resources: [.embedInCode("files")]),
    .target(
      name: "Compiler",
      dependencies: [
        "CodeGeneration", "Evaluation", "Formats", "GraphLowering", "LoopLowering", "ONNX",
        "RuntimeSources", "Scheduling", "TangramRuntime", "TensorExpressions", "Transforms",
      ]),
    .executableTarget(
      name: "CLI",
      dependencies: [
        "Compiler", "LanguageServer", "Reduction",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "Tokenizer", dependencies: ["Formats"]),
    .executableTarget(
      name: "Demo",
      dependencies: [
        "CodeGeneration", "Compiler", "Evaluation", "Tokenizer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // What the infrastructure takes for big modules; see bench_ir.py.
    .executableTarget(
      name: "IRTimes", dependencies: ["Transforms"], path: "Benchmarks/IRTimes"),

    // Kernels scheduled by hand.
    .executableTarget(
      name: "Pipelines",
      dependencies: ["CodeGeneration", "Compiler", "Evaluation", "TensorExpressions"],
      path: "Examples/Pipelines"),
    .executableTarget(
      name: "DenseSchedule",
      dependencies: ["CodeGeneration", "Compiler", "Evaluation", "TensorExpressions"],
      path: "Examples/DenseSchedule"),

    // The machinery of the text tests, and the tests.
    .target(name: "TestSupport", dependencies: ["Transforms"], path: "Tests/TestSupport"),
    .testTarget(name: "IRTests", dependencies: ["Evaluation", "Transforms", "TestSupport"]),
    .testTarget(
      name: "CodeGenerationTests",
      dependencies: ["CodeGeneration", "TangramRuntime", "TestSupport"]),
    .testTarget(
      name: "CompilerTests",
      dependencies: [
        "CodeGeneration", "Compiler", "Dialects", "Evaluation", "Formats", "Scheduling",
        "TestSupport",
      ]),
    .testTarget(
      name: "LanguageServerTests", dependencies: ["LanguageServer", "TestSupport"]),
    .testTarget(name: "ReductionTests", dependencies: ["Reduction", "TestSupport"]),
    .testTarget(name: "CLITests", dependencies: ["CLI", "LanguageServer", "Support"]),
    .testTarget(
      name: "ScheduleTests",
      dependencies: [
        "CodeGeneration", "Compiler", "Evaluation", "LoopLowering", "Scheduling",
        "TensorExpressions", "TestSupport",
      ],
      exclude: ["Expected"]),
    .testTarget(name: "PolyhedraTests", dependencies: ["Polyhedra", "TestSupport"]),
    .testTarget(name: "SupportTests", dependencies: ["Support", "TestSupport"]),
    .testTarget(name: "FormatsTests", dependencies: ["Formats"]),
    .testTarget(
      name: "ONNXTests",
      dependencies: ["CodeGeneration", "Compiler", "Dialects", "Evaluation", "Formats", "ONNX"],
      exclude: ["compiled-gaps.txt", "node-test-gaps.txt"]),
    .testTarget(name: "TokenizerTests", dependencies: ["Tokenizer"], exclude: ["Golden"]),
    .testTarget(name: "EvaluationTests", dependencies: ["Dialects", "Evaluation"]),
    .testTarget(
      name: "RuntimeTests", dependencies: ["TangramRuntime", "RuntimeSources"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "GraphLoweringTests", dependencies: ["Evaluation", "GraphLowering", "Transforms"]),
    .testTarget(
      name: "SchedulingTests",
      dependencies: [
        "CodeGeneration", "Compiler", "Evaluation", "GraphLowering", "Scheduling",
      ]),
    .testTarget(
      name: "TensorExpressionsTests", dependencies: ["Compiler", "Evaluation", "TensorExpressions"]),
    .testTarget(name: "GraphTests", dependencies: ["Evaluation", "TestSupport", "Transforms"]),
  ],
  swiftLanguageModes: [.v6]
)
