import Dialects
import IR
import Support

/// One of the things that a primitive is applied to, or a number, scope or expression that says how.
///
/// It is a field of the primitive's struct, with its place in the operation of the trace and its
/// form in Swift.
public struct Parameter<Step> {
  enum Place {
    case operand(Signature.Slot)
    case property(Signature.Property)
  }

  let place: Place
  /// The label of the argument in Swift.
  let label: String?
  /// Sets the field from the operands and the property of an operation.
  let read: (inout Step, _ operands: [ValueID], _ property: Attribute?) -> Void
  let write: (Step) -> (operands: [ValueID], property: Attribute?)
  /// The argument in Swift; `nil` to leave it out.
  let swift: (Step, _ name: (ValueID) -> String) -> String?
}

// MARK: What a step is applied to

extension Parameter {
  /// A block of the program.
  public static func block(
    _ path: WritableKeyPath<Step, ValueID>, _ name: String = "block", label: String? = nil
  ) -> Parameter { operand(path, name, .block, label) }

  /// A loop of the program.
  public static func loop(
    _ path: WritableKeyPath<Step, ValueID>, _ name: String = "loop", label: String? = nil
  ) -> Parameter { operand(path, name, .loop, label) }

  /// A buffer of the program.
  public static func buffer(
    _ path: WritableKeyPath<Step, ValueID>, _ name: String = "buffer", label: String? = nil
  ) -> Parameter { operand(path, name, .buffer, label) }

  private static func operand(
    _ path: WritableKeyPath<Step, ValueID>, _ name: String, _ type: TypeConstraint,
    _ label: String?
  ) -> Parameter {
    Parameter(
      place: .operand(.init(name, type)), label: label,
      read: { step, operands, _ in step[keyPath: path] = operands.first ?? .missing },
      write: { ([$0[keyPath: path]], nil) },
      swift: { step, name in name(step[keyPath: path]) })
  }
}

// MARK: How

extension Parameter {
  /// A number.
  public static func integer(
    _ path: WritableKeyPath<Step, Int>, _ name: String, label: String? = nil
  ) -> Parameter {
    property(
      path, name, .integer, label, read: { $0.integerValue }, write: { .i64($0) },
      swift: { "\($0)" })
  }

  /// Numbers; in Swift they may be left out when they are `usual`.
  public static func integers(
    _ path: WritableKeyPath<Step, [Int]>, _ name: String, label: String? = nil,
    usual: [Int]? = nil
  ) -> Parameter {
    property(
      path, name, .integerArray, label, read: { $0.integerArrayValue },
      write: { .i64Array($0) }, swift: { $0 == usual ? nil : "\($0)" })
  }

  /// A name.
  public static func name(
    _ path: WritableKeyPath<Step, String>, _ name: String, label: String? = nil
  ) -> Parameter {
    property(
      path, name, .string, label, read: { $0.stringValue }, write: { .string($0) },
      swift: { "\"\($0)\"" })
  }

  /// Whether something holds; in Swift it is left out when it does not.
  public static func flag(
    _ path: WritableKeyPath<Step, Bool>, _ name: String, label: String? = nil
  ) -> Parameter {
    property(
      path, name, .bool, label, read: { $0.boolValue }, write: { .bool($0) },
      swift: { $0 ? "true" : nil })
  }

  /// Where a buffer lives.
  public static func scope(
    _ path: WritableKeyPath<Step, Program.BufferType.Scope>, label: String? = nil
  ) -> Parameter {
    property(
      path, "scope", .word, label,
      read: { $0.stringValue.flatMap(Program.BufferType.Scope.init) },
      write: { .string($0.rawValue) }, swift: { ".\($0.rawValue)" })
  }

  /// An expression of sizes; in Swift it may be left out when it is `usual`.
  public static func expression(
    _ path: WritableKeyPath<Step, IndexExpression>, _ name: String, label: String? = nil,
    usual: IndexExpression? = nil
  ) -> Parameter {
    property(
      path, name, .dialect(Program.MapAttribute.self), label,
      read: { $0.mapExpressions.first }, write: { .map([$0]) },
      swift: { $0 == usual ? nil : $0.swift })
  }

  /// Index expressions over `d0…`; in Swift they may be left out when they are `usual`.
  public static func map(
    _ path: WritableKeyPath<Step, [IndexExpression]>, _ name: String = "map",
    label: String? = nil, usual: [IndexExpression]? = nil
  ) -> Parameter {
    property(
      path, name, .dialect(Program.MapAttribute.self), label, read: { $0.mapExpressions },
      write: { .map($0) },
      swift: { $0 == usual ? nil : "[\($0.map(\.swift).joined(separator: ", "))]" })
  }

  private static func property<Value>(
    _ path: WritableKeyPath<Step, Value>, _ name: String, _ constraint: AttributeConstraint,
    _ label: String?, read: @escaping (Attribute) -> Value?,
    write: @escaping (Value) -> Attribute, swift: @escaping (Value) -> String?
  ) -> Parameter {
    Parameter(
      place: .property(.init(name, constraint)), label: label,
      read: { step, _, property in
        if let value = property.flatMap(read) { step[keyPath: path] = value }
      },
      write: { ([], write($0[keyPath: path])) },
      swift: { step, _ in swift(step[keyPath: path]) })
  }
}

extension IndexExpression {
  /// As Swift to paste.
  var swift: String {
    constantValue.map(String.init) ?? "try IndexExpression(parsing: \"\(self)\")"
  }
}
