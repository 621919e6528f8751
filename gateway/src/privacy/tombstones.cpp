// SPDX-License-Identifier: Apache-2.0
#include "gateway/privacy/tombstones.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
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

/// The file while no other process reads or writes it.
class LockedFile {
public:
    LockedFile(const std::filesystem::path& path, int flags)
        : file_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (file_ >= 0 && ::flock(file_, LOCK_EX) != 0) {
            close();
        }
    }
    ~LockedFile() { close(); }
    LockedFile(const LockedFile&) = delete;
    LockedFile& operator=(const LockedFile&) = delete;

    bool is_open() const noexcept { return file_ >= 0; }
    std::optional<std::string> text() const {
        std::string all(size(), '\0');
        const ::ssize_t got = ::pread(file_, all.data(), all.size(), 0);
        return got == std::ssize(all) ? std::optional{std::move(all)} : std::nullopt;
    }
    std::size_t size() const {
        struct ::stat facts{};
        return ::fstat(file_, &facts) == 0 ? static_cast<std::size_t>(facts.st_size) : 0;
    }
    bool cut(std::size_t size) const { return ::ftruncate(file_, static_cast<::off_t>(size)) == 0; }

    /// All bytes or none: what was written in part is cut off again.
    bool append_durably(std::string_view text) const {
        const std::size_t before = size();
        std::size_t written = 0;
        while (written < text.size()) {
            const ::ssize_t step = ::write(file_, text.data() + written, text.size() - written);
            if (step <= 0) {
                break;
            }
            written += static_cast<std::size_t>(step);
        }
        const bool whole = written == text.size() && ::fsync(file_) == 0;
        if (!whole) {
            [[maybe_unused]] const bool was_cut = cut(before);
        }
        return whole;
    }

private:
    void close() noexcept {
        if (file_ >= 0) {
            ::close(std::exchange(file_, -1));
        }
    }

    int file_;
};

/// Nobody is writing: a last line that is not whole was cut off by a power cut.
std::optional<std::string> whole_lines(const LockedFile& file) {
    auto text = file.text();
    if (!text) {
        return std::nullopt;
    }
    const auto end = text->rfind('\n');
    const std::size_t whole = end == std::string::npos ? 0 : end + 1;
    if (whole < text->size() && !file.cut(whole)) {
        return std::nullopt;
    }
    text->resize(whole);
    return text;
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
    : file_(std::move(other.file_)), is_there_(other.is_there_), size_(other.size_),
      last_(other.last_), known_(std::move(other.known_)) {}

Result<Tombstones> Tombstones::open(std::filesystem::path path) {
    Tombstones stones{std::move(path)};
    const LockedFile file{stones.file_, O_RDWR};
    if (!file.is_open()) {
        return stones;
    }
    const auto text = whole_lines(file);
    if (!text) {
        return damaged(stones.file_, 1);
    }
    if (auto read = stones.read(*text); !read) {
        return Failure{std::move(read).error()};
    }
    return stones;
}

Result<void> Tombstones::read(std::string_view text) {
    is_there_ = true;
    known_.clear();
    last_ = sha256(as_byte_view(kHeader));
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto line_end = text.find('\n', begin);
        const std::string_view line = text.substr(begin, line_end + 1 - begin);
        begin = line_end + 1;
        if (++number == 1) {
            if (line != kHeader) {
                return damaged(file_, number);
            }
            continue;
        }
        const auto gap = line.rfind(' ');
        const std::string_view fields = line.substr(0, gap == line.npos ? 0 : gap);
        const Digest256 digest = digest_of(last_, fields);
        const auto stone = read_fields(fields);
        if (!stone || line.substr(fields.size()) != " " + hex(digest) + "\n") {
            return damaged(file_, number);
        }
        last_ = digest;
        known_.push_back(*stone);
    }
    size_ = text.size();
    return {};
}

Result<void> Tombstones::append(std::span<const Tombstone> tombstones) {
    const std::scoped_lock lock{mutex_};
    if (unknown_of(tombstones, known_).empty()) {
        return {};
    }
    const Failure unwritable =
        fail(ErrorCode::read_only, "the file of erased people cannot be written; nobody is erased");
    const LockedFile file{file_, O_RDWR | O_CREAT | O_APPEND};
    const auto text = file.is_open() ? whole_lines(file) : std::nullopt;
    if (!text) {
        return unwritable;
    }
    if (text->size() != size_) { // another process on this machine has written meanwhile
        if (auto is_read = read(*text); !is_read) {
            return is_read;
        }
    }
    const std::vector<Tombstone> fresh = unknown_of(tombstones, known_);
    std::string lines{size_ == 0 ? kHeader : std::string_view{}};
    Digest256 last = size_ == 0 ? sha256(as_byte_view(kHeader)) : last_;
    for (const Tombstone& stone : fresh) {
        const std::string fields = fields_of(stone);
        last = digest_of(last, fields);
        lines += fields + " " + hex(last) + "\n";
    }
    if (!file.append_durably(lines) || !sync_directory(file_)) {
        return unwritable;
    }
    is_there_ = true;
    size_ += lines.size();
    last_ = last;
    known_.insert(known_.end(), fresh.begin(), fresh.end());
    return {};
}

std::vector<Tombstone> Tombstones::all() const {
    const std::scoped_lock lock{mutex_};
    return known_;
}

} // namespace route9::gateway
