import Compiler
import Dialects
import IR
import Scheduling
import Support
import Testing

/// Regions that blocks state of themselves, held to what they touch.
@Suite struct WrittenRegionTests {
  /// Sums of three neighbours, two rows apart, with what the block says of itself.
  private func module(_ regions: String) throws -> (module: Module, function: OperationID) {
    let text = """
      program.func @p(%x: !program.buffer<[m * 2 + 1, 8], i64, global>) \
      -> (%y: !program.buffer<[m, 8], i64, global>) where m in <1, 64> {
        program.for %i = 0 to m {
          program.for %j = 0 to 8 {
            program.for %k = 0 to 3 {
              program.block "sum" (%vi = %i < m, %vj = %j < 8, reduction %vk = %k < 3) {
                \(regions)
                %0 = program.load %x[%vi * 2 + %vk, %vj] : i64
                %1 = program.load %y[%vi, %vj] : i64
                %2 = arith.addi %0, %1 : i64
                program.store %2, %y[%vi, %vj]
              } init {
                %zero = arith.constant 0 : i64
                program.store %zero, %y[%vi, %vj]
              }
            }
          }
        }
      }
      """
    let module = try Module.parse(text, file: "regions", context: TestProgram.context)
    #expect(module.verify().all.isEmpty)
    let written = module.text(TextOptions(usesForms: true))
    let again = try Module.parse(written, file: "again", context: module.context)
    #expect(again.isStructurallyEqual(to: module))
    return (module, module.operations(in: module.body)[0])
  }

  @Test(
    arguments: [
      "program.region reads %x[%vi * 2 + %vk, %vj] for [1, 1]",
      "program.region reads %x[%vi * 2, 0] for [3, 8]",
      "program.region reads %x[0, 0] for [m * 2 + 1, 8]\nprogram.region writes %y[%vi, 0] for [1, 8]",
      // Wider than the buffer.
      "program.region reads %x[%vi * 2 - 7, 0] for [20, 80]",
      // Only together.
      "program.region reads %x[%vi * 2, 0] for [3, 4]\nprogram.region reads %x[%vi * 2, 4] for [3, 4]",
    ])
  func whatCoversIsAccepted(_ regions: String) throws {
    let (module, function) = try module(regions)
    let plain = try self.module("")
    let schedule = try Schedule(module, function: function)
    #expect(schedule.module.isStructurallyEqual(to: plain.module))
    // The program with regions runs like the one without.
    let program = TestProgram(
      "regions", module: module, function: function,
      inputs: [[IndexExpression.symbol("m") * 2 + 1, 8]], sizes: [["m": 5]])
    let found = try program.run(module, ["m": 5])
    #expect(try found == program.run(schedule.module, ["m": 5]))
    let kernel = try TensorKernel(.init(module: module, function: function))
    #expect(try kernel.run(program.values(["m": 5]), sizes: ["m": 5]) == [found])
  }

  @Test(
    arguments: [
      (
        "program.region reads %x[%vi * 2, 0] for [2, 8]",
        "the block 'sum' reads more of argument 0 than it says, along axis 0, where it says 2 from i * 2 on; "
          + "for example element [2, 0] at i = 0, j = 0, k = 2 (for m = 1)"
      ),
      (
        "program.region reads %x[%vi * 2 + 1, 0] for [2, 8]",
        "the block 'sum' reads more of argument 0 than it says, along axis 0, where it says 2 from "
          + "i * 2 + 1 on; for example element [0, 0] at i = 0, j = 0, k = 0 (for m = 1)"
      ),
      (
        "program.region writes %y[%vi, 1] for [1, 7]",
        "the block 'sum' writes more of argument 1 than it says, along axis 1, where it says 7 from 1 on; "
          + "for example element [0, 0] at i = 0, j = 0, k = 0 (for m = 1)"
      ),
      (
        "program.region reads %x[%vi * 2, 0] for [3, 4]\n"
          + "program.region reads %x[%vi * 2, 5] for [3, 3]",
        "the block 'sum' reads more of argument 0 than it says; for example element [0, 4] at i = 0, j = 4, "
          + "k = 0 (for m = 1)"
      ),
    ])
  func whatDoesNotCoverIsRefused(_ regions: String, _ message: String) throws {
    let (module, function) = try module(regions)
    let refusal = #expect(throws: Diagnostic.self) { try Schedule(module, function: function) }
    #expect(refusal?.message == message)
    #expect(refusal?.location != .unknown)
    let compiled = #expect(throws: Diagnostic.self) {
      try TensorKernel(.init(module: module, function: function))
    }
    #expect(compiled?.message == message)
  }

  @Test func rulesAreVerified() throws {
    let wrong: [(String, String)] = [
      ("program.region reads %x[%vi] for [1]", "for each of the 2 axes of its buffer"),
      (
        "\"program.region\"(%x) <{access = \"takes\", map = #program.map<0, 0>, "
          + "extents = #program.map<1, 1>}> : (!program.buffer<[m * 2 + 1, 8], i64, global>) -> ()",
        "'reads' or 'writes', not 'takes'"
      ),
      (
        "\"program.region\"(%x, %vi) <{access = \"reads\", map = #program.map<d0, 0>, "
          + "extents = #program.map<d0, 1>}> : "
          + "(!program.buffer<[m * 2 + 1, 8], i64, global>, index) -> ()",
        "numbers of elements over symbols"
      ),
    ]
    for (region, message) in wrong {
      let text = """
        program.func @p(%x: !program.buffer<[m * 2 + 1, 8], i64, global>) \
        -> (%y: !program.buffer<[m, 8], i64, global>) where m in <1, 64> {
          program.for %i = 0 to m {
            program.block "b" (%vi = %i < m) {
              \(region)
            }
          }
        }
        """
      let module = try Module.parse(text, file: "regions", context: TestProgram.context)
      let found = module.verify().all.map(\.description).joined(separator: "\n")
      #expect(found.contains(message), "\(found)")
    }
  }
}
