// SPDX-License-Identifier: Apache-2.0
// Who was erased, kept outside the store and its backups: an append-only file, each line on disk
// before the key it tells of is deleted, so that an older backup cannot bring an erased person
// back. Ids only, no personal data. A line is its fields and a digest over the line before it, so
// that a changed, lost or foreign line is seen. Several processes of one machine may share the
// file: each locks it, and reads what others have written before it writes. Thread-safe.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "gateway/privacy/erasure_id.hpp"

#include <cstddef>
#include <filesystem>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

namespace route9::gateway {

struct Tombstone {
    TenantId tenant;
    PersonId person;
    OrderId order;
    ErasureId erasure;
    Instant at{};

    friend bool operator==(const Tombstone&, const Tombstone&) = default;
};

class Tombstones {
public:
    /// Reads the whole file; one that is not there is empty and made at the first erasure. A last
    /// line that a power cut has left incomplete is cut off: its erasure was not answered. Error:
    /// state_forbids naming the file, the line and the mend.
    static Result<Tombstones> open(std::filesystem::path file);

    Tombstones(Tombstones&& other) noexcept;
    Tombstones& operator=(Tombstones&&) = delete;

    /// Those of people it does not know yet; durable when it returns. Error: read_only when the
    /// file cannot be written.
    Result<void> append(std::span<const Tombstone> tombstones);
    std::vector<Tombstone> all() const;
    /// False while there is no file, which is no fault before the first erasure.
    bool is_there() const noexcept { return is_there_; }
    const std::filesystem::path& path() const noexcept { return file_; }

private:
    explicit Tombstones(std::filesystem::path file) : file_(std::move(file)) {}

    /// `text` is whole lines.
    Result<void> read(std::string_view text);

    std::filesystem::path file_;
    mutable std::mutex mutex_{};
    bool is_there_ = false;
    std::size_t size_ = 0; // of the file, as far as it is known here
    Digest256 last_{};
    std::vector<Tombstone> known_{};
};

} // namespace route9::gateway
