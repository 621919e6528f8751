// SPDX-License-Identifier: Apache-2.0
// Photographs in the store: sealed, each once however it is sent, gone with their person, by their
// age, or when they were given up.
#include "attachments_under_test.hpp"
#include "fulfillment/attachment_store.hpp"
#include "gateway/attachments/keep_photo.hpp"
#include "gateway/privacy/erase_person.hpp"
#include "gateway/privacy/retention_round.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <string>
#include <vector>

namespace route9::tests {
namespace {

namespace attachments = fulfillment::attachments;

constexpr Statement kRows{"test.attachments", "SELECT COUNT(*) FROM attachment"};
constexpr Statement kWithKey{
    "test.with_key", "SELECT COUNT(*) FROM attachment WHERE length(wrapped) > 0"
};
constexpr Statement kPieces{"test.pieces", "SELECT COUNT(*) FROM attachment_piece"};

class KeptPhotos : public testing::Test, protected AttachmentsUnderTest {
protected:
    std::int64_t rows(const Statement& count) {
        return store()
            .read([&](Tx& tx) -> Result<std::int64_t> {
                Rows found = tx.query(count);
                found.next();
                return found.row().get<std::int64_t>(0);
            })
            .value();
    }
    std::int64_t bytes_in_store() {
        return store()
            .read([&](Tx& tx) -> Result<std::int64_t> { return attachments::room(tx, qt).bytes; })
            .value();
    }
    /// A picture of the parcel whose bytes are still being written.
    fulfillment::Attachment on_its_way() {
        return {
            .tenant = qt,
            .id = fulfillment::AttachmentId::make(now(), services().entropy),
            .to = {fulfillment::AttachedTo::parcel, ParcelId::parse(parcel_).value().bytes()},
            .order = placed_.order,
            .media_type = "image/png",
            .width = 1,
            .height = 1,
            .bytes = 5,
            .pieces = 3,
            .added_at = now(),
            .added_by = "key",
            .wrapped = from_hex("6b6579").value(),
        };
    }
    void sweep() {
        const auto swept = run([&] { return gateway::sweep_photos(services()); });
        EXPECT_TRUE(swept);
    }
};

TEST_F(KeptPhotos, AreSealed) {
    const Answer kept = attach({.to = of_parcel()});
    ASSERT_EQ(kept.status, 201) << kept.text;
    const std::string clear = content(kept.json().at("id")).text.substr(40, 64);
    EXPECT_EQ(stored_bytes().find(clear), std::string::npos);
    EXPECT_EQ(bytes_in_store(), kept.json().at("bytes").get<std::int64_t>());
}

TEST_F(KeptPhotos, ThatComeTwiceAtOnceAreOne) {
    std::vector<std::future<Answer>> sent;
    for (int i = 0; i < 6; ++i) {
        sent.push_back(std::async(std::launch::async, [this, i] {
            return attach({.to = of_parcel(), .key = "at-once-" + std::to_string(i)});
        }));
    }
    std::vector<int> statuses;
    std::string id;
    for (auto& each : sent) {
        const Answer answer = each.get();
        statuses.push_back(answer.status);
        id = id.empty() ? answer.json().value("id", "") : id;
        EXPECT_EQ(answer.json().value("id", ""), id) << answer.text;
    }
    EXPECT_EQ(std::ranges::count(statuses, 201), 1);
    EXPECT_EQ(std::ranges::count(statuses, 200), 5);
    EXPECT_EQ(count(of_parcel()), 1U);
    EXPECT_EQ(events("attachment.added").size(), 1U);
    sweep();
    EXPECT_EQ(rows(kRows), 1);
    EXPECT_EQ(rows(kPieces), 1);
}

TEST_F(KeptPhotos, AreNeverMoreThanEightHoweverTheyCome) {
    std::vector<std::future<Answer>> sent;
    for (int i = 1; i <= 12; ++i) {
        sent.push_back(std::async(std::launch::async, [this, i] {
            return attach(
                {.to = of_parcel(),
                 .file = picture(i),
                 .key = "many-" + std::to_string(i),
                 .type = "image/png"}
            );
        }));
    }
    int taken = 0;
    for (auto& each : sent) {
        taken += each.get().status == 201 ? 1 : 0;
    }
    EXPECT_EQ(taken, 8);
    EXPECT_EQ(count(of_parcel()), 8U);
    sweep();
    EXPECT_EQ(rows(kRows), 8) << "what was refused at the end is not left sealed in the store";
}

TEST_F(KeptPhotos, GoWithTheirPerson) {
    const std::string id = attach({.to = of_parcel()}).json().at("id");
    const std::string fulfillment = "fulfillment:" + placed_.fulfillments.front().text();
    attach({.to = fulfillment});
    EXPECT_EQ(
        bytes_in_store(),
        2 * read(at::get_attachment, staff(), id).json().at("bytes").get<std::int64_t>()
    );
    const Json why{{"reason", "changed mind"}};
    ASSERT_EQ(write(at::post_order_cancel, by_seller(), placed_.order.text(), why).status, 200);
    const auto erased = gateway::erase_person(
        erasure_tools(), qt, {.order = placed_.order, .phone = {}, .name = {}}
    );
    ASSERT_TRUE(erased) << erased.error().detail;
    EXPECT_EQ(content(id).status, 404);
    EXPECT_EQ(count(of_parcel()), 0U);
    EXPECT_EQ(count(fulfillment), 0U);
    EXPECT_EQ(bytes_in_store(), 0);
    const Answer late = attach({.to = of_parcel(), .file = picture(1), .type = "image/png"});
    EXPECT_EQ(late.status, 409);
    EXPECT_EQ(late.json().at("detail"), "its recipient was erased: no photograph of them is kept");
    sweep();
    EXPECT_EQ(rows(kRows), 0);
    EXPECT_EQ(rows(kPieces), 0);
}

TEST_F(KeptPhotos, GoAfterAYear) {
    attach({.to = of_parcel()});
    const auto forgotten = [this] {
        return store()
            .write([&](Tx& tx) -> Result<std::int64_t> {
                return gateway::forget_by_age(tx, services().catalogue.retention, now(), 100)
                    .at("photo");
            })
            .value();
    };
    constexpr Minutes kDay{24 * 60};
    pass(365 * kDay);
    EXPECT_EQ(forgotten(), 0);
    pass(Minutes{1});
    EXPECT_EQ(forgotten(), 1);
    EXPECT_EQ(count(of_parcel()), 0U);
    sweep();
    EXPECT_EQ(rows(kPieces), 0);
}

TEST_F(KeptPhotos, ThatAreComingGoWithTheirPersonAtOnce) {
    const fulfillment::Attachment coming = on_its_way();
    const auto put_piece = [&](std::int64_t number) {
        const auto put = store().write([&](Tx& tx) -> Result<int> {
            attachments::put_piece(tx, qt, coming.id, number, as_byte_view("bytes"));
            return 0;
        });
        EXPECT_TRUE(put);
    };
    const auto begun = store().write([&](Tx& tx) -> Result<int> {
        attachments::begin(tx, coming);
        return 0;
    });
    ASSERT_TRUE(begun);
    put_piece(0);
    const Json why{{"reason", "changed mind"}};
    ASSERT_EQ(write(at::post_order_cancel, by_seller(), placed_.order.text(), why).status, 200);
    const auto erased = gateway::erase_person(
        erasure_tools(), qt, {.order = placed_.order, .phone = {}, .name = {}}
    );
    ASSERT_TRUE(erased) << erased.error().detail;
    EXPECT_EQ(rows(kWithKey), 0);
    EXPECT_EQ(bytes_in_store(), 0);
    put_piece(1);
    sweep();
    put_piece(2);
    EXPECT_EQ(rows(kRows), 0);
    EXPECT_EQ(rows(kPieces), 0);
}

TEST_F(KeptPhotos, ThatWereGivenUpOnTheWayAreSwept) {
    const fulfillment::Attachment coming = on_its_way();
    const fulfillment::AttachmentId id = coming.id;
    const auto cut_off = store().write([&](Tx& tx) -> Result<int> {
        attachments::begin(tx, coming);
        attachments::put_piece(tx, qt, id, 0, as_byte_view("bytes"));
        return 0;
    });
    ASSERT_TRUE(cut_off);
    EXPECT_EQ(count(of_parcel()), 0U) << "not there yet";
    EXPECT_EQ(read(at::get_attachment, staff(), id.text()).status, 404);
    pass(Minutes{60});
    sweep();
    EXPECT_EQ(rows(kPieces), 1) << "it may still come";
    pass(Minutes{1});
    sweep();
    EXPECT_EQ(rows(kRows), 0);
    EXPECT_EQ(rows(kPieces), 0);
    const auto late =
        store().write([&](Tx& tx) -> Result<bool> { return attachments::keep(tx, coming); });
    EXPECT_FALSE(late.value());
}

} // namespace
} // namespace route9::tests
