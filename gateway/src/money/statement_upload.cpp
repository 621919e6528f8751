// SPDX-License-Identifier: Apache-2.0
#include "gateway/money/statement_upload.hpp"

#include "adapters/banks/camt.hpp"
#include "core/assert.hpp"
#include "core/json.hpp"
#include "core/limits.hpp"
#include "gateway/money/movement_keys.hpp"
#include "gateway/money/reconciliation_step.hpp"
#include "platform/async_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace route9::gateway {
namespace {

using payments::BankStatement;
using payments::IntakeResult;
using payments::LineStatus;
using payments::PreparedStatement;
using payments::ReconciliationRun;
using payments::RunStatement;
using payments::StatementLine;
using platform::Lane;
using platform::task;

constexpr std::string_view kStatementFormat = "camt.053";

bool of_several_accounts(const payments::StatementFile& file) {
    return std::ranges::adjacent_find(
               file.statements, std::ranges::not_equal_to{}, &BankStatement::account
           ) != file.statements.end();
}

Result<payments::StatementFile> read_statements(const ReceivedFile& received) {
    auto parsed = adapters::banks::read_camt(received.text);
    if (!parsed) {
        return parsed;
    }
    if (!parsed->format.starts_with(kStatementFormat)) {
        return fail_field(
            "/Document",
            "unsupported",
            "this is " + parsed->format +
                ": send statements (camt.053); reports and notices of"
                " the day are told again by them"
        );
    }
    if (!received.account.empty() && of_several_accounts(*parsed)) {
        return fail_field("/account", "ambiguous", "leave it out: the file has several accounts");
    }
    return parsed;
}

/// From a place in the statement as it was read to the element of the file that a person can find.
/// Every Ntry became a line, so they count alike.
std::string place_in_file(std::size_t part, std::string_view pointer) {
    constexpr std::string_view lines = "/lines/";
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> elements{{
        {"/currency", "/Amt/@Ccy"},
        {"/amount", "/Amt"},
        {"/booked", "/BookgDt"},
    }};
    const std::string statement = fmt::format("/Stmt[{}]", part + 1);
    if (!pointer.starts_with(lines)) {
        return statement + (pointer == "/currency" ? "/Acct/Ccy" : "/Acct/Id");
    }
    pointer.remove_prefix(lines.size());
    const auto slash = pointer.find('/');
    const std::string_view digits = pointer.substr(0, slash);
    std::size_t line = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), line);
    ROUTE9_ASSERT(slash != std::string_view::npos && read.ec == std::errc{});
    const auto element = std::ranges::find(
        elements, pointer.substr(slash), &std::pair<std::string_view, std::string_view>::first
    );
    ROUTE9_ASSERT(element != elements.end());
    return fmt::format("{}/Ntry[{}]{}", statement, line + 1, element->second);
}

RunStatement told_of(const BankStatement& statement, const PreparedStatement& prepared) {
    RunStatement told{
        .account = prepared.account,
        .currency = prepared.currency,
        .lines = std::ssize(prepared.movements),
        .chain_ok = prepared.chain_ok,
        .warnings = statement.warnings,
    };
    const auto empty = static_cast<std::size_t>(std::ranges::count_if(
        statement.lines,
        [](const StatementLine& line) {
            return line.status == LineStatus::booked && line.amount.is_zero();
        }
    ));
    if (empty > 0) {
        told.warnings.push_back(
            "lines of amount 0 move no money and were left out: " + std::to_string(empty)
        );
    }
    if (prepared.not_booked > empty) {
        told.warnings.push_back(
            std::to_string(prepared.not_booked - empty) +
            " lines are not booked yet and were left out"
        );
    }
    return told;
}

/// Under another name of the account the same lines would be booked twice.
Result<void> same_accounts(Tx& tx, const TenantId& tenant, const PreparedUpload& upload) {
    for (const PreparedStatement& statement : upload.statements) {
        const auto known =
            payments::account_of_file(tx, tenant, upload.file_digest, statement.part);
        if (known && *known != statement.account) {
            return fail_field(
                "/account", "other_account", "this file was taken in for account " + *known
            );
        }
    }
    return {};
}

task<Result<ReconciliationRun>> start_run(
    Services& services,
    const TenantId& tenant,
    std::shared_ptr<const PreparedUpload> upload,
    Tick deadline
) {
    const Instant now = services.clock.business();
    auto unit = [tenant, upload = std::move(upload), now, id = RunId::make(now, services.entropy)](
                    Tx& tx
                ) -> Result<ReconciliationRun> {
        if (auto same = same_accounts(tx, tenant, *upload); !same) {
            return Failure{std::move(same).error()};
        }
        return payments::runs::start(tx, tenant, id, upload->file_digest, now);
    };
    co_return co_await platform::write(
        services.store, Reach::of(tenant), std::move(unit), deadline
    );
}

/// All lines of one statement, slice by slice.
task<Result<void>> record_statement(
    Services& services,
    const TenantId& tenant,
    std::shared_ptr<const PreparedUpload> upload,
    std::size_t index,
    RunStatement& told,
    Tick deadline
) {
    const std::size_t lines = upload->statements[index].movements.size();
    for (std::size_t first = 0; first == 0 || first < lines;
         first += limits::statement_lines_per_unit_max) {
        auto unit = [tenant, upload, index, first](Tx& tx) {
            return payments::record(tx, tenant, upload->statements[index], first);
        };
        const Result<IntakeResult> part = co_await platform::write(
            services.store, Reach::of(tenant), std::move(unit), deadline, Lane::background
        );
        if (!part) {
            co_return Failure{part.error()};
        }
        told.created += static_cast<std::int64_t>(part->created);
        told.known += static_cast<std::int64_t>(part->known);
    }
    co_return Result<void>{};
}

task<Result<void>>
match_all(Services& services, const TenantId& tenant, TakenIn& taken, Tick deadline) {
    const auto keys = co_await movement_keys(services, tenant, deadline);
    if (!keys) {
        co_return Failure{keys.error()};
    }
    const Instant now = services.clock.business();
    while (true) {
        auto unit = [tenant, keys = *keys, run = taken.run.id, now](Tx& tx) {
            return reconciliation_step(tx, tenant, *keys, run, now);
        };
        const Result<StepResult> step = co_await platform::write(
            services.store, Reach::of(tenant), std::move(unit), deadline, Lane::background
        );
        if (!step) {
            co_return Failure{step.error()};
        }
        if (step->movements == 0) {
            co_return Result<void>{};
        }
        taken.matched += step->matched;
        taken.opened += step->opened;
        services.wakeups.notify(journal_feed(tenant));
    }
}

} // namespace

task<Result<UploadKeys>> upload_keys(Services& services, TenantId tenant, Tick deadline) {
    auto keys = co_await services.keyring.tenant(tenant, deadline);
    if (!keys) {
        co_return Failure{std::move(keys).error()};
    }
    auto today = co_await services.keyring.today(tenant, Purpose::statement, deadline);
    if (!today) {
        co_return Failure{std::move(today).error()};
    }
    co_return UploadKeys{std::move(*keys), std::move(*today)};
}

Result<PreparedUpload>
prepare_upload(const ReceivedFile& received, const UploadKeys& keys, Entropy& entropy) {
    const auto parsed = read_statements(received);
    if (!parsed) {
        return Failure{parsed.error()};
    }
    PreparedUpload upload{.file_digest = sha256(as_byte_view(received.text))};
    FieldErrors errors;
    for (std::size_t part = 0; part < parsed->statements.size(); ++part) {
        auto prepared = payments::prepare(
            {.file = *parsed,
             .part = part,
             .file_digest = upload.file_digest,
             .account = received.account,
             .received_at = received.received_at,
             .index_key = keys.tenant->index}
        );
        if (!prepared) {
            for (FieldError& error : prepared.error().fields) {
                error.pointer = place_in_file(part, error.pointer);
                errors.push_back(std::move(error));
            }
            continue;
        }
        payments::seal_lines(*prepared, received.tenant, keys.today->day, keys.today->key, entropy);
        upload.told.push_back(told_of(parsed->statements[part], *prepared));
        upload.statements.push_back(std::move(*prepared));
    }
    if (!errors.empty()) {
        errors.resize(std::min(errors.size(), limits::field_errors_max));
        return fail_fields(std::move(errors));
    }
    return upload;
}

task<Result<TakenIn>> take_in(
    Services& services, TenantId tenant, std::shared_ptr<const PreparedUpload> upload, Tick deadline
) {
    auto run = co_await start_run(services, tenant, upload, deadline);
    if (!run) {
        co_return Failure{std::move(run).error()};
    }
    TakenIn taken{.run = std::move(*run), .told = upload->told};
    for (std::size_t i = 0; i < upload->statements.size(); ++i) {
        const auto recorded =
            co_await record_statement(services, tenant, upload, i, taken.told[i], deadline);
        if (!recorded) {
            co_return Failure{recorded.error()};
        }
    }
    const auto matched = co_await match_all(services, tenant, taken, deadline);
    if (!matched) {
        co_return Failure{matched.error()};
    }
    co_return taken;
}

} // namespace route9::gateway
