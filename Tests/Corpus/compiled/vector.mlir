#map = affine_map<(d0, d1, d2) -> (d0, d2)>
#map1 = affine_map<(d0, d1, d2) -> (d2, d1)>
#map2 = affine_map<(d0, d1, d2) -> (d0, d1)>
#map3 = affine_map<(d0) -> (d0)>
#map4 = affine_map<(d0) -> ()>
#map5 = affine_map<(d0, d1) -> (d0, d1)>
#map6 = affine_map<(d0, d1) -> (d1)>
#map7 = affine_map<(d0, d1) -> (d1, d0)>
#map8 = affine_map<(d0, d1) -> (0, d1)>
"builtin.module"() ({
  "func.func"() <{function_type = (i64) -> i64, sym_name = "order"}> ({
  ^bb0(%arg9: i64):
    %392 = "arith.trunci"(%arg9) : (i64) -> i32
    %393 = "arith.constant"() <{value = 100 : i32}> : () -> i32
    %394 = "arith.remsi"(%392, %393) : (i32, i32) -> i32
    %395 = "vector.step"() : () -> vector<8xindex>
    %396 = "arith.index_cast"(%395) : (vector<8xindex>) -> vector<8xi32>
    %397 = "vector.broadcast"(%394) : (i32) -> vector<8xi32>
    %398 = "arith.constant"() <{value = dense<3> : vector<8xi32>}> : () -> vector<8xi32>
    %399 = "arith.muli"(%396, %398) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %400 = "arith.addi"(%397, %399) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %401 = "vector.shape_cast"(%400) : (vector<8xi32>) -> vector<2x4xi32>
    %402 = "arith.constant"() <{value = 0 : index}> : () -> index
    %403 = "arith.constant"() <{value = 1 : index}> : () -> index
    %404 = "arith.constant"() <{value = 2 : index}> : () -> index
    %405 = "arith.constant"() <{value = 3 : index}> : () -> index
    %406 = "arith.constant"() <{value = 5 : index}> : () -> index
    %407 = "vector.transpose"(%401) <{permutation = array<i64: 1, 0>}> : (vector<2x4xi32>) -> vector<4x2xi32>
    %408 = "vector.interleave"(%400, %399) : (vector<8xi32>, vector<8xi32>) -> vector<16xi32>
    %409:2 = "vector.deinterleave"(%408) : (vector<16xi32>) -> (vector<8xi32>, vector<8xi32>)
    %410 = "vector.from_elements"(%392, %394, %392, %393) : (i32, i32, i32, i32) -> vector<4xi32>
    %411 = "vector.extract_strided_slice"(%401) <{offsets = [0, 1], sizes = [2, 2], strides = [1, 1]}> : (vector<2x4xi32>) -> vector<2x2xi32>
    %412 = "vector.insert_strided_slice"(%411, %407) <{offsets = [1, 0], strides = [1, 1]}> : (vector<2x2xi32>, vector<4x2xi32>) -> vector<4x2xi32>
    %413 = "vector.shuffle"(%401, %401) <{mask = [1, 2, 0]}> : (vector<2x4xi32>, vector<2x4xi32>) -> vector<3x4xi32>
    %414 = "vector.shuffle"(%400, %410) <{mask = [0, 9, 11, 3, 8]}> : (vector<8xi32>, vector<4xi32>) -> vector<5xi32>
    %415 = "arith.constant"() <{value = 17 : i64}> : () -> i64
    %416 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %417 = "vector.shape_cast"(%407) : (vector<4x2xi32>) -> vector<8xi32>
    %418 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>}> : () -> vector<8xi32>
    %419 = "arith.muli"(%417, %418) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %420 = "vector.reduction"(%419) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
    %421 = "arith.extsi"(%420) : (i32) -> i64
    %422 = "arith.muli"(%415, %416) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %423 = "arith.addi"(%422, %421) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %424 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80, 87, 94, 101, 108]> : vector<16xi32>}> : () -> vector<16xi32>
    %425 = "arith.muli"(%408, %424) <{overflowFlags = #arith.overflow<none>}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %426 = "vector.reduction"(%425) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<16xi32>) -> i32
    %427 = "arith.extsi"(%426) : (i32) -> i64
    %428 = "arith.muli"(%423, %416) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %429 = "arith.addi"(%428, %427) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %430 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>}> : () -> vector<8xi32>
    %431 = "arith.muli"(%409#0, %430) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %432 = "vector.reduction"(%431) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
    %433 = "arith.extsi"(%432) : (i32) -> i64
    %434 = "arith.muli"(%429, %416) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %435 = "arith.addi"(%434, %433) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %436 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>}> : () -> vector<8xi32>
    %437 = "arith.muli"(%409#1, %436) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %438 = "vector.reduction"(%437) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
    %439 = "arith.extsi"(%438) : (i32) -> i64
    %440 = "arith.muli"(%435, %416) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %441 = "arith.addi"(%440, %439) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %442 = "arith.constant"() <{value = dense<[3, 10, 17, 24]> : vector<4xi32>}> : () -> vector<4xi32>
    %443 = "arith.muli"(%410, %442) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    %444 = "vector.reduction"(%443) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<4xi32>) -> i32
    %445 = "arith.extsi"(%444) : (i32) -> i64
    %446 = "arith.muli"(%441, %416) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %447 = "arith.addi"(%446, %445) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %448 = "vector.shape_cast"(%411) : (vector<2x2xi32>) -> vector<4xi32>
    %449 = "arith.constant"() <{value = dense<[3, 10, 17, 24]> : vector<4xi32>}> : () -> vector<4xi32>
    %450 = "arith.muli"(%448, %449) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    %451 = "vector.reduction"(%450) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<4xi32>) -> i32
    %452 = "arith.extsi"(%451) : (i32) -> i64
    %453 = "arith.muli"(%447, %416) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %454 = "arith.addi"(%453, %452) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %455 = "vector.shape_cast"(%412) : (vector<4x2xi32>) -> vector<8xi32>
    %456 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>}> : () -> vector<8xi32>
    %457 = "arith.muli"(%455, %456) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %458 = "vector.reduction"(%457) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
    %459 = "arith.extsi"(%458) : (i32) -> i64
    %460 = "arith.muli"(%454, %416) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %461 = "arith.addi"(%460, %459) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %462 = "vector.shape_cast"(%413) : (vector<3x4xi32>) -> vector<12xi32>
    %463 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80]> : vector<12xi32>}> : () -> vector<12xi32>
    %464 = "arith.muli"(%462, %463) <{overflowFlags = #arith.overflow<none>}> : (vector<12xi32>, vector<12xi32>) -> vector<12xi32>
    %465 = "vector.reduction"(%464) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<12xi32>) -> i32
    %466 = "arith.extsi"(%465) : (i32) -> i64
    %467 = "arith.muli"(%461, %416) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %468 = "arith.addi"(%467, %466) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %469 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31]> : vector<5xi32>}> : () -> vector<5xi32>
    %470 = "arith.muli"(%414, %469) <{overflowFlags = #arith.overflow<none>}> : (vector<5xi32>, vector<5xi32>) -> vector<5xi32>
    %471 = "vector.reduction"(%470) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<5xi32>) -> i32
    %472 = "arith.extsi"(%471) : (i32) -> i64
    %473 = "arith.muli"(%468, %416) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %474 = "arith.addi"(%473, %472) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%474) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "parts"}> ({
  ^bb0(%arg8: i64):
    %315 = "arith.trunci"(%arg8) : (i64) -> i32
    %316 = "arith.constant"() <{value = 100 : i32}> : () -> i32
    %317 = "arith.remsi"(%315, %316) : (i32, i32) -> i32
    %318 = "vector.step"() : () -> vector<8xindex>
    %319 = "arith.index_cast"(%318) : (vector<8xindex>) -> vector<8xi32>
    %320 = "vector.broadcast"(%317) : (i32) -> vector<8xi32>
    %321 = "arith.constant"() <{value = dense<3> : vector<8xi32>}> : () -> vector<8xi32>
    %322 = "arith.muli"(%319, %321) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %323 = "arith.addi"(%320, %322) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %324 = "vector.shape_cast"(%323) : (vector<8xi32>) -> vector<2x4xi32>
    %325 = "arith.constant"() <{value = 0 : index}> : () -> index
    %326 = "arith.constant"() <{value = 1 : index}> : () -> index
    %327 = "arith.constant"() <{value = 2 : index}> : () -> index
    %328 = "arith.constant"() <{value = 3 : index}> : () -> index
    %329 = "arith.constant"() <{value = 5 : index}> : () -> index
    %330 = "vector.extract"(%324) <{static_position = array<i64: 1>}> : (vector<2x4xi32>) -> vector<4xi32>
    %331 = "vector.extract"(%324) <{static_position = array<i64: 1, 2>}> : (vector<2x4xi32>) -> i32
    %332 = "vector.extract"(%323, %329) <{static_position = array<i64: -9223372036854775808>}> : (vector<8xi32>, index) -> i32
    %333 = "vector.insert"(%330, %324) <{static_position = array<i64: 0>}> : (vector<4xi32>, vector<2x4xi32>) -> vector<2x4xi32>
    %334 = "vector.insert"(%331, %333) <{static_position = array<i64: 1, 3>}> : (i32, vector<2x4xi32>) -> vector<2x4xi32>
    %335 = "vector.insert"(%332, %323, %328) <{static_position = array<i64: -9223372036854775808>}> : (i32, vector<8xi32>, index) -> vector<8xi32>
    %336 = "vector.extractelement"(%323, %327) : (vector<8xi32>, index) -> i32
    %337 = "vector.insertelement"(%336, %335, %326) : (i32, vector<8xi32>, index) -> vector<8xi32>
    %338 = "vector.broadcast"(%330) : (vector<4xi32>) -> vector<3x4xi32>
    %339 = "vector.shape_cast"(%323) : (vector<8xi32>) -> vector<8x1xi32>
    %340 = "vector.broadcast"(%339) : (vector<8x1xi32>) -> vector<8x2xi32>
    %341 = "vector.splat"(%331) : (i32) -> vector<4xi32>
    %342 = "vector.bitcast"(%323) : (vector<8xi32>) -> vector<16xi16>
    %343 = "vector.bitcast"(%342) : (vector<16xi16>) -> vector<8xi32>
    %344 = "arith.constant"() <{value = 17 : i64}> : () -> i64
    %345 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %346 = "vector.shape_cast"(%333) : (vector<2x4xi32>) -> vector<8xi32>
    %347 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>}> : () -> vector<8xi32>
    %348 = "arith.muli"(%346, %347) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %349 = "vector.reduction"(%348) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
    %350 = "arith.extsi"(%349) : (i32) -> i64
    %351 = "arith.muli"(%344, %345) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %352 = "arith.addi"(%351, %350) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %353 = "vector.shape_cast"(%334) : (vector<2x4xi32>) -> vector<8xi32>
    %354 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>}> : () -> vector<8xi32>
    %355 = "arith.muli"(%353, %354) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %356 = "vector.reduction"(%355) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
    %357 = "arith.extsi"(%356) : (i32) -> i64
    %358 = "arith.muli"(%352, %345) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %359 = "arith.addi"(%358, %357) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %360 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>}> : () -> vector<8xi32>
    %361 = "arith.muli"(%337, %360) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %362 = "vector.reduction"(%361) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
    %363 = "arith.extsi"(%362) : (i32) -> i64
    %364 = "arith.muli"(%359, %345) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %365 = "arith.addi"(%364, %363) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %366 = "vector.shape_cast"(%338) : (vector<3x4xi32>) -> vector<12xi32>
    %367 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80]> : vector<12xi32>}> : () -> vector<12xi32>
    %368 = "arith.muli"(%366, %367) <{overflowFlags = #arith.overflow<none>}> : (vector<12xi32>, vector<12xi32>) -> vector<12xi32>
    %369 = "vector.reduction"(%368) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<12xi32>) -> i32
    %370 = "arith.extsi"(%369) : (i32) -> i64
    %371 = "arith.muli"(%365, %345) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %372 = "arith.addi"(%371, %370) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %373 = "vector.shape_cast"(%340) : (vector<8x2xi32>) -> vector<16xi32>
    %374 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80, 87, 94, 101, 108]> : vector<16xi32>}> : () -> vector<16xi32>
    %375 = "arith.muli"(%373, %374) <{overflowFlags = #arith.overflow<none>}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %376 = "vector.reduction"(%375) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<16xi32>) -> i32
    %377 = "arith.extsi"(%376) : (i32) -> i64
    %378 = "arith.muli"(%372, %345) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %379 = "arith.addi"(%378, %377) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %380 = "arith.constant"() <{value = dense<[3, 10, 17, 24]> : vector<4xi32>}> : () -> vector<4xi32>
    %381 = "arith.muli"(%341, %380) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    %382 = "vector.reduction"(%381) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<4xi32>) -> i32
    %383 = "arith.extsi"(%382) : (i32) -> i64
    %384 = "arith.muli"(%379, %345) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %385 = "arith.addi"(%384, %383) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %386 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>}> : () -> vector<8xi32>
    %387 = "arith.muli"(%343, %386) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %388 = "vector.reduction"(%387) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
    %389 = "arith.extsi"(%388) : (i32) -> i64
    %390 = "arith.muli"(%385, %345) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %391 = "arith.addi"(%390, %389) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%391) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "contractions"}> ({
  ^bb0(%arg7: i64):
    %220 = "arith.trunci"(%arg7) : (i64) -> i32
    %221 = "arith.constant"() <{value = 100 : i32}> : () -> i32
    %222 = "arith.remsi"(%220, %221) : (i32, i32) -> i32
    %223 = "vector.step"() : () -> vector<8xindex>
    %224 = "arith.index_cast"(%223) : (vector<8xindex>) -> vector<8xi32>
    %225 = "vector.broadcast"(%222) : (i32) -> vector<8xi32>
    %226 = "arith.constant"() <{value = dense<3> : vector<8xi32>}> : () -> vector<8xi32>
    %227 = "arith.muli"(%224, %226) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %228 = "arith.addi"(%225, %227) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %229 = "vector.shape_cast"(%228) : (vector<8xi32>) -> vector<2x4xi32>
    %230 = "arith.constant"() <{value = 0 : index}> : () -> index
    %231 = "arith.constant"() <{value = 1 : index}> : () -> index
    %232 = "arith.constant"() <{value = 2 : index}> : () -> index
    %233 = "arith.constant"() <{value = 3 : index}> : () -> index
    %234 = "arith.constant"() <{value = 5 : index}> : () -> index
    %235 = "vector.transpose"(%229) <{permutation = array<i64: 1, 0>}> : (vector<2x4xi32>) -> vector<4x2xi32>
    %236 = "arith.constant"() <{value = dense<1> : vector<2x2xi32>}> : () -> vector<2x2xi32>
    %237 = "vector.contract"(%229, %235, %236) <{indexing_maps = [#map, #map1, #map2], iterator_types = [#vector.iterator_type<parallel>, #vector.iterator_type<parallel>, #vector.iterator_type<reduction>], kind = #vector.kind<add>}> : (vector<2x4xi32>, vector<4x2xi32>, vector<2x2xi32>) -> vector<2x2xi32>
    %238 = "vector.contract"(%228, %227, %220) <{indexing_maps = [#map3, #map3, #map4], iterator_types = [#vector.iterator_type<reduction>], kind = #vector.kind<add>}> : (vector<8xi32>, vector<8xi32>, i32) -> i32
    %239 = "vector.extract"(%229) <{static_position = array<i64: 0>}> : (vector<2x4xi32>) -> vector<4xi32>
    %240 = "vector.outerproduct"(%239, %228) <{kind = #vector.kind<add>}> : (vector<4xi32>, vector<8xi32>) -> vector<4x8xi32>
    %241 = "vector.outerproduct"(%239, %228, %240) <{kind = #vector.kind<maxsi>}> : (vector<4xi32>, vector<8xi32>, vector<4x8xi32>) -> vector<4x8xi32>
    %242 = "vector.outerproduct"(%239, %220) <{kind = #vector.kind<add>}> : (vector<4xi32>, i32) -> vector<4xi32>
    %243 = "vector.multi_reduction"(%229, %239) <{kind = #vector.kind<add>, reduction_dims = [0]}> : (vector<2x4xi32>, vector<4xi32>) -> vector<4xi32>
    %244 = "vector.multi_reduction"(%229, %220) <{kind = #vector.kind<maxsi>, reduction_dims = [0, 1]}> : (vector<2x4xi32>, i32) -> i32
    %245:2 = "vector.scan"(%229, %239) <{inclusive = true, kind = #vector.kind<add>, reduction_dim = 0 : i64}> : (vector<2x4xi32>, vector<4xi32>) -> (vector<2x4xi32>, vector<4xi32>)
    %246 = "arith.constant"() <{value = dense<[5, 6]> : vector<2xi32>}> : () -> vector<2xi32>
    %247:2 = "vector.scan"(%229, %246) <{inclusive = false, kind = #vector.kind<mul>, reduction_dim = 1 : i64}> : (vector<2x4xi32>, vector<2xi32>) -> (vector<2x4xi32>, vector<2xi32>)
    %248 = "arith.constant"() <{value = 17 : i64}> : () -> i64
    %249 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %250 = "vector.shape_cast"(%237) : (vector<2x2xi32>) -> vector<4xi32>
    %251 = "arith.constant"() <{value = dense<[3, 10, 17, 24]> : vector<4xi32>}> : () -> vector<4xi32>
    %252 = "arith.muli"(%250, %251) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    %253 = "vector.reduction"(%252) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<4xi32>) -> i32
    %254 = "arith.extsi"(%253) : (i32) -> i64
    %255 = "arith.muli"(%248, %249) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %256 = "arith.addi"(%255, %254) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %257 = "arith.extsi"(%238) : (i32) -> i64
    %258 = "arith.muli"(%256, %249) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %259 = "arith.addi"(%258, %257) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %260 = "vector.shape_cast"(%240) : (vector<4x8xi32>) -> vector<32xi32>
    %261 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80, 87, 94, 101, 108, 115, 122, 129, 136, 143, 150, 157, 164, 171, 178, 185, 192, 199, 206, 213, 220]> : vector<32xi32>}> : () -> vector<32xi32>
    %262 = "arith.muli"(%260, %261) <{overflowFlags = #arith.overflow<none>}> : (vector<32xi32>, vector<32xi32>) -> vector<32xi32>
    %263 = "vector.reduction"(%262) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<32xi32>) -> i32
    %264 = "arith.extsi"(%263) : (i32) -> i64
    %265 = "arith.muli"(%259, %249) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %266 = "arith.addi"(%265, %264) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %267 = "vector.shape_cast"(%241) : (vector<4x8xi32>) -> vector<32xi32>
    %268 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80, 87, 94, 101, 108, 115, 122, 129, 136, 143, 150, 157, 164, 171, 178, 185, 192, 199, 206, 213, 220]> : vector<32xi32>}> : () -> vector<32xi32>
    %269 = "arith.muli"(%267, %268) <{overflowFlags = #arith.overflow<none>}> : (vector<32xi32>, vector<32xi32>) -> vector<32xi32>
    %270 = "vector.reduction"(%269) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<32xi32>) -> i32
    %271 = "arith.extsi"(%270) : (i32) -> i64
    %272 = "arith.muli"(%266, %249) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %273 = "arith.addi"(%272, %271) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %274 = "arith.constant"() <{value = dense<[3, 10, 17, 24]> : vector<4xi32>}> : () -> vector<4xi32>
    %275 = "arith.muli"(%242, %274) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    %276 = "vector.reduction"(%275) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<4xi32>) -> i32
    %277 = "arith.extsi"(%276) : (i32) -> i64
    %278 = "arith.muli"(%273, %249) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %279 = "arith.addi"(%278, %277) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %280 = "arith.constant"() <{value = dense<[3, 10, 17, 24]> : vector<4xi32>}> : () -> vector<4xi32>
    %281 = "arith.muli"(%243, %280) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    %282 = "vector.reduction"(%281) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<4xi32>) -> i32
    %283 = "arith.extsi"(%282) : (i32) -> i64
    %284 = "arith.muli"(%279, %249) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %285 = "arith.addi"(%284, %283) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %286 = "arith.extsi"(%244) : (i32) -> i64
    %287 = "arith.muli"(%285, %249) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %288 = "arith.addi"(%287, %286) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %289 = "vector.shape_cast"(%245#0) : (vector<2x4xi32>) -> vector<8xi32>
    %290 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>}> : () -> vector<8xi32>
    %291 = "arith.muli"(%289, %290) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %292 = "vector.reduction"(%291) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
    %293 = "arith.extsi"(%292) : (i32) -> i64
    %294 = "arith.muli"(%288, %249) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %295 = "arith.addi"(%294, %293) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %296 = "arith.constant"() <{value = dense<[3, 10, 17, 24]> : vector<4xi32>}> : () -> vector<4xi32>
    %297 = "arith.muli"(%245#1, %296) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    %298 = "vector.reduction"(%297) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<4xi32>) -> i32
    %299 = "arith.extsi"(%298) : (i32) -> i64
    %300 = "arith.muli"(%295, %249) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %301 = "arith.addi"(%300, %299) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %302 = "vector.shape_cast"(%247#0) : (vector<2x4xi32>) -> vector<8xi32>
    %303 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>}> : () -> vector<8xi32>
    %304 = "arith.muli"(%302, %303) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %305 = "vector.reduction"(%304) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
    %306 = "arith.extsi"(%305) : (i32) -> i64
    %307 = "arith.muli"(%301, %249) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %308 = "arith.addi"(%307, %306) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %309 = "arith.constant"() <{value = dense<[3, 10]> : vector<2xi32>}> : () -> vector<2xi32>
    %310 = "arith.muli"(%247#1, %309) <{overflowFlags = #arith.overflow<none>}> : (vector<2xi32>, vector<2xi32>) -> vector<2xi32>
    %311 = "vector.reduction"(%310) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<2xi32>) -> i32
    %312 = "arith.extsi"(%311) : (i32) -> i64
    %313 = "arith.muli"(%308, %249) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %314 = "arith.addi"(%313, %312) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%314) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "floats"}> ({
  ^bb0(%arg6: i64):
    %177 = "arith.trunci"(%arg6) : (i64) -> i32
    %178 = "arith.constant"() <{value = 100 : i32}> : () -> i32
    %179 = "arith.remsi"(%177, %178) : (i32, i32) -> i32
    %180 = "vector.step"() : () -> vector<8xindex>
    %181 = "arith.index_cast"(%180) : (vector<8xindex>) -> vector<8xi32>
    %182 = "vector.broadcast"(%179) : (i32) -> vector<8xi32>
    %183 = "arith.constant"() <{value = dense<3> : vector<8xi32>}> : () -> vector<8xi32>
    %184 = "arith.muli"(%181, %183) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %185 = "arith.addi"(%182, %184) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %186 = "vector.shape_cast"(%185) : (vector<8xi32>) -> vector<2x4xi32>
    %187 = "arith.constant"() <{value = 0 : index}> : () -> index
    %188 = "arith.constant"() <{value = 1 : index}> : () -> index
    %189 = "arith.constant"() <{value = 2 : index}> : () -> index
    %190 = "arith.constant"() <{value = 3 : index}> : () -> index
    %191 = "arith.constant"() <{value = 5 : index}> : () -> index
    %192 = "arith.sitofp"(%185) : (vector<8xi32>) -> vector<8xf32>
    %193 = "arith.sitofp"(%186) : (vector<2x4xi32>) -> vector<2x4xf32>
    %194 = "vector.fma"(%193, %193, %193) : (vector<2x4xf32>, vector<2x4xf32>, vector<2x4xf32>) -> vector<2x4xf32>
    %195 = "arith.fptosi"(%194) : (vector<2x4xf32>) -> vector<2x4xi32>
    %196 = "arith.truncf"(%193) : (vector<2x4xf32>) -> vector<2x4xf16>
    %197 = "arith.extf"(%196) : (vector<2x4xf16>) -> vector<2x4xf32>
    %198 = "arith.fptosi"(%197) : (vector<2x4xf32>) -> vector<2x4xi32>
    %199 = "vector.reduction"(%192) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<maximumf>}> : (vector<8xf32>) -> f32
    %200 = "arith.fptosi"(%199) : (f32) -> i32
    %201 = "arith.constant"() <{value = 17 : i64}> : () -> i64
    %202 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %203 = "vector.shape_cast"(%195) : (vector<2x4xi32>) -> vector<8xi32>
    %204 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>}> : () -> vector<8xi32>
    %205 = "arith.muli"(%203, %204) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %206 = "vector.reduction"(%205) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
    %207 = "arith.extsi"(%206) : (i32) -> i64
    %208 = "arith.muli"(%201, %202) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %209 = "arith.addi"(%208, %207) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %210 = "vector.shape_cast"(%198) : (vector<2x4xi32>) -> vector<8xi32>
    %211 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>}> : () -> vector<8xi32>
    %212 = "arith.muli"(%210, %211) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %213 = "vector.reduction"(%212) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
    %214 = "arith.extsi"(%213) : (i32) -> i64
    %215 = "arith.muli"(%209, %202) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %216 = "arith.addi"(%215, %214) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %217 = "arith.extsi"(%200) : (i32) -> i64
    %218 = "arith.muli"(%216, %202) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %219 = "arith.addi"(%218, %217) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%219) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "transfers"}> ({
  ^bb0(%arg3: i64):
    %76 = "arith.trunci"(%arg3) : (i64) -> i32
    %77 = "arith.constant"() <{value = 100 : i32}> : () -> i32
    %78 = "arith.remsi"(%76, %77) : (i32, i32) -> i32
    %79 = "vector.step"() : () -> vector<8xindex>
    %80 = "arith.index_cast"(%79) : (vector<8xindex>) -> vector<8xi32>
    %81 = "vector.broadcast"(%78) : (i32) -> vector<8xi32>
    %82 = "arith.constant"() <{value = dense<3> : vector<8xi32>}> : () -> vector<8xi32>
    %83 = "arith.muli"(%80, %82) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %84 = "arith.addi"(%81, %83) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %85 = "vector.shape_cast"(%84) : (vector<8xi32>) -> vector<2x4xi32>
    %86 = "arith.constant"() <{value = 0 : index}> : () -> index
    %87 = "arith.constant"() <{value = 1 : index}> : () -> index
    %88 = "arith.constant"() <{value = 2 : index}> : () -> index
    %89 = "arith.constant"() <{value = 3 : index}> : () -> index
    %90 = "arith.constant"() <{value = 5 : index}> : () -> index
    %91 = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<6x5xi32>
    %92 = "arith.constant"() <{value = 6 : index}> : () -> index
    "scf.for"(%86, %92, %87) ({
    ^bb0(%arg4: index):
      "scf.for"(%86, %90, %87) ({
      ^bb0(%arg5: index):
        %173 = "arith.muli"(%arg4, %90) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
        %174 = "arith.addi"(%173, %arg5) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
        %175 = "arith.index_cast"(%174) : (index) -> i32
        %176 = "arith.addi"(%175, %78) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
        "memref.store"(%176, %91, %arg4, %arg5) : (i32, memref<6x5xi32>, index, index) -> ()
        "scf.yield"() : () -> ()
      }) : (index, index, index) -> ()
      "scf.yield"() : () -> ()
    }) : (index, index, index) -> ()
    %93 = "arith.constant"() <{value = -9 : i32}> : () -> i32
    %94 = "vector.transfer_read"(%91, %89, %88, %93) <{in_bounds = [false, false], operandSegmentSizes = array<i32: 1, 2, 1, 0>, permutation_map = #map5}> : (memref<6x5xi32>, index, index, i32) -> vector<4x4xi32>
    %95 = "vector.transfer_read"(%91, %87, %87, %93) <{in_bounds = [true], operandSegmentSizes = array<i32: 1, 2, 1, 0>, permutation_map = #map6}> : (memref<6x5xi32>, index, index, i32) -> vector<4xi32>
    %96 = "vector.transfer_read"(%91, %87, %88, %93) <{in_bounds = [false, false], operandSegmentSizes = array<i32: 1, 2, 1, 0>, permutation_map = #map7}> : (memref<6x5xi32>, index, index, i32) -> vector<4x2xi32>
    %97 = "vector.transfer_read"(%91, %87, %88, %93) <{in_bounds = [true, false], operandSegmentSizes = array<i32: 1, 2, 1, 0>, permutation_map = #map8}> : (memref<6x5xi32>, index, index, i32) -> vector<2x4xi32>
    %98 = "vector.create_mask"(%89) : (index) -> vector<4xi1>
    %99 = "vector.transfer_read"(%91, %87, %88, %93, %98) <{in_bounds = [false], operandSegmentSizes = array<i32: 1, 2, 1, 1>, permutation_map = #map6}> : (memref<6x5xi32>, index, index, i32, vector<4xi1>) -> vector<4xi32>
    "vector.transfer_write"(%95, %91, %88, %89) <{in_bounds = [false], operandSegmentSizes = array<i32: 1, 1, 2, 0>, permutation_map = #map6}> : (vector<4xi32>, memref<6x5xi32>, index, index) -> ()
    "vector.transfer_write"(%94, %91, %89, %87) <{in_bounds = [false, false], operandSegmentSizes = array<i32: 1, 1, 2, 0>, permutation_map = #map5}> : (vector<4x4xi32>, memref<6x5xi32>, index, index) -> ()
    "vector.transfer_write"(%95, %91, %86, %87, %98) <{in_bounds = [true], operandSegmentSizes = array<i32: 1, 1, 2, 1>, permutation_map = #map6}> : (vector<4xi32>, memref<6x5xi32>, index, index, vector<4xi1>) -> ()
    %100 = "vector.load"(%91, %88, %87) : (memref<6x5xi32>, index, index) -> vector<4xi32>
    %101 = "vector.maskedload"(%91, %89, %86, %98, %100) : (memref<6x5xi32>, index, index, vector<4xi1>, vector<4xi32>) -> vector<4xi32>
    "vector.store"(%101, %91, %90, %87) : (vector<4xi32>, memref<6x5xi32>, index, index) -> ()
    "vector.maskedstore"(%91, %87, %87, %98, %100) : (memref<6x5xi32>, index, index, vector<4xi1>, vector<4xi32>) -> ()
    %102 = "arith.constant"() <{value = dense<[true, false, true, true]> : vector<4xi1>}> : () -> vector<4xi1>
    %103 = "vector.expandload"(%91, %88, %87, %102, %100) : (memref<6x5xi32>, index, index, vector<4xi1>, vector<4xi32>) -> vector<4xi32>
    "vector.compressstore"(%91, %86, %86, %102, %103) : (memref<6x5xi32>, index, index, vector<4xi1>, vector<4xi32>) -> ()
    %104 = "arith.constant"() <{value = dense<[0, 2, 3, 1]> : vector<4xi32>}> : () -> vector<4xi32>
    %105 = "vector.gather"(%91, %87, %86, %104, %102, %100) : (memref<6x5xi32>, index, index, vector<4xi32>, vector<4xi1>, vector<4xi32>) -> vector<4xi32>
    "vector.scatter"(%91, %89, %86, %104, %102, %95) : (memref<6x5xi32>, index, index, vector<4xi32>, vector<4xi1>, vector<4xi32>) -> ()
    %106 = "vector.transfer_read"(%91, %86, %86, %93) <{in_bounds = [false, false], operandSegmentSizes = array<i32: 1, 2, 1, 0>, permutation_map = #map5}> : (memref<6x5xi32>, index, index, i32) -> vector<6x5xi32>
    %107 = "arith.constant"() <{value = 17 : i64}> : () -> i64
    %108 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %109 = "vector.shape_cast"(%94) : (vector<4x4xi32>) -> vector<16xi32>
    %110 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80, 87, 94, 101, 108]> : vector<16xi32>}> : () -> vector<16xi32>
    %111 = "arith.muli"(%109, %110) <{overflowFlags = #arith.overflow<none>}> : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    %112 = "vector.reduction"(%111) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<16xi32>) -> i32
    %113 = "arith.extsi"(%112) : (i32) -> i64
    %114 = "arith.muli"(%107, %108) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %115 = "arith.addi"(%114, %113) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %116 = "arith.constant"() <{value = dense<[3, 10, 17, 24]> : vector<4xi32>}> : () -> vector<4xi32>
    %117 = "arith.muli"(%95, %116) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    %118 = "vector.reduction"(%117) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<4xi32>) -> i32
    %119 = "arith.extsi"(%118) : (i32) -> i64
    %120 = "arith.muli"(%115, %108) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %121 = "arith.addi"(%120, %119) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %122 = "vector.shape_cast"(%96) : (vector<4x2xi32>) -> vector<8xi32>
    %123 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>}> : () -> vector<8xi32>
    %124 = "arith.muli"(%122, %123) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %125 = "vector.reduction"(%124) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
    %126 = "arith.extsi"(%125) : (i32) -> i64
    %127 = "arith.muli"(%121, %108) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %128 = "arith.addi"(%127, %126) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %129 = "vector.shape_cast"(%97) : (vector<2x4xi32>) -> vector<8xi32>
    %130 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>}> : () -> vector<8xi32>
    %131 = "arith.muli"(%129, %130) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %132 = "vector.reduction"(%131) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
    %133 = "arith.extsi"(%132) : (i32) -> i64
    %134 = "arith.muli"(%128, %108) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %135 = "arith.addi"(%134, %133) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %136 = "arith.constant"() <{value = dense<[3, 10, 17, 24]> : vector<4xi32>}> : () -> vector<4xi32>
    %137 = "arith.muli"(%99, %136) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    %138 = "vector.reduction"(%137) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<4xi32>) -> i32
    %139 = "arith.extsi"(%138) : (i32) -> i64
    %140 = "arith.muli"(%135, %108) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %141 = "arith.addi"(%140, %139) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %142 = "arith.constant"() <{value = dense<[3, 10, 17, 24]> : vector<4xi32>}> : () -> vector<4xi32>
    %143 = "arith.muli"(%100, %142) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    %144 = "vector.reduction"(%143) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<4xi32>) -> i32
    %145 = "arith.extsi"(%144) : (i32) -> i64
    %146 = "arith.muli"(%141, %108) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %147 = "arith.addi"(%146, %145) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %148 = "arith.constant"() <{value = dense<[3, 10, 17, 24]> : vector<4xi32>}> : () -> vector<4xi32>
    %149 = "arith.muli"(%101, %148) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    %150 = "vector.reduction"(%149) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<4xi32>) -> i32
    %151 = "arith.extsi"(%150) : (i32) -> i64
    %152 = "arith.muli"(%147, %108) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %153 = "arith.addi"(%152, %151) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %154 = "arith.constant"() <{value = dense<[3, 10, 17, 24]> : vector<4xi32>}> : () -> vector<4xi32>
    %155 = "arith.muli"(%103, %154) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    %156 = "vector.reduction"(%155) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<4xi32>) -> i32
    %157 = "arith.extsi"(%156) : (i32) -> i64
    %158 = "arith.muli"(%153, %108) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %159 = "arith.addi"(%158, %157) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %160 = "arith.constant"() <{value = dense<[3, 10, 17, 24]> : vector<4xi32>}> : () -> vector<4xi32>
    %161 = "arith.muli"(%105, %160) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    %162 = "vector.reduction"(%161) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<4xi32>) -> i32
    %163 = "arith.extsi"(%162) : (i32) -> i64
    %164 = "arith.muli"(%159, %108) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %165 = "arith.addi"(%164, %163) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %166 = "vector.shape_cast"(%106) : (vector<6x5xi32>) -> vector<30xi32>
    %167 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52, 59, 66, 73, 80, 87, 94, 101, 108, 115, 122, 129, 136, 143, 150, 157, 164, 171, 178, 185, 192, 199, 206]> : vector<30xi32>}> : () -> vector<30xi32>
    %168 = "arith.muli"(%166, %167) <{overflowFlags = #arith.overflow<none>}> : (vector<30xi32>, vector<30xi32>) -> vector<30xi32>
    %169 = "vector.reduction"(%168) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<30xi32>) -> i32
    %170 = "arith.extsi"(%169) : (i32) -> i64
    %171 = "arith.muli"(%165, %108) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %172 = "arith.addi"(%171, %170) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%172) : (i64) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (i64) -> i64, sym_name = "masks"}> ({
  ^bb0(%arg0: i64):
    %0 = "arith.trunci"(%arg0) : (i64) -> i32
    %1 = "arith.constant"() <{value = 100 : i32}> : () -> i32
    %2 = "arith.remsi"(%0, %1) : (i32, i32) -> i32
    %3 = "vector.step"() : () -> vector<8xindex>
    %4 = "arith.index_cast"(%3) : (vector<8xindex>) -> vector<8xi32>
    %5 = "vector.broadcast"(%2) : (i32) -> vector<8xi32>
    %6 = "arith.constant"() <{value = dense<3> : vector<8xi32>}> : () -> vector<8xi32>
    %7 = "arith.muli"(%4, %6) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %8 = "arith.addi"(%5, %7) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %9 = "vector.shape_cast"(%8) : (vector<8xi32>) -> vector<2x4xi32>
    %10 = "arith.constant"() <{value = 0 : index}> : () -> index
    %11 = "arith.constant"() <{value = 1 : index}> : () -> index
    %12 = "arith.constant"() <{value = 2 : index}> : () -> index
    %13 = "arith.constant"() <{value = 3 : index}> : () -> index
    %14 = "arith.constant"() <{value = 5 : index}> : () -> index
    %15 = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<6x5xi32>
    %16 = "arith.constant"() <{value = 6 : index}> : () -> index
    "scf.for"(%10, %16, %11) ({
    ^bb0(%arg1: index):
      "scf.for"(%10, %14, %11) ({
      ^bb0(%arg2: index):
        %72 = "arith.muli"(%arg1, %14) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
        %73 = "arith.addi"(%72, %arg2) <{overflowFlags = #arith.overflow<none>}> : (index, index) -> index
        %74 = "arith.index_cast"(%73) : (index) -> i32
        %75 = "arith.addi"(%74, %2) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> i32
        "memref.store"(%75, %15, %arg1, %arg2) : (i32, memref<6x5xi32>, index, index) -> ()
        "scf.yield"() : () -> ()
      }) : (index, index, index) -> ()
      "scf.yield"() : () -> ()
    }) : (index, index, index) -> ()
    %17 = "arith.constant"() <{value = -9 : i32}> : () -> i32
    %18 = "vector.create_mask"(%11, %13) : (index, index) -> vector<2x4xi1>
    %19 = "vector.constant_mask"() <{mask_dim_sizes = [2, 1]}> : () -> vector<2x4xi1>
    %20 = "arith.constant"() <{value = dense<0> : vector<2x4xi32>}> : () -> vector<2x4xi32>
    %21 = "arith.select"(%18, %9, %20) : (vector<2x4xi1>, vector<2x4xi32>, vector<2x4xi32>) -> vector<2x4xi32>
    %22 = "arith.select"(%19, %9, %20) : (vector<2x4xi1>, vector<2x4xi32>, vector<2x4xi32>) -> vector<2x4xi32>
    %23 = "vector.create_mask"(%14) : (index) -> vector<8xi1>
    %24 = "vector.mask"(%23) ({
      %71 = "vector.reduction"(%8) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
      "vector.yield"(%71) : (i32) -> ()
    }) : (vector<8xi1>) -> i32
    %25 = "vector.mask"(%23) ({
      %70 = "vector.reduction"(%8, %0) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<minsi>}> : (vector<8xi32>, i32) -> i32
      "vector.yield"(%70) : (i32) -> ()
    }) : (vector<8xi1>) -> i32
    %26 = "vector.create_mask"(%13) : (index) -> vector<4xi1>
    %27 = "vector.mask"(%26) ({
      %69 = "vector.transfer_read"(%15, %11, %12, %17) <{in_bounds = [false], operandSegmentSizes = array<i32: 1, 2, 1, 0>, permutation_map = #map6}> : (memref<6x5xi32>, index, index, i32) -> vector<4xi32>
      "vector.yield"(%69) : (vector<4xi32>) -> ()
    }) : (vector<4xi1>) -> vector<4xi32>
    "vector.mask"(%26) ({
      "vector.transfer_write"(%27, %15, %12, %10) <{in_bounds = [false], operandSegmentSizes = array<i32: 1, 1, 2, 0>, permutation_map = #map6}> : (vector<4xi32>, memref<6x5xi32>, index, index) -> ()
      "vector.yield"() : () -> ()
    }) : (vector<4xi1>) -> ()
    %28 = "vector.load"(%15, %12, %10) : (memref<6x5xi32>, index, index) -> vector<4xi32>
    %29 = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<2x4xi32>
    %30 = "vector.type_cast"(%29) : (memref<2x4xi32>) -> memref<vector<2x4xi32>>
    "memref.store"(%9, %30) : (vector<2x4xi32>, memref<vector<2x4xi32>>) -> ()
    %31 = "memref.load"(%29, %11, %12) : (memref<2x4xi32>, index, index) -> i32
    %32 = "arith.constant"() <{value = 17 : i64}> : () -> i64
    %33 = "arith.constant"() <{value = 31 : i64}> : () -> i64
    %34 = "vector.shape_cast"(%21) : (vector<2x4xi32>) -> vector<8xi32>
    %35 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>}> : () -> vector<8xi32>
    %36 = "arith.muli"(%34, %35) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %37 = "vector.reduction"(%36) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
    %38 = "arith.extsi"(%37) : (i32) -> i64
    %39 = "arith.muli"(%32, %33) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %40 = "arith.addi"(%39, %38) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %41 = "vector.shape_cast"(%22) : (vector<2x4xi32>) -> vector<8xi32>
    %42 = "arith.constant"() <{value = dense<[3, 10, 17, 24, 31, 38, 45, 52]> : vector<8xi32>}> : () -> vector<8xi32>
    %43 = "arith.muli"(%41, %42) <{overflowFlags = #arith.overflow<none>}> : (vector<8xi32>, vector<8xi32>) -> vector<8xi32>
    %44 = "vector.reduction"(%43) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<8xi32>) -> i32
    %45 = "arith.extsi"(%44) : (i32) -> i64
    %46 = "arith.muli"(%40, %33) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %47 = "arith.addi"(%46, %45) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %48 = "arith.extsi"(%24) : (i32) -> i64
    %49 = "arith.muli"(%47, %33) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %50 = "arith.addi"(%49, %48) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %51 = "arith.extsi"(%25) : (i32) -> i64
    %52 = "arith.muli"(%50, %33) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %53 = "arith.addi"(%52, %51) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %54 = "arith.constant"() <{value = dense<[3, 10, 17, 24]> : vector<4xi32>}> : () -> vector<4xi32>
    %55 = "arith.muli"(%27, %54) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    %56 = "vector.reduction"(%55) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<4xi32>) -> i32
    %57 = "arith.extsi"(%56) : (i32) -> i64
    %58 = "arith.muli"(%53, %33) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %59 = "arith.addi"(%58, %57) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %60 = "arith.constant"() <{value = dense<[3, 10, 17, 24]> : vector<4xi32>}> : () -> vector<4xi32>
    %61 = "arith.muli"(%28, %60) <{overflowFlags = #arith.overflow<none>}> : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    %62 = "vector.reduction"(%61) <{fastmath = #arith.fastmath<none>, kind = #vector.kind<add>}> : (vector<4xi32>) -> i32
    %63 = "arith.extsi"(%62) : (i32) -> i64
    %64 = "arith.muli"(%59, %33) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %65 = "arith.addi"(%64, %63) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %66 = "arith.extsi"(%31) : (i32) -> i64
    %67 = "arith.muli"(%65, %33) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    %68 = "arith.addi"(%67, %66) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64
    "func.return"(%68) : (i64) -> ()
  }) : () -> ()
}) : () -> ()

