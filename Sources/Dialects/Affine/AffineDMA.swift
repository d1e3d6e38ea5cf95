import IR
import Support

extension Affine {
  /// An element of memory by a map of dimensions and symbols.
  public struct Element: Hashable, Sendable {
    public var memory: ValueID
    public var map: AffineMap
    public var operands: [ValueID]

    public init(_ memory: ValueID, _ map: AffineMap, _ operands: [ValueID]) {
      (self.memory, self.map, self.operands) = (memory, map, operands)
    }

    /// Takes the memory and as many operands as the map has from the front of a list.
    fileprivate init?(_ map: AffineMap?, takingFrom rest: inout ArraySlice<ValueID>) {
      guard let map, let memory = rest.popFirst(), rest.count >= map.inputCount else { return nil }
      self.init(memory, map, Array(rest.prefix(map.inputCount)))
      rest = rest.dropFirst(map.inputCount)
    }

    fileprivate var all: [ValueID] { [memory] + operands }

    /// What is wrong with it in an operation, each after "'name' ".
    fileprivate func problems(_ what: String, in module: Module) -> [String] {
      guard let type = module.type(of: memory).memrefType else {
        return ["must take a memref as its \(what), not '\(module.type(of: memory))'"]
      }
      return type.shape.count == map.results.count
        ? []
        : [
          "must have an index for each of \(type.shape.count) dimensions of its \(what); it has"
            + " \(map.results.count)"
        ]
    }
  }

  public struct DMAStart: VerifiableOperation, MapUser {
    public static var mnemonic: String { "affine.dma_start" }
    public static var documentation: String {
      """
      Begins to copy elements between memory spaces; `affine.dma_wait` on the tag's element waits for
      the end.

      Source, target and tag are memory with the operands of a map; then comes how many elements, and
      perhaps how far apart in the slower memory the pieces are, and how many elements a piece has.

          "affine.dma_start"(%s, %i, %t, %tag, %n) {src_map = affine_map<(d0) -> (d0 + 3)>,
            dst_map = affine_map<() -> (0)>, tag_map = affine_map<() -> (0)>}
            : (memref<256xf32>, index, memref<64xf32, 1>, memref<1xi32>, index) -> ()
      """
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(operands: [.init("operands", .any, .variadic)])
    }

    public var source: Element
    public var target: Element
    public var tag: Element
    public var count: ValueID
    /// The distance and the size of pieces, or nothing.
    public var pieces: [ValueID]

    public init(
      _ source: Element, to target: Element, tag: Element, count: ValueID, pieces: [ValueID] = []
    ) {
      (self.source, self.target, self.tag, self.count) = (source, target, tag, count)
      self.pieces = pieces
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let none = Element(.missing, AffineMap(dimensionCount: 0, []), [])
      self =
        Self(whole: operation, in: copy module) ?? Self(none, to: none, tag: none, count: .missing)
    }

    /// The names of the maps' attributes: MLIR has no properties here.
    fileprivate static let maps = ["src_map", "dst_map", "tag_map"]

    /// `nil` where operands or maps are missing.
    fileprivate init?(whole operation: OperationID, in module: Module) {
      var rest = module.operands(of: operation)[...]
      let elements = Self.maps.compactMap { name in
        Element(module.attribute(name, of: operation)?.affineMapValue, takingFrom: &rest)
      }
      guard elements.count == 3, let count = rest.popFirst(), rest.isEmpty || rest.count == 2
      else { return nil }
      self.init(
        elements[0], to: elements[1], tag: elements[2], count: count, pieces: Array(rest))
    }

    public var state: OperationState {
      let elements = [source, target, tag]
      var state = OperationState(
        name: Self.mnemonic, operands: elements.flatMap(\.all) + [count] + pieces)
      for (name, element) in zip(Self.maps, elements) {
        state.attributes[name] = .affineMap(element.map)
      }
      return state
    }

    public static func mapOperands(of operation: OperationID, in module: Module) -> [MapOperands] {
      let transfer = Self(operation, in: module)
      return [(transfer.source, "source"), (transfer.target, "target"), (transfer.tag, "tag")]
        .map { MapOperands($0.map, $0.operands, "map of the \($1)") }
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let place = module.location(of: operation)
      guard let transfer = Self(whole: operation, in: module) else {
        diagnostics.error(
          "'\(mnemonic)' must have the maps 'src_map', 'dst_map' and 'tag_map', memory and as many"
            + " operands for each, how many elements, and nothing more but two numbers for a stride",
          at: place)
        return
      }
      var problems = transfer.source.problems("source", in: module)
      problems += transfer.target.problems("target", in: module)
      problems += transfer.tag.problems("tag", in: module)
      if problems.isEmpty,
        module.type(of: transfer.source.memory).elementType
          != module.type(of: transfer.target.memory).elementType
      {
        problems.append("must copy between memory of one element type")
      }
      if ([transfer.count] + transfer.pieces).contains(where: { module.type(of: $0) != .index }) {
        problems.append("must take its numbers as 'index'")
      }
      for problem in problems { diagnostics.error("'\(mnemonic)' \(problem)", at: place) }
      verifyMapOperands(of: operation, in: module, &diagnostics)
    }

    /// `%s[%i + 3], %t[0], %tag[0], %n, %stride, %size : …`: MLIR's form has no attributes.
    public static var form: Form? {
      Form(
        "custom<Transfer>($operands, type($operands), attr-dict)",
        [
          "Transfer": FormDirective(
            accepts: { operation, module in
              guard let transfer = Self(whole: operation, in: module) else { return false }
              return [transfer.source, transfer.target, transfer.tag].allSatisfy {
                $0.map.isClear(over: $0.operands)
              } && module.attributes(of: operation).entries.count == maps.count
            },
            write: { operation, writer in
              let transfer = Self(operation, in: writer.module)
              for element in [transfer.source, transfer.target, transfer.tag] {
                writer.write(element)
                writer.write(", ")
              }
              writer.write([transfer.count] + transfer.pieces)
              writer.write(" : ")
              writer.write(
                [transfer.source, transfer.target, transfer.tag].map {
                  writer.module.type(of: $0.memory)
                })
            },
            read: { (reader) throws(FormFailure) in
              var indexCounts: [Int] = []
              for name in maps {
                try reader.readOperand("operands")
                let map = try reader.readAffineIndices("operands")
                reader.attributes[name] = .affineMap(map)
                indexCounts.append(map.inputCount)
                try reader.expect(",")
              }
              var numberCount = 0
              repeat {
                try reader.readOperand("operands")
                numberCount += 1
              } while reader.accept(",")
              for (place, count) in indexCounts.enumerated() {
                try reader.expect(place == 0 ? ":" : ",")
                reader.addType(try reader.readType(), ofOperand: "operands")
                for _ in 0..<count { reader.addType(.index, ofOperand: "operands") }
              }
              for _ in 0..<numberCount { reader.addType(.index, ofOperand: "operands") }
            })
        ])
    }
  }

  public struct DMAWait: VerifiableOperation, MapUser {
    public static var mnemonic: String { "affine.dma_wait" }
    public static var documentation: String {
      """
      Waits until the copy with this element of a tag is done.

          "affine.dma_wait"(%tag, %n) {tag_map = affine_map<() -> (0)>} : (memref<1xi32>, index) -> ()
      """
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(operands: [.init("operands", .any, .variadic)])
    }

    public var tag: Element
    public var count: ValueID

    public init(_ tag: Element, count: ValueID) { (self.tag, self.count) = (tag, count) }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let none = Element(.missing, AffineMap(dimensionCount: 0, []), [])
      self = Self(whole: operation, in: copy module) ?? Self(none, count: .missing)
    }

    fileprivate static let map = "tag_map"

    fileprivate init?(whole operation: OperationID, in module: Module) {
      var rest = module.operands(of: operation)[...]
      guard
        let tag = Element(
          module.attribute(Self.map, of: operation)?.affineMapValue, takingFrom: &rest),
        let count = rest.popFirst(), rest.isEmpty
      else { return nil }
      self.init(tag, count: count)
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: tag.all + [count],
        attributes: [Self.map: .affineMap(tag.map)])
    }

    public static func mapOperands(of operation: OperationID, in module: Module) -> [MapOperands] {
      let wait = Self(operation, in: module)
      return [MapOperands(wait.tag.map, wait.tag.operands, "map of the tag")]
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let place = module.location(of: operation)
      guard let wait = Self(whole: operation, in: module) else {
        diagnostics.error(
          "'\(mnemonic)' must have the map 'tag_map', the tag with as many operands, and how many"
            + " elements", at: place)
        return
      }
      var problems = wait.tag.problems("tag", in: module)
      if module.type(of: wait.count) != .index {
        problems.append("must take its number as 'index'")
      }
      for problem in problems { diagnostics.error("'\(mnemonic)' \(problem)", at: place) }
      verifyMapOperands(of: operation, in: module, &diagnostics)
    }

    /// `%tag[0], %n : memref<1xi32>`: MLIR's form has no attributes.
    public static var form: Form? {
      Form(
        "custom<Wait>($operands, type($operands), attr-dict)",
        [
          "Wait": FormDirective(
            accepts: { operation, module in
              guard let wait = Self(whole: operation, in: module) else { return false }
              return wait.tag.map.isClear(over: wait.tag.operands)
                && module.attributes(of: operation).entries.count == 1
            },
            write: { operation, writer in
              let wait = Self(operation, in: writer.module)
              writer.write(wait.tag)
              writer.write(", ")
              writer.write(wait.count)
              writer.write(" : ")
              writer.write(writer.module.type(of: wait.tag.memory))
            },
            read: { (reader) throws(FormFailure) in
              try reader.readOperand("operands")
              let tag = try reader.readAffineIndices("operands")
              reader.attributes[map] = .affineMap(tag)
              try reader.expect(",")
              try reader.readOperand("operands")
              try reader.expect(":")
              reader.addType(try reader.readType(), ofOperand: "operands")
              for _ in 0...tag.inputCount { reader.addType(.index, ofOperand: "operands") }
            })
        ])
    }
  }
}

extension FormWriter {
  /// `%m[%i + 3]`.
  fileprivate mutating func write(_ element: Affine.Element) {
    write(element.memory)
    write(affineIndices: element.map, over: element.operands)
  }
}
