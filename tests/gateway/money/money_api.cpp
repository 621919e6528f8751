// SPDX-License-Identifier: Apache-2.0
#include "money_api.hpp"

#include "core/tenancy.hpp"
#include "fulfillment/order_store.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/problem.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <utility>

namespace route9::tests {

using namespace gateway::http;
namespace endpoints = gateway::endpoints;

namespace {

Secret test_key() {
    return Secret{std::string_view{"0123456789abcdef0123456789abcdef"}};
}

std::vector<Route> money_routes(gateway::Services& services) {
    std::vector<Route> routes;
    routes.push_back(endpoints::get_receivables(services));
    routes.push_back(endpoints::get_receivable(services));
    routes.push_back(endpoints::post_receivable_qr(services));
    routes.push_back(endpoints::get_balances(services));
    routes.push_back(endpoints::get_entries(services));
    routes.push_back(endpoints::post_statement(services));
    routes.push_back(endpoints::get_reconciliation_run(services));
    routes.push_back(endpoints::get_run_matches(services));
    routes.push_back(endpoints::get_open_items(services));
    return routes;
}

platform::task<void>
run(const Handler& handler, Request& request, std::promise<Result<Response>>& done) {
    try {
        if (const auto* plain = handler.plain()) {
            done.set_value((*plain)(request));
            co_return;
        }
        auto pending = handler.awaited()(request);
        auto result = co_await std::move(pending);
        done.set_value(std::move(result));
    } catch (...) {
        done.set_exception(std::current_exception());
    }
}

platform::task<void> find_keys(
    gateway::Services& services, TenantId tenant, std::promise<Result<gateway::UploadKeys>>& done
) {
    const Tick deadline = services.clock.machine() + Seconds{30};
    done.set_value(co_await gateway::upload_keys(services, std::move(tenant), deadline));
}

} // namespace

std::vector<std::string> Answer::complaints() const {
    std::vector<std::string> list;
    for (const Json& error : body.value("errors", Json::array())) {
        list.push_back(
            error.at("pointer").get<std::string>() + " " + error.at("code").get<std::string>()
        );
    }
    return list;
}

std::string Answer::header(std::string_view name) const {
    for (const auto& [known, value] : headers) {
        if (known == name) {
            return value;
        }
    }
    return {};
}

std::string camt(const std::vector<CamtLine>& lines) {
    const auto balance = [](std::string_view type, std::int64_t amount) {
        return "<Bal><Tp><CdOrPrtry><Cd>" + std::string{type} +
               "</Cd></CdOrPrtry></Tp><Amt Ccy=\"VND\">" + std::to_string(amount) +
               "</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>";
    };
    std::string entries;
    std::int64_t closing = 1'000;
    for (const CamtLine& line : lines) {
        closing += std::stoll(line.amount);
        entries += "<Ntry><Amt Ccy=\"VND\">" + line.amount +
                   "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
                   "<BookgDt><Dt>2026-03-02</Dt></BookgDt><AcctSvcrRef>" +
                   line.reference + "</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>" +
                   line.payer + "</Nm></Pty></Dbtr><DbtrAcct><Id><Othr><Id>" + line.payer_account +
                   "</Id></Othr></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>" + line.memo +
                   "</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>";
    }
    return "<?xml version=\"1.0\"?>"
           "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
           "<Stmt><Id>S1</Id><Acct><Id><Othr><Id>0123499999</Id></Othr></Id><Ccy>VND</Ccy></Acct>" +
           balance("OPBD", 1'000) + balance("CLBD", closing) + entries +
           "</Stmt></BkToCstmrStmt></Document>";
}

MoneyApi::MoneyApi()
    : vault_((crypto_start(), test_key())),
      log_(clock_, {.file = testing::TempDir() + "route9_money_test.log"}),
      people_(
          store(),
          vault_,
          clock_,
          metrics_,
          *gateway::http::PublicOrigin::parse("https://r9.example.vn"),
          *gateway::PageCatalogue::load(std::filesystem::path{ROUTE9_SOURCE_DIR} / "data")
      ),
      keyring_(store(), vault_, entropy_, clock_), connections_(store(), vault_, clock_),
      snapshots_(catalogue_.corridor), cursors_(test_key()),
      services_{
          .store = store(),
          .vault = vault_,
          .entropy = entropy_,
          .clock = clock_,
          .keyring = keyring_,
          .connections = connections_,
          .tally = tally_,
          .catalogue = catalogue_,
          .snapshots = snapshots_,
          .planners = planners_,
          .cursors = cursors_,
          .wakeups = wakeups_,
          .compute = compute_,
          .log = log_,
          .metrics = metrics_,
          .people = people_,
          .tombstones = tombstones_,
          .answers = answers_,
      },
      router_(money_routes(services_)), worker_(0, log_) {
    const auto tenant = tenancy::prepare_tenant("vla", "VLA", vault_, entropy_, clock_.now);
    const auto created = store().write([&](Tx& tx) -> Result<bool> {
        return tenancy::create_tenant(tx, *tenant).has_value();
    });
    EXPECT_TRUE(created && *created);
    worker_.start();
}

MoneyApi::~MoneyApi() {
    worker_.stop(Milliseconds{2'000});
}

Principal MoneyApi::finance() {
    return {
        .tenant = TenantId{"vla"},
        .role = Role::finance,
        .party = {},
        .scopes = scopes_of(Role::finance),
        .key = {}
    };
}

Principal MoneyApi::seller(const std::string& id) {
    return {
        .tenant = TenantId{"vla"},
        .role = Role::seller,
        .party = PartyId{id},
        .scopes = scopes_of(Role::seller),
        .key = {}
    };
}

Answer MoneyApi::call(const Principal& who, Call call) {
    const std::array<Field, 2> fields{
        Field{"Content-Type", call.type}, Field{"Idempotency-Key", call.key}
    };
    Request request;
    request.method = call.type.empty() ? Method::get : Method::post;
    EXPECT_TRUE(parse_target(call.target, request.target)) << call.target;
    request.headers = Headers{std::span{fields}.first(call.key.empty() ? 1 : 2)};
    request.body = std::move(call.body);
    request.deadline = clock_.machine() + Seconds{30};
    request.principal = who;
    const RouteMatch match = router_.match(request.method, request.target.path, request.parameters);
    if (match.route == nullptr) {
        ADD_FAILURE() << "no route for " << call.target;
        return {};
    }
    EXPECT_TRUE(who.scopes.has(*match.route->scope)) << call.target;
    std::promise<Result<Response>> done;
    worker_.post([&] { worker_.tasks().spawn("call", run(match.route->handler, request, done)); });
    const Result<Response> result = done.get_future().get();
    const Response response = result ? *result : problem(result.error(), "req_test");
    return {response.status, Json::parse(response.content()), response.headers};
}

Answer MoneyApi::upload(const std::string& file, const std::string& key, const std::string& query) {
    return call(
        finance(),
        {.target = "/v1/statements" + query, .body = file, .type = "application/xml", .key = key}
    );
}

gateway::PreparedUpload MoneyApi::prepare(const std::string& file) {
    std::promise<Result<gateway::UploadKeys>> done;
    worker_.post([&] { worker_.tasks().spawn("keys", find_keys(services_, tenant_, done)); });
    const auto keys = done.get_future().get();
    auto upload = gateway::prepare_upload(
        {.text = file, .account = "", .tenant = tenant_, .received_at = now()}, *keys, entropy_
    );
    EXPECT_TRUE(upload.has_value());
    return std::move(*upload);
}

ReceivableId MoneyApi::book(
    Money amount,
    const std::string& reference,
    payments::ReceivableKind kind,
    const std::string& order
) {
    payments::Receivable receivable;
    receivable.id = ReceivableId::make(clock_.now, entropy_);
    receivable.kind = kind;
    receivable.seller = PartyId{"seller-1"};
    receivable.reference = reference;
    receivable.amount = amount;
    receivable.due = corridor_day(clock_.now);
    receivable.order = order;
    const auto booked = store().write([&](Tx& tx) {
        return payments::receivables::book(tx, tenant_, receivable, clock_.now);
    });
    EXPECT_TRUE(booked.has_value());
    return receivable.id;
}

OrderId MoneyApi::place_order() {
    fulfillment::OrderRecord record;
    record.tenant = tenant_;
    record.id = OrderId::make(clock_.now, entropy_);
    record.seller = PartyId{"seller-1"};
    record.order.channel = "shop";
    record.order.external_id = "A-1";
    record.person = PersonId::make(clock_.now, entropy_);
    record.recipient = Bytes(8);
    record.event_sequence = 2;
    const auto stored = store().write([&](Tx& tx) -> Result<bool> {
        return fulfillment::orders::insert(tx, record, Bytes(8));
    });
    EXPECT_TRUE(stored && *stored);
    return record.id;
}

std::vector<Event> MoneyApi::events_seen_by(const std::optional<PartyId>& seller) {
    const JournalFilter filter{.tenant = tenant_, .seller = seller, .carrier = {}};
    auto entries = store().read([&](Tx& tx) -> Result<std::vector<JournalEntry>> {
        return journal::read(tx, filter, 0, 100);
    });
    std::vector<Event> events;
    for (JournalEntry& entry : entries.value()) {
        events.push_back(std::move(entry.event));
    }
    return events;
}

Json MoneyApi::receivable(const ReceivableId& id) {
    return call(finance(), {.target = "/v1/receivables/" + id.text()}).body;
}

std::vector<std::string> MoneyApi::books() {
    const Json balances = call(finance(), {.target = "/v1/balances"}).body;
    EXPECT_EQ(balances.at("balanced"), true);
    for (const Json& sum : balances.at("trial_balance")) {
        const bool whole = sum.at("currency") == "VND" || sum.at("currency") == "LAK";
        EXPECT_EQ(sum.at("amount"), whole ? "0" : "0.00") << sum.at("currency");
    }
    std::vector<std::string> list;
    for (const Json& row : balances.at("accounts")) {
        const Json& balance = row.at("balance");
        if (balance.at("amount") != "0") {
            list.push_back(
                row.at("account").get<std::string>() + " " +
                balance.at("amount").get<std::string>() + " " +
                balance.at("currency").get<std::string>()
            );
        }
    }
    return list;
}

} // namespace route9::tests
