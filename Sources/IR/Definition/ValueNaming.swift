/// An operation that suggests names for its values, for text that people read.
///
/// Names are no part of a module: who prints makes them unique, and a module that is read has lost
/// them.
public protocol ValueNamingOperation: OperationDefinition {
  /// The name of the results, such as `c0`; `nil` for a number.
  static func resultName(of operation: OperationID, in module: Module) -> String?
  /// The names of what the region's first block takes; where one is missing it has a number.
  static func argumentNames(
    of operation: OperationID, region: Int, in module: Module
  ) -> [String?]
}

extension ValueNamingOperation {
  public static func resultName(of operation: OperationID, in module: Module) -> String? { nil }
  public static func argumentNames(
    of operation: OperationID, region: Int, in module: Module
  ) -> [String?] { [] }
}
