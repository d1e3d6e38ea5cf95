import IR
import Support

extension Affine {
  /// What becomes of the results of a map.
  public protocol MapKind: Sendable {
    static var mnemonic: String { get }
    static var documentation: String { get }
    /// The expression that the results of the map come to; `nil` for none.
    static func joined(_ results: [IndexExpression]) -> IndexExpression?
    /// The same for numbers.
    static func joined(_ results: [Int]) -> Int?
    /// Whether there must be just one result.
    static var hasOneResult: Bool { get }
    /// The results that can be left out without a change.
    static func redundant(_ results: [IndexExpression]) -> Set<Int>
  }

  /// A number computed by an affine map of the operands, dimensions first.
  public struct MapValue<Kind: MapKind>: ResultTypeInferring, VerifiableOperation {
    public static var mnemonic: String { Kind.mnemonic }
    public static var documentation: String { Kind.documentation }
    public static var form: Form? {
      Form("custom<Map>($map, $operands) attr-dict", ["Map": AffineForm.application])
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("operands", .index, .variadic)], results: [.init("result", .index)],
        properties: [.init("map", .affineMap)])
    }

    public var map: AffineMap
    public var operands: [ValueID]

    public init(_ map: AffineMap, _ operands: [ValueID]) {
      self.map = map
      self.operands = operands
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      map = module.affineMap("map", of: operation)
      operands = module.operands(of: operation)
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: operands, properties: ["map": .affineMap(map)])
    }

    public func resultTypes(in module: Module) -> [Type] { [.index] }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let value = Self(operation, in: module)
      _ = MapOperands(value.map, value.operands)
        .verifyCount(of: operation, in: module, &diagnostics)
      let count = value.map.results.count
      if count == 0 || Kind.hasOneResult && count != 1 {
        diagnostics.error(
          "the map of '\(mnemonic)' must have \(Kind.hasOneResult ? "one result" : "a result"); it"
            + " has \(count)", at: module.location(of: operation))
      }
    }
  }

  public typealias Apply = MapValue<ApplyKind>
  public enum ApplyKind: MapKind {
    public static var mnemonic: String { "affine.apply" }
    public static var documentation: String {
      """
      The result of a map of the operands, dimensions first.

          %1 = "affine.apply"(%i, %n) <{map = affine_map<(d0)[s0] -> (d0 * 2 + s0)>}>
            : (index, index) -> index
      """
    }
    public static var hasOneResult: Bool { true }
    public static func joined(_ results: [IndexExpression]) -> IndexExpression? { results.first }
    public static func joined(_ results: [Int]) -> Int? { results.first }
    public static func redundant(_ results: [IndexExpression]) -> Set<Int> { [] }
  }

  public typealias Min = MapValue<MinKind>
  public enum MinKind: MapKind {
    public static var mnemonic: String { "affine.min" }
    public static var documentation: String { "The least of a map's results." }
    public static var hasOneResult: Bool { false }
    public static func joined(_ results: [IndexExpression]) -> IndexExpression? {
      results.count == 1 ? results[0] : nil
    }
    public static func joined(_ results: [Int]) -> Int? { results.min() }
    public static func redundant(_ results: [IndexExpression]) -> Set<Int> {
      losers(results) { $0 >= 0 }
    }
  }

  public typealias Max = MapValue<MaxKind>
  public enum MaxKind: MapKind {
    public static var mnemonic: String { "affine.max" }
    public static var documentation: String { "The greatest of a map's results." }
    public static var hasOneResult: Bool { false }
    public static func joined(_ results: [IndexExpression]) -> IndexExpression? {
      results.count == 1 ? results[0] : nil
    }
    public static func joined(_ results: [Int]) -> Int? { results.max() }
    public static func redundant(_ results: [IndexExpression]) -> Set<Int> {
      losers(results) { $0 <= 0 }
    }
  }

  /// The results that differ by a constant from another one that wins; of equal ones all but the
  /// first.
  private static func losers(
    _ results: [IndexExpression], loses: (_ difference: Int) -> Bool
  ) -> Set<Int> {
    var lost: Set<Int> = []
    for (index, result) in results.enumerated() {
      let isBeaten = results.enumerated().contains { other, rival in
        guard other != index, !lost.contains(other),
          let difference = (result - rival).constantValue
        else { return false }
        return difference == 0 ? other < index : loses(difference)
      }
      if isBeaten { lost.insert(index) }
    }
    return lost
  }
}

extension Module {
  /// An affine map among the properties; a map without results where there is none.
  func affineMap(_ name: String, of operation: OperationID) -> AffineMap {
    property(name, of: operation)?.affineMapValue ?? AffineMap(dimensionCount: 0, [])
  }
}
