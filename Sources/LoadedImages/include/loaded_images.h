// The programs and libraries that the system loaded into this process.
#ifndef LOADED_IMAGES_H
#define LOADED_IMAGES_H

#include <stdbool.h>
#include <stddef.h>

/// What is known of one of them.
typedef struct loaded_image {
  /// Whether it is the program, and no library.
  bool is_program;
  /// Bytes of the linker's build ID, in `build_id`; 0 where there is none.
  size_t build_id_size;
  unsigned char build_id[64];
} loaded_image;

/// Finds the image that holds `address`, in its code or data; NULL stands for this library's own.
/// False where it cannot be told.
bool loaded_image_find(const void *address, loaded_image *image);

#endif  // LOADED_IMAGES_H
