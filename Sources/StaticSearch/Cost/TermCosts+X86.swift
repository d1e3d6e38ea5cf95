extension TermCosts {
  /// Those of x86.
  public static let x86 = TermCosts(
    shipped: """
      call 100
      arithmetic 0.1
      issue 0.2
      loads 0.05
      lanes 0.5
      iterations 0.4
      waiting 0.1
      spills 1
      conditions 0.5
      beyondFirst 1
      beyondSecond 2
      beyondThird 5
      launches 1000
      quotients 2
      functions 4
      choices 0.1
      stores 0.3
      bounded 1
      writtenSecond 2
      writtenThird 8
      allocations 100
      pages 200
      tasks 50
      sharing 10
      """)

  /// - Precondition: `text` is a table.
  private init(shipped text: String) {
    guard let costs = try? TermCosts(parsing: text, file: "shipped costs") else {
      preconditionFailure("the shipped costs are no table")
    }
    self = costs
  }
}
