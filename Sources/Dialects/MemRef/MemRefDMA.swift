import IR
import Support

extension MemRef {
  public typealias DMAStart = Plain<DMAStartMember>
  public enum DMAStartMember: PlainMember {
    public static var mnemonic: String { "memref.dma_start" }
    public static var documentation: String {
      """
      Begins to copy elements between memory spaces; `memref.dma_wait` on the tag's element waits for
      the end.

      The operands are the source with its indices, the target with its indices, how many elements, the
      tag with its indices, and perhaps two more: how far apart in the slower memory the pieces are, and
      how many elements a piece has.

          "memref.dma_start"(%s, %i, %t, %j, %n, %tag, %k)
            : (memref<256xf32>, index, memref<64xf32, 1>, index, index, memref<1xi32>, index) -> ()
      """
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(operands: [.init("operands", .any, .variadic)])
    }
    public static var form: Form? {
      Form("custom<Transfer>($operands, type($operands), attr-dict)", ["Transfer": transfer])
    }

    /// The operands of an operation whose types tell where each group ends.
    struct Operands {
      typealias Place = (memory: ValueID, indices: [ValueID])
      let source: Place
      let target: Place
      let count: ValueID
      let tag: Place
      /// The distance and the size of pieces, or nothing.
      let pieces: [ValueID]

      init?(of operation: OperationID, in module: Module) {
        var rest = module.operands(of: operation)[...]
        func place() -> Place? {
          guard let memory = rest.popFirst(), let type = module.type(of: memory).memrefType,
            rest.count >= type.shape.count
          else { return nil }
          defer { rest = rest.dropFirst(type.shape.count) }
          return (memory, Array(rest.prefix(type.shape.count)))
        }
        guard let source = place(), let target = place(), let count = rest.popFirst(),
          let tag = place(), rest.isEmpty || rest.count == 2
        else { return nil }
        (self.source, self.target, self.count, self.tag) = (source, target, count, tag)
        pieces = Array(rest)
      }

      var numbers: [ValueID] {
        source.indices + target.indices + [count] + tag.indices + pieces
      }
    }

    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      guard let operands = Operands(of: operation, in: module) else {
        return [
          "must take source, target, count and tag, memory each with an index for every dimension,"
            + " and nothing more but two numbers for a stride"
        ]
      }
      if operands.numbers.contains(where: { module.type(of: $0) != .index }) {
        return ["must take its indices and numbers as 'index'"]
      }
      return module.type(of: operands.source.memory).elementType
        == module.type(of: operands.target.memory).elementType
        ? [] : ["must copy between memory of one element type"]
    }

    /// `%s[%i], %t[%j], %n, %tag[%k], %stride, %size : …`: MLIR's form has no attributes.
    private static var transfer: FormDirective {
      FormDirective(
        accepts: { operation, module in
          Operands(of: operation, in: module) != nil && module.attributes(of: operation).isEmpty
        },
        write: { operation, writer in
          guard let operands = Operands(of: operation, in: writer.module) else { return }
          func write(_ place: Operands.Place) {
            writer.write(place.memory)
            writer.write("[")
            writer.write(place.indices)
            writer.write("]")
          }
          write(operands.source)
          writer.write(", ")
          write(operands.target)
          writer.write(", ")
          writer.write(operands.count)
          writer.write(", ")
          write(operands.tag)
          for piece in operands.pieces {
            writer.write(", ")
            writer.write(piece)
          }
          writer.write(" : ")
          writer.write(
            [operands.source, operands.target, operands.tag].map {
              writer.module.type(of: $0.memory)
            })
        },
        read: { (reader) throws(FormFailure) in
          var memories: [Int] = []
          var count = 0
          for isMemory in [true, true, false, true] {
            if count > 0 { try reader.expect(",") }
            try reader.readOperand("operands")
            if isMemory { memories.append(count) }
            count += 1
            if isMemory { count += try reader.readIndices("operands") }
          }
          while reader.accept(",") {
            try reader.readOperand("operands")
            count += 1
          }
          try reader.expect(":")
          for place in 0..<count {
            guard memories.contains(place) else {
              reader.addType(.index, ofOperand: "operands")
              continue
            }
            if place > 0 { try reader.expect(",") }
            reader.addType(try reader.readType(), ofOperand: "operands")
          }
        })
    }
  }

  public typealias DMAWait = Plain<DMAWaitMember>
  public enum DMAWaitMember: PlainMember {
    public static var mnemonic: String { "memref.dma_wait" }
    public static var documentation: String {
      """
      Waits until the copy with this element of a tag is done.

          "memref.dma_wait"(%tag, %k, %n) : (memref<1xi32>, index, index) -> ()
      """
    }
    public static var traits: Traits { [] }
    public static var form: Form? {
      "$tagMemRef `[` $tagIndices `]` `,` $numElements attr-dict `:` type($tagMemRef)"
    }
    public static var signature: Signature {
      Signature(operands: [
        .init("tagMemRef", .memref), .init("tagIndices", .index, .variadic),
        .init("numElements", .index),
      ])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let rank = module.operandTypes(of: operation)[0].memrefType?.shape.count ?? 0
      return module.operandCount(of: operation) == rank + 2
        ? [] : ["must have \(rank) indices, one for each dimension of the tag"]
    }
  }
}

extension FormReader {
  /// `[%i, %j]` as operands of a slot; gives how many.
  fileprivate mutating func readIndices(_ slot: String) throws(FormFailure) -> Int {
    var count = 0
    try expect("[")
    if !accept("]") {
      repeat {
        try readOperand(slot)
        count += 1
      } while accept(",")
      try expect("]")
    }
    return count
  }
}
