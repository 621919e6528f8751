// SPDX-License-Identifier: Apache-2.0
// The services of the gateway without a server: the product's data files, a real store of its own
// (of the engine this run is about), a business clock that stands still until it is set, and one
// worker that runs coroutines. Comes with tenant "qt" (seller "shop", carrier "lao-express"). Used
// on the test's thread.
#pragma once

#include "core/crypto.hpp"
#include "gateway/answer_cache.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/http/route.hpp"
#include "gateway/people/people.hpp"
#include "gateway/privacy/erase_person.hpp"
#include "gateway/services.hpp"
#include "platform/log.hpp"
#include "platform/worker.hpp"
#include "store_under_test.hpp"
#include "temporary_directory.hpp"

#include <atomic>
#include <chrono>
#include <exception>
#include <future>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace route9::tests {

/// Thread-safe.
class SetClock final : public Clock {
public:
    explicit SetClock(Instant at) : at_(at), wall_(at) {}

    Instant business() const override { return at_.load(); }
    Instant wall() const override { return wall_.load(); }
    Tick machine() const override { return std::chrono::steady_clock::now(); }
    void set(Instant at) {
        at_.store(at);
        wall_.store(at);
    }
    /// Business time does not follow it.
    void set_wall_back(Instant at) { wall_.store(at); }

private:
    std::atomic<Instant> at_;
    std::atomic<Instant> wall_;
};

/// One request as an endpoint sees it: `parameters` are the named parts of its pattern.
struct Call {
    Principal principal;
    std::string target = "/"; // path and query
    std::string body{};
    std::vector<std::pair<std::string, std::string>> headers{};
    std::vector<std::pair<std::string, std::string>> parameters{};
    std::string type = "application/json"; // of a body
};

class ServicesUnderTest {
public:
    ServicesUnderTest();
    ServicesUnderTest(const ServicesUnderTest&) = delete;
    ServicesUnderTest& operator=(const ServicesUnderTest&) = delete;
    ~ServicesUnderTest();

    gateway::Services& services() noexcept { return services_; }
    /// The same services over another store.
    gateway::Services services_over(platform::Store& store) noexcept;
    platform::Store& store() { return subject_->store(); }
    /// The database's files, log included.
    std::string stored_bytes() { return subject_->stored_bytes(); }
    gateway::ErasureTools erasure_tools() noexcept;
    /// For the files that stand beside a store.
    const std::filesystem::path& beside_store() const noexcept { return beside_.path(); }
    SetClock& clock() noexcept { return clock_; }
    Instant now() const { return clock_.business(); }
    static Tick deadline() { return std::chrono::steady_clock::now() + std::chrono::seconds{30}; }

    TenantId tenant() const { return TenantId{"qt"}; }
    PartyId seller() const { return PartyId{"shop"}; }
    PartyId carrier() const { return PartyId{"lao-express"}; }
    /// With all scopes of the role; the party of roles that have one is the tenant's of that kind.
    Principal principal(Role role) const;

    /// Runs the task that `make()` returns on the worker and waits for what it gives.
    template <class Make>
    auto run(Make make) {
        using Task = std::invoke_result_t<Make&>;
        using Answer = typename Task::value_type;
        std::promise<Answer> promise;
        std::future<Answer> answer = promise.get_future();
        worker_.post([&] { worker_.tasks().spawn("test", deliver<Answer>(make(), promise)); });
        return answer.get();
    }

    /// What the route's handler makes of the call; an Error is what the server would turn into a
    /// problem document.
    Result<gateway::http::Response> answer(const gateway::http::Route& route, const Call& call);

private:
    template <class Answer>
    static platform::task<void>
    deliver(platform::task<Answer> work, std::promise<Answer>& promise) {
        try {
            promise.set_value(co_await std::move(work));
        } catch (...) {
            promise.set_exception(std::current_exception());
        }
    }

    void create_parties();

    std::unique_ptr<StoreUnderTest> subject_ = factory_of_this_run().make();
    TemporaryDirectory beside_{};
    SetClock clock_;
    SystemEntropy entropy_;
    Vault vault_;
    gateway::Catalogue catalogue_;
    gateway::Keyring keyring_;
    gateway::ConnectionCache connections_;
    gateway::ConnectionTally tally_{};
    gateway::SnapshotBoard snapshots_;
    gateway::PlannerPool planners_;
    gateway::http::CursorCodec cursors_;
    platform::WakeupBoard wakeups_;
    platform::ComputePool compute_;
    platform::Log log_;
    platform::Metrics metrics_;
    gateway::People people_;
    gateway::Tombstones tombstones_;
    gateway::AnswerCache answers_{std::nullopt, entropy_};
    platform::Worker worker_;
    gateway::Services services_;
};

} // namespace route9::tests
