// SPDX-License-Identifier: Apache-2.0
// What a workbook may cost before it is refused: a zip of 32 MiB may unfold to a thousand times as
// much, and one shared text may stand in every cell. Used by the workbook reader only.
#pragma once

#include <cstddef>
#include <cstdint>

namespace route9::adapters::workbook {

inline constexpr std::int64_t entries_max = 2'000;
inline constexpr std::uint64_t unfolded_bytes_max = 256 * 1024 * 1024; // of all parts together
inline constexpr std::size_t shared_texts_max = 1'000'000;
inline constexpr std::size_t cell_bytes_max = 128 * 1024;       // 32,767 characters in Excel
inline constexpr std::size_t text_bytes_max = 64 * 1024 * 1024; // of all cells together
inline constexpr std::size_t cells_max = 1'000'000;
inline constexpr std::size_t columns_max = 256;
inline constexpr std::size_t rows_max = 1'048'576; // the last row of Excel
inline constexpr std::size_t merges_max = 10'000;
inline constexpr std::size_t formats_max = 65'536;

} // namespace route9::adapters::workbook
