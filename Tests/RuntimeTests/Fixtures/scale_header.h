// What a model's own header declares, for a model named PREFIX.
#define SCALE_HEADER(PREFIX)                                                                     \
  int PREFIX##_create(const tangram_options *options, tangram_context **context);                \
  int PREFIX##_run(                                                                              \
      tangram_context *context, const DLTensor *inputs, int32_t input_count, DLTensor *outputs,  \
      int32_t output_count);                                                                     \
  int PREFIX##_output_shapes(                                                                    \
      tangram_context *context, const DLTensor *inputs, int32_t input_count,                     \
      int64_t *const *shapes, int32_t output_count);                                             \
  int PREFIX##_peak_memory(const int64_t *symbols, int32_t symbol_count, int64_t *bytes);        \
  int PREFIX##_destroy(tangram_context *context);                                                \
  const char *PREFIX##_last_error(void);
