// A dialect that is not known may write what looks like an alias; no alias of ours gets its name.
"builtin.module"() ({
  "unknown.op"() {map = affine_map<(d0) -> (d0 + 1)>, more = affine_map<(d0) -> (d0 + 2)>, t = !unknown.type<#map, #loc>, u = #unknown.attribute<#loc1>} : () -> () loc(fused["a", "b"])
  "unknown.op"() {operandSegmentSizes = array<i32: 1, 1>} : () -> () loc("a")
  "func.func"() <{function_type = () -> (), sym_name = "f"}> ({
    "func.return"() : () -> ()
  }) {operandSegmentSizes = array<i32: 1, 1>} : () -> ()
}) : () -> ()
