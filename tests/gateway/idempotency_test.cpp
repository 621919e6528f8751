// SPDX-License-Identifier: Apache-2.0
// Hashing 32 MiB takes longer than an I/O thread may be held: large bodies are hashed on the pool.
#include "core/limits.hpp"
#include "gateway/idempotency.hpp"
#include "services_under_test.hpp"

#include <gtest/gtest.h>

#include <future>
#include <string>
#include <thread>
#include <vector>

namespace route9::tests {
namespace {

constexpr std::size_t kLarge = limits::hashed_inline_bytes_max + 1;

class Upload {
public:
    Upload(const ServicesUnderTest& under_test, std::string body) {
        request.target.path = "/v1/statements";
        request.headers = gateway::http::Headers{fields_};
        request.body = std::move(body);
        request.deadline = ServicesUnderTest::deadline();
        request.principal = under_test.principal(Role::finance);
    }
    Upload(const Upload&) = delete;
    Upload& operator=(const Upload&) = delete;

    gateway::http::Request request;

private:
    std::vector<gateway::http::Field> fields_{{"Idempotency-Key", "k-1"}};
};

class Idempotency : public testing::Test {
protected:
    /// The hash of the request, by the worker.
    Digest256 hash_of(gateway::http::Request& request) {
        gateway::Services& services = under_test_.services();
        const auto claim = under_test_.run([&] {
            return gateway::claim_idempotency(
                services.keyring,
                services.compute,
                services.entropy,
                request,
                "post_statement",
                under_test_.now()
            );
        });
        return claim.value().request_hash;
    }

    Digest256 hash_of_body(std::string body) {
        Upload upload{under_test_, std::move(body)};
        return hash_of(upload.request);
    }

    /// The pool's one thread does nothing else until `gate` opens.
    std::future<Result<int>> hold_pool(const std::shared_future<void>& gate) {
        return std::async(std::launch::async, [this, gate] {
            return under_test_.run([this, gate] {
                auto wait = [gate]() -> Result<int> {
                    gate.wait();
                    return 0;
                };
                return under_test_.services().compute.run(wait, ServicesUnderTest::deadline());
            });
        });
    }

    /// False when it does not come to that in some seconds.
    bool pool_has(std::size_t waiting) {
        const Tick until = std::chrono::steady_clock::now() + Seconds{10};
        while (under_test_.services().compute.waiting() < waiting &&
               std::chrono::steady_clock::now() < until) {
            std::this_thread::yield();
        }
        return under_test_.services().compute.waiting() == waiting;
    }

    ServicesUnderTest under_test_;
};

TEST_F(Idempotency, HashesALargeBodyBesideTheWorkerAndGivesItBack) {
    std::promise<void> gate;
    auto held = hold_pool(gate.get_future().share());
    EXPECT_TRUE(pool_has(1));
    const std::string body(kLarge, 'x');
    Upload large{under_test_, body};
    auto hash = std::async(std::launch::async, [&] { return hash_of(large.request); });
    EXPECT_TRUE(pool_has(2));
    const Digest256 small_hash = hash_of_body("small"); // the worker is free, the pool is not
    gate.set_value();
    EXPECT_TRUE(held.get().has_value());
    EXPECT_NE(hash.get(), small_hash);
    EXPECT_EQ(large.request.body, body);
}

TEST_F(Idempotency, TellsLargeBodiesApart) {
    std::string other(kLarge, 'x');
    other.back() = 'y';
    EXPECT_EQ(hash_of_body(std::string(kLarge, 'x')), hash_of_body(std::string(kLarge, 'x')));
    EXPECT_NE(hash_of_body(std::string(kLarge, 'x')), hash_of_body(other));
}

} // namespace
} // namespace route9::tests
