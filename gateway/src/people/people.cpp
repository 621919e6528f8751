// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/people.hpp"

#include <fmt/format.h>

#include <utility>

namespace route9::gateway {
namespace {

platform::Counter counter(platform::Metrics& metrics, const char* outcome) {
    return metrics.counter(
        "route9_sign_ins_total", "Attempts to sign in by outcome", {{"outcome", outcome}}
    );
}

/// A hash of nothing, with the cost of a real one.
std::string decoy(PasswordCost cost) {
    return fmt::format(
        "$argon2id$v=19$m={},t={},p=1${}${}",
        cost.memory_kib,
        cost.passes,
        std::string(22, 'A'),
        std::string(43, 'A')
    );
}

} // namespace

SignInMetrics::SignInMetrics(platform::Metrics& metrics)
    : signed_in(counter(metrics, "signed_in")), refused(counter(metrics, "refused")),
      code_refused(counter(metrics, "code_refused")),
      passkey_refused(counter(metrics, "passkey_refused")),
      throttled(counter(metrics, "throttled")) {}

People::People(
    platform::Store& store,
    const Vault& vault,
    const Clock& clock,
    platform::Metrics& metric_registry,
    http::PublicOrigin public_origin,
    PageCatalogue page_catalogue
)
    : origin(std::move(public_origin)), pages(std::move(page_catalogue)), sessions(store, clock),
      tickets(vault), metrics(metric_registry), decoy_hash(decoy(cost)),
      decoy_index_key(vault.derive("nobody's address")) {}

} // namespace route9::gateway
