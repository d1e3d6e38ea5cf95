import IR
import Support

extension LLVM.Call: SymbolUserOperation {
  public static func verifySymbols(
    of operation: OperationID, in module: Module, _ symbols: inout SymbolTables,
    _ diagnostics: inout Diagnostics
  ) {
    let call = LLVM.Call(operation, in: module)
    guard let name = call.callee else { return }
    let place = module.location(of: operation)
    let found = symbols.symbol(named: name, nearest: operation, of: module)
    // What is not registered may be a function, too.
    if let found, module.definition(of: found) == nil { return }
    guard let found, let function: LLVM.Function = module.match(found) else {
      return diagnostics.error(
        "no 'llvm.func' is called '\(name)'; a function that is elsewhere needs a declaration",
        at: place)
    }
    let given = call.arguments.map { module.type(of: $0) }
    let wanted = function.type.parameters
    let fits =
      function.type.isVariadic ? given.starts(with: wanted) : given == wanted
    if function.type.isVariadic, module.property("var_callee_type", of: operation) == nil {
      return diagnostics.error(
        "a call of '\(name)', which takes more than it names, must say its type: "
          + "'vararg(\(Type.of(function.type)))'", at: place,
        notes: [.note("'\(name)' is here", at: module.location(of: found))])
    }
    if !fits || (call.result ?? LLVM.void) != function.type.result {
      diagnostics.error(
        "the call does not fit the type of '\(name)', '\(Type.of(function.type))'", at: place,
        notes: [.note("'\(name)' is here", at: module.location(of: found))])
    }
  }
}

extension LLVM.AddressOf: SymbolUserOperation {
  public static func verifySymbols(
    of operation: OperationID, in module: Module, _ symbols: inout SymbolTables,
    _ diagnostics: inout Diagnostics
  ) {
    let name = LLVM.AddressOf(operation, in: module).name
    let found = symbols.symbol(named: name, nearest: operation, of: module)
    if let found, module.isA(found, LLVM.Global.self) {
      let space = module.property("addr_space", of: found)?.integerValue ?? 0
      let type = module.resultTypeOrNone(of: operation).cast(to: LLVM.PointerType.self)
      guard let type, type.addressSpace != space else { return }
      return diagnostics.error(
        "'\(name)' is in address space \(space), not in \(type.addressSpace)",
        at: module.location(of: operation),
        notes: [.note("'\(name)' is here", at: module.location(of: found))])
    }
    if let found,
      module.isA(found, LLVM.Function.self) || module.definition(of: found) == nil
    {
      return
    }
    diagnostics.error(
      "no 'llvm.mlir.global' or 'llvm.func' is called '\(name)'",
      at: module.location(of: operation))
  }
}
