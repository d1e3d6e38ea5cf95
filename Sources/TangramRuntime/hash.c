// The content hash of weights: four interleaved lanes of multiply and rotate over little-endian
// words, so that it runs at the speed of memory. Finds accidents and mix-ups, not forgeries.
#include "internal.h"

#include <string.h>

#define MULTIPLIER_A UINT64_C(0x9fb21c651e98df25)
#define MULTIPLIER_B UINT64_C(0xd6e8feb86659fd93)

static inline uint64_t rotated(uint64_t word, int bits) {
  return word << bits | word >> (64 - bits);
}

static inline uint64_t mixed(uint64_t lane, uint64_t word) {
  return rotated(lane ^ word * MULTIPLIER_A, 29) * MULTIPLIER_B;
}

static inline uint64_t load_word(const unsigned char *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

uint64_t TG(hash)(const void *data, size_t bytes) {
  const unsigned char *rest = data;
  uint64_t lanes[4] = {1, 2, 3, 4};
  size_t left = bytes;
  for (; left >= 32; left -= 32, rest += 32) {
    for (int i = 0; i < 4; i++) lanes[i] = mixed(lanes[i], load_word(rest + 8 * i));
  }
  // What is left, padded with zeros; the length at the end tells how much was padding.
  unsigned char tail[32] = {0};
  if (left) memcpy(tail, rest, left);
  uint64_t hash = (uint64_t)bytes;
  for (int i = 0; i < 4; i++) {
    lanes[i] = mixed(lanes[i], load_word(tail + 8 * i));
    hash = mixed(hash, lanes[i]);
  }
  hash ^= hash >> 32;
  hash *= MULTIPLIER_A;
  return hash ^ hash >> 29;
}
