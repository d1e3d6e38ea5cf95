import Foundation
import StaticSearch
import Support
import Testing

@Suite struct SavedModelTests {
  private let frame = SavedModel(of: "Thing", version: 3)

  private func refusal(_ data: Data) -> String {
    do throws(Diagnostic) {
      _ = try frame.bytes(in: data)
      return "read"
    } catch { return error.message }
  }

  @Test(arguments: [Data(), Data([0]), Data((0...255).map { UInt8($0) } + [10, 10, 32])])
  func bytesAreReadBack(_ bytes: Data) throws {
    let saved = frame.framing(bytes)
    #expect(try frame.bytes(in: saved) == bytes)
    // A part of other data is no different.
    let part = (Data([1, 2, 3]) + saved).dropFirst(3)
    #expect(try frame.bytes(in: part) == bytes)
  }

  @Test func whatIsCutOffOrChangedIsRefused() {
    let saved = frame.framing(Data("all that was learned".utf8))
    for count in 0..<saved.count {
      #expect(
        refusal(saved.prefix(count)).contains("expected 'saved()' of a Thing of this release"))
    }
    for place in saved.indices {
      var damaged = saved
      damaged[place] ^= 4
      #expect(refusal(damaged).hasPrefix("cannot restore the model: "))
    }
    #expect(refusal(saved + [0]).contains("it has 21 bytes of 20"))
    #expect(refusal(saved.dropLast()).contains("it has 19 bytes of 20"))
  }

  @Test func othersAreNamed() {
    let bytes = Data("1".utf8)
    #expect(refusal(Data("nothing".utf8)).contains("it is no saved model"))
    #expect(refusal(SavedModel(of: "Other", version: 3).framing(bytes)).contains("one of a Other"))
    #expect(
      refusal(SavedModel(of: "Thing", version: 4).framing(bytes))
        .contains("it is of version 4, and this release has 3"))
  }

  // MARK: StructuralModel

  private let structural = SavedModel(of: "StructuralModel", version: 1)

  /// What a model of known costs saves, with something else in the place of a part.
  private func saved(_ change: (inout [String: Any]) -> Void) throws -> Data {
    let data = try structural.bytes(in: try StructuralModel(.x86).saved())
    var columns = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    change(&columns)
    return structural.framing(try JSONSerialization.data(withJSONObject: columns))
  }

  private func restoring(_ data: Data) -> String {
    var model = StructuralModel(.x86)
    do {
      try model.restore(data)
      // It may learn from then on.
      let terms = model.costs.coefficients
      model.train([(terms: terms, nanoseconds: 10, task: "a")])
      return "restored"
    } catch let error as Diagnostic {
      #expect(model.costs == .x86)
      return error.message
    } catch { return "no diagnostic: \(error)" }
  }

  @Test func whatIsNoModelIsRefused() throws {
    #expect(restoring(try saved { _ in }) == "restored")
    #expect(restoring(try StructuralModel().saved()) == "restored")
    for text in ["", "{}", "{\"coefficients\":[1]}"] {
      #expect(restoring(Data(text.utf8)).contains("expected 'saved()' of a StructuralModel"))
      #expect(restoring(structural.framing(Data(text.utf8))).contains("it has no coefficients"))
    }
    let trees = SavedModel(of: "BoostedTrees", version: 1).framing(Data())
    #expect(restoring(trees).contains("it is one of a BoostedTrees"))
  }

  @Test(arguments: ["coefficients", "prior", "least"])
  func damagedNumbersAreRefused(_ part: String) throws {
    for count in [1, 26, 28, 100] {
      let data = try saved { $0[part] = Array(repeating: 1.0, count: count) }
      #expect(restoring(data).contains("are \(count) numbers, and there are 27 terms"))
    }
    let negative = try saved { $0[part] = Array(repeating: -1.0, count: 27) }
    #expect(restoring(negative).contains("have a -1.0"))
    for other in ["no numbers", NSNull(), [["x"]]] as [Any] {
      #expect(restoring(try saved { $0[part] = other }).contains("it has no coefficients"))
    }
    #expect(restoring(try saved { $0[part] = nil }).contains("it has no coefficients"))
  }

  @Test func modelsOfOtherTermsAreRefused() throws {
    let data = try saved { $0["terms"] = ["call", "hope"] }
    #expect(restoring(data).contains("it is of other terms"))
  }
}
