import IR
import Support

/// Gives every value its shape, as far as the shapes of what it is computed from are known.
///
/// Written once, against `ShapeInferring`: it knows no operation. Values come before their uses, so
/// one walk does it.
///
/// Before:
///
///     %1 = "toy.transpose"(%0) : (tensor<2x3xf64>) -> tensor<*xf64>
///
/// After:
///
///     %1 = "toy.transpose"(%0) : (tensor<2x3xf64>) -> tensor<3x2xf64>
public let inferShapes = Pass("infer-shapes", "gives values their shapes") {
  module, root, context in
  var operations: [OperationID] = []
  module.walk(root) { operations.append($0) }
  for operation in operations {
    guard let definition = module.definition(of: operation) as? any ShapeInferring.Type else {
      continue
    }
    let result = module.result(of: operation)
    do throws(Diagnostic) {
      let type = try definition.init(operation, in: module).resultType(in: module)
      if type != module.type(of: result) { context.count("shapes") }
      module.setType(of: result, to: type)
    } catch {
      // The first thing that does not fit is to blame; the rest would follow from it.
      throw Diagnostic.error(
        error.message, at: module.location(of: operation), notes: error.notes)
    }
  }
}
