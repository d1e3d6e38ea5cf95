/// The tables of a module that is only read.
struct SourceTables {
  var operations: UnsafeBufferPointer<OperationRow>
  var operands: UnsafeBufferPointer<OperandRow>
  var values: UnsafeBufferPointer<ValueRow>
  var regions: UnsafeBufferPointer<RegionRow>
  var blocks: UnsafeBufferPointer<BlockRow>
  var successors: UnsafeBufferPointer<SuccessorRow>
}

/// The tables of a module that is written.
struct TargetTables {
  var operations: UnsafeMutableBufferPointer<OperationRow>
  var operands: UnsafeMutableBufferPointer<OperandRow>
  var values: UnsafeMutableBufferPointer<ValueRow>
  var regions: UnsafeMutableBufferPointer<RegionRow>
  var blocks: UnsafeMutableBufferPointer<BlockRow>
  var successors: UnsafeMutableBufferPointer<SuccessorRow>
}

extension SourceTables {
  /// The same tables, to read what is copied inside one module.
  init(_ target: TargetTables) {
    self.init(
      operations: UnsafeBufferPointer(target.operations),
      operands: UnsafeBufferPointer(target.operands),
      values: UnsafeBufferPointer(target.values), regions: UnsafeBufferPointer(target.regions),
      blocks: UnsafeBufferPointer(target.blocks),
      successors: UnsafeBufferPointer(target.successors))
  }
}

extension Module {
  func withTables<Result>(_ body: (SourceTables) -> Result) -> Result {
    operationRows.withUnsafeBufferPointer { operations in
      operandRows.withUnsafeBufferPointer { operands in
        valueRows.withUnsafeBufferPointer { values in
          regionRows.withUnsafeBufferPointer { regions in
            blockRows.withUnsafeBufferPointer { blocks in
              successorRows.withUnsafeBufferPointer { successors in
                body(
                  SourceTables(
                    operations: operations, operands: operands, values: values,
                    regions: regions, blocks: blocks, successors: successors))
              }
            }
          }
        }
      }
    }
  }
}

extension Module {
  mutating func withMutableTables<Result>(_ body: (TargetTables) -> Result) -> Result {
    operationRows.withUnsafeMutableBufferPointer { operations in
      operandRows.withUnsafeMutableBufferPointer { operands in
        valueRows.withUnsafeMutableBufferPointer { values in
          regionRows.withUnsafeMutableBufferPointer { regions in
            blockRows.withUnsafeMutableBufferPointer { blocks in
              successorRows.withUnsafeMutableBufferPointer { successors in
                body(
                  TargetTables(
                    operations: operations, operands: operands, values: values,
                    regions: regions, blocks: blocks, successors: successors))
              }
            }
          }
        }
      }
    }
  }
}
