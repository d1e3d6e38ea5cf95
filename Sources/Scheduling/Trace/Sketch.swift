import Dialects
import IR
import Support

extension Schedule {
  /// The loop nest as a person would sketch it: loops, buffers, and what each block reads and writes.
  ///
  ///     parallel for i_o in m ceildiv 14
  ///       for i_i in 14
  ///         gelu (i_o * 14 + i_i) if m - 1 - i_o * 14 - i_i >= 0: a1[v0] <- a0[v0]
  ///
  /// Arguments are `a0…`, buffers of the function `t0…`, the iterators of a block `v0…`.
  public var sketch: String {
    Scheduling.sketch(of: function, in: module).joined(separator: "\n")
  }
}

/// The lines of the sketch of a tensor program; see `Schedule.sketch`.
public func sketch(of function: OperationID, in module: Module) -> [String] {
  let assumptions = module.match(function, as: Program.Function.self)?.assumptions
  var writer = SketchWriter(module: module, assumptions: assumptions ?? Assumptions())
  guard let body = module.body(of: function) else { return [] }
  for (number, argument) in module.arguments(of: body).enumerated() {
    writer.names[argument] = "a\(number)"
  }
  writer.write(body, depth: 0)
  return writer.lines
}

private struct SketchWriter {
  let module: Module
  /// What is declared of the symbols.
  let assumptions: Assumptions
  var names: [ValueID: String] = [:]
  /// What indices that are computed in a block are, over names.
  private var indices: [ValueID: IndexExpression] = [:]
  var lines: [String] = []
  private var bufferCount = 0

  init(module: Module, assumptions: Assumptions) {
    (self.module, self.assumptions) = (module, assumptions)
  }

  mutating func write(_ block: BlockID, depth: Int) {
    for operation in module.operations(in: block) { write(operation, depth) }
  }

  private mutating func write(_ operation: OperationID, _ depth: Int) {
    let indent = String(repeating: "  ", count: depth)
    if let loop = module.match(operation, as: Program.For.self) {
      let kind = loop.kind == .serial ? "" : "\(loop.kind.rawValue) "
      var line = "\(indent)\(kind)for \(loop.name) in \(text(loop.extent, loop.indices))"
      if let axis = module.threadAxis(of: operation) { line += " on \(axis.rawValue)" }
      if let seal = module.sealName(of: operation) { line += " as \(seal)" }
      lines.append(line)
      guard let body = module.body(of: operation) else { return }
      if let counter = module.arguments(of: body).first { names[counter] = loop.name }
      write(body, depth: depth + 1)
    } else if let allocation = module.match(operation, as: Program.Allocate.self) {
      let name = "t\(bufferCount)"
      bufferCount += 1
      names[module.result(of: operation)] = name
      let shape = allocation.type.shape.map(\.description).joined(separator: ", ")
      lines.append("\(indent)\(name) = \(allocation.type.scope.rawValue) [\(shape)]")
    } else if let block = module.match(operation, as: Program.Block.self) {
      if module.holdsBlocks(operation) {
        write(nest: block, operation, depth)
      } else {
        lines.append(indent + line(block, operation))
      }
    } else if let choice = module.match(operation, as: Program.Choose.self) {
      for (name, region) in zip(choice.names, module.regions(of: operation)) {
        lines.append("\(indent)where \(name)")
        if let body = module.entryBlock(of: region) { write(body, depth: depth + 1) }
      }
    }
  }

  /// A block that holds blocks, its initialisation first.
  private mutating func write(nest block: Program.Block, _ operation: OperationID, _ depth: Int) {
    let indent = String(repeating: "  ", count: depth)
    for region in module.regions(of: operation) {
      guard let body = module.entryBlock(of: region) else { continue }
      for (number, iterator) in module.arguments(of: body).enumerated() {
        names[iterator] = "\(block.name).v\(number)"
      }
    }
    lines.append("\(indent)\(header(block)) {")
    writeRegions(of: block, operation, indent + "  ")
    for (place, region) in module.regions(of: operation).enumerated().reversed() {
      guard let body = module.entryBlock(of: region) else { continue }
      if place == 1 { lines.append("\(indent)  init") }
      write(body, depth: depth + place + 1)
    }
    lines.append("\(indent)}")
  }

  /// What a block that holds blocks touches at most for the same values of its iterators: where it
  /// begins along each axis, and how many elements there are.
  private mutating func writeRegions(
    of block: Program.Block, _ operation: OperationID, _ indent: String
  ) {
    let accesses = NestedAccesses(of: operation, in: module, assumptions).found
    for (verb, isWrite) in [("reads", false), ("writes", true)] {
      var found: [String] = []
      for access in accesses where access.isWrite == isWrite {
        guard let shape = module.bufferType(of: access.buffer)?.shape else { continue }
        // Of an axis along which nothing is known it may touch all.
        let ranges = zip(access.region, shape).map { range, size in
          range ?? IndexRange(lower: 0, span: size - 1)
        }
        let (first, count) = (ranges.map { iterators($0.lower, of: block) }, ranges.map(\.extent))
        let counts = count.map { iterators($0, of: block).description }.joined(separator: ", ")
        let place = first.map(\.description).joined(separator: ", ")
        let text = "\(names[access.buffer] ?? "?")[\(place.filter { $0 != "\"" })]"
        let line = "\(indent)\(verb) \(text) for [\(counts.filter { $0 != "\"" })]"
        if !found.contains(line) { found.append(line) }
      }
      lines += found
    }
  }

  /// An expression over the iterators of a block that holds blocks as one over their names.
  private func iterators(_ expression: IndexExpression, of block: Program.Block) -> IndexExpression
  {
    expression.substituting { leaf in
      guard case .dimension(let number) = leaf else { return nil }
      return .symbol("\(block.name).v\(number)")
    }
  }

  /// The name, the iterators and the conditions of a block.
  private func header(_ block: Program.Block) -> String {
    let bindings = zip(block.bindings, block.kinds).map { binding, kind in
      text(binding, block.counters) + (kind == .spatial ? "" : " : \(kind.rawValue)")
    }
    var line = "\(block.name) (\(bindings.joined(separator: ", ")))"
    if !block.predicate.isEmpty {
      let conditions = block.predicate.map { "\(text($0, block.counters)) >= 0" }
      line += " if \(conditions.joined(separator: ", "))"
    }
    return line
  }

  private mutating func line(_ block: Program.Block, _ operation: OperationID) -> String {
    var line = header(block)
    var written: [String] = []
    var read: [String] = []
    var hasInitial = false
    for (place, region) in module.regions(of: operation).enumerated() {
      guard let body = module.entryBlock(of: region) else { continue }
      if place == 1 {
        hasInitial = true
        continue
      }
      for (number, iterator) in module.arguments(of: body).enumerated() {
        names[iterator] = "v\(number)"
      }
      for inner in module.operations(in: body) {
        if let index = module.match(inner, as: Program.Index.self) {
          indices[module.result(of: inner)] = named(index.expression, index.indices)
        } else if let load = module.match(inner, as: Program.Load.self) {
          let place = element(load.buffer, load.map, load.indices)
          names[module.result(of: inner)] = place
          read.append(place)
        } else if let store = module.match(inner, as: Program.Store.self) {
          let place = element(store.buffer, store.map, store.indices)
          let isStreamed = module.property("nontemporal", of: inner)?.boolValue ?? false
          written.append((isStreamed ? "stream " : "") + place)
        } else if let prefetch = module.match(inner, as: Program.Prefetch.self) {
          let place = element(prefetch.buffer, prefetch.map, prefetch.indices)
          written.append("prefetch \(place)")
        } else if module.operandCount(of: inner) == 1, module.resultCount(of: inner) == 1 {
          // What is converted to an index is called as before.
          names[module.result(of: inner)] = names[module.operand(0, of: inner)]
        }
      }
    }
    line += module.isAtomic(operation) ? ": atomically " : ": "
    line += "\(written.joined(separator: ", "))"
    if !read.isEmpty { line += " <- \(read.joined(separator: ", "))" }
    return line + (hasInitial ? " (from its initial value)" : "")
  }

  private func element(
    _ buffer: ValueID, _ map: [IndexExpression], _ indices: [ValueID]
  ) -> String {
    let places = map.map { text($0, indices) }.joined(separator: ", ")
    // Only text forms need quotes around names.
    return "\(names[buffer] ?? "?")[\(places.filter { $0 != "\"" })]"
  }

  private func text(_ expression: IndexExpression, _ values: [ValueID]) -> String {
    named(expression, values).description
  }

  /// An expression over values as one over their names.
  private func named(_ expression: IndexExpression, _ values: [ValueID]) -> IndexExpression {
    expression.substituting { leaf in
      guard case .dimension(let number) = leaf, number < values.count else { return nil }
      return indices[values[number]] ?? .symbol(names[values[number]] ?? "?")
    }
  }
}
