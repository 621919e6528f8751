// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/s10.hpp"
#include "adapters/documents/sscc.hpp"
#include "core/limits.hpp"
#include "fulfillment/aggregate_store.hpp"
#include "fulfillment/parcel_codes.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/aggregates/load_aggregates.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/floor/floor_endpoints.hpp"
#include "gateway/floor/scan.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/language.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/shipping/departure_step.hpp"
#include "gateway/shipping/find_parcel.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/typed_members.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace route9::gateway::endpoints {
namespace {

using platform::task;

/// Any text: a scanner sends the separators of GS1 codes as control characters.
std::string read_code(ObjectReader& reader) {
    const Json* code = reader.any("code", Need::required);
    if (code == nullptr) {
        return {};
    }
    if (!code->is_string() || code->get_ref<const std::string&>().size() > scan_code_bytes_max) {
        reader.refuse("code", "bad_value", "give what was scanned, as text of at most 256 bytes");
        return {};
    }
    return code->get<std::string>();
}

Scan read_scan(const Json& json, std::string pointer, Instant now, FieldErrors& errors) {
    ObjectReader reader{json, std::move(pointer), errors};
    Scan scan;
    scan.id = reader.text("id", Need::required, scan_id_bytes_max).value_or("");
    scan.at = read_happened(reader, "at", Need::required, now).value_or(Instant{});
    const auto act = reader.text("act", Need::required, limits::text_bytes_max);
    if (act) {
        const auto known = parse_scan_act(*act);
        if (!known) {
            reader.refuse("act", "unknown_value", "give pick, pack, load, unload, receive or put");
        }
        scan.act = known.value_or(ScanAct::pick);
    }
    scan.code = read_code(reader);
    scan.subject =
        reader.text("subject", Need::optional, limits::foreign_id_bytes_max).value_or("");
    scan.place = reader.text("place", Need::optional, limits::foreign_id_bytes_max).value_or("");
    scan.quantity = reader.integer("quantity", Need::optional, 1, scan_quantity_max).value_or(1);
    scan.weight_g = reader.integer("weight_g", Need::optional, 1, limits::piece_weight_g_max);
    if (const auto reason = reader.text("reason", Need::optional, limits::text_bytes_max)) {
        const auto known = parse_unload_reason(*reason);
        if (!known) {
            reader.refuse(
                "reason", "unknown_value", "give short, damaged, customs_held, cancelled or other"
            );
        }
        scan.reason = known.value_or(UnloadReason::other);
    }
    scan.lot = read_lot(reader);
    reader.finish();
    return scan;
}

Result<std::vector<Scan>> read_scans(const Json& body, Instant now) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    std::vector<Scan> scans;
    if (const Json* list = reader.array("scans", Need::required, scans_max)) {
        for (std::size_t i = 0; i < list->size(); ++i) {
            scans.push_back(read_scan((*list)[i], pointer_step("/scans", i), now, errors));
        }
        if (list->empty()) {
            reader.refuse("scans", "empty", "send at least one scan");
        }
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return scans;
}

/// What an unloading finds: its own answer of before, and the bag or pallet that is meant, or the
/// one that the parcel leaves.
struct Found {
    std::optional<ScanAnswer> earlier{};
    NamedLoad named{};
    std::string bag{};
};

task<Result<Found>> find_subject(Services& services, ScanOrder order, Tick deadline) {
    const Reach reach = Reach::of(order.tenant);
    auto look = [order = std::move(order)](Tx& tx) -> Result<Found> {
        Found found{earlier_answer(tx, order), tell_apart(tx, order.tenant, {order.scan.code}), ""};
        if (const auto parcel = find_parcel(tx, order.tenant, order.scan.code)) {
            const auto bag = fulfillment::aggregates::parent(tx, order.tenant, parcel->id);
            const auto truck = DepartureId::parse(order.scan.subject);
            const bool is_on =
                truck && (parcel->departure == truck || (bag && bag->loaded_on == truck));
            found.bag = bag && is_on ? bag->code : "";
        }
        return found;
    };
    co_return co_await platform::read(services.store, reach, std::move(look), deadline);
}

task<Result<ScanAnswer>> keep(Services& services, ScanOrder order, Json members, Tick deadline) {
    const Reach reach = Reach::of(order.tenant);
    auto unit = [order = std::move(order), members = std::move(members)](Tx& tx) {
        auto earlier = earlier_answer(tx, order);
        return earlier ? Result<ScanAnswer>{std::move(*earlier)} : keep_answer(tx, order, members);
    };
    co_return co_await platform::write(services.store, reach, std::move(unit), deadline);
}

/// Its answer is kept when all is done: sent again before, it goes on where it stopped.
task<Result<ScanAnswer>>
move_whole(Services& services, ScanOrder order, fulfillment::Aggregate whole, Tick deadline) {
    const auto departure = DepartureId::parse(order.scan.subject);
    if (!departure) {
        co_return fail(ErrorCode::not_found);
    }
    const bool loads = order.scan.act == ScanAct::load;
    Json members = scan_members("green", loads ? "loaded" : "unloaded");
    members["departure"] = departure->text();
    members["aggregate"] = whole.code;
    members["parcels"] = whole.parcels;
    const TruckOf truck{order.tenant, *departure};
    NamedLoad named;
    named.aggregates.push_back({0, std::move(whole)});
    std::vector<std::string> none;
    const UnloadOrder how{{}, order.scan.reason, {}};
    const auto moved =
        loads ? co_await load_named(services, truck, std::move(named), deadline)
              : co_await unload_named(services, truck, std::move(named), how, none, deadline);
    if (!moved) {
        co_return Failure{moved.error()};
    }
    co_return co_await keep(services, std::move(order), std::move(members), deadline);
}

/// A closed truck's papers are made again, in units of their own; the answer is kept with the
/// first.
task<Result<ScanAnswer>> unload(Services& services, ScanOrder order, Tick deadline) {
    auto found = co_await find_subject(services, order, deadline);
    if (!found) {
        co_return Failure{std::move(found).error()};
    }
    if (found->earlier) {
        co_return std::move(*found->earlier);
    }
    if (!found->named.aggregates.empty()) {
        auto whole = std::move(found->named.aggregates.front().aggregate);
        co_return co_await move_whole(services, std::move(order), std::move(whole), deadline);
    }
    const auto departure = DepartureId::parse(order.scan.subject);
    if (!departure) {
        co_return fail(ErrorCode::not_found);
    }
    Json members = found->bag.empty() ? scan_members("green", "unloaded")
                                      : scan_members("amber", "out_of_bag");
    members["departure"] = departure->text();
    if (!found->bag.empty()) {
        members["aggregate"] = found->bag;
    }
    DepartureChange change = [order, members, &vault = services.vault](
                                 Tx& tx, const StepOrder& step
                             ) -> Result<StandingDeparture> {
        const UnloadOrder unload{{order.scan.code}, order.scan.reason, {}};
        auto standing = unload_parcels(tx, step, unload, vault);
        if (!standing || (standing->step && standing->step->job != step.job)) {
            return standing; // refused, or another step comes first
        }
        if (auto kept = keep_answer(tx, order, members); !kept) {
            return Failure{std::move(kept).error()};
        }
        return standing;
    };
    const auto done =
        co_await change_departure(services, order.tenant, *departure, std::move(change), deadline);
    if (!done) {
        co_return Failure{done.error()};
    }
    co_return ScanAnswer{std::move(members)};
}

/// A label that is scanned for packing is a number of GS1 or of the post, and nobody else's.
task<Result<void>> check_label(Services& services, ScanOrder order, Tick deadline) {
    const auto label = adapters::parcel_name_in(order.scan.code);
    if (!label) {
        co_return Result<void>{};
    }
    if (!adapters::is_sscc(*label) && !adapters::is_s10(*label)) {
        co_return fail_field("/code", "unknown", "codes of this form are made here");
    }
    auto look = [tenant = order.tenant, code = *label](Tx& tx) -> Result<void> {
        return fulfillment::parcel_codes::is_taken_elsewhere(tx, tenant, code)
                   ? Result<void>{fail(ErrorCode::already_exists, "another parcel has this code")}
                   : Result<void>{};
    };
    co_return co_await platform::read(
        services.store, Reach::everything(), std::move(look), deadline
    );
}

task<Result<ScanAnswer>> attempt(Services& services, ScanOrder order, Tick deadline) {
    if (order.scan.act == ScanAct::unload) {
        co_return co_await unload(services, std::move(order), deadline);
    }
    if (order.scan.act == ScanAct::pack) {
        auto free = co_await check_label(services, order, deadline);
        if (!free) {
            co_return Failure{std::move(free).error()};
        }
    }
    const Reach reach = Reach::of(order.tenant);
    auto unit = [order](Tx& tx) { return take_scan(tx, order); };
    auto answer = co_await platform::write(services.store, reach, std::move(unit), deadline);
    if (answer && answer->whole) {
        auto whole = std::move(*answer->whole);
        co_return co_await move_whole(services, std::move(order), std::move(whole), deadline);
    }
    co_return answer;
}

/// Red answers are kept too: what was refused once does not happen by itself later.
task<Result<ScanAnswer>> answer_scan(Services& services, ScanOrder order, Tick deadline) {
    auto answer = co_await attempt(services, order, deadline);
    if (answer) {
        co_return answer;
    }
    auto refused = refused_scan(answer.error());
    if (!refused) {
        co_return answer;
    }
    if (is_passing(answer.error())) {
        co_return ScanAnswer{std::move(*refused)};
    }
    co_return co_await keep(services, std::move(order), std::move(*refused), deadline);
}

ScanOrder order_of(Services& services, const TenantId& tenant, Scan scan) {
    const Instant now = services.clock.business();
    ScanOrder order{
        .tenant = tenant,
        .scan = std::move(scan),
        .parcel = ParcelId::make(now, services.entropy),
        .label = adapters::make_parcel_code(now, services.entropy),
        .addresses = services.catalogue.corridor.addresses,
        .ids = DrawnEntropy{services.entropy},
        .now = now,
    };
    order.content = content_of(order.scan);
    return order;
}

Json view(
    const Scan& scan,
    ScanAnswer answer,
    const fulfillment::ExplanationCatalogue& texts,
    fulfillment::Language language
) {
    Json json = std::move(answer.members);
    json["id"] = scan.id;
    json["act"] = std::string{name(scan.act)};
    json["duplicate"] = answer.duplicate;
    json["text"] = texts.reason("scan." + json.at("code").get<std::string>(), language);
    return json;
}

task<Result<http::Response>> handle_post_scans(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const auto scans = read_scans(*body, services.clock.business());
    if (!scans) {
        co_return Failure{scans.error()};
    }
    const bool moves_stock = std::ranges::any_of(*scans, [](const Scan& scan) {
        return scan.act == ScanAct::receive || scan.act == ScanAct::put;
    });
    if (moves_stock && !principal.scopes.has(Scope::stock_write)) {
        co_return fail(ErrorCode::forbidden, "receiving and putting away need stock:write");
    }
    const auto language = fulfillment::parse_language(language_of(request.headers))
                              .value_or(fulfillment::Language::en);
    Json answers = Json::array();
    for (const Scan& scan : *scans) {
        auto answer = co_await answer_scan(
            services, order_of(services, principal.tenant, scan), request.deadline
        );
        if (!answer) {
            co_return Failure{std::move(answer).error()};
        }
        answers.push_back(view(scan, std::move(*answer), services.catalogue.explanations, language)
        );
    }
    services.wakeups.notify(journal_feed(principal.tenant));
    services.wakeups.notify(replan_feed);
    co_return http::json_response(200, Json{{"scans", std::move(answers)}});
}

} // namespace

http::Route post_scans(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/scans",
        .name = "post_scans",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_scans(services, request); },
    };
}

} // namespace route9::gateway::endpoints
