import CodeGeneration
import Compiler
import Dialects
import Foundation
import IR
import Testing
import Tuning

/// What there is to tune.
@Suite struct TuningTaskTests {
  private static let program = """
    program.func @twice(%x: !program.buffer<[n, 32], f32, global>) -> (%y: !program.buffer<[n, 32], f32, global>) where n in <1, 64> {
      program.for %i = 0 to n {
        program.for %j = 0 to 32 {
          program.block "y" (%p = %i < n, %q = %j < 32) {
            %a = program.load %x[%p, %q] : f32
            %b = arith.addf %a, %a : f32
            program.store %b, %y[%p, %q]
          }
        }
      }
    }
    """

  /// What is found for the program of a file is found again when the file is compiled as a model.
  @Test func ofAProgramAndOfTheModelThatItIs() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).mlir").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(Self.program.utf8).write(to: URL(filePath: path))
    let options = CompileOptions(name: "twice", hardware: .detectHost())
    let called = try TuningTask.tasks(of: try optimize(try loadGraph(path: path, options: options)))
    let module = try Module.parse(Self.program, context: Context(dialects: Dialects.all))
    let alone = try TuningTask.tasks(ofPrograms: module)
    #expect(alone.map(\.key) == called.map(\.key))
    #expect(alone.first?.operations == called.first?.operations)
    #expect(called.first?.name == "twice [n, 32]")
  }
}
