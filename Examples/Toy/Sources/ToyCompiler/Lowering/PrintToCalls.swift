import Dialects
import IR
import Support

/// Prints by calling functions of whoever runs the program: one writes a number, one ends a line.
///
/// `main`, and each function that prints, gets one more parameter, a pointer that these calls pass
/// on: to where the text goes. Nothing may call such a function.
///
/// Before:
///
///     "toy.print"(%0) : (memref<4xf64>) -> ()
///
/// After:
///
///     "scf.for"(%c0, %c4, %c1) ({
///     ^bb0(%i: index):
///       %1 = "memref.load"(%0, %i) : (memref<4xf64>, index) -> f64
///       "func.call"(%output, %1) <{callee = @toy_print_number}> : (!llvm.ptr, f64) -> ()
///       "scf.yield"() : () -> ()
///     }) : (index, index, index) -> ()
///     "func.call"(%output) <{callee = @toy_end_line}> : (!llvm.ptr) -> ()
public let printToCalls = Pass(
  "print-to-calls", "prints by calling functions of whoever runs the program"
) { module, root, context in
  guard let body = module.body(of: root) else { return }
  var printing: Set<String> = []
  for operation in module.operations(in: body) {
    guard let function = module.match(operation, as: Func.Function.self),
      let entry = module.body(of: operation)
    else { continue }
    var prints: [OperationID] = []
    module.walk(operation) { if module.isA($0, Toy.Print.self) { prints.append($0) } }
    guard function.name == "main" || !prints.isEmpty else { continue }
    printing.insert(function.name)
    let output = module.appendArgument(to: entry, type: LLVM.ptr)
    var type = function.type
    type.inputs.append(LLVM.ptr)
    module.setProperty("function_type", of: operation, to: .type(.function(type)))
    for print in prints {
      let place = module.location(of: print)
      let value = module.operand(0, of: print)
      guard let memory = module.type(of: value).memrefType else {
        throw Diagnostic.error("only memory is printed; run 'toy-to-loops' first", at: place)
      }
      module.build(at: .before(print), location: place) { build in
        build.insertPrint(value, memory, to: output)
      }
      module.erase(print)
      context.count("prints")
    }
  }
  try module.walk(root) { operation in
    guard let call = module.match(operation, as: Func.Call.self), printing.contains(call.callee)
    else { return }
    throw Diagnostic.error(
      "'\(call.callee)' prints, and so may not be called; inline it first",
      at: module.location(of: operation))
  }
  for (name, parameters) in [
    (PrintFunctions.number, [LLVM.ptr, .f64]), (PrintFunctions.endLine, [LLVM.ptr]),
  ] where module.lookup(symbol: name) == nil {
    module.insert(
      Func.Function(name, type: FunctionType(parameters, []), isPrivate: true),
      at: .atStart(of: body))
  }
}

/// The functions that a compiled program calls.
enum PrintFunctions {
  /// `(output, number)`.
  static let number = "toy_print_number"
  /// `(output)`.
  static let endLine = "toy_end_line"
}

extension Builder {
  /// A line for each row, an empty line after each matrix of a tensor that holds several.
  fileprivate mutating func insertPrint(_ value: ValueID, _ type: MemRefType, to output: ValueID) {
    func endLine(_ build: inout Builder) {
      build.insertOperation(Func.Call(PrintFunctions.endLine, [output]))
    }
    func endRow(_ build: inout Builder, _ axis: Int) {
      if axis > 0 || type.shape.count == 1 { endLine(&build) }
    }
    insertLoops(over: type, afterLoop: endRow) { build, indices in
      let element = build.insert(MemRef.Load(value, indices))
      build.insertOperation(Func.Call(PrintFunctions.number, [output, element]))
    }
    if type.shape.isEmpty { endLine(&self) }
  }
}
