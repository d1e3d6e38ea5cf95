"builtin.module"() ({
  "func.func"() <{function_type = (i64) -> i64, sym_name = "integers"}> ({
  ^bb0(%arg4: i64):
    %151 = "arith.trunci"(%arg4) : (i64) -> i32
    %152 = "arith.constant"() <{value = 13 : i32}> : () -> i32
    %153 = "arith.addi"(%151, %152) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    %154 = "arith.addi"(%151, %153) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    %155 = "arith.subi"(%151, %153) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    %156 = "arith.muli"(%151, %153) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    %157 = "arith.andi"(%151, %153) : (i32, i32) -> i32
    %158 = "arith.ori"(%151, %153) : (i32, i32) -> i32
    %159 = "arith.xori"(%151, %153) : (i32, i32) -> i32
    %160 = "arith.maxsi"(%151, %153) : (i32, i32) -> i32
    %161 = "arith.maxui"(%151, %153) : (i32, i32) -> i32
    %162 = "arith.minsi"(%151, %153) : (i32, i32) -> i32
    %163 = "arith.minui"(%151, %153) : (i32, i32) -> i32
    %164 = "arith.constant"() <{value = 1 : i32}> : () -> i32
    %165 = "arith.constant"() <{value = 7 : i32}> : () -> i32
    %166 = "arith.constant"() <{value = -3 : i32}> : () -> i32
    %167 = "arith.divsi"(%151, %166) : (i32, i32) -> i32
    %168 = "arith.divui"(%151, %165) : (i32, i32) -> i32
    %169 = "arith.remsi"(%151, %166) : (i32, i32) -> i32
    %170 = "arith.remui"(%151, %165) : (i32, i32) -> i32
    %171 = "arith.ceildivsi"(%151, %166) : (i32, i32) -> i32
    %172 = "arith.ceildivui"(%151, %165) : (i32, i32) -> i32
    %173 = "arith.floordivsi"(%151, %166) : (i32, i32) -> i32
    %174 = "arith.shli"(%151, %165) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    %175 = "arith.shrsi"(%151, %165) : (i32, i32) -> i32
    %176 = "arith.shrui"(%151, %165) : (i32, i32) -> i32
    %177 = "arith.constant"() <{value = 17 : i64}> : () -> i64
    %178 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %179 = "arith.extsi"(%154) : (i32) -> i64
    %180 = "arith.muli"(%177, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %181 = "arith.addi"(%180, %179) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %182 = "arith.extsi"(%155) : (i32) -> i64
    %183 = "arith.muli"(%181, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %184 = "arith.addi"(%183, %182) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %185 = "arith.extsi"(%156) : (i32) -> i64
    %186 = "arith.muli"(%184, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %187 = "arith.addi"(%186, %185) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %188 = "arith.extsi"(%157) : (i32) -> i64
    %189 = "arith.muli"(%187, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %190 = "arith.addi"(%189, %188) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %191 = "arith.extsi"(%158) : (i32) -> i64
    %192 = "arith.muli"(%190, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %193 = "arith.addi"(%192, %191) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %194 = "arith.extsi"(%159) : (i32) -> i64
    %195 = "arith.muli"(%193, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %196 = "arith.addi"(%195, %194) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %197 = "arith.extsi"(%160) : (i32) -> i64
    %198 = "arith.muli"(%196, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %199 = "arith.addi"(%198, %197) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %200 = "arith.extsi"(%161) : (i32) -> i64
    %201 = "arith.muli"(%199, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %202 = "arith.addi"(%201, %200) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %203 = "arith.extsi"(%162) : (i32) -> i64
    %204 = "arith.muli"(%202, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %205 = "arith.addi"(%204, %203) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %206 = "arith.extsi"(%163) : (i32) -> i64
    %207 = "arith.muli"(%205, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %208 = "arith.addi"(%207, %206) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %209 = "arith.extsi"(%167) : (i32) -> i64
    %210 = "arith.muli"(%208, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %211 = "arith.addi"(%210, %209) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %212 = "arith.extsi"(%168) : (i32) -> i64
    %213 = "arith.muli"(%211, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %214 = "arith.addi"(%213, %212) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %215 = "arith.extsi"(%169) : (i32) -> i64
    %216 = "arith.muli"(%214, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %217 = "arith.addi"(%216, %215) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %218 = "arith.extsi"(%170) : (i32) -> i64
    %219 = "arith.muli"(%217, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %220 = "arith.addi"(%219, %218) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %221 = "arith.extsi"(%171) : (i32) -> i64
    %222 = "arith.muli"(%220, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %223 = "arith.addi"(%222, %221) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %224 = "arith.extsi"(%172) : (i32) -> i64
    %225 = "arith.muli"(%223, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %226 = "arith.addi"(%225, %224) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %227 = "arith.extsi"(%173) : (i32) -> i64
    %228 = "arith.muli"(%226, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %229 = "arith.addi"(%228, %227) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %230 = "arith.extsi"(%174) : (i32) -> i64
    %231 = "arith.muli"(%229, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %232 = "arith.addi"(%231, %230) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %233 = "arith.extsi"(%175) : (i32) -> i64
    %234 = "arith.muli"(%232, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %235 = "arith.addi"(%234, %233) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %236 = "arith.extsi"(%176) : (i32) -> i64
    %237 = "arith.muli"(%235, %178) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %238 = "arith.addi"(%237, %236) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%238) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "wide"}> ({
  ^bb0(%arg3: i64):
    %103 = "arith.trunci"(%arg3) : (i64) -> i32
    %104 = "arith.constant"() <{value = 13 : i32}> : () -> i32
    %105 = "arith.addi"(%103, %104) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    %106:2 = "arith.addui_extended"(%103, %105) : (i32, i32) -> (i32, i1)
    %107:2 = "arith.mulsi_extended"(%103, %105) : (i32, i32) -> (i32, i32)
    %108:2 = "arith.mului_extended"(%103, %105) : (i32, i32) -> (i32, i32)
    %109 = "arith.extui"(%106#1) : (i1) -> i32
    %110 = "arith.cmpi"(%103, %105) <{predicate = 2 : i64}> : (i32, i32) -> i1
    %111 = "arith.select"(%110, %107#0, %107#1) : (i1, i32, i32) -> i32
    %112 = "arith.trunci"(%103) : (i32) -> i8
    %113 = "arith.extsi"(%112) : (i8) -> i32
    %114 = "arith.extui"(%112) : (i8) -> i32
    %115 = "arith.index_cast"(%103) : (i32) -> index
    %116 = "arith.index_castui"(%103) : (i32) -> index
    %117 = "arith.addi"(%115, %116) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
    %118 = "arith.index_cast"(%117) : (index) -> i32
    %119 = "arith.constant"() <{value = 17 : i64}> : () -> i64
    %120 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %121 = "arith.extsi"(%106#0) : (i32) -> i64
    %122 = "arith.muli"(%119, %120) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %123 = "arith.addi"(%122, %121) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %124 = "arith.extsi"(%109) : (i32) -> i64
    %125 = "arith.muli"(%123, %120) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %126 = "arith.addi"(%125, %124) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %127 = "arith.extsi"(%107#0) : (i32) -> i64
    %128 = "arith.muli"(%126, %120) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %129 = "arith.addi"(%128, %127) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %130 = "arith.extsi"(%107#1) : (i32) -> i64
    %131 = "arith.muli"(%129, %120) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %132 = "arith.addi"(%131, %130) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %133 = "arith.extsi"(%108#0) : (i32) -> i64
    %134 = "arith.muli"(%132, %120) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %135 = "arith.addi"(%134, %133) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %136 = "arith.extsi"(%108#1) : (i32) -> i64
    %137 = "arith.muli"(%135, %120) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %138 = "arith.addi"(%137, %136) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %139 = "arith.extsi"(%111) : (i32) -> i64
    %140 = "arith.muli"(%138, %120) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %141 = "arith.addi"(%140, %139) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %142 = "arith.extsi"(%113) : (i32) -> i64
    %143 = "arith.muli"(%141, %120) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %144 = "arith.addi"(%143, %142) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %145 = "arith.extsi"(%114) : (i32) -> i64
    %146 = "arith.muli"(%144, %120) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %147 = "arith.addi"(%146, %145) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %148 = "arith.extsi"(%118) : (i32) -> i64
    %149 = "arith.muli"(%147, %120) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %150 = "arith.addi"(%149, %148) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%150) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "wideOf64"}> ({
  ^bb0(%arg2: i64):
    %99:2 = "arith.mulsi_extended"(%arg2, %arg2) : (i64, i64) -> (i64, i64)
    %100:2 = "arith.mului_extended"(%arg2, %arg2) : (i64, i64) -> (i64, i64)
    %101 = "arith.xori"(%99#0, %99#1) : (i64, i64) -> i64
    %102 = "arith.addi"(%101, %100#1) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%102) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "floats"}> ({
  ^bb0(%arg1: i64):
    %19 = "arith.trunci"(%arg1) : (i64) -> i32
    %20 = "arith.constant"() <{value = 13 : i32}> : () -> i32
    %21 = "arith.addi"(%19, %20) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    %22 = "arith.sitofp"(%19) : (i32) -> f32
    %23 = "arith.uitofp"(%19) : (i32) -> f32
    %24 = "arith.constant"() <{value = 2.500000e+00 : f32}> : () -> f32
    %25 = "arith.addf"(%22, %24) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %26 = "arith.subf"(%22, %24) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %27 = "arith.mulf"(%22, %24) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %28 = "arith.divf"(%22, %24) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %29 = "arith.remf"(%22, %24) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %30 = "arith.maximumf"(%22, %24) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %31 = "arith.minimumf"(%22, %24) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %32 = "arith.maxnumf"(%22, %24) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %33 = "arith.minnumf"(%22, %24) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %34 = "arith.negf"(%22) <{fastmath = #arith.fastmath<none>}> : (f32) -> f32
    %35 = "arith.extf"(%22) : (f32) -> f64
    %36 = "arith.truncf"(%35) : (f64) -> f32
    %37 = "arith.truncf"(%24) : (f32) -> f16
    %38 = "arith.extf"(%37) : (f16) -> f32
    %39 = "arith.cmpf"(%22, %24) <{fastmath = #arith.fastmath<none>, predicate = 4 : i64}> : (f32, f32) -> i1
    %40 = "arith.select"(%39, %23, %24) : (i1, f32, f32) -> f32
    %41 = "arith.bitcast"(%25) : (f32) -> i32
    %42 = "arith.bitcast"(%26) : (f32) -> i32
    %43 = "arith.bitcast"(%27) : (f32) -> i32
    %44 = "arith.bitcast"(%28) : (f32) -> i32
    %45 = "arith.bitcast"(%29) : (f32) -> i32
    %46 = "arith.bitcast"(%30) : (f32) -> i32
    %47 = "arith.bitcast"(%31) : (f32) -> i32
    %48 = "arith.bitcast"(%32) : (f32) -> i32
    %49 = "arith.bitcast"(%33) : (f32) -> i32
    %50 = "arith.bitcast"(%34) : (f32) -> i32
    %51 = "arith.bitcast"(%36) : (f32) -> i32
    %52 = "arith.bitcast"(%38) : (f32) -> i32
    %53 = "arith.bitcast"(%40) : (f32) -> i32
    %54 = "arith.bitcast"(%23) : (f32) -> i32
    %55 = "arith.constant"() <{value = 17 : i64}> : () -> i64
    %56 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %57 = "arith.extsi"(%41) : (i32) -> i64
    %58 = "arith.muli"(%55, %56) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %59 = "arith.addi"(%58, %57) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %60 = "arith.extsi"(%42) : (i32) -> i64
    %61 = "arith.muli"(%59, %56) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %62 = "arith.addi"(%61, %60) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %63 = "arith.extsi"(%43) : (i32) -> i64
    %64 = "arith.muli"(%62, %56) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %65 = "arith.addi"(%64, %63) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %66 = "arith.extsi"(%44) : (i32) -> i64
    %67 = "arith.muli"(%65, %56) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %68 = "arith.addi"(%67, %66) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %69 = "arith.extsi"(%45) : (i32) -> i64
    %70 = "arith.muli"(%68, %56) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %71 = "arith.addi"(%70, %69) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %72 = "arith.extsi"(%46) : (i32) -> i64
    %73 = "arith.muli"(%71, %56) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %74 = "arith.addi"(%73, %72) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %75 = "arith.extsi"(%47) : (i32) -> i64
    %76 = "arith.muli"(%74, %56) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %77 = "arith.addi"(%76, %75) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %78 = "arith.extsi"(%48) : (i32) -> i64
    %79 = "arith.muli"(%77, %56) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %80 = "arith.addi"(%79, %78) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %81 = "arith.extsi"(%49) : (i32) -> i64
    %82 = "arith.muli"(%80, %56) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %83 = "arith.addi"(%82, %81) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %84 = "arith.extsi"(%50) : (i32) -> i64
    %85 = "arith.muli"(%83, %56) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %86 = "arith.addi"(%85, %84) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %87 = "arith.extsi"(%51) : (i32) -> i64
    %88 = "arith.muli"(%86, %56) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %89 = "arith.addi"(%88, %87) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %90 = "arith.extsi"(%52) : (i32) -> i64
    %91 = "arith.muli"(%89, %56) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %92 = "arith.addi"(%91, %90) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %93 = "arith.extsi"(%53) : (i32) -> i64
    %94 = "arith.muli"(%92, %56) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %95 = "arith.addi"(%94, %93) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %96 = "arith.extsi"(%54) : (i32) -> i64
    %97 = "arith.muli"(%95, %56) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %98 = "arith.addi"(%97, %96) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%98) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "truncations"}> ({
  ^bb0(%arg0: i64):
    %0 = "arith.trunci"(%arg0) : (i64) -> i32
    %1 = "arith.constant"() <{value = 13 : i32}> : () -> i32
    %2 = "arith.addi"(%0, %1) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
    %3 = "arith.constant"() <{value = 1000 : i32}> : () -> i32
    %4 = "arith.remsi"(%0, %3) : (i32, i32) -> i32
    %5 = "arith.sitofp"(%4) : (i32) -> f32
    %6 = "arith.constant"() <{value = 5.000000e-01 : f32}> : () -> f32
    %7 = "arith.mulf"(%5, %6) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %8 = "arith.fptosi"(%7) : (f32) -> i32
    %9 = "arith.mulf"(%7, %7) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32
    %10 = "arith.fptoui"(%9) : (f32) -> i32
    %11 = "arith.constant"() <{value = 17 : i64}> : () -> i64
    %12 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %13 = "arith.extsi"(%8) : (i32) -> i64
    %14 = "arith.muli"(%11, %12) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %15 = "arith.addi"(%14, %13) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %16 = "arith.extsi"(%10) : (i32) -> i64
    %17 = "arith.muli"(%15, %12) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %18 = "arith.addi"(%17, %16) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%18) : (i64) -> ()
  }) : () -> ()
}) : () -> ()

