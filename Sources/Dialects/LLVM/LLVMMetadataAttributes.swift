import IR

// What MLIR keeps for LLVM's optimiser and debuggers. Here it changes nothing: it is read, printed
// back, and not translated.

extension LLVM {
  /// Everything declared here, for the dialect.
  static let metadataAttributes: [any AttributeDefinition.Type] = [
    KeptAttribute<LoopAnnotation>.self,
    KeptAttribute<LoopVectorize>.self,
    KeptAttribute<LoopInterleave>.self,
    KeptAttribute<LoopUnroll>.self,
    KeptAttribute<LoopUnrollAndJam>.self,
    KeptAttribute<LoopLICM>.self,
    KeptAttribute<LoopDistribute>.self,
    KeptAttribute<LoopPipeline>.self,
    KeptAttribute<LoopPeeled>.self,
    KeptAttribute<LoopUnswitch>.self,
    KeptAttribute<AliasScope>.self,
    KeptAttribute<AliasScopeDomain>.self,
    KeptAttribute<AccessGroup>.self,
    KeptAttribute<TBAARoot>.self,
    KeptAttribute<TBAATypeDescriptor>.self,
    KeptAttribute<TBAAMember>.self,
    KeptAttribute<TBAATag>.self,
    KeptAttribute<DIBasicType>.self,
    KeptAttribute<DICompileUnit>.self,
    KeptAttribute<DICompositeType>.self,
    KeptAttribute<DIDerivedType>.self,
    KeptAttribute<DIExpression>.self,
    KeptAttribute<DIExpressionElem>.self,
    KeptAttribute<DIFile>.self,
    KeptAttribute<DIGlobalVariable>.self,
    KeptAttribute<DIGlobalVariableExpression>.self,
    KeptAttribute<DIImportedEntity>.self,
    KeptAttribute<DILabel>.self,
    KeptAttribute<DILexicalBlock>.self,
    KeptAttribute<DILexicalBlockFile>.self,
    KeptAttribute<DILocalVariable>.self,
    KeptAttribute<DIModule>.self,
    KeptAttribute<DINamespace>.self,
    KeptAttribute<DINullType>.self,
    KeptAttribute<DIStringType>.self,
    KeptAttribute<DISubprogram>.self,
    KeptAttribute<DISubrange>.self,
    KeptAttribute<DISubroutineType>.self,
    KeptAttribute<DIGenericSubrange>.self,
    KeptAttribute<DICommonBlock>.self,
    KeptAttribute<DIAnnotation>.self,
  ]

  public enum LoopAnnotation: KeptAttributeKind {
    public static var mnemonic: String { "llvm.loop_annotation" }
    public static var documentation: String { "What an optimiser is told of a loop." }
  }

  public enum LoopVectorize: KeptAttributeKind {
    public static var mnemonic: String { "llvm.loop_vectorize" }
    public static var documentation: String { "How a loop is made of vectors." }
  }

  public enum LoopInterleave: KeptAttributeKind {
    public static var mnemonic: String { "llvm.loop_interleave" }
    public static var documentation: String { "How many iterations run side by side." }
  }

  public enum LoopUnroll: KeptAttributeKind {
    public static var mnemonic: String { "llvm.loop_unroll" }
    public static var documentation: String { "How a loop is unrolled." }
  }

  public enum LoopUnrollAndJam: KeptAttributeKind {
    public static var mnemonic: String { "llvm.loop_unroll_and_jam" }
    public static var documentation: String { "How an outer loop is unrolled into an inner one." }
  }

  public enum LoopLICM: KeptAttributeKind {
    public static var mnemonic: String { "llvm.loop_licm" }
    public static var documentation: String { "Whether what does not change leaves a loop." }
  }

  public enum LoopDistribute: KeptAttributeKind {
    public static var mnemonic: String { "llvm.loop_distribute" }
    public static var documentation: String { "How a loop is divided in several." }
  }

  public enum LoopPipeline: KeptAttributeKind {
    public static var mnemonic: String { "llvm.loop_pipeline" }
    public static var documentation: String { "How iterations overlap." }
  }

  public enum LoopPeeled: KeptAttributeKind {
    public static var mnemonic: String { "llvm.loop_peeled" }
    public static var documentation: String { "How many iterations run apart." }
  }

  public enum LoopUnswitch: KeptAttributeKind {
    public static var mnemonic: String { "llvm.loop_unswitch" }
    public static var documentation: String { "How conditions leave a loop." }
  }

  public enum AliasScope: KeptAttributeKind {
    public static var mnemonic: String { "llvm.alias_scope" }
    public static var documentation: String {
      "A set of accesses that others may be known not to touch."
    }
  }

  public enum AliasScopeDomain: KeptAttributeKind {
    public static var mnemonic: String { "llvm.alias_scope_domain" }
    public static var documentation: String { "What sets of accesses belong to." }
  }

  public enum AccessGroup: KeptAttributeKind {
    public static var mnemonic: String { "llvm.access_group" }
    public static var documentation: String {
      "Accesses of which loops know that they are independent."
    }
  }

  public enum TBAARoot: KeptAttributeKind {
    public static var mnemonic: String { "llvm.tbaa_root" }
    public static var documentation: String { "The root of types for telling accesses apart." }
  }

  public enum TBAATypeDescriptor: KeptAttributeKind {
    public static var mnemonic: String { "llvm.tbaa_type_desc" }
    public static var documentation: String { "A type for telling accesses apart." }
  }

  public enum TBAAMember: KeptAttributeKind {
    public static var mnemonic: String { "llvm.tbaa_member" }
    public static var documentation: String { "A member of such a type." }
  }

  public enum TBAATag: KeptAttributeKind {
    public static var mnemonic: String { "llvm.tbaa_tag" }
    public static var documentation: String { "The type by which an access is told apart." }
  }

  public enum DIBasicType: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_basic_type" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DICompileUnit: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_compile_unit" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DICompositeType: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_composite_type" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DIDerivedType: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_derived_type" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DIExpression: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_expression" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DIExpressionElem: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_expression_elem" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DIFile: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_file" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DIGlobalVariable: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_global_variable" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DIGlobalVariableExpression: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_global_variable_expression" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DIImportedEntity: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_imported_entity" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DILabel: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_label" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DILexicalBlock: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_lexical_block" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DILexicalBlockFile: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_lexical_block_file" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DILocalVariable: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_local_variable" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DIModule: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_module" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DINamespace: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_namespace" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DINullType: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_null_type" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DIStringType: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_string_type" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DISubprogram: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_subprogram" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DISubrange: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_subrange" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DISubroutineType: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_subroutine_type" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DIGenericSubrange: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_generic_subrange" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DICommonBlock: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_common_block" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }

  public enum DIAnnotation: KeptAttributeKind {
    public static var mnemonic: String { "llvm.di_annotation" }
    public static var documentation: String {
      "Debug information of MLIR's own; here places come from locations."
    }
  }
}
