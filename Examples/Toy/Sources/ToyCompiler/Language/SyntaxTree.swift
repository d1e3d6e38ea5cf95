import Support

/// A program as it is written: structs and functions.
public struct SyntaxTree: Sendable {
  public var structs: [Struct] = []
  public var functions: [Function] = []

  /// `struct Point { x, y }`: a group of values under one name.
  public struct Struct: Sendable {
    public var name: String
    public var fields: [Variable]
    public var location: Location
  }

  /// `def f(a, p: Point) { … }`.
  public struct Function: Sendable {
    public var name: String
    public var parameters: [Variable]
    public var body: [Statement]
    public var location: Location
  }

  /// The name of a field or parameter, a tensor unless a struct is given.
  public struct Variable: Sendable {
    public var name: String
    public var structName: String?
    public var location: Location
  }

  /// A line of a function.
  public struct Statement: Sendable {
    public enum Kind: Sendable {
      /// `var a<2, 3> = e;`: the shape, if there is one, is what the value is reshaped to.
      case variable(String, shape: [Int]?, Expression)
      case `return`(Expression?)
      /// A call for its effects: `print(a);`.
      case call(Expression)
    }

    public var kind: Kind
    public var location: Location
  }

  /// Something that has a value.
  public struct Expression: Sendable {
    public indirect enum Kind: Sendable {
      /// Row-major; `[[1, 2], [3, 4]]` has the shape 2, 2 and a number no sizes at all.
      case literal([Double], shape: [Int])
      case variable(String)
      case binary(Operator, Expression, Expression)
      /// `f(a, b)`: a function, a struct that is made, or one of the functions of the language.
      case call(String, [Expression])
      /// `p.x`.
      case field(Expression, String)
    }

    public enum Operator: String, Sendable {
      case add = "+"
      case multiply = "*"
      case matrixMultiply = "@"
    }

    public var kind: Kind
    public var location: Location
  }
}
