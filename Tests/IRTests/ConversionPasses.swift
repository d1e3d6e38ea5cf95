import Dialects
import IR
import Support
import TestSupport

/// A conversion as a pass, for text tests: complex numbers become two numbers, `none` becomes
/// nothing, `index` becomes `i64`, in whatever passes values on.
///
/// Operations of `check` and `arith` stay as they are, but for `check.negate`, which is converted, and
/// `arith.select`, for which the first rule gives up midway and the second makes what may not stay.
enum ConversionPasses {
  static let registry = PassRegistry([expandTypes])

  private static let expandTypes = Pass(
    "expand-types", "complex numbers become two numbers, none becomes nothing, index i64",
    options: [
      PassOption("full", "nothing else may stay", .flag),
      PassOption("analysis", "only tell what is in the way", .flag),
      PassOption("merge", "old values are made of new ones", .flag),
      PassOption("merge-arguments", "so are old arguments, in another way", .flag),
      PassOption("split", "new values are made of old ones", .flag),
    ]
  ) { module, root, context in
    let types = types(context.options)
    let mode: ConversionMode = context.options.flag("full") ? .full : .partial
    let target = target(types)
    if context.options.flag("analysis") {
      let found = module.analyzeConversion(
        to: target, with: rules, types: types, mode: mode, in: root)
      context.count("convertible", found.convertible.count)
      for obstacle in found.obstacles {
        context.remark(.analysis, at: obstacle.location, obstacle.message)
      }
      return
    }
    let report = try module.convert(to: target, with: rules, types: types, mode: mode, in: root)
    context.remark(.analysis, at: module.location(of: root), "\(report.castsLeft) casts are left")
  }

  private static func types(_ options: PassOptions) -> TypeConverter {
    var types = TypeConverter()
    types.addConversion { $0 == .index ? .i64 : nil }
    types.addExpansion { type in
      switch type {
      case .complex(let part): [part, part]
      case .none: []
      default: nil
      }
    }
    if options.flag("merge") {
      types.addSourceMaterialization { values, type, build in
        effect("merge", values, [type], &build).first
      }
    }
    if options.flag("merge-arguments") {
      types.addArgumentMaterialization { values, type, build in
        effect("merge-arguments", values, [type], &build).first
      }
    }
    if options.flag("split") {
      types.addTargetMaterialization { value, types, build in
        effect("split", [value], types, &build)
      }
    }
    return types
  }

  private static func effect(
    _ name: String, _ values: [ValueID], _ types: [Type], _ build: inout Builder
  ) -> [ValueID] {
    let operation = build.insert(
      OperationState(
        name: Check.Effect.mnemonic, operands: values, resultTypes: types,
        attributes: ["name": .string(name)]))
    return build.module.results(of: operation)
  }

  private static let structural: [any OperationDefinition.Type] = [
    Func.Function.self, Func.Call.self, Func.Return.self, ControlFlow.Branch.self,
    ControlFlow.ConditionalBranch.self, ControlFlow.Switch.self, SCF.If.self, SCF.For.self,
    SCF.While.self, SCF.Condition.self, SCF.IndexSwitch.self, SCF.Yield.self,
  ]

  private static func target(_ types: TypeConverter) -> ConversionTarget {
    var target = ConversionTarget()
    target.addLegal(dialects: "builtin", "check", "arith")
    target.addIllegal("check.constant")
    for name in structural.map({ $0.mnemonic }) + ["check.negate", "arith.select"] {
      target.addLegal(name) { types.isLegal($0, in: $1) }
    }
    return target
  }

  private static let rules: [ConversionRule] =
    structural.map { .rebuilding($0) } + [
      ConversionRule("negate-parts", expanding: Check.Negate.self) { _, operands, conversion in
        conversion.replaceExpanding { build in
          [
            operands[0].map { value in
              let type = build.module.type(of: value)
              let made = build.insert(
                OperationState(
                  name: Check.Negate.mnemonic, operands: [value], resultTypes: [type]))
              return build.module.result(of: made)
            }
          ]
        }
        return .rewritten
      },
      ConversionRule("give-up", expanding: Arith.Select.self, benefit: 3) {
        _, operands, conversion in
        conversion.replaceExpanding { build in
          [effect("given-up", operands[1], operands[1].map { build.module.type(of: $0) }, &build)]
        }
        return .noMatch("has thought better of it")
      },
      ConversionRule("make-illegal", expanding: Arith.Select.self, benefit: 2) {
        _, operands, conversion in
        conversion.replaceExpanding { build in
          let type = build.module.type(of: operands[1][0])
          let made = build.insert(
            OperationState(
              name: Check.Constant.mnemonic, resultTypes: [type],
              properties: ["value": .integer(0, .i64)]))
          return [[build.module.result(of: made)]]
        }
        return .rewritten
      },
      ConversionRule("select", on: Arith.Select.self) { _, operands, conversion in
        conversion.replace { [$0.insert(Arith.Select(operands[0], operands[1], operands[2]))] }
        return .rewritten
      },
    ]
}
