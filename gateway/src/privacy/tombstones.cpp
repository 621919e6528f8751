// SPDX-License-Identifier: Apache-2.0
#include "gateway/privacy/tombstones.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace route9::gateway {
namespace {

constexpr std::string_view kHeader = "route9 tombstones 1\n";
constexpr std::size_t kFields = 5;

/// A line's digest covers the digest of the line before it.
Digest256 digest_of(const Digest256& before, std::string_view fields) {
    Bytes chained{before.begin(), before.end()};
    const ByteView text = as_byte_view(fields);
    chained.insert(chained.end(), text.begin(), text.end());
    return sha256(chained);
}

std::string fields_of(const Tombstone& stone) {
    return format_utc(stone.at) + " " + stone.tenant.text() + " " + stone.person.text() + " " +
           stone.order.text() + " " + stone.erasure.text();
}

std::optional<Tombstone> read_fields(std::string_view text) {
    std::istringstream in{std::string{text}};
    std::array<std::string, kFields> words;
    for (std::string& word : words) {
        in >> word;
    }
    const auto at = parse_rfc3339(words[0]);
    const auto person = PersonId::parse(words[2]);
    const auto order = OrderId::parse(words[3]);
    const auto erasure = ErasureId::parse(words[4]);
    if (!at || words[1].empty() || !person || !order || !erasure) {
        return std::nullopt;
    }
    return Tombstone{TenantId{words[1]}, *person, *order, *erasure, *at};
}

std::vector<Tombstone>
unknown_of(std::span<const Tombstone> stones, const std::vector<Tombstone>& known) {
    std::vector<Tombstone> unknown;
    for (const Tombstone& stone : stones) {
        const bool is_known = std::ranges::any_of(known, [&stone](const Tombstone& other) {
            return other.person == stone.person && other.tenant == stone.tenant;
        });
        if (!is_known) {
            unknown.push_back(stone);
        }
    }
    return unknown;
}

Failure damaged(const std::filesystem::path& file, std::size_t line) {
    return fail(
        ErrorCode::state_forbids,
        "the file of erased people " + file.string() + " is damaged at line " +
            std::to_string(line) +
            ": put a whole copy of it there; without it people who were erased could come back "
            "with a restored backup"
    );
}

/// All bytes or none: what was written in part is cut off again.
bool write_durably(int file, std::string_view text) {
    const ::off_t before = ::lseek(file, 0, SEEK_END);
    std::size_t written = 0;
    while (before >= 0 && written < text.size()) {
        const ::ssize_t step = ::write(file, text.data() + written, text.size() - written);
        if (step <= 0) {
            break;
        }
        written += static_cast<std::size_t>(step);
    }
    const bool whole = before >= 0 && written == text.size() && ::fsync(file) == 0;
    if (!whole && before >= 0) {
        [[maybe_unused]] const int cut = ::ftruncate(file, before);
    }
    return whole;
}

/// A new name in a directory is durable when the directory is.
bool sync_directory(const std::filesystem::path& file) {
    const std::filesystem::path parent = file.has_parent_path() ? file.parent_path() : ".";
    const int directory = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = directory >= 0 && ::fsync(directory) == 0;
    if (directory >= 0) {
        ::close(directory);
    }
    return synced;
}

} // namespace

Tombstones::Tombstones(Tombstones&& other) noexcept
    : file_(std::move(other.file_)), is_there_(other.is_there_), last_(other.last_),
      known_(std::move(other.known_)) {}

Result<Tombstones> Tombstones::open(std::filesystem::path path) {
    Tombstones stones{std::move(path)};
    std::ifstream in{stones.file_, std::ios::binary};
    if (!in) {
        return stones;
    }
    stones.is_there_ = true;
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    const auto end = text.rfind('\n');
    const std::size_t whole = end == std::string::npos ? 0 : end + 1;
    if (whole < text.size()) {
        std::error_code problem;
        std::filesystem::resize_file(stones.file_, whole, problem);
        if (problem) {
            return damaged(stones.file_, 1);
        }
        text.resize(whole);
    }
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto line_end = text.find('\n', begin);
        const std::string_view line{text.data() + begin, line_end + 1 - begin};
        begin = line_end + 1;
        if (++number == 1) {
            if (line != kHeader) {
                return damaged(stones.file_, number);
            }
            stones.last_ = sha256(as_byte_view(kHeader));
            continue;
        }
        const auto gap = line.rfind(' ');
        const std::string_view fields = line.substr(0, gap == line.npos ? 0 : gap);
        const Digest256 digest = digest_of(stones.last_, fields);
        const auto stone = read_fields(fields);
        if (!stone || line.substr(fields.size()) != " " + hex(digest) + "\n") {
            return damaged(stones.file_, number);
        }
        stones.last_ = digest;
        stones.known_.push_back(*stone);
    }
    return stones;
}

Result<void> Tombstones::append(std::span<const Tombstone> tombstones) {
    const std::scoped_lock lock{mutex_};
    const std::vector<Tombstone> fresh = unknown_of(tombstones, known_);
    if (fresh.empty()) {
        return {};
    }
    std::error_code problem;
    const bool is_empty = !is_there_ || std::filesystem::file_size(file_, problem) == 0;
    std::string text;
    Digest256 last = last_;
    if (is_empty) {
        text = kHeader;
        last = sha256(as_byte_view(kHeader));
    }
    for (const Tombstone& stone : fresh) {
        const std::string fields = fields_of(stone);
        last = digest_of(last, fields);
        text += fields + " " + hex(last) + "\n";
    }
    const int file = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const bool written = file >= 0 && write_durably(file, text);
    if (file >= 0) {
        ::close(file);
    }
    if (!written || !sync_directory(file_)) {
        return fail(
            ErrorCode::read_only, "the file of erased people cannot be written; nobody is erased"
        );
    }
    is_there_ = true;
    last_ = last;
    known_.insert(known_.end(), fresh.begin(), fresh.end());
    return {};
}

std::vector<Tombstone> Tombstones::all() const {
    const std::scoped_lock lock{mutex_};
    return known_;
}

} // namespace route9::gateway
