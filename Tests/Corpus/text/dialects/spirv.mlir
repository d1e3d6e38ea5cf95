"builtin.module"() ({
  "spirv.module"() <{addressing_model = #spirv.addressing_model<Logical>, memory_model = #spirv.memory_model<GLSL450>, vce_triple = #spirv.vce<v1.3, [Shader, Float16], [SPV_KHR_16bit_storage]>}> ({
    "spirv.GlobalVariable"() <{binding = 1 : i32, descriptor_set = 0 : i32, sym_name = "in", type = !spirv.ptr<!spirv.struct<(!spirv.array<4 x f32, stride=4> [0])>, StorageBuffer>}> : () -> ()
    "spirv.func"() <{function_control = #spirv.function_control<DontInline>, function_type = (f32, !spirv.ptr<f32, Function>) -> f32, sym_name = "f"}> ({
    ^bb0(%arg0: f32, %arg1: !spirv.ptr<f32, Function>):
      %0 = "spirv.FMul"(%arg0, %arg0) : (f32, f32) -> f32
      %1 = "spirv.Constant"() <{value = dense<[1.000000e+00, 2.000000e+00]> : vector<2xf32>}> : () -> vector<2xf32>
      %2 = "spirv.Load"(%arg1) <{alignment = 4 : i32, memory_access = #spirv.memory_access<Aligned>}> : (!spirv.ptr<f32, Function>) -> f32
      "spirv.ReturnValue"(%0) : (f32) -> ()
    }) : () -> ()
    "spirv.EntryPoint"() <{execution_model = #spirv.execution_model<GLCompute>, fn = @f, interface = [@in]}> : () -> ()
  }) : () -> ()
}) : () -> ()

