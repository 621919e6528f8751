// SPDX-License-Identifier: Apache-2.0
// The log of real parcels at the door: what anybody may fetch of it, and that what was fetched
// proves itself with the command's own words.
#include "core/checkpoint.hpp"
#include "core/journal.hpp"
#include "core/log_tile.hpp"
#include "fulfillment/parcel_passport.hpp"
#include "gateway/tools/verify_tool.hpp"
#include "gateway/workers/log_worker.hpp"
#include "shipping_under_test.hpp"
#include "stopping_store.hpp"
#include "temporary_directory.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;
using fulfillment::check_passport;

class LogRoutes : public testing::Test, protected ShippingUnderTest {
protected:
    int follow() {
        gateway::LogWorker worker{services(), stopping_};
        return run([&] { return worker.round(); });
    }
    /// One shipped parcel, and what happened to it in the log.
    std::string logged(const OrderWish& wish = {}, const std::string& truck = "T1") {
        const std::string parcel = ship(wish, truck);
        EXPECT_GT(follow(), 0);
        return parcel;
    }
    Answer fetch(Endpoint endpoint, const std::string& tenant, const std::string& tile = "") {
        return call(endpoint, Principal{}, {.parameters = {{"tenant", tenant}, {"tile", tile}}});
    }
    std::string code_of(const std::string& parcel) {
        return read(at::get_parcel, staff(), parcel).json().at("code");
    }
    Answer public_passport(const std::string& code) {
        return call(at::get_tracking_passport, Principal{}, {.parameters = {{"tracking", code}}});
    }
    NoteKey key() { return parse_note_key(lines(fetch(at::get_log_key, "qt").text).at(0)).value(); }
    static std::vector<std::string> lines(const std::string& text) {
        std::vector<std::string> found;
        std::istringstream stream{text};
        for (std::string line; std::getline(stream, line);) {
            found.push_back(line);
        }
        return found;
    }
    std::uint64_t size() {
        return open_checkpoint(fetch(at::get_log_checkpoint, "qt").text, key())->tree.size;
    }
    /// Every file of the log, as a mirror keeps them.
    void mirror(const std::filesystem::path& to) {
        const auto keep = [&to](const std::string& file, const std::string& bytes) {
            std::filesystem::create_directories((to / file).parent_path());
            std::ofstream{to / file, std::ios::binary} << bytes;
        };
        keep("checkpoint", fetch(at::get_log_checkpoint, "qt").text);
        keep("key", fetch(at::get_log_key, "qt").text);
        for (const LogTile& tile : tiles_of(size())) {
            const std::string path = tile_path(tile);
            const Answer answer = fetch(at::get_log_tile, "qt", path.substr(5));
            ASSERT_EQ(answer.status, 200) << path;
            keep(path, answer.text);
        }
    }
    /// Exit code and what was said.
    static std::pair<int, std::string>
    verify(const std::vector<std::string>& words, const std::string& input = "") {
        std::istringstream in{input};
        std::ostringstream out;
        std::ostringstream errors;
        const int exit = gateway::run_verify_tool(words, in, out, errors, "data");
        return {exit, out.str() + errors.str()};
    }
    /// So many more events of the parcel, told by the journal alone.
    void tell_more(const std::string& parcel, int count) {
        const auto told = store().write([&](Tx& tx) -> Result<int> {
            for (int i = 0; i < count; ++i) {
                const Event event{
                    .id = EventId::make(now(), services().entropy),
                    .tenant = qt,
                    .seller = seller(),
                    .carrier = {},
                    .type = "parcel.status_changed",
                    .subject = "more",
                    .sequence = i + 1,
                    .at = now(),
                    .data = Json{{"parcel", parcel}, {"status", "in_transit"}}.dump(),
                };
                journal::append(tx, std::span{&event, 1});
            }
            return 0;
        });
        ASSERT_TRUE(told);
    }

    std::atomic<bool> stopping_{false};
};

TEST_F(LogRoutes, AnybodyReadsTheCheckpointOfATenant) {
    EXPECT_EQ(fetch(at::get_log_checkpoint, "qt").status, 404) << "nothing is logged yet";
    logged();
    const Answer checkpoint = fetch(at::get_log_checkpoint, "qt");
    EXPECT_EQ(checkpoint.status, 200);
    EXPECT_EQ(checkpoint.content_type, "text/plain; charset=utf-8");
    EXPECT_EQ(checkpoint.header("Cache-Control"), "no-cache");
    EXPECT_EQ(key().name, "r9.example.vn/log/qt");
    EXPECT_TRUE(open_checkpoint(checkpoint.text, key()));
    const Answer again = call(
        at::get_log_checkpoint,
        Principal{},
        {.parameters = {{"tenant", "qt"}}, .headers = {{"If-None-Match", checkpoint.header("ETag")}}
        }
    );
    EXPECT_EQ(again.status, 304);
    for (const char* unknown : {"nobody", "", "QT", "q/t", "\xff"}) {
        EXPECT_EQ(fetch(at::get_log_checkpoint, unknown).status, 404) << unknown;
        EXPECT_EQ(fetch(at::get_log_key, unknown).status, 404) << unknown;
        EXPECT_EQ(fetch(at::get_log_tile, unknown, "0/000.p/1").status, 404) << unknown;
    }
}

TEST_F(LogRoutes, FullTilesAreKeptForEverAndPartialOnesForAMoment) {
    const std::string parcel = logged();
    tell_more(parcel, 300);
    while (follow() > 0) {}
    ASSERT_GT(size(), 300U);
    const Answer full = fetch(at::get_log_tile, "qt", "0/000");
    EXPECT_EQ(full.text.size(), 256U * 32U);
    EXPECT_EQ(full.content_type, "application/octet-stream");
    EXPECT_EQ(full.header("Cache-Control"), "public, max-age=31536000, immutable");
    const Answer partial = fetch(at::get_log_tile, "qt", "0/001.p/7");
    EXPECT_EQ(partial.text.size(), 7U * 32U);
    EXPECT_EQ(partial.header("Cache-Control"), "public, max-age=60");
    EXPECT_EQ(fetch(at::get_log_tile, "qt", "1/000.p/1").text.size(), 32U);
    EXPECT_EQ(parse_entry_bundle(fetch(at::get_log_tile, "qt", "entries/000").text)->size(), 256U);
    for (const char* none :
         {"0/001", "0/002.p/1", "1/000", "2/000.p/1", "entries/001", "0/0", ""}) {
        EXPECT_EQ(fetch(at::get_log_tile, "qt", none).status, 404) << none;
    }
}

TEST_F(LogRoutes, LeavesSayNothingOfPeopleOrWhoseParcelItIs) {
    const std::string parcel = logged();
    const Answer bundle = fetch(at::get_log_tile, "qt", "entries/000.p/" + std::to_string(size()));
    ASSERT_EQ(bundle.status, 200);
    for (const std::string& secret :
         {code_of(parcel),
          parcel,
          std::string{"Somchai"},
          std::string{"ord_"},
          std::string{"lao-express"},
          std::string{"shop"}}) {
        EXPECT_FALSE(bundle.text.contains(secret)) << secret;
    }
    EXPECT_TRUE(bundle.text.contains(R"("type":"parcel.packed"})"));
}

TEST_F(LogRoutes, APassportIsForWhoeverMaySeeTheParcel) {
    const std::string parcel = logged();
    for (const Principal& who : {staff(), by_seller(), by_carrier()}) {
        const Answer passport = read(at::get_parcel_passport, who, parcel);
        ASSERT_EQ(passport.status, 200) << passport.text;
        const auto facts = check_passport(passport.json(), key());
        ASSERT_TRUE(facts) << facts.error().fields.at(0).message;
        EXPECT_EQ(facts->events.at(0).type, "parcel.packed");
    }
    EXPECT_EQ(read(at::get_parcel_passport, by_other_seller(), parcel).status, 404);
    EXPECT_EQ(read(at::get_parcel_passport, by_other_carrier(), parcel).status, 404);
    EXPECT_EQ(read(at::get_parcel_passport, staff(), "nothing").status, 404);
}

TEST_F(LogRoutes, WhoeverHoldsTheCodeTakesThePassportAlong) {
    const std::string code = code_of(logged());
    const Answer passport = public_passport(code);
    EXPECT_EQ(passport.status, 200);
    EXPECT_TRUE(check_passport(passport.json(), key()));
    EXPECT_EQ(passport.json().at("parcel"), code);
    EXPECT_EQ(
        passport.header("Content-Disposition"),
        "attachment; filename=\"passport-" + code + ".json\""
    );
    EXPECT_EQ(public_passport("06E2M8W5KZR3QD7N1C9V").status, 404);
    EXPECT_EQ(public_passport("nonsense").status, 404);
}

TEST_F(LogRoutes, TheBuyersPageLinksToItOnceThereIsOne) {
    const std::string code = code_of(ship({}));
    const std::string link = "<a href=\"/t/" + code + "/passport\">";
    const auto page = [&](const std::string& accept) {
        return call(
                   at::get_tracking_page,
                   Principal{},
                   {.target = "/t/x?lang=lo",
                    .parameters = {{"tracking", code}},
                    .headers = {{"Accept", accept}}}
        ).text;
    };
    EXPECT_FALSE(page("text/html").contains("/passport"));
    EXPECT_FALSE(Json::parse(page("application/json")).contains("passport"));
    follow();
    EXPECT_TRUE(page("text/html").contains(link + "ຫຼັກຖານການເດີນທາງຂອງພັດສະດຸ")) << page("text/html");
    EXPECT_EQ(Json::parse(page("application/json")).at("passport"), "/t/" + code + "/passport");
}

TEST_F(LogRoutes, TheCommandSaysWhetherAPassportHolds) {
    const Json passport = public_passport(code_of(logged())).json();
    const auto [exit, said] = verify({"passport"}, passport.dump());
    EXPECT_EQ(exit, 0) << said;
    EXPECT_TRUE(said.starts_with("good: r9.example.vn/log/qt holds these events of parcel "))
        << said;
    EXPECT_TRUE(said.contains(" parcel.packed\n")) << said;
    EXPECT_EQ(verify({"passport", "--key", note_key_text(key())}, passport.dump()).first, 0);
    Json changed = passport;
    changed["events"].erase(0);
    EXPECT_EQ(verify({"passport"}, changed.dump()).first, 0) << "an event less is still true";
    changed["events"][0]["index"] = 0;
    EXPECT_EQ(
        verify({"passport"}, changed.dump()),
        std::pair(
            1,
            std::string{"not good: /events/0/proof: The log that was signed does not hold this "
                        "leaf.\n"}
        )
    );
    EXPECT_EQ(verify({"passport"}, "no json").first, 1);
    EXPECT_EQ(verify({"passport", "a", "b"}).first, 2);
    EXPECT_EQ(verify({"passport", "--key", "x"}, passport.dump()).first, 2);
}

// Another language and library, as docs/api.md shows it.
TEST_F(LogRoutes, TheGuidesPythonSaysTheSameOfAPassport) {
    const std::string parcel = logged();
    tell_more(parcel, 20);
    follow();
    Json passport = public_passport(code_of(parcel)).json();
    std::ifstream page{ROUTE9_SOURCE_DIR "/docs/api.md"};
    const std::string guide{std::istreambuf_iterator<char>{page}, {}};
    const auto begin = guide.rfind("```python\n", guide.find("def root_of")) + 10;
    const std::string code = guide.substr(begin, guide.find("```", begin) - begin);
    const TemporaryDirectory files;
    const auto says = [&](const Json& document) {
        std::ofstream{files.path() / "passport.json"} << document.dump();
        std::ofstream{files.path() / "check.py"}
            << code << "import sys\nsys.exit(0 if holds(json.load(open(sys.argv[1]))) else 3)\n";
        const std::string command = "python3 " + (files.path() / "check.py").string() + " " +
                                    (files.path() / "passport.json").string();
        return std::system(command.c_str());
    };
    EXPECT_EQ(says(passport), 0);
    std::string leaf = passport["events"][3]["leaf"];
    leaf.back() = ' ';
    passport["events"][3]["leaf"] = leaf + "}";
    EXPECT_NE(says(passport), 0);
}

TEST_F(LogRoutes, TheCommandSaysWhetherAMirrorHolds) {
    const std::string parcel = logged();
    const TemporaryDirectory before;
    mirror(before.path());
    tell_more(parcel, 300);
    while (follow() > 0) {}
    const TemporaryDirectory after;
    mirror(after.path());
    const std::string since = (before.path() / "checkpoint").string();
    const auto [exit, said] = verify({"log", after.path().string(), "--since", since});
    EXPECT_EQ(exit, 0) << said;
    EXPECT_TRUE(said.starts_with("good: r9.example.vn/log/qt holds " + std::to_string(size())))
        << said;
    const std::filesystem::path tile = after.path() / "tile/0/000";
    std::filesystem::resize_file(tile, 100);
    EXPECT_EQ(
        verify({"log", after.path().string()}),
        std::pair(
            1, std::string{"not good: tile/0/000: These hashes are not those of the leaves.\n"}
        )
    );
    std::filesystem::copy_file(
        since, after.path() / "checkpoint", std::filesystem::copy_options::overwrite_existing
    );
    EXPECT_EQ(verify({"log", before.path().string()}).first, 0);
    EXPECT_EQ(verify({"log", "/nowhere"}).first, 1);
    EXPECT_EQ(verify({"log"}).first, 2);
    EXPECT_EQ(verify({"log", "https://r9.example.vn/log/qt"}).first, 2);
    EXPECT_EQ(
        verify({"log", "http://127.0.0.1:9/log/qt"}),
        std::pair(1, std::string{"not good: http://127.0.0.1:9/log/qt: Connection refused\n"})
    );
}

TEST_F(LogRoutes, EachEventIsToldOnceWhereverTheProcessEnds) {
    tell_more(ship({}), 600);
    const auto journal = store().read([](Tx& tx) -> Result<std::vector<JournalEntry>> {
        const JournalFilter all{.tenant = qt, .seller = std::nullopt, .carrier = std::nullopt};
        return journal::read(tx, all, 0, 10'000);
    });
    std::uint64_t told = 0;
    for (const JournalEntry& entry : *journal) {
        told += entry.event.type.starts_with("parcel.") ? 1 : 0;
    }
    int processes = 0; // each is gone after one unit
    for (std::uint64_t logged = 0; logged < told && processes < 20; logged = size()) {
        StoppingStore dying{store(), 1};
        gateway::Services mortal = services_over(dying);
        gateway::LogWorker worker{mortal, stopping_};
        run([&] { return worker.round(); });
        ++processes;
    }
    EXPECT_EQ(processes, 3) << "256 at a time";
    EXPECT_EQ(follow(), 0);
    EXPECT_EQ(size(), told);
    const TemporaryDirectory files;
    mirror(files.path());
    EXPECT_EQ(verify({"log", files.path().string()}).first, 0);
}

TEST_F(LogRoutes, AnErasedPersonsParcelHasNoPassportAndTheLogStaysWhole) {
    const std::string parcel = logged();
    const std::string code = code_of(parcel);
    const Json event{
        {"id", "e1"},
        {"parcel", parcel},
        {"status", "delivered"},
        {"at", format_utc(now() + Minutes{1})},
    };
    const Json events{{"events", Json::array({event})}};
    ASSERT_EQ(write(at::post_tracking_events, by_carrier(), "", events).status, 200);
    const std::string order = read(at::get_parcel, staff(), parcel).json().at("order");
    const Answer erased = call(at::post_erasure, staff(), {.body = Json{{"order", order}}});
    ASSERT_LT(erased.status, 300) << erased.text;
    EXPECT_EQ(public_passport(code).status, 404);
    EXPECT_EQ(follow(), 1) << "the delivery, of a parcel nobody is named for";
    EXPECT_EQ(read(at::get_parcel_passport, staff(), parcel).status, 404);
    const TemporaryDirectory files;
    mirror(files.path());
    EXPECT_EQ(verify({"log", files.path().string()}).first, 0);
}

} // namespace
} // namespace route9::tests
