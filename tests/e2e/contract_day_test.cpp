// SPDX-License-Identifier: Apache-2.0
// The public contract, §3, §5 and §6, along the whole way of three parcels: one is paid at the
// door, one by QR, one comes back. What is asserted is what others build on: statuses, members,
// ids, events, the money's form and the seal.
#include "contract.hpp"
#include "core/crypto.hpp"
#include "core/time.hpp"

#include <algorithm>
#include <map>
#include <regex>
#include <string>
#include <utility>
#include <vector>

namespace route9::e2e {
namespace {

constexpr const char* kAmount = "481000"; // of order_of, in kip

struct Shipment {
    Json order;  // as it was placed
    Json parcel; // as it was packed
    std::string target() const { return "/v1/orders/" + order.at("id").get<std::string>(); }
    std::string code() const { return parcel.at("code").get<std::string>(); }
};

std::string id_of(const Json& resource) {
    return resource.at("id").get<std::string>();
}

void expect_created(const Answer& answer, const std::string& path, const std::string& prefix) {
    ASSERT_EQ(answer.status, 201) << answer.body;
    EXPECT_TRUE(id_of(answer.json).starts_with(prefix)) << answer.body;
    EXPECT_EQ(answer.header("Location"), path + id_of(answer.json));
    EXPECT_TRUE(answer.header("ETag").starts_with('"')) << path;
}

void expect_money(const Json& money, const char* what) {
    static const std::regex amount{R"(-?[0-9]+(\.[0-9]{2})?)"};
    ASSERT_TRUE(money.is_object()) << what << money;
    EXPECT_EQ(money.size(), 2U) << what;
    ASSERT_TRUE(money.at("amount").is_string()) << what << money;
    EXPECT_TRUE(std::regex_match(money.at("amount").get<std::string>(), amount)) << money;
    EXPECT_TRUE(money.at("currency").is_string()) << what;
}

std::string bank_line(const std::string& reference, const char* amount, const std::string& memo) {
    return R"(<Ntry><Amt Ccy="LAK">)" + std::string{amount} +
           "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
           "<BookgDt><Dt>2026-03-10</Dt></BookgDt><AcctSvcrRef>" +
           reference + "</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>" + memo +
           "</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>";
}

std::string camt053(const std::string& lines) {
    return R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>)"
           "<Stmt><Id>S1</Id><Acct><Id><Othr><Id>030126</Id></Othr></Id><Ccy>LAK</Ccy></Acct>" +
           lines + "</Stmt></BkToCstmrStmt></Document>";
}

/// RFC 8785 for what a manifest holds, written apart from the server's: names are ASCII and sorted
/// by the map, numbers are integers, text is UTF-8 as it stands.
std::string canonical(const Json& value) {
    return value.dump();
}

std::string hash_of(const std::string& bytes) {
    return hex(sha256(as_byte_view(bytes)));
}

class ContractDay : public Contract {
protected:
    /// One way through everything; each step asserts what its answer must be.
    void live() {
        ASSERT_NO_FATAL_FAILURE(open_truck());
        ASSERT_NO_FATAL_FAILURE(order_and_pack());
        ASSERT_NO_FATAL_FAILURE(load_and_close());
        ASSERT_NO_FATAL_FAILURE(take_manifest());
        ASSERT_NO_FATAL_FAILURE(drive());
        ASSERT_NO_FATAL_FAILURE(deliver());
        ASSERT_NO_FATAL_FAILURE(pay());
    }

    void open_truck() {
        const Answer gate = operator_().put(
            "/v1/gates/LAOBAO/state",
            {{"direction", "vn_la"},
             {"state", "open"},
             {"source", "the border post"},
             {"reported_at", format_corridor(business_now())},
             {"valid_until", format_corridor(business_now() + std::chrono::hours{9})}}
        );
        EXPECT_EQ(gate.status, 200) << gate.body;
        const Answer truck = operator_().post(
            "/v1/departures",
            {{"reference", "CD-1"},
             {"from", "DONGHA"},
             {"to", "SAVANNAKHET"},
             {"gate", "LAOBAO"},
             {"carrier", "lao-express"},
             {"truck_plate", "74C-000.02"},
             {"leaves", format_corridor(business_now() + std::chrono::hours{4})},
             {"max_kg", "3500"}}
        );
        expect_created(truck, "/v1/departures/", "dep_");
        truck_ = truck.header("Location");
    }

    void order_and_pack() {
        const std::pair<Shipment*, const char*> wanted[]{
            {&cod_, "cod"}, {&qr_, "qr"}, {&back_, "cod"}
        };
        for (const auto& [shipment, method] : wanted) {
            Json order = order_of("CD-" + std::to_string(++orders_));
            order["payment"]["method"] = method;
            const Answer placed = seller().post("/v1/orders", order);
            expect_created(placed, "/v1/orders/", "ord_");
            shipment->order = placed.json;
            expect_status(*shipment, "routed");
            const Json page = seller().get(shipment->target()).json;
            const std::string work = id_of(page.at("fulfillments").at(0));
            const Answer packed =
                operator_().post("/v1/fulfillments/" + work + "/pack", {{"weight_g", 800}});
            expect_created(packed, "/v1/parcels/", "pcl_");
            shipment->parcel = packed.json;
            expect_status(*shipment, "packed");
        }
        EXPECT_LT(id_of(cod_.order), id_of(qr_.order)) << "ids sort by time";
        EXPECT_LT(id_of(qr_.order), id_of(back_.order)) << "ids sort by time";
    }

    void load_and_close() {
        const Json parcels{id_of(cod_.parcel), id_of(qr_.parcel), id_of(back_.parcel)};
        act("load", {{"parcels", parcels}});
        act("close", Json::object());
        for (const Shipment* shipment : {&cod_, &qr_, &back_}) {
            expect_status(*shipment, "handed_over");
        }
    }

    void take_manifest() {
        Caller colleague{
            port(),
            run_checked(
                site(),
                {"keys", "create", "--tenant", "qt", "--role", "carrier", "--party", "lao-express"}
            )
        };
        const Answer batch = carrier().get("/v1/manifests?wait=0");
        ASSERT_EQ(batch.status, 200) << batch.body;
        EXPECT_EQ(batch.json.size(), 2U);
        ASSERT_EQ(batch.json.at("items").size(), 1U);
        manifest_ = batch.json.at("items").at(0);
        EXPECT_TRUE(id_of(manifest_).starts_with("man_"));
        EXPECT_EQ(carrier().get("/v1/manifests?wait=0").body, batch.body) << "until the commit";
        EXPECT_EQ(colleague.get("/v1/manifests?wait=0").status, 204) << "leased to the first key";
        const std::string ack = "/v1/manifests/" + id_of(manifest_) + "/ack";
        const Json lines = Json::array(
            {{{"parcel", cod_.code()}, {"result", "received"}},
             {{"parcel", qr_.code()}, {"result", "damaged"}, {"note", "a corner is dented"}},
             {{"parcel", back_.code()}, {"result", "short"}},
             {{"parcel", "STRAY-1"}, {"result", "over"}}}
        );
        const Answer counted = carrier().post(ack, {{"lines", lines}, {"signature", "Bounmy"}});
        EXPECT_EQ(counted.status, 200) << counted.body;
        const Json commit{{"cursor", batch.json.at("next")}};
        EXPECT_EQ(carrier().post("/v1/manifests/commit", commit).status, 200);
        EXPECT_EQ(carrier().get("/v1/manifests?wait=0").status, 204) << "idle";
    }

    void drive() {
        act("depart", Json::object());
        act("arrive", Json::object());
    }

    void deliver() {
        const std::string at = format_corridor(business_now() + std::chrono::hours{1});
        const Json cash{{"amount", kAmount}, {"currency", "LAK"}};
        const Json events = Json::array(
            {{{"id", "cd-1"},
              {"parcel", cod_.code()},
              {"status", "delivered"},
              {"at", at},
              {"place", "SAVANNAKHET"},
              {"note", "at the door"},
              {"cash_collected", cash}},
             {{"id", "cd-2"}, {"parcel", qr_.code()}, {"status", "delivered"}, {"at", at}},
             {{"id", "cd-3"}, {"parcel", back_.code()}, {"status", "returned"}, {"at", at}}}
        );
        const Answer told = carrier().post("/v1/tracking-events", {{"events", events}});
        ASSERT_EQ(told.status, 200) << told.body;
        expect_status(cod_, "delivered");
        expect_status(qr_, "delivered");
        expect_status(back_, "returned");
    }

    void pay() {
        const Json bills = seller().get("/v1/receivables?order=" + id_of(qr_.order)).json;
        ASSERT_EQ(bills.at("items").size(), 1U) << bills;
        bill_ = bills.at("items").at(0);
        EXPECT_TRUE(id_of(bill_).starts_with("rcv_")) << bill_;
        const std::string code = bill_.at("code").get<std::string>();
        const Answer qr = seller().post(
            "/v1/receivables/" + id_of(bill_) + "/qr",
            {{"scheme", "laoqr"},
             {"acquirer", "27710418"},
             {"receiver", "03012600123456"},
             {"merchant_name", "KHO"},
             {"city", "SAVANNAKHET"}}
        );
        ASSERT_EQ(qr.status, 200) << qr.body;
        EXPECT_TRUE(qr.json.at("payload").get<std::string>().contains(code)) << qr.body;
        const Answer run = operator_().send(
            {.method = "POST",
             .target = "/v1/statements",
             .headers = {{"Content-Type", "application/xml"}, {"Idempotency-Key", "cd-bank"}},
             .body = camt053(
                 bank_line("CD1", kAmount, "thanh toan " + code) +
                 bank_line("CD2", "77000", "nobody knows")
             )}
        );
        expect_created(run, "/v1/reconciliation/runs/", "run_");
        EXPECT_EQ(run.json.at("matched"), 1) << run.body;
        EXPECT_EQ(run.json.at("open"), 1) << run.body;
        run_ = run.header("Location");
        EXPECT_EQ(operator_().get(run_, {{"If-None-Match", run.header("ETag")}}).status, 304);
    }

    void act(const char* what, const Json& body) {
        const Answer answer = operator_().post(truck_ + "/" + what, body);
        ASSERT_EQ(answer.status, 200) << what << answer.body;
    }

    void expect_status(const Shipment& shipment, const char* status) {
        EXPECT_EQ(seller().get(shipment.target()).json.at("status"), status);
    }

    void expect_events();
    void expect_money_as_objects();
    void expect_papers();
    void expect_seal();

    std::string truck_, run_;
    int orders_ = 0;
    Shipment cod_, qr_, back_;
    Json manifest_, bill_;
};

void ContractDay::expect_events() {
    std::map<std::string, Json> last;
    for (const Json& event : all_of(operator_(), "/v1/events?limit=100")) {
        EXPECT_TRUE(id_of(event).starts_with("evt_")) << event;
        EXPECT_TRUE(event.at("sequence").is_number_integer()) << event;
        EXPECT_TRUE(parse_rfc3339(event.at("timestamp").get<std::string>()).has_value());
        last[event.at("type").get<std::string>()] = event;
    }
    for (const char* type :
         {"order.accepted",
          "order.routed",
          "parcel.packed",
          "parcel.departed",
          "parcel.status_changed",
          "declaration.status_changed",
          "manifest.sealed",
          "payment.matched",
          "open_item.created"}) {
        EXPECT_TRUE(last.contains(type)) << type;
    }
    const auto owner = [&last](const char* type) { return last[type].value("subject", ""); };
    EXPECT_EQ(owner("payment.matched"), id_of(qr_.order));
    EXPECT_EQ(owner("manifest.sealed"), id_of(manifest_));
    std::int64_t sequence = 0;
    for (const Json& event : all_of(seller(), "/v1/events?limit=100")) {
        if (event.at("subject").get<std::string>() == id_of(qr_.order)) {
            EXPECT_EQ(event.at("sequence"), ++sequence) << event;
        }
    }
    EXPECT_GE(sequence, 8);
}

void ContractDay::expect_money_as_objects() {
    const std::string parcel = "/v1/parcels/" + id_of(cod_.parcel);
    const std::string bill = "/v1/receivables?order=" + id_of(qr_.order);
    const std::pair<std::string, const char*> amounts[]{
        {parcel, "/cod"},
        {bill, "/items/0/amount"},
        {bill, "/items/0/settled"},
        {bill, "/items/0/remaining"},
        {"/v1/balances", "/payable/0"},
        {"/v1/entries?account=seller_payable:shop&currency=LAK", "/items/0/amount"},
        {"/v1/entries?account=seller_payable:shop&currency=LAK", "/items/0/balance"},
    };
    for (const auto& [target, pointer] : amounts) {
        const Json page = seller().get(target).json;
        ASSERT_TRUE(page.contains(Json::json_pointer{pointer})) << target << pointer << page;
        expect_money(page.at(Json::json_pointer{pointer}), pointer);
    }
    expect_money(manifest_.at("totals").at("cod").at(0), "manifest");
    const Json open = operator_().get("/v1/reconciliation/open-items").json.at("items");
    ASSERT_EQ(open.size(), 1U);
    EXPECT_EQ(open.at(0).at("amount"), (Json{{"amount", "77000"}, {"currency", "LAK"}}));
    const Json books = operator_().get("/v1/balances").json;
    EXPECT_EQ(books.at("balanced"), true);
    const Json zero = Json::array(
        {{{"amount", "0"}, {"currency", "VND"}},
         {{"amount", "0"}, {"currency", "LAK"}},
         {{"amount", "0.00"}, {"currency", "THB"}},
         {{"amount", "0.00"}, {"currency", "USD"}},
         {{"amount", "0.00"}, {"currency", "CNY"}}}
    );
    EXPECT_EQ(books.at("trial_balance"), zero);
}

struct Paper {
    As who;
    std::string target;
    const char* accept;
    const char* type;
    const char* start;
};

void ContractDay::expect_papers() {
    std::map<std::string, std::string> declared; // id by country
    for (const Json& each : all_of(operator_(), "/v1/declarations?limit=100")) {
        EXPECT_TRUE(id_of(each).starts_with("dec_"));
        declared[each.at("country").get<std::string>()] = "/v1/declarations/" + id_of(each);
    }
    const std::string manifest = "/v1/manifests/" + id_of(manifest_);
    const std::string parcel = "/v1/parcels/" + id_of(cod_.parcel);
    constexpr const char* kWorkbook =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const Paper papers[]{
        {As::carrier, manifest, "application/json", "application/json", "{"},
        {As::carrier, manifest, "text/csv", "text/csv", "\xef\xbb\xbfparcel,"},
        {As::carrier, manifest, "application/pdf", "application/pdf", "%PDF-"},
        {As::carrier, manifest + ".csv", "*/*", "text/csv", "\xef\xbb\xbfparcel,"},
        {As::carrier, manifest + ".pdf", "*/*", "application/pdf", "%PDF-"},
        {As::carrier, manifest + ".xlsx", "*/*", kWorkbook, "PK\x03\x04"},
        {As::seller, parcel, "*/*", "application/json", "{"},
        {As::seller, parcel + "/label.pdf", "*/*", "application/pdf", "%PDF-"},
        {As::seller, parcel + "/label.zpl", "*/*", "application/zpl", "^XA"},
        {As::seller, parcel + "/cn23.pdf", "*/*", "application/pdf", "%PDF-"},
        {As::seller, parcel + "/events", "*/*", "application/json", R"({"items":[{)"},
        {As::seller, declared["VN"], "*/*", "application/json", "{"},
        {As::seller, declared["LA"], "*/*", "application/json", "{"},
        {As::seller, declared["VN"] + "/documents/wco-dec", "*/*", "application/xml", "<?xml"},
        {As::operator_, declared["LA"] + "/documents/la-manifest", "*/*", "text/csv", "TRUCK"},
        {As::operator_, run_, "*/*", "application/json", "{"},
        {As::nobody, "/openapi.json", "*/*", "application/json", "{"},
    };
    for (const Paper& paper : papers) {
        const HttpRequest asked{.target = paper.target, .headers = {{"Accept", paper.accept}}};
        const Answer answer = ask(paper.who, asked);
        EXPECT_EQ(answer.status, 200) << paper.target << answer.body;
        EXPECT_TRUE(answer.header("Content-Type").starts_with(paper.type)) << paper.target;
        EXPECT_TRUE(answer.body.starts_with(paper.start)) << paper.target;
    }
    const std::string picture =
        ask(As::carrier, {.target = manifest, .headers = {{"Accept", "image/png"}}}).body;
    EXPECT_TRUE(picture.contains("not-acceptable")) << picture;
}

/// §6: the hash of a sealed manifest, from nothing but what the carrier got.
void ContractDay::expect_seal() {
    Json frame = manifest_;
    Json digests = Json::array();
    for (Json line : frame.at("lines")) {
        const auto salt = from_base64url(line.at("salt").get<std::string>());
        ASSERT_TRUE(salt.has_value()) << line;
        line.erase("salt");
        const std::string bytes =
            std::string{reinterpret_cast<const char*>(salt->data()), salt->size()} +
            canonical(line);
        digests.push_back(hash_of(bytes));
    }
    EXPECT_EQ(digests.size(), 3U);
    frame["lines"] = digests;
    frame.erase("hash");
    frame.erase("signature");
    EXPECT_EQ(manifest_.at("hash"), Json(hash_of(canonical(frame))));
    static const std::regex to_the_second{R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"};
    EXPECT_TRUE(std::regex_match(manifest_.at("sealed_at").get<std::string>(), to_the_second));
}

TEST_F(ContractDay, GoesAllTheWay) {
    ASSERT_NO_FATAL_FAILURE(live());
    expect_events();
    expect_money_as_objects();
    expect_papers();
    expect_seal();
}

} // namespace
} // namespace route9::e2e
