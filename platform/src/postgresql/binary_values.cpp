// SPDX-License-Identifier: Apache-2.0
#include "postgresql/binary_values.hpp"

#include <fmt/format.h>

#include <utility>

namespace route9::platform::postgresql {
namespace {

// Fixed numbers of built-in types (pg_type.dat).
constexpr Oid kBool = 16;
constexpr Oid kBytes = 17;
constexpr Oid kInt8 = 20;
constexpr Oid kInt2 = 21;
constexpr Oid kInt4 = 23;
constexpr Oid kText = 25;
constexpr Oid kName = 19;
constexpr Oid kVarchar = 1043;

std::array<char, 8> big_endian(std::int64_t value) {
    std::array<char, 8> out{};
    auto bits = static_cast<std::uint64_t>(value);
    for (std::size_t i = out.size(); i > 0; --i) {
        out[i - 1] = static_cast<char>(bits & 0xffU);
        bits >>= 8U;
    }
    return out;
}

std::int64_t from_big_endian(std::string_view bytes) {
    const bool negative = !bytes.empty() && (static_cast<unsigned char>(bytes[0]) & 0x80U) != 0;
    std::uint64_t bits = negative ? ~std::uint64_t{0} : 0;
    for (const char byte : bytes) {
        bits = (bits << 8U) | static_cast<unsigned char>(byte);
    }
    return static_cast<std::int64_t>(bits);
}

} // namespace

Oid type_of(const Param& param) noexcept {
    switch (param.kind()) {
    case Param::Kind::null:
        return 0;
    case Param::Kind::integer:
        return kInt8;
    case Param::Kind::text:
        return kText;
    case Param::Kind::bytes:
        return kBytes;
    }
    return 0;
}

EncodedValues::EncodedValues(
    std::string_view name, std::span<const Param> params, std::span<const Oid> types
)
    : integers_(params.size()), values_(params.size()), lengths_(params.size()),
      formats_(params.size(), 1) {
    for (std::size_t i = 0; i < params.size(); ++i) {
        const Param& param = params[i];
        if (param.kind() != Param::Kind::null && type_of(param) != types[i]) {
            throw StoreFailure(
                StoreFault::misuse, fmt::format("{}: ${} is of another type", name, i + 1)
            );
        }
        std::size_t size = 0;
        switch (param.kind()) {
        case Param::Kind::null:
            continue;
        case Param::Kind::integer:
            integers_[i] = big_endian(param.integer());
            values_[i] = integers_[i].data();
            size = integers_[i].size();
            break;
        case Param::Kind::text:
            values_[i] = param.text().data() != nullptr ? param.text().data() : "";
            size = param.text().size();
            break;
        case Param::Kind::bytes:
            values_[i] =
                param.bytes().empty() ? "" : reinterpret_cast<const char*>(param.bytes().data());
            size = param.bytes().size();
            break;
        }
        lengths_[i] = static_cast<int>(size);
        bytes_ += static_cast<std::int64_t>(size);
    }
}

AnswerRows::AnswerRows(std::string_view name, ResultPtr result, int& open)
    : name_(name), slot_(std::make_shared<ResultPtr>(std::move(result))), open_(open) {
    ++open_;
}

AnswerRows::AnswerRows(std::string_view name, AnswerSlot slot, Fetcher& fetcher, int& open)
    : name_(name), slot_(std::move(slot)), fetcher_(&fetcher), open_(open) {
    ++open_;
}

AnswerRows::~AnswerRows() {
    --open_;
}

bool AnswerRows::step() {
    if (result() == nullptr) {
        fetcher_->fetch(name_);
    }
    if (row_ < PQntuples(result())) {
        ++row_;
    }
    return row_ < PQntuples(result());
}

bool AnswerRows::is_null(int column) const {
    require_row(column);
    return PQgetisnull(result(), row_, column) == 1;
}

std::int64_t AnswerRows::integer(int column) const {
    require_row(column);
    switch (PQftype(result(), column)) {
    case kInt8:
    case kInt4:
    case kInt2:
        return from_big_endian(raw(column));
    case kBool:
        return raw(column) == std::string_view{"\1", 1} ? 1 : 0;
    default:
        refuse(column, "an integer");
    }
}

std::string_view AnswerRows::text(int column) const {
    require_row(column);
    switch (PQftype(result(), column)) {
    case kText:
    case kName:
    case kVarchar:
        return raw(column);
    default:
        refuse(column, "text");
    }
}

std::span<const std::byte> AnswerRows::bytes(int column) const {
    require_row(column);
    if (PQftype(result(), column) != kBytes) {
        refuse(column, "bytes");
    }
    return std::as_bytes(std::span{raw(column)});
}

void AnswerRows::require_row(int column) const {
    const bool on_row = row_ >= 0 && row_ < PQntuples(result());
    if (!on_row || column < 0 || column >= PQnfields(result())) {
        throw StoreFailure(
            StoreFault::misuse,
            fmt::format("{}: column {} of a row that is not there", name_, column)
        );
    }
}

void AnswerRows::refuse(int column, std::string_view wanted) const {
    throw StoreFailure(
        StoreFault::misuse,
        fmt::format(
            "{}: column {} holds type {} where {} is read",
            name_,
            column,
            PQftype(result(), column),
            wanted
        )
    );
}

std::string_view AnswerRows::raw(int column) const {
    if (PQgetisnull(result(), row_, column) == 1) {
        throw StoreFailure(
            StoreFault::misuse,
            fmt::format("{}: column {} is NULL where a value is read", name_, column)
        );
    }
    return {
        PQgetvalue(result(), row_, column),
        static_cast<std::size_t>(PQgetlength(result(), row_, column))
    };
}

} // namespace route9::platform::postgresql
