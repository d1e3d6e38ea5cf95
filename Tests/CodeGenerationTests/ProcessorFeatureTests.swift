import CodeGeneration
import Dialects
import Support
import TestSupport
import Testing

@Suite struct ProcessorFeatureTests {
  static let machines = HardwareDescription.presets.filter { $0.architecture == .x86 }
  private static let opt = Tool("opt-19")

  /// What code is compiled with can be asked of the processor, or is never used unasked.
  @Test func everyFeatureIsKnown() {
    let known = Set(ProcessorFeature.all.map(\.name))
      .union(ProcessorFeature.ofTheSystem).union(ProcessorFeature.ofEveryProcessor)
    let host = HardwareDescription.detectHost()
    if host.architecture == .x86 {
      // Those that are switched off are all that LLVM knows besides.
      let names = Set(host.features.map { String($0.dropFirst()) })
      #expect(names.subtracting(known).isEmpty)
    }
    for machine in Self.machines {
      #expect(Set(machine.requiredFeatures).isSubset(of: ProcessorFeature.all.map(\.name)))
    }
  }

  @Test func thisMachineRunsItsOwnCode() {
    #expect(HardwareDescription.detectHost().lackingHere == nil)
    var none = HardwareDescription.x86v2
    none.features = ["+amx-complex", "+xop"]
    #expect(none.lackingHere != nil)
    #expect(HardwareDescription.aarch64.processorFeatures.isEmpty)
  }

  /// A function is inlined only where the caller may use all that the callee may: so LLVM has for a
  /// level what we ask the processor for, no more and no less.
  @Test(.enabled("LLVM's opt is not installed") { opt != nil }, arguments: machines)
  func levelsAreThoseOfLLVM(machine: HardwareDescription) throws {
    let opt = try #require(Self.opt)
    func isInlined(_ callee: String, into caller: String) throws -> Bool {
      let text = """
        define internal i32 @inner(i32 %x) \(callee) {
          %y = add i32 %x, 1
          ret i32 %y
        }
        define i32 @outer(i32 %x) \(caller) {
          %y = call i32 @inner(i32 %x)
          ret i32 %y
        }
        """
      let result = try opt.run(
        ["-mtriple=\(machine.triple)", "-passes=inline", "-S"], on: text)
      try #require(result.status == 0, "\(result.errors)")
      return !result.output.contains("call i32")
    }
    func listed(_ features: [String]) -> String {
      let list = features.map { "+\($0)" }.joined(separator: ",")
      return "\"target-cpu\"=\"x86-64\" \"target-features\"=\"\(list)\""
    }
    let level = "\"target-cpu\"=\"\(machine.processor)\""
    #expect(try isInlined(level, into: listed(machine.requiredFeatures)))
    #expect(try isInlined(listed(machine.requiredFeatures), into: level))
    #expect(try !isInlined(listed(machine.requiredFeatures + ["gfni"]), into: level))
  }

  @Test func levelsAreNamedInAnyOrder() throws {
    let levels = try HardwareDescription.levels(named: "x86-64-v3,x86-64-v2,x86-64-v4")
    #expect(levels.map(\.name) == ["x86-64-v4", "x86-64-v3", "x86-64-v2"])
    #expect(try HardwareDescription.levels(named: "aarch64") == [.aarch64])
  }

  @Test(arguments: [
    ("x86-64-v3,x86-64-v3", "the target 'x86-64-v3' is named twice in 'x86-64-v3,x86-64-v3'"),
    ("x86-64-v3,aarch64", "the targets 'x86-64-v3' and 'aarch64' are of two architectures"),
    ("x86-64-v3,z80", "there is no target 'z80'; expected one of 'host'"),
    ("x86-64-v3,", "there is no target ''; expected one of 'host'"),
    ("", "there is no target ''; expected one of 'host'"),
  ])
  func wrongListsAreRefused(list: String, message: String) {
    let error = #expect(throws: Diagnostic.self) { try HardwareDescription.levels(named: list) }
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }
}
