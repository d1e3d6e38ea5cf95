/// A call of a kernel, whose parameters are all of a pointer's size and whose number is not known here; made once,
/// it may be called often, which costs no more than the call itself.
package struct KernelCall {
  private typealias W = UInt
  private typealias Function =
    @convention(c) (
      W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W
    ) -> Void

  private let function: Function
  private let words: [UInt]

  /// What a kernel is called with: a pointer for each buffer, a value for each size, and the threads.
  ///
  /// Zeros are handed over behind them, which the function does not look at: in the calling conventions of the
  /// machines we compile for, the caller makes and removes the arguments.
  ///
  /// - Precondition: there are fewer of them than `TensorKernel.mostParameters`.
  package init(
    _ kernel: UnsafeRawPointer, _ buffers: [UnsafeMutableRawPointer?], sizes: [Int],
    pool: OpaquePointer?
  ) {
    let given =
      buffers.map { UInt(bitPattern: $0) } + sizes.map { UInt(bitPattern: $0) }
      + [UInt(bitPattern: pool)]
    precondition(given.count <= TensorKernel.mostParameters)
    function = unsafeBitCast(kernel, to: Function.self)
    words = given + [UInt](repeating: 0, count: TensorKernel.mostParameters - given.count)
  }

  /// Calls it.
  package func callAsFunction() {
    words.withUnsafeBufferPointer { w in
      function(
        w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], w[10], w[11], w[12], w[13],
        w[14], w[15], w[16], w[17], w[18], w[19], w[20], w[21], w[22], w[23])
    }
  }
}
