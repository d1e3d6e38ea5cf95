import Dialects
import IR
import Support

/// Changes how a constant of the model lies in memory, when the model is built.
///
/// Before: the argument `W : buffer<[768, 760], f32>`. After: `W : buffer<[24, 768, 32], f32>`, and the
/// function's `layouts` say which element of the model's constant each one is. Whoever asks for it
/// writes the loads in the new layout; there is no code for the change, and nothing is packed at run
/// time.
///
/// - Returns: `false`, with nothing changed, when `buffer` is no constant of the model, has another
///   shape than the layout begins from, or is packed already.
func packConstant(
  _ buffer: ValueID, as layout: Program.LayoutAttribute, of program: OperationID,
  in module: inout Module
) -> Bool {
  guard var function = module.match(program, as: Program.Function.self),
    let type = module.bufferType(of: buffer),
    let place = packablePlace(buffer, as: layout, of: program, in: module)
  else { return false }
  function.constants[place].layout = layout
  module.setProperties(of: program, to: function.state.properties)
  module.setType(
    of: buffer,
    to: .of(Program.BufferType(layout.packed.map { IndexExpression($0) }, type.element)))
  return true
}

/// The number, among the constants of a program, of one that could have another layout.
private func packablePlace(
  _ buffer: ValueID, as layout: Program.LayoutAttribute, of program: OperationID, in module: Module
) -> Int? {
  guard let function = module.match(program, as: Program.Function.self),
    let body = module.body(of: program), let type = module.bufferType(of: buffer),
    type.shape == layout.original.map({ IndexExpression($0) }),
    let input = module.arguments(of: body).firstIndex(of: buffer),
    let place = function.constants.firstIndex(where: { $0.input == input }),
    function.constants[place].layout == nil
  else { return nil }
  return place
}

/// Whether `packConstant` would do it.
func canPackConstant(
  _ buffer: ValueID, as layout: Program.LayoutAttribute, of program: OperationID, in module: Module
) -> Bool {
  packablePlace(buffer, as: layout, of: program, in: module) != nil
}
