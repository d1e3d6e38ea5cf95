#include "/usr/lib/llvm-19/include/llvm-c/DataTypes.h"
