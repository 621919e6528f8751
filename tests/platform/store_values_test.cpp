// SPDX-License-Identifier: Apache-2.0
// Conformance: what goes into a statement and comes out of a row, on every engine.
#include "core/limits.hpp"
#include "core/names.hpp"
#include "platform/tx_statistics.hpp"
#include "store_under_test.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace route9::tests {
namespace {

constexpr Statement kHasNoItem{"test.has_no_item", "SELECT amount FROM item WHERE id = $1"};

using StoreValues = StoreConformance;
INSTANTIATE_TEST_SUITE_P(
    Engines, StoreValues, testing::Values(sqlite_factory(), postgresql_factory()), engine_name
);

constexpr Statement kInsertWhole{
    "test.insert_whole", "INSERT INTO item (id, name, data, amount) VALUES ($1, $2, $3, $4)"
};
constexpr Statement kSelectWhole{
    "test.select_whole", "SELECT name, data, amount FROM item WHERE id = $1"
};
constexpr BulkStatement kBulkItems{
    "test.bulk_items", "INSERT INTO item (id, name) VALUES", "(@,@)", ""
};
constexpr Statement kAllIds{"test.all_ids", "SELECT id FROM item ORDER BY id"};

std::vector<std::byte> bytes_of(std::string_view text) {
    const auto view = std::as_bytes(std::span{text.data(), text.size()});
    return {view.begin(), view.end()};
}

TEST_P(StoreValues, RoundTripIntegersToTheirLimits) {
    const std::array<std::int64_t, 4> values{
        std::numeric_limits<std::int64_t>::min(), -1, 0, std::numeric_limits<std::int64_t>::max()
    };
    for (const std::int64_t value : values) {
        const auto back = store().write([value](Tx& tx) -> Result<std::int64_t> {
            constexpr std::nullopt_t null = std::nullopt;
            tx.execute(kInsertWhole, 1, null, null, value);
            Rows rows = tx.query(kSelectWhole, 1);
            EXPECT_TRUE(rows.next());
            const auto amount = rows.row().get<std::int64_t>(2);
            return fail(ErrorCode::conflict, std::to_string(amount));
        });
        ASSERT_FALSE(back.has_value());
        EXPECT_EQ(back.error().detail, std::to_string(value));
    }
}

TEST_P(StoreValues, RoundTripTextAndBytesAsTheyAre) {
    struct Case {
        std::string text;
        std::string data;
    };
    const Case cases[] = {
        {"", ""},
        {"Lao Bảo – ລາວບາວ", std::string("\0\xff\0", 3)},
        {std::string(200'000, 'x'), std::string(200'000, '\1')},
    };
    for (const Case& c : cases) {
        const auto checked = store().write([&c](Tx& tx) -> Result<int> {
            const auto data = bytes_of(c.data);
            tx.execute(kInsertWhole, 1, c.text, std::span<const std::byte>{data}, std::nullopt);
            Rows rows = tx.query(kSelectWhole, 1);
            EXPECT_TRUE(rows.next());
            EXPECT_EQ(rows.row().get<std::string>(0), c.text);
            const auto found = rows.row().get<std::span<const std::byte>>(1);
            EXPECT_EQ(std::vector<std::byte>(found.begin(), found.end()), data);
            return fail(ErrorCode::conflict);
        });
        EXPECT_EQ(checked.error().code, ErrorCode::conflict);
    }
}

TEST_P(StoreValues, RoundTripNullsAndTypedValues) {
    const EventId id{IdBytes{std::byte{1}, std::byte{2}}};
    const Instant at{Milliseconds{1'773'100'800'123}};
    const auto done = store().write([&](Tx& tx) -> Result<int> {
        tx.execute(kInsertWhole, 1, TenantId{"ten_a"}, id, at);
        tx.execute(kInsertWhole, 2, std::nullopt, std::nullopt, std::nullopt);
        Rows rows = tx.query(kSelectWhole, 1);
        EXPECT_TRUE(rows.next());
        EXPECT_EQ(rows.row().get<TenantId>(0), TenantId{"ten_a"});
        EXPECT_EQ(rows.row().get<EventId>(1), id);
        EXPECT_EQ(rows.row().get<Instant>(2), at);
        EXPECT_FALSE(rows.next());
        Rows nulls = tx.query(kSelectWhole, 2);
        EXPECT_TRUE(nulls.next());
        EXPECT_EQ(nulls.row().get<std::optional<std::string>>(0), std::nullopt);
        EXPECT_EQ(nulls.row().get<std::optional<EventId>>(1), std::nullopt);
        EXPECT_EQ(nulls.row().get<std::optional<std::int64_t>>(2), std::nullopt);
        return 0;
    });
    EXPECT_TRUE(done.has_value());
}

TEST_P(StoreValues, NumberParametersByNameNotByPlace) {
    static constexpr Statement kSwapped{
        "test.swapped", "INSERT INTO item (name, amount, id) VALUES ($2, $3 + $1, $1)"
    };
    const auto amount = store().write([](Tx& tx) -> Result<std::int64_t> {
        EXPECT_EQ(tx.execute(kSwapped, 7, "seven", 30), 1);
        Rows rows = tx.query(kSelectWhole, 7);
        EXPECT_TRUE(rows.next());
        return rows.row().get<std::int64_t>(2);
    });
    EXPECT_EQ(amount.value(), 37);
}

TEST_P(StoreValues, QueriesOutliveTheirArguments) {
    static constexpr Statement kNotNamed{
        "test.not_named", "SELECT id FROM item WHERE name <> $1 ORDER BY id"
    };
    const auto sum = store().write([](Tx& tx) -> Result<std::int64_t> {
        for (int id = 1; id <= 3; ++id) {
            put_item(tx, id);
        }
        std::string name = "item 2";
        Rows rows = tx.query(kNotNamed, name);
        name = "item 3";
        std::int64_t total = 0;
        while (rows.next()) {
            total += rows.row().get<std::int64_t>(0);
        }
        EXPECT_EQ(name, "item 3");
        return total;
    });
    EXPECT_EQ(sum.value(), 1 + 3);
}

TEST_P(StoreValues, BulkInsertsKeepTheirRowsInOrder) {
    for (const std::size_t count : {1U, 3U, 128U, 3U}) {
        const auto ids = store().write([count](Tx& tx) -> Result<std::vector<std::int64_t>> {
            std::vector<std::string> names;
            std::vector<Param> values;
            names.reserve(count);
            for (std::size_t i = 1; i <= count; ++i) {
                names.push_back("bulk " + std::to_string(i));
                values.insert(
                    values.end(), {Param{static_cast<std::int64_t>(i)}, Param{names.back()}}
                );
            }
            EXPECT_EQ(tx.execute_bulk(kBulkItems, values), static_cast<std::int64_t>(count));
            std::vector<std::int64_t> found;
            Rows rows = tx.query(kAllIds);
            while (rows.next()) {
                found.push_back(rows.row().get<std::int64_t>(0));
            }
            EXPECT_EQ(found.size(), count);
            return fail(ErrorCode::conflict);
        });
        EXPECT_EQ(ids.error().code, ErrorCode::conflict);
    }
}

TEST_P(StoreValues, CountOnlyTheRowsThatChanged) {
    static constexpr Statement kRaise{"test.raise", "UPDATE item SET amount = 1 WHERE id >= $1"};
    static constexpr Statement kKeep{
        "test.keep", "INSERT INTO item (id, name) VALUES ($1, 'x') ON CONFLICT DO NOTHING"
    };
    const auto done = store().write([](Tx& tx) -> Result<int> {
        for (int id = 1; id <= 4; ++id) {
            put_item(tx, id);
        }
        EXPECT_EQ(tx.execute(kRaise, 2), 3);
        EXPECT_EQ(tx.execute(kRaise, 9), 0);
        EXPECT_EQ(tx.execute(kKeep, 4), 0);
        return 0;
    });
    EXPECT_TRUE(done.has_value());
}

TEST_P(StoreValues, ChangingQueriesTakeEffectEvenWhenTheirRowsAreNotRead) {
    static constexpr Statement kReturning{
        "test.returning", "INSERT INTO item (id, name) VALUES (1, 'a'), (2, 'b') RETURNING id"
    };
    const auto done = store().write([](Tx& tx) -> Result<int> {
        {
            Rows rows = tx.query(kReturning);
            EXPECT_TRUE(rows.next());
        }
        EXPECT_EQ(scalar(tx, kCountItems), 2);
        return 0;
    });
    EXPECT_TRUE(done.has_value());
    EXPECT_EQ(count_items(store()), 2);
}

TEST_P(StoreValues, OneStatementMayRunAgainBeforeItsEmptyAnswerIsRead) {
    const auto both = store().write([](Tx& tx) -> Result<std::int64_t> {
        Rows before = tx.query(kHasNoItem, 7);
        Rows again = tx.query(kHasNoItem, 7);
        return (before.next() ? 1 : 0) + (again.next() ? 1 : 0);
    });
    EXPECT_EQ(both.value(), 0);
}

TEST_P(StoreValues, AnswerSeveralQuestionsForManyRowsAtOnce) {
    static constexpr BulkStatement kAmounts{
        "test.amounts",
        "SELECT item.amount FROM (VALUES ",
        "(CAST(@ AS bigint))",
        ") AS v JOIN item ON item.id = v.column1 ORDER BY item.id"
    };
    const auto sum = store().write([](Tx& tx) -> Result<std::int64_t> {
        put_item(tx, 1);
        put_item(tx, 2);
        put_item(tx, 3);
        const std::array<Param, 3> asked{Param{3}, Param{1}, Param{9}};
        Rows amounts = tx.query_bulk(kAmounts, asked);
        Rows none = tx.query(kHasNoItem, 2);
        EXPECT_TRUE(none.next());
        std::int64_t total = 0;
        while (amounts.next()) {
            total = total * 100 + amounts.row().get<std::int64_t>(0);
        }
        return total;
    });
    EXPECT_EQ(sum.value(), 1030);
}

TEST_P(StoreValues, OneStatementMayRunInsideItself) {
    const auto pairs = store().write([](Tx& tx) -> Result<int> {
        for (int id = 1; id <= 3; ++id) {
            put_item(tx, id);
        }
        int count = 0;
        Rows outer = tx.query(kAllIds);
        while (outer.next()) {
            Rows inner = tx.query(kAllIds);
            while (inner.next()) {
                ++count;
            }
        }
        return count;
    });
    EXPECT_EQ(pairs.value(), 9);
}

TEST_P(StoreValues, MeasureWhatAUnitWrites) {
    const auto statistics = store().write([](Tx& tx) -> Result<platform::TxStatistics> {
        tx.execute(kInsertWhole, 1, "abc", std::nullopt, 5); // 8 + 3 + 8 bytes
        const std::array<Param, 4> values{Param{2}, Param{"de"}, Param{3}, Param{"f"}};
        tx.execute_bulk(kBulkItems, values); // 8 + 2 + 8 + 1 bytes
        scalar(tx, kCountItems);             // reads do not count
        return platform::tx_statistics(tx);
    });
    EXPECT_EQ(
        statistics.value(), (platform::TxStatistics{.statements = 2, .rows = 3, .bytes = 38})
    );
    EXPECT_EQ(store().counters().write_rows, 3U);
}

TEST_P(StoreValues, CountAUnitOfTooManyRows) {
    const auto insert = [this](std::int64_t first, std::size_t rows) {
        const auto done = store().write([=](Tx& tx) -> Result<int> {
            for (std::size_t i = 0; i < rows; ++i) {
                tx.execute(
                    kInsertWhole,
                    first + static_cast<std::int64_t>(i),
                    std::nullopt,
                    std::nullopt,
                    0
                );
            }
            return 0;
        });
        ASSERT_TRUE(done.has_value());
    };
    insert(1, limits::unit_rows_max);
    EXPECT_EQ(store().counters().write_units_large, 0U);
    insert(1'001, limits::unit_rows_max + 1);
    EXPECT_EQ(store().counters().write_units_large, 1U);
}

struct Misuse {
    const char* what;
    void (*run)(Tx&);
};

TEST_P(StoreValues, MisuseIsAnInternalErrorAndLeavesNothing) {
    static constexpr Statement kUnknown{"test.unknown", "SELECT nothing FROM nowhere"};
    static constexpr Statement kGap{"test.gap", "SELECT $1, $3 FROM item"};
    static constexpr Statement kTwo{"test.two", "DELETE FROM item; DELETE FROM item"};
    const Misuse cases[] = {
        {"an unknown table", [](Tx& tx) { tx.query(kUnknown); }},
        {"too few values", [](Tx& tx) { tx.execute(kInsertItem, 1); }},
        {"too many values", [](Tx& tx) { tx.query(kCountItems, 1); }},
        {"a gap in the numbers", [](Tx& tx) { tx.query(kGap, 1, 2); }},
        {"two statements in one", [](Tx& tx) { tx.execute(kTwo); }},
        {"half a bulk row",
         [](Tx& tx) {
             const std::array<Param, 3> values{Param{1}, Param{"a"}, Param{2}};
             tx.execute_bulk(kBulkItems, values);
         }},
        {"more bulk rows than allowed",
         [](Tx& tx) {
             const std::vector<Param> values(2 * (limits::bulk_rows_max + 1));
             tx.execute_bulk(kBulkItems, values);
         }},
        {"text read as an integer",
         [](Tx& tx) {
             Rows rows = tx.query(kSelectWhole, 5);
             rows.next();
             rows.row().get<std::int64_t>(0);
         }},
        {"an integer read as text",
         [](Tx& tx) {
             Rows rows = tx.query(kAllIds);
             rows.next();
             rows.row().get<std::string>(0);
         }},
        {"NULL read as a value",
         [](Tx& tx) {
             Rows rows = tx.query(kSelectWhole, 5);
             rows.next();
             rows.row().get<std::span<const std::byte>>(1);
         }},
        {"a column that is not there",
         [](Tx& tx) {
             Rows rows = tx.query(kAllIds);
             rows.next();
             rows.row().get<std::int64_t>(1);
         }},
        {"text in an integer column",
         [](Tx& tx) { tx.execute(kInsertItem, 6, "six", "not a number"); }},
    };
    for (const Misuse& c : cases) {
        const auto answer = store().write([&c](Tx& tx) -> Result<int> {
            put_item(tx, 5);
            c.run(tx);
            return 0;
        });
        ASSERT_FALSE(answer.has_value()) << c.what;
        EXPECT_EQ(answer.error().code, ErrorCode::internal) << c.what;
        EXPECT_EQ(answer.error().detail, "") << c.what;
        EXPECT_EQ(count_items(store()), 0) << c.what;
    }
}

} // namespace
} // namespace route9::tests
