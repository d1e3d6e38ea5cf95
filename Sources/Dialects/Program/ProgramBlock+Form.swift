import IR
import Support

extension Program.Block: ValueNamingOperation {
  /// `"matmul" (%vi = %i < m, reduction %vk = %k < 768) where m - 1 - %i >= 0 { … } init { … }`.
  public static var form: Form? {
    Form(
      """
      attr-dict custom<Header>($counters, $name, $bindings, $extents, $kinds, $predicate) body(0)
      custom<Initial>(region(1))
      """, ["Header": header, "Initial": initial])
  }

  /// `v` and the name of the loop that an iterator is bound to.
  public static func argumentNames(
    of operation: OperationID, region: Int, in module: Module
  ) -> [String?] {
    let block = Program.Block(operation, in: module)
    return block.bindings.enumerated().map { index, binding in
      guard let number = binding.dimensionNumber, number < block.counters.count,
        case .argument(let body, 0) = module.definition(of: block.counters[number]),
        let parent = module.region(of: body).map({ module.owner(of: $0) }),
        let loop = module.match(parent, as: Program.For.self), !loop.name.isEmpty
      else { return "v\(index)" }
      return "v" + loop.name
    }
  }

  private static var header: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let block = Program.Block(operation, in: module)
        let count = block.bindings.count
        guard block.extents.count == count, block.kinds.count == count,
          block.extents.allSatisfy(\.dimensionNumbers.isEmpty),
          block.state.properties == module.properties(of: operation)
        else { return false }
        let types = [Type](repeating: .index, count: count)
        return module.regions(of: operation).enumerated().allSatisfy { index, region in
          let blocks = module.blocks(in: region)
          if blocks.isEmpty { return index == 1 }
          return blocks.count == 1
            && module.arguments(of: blocks[0]).map { module.type(of: $0) } == types
        }
      },
      write: { operation, writer in
        let module = writer.module
        let block = Program.Block(operation, in: module)
        writer.write(quoted: block.name)
        writer.write(" ")
        let texts = writer.writeNamed(block.bindings + block.predicate, block.counters)
        let iterators = iterators(of: module.region(0, of: operation), in: module)
        writer.write("(")
        for (index, iterator) in iterators.enumerated() {
          if index > 0 { writer.write(", ") }
          if block.kinds[index] != .spatial { writer.write("\(block.kinds[index].rawValue) ") }
          writer.write(iterator)
          writer.write(" = \(texts[index]) < \(block.extents[index])")
        }
        writer.write(")")
        for (index, condition) in texts.dropFirst(iterators.count).enumerated() {
          writer.write(index == 0 ? " where " : ", ")
          writer.write("\(condition) >= 0")
        }
      },
      read: { (reader) throws(FormFailure) in
        guard let name = try reader.readOptionalString() else {
          throw reader.fail(expected: "the block's name in quotes")
        }
        var block = Program.Block(name: name, counters: [], bindings: [], extents: [], kinds: [])
        try reader.readNamed("counters")
        try reader.expect("(")
        while !reader.accept(")") {
          if !block.kinds.isEmpty { try reader.expect(",") }
          let named = Program.IteratorKind.allCases.first {
            $0 != .spatial && reader.accept($0.rawValue)
          }
          block.kinds.append(named ?? .spatial)
          var iterator = try reader.readArgument()
          iterator.type = .index
          reader.arguments.append(iterator)
          try reader.expect("=")
          block.bindings.append(try reader.readExpression("counters", before: ["<"]))
          try reader.expect("<")
          block.extents.append(try reader.readExpression("counters", before: [",", ")"]))
        }
        if reader.accept("where") {
          repeat {
            block.predicate.append(try reader.readExpression("counters", before: [">"]))
            for part in [">", "=", "0"] { try reader.expect(part) }
          } while reader.accept(",")
        }
        reader.properties = block.state.properties
      })
  }

  private static var initial: FormDirective {
    FormDirective(
      write: { operation, writer in
        let module = writer.module
        let region = module.region(1, of: operation)
        guard !module.blocks(in: region).isEmpty else { return }
        writer.write("init ")
        let names = iterators(of: region, in: module).map { writer.suggestedName(of: $0) }
        let first = iterators(of: module.region(0, of: operation), in: module)
        if names.contains(nil) || names != first.map({ writer.suggestedName(of: $0) }) {
          writer.write("(")
          writer.write(iterators(of: region, in: module))
          writer.write(") ")
        }
        writer.write(region, hasHeader: true)
      },
      read: { (reader) throws(FormFailure) in
        guard reader.accept("init") else { return reader.addEmptyRegion() }
        var arguments = reader.arguments
        if reader.accept("(") {
          arguments = []
          while !reader.accept(")") {
            if !arguments.isEmpty { try reader.expect(",") }
            var iterator = try reader.readArgument()
            iterator.type = .index
            arguments.append(iterator)
          }
        }
        try reader.readRegion(arguments)
      })
  }

  private static func iterators(of region: RegionID, in module: Module) -> [ValueID] {
    module.entryBlock(of: region).map { module.arguments(of: $0) } ?? []
  }
}
