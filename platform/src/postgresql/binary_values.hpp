// SPDX-License-Identifier: Apache-2.0
// The port's values in PostgreSQL's binary format: integers big-endian, text and bytes as they are.
// Encoded values borrow text and bytes from the parameters.
#pragma once

#include "core/sql.hpp"
#include "core/tx.hpp"
#include "postgresql/connection.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace route9::platform::postgresql {

/// The type a value is sent as; 0 lets the server choose one for a null.
Oid type_of(const Param& param) noexcept;

/// The parameters of one request, in the arrays libpq takes.
class EncodedValues {
public:
    /// `types` are what the prepared statement expects. Throws StoreFailure(misuse) when a value
    /// has another one.
    EncodedValues(std::string_view name, std::span<const Param> params, std::span<const Oid> types);

    int count() const noexcept { return static_cast<int>(values_.size()); }
    const char* const* values() const noexcept { return values_.data(); }
    const int* lengths() const noexcept { return lengths_.data(); }
    const int* formats() const noexcept { return formats_.data(); }
    /// Bound bytes, eight for an integer.
    std::int64_t bytes() const noexcept { return bytes_; }

private:
    std::vector<std::array<char, 8>> integers_;
    std::vector<const char*> values_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
    std::int64_t bytes_ = 0;
};

/// Where an answer that is on its way will be found.
using AnswerSlot = std::shared_ptr<ResultPtr>;

/// Waits for the answers to all that was sent. Throws as a statement does.
class Fetcher {
public:
    virtual void fetch(std::string_view name) = 0;

protected:
    ~Fetcher() = default;
};

/// The rows of one answer, all of them here, or fetched when the first is asked for.
class AnswerRows final : public Cursor {
public:
    /// `open` counts the row sets of a unit that are still alive.
    AnswerRows(std::string_view name, ResultPtr result, int& open);
    AnswerRows(std::string_view name, AnswerSlot slot, Fetcher& fetcher, int& open);
    ~AnswerRows() override;
    AnswerRows(const AnswerRows&) = delete;
    AnswerRows& operator=(const AnswerRows&) = delete;

    bool step() override;
    bool is_null(int column) const override;
    std::int64_t integer(int column) const override;
    std::string_view text(int column) const override;
    std::span<const std::byte> bytes(int column) const override;

private:
    void require_row(int column) const;
    [[noreturn]] void refuse(int column, std::string_view wanted) const;
    std::string_view raw(int column) const;

    PGresult* result() const noexcept { return slot_->get(); }

    std::string_view name_;
    AnswerSlot slot_;
    Fetcher* fetcher_ = nullptr;
    int& open_;
    int row_ = -1;
};

} // namespace route9::platform::postgresql
