// SPDX-License-Identifier: Apache-2.0
#include "services_under_test.hpp"

#include "core/tenancy.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string_view>

namespace route9::tests {
namespace {

using gateway::http::Response;

constexpr std::string_view kStart = "2026-03-10T08:00:00+07:00"; // a Tuesday, before the gates open
constexpr std::string_view kMasterKey = "a master key of 32 bytes, a test";
constexpr std::size_t kComputeThreads = 1;
constexpr std::size_t kComputeWaitingMax = 64;
constexpr std::size_t kSubscriptionsMax = 64;

template <class T>
T value_of(Result<T> result) {
    if (!result) {
        throw std::runtime_error(result.error().detail);
    }
    return std::move(*result);
}

gateway::Catalogue shipped_catalogue() {
    return value_of(gateway::load_catalogue(std::filesystem::path{ROUTE9_SOURCE_DIR} / "data"));
}

gateway::PageCatalogue shipped_pages() {
    return value_of(gateway::PageCatalogue::load(std::filesystem::path{ROUTE9_SOURCE_DIR} / "data")
    );
}

gateway::http::PublicOrigin shipped_origin() {
    return value_of(gateway::http::PublicOrigin::parse("https://r9.example.vn"));
}

/// Owns what the request's views point at.
struct OwnedRequest {
    OwnedRequest(const gateway::http::Route& route, const Call& given) : call(given) {
        request.method = route.method;
        if (!gateway::http::parse_target(call.target, request.target)) {
            throw std::invalid_argument(call.target);
        }
        for (const auto& [name, value] : call.parameters) {
            request.parameters.push_back({name, value});
        }
        if (!call.body.empty()) {
            fields.push_back({"Content-Type", call.type});
        }
        for (const auto& [name, value] : call.headers) {
            fields.push_back({name, value});
        }
        request.headers = gateway::http::Headers{fields};
        request.body = call.body;
        request.id = "req-test";
        request.network = "127.0.0.1";
        request.deadline = ServicesUnderTest::deadline();
        request.principal = call.principal;
    }
    OwnedRequest(const OwnedRequest&) = delete;
    OwnedRequest& operator=(const OwnedRequest&) = delete;

    Call call;
    std::vector<gateway::http::Field> fields;
    gateway::http::Request request;
};

platform::task<Result<Response>>
handle(const gateway::http::Route& route, gateway::http::Request& request) {
    if (const auto* plain = route.handler.plain()) {
        co_return (*plain)(request);
    }
    co_return co_await route.handler.awaited()(request);
}

} // namespace

ServicesUnderTest::ServicesUnderTest()
    : clock_(value_of(parse_rfc3339(kStart))), vault_(Secret{kMasterKey}),
      catalogue_(shipped_catalogue()), keyring_(subject_->store(), vault_, entropy_, clock_),
      connections_(subject_->store(), vault_, clock_), snapshots_(catalogue_.corridor),
      cursors_(vault_.derive("cursor")), wakeups_(kSubscriptionsMax),
      compute_(kComputeThreads, kComputeWaitingMax),
      log_(clock_, {.file = testing::TempDir() + "route9_services_under_test.log"}),
      people_(subject_->store(), vault_, clock_, metrics_, shipped_origin(), shipped_pages()),
      tombstones_(value_of(gateway::Tombstones::open(beside_store() / "erased"))), worker_(0, log_),
      services_(services_over(subject_->store())) {
    crypto_start();
    create_parties();
    worker_.start();
}

ServicesUnderTest::~ServicesUnderTest() {
    wakeups_.close();
    worker_.stop(Milliseconds{2'000});
    subject_.reset();
}

void ServicesUnderTest::create_parties() {
    const Tenant tenant = value_of(
        tenancy::prepare_tenant(this->tenant().text(), "Quảng Trị", vault_, entropy_, now())
    );
    const Party parties[] = {
        {.tenant = tenant.id,
         .id = seller(),
         .kind = PartyKind::seller,
         .name = "Shop",
         .created_at = now()},
        {.tenant = tenant.id,
         .id = carrier(),
         .kind = PartyKind::carrier,
         .name = "Lao Express",
         .created_at = now()},
    };
    value_of(store().write([&](Tx& tx) -> Result<int> {
        auto created = tenancy::create_tenant(tx, tenant);
        if (!created) {
            return Failure{std::move(created).error()};
        }
        for (const Party& party : parties) {
            if (auto stored = tenancy::create_party(tx, party); !stored) {
                return Failure{std::move(stored).error()};
            }
        }
        return 0;
    }));
}

gateway::Services ServicesUnderTest::services_over(platform::Store& store) noexcept {
    return {
        .store = store,
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
    };
}

gateway::ErasureTools ServicesUnderTest::erasure_tools() noexcept {
    return {store(), vault_, keyring_, entropy_, clock_, catalogue_.retention, tombstones_};
}

Principal ServicesUnderTest::principal(Role role) const {
    Principal principal;
    principal.tenant = tenant();
    principal.role = role;
    principal.scopes = scopes_of(role);
    if (role == Role::seller) {
        principal.party = seller();
    }
    if (role == Role::carrier) {
        principal.party = carrier();
    }
    return principal;
}

Result<Response> ServicesUnderTest::answer(const gateway::http::Route& route, const Call& call) {
    OwnedRequest owned{route, call};
    return run([&] { return handle(route, owned.request); });
}

} // namespace route9::tests
