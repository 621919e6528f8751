// SPDX-License-Identifier: Apache-2.0
// Photographs as they are sent and read: what is taken, what is refused, and who sees them.
#include "adapters/photos/photo.hpp"
#include "attachments_under_test.hpp"
#include "gateway/floor/floor_endpoints.hpp"
#include "gateway/returns/return_endpoints.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace route9::tests {
namespace {

/// "422 /kind unknown_value"
std::string said(const Answer& answer) {
    std::string text = std::to_string(answer.status);
    if (answer.status < 400) {
        return text;
    }
    const Json problem = answer.json();
    for (const Json& error : problem.value("errors", Json::array())) {
        text += " " + error.at("pointer").get<std::string>() + " " +
                error.at("code").get<std::string>();
    }
    return text;
}

class Attachments : public testing::Test, protected AttachmentsUnderTest {
protected:
    std::string made(Endpoint endpoint, const Principal& who, const Json& body) {
        const Answer answer = call(endpoint, who, {.body = body});
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json().value("id", "");
    }
};

TEST_F(Attachments, AreToldAsTheyAreKept) {
    const Answer kept = attach({.to = of_parcel(), .more = "&at=2026-03-10T07:59:41%2B07:00"});
    ASSERT_EQ(kept.status, 201) << kept.text;
    const Json json = kept.json();
    const std::string id = json.at("id");
    EXPECT_EQ(kept.header("Location"), "/v1/attachments/" + id);
    EXPECT_EQ(json.at("to"), "parcel:" + parcel_);
    EXPECT_EQ(json.at("kind"), "packed");
    EXPECT_EQ(json.at("media_type"), "image/jpeg");
    EXPECT_EQ(json.at("width"), 3);
    EXPECT_EQ(json.at("height"), 2);
    EXPECT_EQ(json.at("orientation"), 6);
    EXPECT_EQ(json.at("taken_at"), "2026-03-10T00:59:41Z");
    EXPECT_EQ(json.at("by"), staff().key.text());
    EXPECT_EQ(json.at("sent_sha256"), hex(sha256(as_byte_view(phone_jpeg()))));
    EXPECT_EQ(read(at::get_attachment, staff(), id).json(), json);
    EXPECT_EQ(listed(of_parcel()).json().at("items"), Json::array({json}));
    const auto told = events("attachment.added");
    ASSERT_EQ(told.size(), 1U);
    Json news = json;
    for (const char* more : {"id", "media_type", "width", "height", "orientation", "sent_sha256"}) {
        news.erase(more);
    }
    for (const char* more : {"taken_at", "added_at", "by"}) {
        news.erase(more);
    }
    news["attachment"] = id;
    EXPECT_EQ(Json::parse(told.front()), news);
}

TEST_F(Attachments, AreServedWithoutTheirPhoneAndKnownByTheirTag) {
    const Json kept = attach({.to = of_parcel()}).json();
    const std::string id = kept.at("id");
    const Answer got = content(id);
    ASSERT_EQ(got.status, 200) << got.text;
    EXPECT_EQ(got.content_type, "image/jpeg");
    EXPECT_EQ(got.text, adapters::read_photo(phone_jpeg())->bytes);
    EXPECT_EQ(got.text.find("Nokia"), std::string::npos);
    EXPECT_EQ(kept.at("sha256"), hex(sha256(as_byte_view(got.text))));
    EXPECT_EQ(got.header("ETag"), "\"" + kept.at("sha256").get<std::string>() + "\"");
    EXPECT_EQ(got.header("Cache-Control"), "private, no-cache");
    EXPECT_EQ(got.header("Content-Disposition"), "inline; filename=\"" + id + ".jpg\"");
    const auto again = [&](const std::string& tag) {
        return call(
            at::get_attachment_content,
            staff(),
            {.parameters = {{"id", id}}, .headers = {{"If-None-Match", tag}}}
        );
    };
    EXPECT_EQ(again(got.header("ETag")).status, 304);
    EXPECT_EQ(again("\"another\"").text, got.text);
}

TEST_F(Attachments, AreOfManyPiecesAndWholeAgain) {
    std::string noise;
    for (std::uint32_t i = 0; noise.size() < 700'000; ++i) {
        noise.push_back(static_cast<char>((i * 2'654'435'761U) >> 24U));
    }
    // A second IDAT holds what a decoder would not look at any more.
    const std::string png =
        dot_png().substr(0, 58) + png_chunk("IDAT", noise) + dot_png().substr(58);
    const Answer kept = attach({.to = of_parcel(), .file = png, .type = "image/png"});
    ASSERT_EQ(kept.status, 201) << kept.text;
    EXPECT_EQ(content(kept.json().at("id")).text, png);
}

TEST_F(Attachments, AreKnownByTheCodeOnTheLabel) {
    const std::string code = read(at::get_parcel, staff(), parcel_).json().at("code");
    EXPECT_EQ(attach({.to = "parcel:" + code}).json().at("to"), of_parcel());
}

TEST_F(Attachments, AreAttachedToReceiptsReturnsManifestsAndFulfillments) {
    const std::string fulfillment = "fulfillment:" + placed_.fulfillments.front().text();
    const Json shirts = Json::parse(R"({"warehouse": "DONGHA",
        "lines": [{"sku": "SHIRT", "quantity": 3}]})");
    const std::string receipt = "receipt:" + made(at::post_receipt, by_seller(), shirts);
    close(truck_);
    write(at::post_departure_depart, staff(), truck_.text(), {});
    const std::string manifest =
        "manifest:" +
        read(at::get_parcel, staff(), parcel_).json().at("manifest").get<std::string>();
    const std::string returned =
        "return:" + made(at::post_return, staff(), {{"parcel", parcel_}, {"reason", "refused"}});
    for (const std::string& to : {fulfillment, receipt, manifest, returned}) {
        const Answer kept = attach({.to = to, .kind = "damage"});
        EXPECT_EQ(kept.status, 201) << to << kept.text;
        EXPECT_EQ(count(to), 1U) << to;
    }
    EXPECT_EQ(count(of_parcel()), 0U);
    // seller, another seller, carrier, another carrier, marketplace, broker
    const std::array<Principal, 6> who{
        by_seller(),
        by_other_seller(),
        by_carrier(),
        by_other_carrier(),
        as(Role::marketplace, "mall"),
        as(Role::broker, "brokers"),
    };
    const auto seen_by_each = [&](const std::string& to) {
        std::string all;
        for (const Principal& each : who) {
            all += std::to_string(listed(to, each).status) + " ";
        }
        return all;
    };
    EXPECT_EQ(seen_by_each(fulfillment), "200 404 404 404 404 404 ");
    EXPECT_EQ(seen_by_each(receipt), "200 404 403 403 403 403 ") << "without stock:read";
    EXPECT_EQ(seen_by_each(manifest), "403 403 200 404 403 403 ") << "without manifests:read";
    EXPECT_EQ(seen_by_each(returned), "200 404 200 404 404 404 ");
    EXPECT_EQ(seen_by_each(of_parcel()), "200 404 200 404 404 404 ");
}

TEST_F(Attachments, OfAParcelAreItsCarriersFromTheDayItWasHandedOver) {
    const std::string id = attach({.to = of_parcel()}).json().at("id");
    for (const auto endpoint : {at::get_attachment, at::get_attachment_content}) {
        EXPECT_EQ(read(endpoint, by_carrier(), id).status, 404) << "not yet";
        EXPECT_EQ(read(endpoint, by_seller(), id).status, 200);
        EXPECT_EQ(read(endpoint, by_other_seller(), id).status, 404);
    }
    EXPECT_EQ(attach({.to = of_parcel()}, by_carrier()).status, 404);
    close(truck_);
    for (const auto endpoint : {at::get_attachment, at::get_attachment_content}) {
        EXPECT_EQ(read(endpoint, by_carrier(), id).status, 200);
        EXPECT_EQ(read(endpoint, by_other_carrier(), id).status, 404);
    }
    const Snap dent{.to = of_parcel(), .file = picture(1), .kind = "damage", .type = "image/png"};
    EXPECT_EQ(attach(dent, by_other_carrier()).status, 404);
    EXPECT_EQ(attach(dent, by_carrier()).status, 201);
    EXPECT_EQ(attach(dent, as(Role::seller, "shop")).status, 403) << "sellers look on";
    EXPECT_EQ(count(of_parcel()), 2U);
}

TEST_F(Attachments, OfTheSamePictureAreOne) {
    const Answer first = attach({.to = of_parcel(), .key = "one"});
    const Answer repeated = attach({.to = of_parcel(), .key = "one"});
    EXPECT_EQ(repeated.status, 201);
    EXPECT_EQ(repeated.header("Idempotent-Replayed"), "true");
    EXPECT_EQ(repeated.text, first.text);
    const Answer again = attach({.to = of_parcel(), .key = "two"});
    EXPECT_EQ(again.status, 200) << "there already";
    EXPECT_EQ(again.json(), first.json());
    EXPECT_EQ(count(of_parcel()), 1U);
    EXPECT_EQ(
        attach({.to = of_parcel(), .file = dot_png(), .key = "one", .type = "image/png"}).status,
        422
    ) << "the key was another picture's";
}

TEST_F(Attachments, OfOneSubjectAreEight) {
    for (int i = 1; i <= 8; ++i) {
        const Snap snap{.to = of_parcel(), .file = picture(i), .type = "image/png"};
        ASSERT_EQ(attach(snap).status, 201) << i;
    }
    const Answer ninth = attach({.to = of_parcel()});
    EXPECT_EQ(ninth.status, 409);
    EXPECT_EQ(ninth.json().at("detail"), "it has 8 photographs already, the most there may be");
    EXPECT_EQ(attach({.to = of_parcel(), .file = picture(8), .type = "image/png"}).status, 200);
}

TEST_F(Attachments, AreRefusedWithWhatIsWrong) {
    const auto told = [this](const Snap& snap) { return said(attach(snap)); };
    const std::string to = of_parcel();
    EXPECT_EQ(told({.to = ""}), "422 /to required");
    EXPECT_EQ(told({.to = "order:x"}), "422 /to malformed");
    EXPECT_EQ(told({.to = "parcel"}), "422 /to malformed");
    EXPECT_EQ(told({.to = "parcel:nothing"}), "404");
    EXPECT_EQ(told({.to = to, .kind = "selfie"}), "422 /kind unknown_value");
    EXPECT_EQ(told({.to = to, .more = "&at=yesterday"}), "422 /at malformed");
    EXPECT_EQ(told({.to = to, .more = "&at=9999-12-31T00:00:00Z"}), "422 /at future");
    EXPECT_EQ(told({.to = to, .more = "&at=1970-01-01T00:00:00Z"}), "422 /at out_of_range");
    EXPECT_EQ(told({.to = to, .file = ""}), "422 /body required");
    EXPECT_EQ(told({.to = to, .file = phone_jpeg().substr(0, 400)}), "422  cut_off");
    EXPECT_EQ(told({.to = to, .file = "%PDF-1.7"}), "415");
    EXPECT_EQ(told({.to = to, .type = "application/x-www-form-urlencoded"}), "415");
    const Answer other = attach({.to = to, .file = dot_png()});
    EXPECT_EQ(other.status, 415);
    EXPECT_EQ(other.json().at("detail"), "the body is image/png, its Content-Type says image/jpeg");
    EXPECT_EQ(told({.to = to, .file = dot_png(), .type = "application/octet-stream"}), "201");
    EXPECT_EQ(count(to), 1U);
}

TEST_F(Attachments, ThatAreTooLargeAreToldHowLargeTheyMayBe) {
    const auto route = at::post_attachment(services());
    EXPECT_EQ(route.body_bytes_max, 2U * 1024 * 1024);
    ASSERT_TRUE(route.too_large);
    const auto refused = route.too_large({});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::payload_too_large);
    EXPECT_EQ(
        refused.error().detail,
        "a photograph takes 2 MiB (2097152 bytes) at most: make it smaller, e.g. 1600 pixels wide, "
        "and send it again"
    );
}

TEST_F(Attachments, WithoutAPictureAreToldThatItIsMissing) {
    for (const char* type : {"image/jpeg", ""}) {
        const Answer empty = attach({.to = of_parcel(), .file = "", .type = type});
        ASSERT_EQ(empty.status, 422) << empty.text;
        EXPECT_EQ(
            empty.json().at("errors"), Json::parse(R"([{"pointer": "/body", "code": "required",
                "message": "is empty: send the picture itself as the request's body"}])")
        );
    }
}

} // namespace
} // namespace route9::tests
