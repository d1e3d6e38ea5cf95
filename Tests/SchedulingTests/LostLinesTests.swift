import Compiler
import Dialects
import IR
import Scheduling
import Support
import Testing

/// Lines that the caches do not hold from call to call, as the work of a schedule counts them.
@Suite struct LostLinesTests {
  /// `y = |x|`: of m floats each, an eighth of m lines in all.
  private static func module() throws -> Module {
    let example = KernelExample(
      description: "absolute values", inputs: { [([m], .f32)] },
      ranges: ["m": SymbolRange(0, 1 << 30)], sizes: [],
      write: { write, x in try write.add { try Graph.Abs(x[0], in: $0) } })
    return try optimize(LoadedGraph(module: try example.module())).module
  }

  private static func work(_ size: Int) throws -> [ScheduleWork.Term: Double] {
    let graph = try module()
    let function = try #require(Graph.Function(in: graph))
    let body = try #require(function.body(in: graph))
    let kernel = graph.operations(in: body).first { graph.isA($0, Graph.Kernel.self) }
    var program = try KernelProgram(of: try #require(kernel), in: graph)
    var hardware = HardwareDescription.x86v4
    hardware.caches = [4 << 10, 64 << 10, 1 << 20].map { HardwareDescription.Cache(bytes: $0) }
    let report = try applySchedule(
      to: program.function, in: &program.module, hardware: hardware, decisions: Decisions())
    return try #require(report.work.values(at: ["m": size]))
  }

  /// The second level holds 1024 lines: up to 384 it loses none, from 768 on all.
  @Test(arguments: [(0, 0), (8, 0), (384, 0), (392, 16), (576, 384), (768, 768), (5000, 5000)])
  func secondLevel(lines: Int, lost: Int) throws {
    #expect(try Self.work(lines * 8)[.traffic] == Double(lost))
  }

  /// The last one holds 16384.
  @Test(arguments: [(5000, 0), (6144, 0), (9216, 6144), (12288, 12288), (40000, 40000)])
  func lastLevel(lines: Int, lost: Int) throws {
    #expect(try Self.work(lines * 8)[.memory] == Double(lost))
  }
}
