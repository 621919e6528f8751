// SPDX-License-Identifier: Apache-2.0
#include "core/names.hpp"
#include "core/tx.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace route9 {
namespace {

/// One row with one column, given as bytes.
class OneColumn final : public Columns {
public:
    explicit OneColumn(std::string content) : content_(std::move(content)) {}

    bool is_null(int) const override { return content_.empty(); }
    std::int64_t integer(int) const override { return std::stoll(content_); }
    std::string_view text(int) const override { return content_; }
    std::span<const std::byte> bytes(int) const override {
        return std::as_bytes(std::span{content_});
    }

private:
    std::string content_;
};

template <class T>
T read(std::string content) {
    const OneColumn columns{std::move(content)};
    return Row{columns}.get<T>(0);
}

TEST(SqlColumns, ReadTypedValues) {
    EXPECT_EQ(read<std::int64_t>("42"), 42);
    EXPECT_EQ(read<Currency>("LAK"), Currency::LAK);
    EXPECT_EQ(read<PartyId>("shop-1"), PartyId{"shop-1"});
    EXPECT_EQ(read<Instant>("1500"), Instant{Milliseconds{1500}});
    EXPECT_EQ(read<OrderId>(std::string(16, '\0')), OrderId{});
    EXPECT_EQ(read<std::optional<Currency>>(""), std::nullopt);
    EXPECT_EQ(read<std::optional<std::string>>("a"), "a");
}

TEST(SqlColumns, ThrowOnWhatTheStoreNeverWrote) {
    EXPECT_THROW(read<Currency>("EUR"), StoreFailure);
    EXPECT_THROW(read<OrderId>(std::string(15, 'x')), StoreFailure);
    EXPECT_THROW(read<OrderId>(std::string(17, 'x')), StoreFailure);
}

TEST(SqlParam, KnowsTheKindOfEachValue) {
    using Kind = Param::Kind;
    const OrderId id;
    EXPECT_EQ(Param{}.kind(), Kind::null);
    EXPECT_EQ(Param(std::optional<int>{}).kind(), Kind::null);
    EXPECT_EQ(Param(std::optional<int>{7}).integer(), 7);
    EXPECT_EQ(Param(Currency::VND).text(), "VND");
    EXPECT_EQ(Param(id).bytes().size(), 16U);
    EXPECT_EQ(Param(Instant{Milliseconds{9}}).integer(), 9);
}

} // namespace
} // namespace route9
