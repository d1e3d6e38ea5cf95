import Dialects
import IR
import TestSupport
import Testing

/// States at points of a program: which marks control has passed, or will pass.
@Suite struct DenseAnalysisTests {
  struct Marks: ProgramState {
    var names: Set<String> = []
    func joined(with other: Marks) -> Marks { Marks(names: names.union(other.names)) }
  }

  private static func cross(_ operation: OperationID, _ state: Marks, _ module: Module) -> Marks {
    guard let name = module.attribute("mark", of: operation)?.stringValue else { return state }
    return Marks(names: state.names.union([name]))
  }

  struct Passed: StateTransfer {
    init(of root: OperationID, in module: Module) {}
    func boundary(of region: RegionID, in module: Module) -> Marks { Marks() }
    func cross(_ operation: OperationID, _ state: inout Marks, in module: Module) {
      state = DenseAnalysisTests.cross(operation, state, module)
    }
  }

  struct Coming: StateTransfer {
    static var isBackward: Bool { true }
    init(of root: OperationID, in module: Module) {}
    func boundary(of region: RegionID, in module: Module) -> Marks { Marks() }
    func cross(_ operation: OperationID, _ state: inout Marks, in module: Module) {
      state = DenseAnalysisTests.cross(operation, state, module)
    }
  }

  private static let text = """
    func.func @f(%c: i1) {
      "check.effect"() {mark = "a"} : () -> ()
      scf.if %c {
        "check.effect"() {mark = "b"} : () -> ()
        func.call @g() : () -> ()
      }
      "check.effect"() {mark = "c"} : () -> ()
      func.return
    }
    func.func private @g() {
      "check.effect"() {mark = "d"} : () -> ()
      func.return
    }
    func.func private @unused() {
      "check.effect"() {mark = "e"} : () -> ()
      func.return
    }
    """

  private func marks<Transfer: StateTransfer>(
    _ transfer: Transfer.Type
  ) throws -> [String: [String]?] where Transfer.State == Marks {
    let module = try Module.parse(
      Self.text, file: "f", context: Context(dialects: Dialects.all + [Check.dialect]))
    let analysis = DenseAnalysis<Transfer>(of: module.top, in: module)
    var found: [String: [String]?] = [:]
    module.walk { operation in
      guard let name = module.attribute("mark", of: operation)?.stringValue else { return }
      let state =
        Transfer.isBackward
        ? analysis.state(after: operation, in: module)
        : analysis.state(before: operation, in: module)
      found.updateValue(state?.names.sorted(), forKey: name)
    }
    return found
  }

  @Test func statesFlowForwardIntoConditionsAndCallsAndBack() throws {
    let found = try marks(Passed.self)
    #expect(
      found == [
        "a": [], "b": ["a"], "c": ["a", "b", "d"], "d": ["a", "b"], "e": nil as [String]?,
      ])
  }

  @Test func statesFlowBackward() throws {
    let found = try marks(Coming.self)
    #expect(
      found == [
        "a": ["b", "c", "d"], "b": ["c", "d"], "c": [], "d": ["c"], "e": nil as [String]?,
      ])
  }
}
