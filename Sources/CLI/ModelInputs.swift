import Compiler
import Evaluation
import Formats
import Support

/// The tensors for a model's inputs, from what the command line says.
struct ModelInputs {
  let given: [String: TensorValue]

  init(_ arguments: [InputArgument]) throws(Diagnostic) {
    var given: [String: TensorValue] = [:]
    for argument in arguments {
      guard given.updateValue(try argument.value(), forKey: argument.name) == nil else {
        throw .error("input '\(argument.name)' is given twice")
      }
    }
    self.given = given
  }

  /// Those that may decide about sizes: small, or of integers.
  var thatMayDecideSizes: [String: StoredTensor] {
    given.filter { $0.value.kind == .i64 || $0.value.count <= 64 }.compactMapValues(\.stored)
  }

  /// One for each input, in the model's order.
  ///
  /// - Throws: a diagnostic that says which are missing or unknown, and what they must be.
  func ordered(for interface: ModelInterface, frozen: Set<String> = []) throws(Diagnostic)
    -> [TensorValue]
  {
    let names = interface.inputs.map(\.name)
    if let unknown = given.keys.sorted().first(where: {
      !names.contains($0) && !frozen.contains($0)
    }) {
      throw .error(
        "the model has no input '\(unknown)'; its inputs are: \(names.joined(separator: ", "))")
    }
    var values: [TensorValue] = []
    for input in interface.inputs {
      guard let value = given[input.name] else {
        throw .error(
          "input '\(input.name)' has no value; give it one of type \(input.typeText) "
            + "with '--input \(input.name)=…'")
      }
      values.append(value)
    }
    return values
  }

  /// The same, with random values where none is given, for given sizes.
  func filled(
    for interface: ModelInterface, sizes: [String: Int]
  ) throws(Diagnostic) -> [TensorValue] {
    var values: [TensorValue] = []
    for (index, input) in interface.inputs.enumerated() {
      let shape = input.sizes.map { $0.evaluate(symbols: sizes) ?? 0 }
      if let value = given[input.name], value.shape == shape {
        values.append(value)
        continue
      }
      let maker = InputValues(name: input.name, shape: shape, kind: input.kind)
      values.append(try maker.tensor("rand:\(index + 1)"))
    }
    return values
  }
}
