import Dialects
import IR

extension Module {
  /// `root` if it is a function, else the functions directly in it.
  func functions(in root: OperationID) -> [OperationID] {
    if isA(root, Func.Function.self) { return [root] }
    return body(of: root).map { operations(in: $0) }?.filter { isA($0, Func.Function.self) } ?? []
  }
}
