// SPDX-License-Identifier: Apache-2.0
#include "admin/admin_options.hpp"
#include "gateway/channels/connection_trial.hpp"

#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

std::string line_of(const TrialStep& step) {
    return std::string{name(step.outcome)} + "  " + std::string{step.name} + ": " + step.detail;
}

} // namespace

AdminResult try_connection(const AdminOptions& options, const AdminContext& context) {
    const Instant now = context.clock.business();
    Connection connection;
    auto steps = context.store.read([&](Tx& tx) -> Result<std::vector<TrialStep>> {
        const auto found = connections::find(tx, ConnectionId{options.id}, context.vault);
        const auto* profile = found ? context.profiles.find(found->platform.text()) : nullptr;
        if (profile == nullptr) {
            return fail(ErrorCode::not_found, "there is no connection " + options.id);
        }
        connection = *found;
        return try_on_paper(*found, health_of(tx, *found, context.vault, now), *profile, now);
    });
    if (!steps) {
        return Failure{std::move(steps).error()};
    }
    if (context.try_call) {
        steps->push_back(context.try_call(connection));
    } else {
        steps->push_back(
            {"call",
             TrialOutcome::open,
             "a running gateway calls: POST /v1/connections/" + options.id + "/test"}
        );
    }
    std::string out;
    for (const TrialStep& step : *steps) {
        out += (out.empty() ? "" : "\n") + line_of(step);
    }
    return out;
}

} // namespace route9::gateway
