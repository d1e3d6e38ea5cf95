import Dialects
import IR

/// A primitive that is declared by the list of what it is applied to and how.
///
///     public struct ComputeAt: DeclaredPrimitive {
///       public static var mnemonic: String { "schedule.compute_at" }
///       public static var method: String { "compute" }
///       public static var parameters: [Parameter<Self>] {
///         [.block(\.block), .loop(\.loop, label: "at")]
///       }
///
/// Its operation `schedule.compute_at %block, %loop` and its call `compute(v0, at: v1)` follow.
public protocol DeclaredPrimitive: SchedulePrimitive {
  /// One whose parameters are not set yet.
  init()
  /// What it is applied to and how, in the order of the operands and of the arguments in Swift.
  static var parameters: [Parameter<Self>] { get }
  /// What it makes.
  static var results: [Signature.Slot] { get }
  /// The method of `Schedule`; the verb in camel case unless said otherwise.
  static var method: String { get }
}

extension DeclaredPrimitive {
  public static var results: [Signature.Slot] { [] }

  public static var method: String {
    let words = verb.split(separator: "_")
    return words.prefix(1).joined() + words.dropFirst().map(\.capitalized).joined()
  }

  public static var signature: Signature {
    var signature = Signature(results: results)
    for parameter in parameters {
      switch parameter.place {
      case .operand(let slot): signature.operands.append(slot)
      case .property(let property): signature.properties.append(property)
      }
    }
    return signature
  }

  public init(_ operation: OperationID, in module: borrowing Module) {
    self.init()
    var operands = module.operands(of: operation)[...]
    for parameter in Self.parameters {
      switch parameter.place {
      case .operand(let slot):
        let count = slot.arity == .one ? 1 : operands.count
        parameter.read(&self, Array(operands.prefix(count)), nil)
        operands = operands.dropFirst(count)
      case .property(let property):
        parameter.read(&self, [], module.property(property.name, of: operation))
      }
    }
  }

  public var state: OperationState {
    var state = OperationState(name: Self.mnemonic)
    for parameter in Self.parameters {
      let (operands, property) = parameter.write(self)
      state.operands += operands
      if case .property(let slot) = parameter.place, let property {
        state.properties[slot.name] = property
      }
    }
    return state
  }

  public func swiftCall(_ name: (ValueID) -> String) -> String {
    let arguments = Self.parameters.compactMap { parameter -> String? in
      parameter.swift(self, name).map { text in
        parameter.label.map { "\($0): \(text)" } ?? text
      }
    }
    return "\(Self.method)(\(arguments.joined(separator: ", ")))"
  }
}

extension Substring {
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
