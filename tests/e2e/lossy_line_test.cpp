// SPDX-License-Identifier: Apache-2.0
// A carrier on a bad line for twenty-four hours: a truck is closed every half hour, the carrier
// polls every minute, and three of ten of its requests are cut somewhere on the way. In the end it
// has every manifest as it was sealed, and nothing has happened twice. An hour passes as fast as
// the requests of its sixty minutes do. $ROUTE9_SEED repeats a run.
#include "adapters/carriers/manifest_document.hpp"
#include "core/crypto.hpp"
#include "core/time.hpp"
#include "lossy_line.hpp"
#include "tests/seed.hpp"
#include "trading_site.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <random>
#include <set>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;

constexpr int kMinutes = 24 * 60;
constexpr int kMinutesPerTruck = 30;
constexpr int kParcelsPerTruck = 3;
constexpr int kMinutesAfter = 60; // for what the last cuts have left
constexpr unsigned kCutInHundred = 30;
constexpr std::size_t kIdleBytesMax = 200;

std::string opened(std::string_view coded) {
    constexpr std::size_t room = 1'024 * 1'024;
    std::string plain(room, '\0');
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));
    stream.avail_in = static_cast<uInt>(coded.size());
    stream.next_out = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_out = static_cast<uInt>(plain.size());
    const int state = inflate(&stream, Z_FINISH);
    plain.resize(stream.total_out);
    inflateEnd(&stream);
    return state == Z_STREAM_END ? plain : std::string{};
}

/// Works as docs/api.md tells: keep first, then commit, and everything again after a cut.
class BadlyConnectedCarrier {
public:
    BadlyConnectedCarrier(std::uint16_t port, std::string key, std::uint64_t seed)
        : port_(port), key_(std::move(key)), random_(seed) {}

    void work_a_minute() {
        try {
            poll();
            acknowledge();
        } catch (const ConnectionBroken&) {
            ++cuts;
        }
        if (random_() % 50 == 0) { // its worker dies: what is kept stays
            etag_.clear();
            next_.clear();
        }
    }

    std::map<std::string, Json> kept;
    std::map<std::string, std::string> acknowledged; // the answer
    std::vector<std::string> wrong;
    int cuts = 0;
    int idle = 0;
    int unchanged = 0;
    int again = 0;                 // batches that it had already
    std::size_t idle_bytes = 0;    // the longest body
    std::size_t content_bytes = 0; // of batches at their first coming

private:
    Answer ask(const HttpRequest& request) { return Caller{port_, key_}.send(request); }

    void poll() {
        HttpRequest request{
            .target = "/v1/manifests?wait=0", .headers = {{"Accept-Encoding", "gzip"}}
        };
        if (!etag_.empty()) {
            request.headers.emplace_back("If-None-Match", etag_);
        }
        const Answer batch = ask(request);
        if (batch.status == 204) {
            ++idle;
            idle_bytes = std::max(idle_bytes, batch.body.size());
            return;
        }
        if (batch.status == 304) {
            ++unchanged;
        } else {
            keep(batch);
        }
        const std::string commit = Json{{"cursor", next_}}.dump();
        const Answer committed = ask(
            {.method = "POST",
             .target = "/v1/manifests/commit",
             .headers = {{"Content-Type", "application/json"}},
             .body = commit}
        );
        expect(committed.status == 200, "commit: " + committed.body);
        etag_.clear();
    }

    void keep(const Answer& batch) {
        const bool coded = batch.header("Content-Encoding") == "gzip";
        const Json body = Json::parse(coded ? opened(batch.body) : batch.body, nullptr, false);
        if (batch.status != 200 || !body.is_object()) {
            wrong.push_back("a batch that cannot be read: " + std::to_string(batch.status));
            return;
        }
        bool is_new = false;
        for (const Json& manifest : body.at("items")) {
            const auto [known, first] = kept.emplace(manifest.at("id"), manifest);
            expect(known->second == manifest, "came again otherwise: " + known->first);
            is_new |= first;
        }
        content_bytes += is_new ? batch.body.size() : 0;
        again += is_new ? 0 : 1;
        etag_ = batch.header("ETag");
        next_ = body.at("next");
    }

    void acknowledge() {
        for (const auto& [id, manifest] : kept) {
            if (acknowledged.contains(id)) {
                continue;
            }
            Json lines = Json::array();
            for (const Json& line : manifest.at("lines")) {
                lines.push_back({{"parcel", line.at("parcel")}, {"result", "received"}});
            }
            const Answer answer = ask(
                {.method = "POST",
                 .target = "/v1/manifests/" + id + "/ack",
                 .headers = {{"Content-Type", "application/json"}},
                 .body = Json{{"lines", lines}}.dump()}
            );
            expect(answer.status == 200, "ack: " + answer.body);
            acknowledged.emplace(id, answer.body);
        }
    }

    void expect(bool holds, std::string sentence) {
        if (!holds) {
            wrong.push_back(std::move(sentence));
        }
    }

    std::uint16_t port_;
    std::string key_;
    std::mt19937_64 random_;
    std::string etag_;
    std::string next_;
};

class BadLine : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }
    BadLine() { offer_goods(seller_, 10'000); }

    std::string carrier_key() {
        return run_checked(
            site_,
            {"keys", "create", "--tenant", "qt", "--role", "carrier", "--party", "lao-express"}
        );
    }
    void close_a_truck();
    /// Ids and hashes as they were sealed, from the journal.
    std::map<std::string, std::string> sealed();
    std::map<std::string, int> count(const std::string& type);
    std::vector<Json> events();
    PublicKey public_key();

    std::uint64_t seed_ = tests::property_seed();
    Site site_;
    Keys keys_ = set_up_by_command_line(site_);
    RunningServer server_{site_};
    Caller seller_{server_.port(), keys_.seller};
    Caller operator_{server_.port(), keys_.operator_};
    int trucks_ = 0;
};

void BadLine::close_a_truck() {
    const std::string number = std::to_string(++trucks_);
    const Answer opened = operator_.post(
        "/v1/departures",
        {{"reference", "BAD-" + number},
         {"from", "DONGHA"},
         {"to", "SAVANNAKHET"},
         {"gate", "LAOBAO"},
         {"carrier", "lao-express"},
         {"truck_plate", "74C-000.01"},
         {"leaves", format_corridor(business_now() + std::chrono::hours{3})},
         {"max_kg", "3500"}}
    );
    ASSERT_EQ(opened.status, 201) << opened.body;
    Json parcels = Json::array();
    for (int i = 0; i < kParcelsPerTruck; ++i) {
        const Answer placed =
            seller_.post("/v1/orders", order_of("BAD-" + number + "-" + std::to_string(i)));
        ASSERT_EQ(placed.status, 201) << placed.body;
        const Json page = seller_.get(placed.header("Location")).json;
        const std::string work = page.at("fulfillments").at(0).at("id");
        const Answer packed =
            operator_.post("/v1/fulfillments/" + work + "/pack", {{"weight_g", 800}});
        ASSERT_EQ(packed.status, 201) << packed.body;
        parcels.push_back(packed.json.at("id"));
    }
    const std::string truck = opened.header("Location");
    const Answer loaded = operator_.post(truck + "/load", {{"parcels", parcels}});
    ASSERT_EQ(loaded.status, 200) << loaded.body;
    const Answer closed = operator_.post(truck + "/close", Json::object());
    ASSERT_EQ(closed.status, 200) << closed.body;
}

std::vector<Json> BadLine::events() {
    std::vector<Json> all;
    std::string cursor;
    while (true) {
        const Answer page =
            operator_.get("/v1/events?limit=100" + (cursor.empty() ? "" : "&cursor=" + cursor));
        cursor = page.json.at("next");
        if (page.json.at("items").empty()) {
            return all;
        }
        const Json& items = page.json.at("items");
        all.insert(all.end(), items.begin(), items.end());
    }
}

std::map<std::string, int> BadLine::count(const std::string& type) {
    std::map<std::string, int> counted;
    for (const Json& event : events()) {
        if (event.at("type") == type) {
            ++counted[event.at("subject")];
        }
    }
    return counted;
}

std::map<std::string, std::string> BadLine::sealed() {
    std::map<std::string, std::string> hashes;
    for (const auto& [id, times] : count("manifest.sealed")) {
        EXPECT_EQ(times, 1) << id;
        hashes[id] = operator_.get("/v1/manifests/" + id).json.at("hash");
    }
    return hashes;
}

PublicKey BadLine::public_key() {
    const Json keys = operator_.get("/v1/signing-keys").json.at("items");
    const auto bytes = from_base64(keys.at(0).at("public_key").get<std::string>());
    PublicKey key{};
    std::ranges::copy(bytes.value(), key.begin());
    return key;
}

TEST_F(BadLine, LosesAndDoublesNothingInTwentyFourHours) {
    SCOPED_TRACE(tests::seed_note(seed_));
    std::cout << tests::seed_note(seed_) << '\n' << std::flush;
    const LossyLine line{server_.port(), kCutInHundred, seed_};
    BadlyConnectedCarrier carrier{line.port(), carrier_key(), seed_ + 1};
    for (int minute = 0; minute < kMinutes + kMinutesAfter; ++minute) {
        if (minute < kMinutes && minute % kMinutesPerTruck == 0) {
            ASSERT_NO_FATAL_FAILURE(close_a_truck());
        }
        carrier.work_a_minute();
    }
    EXPECT_EQ(carrier.wrong, std::vector<std::string>{});
    const auto ours = sealed();
    ASSERT_EQ(ours.size(), kMinutes / kMinutesPerTruck);
    const PublicKey key = public_key();
    std::map<std::string, std::string> theirs;
    for (const auto& [id, manifest] : carrier.kept) {
        theirs[id] = manifest.at("hash");
        EXPECT_EQ(adapters::check_manifest_json(manifest, key), fulfillment::SealFault::none) << id;
    }
    EXPECT_EQ(theirs, ours);
    const auto acknowledged = count("manifest.acknowledged");
    EXPECT_EQ(acknowledged.size(), ours.size());
    for (const auto& [id, times] : acknowledged) {
        EXPECT_EQ(times, 1) << id;
        EXPECT_TRUE(carrier.acknowledged.contains(id)) << id;
    }
    EXPECT_LE(carrier.idle_bytes, kIdleBytesMax);
    EXPECT_GT(carrier.idle, kMinutes / 2);
    const auto& counts = line.counts();
    const int cut = counts.cut_requests + counts.cut_answers;
    const int all = cut + counts.whole;
    std::cout << all << " requests, " << counts.cut_requests << " and " << counts.cut_answers
              << " answers cut; " << ours.size() << " manifests in " << carrier.content_bytes
              << " bytes, " << carrier.again << " batches came again and " << carrier.unchanged
              << " were unchanged, " << carrier.idle << " idle polls of " << carrier.idle_bytes
              << " bytes\n";
    EXPECT_GT(cut, all / 5);
    EXPECT_LT(cut, all * 2 / 5);
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in{file};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// The program of docs/api.md that begins so.
std::string guide_program(const std::string& head) {
    const std::string page = text_of(ROUTE9_SOURCE_DIR "/docs/api.md");
    const std::size_t start = page.find("```python\n" + head);
    const std::size_t body = start + std::string_view{"```python\n"}.size();
    return page.substr(body, page.find("```", body) - body);
}

void replace(std::string& text, std::string_view old, const std::string& by) {
    const std::size_t at = text.find(old);
    ASSERT_NE(at, std::string::npos) << old;
    text.replace(at, old.size(), by);
}

TEST_F(BadLine, IsNoHurdleForTheProgramThatTheGuideShows) {
    std::cout << tests::seed_note(seed_) << '\n' << std::flush;
    const LossyLine line{server_.port(), kCutInHundred, seed_};
    std::string program = guide_program("import gzip, http.client");
    replace(program, "http://127.0.0.1:8080", "http://127.0.0.1:" + std::to_string(line.port()));
    replace(program, "r9_test_…", carrier_key());
    const std::string before = "import time\n"
                               "slowly = time.sleep\n"
                               "time.sleep = lambda s: slowly(s / 100)\n"
                               "def keep(manifest):\n"
                               "    print(manifest['id'], manifest['hash'], holds(manifest))\n";
    const auto file = site_.directory() / "carrier.py";
    std::ofstream{file} << before << guide_program("import base64, hashlib, json") << program;
    const auto log = site_.directory() / "carrier.log";
    ChildProcess carrier{{ROUTE9_PYTHON, "-u", file.string()}, log};
    constexpr int kTrucks = 8;
    constexpr auto kPatience = 30s;
    std::set<std::string> lines;
    for (int truck = 1; truck <= kTrucks; ++truck) {
        ASSERT_NO_FATAL_FAILURE(close_a_truck());
        while (lines.size() < static_cast<std::size_t>(truck)) {
            const auto told = carrier.read_line(kPatience);
            ASSERT_TRUE(told.has_value()) << text_of(log);
            lines.insert(*told);
        }
    }
    std::set<std::string> expected;
    for (const auto& [id, hash] : sealed()) {
        expected.insert(id + " " + hash + " True");
    }
    EXPECT_EQ(lines, expected);
    EXPECT_EQ(text_of(log), "");
    carrier.signal(SIGTERM);
}

} // namespace
} // namespace route9::e2e
