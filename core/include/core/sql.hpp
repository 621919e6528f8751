// SPDX-License-Identifier: Apache-2.0
// The SQL port's vocabulary: statements with static storage (engines cache the prepared form by
// address), a closed set of bindable values, and typed columns. SQL text is shared by the engines
// ($1 parameters); money, counts and times are 64-bit integers, ids are bytes.
#pragma once

#include "core/currency.hpp"
#include "core/id.hpp"
#include "core/time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace route9 {

struct Statement {
    std::string_view name; // shows up in metrics and errors
    std::string_view sql;
};

/// A statement whose middle repeats per row: `head` + row, row, … + `tail`. In `row` each '@' is
/// one value: "(@,@,CAST(@ AS bigint))". Values common to all rows must be repeated.
struct BulkStatement {
    std::string_view name;
    std::string_view head;
    std::string_view row;
    std::string_view tail;
};

/// One bound value. Text and bytes are borrowed: they must outlive the call.
class Param {
public:
    enum class Kind : std::uint8_t { null, integer, text, bytes };

    Param() = default;
    Param(std::nullopt_t) {}
    Param(std::int64_t value) : kind_(Kind::integer), integer_(value) {}
    Param(int value) : kind_(Kind::integer), integer_(value) {}
    Param(std::string_view value) : kind_(Kind::text), text_(value) {}
    Param(const std::string& value) : kind_(Kind::text), text_(value) {}
    Param(const char* value) : kind_(Kind::text), text_(value) {}
    Param(std::span<const std::byte> value) : kind_(Kind::bytes), bytes_(value) {}
    Param(Instant value) : kind_(Kind::integer), integer_(value.time_since_epoch().count()) {}
    Param(Currency value) : kind_(Kind::text), text_(code(value)) {}
    template <class Tag>
    Param(const Id<Tag>& value) : kind_(Kind::bytes), bytes_(value.bytes()) {}
    template <class Tag>
    Param(const Name<Tag>& value) : kind_(Kind::text), text_(value.text()) {}
    template <class T>
    Param(const std::optional<T>& value) {
        if (value) {
            *this = Param(*value);
        }
    }
    Param(bool) = delete; // flags are 0 or 1, written as integers
    Param(double) = delete;
    Param(const void*) = delete;

    Kind kind() const noexcept { return kind_; }
    std::int64_t integer() const noexcept { return integer_; }
    std::string_view text() const noexcept { return text_; }
    std::span<const std::byte> bytes() const noexcept { return bytes_; }

private:
    Kind kind_ = Kind::null;
    std::int64_t integer_ = 0;
    std::string_view text_{};
    std::span<const std::byte> bytes_{};
};

/// The current row of a result, as the engine sees it. A type that does not fit throws
/// StoreFailure (a bug). Text and bytes live until the next row is asked for.
class Columns {
public:
    virtual ~Columns() = default;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    virtual std::span<const std::byte> bytes(int column) const = 0;
};

/// How a C++ type is read from a column; the closed set the store speaks.
template <class T>
struct ColumnType;

template <>
struct ColumnType<std::int64_t> {
    static std::int64_t get(const Columns& row, int column) { return row.integer(column); }
};
template <>
struct ColumnType<std::string> {
    static std::string get(const Columns& row, int column) { return std::string{row.text(column)}; }
};
template <>
struct ColumnType<std::string_view> {
    static std::string_view get(const Columns& row, int column) { return row.text(column); }
};
template <>
struct ColumnType<std::span<const std::byte>> {
    static std::span<const std::byte> get(const Columns& row, int column) {
        return row.bytes(column);
    }
};
template <>
struct ColumnType<Instant> {
    static Instant get(const Columns& row, int column) {
        return Instant{Milliseconds{row.integer(column)}};
    }
};
template <>
struct ColumnType<Currency> {
    static Currency get(const Columns& row, int column); // throws StoreFailure on a foreign code
};
template <class Tag>
struct ColumnType<Id<Tag>> {
    static Id<Tag> get(const Columns& row, int column) {
        return Id<Tag>{id_from_column(row.bytes(column))};
    }

private:
    static IdBytes id_from_column(std::span<const std::byte> bytes);
};
template <class Tag>
struct ColumnType<Name<Tag>> {
    static Name<Tag> get(const Columns& row, int column) {
        return Name<Tag>{std::string{row.text(column)}};
    }
};
template <class T>
struct ColumnType<std::optional<T>> {
    static std::optional<T> get(const Columns& row, int column) {
        if (row.is_null(column)) {
            return std::nullopt;
        }
        return ColumnType<T>::get(row, column);
    }
};

/// Throws StoreFailure unless the bytes are a stored id.
IdBytes id_bytes_from(std::span<const std::byte> bytes);

template <class Tag>
IdBytes ColumnType<Id<Tag>>::id_from_column(std::span<const std::byte> bytes) {
    return id_bytes_from(bytes);
}

} // namespace route9
