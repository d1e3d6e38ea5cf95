import IR
import Support

extension Program {
  public struct Region: VerifiableOperation {
    /// What a block does there.
    public enum Access: String, Hashable, Sendable, CaseIterable {
      case reads, writes
    }

    public static var mnemonic: String { "program.region" }
    public static var documentation: String {
      """
      Says which part of a buffer its block touches: along each axis `extents` elements from `map` on,
      over `d0…` for `indices` and the function's symbols.

          program.region reads %x[%vi * 2, 0] for [3, 768]

      Nobody has to say it: regions are inferred. Where it is said it is checked before the program is
      scheduled or lowered; the statement may touch less, never more. Several regions of a buffer hold
      together; a buffer without one is not spoken of.
      """
    }
    public static var form: Form? {
      Form(
        """
        custom<Access>($access) $buffer `` custom<Index>($indices, $map) `for`
        custom<Extents>($extents) attr-dict
        """,
        [
          "Access": accessDirective, "Index": .expressions("indices", "map"),
          "Extents": extentsDirective,
        ])
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("buffer", .dialect(BufferType.self)), .init("indices", .index, .variadic),
        ],
        properties: [
          .init("access", .string), .init("map", .dialect(MapAttribute.self)),
          .init("extents", .dialect(MapAttribute.self)),
        ], parents: [Block.mnemonic])
    }

    public var access: Access
    public var buffer: ValueID
    public var indices: [ValueID]
    /// The first element, over the indices and symbols.
    public var map: [IndexExpression]
    /// How many elements along each axis, over symbols.
    public var extents: [IndexExpression]

    public init(
      _ access: Access, of buffer: ValueID, _ indices: [ValueID], map: [IndexExpression],
      extents: [IndexExpression]
    ) {
      self.access = access
      self.buffer = buffer
      self.indices = indices
      self.map = map
      self.extents = extents
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      access =
        module.property("access", of: operation)?.stringValue.flatMap(Access.init(rawValue:))
        ?? .reads
      buffer = module.operandOrMissing(0, of: operation)
      indices = Array(module.operands(of: operation).dropFirst())
      map = module.property("map", of: operation)?.mapExpressions ?? []
      extents = module.property("extents", of: operation)?.mapExpressions ?? []
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [buffer] + indices,
        properties: [
          "access": .string(access.rawValue), "map": .map(map), "extents": .map(extents),
        ])
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      func fail(_ message: String) {
        diagnostics.error("'\(mnemonic)' \(message)", at: module.location(of: operation))
      }
      let region = Region(operation, in: module)
      let access = module.property("access", of: operation)?.stringValue ?? ""
      if Access(rawValue: access) == nil {
        fail("says what the block does, 'reads' or 'writes', not '\(access)'")
      }
      let rank = module.bufferType(of: region.buffer)?.shape.count ?? 0
      if region.map.count != rank || region.extents.count != rank {
        fail(
          "needs a first element and a number of elements for each of the \(rank) axes of its "
            + "buffer, found \(region.map.count) and \(region.extents.count)")
      }
      if !region.extents.allSatisfy(\.dimensionNumbers.isEmpty) {
        fail("needs numbers of elements over symbols, not over iterators")
      }
    }

    private static var accessDirective: FormDirective {
      FormDirective(
        accepts: { operation, module in
          let region = Region(operation, in: module)
          return region.state.properties == module.properties(of: operation)
            && region.extents.allSatisfy(\.dimensionNumbers.isEmpty)
        },
        write: { operation, writer in
          writer.write(Region(operation, in: writer.module).access.rawValue)
        },
        read: { (reader) throws(FormFailure) in
          guard let access = Access.allCases.first(where: { reader.accept($0.rawValue) }) else {
            throw reader.fail(expected: "'reads' or 'writes'")
          }
          reader.set("access", .string(access.rawValue))
        })
    }

    private static var extentsDirective: FormDirective {
      FormDirective(
        write: { operation, writer in
          writer.write(expressions: Region(operation, in: writer.module).extents, [])
        },
        read: { (reader) throws(FormFailure) in
          reader.set("extents", .map(try reader.readExpressions("indices")))
        })
    }
  }
}
