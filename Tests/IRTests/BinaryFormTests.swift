import Dialects
import Foundation
import IR
import Support
import TestSupport
import Testing

/// The binary form holds what the text form holds, and nothing makes its reader trap.
@Suite struct BinaryFormTests {
  static let context = Context(dialects: [], allowsUnregisteredDialects: true)
  static let files =
    Corpus.files(in: "text/round-trip") + Corpus.files(in: "text/dialects")
    + Corpus.files(in: "text/programs") + Corpus.files(in: "text/newer")
    + Corpus.files(in: "text/beyond")

  @Test(arguments: files)
  func aModuleReadsBackTheSame(_ file: CorpusFile) throws {
    let module = try Module.parse(file.text, file: file.name, context: Self.context)
    let bytes = module.binary()
    let again = try Module.parse(binary: bytes, context: Self.context)
    #expect(again.difference(from: module) == nil)
    #expect(again.locations == module.locations)
    #expect(
      again.text(TextOptions(showsLocations: true)) == module.text(.init(showsLocations: true)))
    #expect(again.binary() == bytes)
    // Small files are not: what every file has is not shared yet.
    if file.text.utf8.count > 20_000 { #expect(bytes.count * 3 < file.text.utf8.count) }
  }

  @Test func registeredDialectsReadBackTheSame() throws {
    let context = Context(dialects: Dialects.all)
    for file in Corpus.files(in: "canonicalize-loops") {
      for part in file.text.split(separator: "// -----\n") {
        let module = try Module.parse(String(part), file: file.name, context: context)
        let again = try Module.parse(binary: module.binary(), context: context)
        #expect(again.difference(from: module) == nil)
        #expect(!again.verify().hasErrors)
      }
    }
  }

  @Test func bytesOfResourcesStayWhereTheyAre() throws {
    let data = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    var module = try Module.parse(
      #""a.b"() {v = dense_resource<weights> : tensor<1000xi8>} : () -> ()"#, context: Self.context)
    module.resources["weights"] = Resource(data, alignment: 256)
    let bytes = module.binary()
    let again = try Module.parse(binary: bytes, context: Self.context)
    let resource = try #require(again.resources["weights"])
    #expect(resource.alignment == 256)
    #expect(resource.storage.withBytes { Array($0) } == data)
    let isInside = bytes.withBytes { file in
      resource.storage.withBytes { part in
        guard let start = part.baseAddress, let base = file.baseAddress else { return false }
        return start >= base && start < base + file.count && (start - base) % 256 == 0
      }
    }
    #expect(isInside)
  }

  @Test func textAndBinaryAreToldApart() throws {
    let module = try Module.parse(#""a.b"() : () -> ()"#, context: Self.context)
    for bytes in [module.binary(), Array(module.text().utf8)] {
      let again = try Module.parse(contents: bytes, file: "f", context: Self.context)
      #expect(again.isStructurallyEqual(to: module))
    }
  }

  // MARK: Versions

  /// A dialect whose `shop.sell` once had a price in whole coins.
  static func shop(_ version: Int) -> Dialect {
    let upgrade = DialectUpgrade(to: version) { operation, module, old throws(Diagnostic) in
      guard old < 2 else { return }
      if module.name(of: operation) == "shop.give" {
        // Giving is selling for nothing.
        let place = module.location(of: operation)
        module.insert(
          OperationState(name: "shop.sell", properties: ["cents": .i64(0)], location: place),
          at: .before(operation))
        return module.erase(operation)
      }
      guard let price = module.property("price", of: operation)?.integerValue else {
        throw .error("a sale has a price", at: module.location(of: operation))
      }
      module.setProperties(of: operation, to: ["cents": .i64(price * 100)])
    }
    return Dialect(name: "shop", upgrade: version == 0 ? nil : upgrade)
  }

  private func shopContext(_ version: Int) -> Context {
    Context(dialects: [Self.shop(version)], allowsUnregisteredDialects: true)
  }

  /// `Tests/Corpus/binary/shop-1.tangram` is what version 1 of the form and of the dialect wrote:
  /// it must be readable for ever.
  @Test func anOldFileIsBroughtUpToDate() throws {
    let bytes = try #require(FileSystem.read(Corpus.folder + "/binary/shop-1.tangram"))
    let module = try Module.parse(binary: bytes, context: shopContext(2))
    #expect(
      module.text() == """
        "builtin.module"() ({
          "shop.sell"() <{cents = 500 : i64}> : () -> ()
          "shop.sell"() <{cents = 0 : i64}> : () -> ()
        }) : () -> ()

        """)
    let same = try Module.parse(binary: bytes, context: shopContext(1))
    #expect(same.text().contains("price = 5"))
  }

  @Test func aFileOfANewerDialectIsRefused() throws {
    let text = #""shop.sell"() <{cents = 5 : i64}> : () -> ()"#
    let bytes = try Module.parse(text, context: shopContext(2)).binary()
    #expect(message(bytes, shopContext(1)).contains("version 2 of the dialect 'shop'"))
  }

  @Test func whatAnUpgradeDoesNotKnowIsRefused() throws {
    let text = #""shop.rent"() <{price = 5 : i64}> : () -> ()"#
    let bytes = try Module.parse(text, context: shopContext(1)).binary()
    let strict = Context(dialects: [Self.shop(2)])
    #expect(message(bytes, strict).contains("the dialect 'shop' has no operation 'shop.rent'"))
    let priceless = try Module.parse(#""shop.sell"() : () -> ()"#, context: shopContext(1)).binary()
    #expect(message(priceless, shopContext(2)).contains("a sale has a price"))
  }

  // MARK: Wrong files

  private func message(_ bytes: [UInt8], _ context: Context = context) -> String {
    do throws(DiagnosticError) {
      _ = try Module.parse(binary: bytes, file: "m.tangram", context: context)
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  @Test func wrongFilesAreRefusedWithTheByte() throws {
    let module = try Module.parse(
      #"%0 = "a.b"() {n = 5 : i32} : () -> i32 "a.c"(%0) : (i32) -> ()"#, context: Self.context)
    let bytes = module.binary()
    #expect(message([]).contains("at byte 0: the data end too early"))
    #expect(message(Array("text".utf8)).contains("at byte 0: this is not a module"))
    #expect(message(bytes + [0]).contains("1 bytes follow the end"))
    var newer = bytes
    newer[8] = 99
    #expect(
      message(newer)
        == "'m.tangram': error: at byte 8: the file has version 99 of the binary form, "
        + "written by 'tangram'; versions up to 1 are read: use a newer version of the compiler")
    for length in 0..<bytes.count { #expect(message(Array(bytes[..<length])).contains("at byte")) }
    #expect(
      message(bytes, Context(dialects: [])).contains("the dialect 'a' of 'a.b' is not registered"))
  }

  @Test func aValueOfAnotherRegionIsRefused() throws {
    // Both regions have one value; the operand is made to mean the other region's.
    let text = """
      "a.b"() ({
        %0 = "a.value"() : () -> i32
        "a.c"() : () -> ()
      }, {
        %0 = "a.value"() : () -> i32
        "a.use"(%0) : (i32) -> ()
      }) : () -> ()
      """
    let bytes = try Module.parse(text, context: Self.context).binary()
    let refused = bytes.indices.filter { index in
      var changed = bytes
      changed[index] = 4  // two values back instead of one
      return message(changed).contains("belongs to a region that is not around its use")
    }
    #expect(!refused.isEmpty)
  }

  /// What the text form cannot say, the binary form may not either.
  @Test func aValueOfARegionOfTheUserIsRefused() throws {
    var module = try Module.parse(
      """
      %0 = "a.value"() : () -> i32
      "a.b"(%0) ({
        %1 = "a.value"() : () -> i32
      }) : (i32) -> ()
      """, context: Self.context)
    let user = try #require(module.operations(in: module.body).last)
    let body = try #require(module.body(of: user))
    let inner = try #require(module.firstOperation(in: body))
    module.setOperand(0, of: user, to: module.result(of: inner))
    #expect(
      message(module.binary()).contains("belongs to a region that is not around its use"))
  }

  @Test func anOperationWithoutANameIsRefused() throws {
    var module = try Module.parse(#""a.b"() : () -> ()"#, context: Self.context)
    module.insert(OperationState(name: ""), at: .atEnd(of: module.body))
    #expect(message(module.binary()).contains("an operation needs a name"))
  }

  @Test func resourcesOfAnUnknownDialectAreRefused() throws {
    let text = #"{-# dialect_resources: { shop: { a: "0x04000000AA" } } #-}"#
    let bytes = try Module.parse(text, context: Self.context).binary()
    #expect(try Module.parse(binary: bytes, context: Self.context).text().contains("shop"))
    #expect(
      message(bytes, Context(dialects: [])).contains("the dialect 'shop' is not registered"))
  }

  @Test func aPropertyAmongTheAttributesIsRefused() throws {
    let text = #"%0 = "arith.constant"() {value = 1 : i32} : () -> i32"#
    // Without the dialect it is an attribute like any other.
    let bytes = try Module.parse(text, context: Self.context).binary()
    #expect(
      message(bytes, Context(dialects: Dialects.all))
        .contains("'value' must be a property, not an attribute"))
  }

  /// What goes without saying is left out whatever form it came in.
  @Test func impliedPropertiesAreLeftOut() throws {
    let text = """
      func.func @f(%a: i32) {
        %0 = "arith.addi"(%a, %a) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
        return
      }
      """
    let plain = text.replacing(" <{overflowFlags = #arith.overflow<none>}>", with: "")
    let context = Context(dialects: Dialects.all)
    let expected = try Module.parse(plain, context: context)
    let read = try Module.parse(text, context: context)
    #expect(read.difference(from: expected) == nil)
    #expect(read.text(TextOptions(usesForms: true)).contains("arith.addi %arg0, %arg0 : i32"))
    let kept = try Module.parse(
      text.replacing("func.func @f(%a: i32) {", with: #""a.f"() ({ ^bb0(%a: i32):"#)
        .replacing("return\n}", with: "}) : () -> ()"), context: Self.context)
    #expect(kept.text().contains("overflow<none>"))
    let binary = try Module.parse(
      binary: kept.binary(),
      context: Context(dialects: Dialects.all, allowsUnregisteredDialects: true))
    #expect(!binary.text().contains("overflow"))
  }

  // MARK: Damage

  @Test(arguments: files)
  func damagedFilesAreRefusedOrReadBackTheSame(_ file: CorpusFile) throws {
    let original = try Module.parse(file.text, file: file.name, context: Self.context).binary()
    for seed in 0..<60 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let damaged = BinaryMutation.mutate(original, with: &random)
      if let problem = ReaderCheck(context: Self.context).problem(with: damaged) {
        Issue.record("\(file.name), seed \(seed): \(problem)")
      }
    }
  }
}
