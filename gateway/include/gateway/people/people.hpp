// SPDX-License-Identifier: Apache-2.0
// What signing in works with beside the services: one per process, owned by the composition root,
// thread-safe.
#pragma once

#include "core/people/password_hash.hpp"
#include "core/vault.hpp"
#include "gateway/http/public_origin.hpp"
#include "gateway/people/pages.hpp"
#include "gateway/people/sealed_ticket.hpp"
#include "gateway/people/session_book.hpp"
#include "gateway/people/sign_in_throttle.hpp"
#include "platform/metrics.hpp"

#include <string>

namespace route9::gateway {

/// Attempts by how they ended.
struct SignInMetrics {
    explicit SignInMetrics(platform::Metrics& metrics);

    platform::Counter signed_in;
    platform::Counter refused;      // address or password
    platform::Counter code_refused; // of an app, or a recovery code
    platform::Counter passkey_refused;
    platform::Counter throttled;
};

struct People {
    People(
        platform::Store& store,
        const Vault& vault,
        const Clock& clock,
        platform::Metrics& metric_registry,
        http::PublicOrigin public_origin,
        PageCatalogue page_catalogue
    );

    http::PublicOrigin origin;
    PageCatalogue pages;
    SessionBook sessions;
    SignInThrottle throttle;
    TicketOffice tickets;
    SignInMetrics metrics;
    PasswordCost cost;
    /// For a person or business that is not there, so that looking takes as long.
    std::string decoy_hash;
    Secret decoy_index_key;
};

} // namespace route9::gateway
