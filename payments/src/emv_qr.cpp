// SPDX-License-Identifier: Apache-2.0
#include "payments/emv_qr.hpp"

#include "core/assert.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace route9::payments {
namespace {

constexpr std::size_t kHeader = 4;
constexpr std::string_view kCrcHead = "6304";
constexpr std::string_view kNapasGuid = "A000000727";

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

int two_digits(std::string_view text) noexcept {
    return (text[0] - '0') * 10 + (text[1] - '0');
}

/// Bytes taken by `count` length units; nullopt when the text is shorter.
std::optional<std::size_t> span_of(std::string_view text, int count, LengthUnit unit) noexcept {
    const auto wanted = static_cast<std::size_t>(count);
    if (unit == LengthUnit::byte) {
        return wanted <= text.size() ? std::optional{wanted} : std::nullopt;
    }
    std::size_t at = 0;
    for (std::size_t n = 0; n < wanted; ++n) {
        if (at >= text.size()) {
            return std::nullopt;
        }
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
            ++at;
        }
    }
    return at;
}

struct Reader {
    LengthUnit unit;
    std::vector<std::string> errors{};

    /// The objects of one list; stops at the first that does not fit and says why.
    std::vector<EmvObject> list(std::string_view text, const std::string& where) {
        std::vector<EmvObject> objects;
        std::size_t at = 0;
        while (at < text.size()) {
            const auto rest = text.substr(at);
            if (rest.size() < kHeader) {
                errors.push_back(fmt::format("{}: object header cut off at {}", where, at));
                return objects;
            }
            if (!std::ranges::all_of(rest.substr(0, kHeader), is_digit)) {
                errors.push_back(fmt::format("{}: no digits for id and length at {}", where, at));
                return objects;
            }
            const auto id = rest.substr(0, 2);
            const int length = two_digits(rest.substr(2));
            const auto bytes = span_of(rest.substr(kHeader), length, unit);
            if (!bytes) {
                errors.push_back(
                    fmt::format("{}: object {} of length {} runs over at {}", where, id, length, at)
                );
                return objects;
            }
            objects.push_back({std::string{id}, std::string{rest.substr(kHeader, *bytes)}, {}});
            at += kHeader + *bytes;
        }
        return objects;
    }
};

bool looks_like_list(std::string_view value) noexcept {
    return value.size() >= kHeader && std::ranges::all_of(value.substr(0, kHeader), is_digit);
}

/// A list inside an object; one that cannot be read leaves the object plain.
void read_list_in(Reader& reader, EmvObject& object, const std::string& path) {
    const auto errors_before = reader.errors.size();
    object.nested = reader.list(object.value, path);
    if (reader.errors.size() != errors_before) {
        object.nested.clear();
    }
}

/// VietQR's beneficiary (38.01) is the one list two levels down; elsewhere a value is a value.
void read_nested(Reader& reader, EmvObject& object) {
    if (!emv_is_template(object.id) || !looks_like_list(object.value)) {
        return;
    }
    read_list_in(reader, object, object.id);
    const bool napas = std::ranges::any_of(object.nested, [](const EmvObject& inner) {
        return inner.id == "00" && inner.value == kNapasGuid;
    });
    for (auto& inner : object.nested) {
        if (napas && inner.id == "01") {
            read_list_in(reader, inner, object.id + ".01");
        }
    }
}

struct Reading {
    std::vector<EmvObject> objects;
    std::vector<std::string> errors;
    bool outer_ok = false;
};

Reading read_as(std::string_view payload, LengthUnit unit) {
    Reader reader{unit};
    Reading reading;
    reading.objects = reader.list(payload, "root");
    reading.outer_ok = reader.errors.empty();
    if (reading.outer_ok) {
        for (auto& object : reading.objects) {
            read_nested(reader, object);
        }
    } else {
        reading.objects.clear();
    }
    reading.errors = std::move(reader.errors);
    return reading;
}

std::string upper_hex(std::uint16_t value) {
    return fmt::format("{:04X}", value);
}

EmvCrc read_crc(std::string_view payload) {
    EmvCrc crc;
    // The CRC may read 6304 itself, and BCEL's old script writes three digits for small values.
    const auto usual = payload.size() - std::min<std::size_t>(payload.size(), 8);
    const bool at_usual = payload.substr(usual).starts_with(kCrcHead);
    const auto head = at_usual ? usual : payload.rfind(kCrcHead);
    if (head == std::string_view::npos) {
        crc.computed = upper_hex(emv_crc16(payload));
        return crc;
    }
    const auto end = head + kCrcHead.size();
    crc.computed = upper_hex(emv_crc16(payload.substr(0, end)));
    crc.in_payload = std::string{payload.substr(end)};
    std::string written = crc.in_payload;
    std::ranges::transform(written, written.begin(), [](char c) {
        return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    crc.ok = written == crc.computed;
    return crc;
}

void note_oddities(EmvQr& qr) {
    if (qr.objects.empty()) {
        return;
    }
    if (qr.objects.front().id != "00" || qr.objects.front().value != "01") {
        qr.oddities.emplace_back("object 00 must come first and read 01");
    }
    if (qr.objects.back().id != "63") {
        qr.oddities.emplace_back("object 63 (CRC) must come last");
    }
    for (const auto& object : qr.objects) {
        if (object.value.empty()) {
            qr.oddities.push_back(fmt::format("object {} is empty", object.id));
        } else if (object.id == "59" && object.value.front() == ' ') {
            qr.oddities.emplace_back("object 59 starts with a blank");
        }
    }
}

} // namespace

bool emv_is_template(std::string_view id) noexcept {
    const int number = two_digits(id);
    return (number >= 26 && number <= 51) || number == 62 || number == 64 || number >= 80;
}

std::uint16_t emv_crc16(std::string_view bytes) noexcept {
    unsigned crc = 0xFFFFU;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned>(static_cast<unsigned char>(c)) << 8U;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc & 0x8000U) != 0 ? (crc << 1U) ^ 0x1021U : crc << 1U;
        }
        crc &= 0xFFFFU;
    }
    return static_cast<std::uint16_t>(crc);
}

EmvQr read_emv_qr(std::string_view payload) {
    EmvQr qr;
    if (payload.empty() || payload.size() > emv_payload_bytes_max || !is_valid_utf8(payload)) {
        qr.structure_errors.push_back(
            fmt::format("a payload is 1 to {} bytes of UTF-8", emv_payload_bytes_max)
        );
        return qr;
    }
    auto reading = read_as(payload, LengthUnit::character);
    if (!reading.errors.empty()) {
        auto by_bytes = read_as(payload, LengthUnit::byte);
        if (by_bytes.errors.empty()) {
            reading = std::move(by_bytes);
            qr.length_unit = LengthUnit::byte;
        }
    }
    qr.objects = std::move(reading.objects);
    qr.structure_errors = std::move(reading.errors);
    qr.crc = read_crc(payload);
    note_oddities(qr);
    return qr;
}

const EmvObject* EmvQr::find(std::string_view path) const noexcept {
    const auto* level = &objects;
    const EmvObject* found = nullptr;
    while (!path.empty()) {
        const auto id = path.substr(0, path.find('.'));
        const auto at =
            std::ranges::find_if(*level, [&](const EmvObject& object) { return object.id == id; });
        if (at == level->end()) {
            return nullptr;
        }
        found = &*at;
        level = &found->nested;
        path.remove_prefix(std::min(path.size(), id.size() + 1));
    }
    return found;
}

std::string_view EmvQr::value(std::string_view path) const noexcept {
    const auto* object = find(path);
    return object == nullptr ? std::string_view{} : std::string_view{object->value};
}

bool EmvQr::has(std::string_view path) const noexcept {
    return find(path) != nullptr;
}

void EmvWriter::add(std::string_view id, std::string_view value) {
    ROUTE9_ASSERT(id.size() == 2 && std::ranges::all_of(id, is_digit));
    ROUTE9_ASSERT(!value.empty() && value.size() <= 99);
    text_ += fmt::format("{}{:02}{}", id, value.size(), value);
}

void EmvWriter::add_if(std::string_view id, std::string_view value) {
    if (!value.empty()) {
        add(id, value);
    }
}

std::string EmvWriter::finish() const {
    std::string payload = text_;
    payload += kCrcHead;
    return payload + upper_hex(emv_crc16(payload));
}

} // namespace route9::payments
