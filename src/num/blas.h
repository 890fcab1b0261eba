/* CBLAS, which must be OpenBLAS's: every layer above takes it from here. */
#pragma once

#include <cblas.h>
