import TangramRuntime
import Testing

/// Which level of a model is chosen, of processors that there are and that there are not.
@Suite struct LevelTests {
  private let memory = CMemory()

  /// A bit that every x86-64 processor has (SSE2), and one that none has.
  private func features(_ there: Int, missing: Int = 0, state: UInt64 = 0) -> [tg_cpu_feature] {
    let names = ["one", "two", "three", "four", "five", "six"]
    return (0..<there + missing).map { index in
      tg_cpu_feature(
        name: memory.string(names[index]), leaf: index < there ? 1 : 0x7FFF_0000, subleaf: 0,
        answer: 3, bit: 26, state: state)
    }
  }

  private func level(_ name: String, _ features: [tg_cpu_feature]) -> tg_model {
    var model = tg_model()
    model.model_version = TG_MODEL_VERSION
    model.name = memory.string("net")
    model.level = memory.string(name)
    model.features = UnsafePointer(memory.array(features))
    model.feature_count = Int32(features.count)
    return model
  }

  private func chosen(_ levels: [tg_model]) -> (status: Int32, name: String) {
    let table = memory.array(levels)
    var model: UnsafePointer<tg_model>?
    let status = tangram_tg_choose_level(nil, table, Int32(levels.count), &model)
    return (status, model?.pointee.level.map { String(cString: $0) } ?? "")
  }

  private func lacking(_ features: [tg_cpu_feature], room: Int = 256) -> (Int32, String) {
    var text = [CChar](repeating: 1, count: room)
    let count = tangram_tg_cpu_lacks(features, Int32(features.count), &text, text.count)
    let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return (count, String(decoding: bytes, as: UTF8.self))
  }

  #if arch(x86_64)
  @Test func theFirstThatTheProcessorRunsIsChosen() {
    let (best, good) = (level("best", features(1, missing: 1)), level("good", features(2)))
    #expect(chosen([best, good, level("least", [])]) == (0, "good"))
    #expect(chosen([best, level("least", [])]) == (0, "least"))
    #expect(chosen([good]) == (0, "good"))
  }

  @Test func whereNoneRunsTheMessageSaysWhy() {
    let levels = [
      level("best", features(0, missing: 2)), level("least", features(1, missing: 1)),
    ]
    #expect(chosen(levels) == (Int32(TANGRAM_UNSUPPORTED.rawValue), ""))
    #expect(
      String(cString: tangram_tg_last_error())
        == "model 'net' was compiled for 'best', 'least', but this processor lacks two: compile it "
        + "for a lesser target")
    #expect(chosen([]).status == Int32(TANGRAM_INTERNAL.rawValue))
  }

  @Test func whatTheProcessorLacksIsNamed() {
    #expect(lacking(features(3)) == (0, ""))
    #expect(lacking(features(1, missing: 2)) == (2, "two, three"))
    #expect(lacking(features(0, missing: 6)) == (6, "one, two, three, four and 2 more"))
    #expect(lacking(features(0, missing: 6), room: 6) == (6, "one, "))
  }

  /// Registers that the operating system does not save cannot be used, whatever the processor has.
  @Test func whatIsNotEnabledIsLacking() {
    #expect(
      lacking(features(1, state: 1 << 62)) == (1, "one (not enabled by the operating system)"))
  }

  /// A part that a leaf does not have says nothing, whatever the processor answers there.
  @Test func partsThatAreNotThereAreLacking() {
    var feature = features(1)[0]
    (feature.leaf, feature.subleaf) = (7, 1 << 20)
    #expect(lacking([feature]).0 == 1)
  }
  #endif
}
