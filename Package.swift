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
    // For packages that add schedule primitives of their own; Examples/Wavefront is one.
    .library(name: "Scheduling", targets: ["Scheduling", "TensorExpressions", "Evaluation"]),
    // For packages that search with rules and spaces of their own.
    .library(name: "Tuning", targets: ["StaticSearch", "Tuning"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    // The keys of the code cache.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    // The tuning database, which is SQLite.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // Infrastructure: knows no dialect.
    .target(name: "Support"),
    .target(name: "IR", dependencies: ["Support"]),
    // What can be said: operations, types and attributes of every level.
    .target(name: "Dialects", dependencies: ["IR", "Support"]),
    // Files users bring: ONNX models, NumPy arrays, safetensors.
    .target(name: "Formats", dependencies: ["Support"]),
    .target(name: "ONNX", dependencies: ["Dialects", "Formats", "IR", "Support"]),
    // What it means: the reference evaluators.
    .target(name: "Evaluation", dependencies: ["Dialects", "IR", "Support"]),
    // Rewrites within a level.
    .target(name: "Transforms", dependencies: ["Dialects", "Evaluation", "IR", "Support"]),
    // Makes a module smaller that shows a bug.
    .target(name: "Reduction", dependencies: ["IR", "Support", "Transforms"]),
    // What an editor asks of a text module.
    .target(name: "LanguageServer", dependencies: ["Dialects", "IR", "Support"]),
    // Graph to tensor programs, and the language for writing them.
    .target(name: "TensorExpressions", dependencies: ["Dialects", "IR", "Support"]),
    .target(
      name: "GraphLowering",
      dependencies: ["Dialects", "IR", "Support", "TensorExpressions", "Transforms"]),
    // Exact questions about integers, answered by isl.
    .systemLibrary(name: "CISL", providers: [.apt(["libisl-dev"])]),
    .target(name: "Polyhedra", dependencies: ["Support", "CISL"]),
    // How it runs: schedule primitives, and the schedule that needs no measurement.
    .target(
      name: "Scheduling",
      dependencies: ["Dialects", "Evaluation", "IR", "Polyhedra", "Support"]),
    // Where to look for faster schedules of programs whose sizes are known, and what they may cost.
    .target(name: "StaticSearch", dependencies: ["Dialects", "IR", "Scheduling", "Support"]),
    // Tensor programs to loops; loops to LLVM; LLVM to machine code.
    .target(name: "LoopLowering", dependencies: ["Dialects", "IR", "Scheduling", "Support"]),
    .target(name: "CLLVM", linkerSettings: [.linkedLibrary("LLVM-19")]),
    // Which build of the compiler is in the process.
    .target(name: "LoadedImages"),
    // What travels with the compiled model; code that runs in the compiler's process uses it too.
    .target(name: "TangramRuntime"),
    .target(
      name: "CodeGeneration",
      dependencies: [
        "CLLVM", "Dialects", "IR", "LoadedImages", "Support", "TangramRuntime",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    // The same C files as data, for the models that are deployed.
    .target(name: "RuntimeSources", resources: [.embedInCode("files")]),
    .target(
      name: "Compiler",
      dependencies: [
        "CodeGeneration", "Dialects", "Evaluation", "Formats", "GraphLowering", "IR",
        "LoopLowering", "ONNX", "RuntimeSources", "Scheduling", "Support", "TangramRuntime",
        "TensorExpressions", "Transforms", .product(name: "Crypto", package: "swift-crypto"),
      ]),
    // Which schedules are the fastest: measuring, the database, the search.
    .target(
      name: "Tuning",
      dependencies: [
        "CodeGeneration", "Compiler", "Dialects", "Evaluation", "IR", "LoopLowering",
        "Scheduling", "StaticSearch", "Support", "TangramRuntime", "TensorExpressions",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .executableTarget(
      name: "CLI",
      dependencies: [
        "CodeGeneration", "Compiler", "Dialects", "Evaluation", "Formats", "IR", "LanguageServer",
        "ONNX", "Reduction", "Scheduling", "StaticSearch", "Support", "Transforms", "Tuning",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "Tokenizer", dependencies: ["Formats"]),
    .executableTarget(
      name: "Demo",
      dependencies: [
        "CodeGeneration", "Compiler", "Evaluation", "Support", "Tokenizer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // What the infrastructure takes for big modules; see bench_ir.py.
    .executableTarget(
      name: "IRTimes", dependencies: ["Dialects", "IR", "Support", "Transforms"],
      path: "Benchmarks/IRTimes"),
    // What the steps of a schedule take.
    .executableTarget(
      name: "ScheduleTimes",
      dependencies: [
        "CodeGeneration", "Dialects", "IR", "Scheduling", "Support", "TensorExpressions",
      ],
      path: "Benchmarks/ScheduleTimes"),
    // How many candidates a static search looks at in a second.
    .executableTarget(
      name: "SearchTimes",
      dependencies: [
        "CodeGeneration", "Dialects", "IR", "Scheduling", "StaticSearch", "Support",
        "TensorExpressions",
      ],
      path: "Benchmarks/SearchTimes"),

    // Kernels scheduled by hand.
    .executableTarget(
      name: "Pipelines",
      dependencies: [
        "CodeGeneration", "Compiler", "Dialects", "Evaluation", "IR", "Scheduling", "Support",
        "TensorExpressions", "Tuning",
      ],
      path: "Examples/Pipelines"),
    .executableTarget(
      name: "DenseSchedule",
      dependencies: [
        "CodeGeneration", "Compiler", "Dialects", "Evaluation", "IR", "Scheduling", "Support",
        "TensorExpressions",
      ],
      path: "Examples/DenseSchedule"),

    .testTarget(
      name: "PipelinesTests",
      dependencies: [
        "Compiler", "Dialects", "Evaluation", "IR", "Pipelines", "Scheduling", "Support",
        "TensorExpressions",
      ]),

    // Schedule primitives as a package of one's own adds them; it can be built alone, too.
    .target(
      name: "Wavefront",
      dependencies: ["Dialects", "IR", "Scheduling", "Support"],
      path: "Examples/Wavefront/Sources/Wavefront"),
    .testTarget(
      name: "WavefrontTests",
      dependencies: [
        "Dialects", "Evaluation", "IR", "Scheduling", "Support", "TensorExpressions", "Wavefront",
      ],
      path: "Examples/Wavefront/Tests/WavefrontTests"),

    // The machinery of the text tests, and the tests.
    .target(
      name: "TestSupport", dependencies: ["IR", "Support", "Transforms"], path: "Tests/TestSupport"),
    // Has all that is compiled in a test read by MLIR.
    .target(
      name: "MLIRJudge", dependencies: ["CodeGeneration", "IR", "Support", "TestSupport"],
      path: "Tests/MLIRJudge"),
    .testTarget(
      name: "IRTests",
      dependencies: ["Dialects", "Evaluation", "IR", "Support", "TestSupport", "Transforms"]),
    .testTarget(
      name: "CodeGenerationTests",
      dependencies: [
        "CodeGeneration", "Dialects", "Evaluation", "IR", "MLIRJudge", "Support", "TangramRuntime",
        "TestSupport",
      ]),
    .testTarget(
      name: "CompilerTests",
      dependencies: [
        "CodeGeneration", "Compiler", "Dialects", "Evaluation", "Formats", "IR", "MLIRJudge",
        "Scheduling", "Support", "TestSupport",
      ]),
    .testTarget(
      name: "LanguageServerTests",
      dependencies: ["Dialects", "IR", "LanguageServer", "TestSupport"]),
    .testTarget(
      name: "ReductionTests",
      dependencies: ["Dialects", "IR", "Reduction", "Support", "TestSupport"]),
    .testTarget(name: "CLITests", dependencies: ["CLI", "LanguageServer", "Support"]),
    .testTarget(
      name: "ScheduleTests",
      dependencies: [
        "CodeGeneration", "Compiler", "Dialects", "Evaluation", "IR", "LoopLowering", "MLIRJudge",
        "Scheduling", "Support", "TensorExpressions", "TestSupport", "Transforms",
      ],
      exclude: ["Expected", "Names"]),
    .testTarget(name: "PolyhedraTests", dependencies: ["Polyhedra", "Support", "TestSupport"]),
    .testTarget(name: "SupportTests", dependencies: ["Support", "TestSupport"]),
    .testTarget(name: "FormatsTests", dependencies: ["Formats"]),
    .testTarget(
      name: "ONNXTests",
      dependencies: [
        "CodeGeneration", "Compiler", "Dialects", "Evaluation", "Formats", "IR", "MLIRJudge",
        "ONNX", "Support",
      ],
      exclude: ["compiled-gaps.txt", "node-test-gaps.txt"]),
    .testTarget(
      name: "TokenizerTests", dependencies: ["Formats", "Tokenizer"], exclude: ["Golden"]),
    .testTarget(
      name: "EvaluationTests", dependencies: ["Dialects", "Evaluation", "IR", "Support"]),
    .testTarget(
      name: "RuntimeTests", dependencies: ["TangramRuntime", "RuntimeSources"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "GraphLoweringTests",
      dependencies: ["Dialects", "Evaluation", "GraphLowering", "IR", "Support", "Transforms"]),
    .testTarget(
      name: "SchedulingTests",
      dependencies: [
        "CodeGeneration", "Compiler", "Dialects", "Evaluation", "GraphLowering", "IR", "MLIRJudge",
        "Scheduling", "Support", "Transforms",
      ], exclude: ["Questions"]),
    .testTarget(
      name: "TuningTests",
      dependencies: [
        "Compiler", "Dialects", "IR", "Scheduling", "StaticSearch", "Support", "Tuning",
      ]),
    .testTarget(
      name: "StaticSearchTests",
      dependencies: [
        "Dialects", "Evaluation", "IR", "LoopLowering", "Scheduling", "StaticSearch", "Support",
        "TensorExpressions",
      ],
      exclude: ["Expected"]),
    .testTarget(
      name: "TensorExpressionsTests",
      dependencies: [
        "CodeGeneration", "Compiler", "Dialects", "Evaluation", "IR", "MLIRJudge", "Support",
        "TensorExpressions",
      ]),
    .testTarget(
      name: "GraphTests",
      dependencies: ["Dialects", "Evaluation", "IR", "Support", "TestSupport", "Transforms"]),
  ],
  swiftLanguageModes: [.v6]
)
