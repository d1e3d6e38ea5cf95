// A program that loads a model at run time, runs it, and unloads it again, a few times over.
#include <dlfcn.h>
#include <stdio.h>

#include "include/tangram_abi.h"

typedef int (*create_function)(const tangram_options *, tangram_context **);
typedef int (*run_function)(
    tangram_context *, const DLTensor *, int32_t, DLTensor *, int32_t);
typedef int (*destroy_function)(tangram_context *);
typedef const char *(*error_function)(void);

int main(int count, char **arguments) {
  for (int round = 0; round < 5 && count == 2; round++) {
    void *library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
    if (!library) return printf("cannot load: %s\n", dlerror()), 1;
    create_function create = (create_function)dlsym(library, "gamma_create");
    run_function run = (run_function)dlsym(library, "gamma_run");
    destroy_function destroy = (destroy_function)dlsym(library, "gamma_destroy");
    error_function last_error = (error_function)dlsym(library, "gamma_last_error");
    if (!create || !run || !destroy || !last_error) return printf("incomplete\n"), 1;
    if (dlsym(library, "gamma_tg_run")) return printf("the runtime is visible\n"), 1;

    float x[6] = {1, 2, 3, 4, 5, 6}, y[12] = {0};
    int64_t x_shape[] = {2, 3}, y_shape[] = {2, 6};
    const DLTensor input = {x, {kDLCPU, 0}, 2, {kDLFloat, 32, 1}, x_shape, NULL, 0};
    DLTensor output = {y, {kDLCPU, 0}, 2, {kDLFloat, 32, 1}, y_shape, NULL, 0};
    const tangram_options options = {.threads = 4};
    tangram_context *context = NULL;
    if (create(&options, &context) || run(context, &input, 1, &output, 1)) {
      return printf("%s\n", last_error()), 1;
    }
    if (y[10] != 6 * 6 || y[11] != 6 + 2) return printf("wrong result\n"), 1;
    if (destroy(context) || dlclose(library)) return printf("cannot unload\n"), 1;
  }
  printf("passed\n");
  return 0;
}
