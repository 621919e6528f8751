// SPDX-License-Identifier: Apache-2.0
// The EMVCo merchant-presented QR format: a flat list of objects (two digits id, two digits
// length, value), some of which hold objects themselves; CRC-16 (0x1021, start 0xFFFF) in 63.
// Reading never fails: what is wrong is reported, because damaged codes are everyday. Plain values.
// Sources: EMVCo MPM 1.1; NAPAS QR format 1.0 (2021).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace route9::payments {

/// Makers do not agree on what a length counts; it shows only beyond ASCII.
enum class LengthUnit : std::uint8_t { character, byte };

struct EmvObject {
    std::string id{}; // two digits
    std::string value{};
    std::vector<EmvObject> nested{}; // empty when the value is plain

    friend bool operator==(const EmvObject&, const EmvObject&) = default;
};

struct EmvCrc {
    bool ok = false;
    std::string computed{};   // four upper-case hex digits
    std::string in_payload{}; // as written; empty when there is none
};

struct EmvQr {
    std::vector<EmvObject> objects{}; // empty when the outer list cannot be read
    LengthUnit length_unit = LengthUnit::character;
    EmvCrc crc;
    std::vector<std::string> structure_errors{}; // each names the object and the place
    std::vector<std::string> oddities{};         // readable, but not by the book

    bool structure_ok() const noexcept { return structure_errors.empty(); }
    /// The value at "54" or "38.01.00"; empty when absent.
    std::string_view value(std::string_view path) const noexcept;
    bool has(std::string_view path) const noexcept;
    const EmvObject* find(std::string_view path) const noexcept;
};

inline constexpr std::size_t emv_payload_bytes_max = 1'024;

/// Objects that hold objects: 26–51, 62, 64 and 80–99.
bool emv_is_template(std::string_view id) noexcept;
std::uint16_t emv_crc16(std::string_view bytes) noexcept;
EmvQr read_emv_qr(std::string_view payload);

/// Builds a payload object by object; the caller keeps to ASCII and to 99 characters a value.
class EmvWriter {
public:
    void add(std::string_view id, std::string_view value);
    /// Nothing is written for an empty value.
    void add_if(std::string_view id, std::string_view value);
    const std::string& text() const noexcept { return text_; }
    /// With object 63 behind.
    std::string finish() const;

private:
    std::string text_{};
};

} // namespace route9::payments
