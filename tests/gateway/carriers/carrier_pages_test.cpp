// SPDX-License-Identifier: Apache-2.0
// The pages for carriers, as a browser without a script uses them: a person of lao-express who has
// signed in, a truck that was closed for it.
#include "custody_under_test.hpp"
#include "gateway/attachments/attachment_endpoints.hpp"
#include "gateway/carriers/carrier_manifest.hpp"
#include "gateway/people/people.hpp"
#include "small_photos.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace route9::tests {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

constexpr const char* kForm = "application/x-www-form-urlencoded";
constexpr const char* kUpload = "multipart/form-data; boundary=b";

class CarrierPages : public CustodyUnderTest {
protected:
    CarrierPages() { person_ = sign_in(Role::carrier, "lao-express", "bunmi@lao-express.la"); }

    /// The token of the person's session.
    std::string sign_in(Role role, const std::string& party, const std::string& email) {
        const std::string password = "mưa rơi trên mái tôn";
        Json body{{"email", email}, {"name", "Bunmi"}, {"role", name(role)}, {"party", party}};
        const Answer invited = call(at::post_user, as(Role::operator_), {.body = std::move(body)});
        EXPECT_EQ(invited.status, 201) << invited.text;
        const Json link{
            {"token", invited.json().at("invitation").at("token")}, {"password", password}
        };
        EXPECT_EQ(call(at::post_account_link, Principal{}, {.body = link}).status, 200);
        const Answer session = call(
            at::post_session,
            Principal{},
            {.body = {{"tenant", "qt"}, {"email", email}, {"password", password}}}
        );
        const std::string cookie = session.header("Set-Cookie");
        const auto start = cookie.find('=') + 1;
        return cookie.substr(start, cookie.find(';') - start);
    }

    struct Visit {
        std::string target = "/carrier?lang=en";
        std::string body{};
        const char* type = kForm;
        std::string origin = "https://r9.example.vn";
        std::string token{};    // empty: the person's
        std::string manifest{}; // empty: manifest_
    };
    Answer browse(Endpoint endpoint, const Visit& visit) {
        const auto route = endpoint(services());
        const std::string& token = visit.token.empty() ? person_ : visit.token;
        const auto answered = answer(
            route,
            {.principal = Principal{},
             .target = visit.target,
             .body = visit.body,
             .headers =
                 {{"Cookie", "__Host-r9_session=" + token},
                  {"Origin", visit.origin},
                  {"Host", "r9.example.vn"}},
             .parameters = {{"id", visit.manifest.empty() ? manifest_ : visit.manifest}},
             .type = visit.type}
        );
        if (!answered) {
            const Error& error = answered.error();
            return {error_info(error.code).http_status, error.detail, {}, {}};
        }
        return {
            answered->status,
            std::string{answered->content()},
            answered->content_type,
            answered->headers
        };
    }
    Answer list() { return browse(at::get_carrier_manifests, {}); }
    Answer page(const std::string& query = "?lang=en") {
        return browse(at::get_carrier_manifest, {.target = "/carrier/manifests/x" + query});
    }
    std::string csrf() const { return gateway::http::csrf_token(person_); }
    /// What a form of the page sends beside its token.
    Answer send(const std::string& fields, const std::string& lang = "en") {
        return browse(
            at::post_carrier_manifest,
            {.target = "/carrier/manifests/x?page=1&lang=" + lang,
             .body = "csrf_token=" + csrf() + "&" + fields}
        );
    }
    std::string upload(const std::string& file, const std::string& token) const {
        return "--b\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\n" + token +
               "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
               "Content-Type: text/csv\r\n\r\n" +
               file + "\r\n--b--\r\n";
    }
    Answer send_sheet(const std::string& file) {
        return browse(
            at::post_carrier_sheet,
            {.target = "/carrier/manifests/x/sheet?lang=en",
             .body = upload(file, csrf()),
             .type = kUpload}
        );
    }
    Answer send_photo(const std::string& parcel, const std::string& file, std::string token = {}) {
        token = token.empty() ? csrf() : token;
        const std::string part = "--b\r\nContent-Disposition: form-data; name=\"";
        return browse(
            at::post_carrier_photo,
            {.target = "/carrier/manifests/x/photo?lang=en&page=1",
             .body = part + "csrf_token\"\r\n\r\n" + token + "\r\n" + part + "parcel\"\r\n\r\n" +
                     parcel + "\r\n" + part +
                     "file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n" + file +
                     "\r\n--b--\r\n",
             .type = kUpload}
        );
    }
    Answer send_events(const std::string& file) {
        return browse(
            at::post_carrier_events,
            {.target = "/carrier/events?lang=en", .body = upload(file, csrf()), .type = kUpload}
        );
    }
    std::string location(const Answer& answer) const {
        std::string to = answer.header("Location");
        const auto id = to.find(manifest_);
        return id == std::string::npos ? to : to.replace(id, manifest_.size(), "ID");
    }
    static void has(const Answer& answer, const std::string& piece) {
        EXPECT_NE(answer.text.find(piece), std::string::npos) << piece << "\nin\n" << answer.text;
    }
    static void lacks(const Answer& answer, const std::string& piece) {
        EXPECT_EQ(answer.text.find(piece), std::string::npos) << piece << "\nin\n" << answer.text;
    }
    std::string state() { return custody().at("state"); }
    const std::string& code(std::size_t parcel) const { return codes_[parcel]; }

    std::string person_;
};

TEST_F(CarrierPages, ListManifestsNewestFirst) {
    close_truck(1, "T1");
    pass(Minutes{30});
    close_truck(2, "T2");
    const Answer answer = list();
    EXPECT_EQ(answer.status, 200);
    has(answer, "<title>Your manifests · route9</title>");
    EXPECT_LT(answer.text.find(">T2</a>"), answer.text.find(">T1</a>"));
    has(answer, "<td>10/03/2026 08:30<td>2<td>Sealed");
    has(browse(at::get_carrier_manifests, {.target = "/carrier?lang=lo"}), "ໃບລາຍການຂອງທ່ານ");
    lacks(browse(at::get_carrier_manifests, {.target = "/carrier?lang=en&before=2"}), "T2");
}

TEST_F(CarrierPages, ShowAManifestInLaoWithoutAScriptAndWithoutItsRecipients) {
    close_truck(2);
    const Answer answer = page("?lang=lo");
    EXPECT_EQ(answer.status, 200);
    has(answer, "<html lang=\"lo\">");
    has(answer, "ປິດຜະນຶກແລ້ວ");
    has(answer, code(0));
    has(answer, "<input type=radio name=1 value=r>");
    has(answer, "/run-sheet.pdf\">");
    has(answer, "Ban Sounantha · Kaysone Phomvihane · Savannakhet");
    for (const auto* personal : {"Somchai", "5512345", "<script", "http:", "behind the market"}) {
        lacks(answer, personal);
    }
    const std::string policy = answer.header("Content-Security-Policy");
    EXPECT_EQ(policy.find("script"), std::string::npos) << policy;
    EXPECT_NE(policy.find("form-action 'self'"), std::string::npos);
    EXPECT_EQ(answer.header("Cache-Control"), "no-store");
}

TEST_F(CarrierPages, AcceptAWholeManifest) {
    close_truck(3);
    const Answer done = send("act=accept");
    EXPECT_EQ(done.status, 303) << done.text;
    EXPECT_EQ(location(done), "/carrier/manifests/ID?lang=en&page=1&done=kept");
    EXPECT_EQ(state(), "closed");
    EXPECT_EQ(custodian(2), "carrier:lao-express");
    const Answer after = page("?lang=en&page=1&done=kept");
    has(after, "Your answer is kept.");
    lacks(after, "<input type=radio");
    EXPECT_EQ(send("act=accept").status, 422) << "nothing is left to be said";
}

TEST_F(CarrierPages, ReportLinesAndSettleWhatIsDisputed) {
    close_truck(4);
    const Json lines = read(at::get_manifest, by_carrier(), manifest_).json().at("lines");
    const auto code_at = [&lines](std::size_t i) {
        return lines.at(i).at("parcel").get<std::string>();
    };
    const Answer done =
        send("act=lines&1=r&2=s&3=d&over=EXTRA1%2C+EXTRA2&note=h%E1%BB%99p+m%C3%B3p");
    EXPECT_EQ(done.status, 303) << done.text;
    EXPECT_EQ(state(), "sealed") << "line 4 is open";
    const Answer shown = page();
    has(shown, "not answered 1 · in dispute 4");
    has(shown, "<td colspan=3>Damaged · in dispute");
    has(shown, "<input type=radio name=4 value=d>");
    has(shown, "name=\"s:" + code_at(1) + "\"");
    has(shown, "name=\"s:EXTRA2\"");
    const Json kept = custody().at("statements").at(0);
    EXPECT_EQ(kept.at("countersigned"), true);
    EXPECT_EQ(send("act=lines&4=r").status, 303);
    EXPECT_EQ(state(), "acknowledged");
    const std::string agreed = "act=settle&word=damaged%3Awarehouse&s%3A" + code_at(2) + "=on";
    EXPECT_EQ(location(send(agreed)), "/carrier/manifests/ID?lang=en&page=1&done=settled");
    const Json ours{{"parcel", code_at(2)}, {"result", "damaged"}, {"liable", "warehouse"}};
    EXPECT_EQ(settle(staff(), Json::array({ours})).status, 200);
    has(page(), "<td colspan=3>Damaged (borne by the warehouse)");
    has(page(), "not answered 0 · in dispute 3");
}

TEST_F(CarrierPages, SayWhatWasNotTakenAndWhy) {
    close_truck(1);
    const Answer nothing = send("act=lines&over=+");
    EXPECT_EQ(nothing.status, 422);
    has(nothing, "Nothing is chosen yet.");
    EXPECT_EQ(ack(Json::array({line(0, "received")})).status, 200);
    const Answer contradicts = send("act=lines&1=s");
    EXPECT_EQ(contradicts.status, 409);
    has(contradicts, "A line was answered otherwise before.");
    const Answer unknown = send("act=settle&word=short%3Acarrier&s%3ANOSUCH=on");
    EXPECT_EQ(unknown.status, 422);
    has(unknown, "<b>NOSUCH</b>");
}

TEST_F(CarrierPages, TakeTheFilledInSheet) {
    close_truck(3);
    const Answer wrong = send_sheet("parcel,result,note\n" + code(0) + ",fine,\n");
    EXPECT_EQ(wrong.status, 422);
    has(wrong, "<b>Row 2 result</b> is not one of the allowed words");
    EXPECT_EQ(custodian(0), "warehouse:DONGHA");
    const std::string filled = "parcel;result;note\r\n" + code(0) + ";Received;\r\n" + code(1) +
                               ";damaged;ຮ້າວ\r\n" + code(2) + ";;\r\n";
    const Answer done = send_sheet(filled);
    EXPECT_EQ(done.status, 303) << done.text;
    EXPECT_EQ(custodian(0), "carrier:lao-express");
    has(page(), "not answered 1 · in dispute 1");
    EXPECT_EQ(send_sheet(filled).status, 303) << "the same again changes nothing";
    EXPECT_EQ(custody().at("statements").size(), 1U);
    has(send_sheet("parcel,result\nNOSUCH,short\n"), "<b>NOSUCH</b> is not on this manifest");
    has(send_sheet(""), "Choose a file.");
    for (const std::string cut : {"\xd0\xcf\x11\xe0", "PK\x03\x04 cut off"}) {
        has(send_sheet(cut), "The file cannot be read");
        lacks(send_sheet(cut), "this cell cannot be read");
        has(send_events(cut), "The file cannot be read");
        lacks(send_events(cut), "this cell cannot be read");
    }
}

TEST_F(CarrierPages, TakeAPhotographOfADamagedParcel) {
    close_truck(2);
    lacks(page(), "/photo?lang=en");
    send("act=lines&1=d&2=r");
    const Json lines = read(at::get_manifest, by_carrier(), manifest_).json().at("lines");
    const std::string dented = lines.at(0).at("parcel");
    has(page(), "<select id=\"parcel\" name=\"parcel\"><option>" + dented + "</select>");
    const std::string picture = dot_png();
    const Answer done = send_photo(dented, picture);
    EXPECT_EQ(done.status, 303) << done.text;
    EXPECT_EQ(location(done), "/carrier/manifests/ID?lang=en&page=1&done=photo_kept");
    has(page("?lang=lo&done=photo_kept"), "ບັນທຶກຮູບແລ້ວ.");
    EXPECT_EQ(send_photo(dented, picture).status, 303) << "the same again changes nothing";
    const auto listed =
        call(at::get_attachments, by_carrier(), {.target = "/v1/attachments?to=parcel:" + dented});
    ASSERT_EQ(listed.json().at("items").size(), 1U) << listed.text;
    EXPECT_EQ(listed.json().at("items").at(0).at("kind"), "damage");
    has(send_photo(dented, ""), "Choose a file.");
    has(send_photo(dented, picture.substr(0, 50)), "The photo cannot be read");
    has(send_photo(dented, std::string(2'097'153, 'x')), "The photo is too large: at most 2 MiB.");
    has(send_photo("NOSUCH", picture), "The parcel is on none of your manifests.");
    EXPECT_EQ(send_photo(dented, picture, "x").status, 403);
}

TEST_F(CarrierPages, TakeASheetOfEvents) {
    close_truck(2);
    send("act=accept");
    pass(Minutes{45});
    const std::string head = "parcel,status,at,place,note,cash_amount,cash_currency\n";
    const std::string good = code(0) + ",Delivered,10/03/2026 08:30,,,,\n";
    const Answer done = send_events(head + good);
    EXPECT_EQ(done.status, 303) << done.text;
    EXPECT_EQ(location(done), "/carrier/events?lang=en&told=1&known=0");
    EXPECT_EQ(custodian(0), "recipient");
    EXPECT_EQ(location(send_events(head + good)), "/carrier/events?lang=en&told=0&known=1");
    const Answer mixed = send_events(
        head + good + code(1) + ",delivered,soon,,,,\nNOSUCH,delivered,10/03/2026 08:30,,,,\n"
    );
    EXPECT_EQ(mixed.status, 200);
    has(mixed, "Recorded 0 · known before 1 · to be mended 2");
    has(mixed, "<b>Row 3 " + code(1) + " at</b> this cell cannot be read");
    has(mixed, "<b>Row 4 NOSUCH</b> there is no such parcel of yours");
    const Answer ahead = send_events(
        head + code(1) + ",returned,9999-12-31 08:30,,,,\n" + code(1) +
        ",delivery_failed,11/03/2026 08:46,,,,\n"
    );
    EXPECT_EQ(ahead.status, 200);
    has(ahead, "Recorded 0 · known before 0 · to be mended 2");
    has(ahead, "<b>Row 2 " + code(1) + " at</b> is in the future: give when it happened");
    has(ahead, "<b>Row 3 " + code(1) + " at</b> is in the future: give when it happened");
    const Answer other = send_events("parcel,status\n");
    EXPECT_EQ(other.status, 422);
    has(other, "<b>Row 1 at</b> is missing");
    const Answer empty = browse(at::get_carrier_events, {.target = "/carrier/events?lang=lo"});
    has(empty, "ສົ່ງໄຟລ໌ສະຖານະການຈັດສົ່ງ");
    has(empty, "out_for_delivery");
    lacks(empty, "<ul>");
}

TEST_F(CarrierPages, AreForTheCarrierThatHasSignedInAndItsOwnForms) {
    close_truck(1);
    const std::string before = custody().dump();
    const std::string other = sign_in(Role::carrier, "mekong-post", "kham@mekong-post.la");
    const std::string seller = sign_in(Role::seller, "shop", "lan@shop.vn");
    const std::string target = "/carrier/manifests/x?lang=en";
    EXPECT_EQ(browse(at::get_carrier_manifest, {.target = target, .token = other}).status, 404);
    EXPECT_EQ(browse(at::get_carrier_manifest, {.target = target, .token = seller}).status, 403);
    const Answer nobody = browse(at::get_carrier_manifest, {.target = target, .token = "none"});
    EXPECT_EQ(nobody.status, 303);
    EXPECT_EQ(nobody.header("Location"), "/sign-in?lang=en");
    EXPECT_EQ(
        browse(at::get_carrier_manifest, {.target = target, .manifest = "man_none"}).status, 404
    );
    const std::string good = "csrf_token=" + csrf() + "&act=accept";
    for (const Visit& visit :
         {Visit{.target = target, .body = "csrf_token=x&act=accept"},
          Visit{.target = target, .body = "act=accept"},
          Visit{.target = target, .body = good, .origin = "https://evil.example"},
          Visit{.target = target, .body = good, .token = other}}) {
        EXPECT_EQ(browse(at::post_carrier_manifest, visit).status, 403) << visit.body;
    }
    for (const Endpoint endpoint : {at::post_carrier_sheet, at::post_carrier_events}) {
        const std::string sheet = upload("parcel,result\n" + code(0) + ",short\n", "x");
        EXPECT_EQ(browse(endpoint, {.target = target, .body = sheet, .type = kUpload}).status, 403);
    }
    const std::string theirs = "csrf_token=" + gateway::http::csrf_token(other) + "&act=accept";
    EXPECT_EQ(
        browse(at::post_carrier_manifest, {.target = target, .body = theirs, .token = other})
            .status,
        404
    );
    EXPECT_EQ(custody().dump(), before);
}

TEST_F(CarrierPages, LeadFromAVoidManifestToItsSuccessor) {
    close_truck(2);
    const std::string old = manifest_;
    const Json off{{"parcels", Json::array({ids_[0]})}, {"reason", "short"}};
    const Answer unloaded = write(at::post_departure_unload, staff(), truck_.text(), off);
    ASSERT_EQ(unloaded.status, 200) << unloaded.text;
    const std::string next = read(at::get_parcel, staff(), ids_[1]).json().at("manifest");
    ASSERT_NE(next, old);
    const Answer shown = page();
    has(shown, "this manifest is not valid any more");
    has(shown, "href=\"/carrier/manifests/" + next + "?lang=en\"");
    lacks(shown, "<input type=radio");
    EXPECT_EQ(send("act=lines&1=r").status, 409);
    EXPECT_EQ(read(at::get_manifest_run_sheet, by_carrier(), old).code(), "sealed");
    manifest_ = next;
    EXPECT_EQ(send("act=accept").status, 303);
}

TEST_F(CarrierPages, SaySoWhenTheCarrierSignsWithItsOwnKey) {
    close_truck(1);
    const Json key{{"public_key", "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="}};
    ASSERT_LT(write(at::put_carrier_signing_key, by_carrier(), "lao-express", key).status, 300);
    has(page(), "Your company signs with a key of its own");
    lacks(page(), "<input type=radio");
    lacks(page(), "<form");
    lacks(page(), "<ul>");
    EXPECT_EQ(send("act=accept").status, 422);
}

TEST_F(CarrierPages, GiveTheRunSheetToStaffAndItsCarrierWithoutWhatIsNotThere) {
    close_truck(3);
    EXPECT_EQ(send("act=lines&1=s").status, 303);
    const Answer sheet = read(at::get_manifest_run_sheet, by_carrier(), manifest_);
    EXPECT_EQ(sheet.status, 200);
    EXPECT_EQ(sheet.content_type, "application/pdf");
    EXPECT_TRUE(sheet.text.starts_with("%PDF-"));
    EXPECT_EQ(sheet.header("Cache-Control"), "private, no-store");
    EXPECT_EQ(read(at::get_manifest_run_sheet, staff(), manifest_).text, sheet.text);
    EXPECT_EQ(read(at::get_manifest_run_sheet, by_other_carrier(), manifest_).status, 404);
    EXPECT_EQ(read(at::get_manifest_run_sheet, staff(), "man_none").status, 404);
}

} // namespace
} // namespace route9::tests
