// SPDX-License-Identifier: Apache-2.0
// A bank's file on its way into the books: read, checked and sealed as values on a compute thread,
// then stored and matched in short chained units on the background lane. Repeating any part is
// harmless, so an upload that was cut off is simply sent again.
#pragma once

#include "core/result.hpp"
#include "gateway/services.hpp"
#include "payments/reconciliation_run.hpp"
#include "payments/statement_intake.hpp"
#include "platform/net.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

struct PreparedUpload {
    Digest256 file_digest{};
    std::vector<payments::PreparedStatement> statements{};
    std::vector<payments::RunStatement> told{}; // beside `statements`; nothing counted yet
};

struct UploadKeys {
    std::shared_ptr<const TenantKeys> tenant;
    std::shared_ptr<const PeriodKey> today; // of banks' texts
};

/// Errors: those of the keyring.
platform::task<Result<UploadKeys>> upload_keys(Services& services, TenantId tenant, Tick deadline);

struct ReceivedFile {
    std::string_view text;
    std::string account; // the tenant's name for it, empty to take the number in the file
    TenantId tenant;
    Instant received_at{};
};

/// Errors: those of adapters::banks::read_camt; validation_failed with every bad line.
Result<PreparedUpload>
prepare_upload(const ReceivedFile& received, const UploadKeys& keys, Entropy& entropy);

struct TakenIn {
    payments::ReconciliationRun run; // as it was when this upload began
    std::vector<payments::RunStatement> told{};
    std::size_t matched = 0;
    std::size_t opened = 0;
};

/// Stores and matches; the caller ends the run. Errors: validation_failed at /account (the file was
/// taken in for another account); those of the store.
platform::task<Result<TakenIn>> take_in(
    Services& services, TenantId tenant, std::shared_ptr<const PreparedUpload> upload, Tick deadline
);

} // namespace route9::gateway
