import Dialects
import IR
import Support
func lowerKernel(_ kernel: OperationID, in source: Module, named: String, into target: inout Module) throws(Diagnostic) -> OperationID { throw .error("not here") }
func applyDefaultSchedule(to program: OperationID, in module: inout Module, hardware: HardwareDescription) throws(Diagnostic) {}
func lowerToLoops(_ program: OperationID, in module: inout Module, hardware: HardwareDescription) throws(Diagnostic) -> OperationID { program }
