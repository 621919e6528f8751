// SPDX-License-Identifier: Apache-2.0
// What the two sides of a manifest say of its lines, and when a line is settled: the newest words
// of both are the same. Our seal says "received" of every line on the manifest until we say
// otherwise. A statement is what one side signs at one time: canonical bytes (core/canonical.hpp),
// their SHA-256, Ed25519 over "route9/custody/v1\n" + hash. Pure; any thread.
#pragma once

#include "core/crypto.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

enum class LineResult : std::uint8_t { received, short_, over, damaged };
enum class ManifestSide : std::uint8_t { carrier, warehouse };

std::string_view name(LineResult result) noexcept;
std::optional<LineResult> parse_line_result(std::string_view text) noexcept;
std::string_view name(ManifestSide side) noexcept;
std::optional<ManifestSide> parse_manifest_side(std::string_view text) noexcept;

/// `liable`: who bears it; only of what was not simply received, and absent in a first answer.
struct LineWord {
    LineResult result = LineResult::received;
    std::optional<ManifestSide> liable{};

    friend bool operator==(const LineWord&, const LineWord&) = default;
};

enum class LineState : std::uint8_t { open, disputed, settled };

std::string_view name(LineState state) noexcept;

/// A line of one manifest with the newest word of each side.
struct LineWords {
    bool listed = true; // false: the carrier named what the manifest does not
    std::optional<LineWord> carrier{};
    std::optional<LineWord> warehouse{}; // beyond the seal
};

/// open: the carrier has not answered.
LineState state_of(const LineWords& words) noexcept;

struct StatementLine {
    std::string parcel; // its code
    LineWord word{};
};

struct CustodyStatement {
    std::string manifest;
    std::string manifest_hash;
    ManifestSide side = ManifestSide::carrier;
    Instant at{}; // whole seconds
    /// Each parcel once. None: all lines as they were sealed.
    std::vector<StatementLine> lines{};
};

/// {"at","lines":[{"liable"?,"parcel","result"}…] by parcel,"manifest","manifest_hash","side"}.
std::string canonical_statement(CustodyStatement statement);
/// Precondition: canonical_statement() made it.
CustodyStatement read_statement(std::string_view canonical);
/// The text that is signed for a canonical statement.
std::string statement_signing_text(std::string_view canonical);

} // namespace route9::fulfillment
