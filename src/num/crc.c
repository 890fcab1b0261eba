/* CRC-32, bit by bit: what is checked is short. */
#include "num/crc.h"

uint32_t
num_crc32 (const void *bytes, size_t n)
{
  const uint8_t *byte = bytes;
  uint32_t crc = 0xffffffff;

  for (size_t i = 0; i < n; i++)
    {
      crc ^= byte[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  return ~crc;
}
