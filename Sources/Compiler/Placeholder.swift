import Dialects
import IR
import Support
func applyDefaultSchedule(to program: OperationID, in module: inout Module, hardware: HardwareDescription) throws(Diagnostic) {}
func lowerToLoops(_ program: OperationID, in module: inout Module, hardware: HardwareDescription) throws(Diagnostic) -> OperationID { program }
