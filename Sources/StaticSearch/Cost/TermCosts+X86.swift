extension TermCosts {
  /// Those of x86: fitted to 1833 schedules of random programs, half on one thread and half on two of an AMD
  /// EPYC with AVX-512 (4.2 GHz), `train-costs` with the seeds 4 and 5; 491 of others were held out.
  public static let x86 = TermCosts(
    shipped: """
      issue 0.1904
      lanes 0.0062
      iterations 0.2399
      waiting 0.1717
      conditions 0.3376
      beyondFirst 0.0166
      beyondSecond 0.0595
      launches 174.7
      bounded 0.1916
      writtenThird 0.6293
      pages 55.2
      sharing 0.4697
      gathers 0.2443
      masks 0.0595
      """)

  /// - Precondition: `text` is a table.
  private init(shipped text: String) {
    guard let costs = try? TermCosts(parsing: text, file: "shipped costs") else {
      preconditionFailure("the shipped costs are no table")
    }
    self = costs
  }
}
