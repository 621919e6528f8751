// SPDX-License-Identifier: Apache-2.0
// A zip written out byte by byte (PKWARE APPNOTE 4.3, nothing compressed): workbooks for tests that
// share no code with the reader.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::adapters {

using ZipParts = std::vector<std::pair<std::string, std::string>>;

class StoredZip {
public:
    static std::string of(const ZipParts& parts) {
        StoredZip zip;
        for (const auto& [name, text] : parts) {
            zip.add(name, text);
        }
        return zip.finished();
    }

private:
    static std::uint32_t crc_of(std::string_view text) {
        std::uint32_t crc = 0xffffffff;
        for (const char character : text) {
            crc ^= static_cast<unsigned char>(character);
            for (int bit = 0; bit < 8; ++bit) {
                crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320U : 0U);
            }
        }
        return ~crc;
    }

    static std::string number(std::uint32_t value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i) {
            text += static_cast<char>(value >> (8 * i));
        }
        return text;
    }

    static std::uint32_t size_of(std::string_view text) {
        return static_cast<std::uint32_t>(text.size());
    }

    void add(const std::string& name, const std::string& text) {
        const std::string facts = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 2) +
                                  number(33, 2) + number(crc_of(text), 4) +
                                  number(size_of(text), 4) + number(size_of(text), 4) +
                                  number(size_of(name), 2) + number(0, 2);
        directory_ += std::string{"PK\x01\x02"} + number(20, 2) + facts + number(0, 2) +
                      number(0, 2) + number(0, 2) + number(0, 4) + number(size_of(bytes_), 4) +
                      name;
        bytes_ += std::string{"PK\x03\x04"} + facts + name + text;
        ++count_;
    }

    std::string finished() {
        const std::uint32_t start = size_of(bytes_);
        return bytes_ + directory_ + "PK\x05\x06" + number(0, 2) + number(0, 2) +
               number(count_, 2) + number(count_, 2) + number(size_of(directory_), 4) +
               number(start, 4) + number(0, 2);
    }

    std::string bytes_{};
    std::string directory_{};
    std::uint32_t count_ = 0;
};

} // namespace route9::adapters
