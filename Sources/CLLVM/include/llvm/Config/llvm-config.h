#include "/usr/lib/llvm-19/include/llvm/Config/llvm-config.h"
