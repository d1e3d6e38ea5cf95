import Dialects
import IR

/// The function of a model that the runtime calls.
///
/// It takes what `tg_run_function` of the runtime's header says: arrays of pointers and sizes,
/// workspace, weights and pool; it unpacks them and calls the main function.
enum EntryFunction {
  static func name(of model: String) -> String { "\(model)_entry" }

  /// Appends the entry to a module of loops, in the `llvm` dialect.
  ///
  /// `isParallel` says whether any kernel shares loops among threads.
  static func append(
    to module: inout Module, model: String, for interface: ModelInterface, isParallel: Bool
  ) {
    let parameters = Array(repeating: LLVM.ptr, count: 6)
    let function = module.insert(
      LLVM.Function(
        name(of: model), LLVM.FunctionType(.i32, parameters), attributes: [("nounwind", nil)]),
      at: .atEnd(of: module.body))
    let block = module.appendBlock(to: module.region(of: function), argumentTypes: parameters)
    let arguments = module.arguments(of: block)
    module.build(at: .atEnd(of: block)) { build in
      func load(_ count: Int, from array: ValueID, as type: Type) -> [ValueID] {
        (0..<count).map { index in
          let place = build.insert(
            LLVM.GetElementPointer(array, [.constant(index)], of: type))
          return build.insert(LLVM.Load(place, as: type))
        }
      }
      var values = load(interface.inputs.count, from: arguments[0], as: LLVM.ptr)
      values += load(interface.outputs.count, from: arguments[1], as: LLVM.ptr)
      values += [arguments[3], arguments[4]]
      values += load(interface.symbols.count, from: arguments[2], as: .i64)
      if isParallel { values.append(arguments[5]) }
      build.insertOperation(LLVM.Call(MainFunction.name(of: model), values))
      let zero = build.insert(LLVM.Constant(.integer(0, .i32)))
      build.insertOperation(LLVM.Return(zero))
    }
  }
}
