#include "cllvm.h"
