import Dialects
import IR
import Support

/// A tensor program with its buffers, inputs first.
struct ProgramBench {
  typealias Write = (inout Builder, _ buffers: [ValueID]) throws -> Void

  let module: Module
  let program: OperationID

  /// A program over `buffers`, the last `outputs` of which it writes; `write` builds the body.
  init(
    _ buffers: [Program.BufferType], outputs: Int = 1, m: SymbolRange = SymbolRange(1, 64),
    _ write: Write
  ) rethrows {
    var module = Module(context: Context(dialects: Dialects.all))
    let region = module.region(of: module.top)
    let top =
      module.entryBlock(of: region) ?? module.appendBlock(to: region, argumentTypes: [])
    let function = Program.Function(
      name: "kernel", symbols: [.init("m", m)], outputCount: outputs)
    program = module.insert(function, at: .atEnd(of: top))
    let body = module.appendBlock(
      to: module.region(of: program), argumentTypes: buffers.map { .of($0) })
    try module.build(at: .atEnd(of: body)) { build in
      try write(&build, build.module.arguments(of: body))
    }
    self.module = module
  }
}

/// An index expression from its text.
func index(_ text: String) throws -> IndexExpression { try IndexExpression(parsing: text) }

/// A buffer of `f32`.
func buffer(
  _ shape: String..., scope: Program.BufferType.Scope = .global
) throws -> Program.BufferType {
  Program.BufferType(try shape.map { try index($0) }, .f32, scope: scope)
}

extension Builder {
  /// Inserts loops, one in the other, and builds the innermost body.
  mutating func nest(
    _ extents: [String], kinds: [Int: Program.LoopKind] = [:], outer: [ValueID] = [],
    _ body: (inout Builder, [ValueID]) throws -> Void
  ) throws {
    guard outer.count < extents.count else { return try body(&self, outer) }
    let loop = Program.For(
      extent: try index(extents[outer.count]), kind: kinds[outer.count] ?? .serial)
    try insertProgramLoop(loop) { build, counter in
      try build.nest(extents, kinds: kinds, outer: outer + [counter], body)
    }
  }

  /// Inserts a load at plain indices.
  mutating func load(_ buffer: ValueID, _ indices: ValueID...) -> ValueID {
    let map = indices.indices.map { IndexExpression.dimension($0) }
    return insert(Program.Load(buffer, indices, map: map))
  }

  /// Inserts a store at plain indices.
  mutating func store(_ value: ValueID, _ buffer: ValueID, _ indices: ValueID...) {
    let map = indices.indices.map { IndexExpression.dimension($0) }
    insertOperation(Program.Store(value, to: buffer, indices, map: map))
  }
}
