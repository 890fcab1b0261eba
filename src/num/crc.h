/* Check sums of files. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* CRC-32 as in ISO 3309: of PNG chunks, and of what a ZIP archive holds. */
uint32_t num_crc32 (const void *bytes, size_t n);
