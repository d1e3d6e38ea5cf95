// Reads the build IDs of ELF images where they are loaded: the files may be others by now.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE  // dl_iterate_phdr
#endif
#include "include/loaded_images.h"

#include <stdint.h>
#include <string.h>

#ifdef __ELF__
#include <elf.h>
#include <link.h>

typedef struct search {
  uintptr_t address;
  loaded_image *image;
  bool is_first, is_found;
} search;

static bool holds(const struct dl_phdr_info *info, uintptr_t address) {
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &info->dlpi_phdr[i];
    const uintptr_t begin = (uintptr_t)(info->dlpi_addr + header->p_vaddr);
    if (header->p_type == PT_LOAD && address >= begin && address - begin < header->p_memsz) {
      return true;
    }
  }
  return false;
}

static size_t padded(size_t bytes) { return (bytes + 3) / 4 * 4; }

/// Finds the build ID among notes, each a header, a name and a description, all padded to words.
static void read_notes(const unsigned char *notes, size_t bytes, loaded_image *image) {
  while (bytes >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) header;
    memcpy(&header, notes, sizeof header);
    const size_t name = padded(header.n_namesz), description = padded(header.n_descsz);
    const size_t size = sizeof header + name + description;
    if (size > bytes) return;
    const unsigned char *text = notes + sizeof header;
    if (header.n_type == NT_GNU_BUILD_ID && header.n_namesz == 4 && !memcmp(text, "GNU", 4) &&
        header.n_descsz <= sizeof image->build_id) {
      image->build_id_size = header.n_descsz;
      memcpy(image->build_id, text + name, header.n_descsz);
    }
    notes += size;
    bytes -= size;
  }
}

static int visit(struct dl_phdr_info *info, size_t size, void *data) {
  (void)size;
  search *search = data;
  const bool is_program = search->is_first;
  search->is_first = false;
  if (!holds(info, search->address)) return 0;
  search->is_found = true;
  search->image->is_program = is_program;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &info->dlpi_phdr[i];
    if (header->p_type != PT_NOTE) continue;
    read_notes(
        (const unsigned char *)(uintptr_t)(info->dlpi_addr + header->p_vaddr), header->p_memsz,
        search->image);
  }
  return 1;
}

bool loaded_image_find(const void *address, loaded_image *image) {
  memset(image, 0, sizeof *image);
  search search = {
      .address = address ? (uintptr_t)address : (uintptr_t)&loaded_image_find, .image = image,
      .is_first = true};
  dl_iterate_phdr(visit, &search);
  return search.is_found;
}

#else

bool loaded_image_find(const void *address, loaded_image *image) {
  (void)address;
  memset(image, 0, sizeof *image);
  return false;
}

#endif
