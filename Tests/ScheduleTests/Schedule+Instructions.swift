import CodeGeneration
import LoopLowering
import Scheduling

extension Schedule {
  private static let generator = CodeGenerator(hardware: .x86v4)

  /// Lowers the program to instructions, which shows it to those who look at what is compiled; whether
  /// there is a lowering of all that it holds.
  @discardableResult func lowersToInstructions() -> Bool {
    var module = module
    guard (try? lowerToLoops(function, in: &module, hardware: .x86v4)) != nil else { return false }
    return (try? Self.generator.lower(module)) != nil
  }
}
