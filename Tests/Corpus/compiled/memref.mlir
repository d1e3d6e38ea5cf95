#map = affine_map<(d0, d1) -> (d1, d0)>
"builtin.module"() ({
  "memref.global"() <{constant, initial_value = dense<[[1, -2, 3], [4, 5, 1000]]> : tensor<2x3xi64>, sym_name = "table", sym_visibility = "private", type = memref<2x3xi64>}> : () -> ()
  "memref.global"() <{initial_value = dense<9> : tensor<4xi64>, sym_name = "splat", sym_visibility = "private", type = memref<4xi64>}> : () -> ()
  "memref.global"() <{initial_value, sym_name = "zero", sym_visibility = "private", type = memref<4xi64>}> : () -> ()
  "memref.global"() <{constant, initial_value = dense<[true, false, true, true]> : tensor<4xi1>, sym_name = "flags", sym_visibility = "private", type = memref<4xi1>}> : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "views"}> ({
  ^bb0(%arg18: i64):
    %137 = "arith.constant"() <{value = 0 : index}> : () -> index
    %138 = "arith.constant"() <{value = 1 : index}> : () -> index
    %139 = "arith.constant"() <{value = 2 : index}> : () -> index
    %140 = "arith.constant"() <{value = 3 : index}> : () -> index
    %141 = "arith.constant"() <{value = 4 : index}> : () -> index
    %142 = "arith.constant"() <{value = 6 : index}> : () -> index
    %143 = "arith.constant"() <{value = 0 : i64}> : () -> i64
    %144 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %145 = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<4x6xi64>
    "scf.for"(%137, %141, %138) ({
    ^bb0(%arg27: index):
      "scf.for"(%137, %142, %138) ({
      ^bb0(%arg28: index):
        %179 = "arith.muli"(%arg27, %142) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
        %180 = "arith.addi"(%179, %arg28) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
        %181 = "arith.index_cast"(%180) : (index) -> i64
        %182 = "arith.addi"(%181, %arg18) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
        "memref.store"(%182, %145, %arg27, %arg28) : (i64, memref<4x6xi64>, index, index) -> ()
        "scf.yield"() : () -> ()
      }) : (index, index, index) -> ()
      "scf.yield"() : () -> ()
    }) : (index, index, index) -> ()
    %146 = "memref.subview"(%145, %138, %140) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>, static_offsets = array<i64: 1, -9223372036854775808>, static_sizes = array<i64: 2, -9223372036854775808>, static_strides = array<i64: 1, 2>}> : (memref<4x6xi64>, index, index) -> memref<2x?xi64, strided<[6, 2], offset: ?>>
    %147 = "scf.for"(%137, %139, %138, %143) ({
    ^bb0(%arg23: index, %arg24: i64):
      %175 = "scf.for"(%137, %139, %138, %arg24) ({
      ^bb0(%arg25: index, %arg26: i64):
        %176 = "memref.load"(%146, %arg23, %arg25) : (memref<2x?xi64, strided<[6, 2], offset: ?>>, index, index) -> i64
        %177 = "arith.muli"(%arg26, %144) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
        %178 = "arith.addi"(%177, %176) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
        "scf.yield"(%178) : (i64) -> ()
      }) : (index, index, index, i64) -> i64
      "scf.yield"(%175) : (i64) -> ()
    }) : (index, index, index, i64) -> i64
    %148 = "memref.subview"(%145) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 2, 0>, static_sizes = array<i64: 1, 6>, static_strides = array<i64: 1, 1>}> : (memref<4x6xi64>) -> memref<6xi64, strided<[1], offset: 12>>
    %149 = "memref.load"(%148, %140) : (memref<6xi64, strided<[1], offset: 12>>, index) -> i64
    %150 = "memref.transpose"(%145) <{permutation = #map}> : (memref<4x6xi64>) -> memref<6x4xi64, strided<[1, 6]>>
    %151 = "scf.for"(%137, %142, %138, %143) ({
    ^bb0(%arg19: index, %arg20: i64):
      %171 = "scf.for"(%137, %141, %138, %arg20) ({
      ^bb0(%arg21: index, %arg22: i64):
        %172 = "memref.load"(%150, %arg19, %arg21) : (memref<6x4xi64, strided<[1, 6]>>, index, index) -> i64
        %173 = "arith.muli"(%arg22, %144) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
        %174 = "arith.addi"(%173, %172) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
        "scf.yield"(%174) : (i64) -> ()
      }) : (index, index, index, i64) -> i64
      "scf.yield"(%171) : (i64) -> ()
    }) : (index, index, index, i64) -> i64
    %152 = "memref.collapse_shape"(%145) <{reassociation = [[0, 1]]}> : (memref<4x6xi64>) -> memref<24xi64>
    %153 = "memref.expand_shape"(%152) <{reassociation = [[0, 1, 2]], static_output_shape = array<i64: 2, 4, 3>}> : (memref<24xi64>) -> memref<2x4x3xi64>
    %154 = "memref.load"(%153, %138, %139, %138) : (memref<2x4x3xi64>, index, index, index) -> i64
    %155 = "memref.reinterpret_cast"(%145) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 3>, static_sizes = array<i64: 3, 4>, static_strides = array<i64: 6, 1>}> : (memref<4x6xi64>) -> memref<3x4xi64, strided<[6, 1], offset: 3>>
    %156 = "memref.load"(%155, %138, %139) : (memref<3x4xi64, strided<[6, 1], offset: 3>>, index, index) -> i64
    %157 = "memref.cast"(%145) : (memref<4x6xi64>) -> memref<?x?xi64>
    %158 = "memref.dim"(%157, %138) : (memref<?x?xi64>, index) -> index
    %159 = "memref.rank"(%157) : (memref<?x?xi64>) -> index
    %160 = "arith.addi"(%158, %159) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
    %161 = "arith.index_cast"(%160) : (index) -> i64
    %162 = "memref.memory_space_cast"(%145) : (memref<4x6xi64>) -> memref<4x6xi64, 1>
    %163 = "memref.load"(%162, %140, %139) : (memref<4x6xi64, 1>, index, index) -> i64
    "memref.assume_alignment"(%145) <{alignment = 8 : i32}> : (memref<4x6xi64>) -> ()
    "memref.prefetch"(%145, %137, %137) <{isDataCache = true, isWrite = false, localityHint = 3 : i32}> : (memref<4x6xi64>, index, index) -> ()
    %164 = "arith.addi"(%147, %151) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %165 = "arith.xori"(%164, %154) : (i64, i64) -> i64
    %166 = "arith.addi"(%165, %156) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %167 = "arith.muli"(%166, %144) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %168 = "arith.addi"(%167, %161) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %169 = "arith.xori"(%168, %163) : (i64, i64) -> i64
    %170 = "arith.addi"(%169, %149) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%170) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "globals"}> ({
  ^bb0(%arg13: i64):
    %113 = "arith.constant"() <{value = 0 : index}> : () -> index
    %114 = "arith.constant"() <{value = 1 : index}> : () -> index
    %115 = "arith.constant"() <{value = 2 : index}> : () -> index
    %116 = "arith.constant"() <{value = 3 : index}> : () -> index
    %117 = "arith.constant"() <{value = 4 : index}> : () -> index
    %118 = "arith.constant"() <{value = 6 : index}> : () -> index
    %119 = "arith.constant"() <{value = 0 : i64}> : () -> i64
    %120 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %121 = "memref.get_global"() <{name = @table}> : () -> memref<2x3xi64>
    %122 = "memref.get_global"() <{name = @splat}> : () -> memref<4xi64>
    %123 = "memref.get_global"() <{name = @zero}> : () -> memref<4xi64>
    %124 = "memref.get_global"() <{name = @flags}> : () -> memref<4xi1>
    "memref.store"(%arg13, %123, %115) : (i64, memref<4xi64>, index) -> ()
    %125 = "scf.for"(%113, %115, %114, %119) ({
    ^bb0(%arg14: index, %arg15: i64):
      %133 = "scf.for"(%113, %116, %114, %arg15) ({
      ^bb0(%arg16: index, %arg17: i64):
        %134 = "memref.load"(%121, %arg14, %arg16) : (memref<2x3xi64>, index, index) -> i64
        %135 = "arith.muli"(%arg17, %120) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
        %136 = "arith.addi"(%135, %134) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
        "scf.yield"(%136) : (i64) -> ()
      }) : (index, index, index, i64) -> i64
      "scf.yield"(%133) : (i64) -> ()
    }) : (index, index, index, i64) -> i64
    %126 = "memref.load"(%122, %116) : (memref<4xi64>, index) -> i64
    %127 = "memref.load"(%123, %115) : (memref<4xi64>, index) -> i64
    %128 = "memref.load"(%124, %114) : (memref<4xi1>, index) -> i1
    %129 = "arith.extui"(%128) : (i1) -> i64
    "memref.store"(%126, %122, %116) : (i64, memref<4xi64>, index) -> ()
    %130 = "arith.addi"(%125, %126) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %131 = "arith.xori"(%130, %127) : (i64, i64) -> i64
    %132 = "arith.addi"(%131, %129) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%132) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "transfers"}> ({
  ^bb0(%arg2: i64):
    %61 = "arith.constant"() <{value = 0 : index}> : () -> index
    %62 = "arith.constant"() <{value = 1 : index}> : () -> index
    %63 = "arith.constant"() <{value = 2 : index}> : () -> index
    %64 = "arith.constant"() <{value = 3 : index}> : () -> index
    %65 = "arith.constant"() <{value = 4 : index}> : () -> index
    %66 = "arith.constant"() <{value = 6 : index}> : () -> index
    %67 = "arith.constant"() <{value = 0 : i64}> : () -> i64
    %68 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %69 = "memref.alloc"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<4x6xi64>
    "scf.for"(%61, %65, %62) ({
    ^bb0(%arg11: index):
      "scf.for"(%61, %66, %62) ({
      ^bb0(%arg12: index):
        %109 = "arith.muli"(%arg11, %66) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
        %110 = "arith.addi"(%109, %arg12) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
        %111 = "arith.index_cast"(%110) : (index) -> i64
        %112 = "arith.addi"(%111, %arg2) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
        "memref.store"(%112, %69, %arg11, %arg12) : (i64, memref<4x6xi64>, index, index) -> ()
        "scf.yield"() : () -> ()
      }) : (index, index, index) -> ()
      "scf.yield"() : () -> ()
    }) : (index, index, index) -> ()
    %70 = "memref.alloc"(%65, %66) <{operandSegmentSizes = array<i32: 2, 0>}> : (index, index) -> memref<?x?xi64>
    "memref.copy"(%69, %70) : (memref<4x6xi64>, memref<?x?xi64>) -> ()
    %71 = "memref.alloc"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<6x4xi64>
    %72 = "memref.transpose"(%69) <{permutation = #map}> : (memref<4x6xi64>) -> memref<6x4xi64, strided<[1, 6]>>
    "memref.copy"(%72, %71) : (memref<6x4xi64, strided<[1, 6]>>, memref<6x4xi64>) -> ()
    %73 = "scf.for"(%61, %65, %62, %67) ({
    ^bb0(%arg7: index, %arg8: i64):
      %105 = "scf.for"(%61, %66, %62, %arg8) ({
      ^bb0(%arg9: index, %arg10: i64):
        %106 = "memref.load"(%70, %arg7, %arg9) : (memref<?x?xi64>, index, index) -> i64
        %107 = "arith.muli"(%arg10, %68) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
        %108 = "arith.addi"(%107, %106) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
        "scf.yield"(%108) : (i64) -> ()
      }) : (index, index, index, i64) -> i64
      "scf.yield"(%105) : (i64) -> ()
    }) : (index, index, index, i64) -> i64
    %74 = "scf.for"(%61, %66, %62, %67) ({
    ^bb0(%arg3: index, %arg4: i64):
      %101 = "scf.for"(%61, %65, %62, %arg4) ({
      ^bb0(%arg5: index, %arg6: i64):
        %102 = "memref.load"(%71, %arg3, %arg5) : (memref<6x4xi64>, index, index) -> i64
        %103 = "arith.muli"(%arg6, %68) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
        %104 = "arith.addi"(%103, %102) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
        "scf.yield"(%104) : (i64) -> ()
      }) : (index, index, index, i64) -> i64
      "scf.yield"(%101) : (i64) -> ()
    }) : (index, index, index, i64) -> i64
    %75 = "memref.alloc"(%64) <{operandSegmentSizes = array<i32: 1, 0>}> : (index) -> memref<?xi64>
    "memref.store"(%arg2, %75, %63) : (i64, memref<?xi64>, index) -> ()
    %76 = "memref.realloc"(%75, %66) : (memref<?xi64>, index) -> memref<?xi64>
    %77 = "memref.load"(%76, %63) : (memref<?xi64>, index) -> i64
    %78 = "memref.alloc"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<64xi8>
    %79 = "memref.view"(%78, %66, %63) : (memref<64xi8>, index, index) -> memref<?x2xi32>
    %80 = "arith.constant"() <{value = 5 : i32}> : () -> i32
    "memref.store"(%80, %79, %62, %62) : (i32, memref<?x2xi32>, index, index) -> ()
    %81 = "memref.load"(%79, %62, %62) : (memref<?x2xi32>, index, index) -> i32
    %82 = "arith.extsi"(%81) : (i32) -> i64
    %83:6 = "memref.extract_strided_metadata"(%70) : (memref<?x?xi64>) -> (memref<i64>, index, index, index, index, index)
    %84 = "arith.muli"(%83#2, %83#4) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
    %85 = "arith.addi"(%84, %83#1) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
    %86 = "arith.index_cast"(%85) : (index) -> i64
    %87 = "memref.extract_aligned_pointer_as_index"(%69) : (memref<4x6xi64>) -> index
    %88 = "memref.extract_aligned_pointer_as_index"(%70) : (memref<?x?xi64>) -> index
    %89 = "arith.cmpi"(%87, %88) <{predicate = 0 : i64}> : (index, index) -> i1
    %90 = "arith.extui"(%89) : (i1) -> i64
    %91 = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<2xindex>
    "memref.store"(%64, %91, %61) : (index, memref<2xindex>, index) -> ()
    %92 = "arith.constant"() <{value = 8 : index}> : () -> index
    "memref.store"(%92, %91, %62) : (index, memref<2xindex>, index) -> ()
    %93 = "memref.reshape"(%69, %91) : (memref<4x6xi64>, memref<2xindex>) -> memref<?x?xi64>
    %94 = "memref.load"(%93, %63, %64) : (memref<?x?xi64>, index, index) -> i64
    "memref.dealloc"(%71) : (memref<6x4xi64>) -> ()
    "memref.dealloc"(%78) : (memref<64xi8>) -> ()
    "memref.dealloc"(%69) : (memref<4x6xi64>) -> ()
    "memref.dealloc"(%70) : (memref<?x?xi64>) -> ()
    %95 = "arith.addi"(%73, %74) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %96 = "arith.xori"(%95, %77) : (i64, i64) -> i64
    %97 = "arith.addi"(%96, %82) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %98 = "arith.muli"(%97, %86) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %99 = "arith.addi"(%98, %90) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %100 = "arith.xori"(%99, %94) : (i64, i64) -> i64
    "func.return"(%100) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "updates"}> ({
  ^bb0(%arg0: i64):
    %0 = "arith.constant"() <{value = 0 : index}> : () -> index
    %1 = "arith.constant"() <{value = 1 : index}> : () -> index
    %2 = "arith.constant"() <{value = 2 : index}> : () -> index
    %3 = "arith.constant"() <{value = 3 : index}> : () -> index
    %4 = "arith.constant"() <{value = 4 : index}> : () -> index
    %5 = "arith.constant"() <{value = 6 : index}> : () -> index
    %6 = "arith.constant"() <{value = 0 : i64}> : () -> i64
    %7 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %8 = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<4xi64>
    %9 = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<4xf32>
    %10 = "arith.constant"() <{value = 2.500000e+00 : f32}> : () -> f32
    %11 = "arith.constant"() <{value = 9 : i64}> : () -> i64
    "memref.store"(%arg0, %8, %1) : (i64, memref<4xi64>, index) -> ()
    "memref.store"(%10, %9, %1) : (f32, memref<4xf32>, index) -> ()
    %12 = "memref.atomic_rmw"(%7, %8, %1) <{kind = 1 : i64}> : (i64, memref<4xi64>, index) -> i64
    %13 = "memref.atomic_rmw"(%11, %8, %1) <{kind = 4 : i64}> : (i64, memref<4xi64>, index) -> i64
    %14 = "memref.atomic_rmw"(%7, %8, %1) <{kind = 8 : i64}> : (i64, memref<4xi64>, index) -> i64
    %15 = "memref.atomic_rmw"(%11, %8, %1) <{kind = 2 : i64}> : (i64, memref<4xi64>, index) -> i64
    %16 = "memref.atomic_rmw"(%7, %8, %1) <{kind = 11 : i64}> : (i64, memref<4xi64>, index) -> i64
    %17 = "memref.atomic_rmw"(%11, %8, %1) <{kind = 12 : i64}> : (i64, memref<4xi64>, index) -> i64
    %18 = "memref.atomic_rmw"(%7, %8, %1) <{kind = 5 : i64}> : (i64, memref<4xi64>, index) -> i64
    %19 = "memref.atomic_rmw"(%11, %8, %1) <{kind = 7 : i64}> : (i64, memref<4xi64>, index) -> i64
    %20 = "memref.atomic_rmw"(%7, %8, %1) <{kind = 1 : i64}> : (i64, memref<4xi64>, index) -> i64
    %21 = "memref.atomic_rmw"(%10, %9, %1) <{kind = 0 : i64}> : (f32, memref<4xf32>, index) -> f32
    %22 = "arith.bitcast"(%21) : (f32) -> i32
    %23 = "arith.extsi"(%22) : (i32) -> i64
    %24 = "memref.atomic_rmw"(%10, %9, %1) <{kind = 2 : i64}> : (f32, memref<4xf32>, index) -> f32
    %25 = "arith.bitcast"(%24) : (f32) -> i32
    %26 = "arith.extsi"(%25) : (i32) -> i64
    %27 = "memref.generic_atomic_rmw"(%8, %1) ({
    ^bb0(%arg1: i64):
      %59 = "arith.muli"(%arg1, %11) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
      %60 = "arith.addi"(%59, %arg0) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
      "memref.atomic_yield"(%60) : (i64) -> ()
    }) : (memref<4xi64>, index) -> i64
    %28 = "memref.load"(%8, %1) : (memref<4xi64>, index) -> i64
    %29 = "memref.alloca_scope"() ({
      %57 = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<3xi64>
      "memref.store"(%28, %57, %2) : (i64, memref<3xi64>, index) -> ()
      %58 = "memref.load"(%57, %2) : (memref<3xi64>, index) -> i64
      "memref.alloca_scope.return"(%58) : (i64) -> ()
    }) : () -> i64
    %30 = "arith.constant"() <{value = 17 : i64}> : () -> i64
    %31 = "arith.muli"(%30, %7) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %32 = "arith.addi"(%31, %12) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %33 = "arith.muli"(%32, %7) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %34 = "arith.addi"(%33, %13) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %35 = "arith.muli"(%34, %7) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %36 = "arith.addi"(%35, %14) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %37 = "arith.muli"(%36, %7) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %38 = "arith.addi"(%37, %15) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %39 = "arith.muli"(%38, %7) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %40 = "arith.addi"(%39, %16) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %41 = "arith.muli"(%40, %7) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %42 = "arith.addi"(%41, %17) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %43 = "arith.muli"(%42, %7) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %44 = "arith.addi"(%43, %18) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %45 = "arith.muli"(%44, %7) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %46 = "arith.addi"(%45, %19) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %47 = "arith.muli"(%46, %7) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %48 = "arith.addi"(%47, %20) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %49 = "arith.muli"(%48, %7) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %50 = "arith.addi"(%49, %23) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %51 = "arith.muli"(%50, %7) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %52 = "arith.addi"(%51, %26) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %53 = "arith.muli"(%52, %7) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %54 = "arith.addi"(%53, %27) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %55 = "arith.muli"(%54, %7) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %56 = "arith.addi"(%55, %29) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%56) : (i64) -> ()
  }) : () -> ()
}) : () -> ()

