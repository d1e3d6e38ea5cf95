import Dialects
import IR
import Testing

/// What a declaration says of its interfaces is what the language says of its conformances.
@Suite struct OperationInterfaceTests {
  @Test(arguments: Dialects.all.map(\.name))
  func declarationsKnowTheirInterfaces(dialect: String) throws {
    let dialect = try #require(Dialects.all.first { $0.name == dialect })
    for operation in dialect.operations {
      let name = operation.mnemonic
      #expect((operation.foldable != nil) == (operation is any FoldableOperation.Type), "\(name)")
      #expect(
        (operation.verifiable != nil) == (operation is any VerifiableOperation.Type), "\(name)")
      #expect(
        (operation.simplifiable != nil) == (operation is any InPlaceFoldableOperation.Type),
        "\(name)")
      #expect(
        operation.foldable.map { ObjectIdentifier($0) } ?? ObjectIdentifier(operation)
          == ObjectIdentifier(operation), "\(name)")
    }
  }
}
