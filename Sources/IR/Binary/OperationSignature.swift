/// What many operations have in common, written once; every part by its number in the file.
///
/// `Results` is how the types of the results are told.
struct OperationSignature: Hashable {
  var name: Int
  /// The dictionary's number plus one; zero for none.
  var properties: Int
  var attributes: Int
  var operandCount: Int
  var resultCount: Int
  /// The results' types; none if they are written with each operation.
  var results: [Int]
  var successorCount: Int
  var regionCount: Int
}
