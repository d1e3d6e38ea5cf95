import IR
import Support

extension Program {
  public struct LayoutAttribute: AttributeDefinition {
    public static var mnemonic: String { "program.layout" }
    public static var documentation: String {
      """
      How a constant of the model lies in memory instead of row-major.

      For every element of the packed array: its place in the original one, or zero where that place is
      outside of it.

          #program.layout<[24, 768, 32], [768, 760], [d1, d0 * 32 + d2]>

      is a matrix in panels of 32 columns, the last one filled up with zeros.
      """
    }

    /// The packed array's sizes.
    public var packed: [Int]
    /// The original's sizes.
    public var original: [Int]
    /// The original's index over `d0…`, the packed array's; without symbols.
    public var map: [IndexExpression]

    public init(packed: [Int], original: [Int], map: [IndexExpression]) {
      self.packed = packed
      self.original = original
      self.map = map
    }

    public var body: String? {
      "\(packed), \(original), [\(map.map(\.description).joined(separator: ", "))]"
    }

    public static func parse(
      body: String?, in context: Context
    ) throws(Diagnostic) -> LayoutAttribute {
      let failure = Diagnostic.error(
        "expected '[packed sizes], [original sizes], [index, …]' in '#program.layout<\(body ?? "")>'"
      )
      guard let body, body.hasPrefix("["), body.hasSuffix("]") else { throw failure }
      var lists: [[IndexExpression]] = []
      for part in body.dropFirst().dropLast().split(separator: "[") {
        let text = part.prefix { $0 != "]" }
        lists.append(try MapAttribute.parse(body: String(text), in: context).expressions)
      }
      guard lists.count == 3 else { throw failure }
      let sizes = lists.prefix(2).map { $0.compactMap(\.constantValue) }
      guard sizes[0].count == lists[0].count, sizes[1].count == lists[1].count,
        lists[2].count == sizes[1].count, sizes.allSatisfy({ $0.allSatisfy { $0 >= 0 } })
      else { throw failure }
      return LayoutAttribute(packed: sizes[0], original: sizes[1], map: lists[2])
    }
  }
}
