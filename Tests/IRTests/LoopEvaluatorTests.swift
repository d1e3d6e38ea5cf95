import Dialects
import Evaluation
import IR
import TestSupport
import Testing
import Transforms

/// What the loop dialects compute, before and after passes that change them.
@Suite struct LoopEvaluatorTests {
  private static let context = Context(dialects: Dialects.all)
  private static let registry = PassRegistry.shared + .loopLevel

  private static func parse(_ text: String) throws -> Module {
    let module = try Module.parse(text, file: "test.mlir", context: context)
    let diagnostics = module.verify()
    #expect(!diagnostics.hasErrors, "\(diagnostics.all)")
    return module
  }

  private static func after(_ pipeline: String, _ module: Module) throws -> Module {
    var module = module
    try PipelineRunner(PassPipeline(parsing: pipeline, registry: registry)).run(on: &module)
    return module
  }

  private static func floats(_ values: [Double]) -> [Attribute] { values.map { .float($0, .f32) } }

  // MARK: Affine

  /// Tiles with bounds that are minima, conditions, carried values, divisions and a nest that
  /// reduces.
  static let affine = """
    "func.func"() <{function_type = (index, memref<?xf32>, memref<?xf32>) -> (f32, index), sym_name = "f"}> ({
    ^bb0(%n: index, %a: memref<?xf32>, %b: memref<?xf32>):
      %zero = "arith.constant"() <{value = 0.0 : f32}> : () -> f32
      "affine.for"(%n) <{lowerBoundMap = affine_map<() -> (0)>, operandSegmentSizes = array<i32: 0, 1, 0>, step = 4 : index, upperBoundMap = affine_map<()[s0] -> (s0)>}> ({
      ^bb0(%i: index):
        "affine.for"(%i, %i, %n) <{lowerBoundMap = affine_map<(d0) -> (d0)>, operandSegmentSizes = array<i32: 1, 2, 0>, step = 1 : index, upperBoundMap = affine_map<(d0)[s0] -> (d0 + 4, s0)>}> ({
        ^bb0(%j: index):
          %x = "affine.load"(%a, %j) <{map = affine_map<(d0) -> (d0)>}> : (memref<?xf32>, index) -> f32
          %k = "affine.apply"(%j, %n) <{map = affine_map<(d0)[s0] -> ((d0 * 3 + 1) mod s0)>}> : (index, index) -> index
          "affine.if"(%j, %n) ({
            "affine.store"(%x, %b, %k) <{map = affine_map<(d0) -> (d0)>}> : (f32, memref<?xf32>, index) -> ()
            "affine.yield"() : () -> ()
          }, {
            "affine.store"(%x, %b, %j) <{map = affine_map<(d0) -> (d0 floordiv 2)>}> : (f32, memref<?xf32>, index) -> ()
            "affine.yield"() : () -> ()
          }) {condition = affine_set<(d0)[s0] : (d0 - 3 >= 0, s0 - d0 - 2 >= 0)>} : (index, index) -> ()
          "affine.yield"() : () -> ()
        }) : (index, index, index) -> ()
        "affine.yield"() : () -> ()
      }) : (index) -> ()
      %sum = "affine.for"(%n, %zero) <{lowerBoundMap = affine_map<() -> (0)>, operandSegmentSizes = array<i32: 0, 1, 1>, step = 1 : index, upperBoundMap = affine_map<()[s0] -> (s0)>}> ({
      ^bb0(%i: index, %so: f32):
        %x = "affine.load"(%b, %i) <{map = affine_map<(d0) -> (d0)>}> : (memref<?xf32>, index) -> f32
        %two = "arith.addf"(%so, %so) : (f32, f32) -> f32
        %next = "arith.addf"(%two, %x) : (f32, f32) -> f32
        "affine.yield"(%next) : (f32) -> ()
      }) : (index, f32) -> f32
      %total = "affine.parallel"(%n) <{lowerBoundsGroups = dense<1> : tensor<2xi32>, lowerBoundsMap = affine_map<() -> (0, 1)>, reductions = [0], steps = [2, 1], upperBoundsGroups = dense<[1, 2]> : tensor<2xi32>, upperBoundsMap = affine_map<()[s0] -> (s0, 3, s0)>}> ({
      ^bb0(%i: index, %j: index):
        %x = "affine.load"(%a, %i) <{map = affine_map<(d0) -> (d0)>}> : (memref<?xf32>, index) -> f32
        "affine.yield"(%x) : (f32) -> ()
      }) : (index) -> f32
      %result = "arith.addf"(%sum, %total) : (f32, f32) -> f32
      %parts:2 = "affine.delinearize_index"(%n, %n, %n) : (index, index, index) -> (index, index)
      %most = "affine.max"(%parts#0, %n) <{map = affine_map<()[s0, s1] -> (s0 * 10, s1 floordiv 3, 2)>}> : (index, index) -> index
      "func.return"(%result, %most) : (f32, index) -> ()
    }) : () -> ()
    """

  private static func evaluate(_ module: Module, count: Int) throws -> [[Attribute?]] {
    var evaluator = LoopEvaluator(module)
    let a = evaluator.makeMemory([count], floats((0..<count).map { Double($0 * $0 % 7) + 0.5 }))
    let b = evaluator.makeMemory([count], floats(Array(repeating: 0.25, count: count)))
    let results = try evaluator.run("f", [.index(count), a, b])
    let scalars = results.map { result -> Attribute? in
      if case .constant(let value) = result { value } else { nil }
    }
    return [scalars, evaluator.elements(of: a), evaluator.elements(of: b)]
  }

  @Test(arguments: [1, 2, 5, 8, 13])
  func affineLowersToWhatItComputes(count: Int) throws {
    let module = try Self.parse(Self.affine)
    let expected = try Self.evaluate(module, count: count)
    #expect(!expected[0].contains(nil) && !expected[2].contains(nil))
    for pipeline in [
      "lower-affine", "canonicalize", "canonicalize,lower-affine,canonicalize",
      "lower-affine,canonicalize,loop-invariant-code-motion,common-subexpression-elimination",
    ] {
      let other = try Self.evaluate(try Self.after(pipeline, module), count: count)
      #expect(other == expected, "\(pipeline)")
    }
  }

  @Test(
    .enabled("MLIR's mlir-opt is not installed") { Tool.mlirOpt != nil }, arguments: [1, 5, 13])
  func mlirLowersItToTheSame(count: Int) throws {
    let module = try Self.parse(Self.affine)
    let tool = try #require(Tool.mlirOpt)
    for pass in ["--lower-affine", "--canonicalize"] {
      let result = try tool.run([pass, "--mlir-print-op-generic"], on: module.text())
      #expect(result.status == 0, "\(result.errors)")
      let lowered = try Self.parse(result.output)
      #expect(
        try Self.evaluate(lowered, count: count) == Self.evaluate(module, count: count), "\(pass)")
    }
  }

  // MARK: Kernels

  /// Each block sums its elements in memory of the block, by halves between barriers; the threads of
  /// a block also agree on their greatest value, and swap with their neighbours.
  static let kernel = """
    "builtin.module"() ({
      "func.func"() <{function_type = (memref<32xf32>, memref<4xf32>, memref<32xf32>) -> (), sym_name = "f"}> ({
      ^bb0(%a: memref<32xf32>, %sums: memref<4xf32>, %swapped: memref<32xf32>):
        %c0 = "arith.constant"() <{value = 0 : index}> : () -> index
        %c1 = "arith.constant"() <{value = 1 : index}> : () -> index
        %c2 = "arith.constant"() <{value = 2 : index}> : () -> index
        %c4 = "arith.constant"() <{value = 4 : index}> : () -> index
        %c8 = "arith.constant"() <{value = 8 : index}> : () -> index
        "gpu.launch"(%c4, %c1, %c1, %c8, %c1, %c1) <{operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0>}> ({
        ^bb0(%bx: index, %by: index, %bz: index, %tx: index, %ty: index, %tz: index, %gx: index, %gy: index, %gz: index, %sx: index, %sy: index, %sz: index, %shared: memref<8xf32, #gpu.address_space<workgroup>>, %own: memref<1xf32, #gpu.address_space<private>>):
          %first = "arith.muli"(%bx, %sx) : (index, index) -> index
          %place = "arith.addi"(%first, %tx) : (index, index) -> index
          %x = "memref.load"(%a, %place) : (memref<32xf32>, index) -> f32
          "memref.store"(%x, %shared, %tx) : (f32, memref<8xf32, #gpu.address_space<workgroup>>, index) -> ()
          "memref.store"(%x, %own, %ty) : (f32, memref<1xf32, #gpu.address_space<private>>, index) -> ()
          "gpu.barrier"() : () -> ()
          %end = "scf.while"(%c4) ({
          ^bb0(%half: index):
            %goes = "arith.cmpi"(%half, %c0) <{predicate = 4 : i64}> : (index, index) -> i1
            "scf.condition"(%goes, %half) : (i1, index) -> ()
          }, {
          ^bb0(%half: index):
            %adds = "arith.cmpi"(%tx, %half) <{predicate = 2 : i64}> : (index, index) -> i1
            "scf.if"(%adds) ({
              %other = "arith.addi"(%tx, %half) : (index, index) -> index
              %l = "memref.load"(%shared, %tx) : (memref<8xf32, #gpu.address_space<workgroup>>, index) -> f32
              %r = "memref.load"(%shared, %other) : (memref<8xf32, #gpu.address_space<workgroup>>, index) -> f32
              %s = "arith.addf"(%l, %r) : (f32, f32) -> f32
              "memref.store"(%s, %shared, %tx) : (f32, memref<8xf32, #gpu.address_space<workgroup>>, index) -> ()
              "scf.yield"() : () -> ()
            }, {
            }) : (i1) -> ()
            "gpu.barrier"() : () -> ()
            %next = "arith.divsi"(%half, %c2) : (index, index) -> index
            "scf.yield"(%next) : (index) -> ()
          }) : (index) -> index
          %greatest = "gpu.all_reduce"(%x) <{op = #gpu<all_reduce_op maxnumf>, uniform}> ({
          }) : (f32) -> f32
          %one = "arith.constant"() <{value = 1 : i32}> : () -> i32
          %width = "arith.constant"() <{value = 8 : i32}> : () -> i32
          %swap:2 = "gpu.shuffle"(%x, %one, %width) <{mode = #gpu<shuffle_mode xor>}> : (f32, i32, i32) -> (f32, i1)
          %mine = "memref.load"(%own, %ty) : (memref<1xf32, #gpu.address_space<private>>, index) -> f32
          %difference = "arith.subf"(%swap#0, %mine) : (f32, f32) -> f32
          "memref.store"(%difference, %swapped, %place) : (f32, memref<32xf32>, index) -> ()
          %isFirst = "arith.cmpi"(%tx, %c0) <{predicate = 0 : i64}> : (index, index) -> i1
          "scf.if"(%isFirst) ({
            %s = "memref.load"(%shared, %c0) : (memref<8xf32, #gpu.address_space<workgroup>>, index) -> f32
            %t = "arith.addf"(%s, %greatest) : (f32, f32) -> f32
            "memref.store"(%t, %sums, %bx) : (f32, memref<4xf32>, index) -> ()
            "scf.yield"() : () -> ()
          }, {
          }) : (i1) -> ()
          "gpu.terminator"() : () -> ()
        }) {workgroup_attributions = 1 : i64} : (index, index, index, index, index, index) -> ()
        "func.return"() : () -> ()
      }) : () -> ()
    }) : () -> ()
    """

  private static func runKernel(_ module: Module) throws -> [[Double?]] {
    var evaluator = LoopEvaluator(module)
    let a = evaluator.makeMemory([32], floats((0..<32).map { Double($0 * 5 % 11) }))
    let sums = evaluator.makeMemory([4])
    let swapped = evaluator.makeMemory([32])
    _ = try evaluator.run("f", [a, sums, swapped])
    return [sums, swapped].map { evaluator.elements(of: $0).map { $0?.floatValue } }
  }

  @Test(arguments: [
    "", "gpu-kernel-outlining", "gpu-launch-sink-index-computations,gpu-kernel-outlining",
    "gpu-launch-sink-index-computations,gpu-kernel-outlining,canonicalize", "canonicalize",
  ])
  func blocksOfThreadsCooperate(pipeline: String) throws {
    var module = try Self.parse(Self.kernel)
    if !pipeline.isEmpty { module = try Self.after(pipeline, module) }
    let values = (0..<32).map { Double($0 * 5 % 11) }
    let sums = (0..<4).map { block -> Double? in
      let part = values[block * 8..<block * 8 + 8]
      return part.reduce(0, +) + (part.max() ?? 0)
    }
    let swapped = (0..<32).map { Double?.some(values[$0 ^ 1] - values[$0]) }
    #expect(try Self.runKernel(module) == [sums, swapped])
  }

  @Test func threadsThatWaitForOthersInVainAreTold() throws {
    let module = try Self.parse(
      """
      "func.func"() <{function_type = () -> (), sym_name = "f"}> ({
        %c0 = "arith.constant"() <{value = 0 : index}> : () -> index
        %c1 = "arith.constant"() <{value = 1 : index}> : () -> index
        %c4 = "arith.constant"() <{value = 4 : index}> : () -> index
        "gpu.launch"(%c1, %c1, %c1, %c4, %c1, %c1) <{operandSegmentSizes = array<i32: 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0>}> ({
        ^bb0(%bx: index, %by: index, %bz: index, %tx: index, %ty: index, %tz: index, %gx: index, %gy: index, %gz: index, %sx: index, %sy: index, %sz: index):
          %isFirst = "arith.cmpi"(%tx, %c0) <{predicate = 0 : i64}> : (index, index) -> i1
          "scf.if"(%isFirst) ({
            "gpu.barrier"() : () -> ()
            "scf.yield"() : () -> ()
          }, {
          }) : (i1) -> ()
          "gpu.terminator"() : () -> ()
        }) {workgroup_attributions = 0 : i64} : (index, index, index, index, index, index) -> ()
        "func.return"() : () -> ()
      }) : () -> ()
      """)
    var evaluator = LoopEvaluator(module)
    do {
      _ = try evaluator.run("f")
      Issue.record("a barrier that only some threads reach must fail")
    } catch {
      #expect(error.message.contains("1 of 4 threads of the block wait for others"), "\(error)")
      #expect(error.message.hasPrefix("'gpu.barrier'"), "\(error)")
    }
  }

  @Test func accessesOutsideOfMemoryAreTold() throws {
    let module = try Self.parse(
      """
      "func.func"() <{function_type = (memref<?xf32>, index) -> (f32), sym_name = "f"}> ({
      ^bb0(%a: memref<?xf32>, %i: index):
        %x = "memref.load"(%a, %i) : (memref<?xf32>, index) -> f32
        "func.return"(%x) : (f32) -> ()
      }) : () -> ()
      """)
    for (place, message) in [
      (4, "outside of memory"), (-1, "outside of memory"), (2, "nothing was written"),
    ] {
      var evaluator = LoopEvaluator(module)
      let memory = evaluator.makeMemory([4])
      do {
        _ = try evaluator.run("f", [memory, .index(place)])
        Issue.record("reading at \(place) must fail")
      } catch {
        #expect(error.message.contains(message), "\(error)")
      }
    }
  }
}
