import IR
import Support

// Blocks that hold blocks: a nest with an iteration signature of its own.

extension Module {
  /// Whether a block of a tensor program holds loops and blocks, and not one statement.
  ///
  ///     program.block "tiles" (%vo = %io < m ceildiv 4) {
  ///       program.for %ii = 0 to 4 { program.block "rows" (%vi = %vo * 4 + %ii < m) { … } }
  ///     }
  public func holdsBlocks(_ block: OperationID) -> Bool {
    regions(of: block).contains { region in entryBlock(of: region).map(isNest) ?? false }
  }

  /// Whether the first operation that tells is part of a nest.
  private func isNest(_ body: BlockID) -> Bool {
    for operation in operations(in: body) {
      if isA(operation, Program.Index.self) || isA(operation, Program.Region.self) { continue }
      return isA(operation, Program.For.self) || isA(operation, Program.Block.self)
        || isA(operation, Program.Choose.self) || isA(operation, Program.Allocate.self)
    }
    return false
  }
}

extension Program.Block: VerifiableOperation {
  public static func verify(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    let nest: Set<String> = [
      Program.For.mnemonic, mnemonic, Program.Choose.mnemonic, Program.Allocate.mnemonic,
    ]
    let either: Set<String> = [Program.Index.mnemonic, Program.Region.mnemonic]
    var (inNest, inStatement): (OperationID?, OperationID?)
    for region in module.regions(of: operation) {
      guard let body = module.entryBlock(of: region) else { continue }
      for inner in module.operations(in: body) {
        let name = module.name(of: inner)
        if nest.contains(name) {
          inNest = inNest ?? inner
        } else if !either.contains(name) {
          inStatement = inStatement ?? inner
        }
      }
    }
    guard let inNest, let inStatement else { return }
    diagnostics.error(
      "'\(mnemonic)' is one statement or holds a nest, not both: found "
        + "'\(module.name(of: inStatement))' beside '\(module.name(of: inNest))'; put the statement "
        + "in a block of its own", at: module.location(of: inStatement))
  }
}
