"builtin.module"() ({
  "func.func"() <{function_type = (i64) -> i64, sym_name = "integers"}> ({
  ^bb0(%arg2: i64):
    %247 = "arith.trunci"(%arg2) : (i64) -> i32
    %248 = "arith.constant"() <{value = 13 : i32}> : () -> i32
    %249 = "arith.addi"(%247, %248) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    %250 = "arith.constant"() <{value = 9 : i32}> : () -> i32
    %251 = "arith.remsi"(%247, %250) : (i32, i32) -> i32
    %252 = "math.absi"(%247) : (i32) -> i32
    %253 = "math.ctlz"(%247) : (i32) -> i32
    %254 = "math.cttz"(%247) : (i32) -> i32
    %255 = "math.ctpop"(%247) : (i32) -> i32
    %256 = "math.ipowi"(%249, %251) : (i32, i32) -> i32
    %257 = "arith.constant"() <{value = 0 : i32}> : () -> i32
    %258 = "math.ctlz"(%257) : (i32) -> i32
    %259 = "math.cttz"(%257) : (i32) -> i32
    %260 = "arith.constant"() <{value = -1 : i32}> : () -> i32
    %261 = "math.ipowi"(%260, %247) : (i32, i32) -> i32
    %262 = "arith.constant"() <{value = 17 : i64}> : () -> i64
    %263 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %264 = "arith.extsi"(%252) : (i32) -> i64
    %265 = "arith.muli"(%262, %263) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %266 = "arith.addi"(%265, %264) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %267 = "arith.extsi"(%253) : (i32) -> i64
    %268 = "arith.muli"(%266, %263) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %269 = "arith.addi"(%268, %267) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %270 = "arith.extsi"(%254) : (i32) -> i64
    %271 = "arith.muli"(%269, %263) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %272 = "arith.addi"(%271, %270) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %273 = "arith.extsi"(%255) : (i32) -> i64
    %274 = "arith.muli"(%272, %263) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %275 = "arith.addi"(%274, %273) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %276 = "arith.extsi"(%256) : (i32) -> i64
    %277 = "arith.muli"(%275, %263) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %278 = "arith.addi"(%277, %276) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %279 = "arith.extsi"(%258) : (i32) -> i64
    %280 = "arith.muli"(%278, %263) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %281 = "arith.addi"(%280, %279) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %282 = "arith.extsi"(%259) : (i32) -> i64
    %283 = "arith.muli"(%281, %263) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %284 = "arith.addi"(%283, %282) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %285 = "arith.extsi"(%261) : (i32) -> i64
    %286 = "arith.muli"(%284, %263) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %287 = "arith.addi"(%286, %285) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%287) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "exact"}> ({
  ^bb0(%arg1: i64):
    %191 = "arith.trunci"(%arg1) : (i64) -> i32
    %192 = "arith.constant"() <{value = 13 : i32}> : () -> i32
    %193 = "arith.addi"(%191, %192) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    %194 = "arith.constant"() <{value = 50 : i32}> : () -> i32
    %195 = "arith.remsi"(%191, %194) : (i32, i32) -> i32
    %196 = "arith.sitofp"(%195) : (i32) -> f32
    %197 = "arith.constant"() <{value = 3.750000e-01 : f32}> : () -> f32
    %198 = "arith.mulf"(%196, %197) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %199 = "arith.constant"() <{value = 3.250000e+00 : f32}> : () -> f32
    %200 = "math.absf"(%198) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %201 = "math.floor"(%198) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %202 = "math.ceil"(%198) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %203 = "math.round"(%198) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %204 = "math.roundeven"(%198) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %205 = "math.trunc"(%198) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %206 = "math.sqrt"(%200) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %207 = "math.copysign"(%199, %198) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %208 = "math.fma"(%198, %199, %197) <{fastmath = #arith.fastmath<none>}> : (f32, f32, f32) -> f32
    %209 = "arith.bitcast"(%200) : (f32) -> i32
    %210 = "arith.bitcast"(%201) : (f32) -> i32
    %211 = "arith.bitcast"(%202) : (f32) -> i32
    %212 = "arith.bitcast"(%203) : (f32) -> i32
    %213 = "arith.bitcast"(%204) : (f32) -> i32
    %214 = "arith.bitcast"(%205) : (f32) -> i32
    %215 = "arith.bitcast"(%206) : (f32) -> i32
    %216 = "arith.bitcast"(%207) : (f32) -> i32
    %217 = "arith.bitcast"(%208) : (f32) -> i32
    %218 = "arith.constant"() <{value = 17 : i64}> : () -> i64
    %219 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %220 = "arith.extsi"(%209) : (i32) -> i64
    %221 = "arith.muli"(%218, %219) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %222 = "arith.addi"(%221, %220) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %223 = "arith.extsi"(%210) : (i32) -> i64
    %224 = "arith.muli"(%222, %219) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %225 = "arith.addi"(%224, %223) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %226 = "arith.extsi"(%211) : (i32) -> i64
    %227 = "arith.muli"(%225, %219) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %228 = "arith.addi"(%227, %226) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %229 = "arith.extsi"(%212) : (i32) -> i64
    %230 = "arith.muli"(%228, %219) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %231 = "arith.addi"(%230, %229) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %232 = "arith.extsi"(%213) : (i32) -> i64
    %233 = "arith.muli"(%231, %219) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %234 = "arith.addi"(%233, %232) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %235 = "arith.extsi"(%214) : (i32) -> i64
    %236 = "arith.muli"(%234, %219) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %237 = "arith.addi"(%236, %235) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %238 = "arith.extsi"(%215) : (i32) -> i64
    %239 = "arith.muli"(%237, %219) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %240 = "arith.addi"(%239, %238) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %241 = "arith.extsi"(%216) : (i32) -> i64
    %242 = "arith.muli"(%240, %219) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %243 = "arith.addi"(%242, %241) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %244 = "arith.extsi"(%217) : (i32) -> i64
    %245 = "arith.muli"(%243, %219) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %246 = "arith.addi"(%245, %244) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%246) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "functions"}> ({
  ^bb0(%arg0: i64):
    %0 = "arith.trunci"(%arg0) : (i64) -> i32
    %1 = "arith.constant"() <{value = 13 : i32}> : () -> i32
    %2 = "arith.addi"(%0, %1) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    %3 = "arith.constant"() <{value = 50 : i32}> : () -> i32
    %4 = "arith.remsi"(%0, %3) : (i32, i32) -> i32
    %5 = "math.absi"(%4) : (i32) -> i32
    %6 = "arith.sitofp"(%5) : (i32) -> f32
    %7 = "arith.constant"() <{value = 6.400000e+01 : f32}> : () -> f32
    %8 = "arith.constant"() <{value = 1.500000e+00 : f32}> : () -> f32
    %9 = "arith.divf"(%6, %7) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %10 = "arith.addf"(%9, %8) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %11 = "math.exp"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %12 = "math.exp2"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %13 = "math.expm1"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %14 = "math.log"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %15 = "math.log2"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %16 = "math.log1p"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %17 = "math.log10"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %18 = "math.erf"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %19 = "math.sin"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %20 = "math.cos"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %21 = "math.tan"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %22 = "math.atan"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %23 = "math.sinh"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %24 = "math.cosh"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %25 = "math.tanh"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %26 = "math.asinh"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %27 = "math.cbrt"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %28 = "math.rsqrt"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %29 = "math.asin"(%9) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %30 = "math.acos"(%9) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %31 = "math.atanh"(%9) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %32 = "math.acosh"(%10) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %33 = "math.powf"(%10, %9) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %34 = "math.atan2"(%10, %9) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %35 = "arith.constant"() <{value = -3 : i32}> : () -> i32
    %36 = "math.fpowi"(%10, %35) <{fastmath = #arith.fastmath<none>}> : (f32, i32) -> f32
    %37 = "arith.constant"() <{value = 1.024000e+03 : f32}> : () -> f32
    %38 = "arith.constant"() <{value = 3.000000e-01 : f32}> : () -> f32
    %39 = "arith.mulf"(%11, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %40 = "arith.addf"(%39, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %41 = "arith.fptosi"(%40) : (f32) -> i32
    %42 = "arith.mulf"(%12, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %43 = "arith.addf"(%42, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %44 = "arith.fptosi"(%43) : (f32) -> i32
    %45 = "arith.mulf"(%13, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %46 = "arith.addf"(%45, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %47 = "arith.fptosi"(%46) : (f32) -> i32
    %48 = "arith.mulf"(%14, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %49 = "arith.addf"(%48, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %50 = "arith.fptosi"(%49) : (f32) -> i32
    %51 = "arith.mulf"(%15, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %52 = "arith.addf"(%51, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %53 = "arith.fptosi"(%52) : (f32) -> i32
    %54 = "arith.mulf"(%16, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %55 = "arith.addf"(%54, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %56 = "arith.fptosi"(%55) : (f32) -> i32
    %57 = "arith.mulf"(%17, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %58 = "arith.addf"(%57, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %59 = "arith.fptosi"(%58) : (f32) -> i32
    %60 = "arith.mulf"(%18, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %61 = "arith.addf"(%60, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %62 = "arith.fptosi"(%61) : (f32) -> i32
    %63 = "arith.mulf"(%19, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %64 = "arith.addf"(%63, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %65 = "arith.fptosi"(%64) : (f32) -> i32
    %66 = "arith.mulf"(%20, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %67 = "arith.addf"(%66, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %68 = "arith.fptosi"(%67) : (f32) -> i32
    %69 = "arith.mulf"(%21, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %70 = "arith.addf"(%69, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %71 = "arith.fptosi"(%70) : (f32) -> i32
    %72 = "arith.mulf"(%22, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %73 = "arith.addf"(%72, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %74 = "arith.fptosi"(%73) : (f32) -> i32
    %75 = "arith.mulf"(%23, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %76 = "arith.addf"(%75, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %77 = "arith.fptosi"(%76) : (f32) -> i32
    %78 = "arith.mulf"(%24, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %79 = "arith.addf"(%78, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %80 = "arith.fptosi"(%79) : (f32) -> i32
    %81 = "arith.mulf"(%25, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %82 = "arith.addf"(%81, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %83 = "arith.fptosi"(%82) : (f32) -> i32
    %84 = "arith.mulf"(%26, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %85 = "arith.addf"(%84, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %86 = "arith.fptosi"(%85) : (f32) -> i32
    %87 = "arith.mulf"(%27, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %88 = "arith.addf"(%87, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %89 = "arith.fptosi"(%88) : (f32) -> i32
    %90 = "arith.mulf"(%28, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %91 = "arith.addf"(%90, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %92 = "arith.fptosi"(%91) : (f32) -> i32
    %93 = "arith.mulf"(%29, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %94 = "arith.addf"(%93, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %95 = "arith.fptosi"(%94) : (f32) -> i32
    %96 = "arith.mulf"(%30, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %97 = "arith.addf"(%96, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %98 = "arith.fptosi"(%97) : (f32) -> i32
    %99 = "arith.mulf"(%31, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %100 = "arith.addf"(%99, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %101 = "arith.fptosi"(%100) : (f32) -> i32
    %102 = "arith.mulf"(%32, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %103 = "arith.addf"(%102, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %104 = "arith.fptosi"(%103) : (f32) -> i32
    %105 = "arith.mulf"(%33, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %106 = "arith.addf"(%105, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %107 = "arith.fptosi"(%106) : (f32) -> i32
    %108 = "arith.mulf"(%34, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %109 = "arith.addf"(%108, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %110 = "arith.fptosi"(%109) : (f32) -> i32
    %111 = "arith.mulf"(%36, %37) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %112 = "arith.addf"(%111, %38) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %113 = "arith.fptosi"(%112) : (f32) -> i32
    %114 = "arith.constant"() <{value = 17 : i64}> : () -> i64
    %115 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %116 = "arith.extsi"(%41) : (i32) -> i64
    %117 = "arith.muli"(%114, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %118 = "arith.addi"(%117, %116) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %119 = "arith.extsi"(%44) : (i32) -> i64
    %120 = "arith.muli"(%118, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %121 = "arith.addi"(%120, %119) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %122 = "arith.extsi"(%47) : (i32) -> i64
    %123 = "arith.muli"(%121, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %124 = "arith.addi"(%123, %122) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %125 = "arith.extsi"(%50) : (i32) -> i64
    %126 = "arith.muli"(%124, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %127 = "arith.addi"(%126, %125) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %128 = "arith.extsi"(%53) : (i32) -> i64
    %129 = "arith.muli"(%127, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %130 = "arith.addi"(%129, %128) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %131 = "arith.extsi"(%56) : (i32) -> i64
    %132 = "arith.muli"(%130, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %133 = "arith.addi"(%132, %131) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %134 = "arith.extsi"(%59) : (i32) -> i64
    %135 = "arith.muli"(%133, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %136 = "arith.addi"(%135, %134) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %137 = "arith.extsi"(%62) : (i32) -> i64
    %138 = "arith.muli"(%136, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %139 = "arith.addi"(%138, %137) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %140 = "arith.extsi"(%65) : (i32) -> i64
    %141 = "arith.muli"(%139, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %142 = "arith.addi"(%141, %140) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %143 = "arith.extsi"(%68) : (i32) -> i64
    %144 = "arith.muli"(%142, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %145 = "arith.addi"(%144, %143) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %146 = "arith.extsi"(%71) : (i32) -> i64
    %147 = "arith.muli"(%145, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %148 = "arith.addi"(%147, %146) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %149 = "arith.extsi"(%74) : (i32) -> i64
    %150 = "arith.muli"(%148, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %151 = "arith.addi"(%150, %149) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %152 = "arith.extsi"(%77) : (i32) -> i64
    %153 = "arith.muli"(%151, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %154 = "arith.addi"(%153, %152) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %155 = "arith.extsi"(%80) : (i32) -> i64
    %156 = "arith.muli"(%154, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %157 = "arith.addi"(%156, %155) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %158 = "arith.extsi"(%83) : (i32) -> i64
    %159 = "arith.muli"(%157, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %160 = "arith.addi"(%159, %158) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %161 = "arith.extsi"(%86) : (i32) -> i64
    %162 = "arith.muli"(%160, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %163 = "arith.addi"(%162, %161) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %164 = "arith.extsi"(%89) : (i32) -> i64
    %165 = "arith.muli"(%163, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %166 = "arith.addi"(%165, %164) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %167 = "arith.extsi"(%92) : (i32) -> i64
    %168 = "arith.muli"(%166, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %169 = "arith.addi"(%168, %167) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %170 = "arith.extsi"(%95) : (i32) -> i64
    %171 = "arith.muli"(%169, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %172 = "arith.addi"(%171, %170) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %173 = "arith.extsi"(%98) : (i32) -> i64
    %174 = "arith.muli"(%172, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %175 = "arith.addi"(%174, %173) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %176 = "arith.extsi"(%101) : (i32) -> i64
    %177 = "arith.muli"(%175, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %178 = "arith.addi"(%177, %176) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %179 = "arith.extsi"(%104) : (i32) -> i64
    %180 = "arith.muli"(%178, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %181 = "arith.addi"(%180, %179) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %182 = "arith.extsi"(%107) : (i32) -> i64
    %183 = "arith.muli"(%181, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %184 = "arith.addi"(%183, %182) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %185 = "arith.extsi"(%110) : (i32) -> i64
    %186 = "arith.muli"(%184, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %187 = "arith.addi"(%186, %185) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %188 = "arith.extsi"(%113) : (i32) -> i64
    %189 = "arith.muli"(%187, %115) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %190 = "arith.addi"(%189, %188) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%190) : (i64) -> ()
  }) : () -> ()
}) : () -> ()

