#include "tangram_runtime.h"
