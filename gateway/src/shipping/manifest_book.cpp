// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/manifest_book.hpp"

#include "adapters/documents/sscc.hpp"
#include "core/assert.hpp"
#include "core/canonical.hpp"
#include "fulfillment/tracking_words.hpp"
#include "gateway/shipping/our_steps.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

std::vector<const ManifestStatement*>
of_side(const std::vector<ManifestStatement>& statements, ManifestSide side) {
    std::vector<const ManifestStatement*> found;
    for (const ManifestStatement& statement : statements) {
        if (statement.side == side) {
            found.push_back(&statement);
        }
    }
    return found;
}

/// Both at once, so that one answer tells all that is missing.
Result<void> require_signed(const Speaker& speaker) {
    FieldErrors errors;
    if (speaker.signature.empty()) {
        errors.push_back({"/signature", "required", "sign with the key you have registered"});
    }
    if (!speaker.signed_at) {
        errors.push_back({"/signed_at", "required", "give the time that was signed"});
    }
    return errors.empty() ? Result<void>{} : Result<void>{fail_fields(std::move(errors))};
}

/// When a carrier signs, it says when; otherwise it is now, and never before what was said before.
Result<Instant>
time_of(const Speaker& speaker, bool by_own_key, const ManifestStatement* last, Instant now) {
    const Instant earliest = last == nullptr ? Instant{} : last->at;
    if (!by_own_key) {
        return std::max(whole_seconds(now), earliest);
    }
    const Instant at = *speaker.signed_at;
    if (at != whole_seconds(at)) {
        return fail_field("/signed_at", "malformed", "give whole seconds");
    }
    const bool far = at > now + signed_at_distance_max || at < now - signed_at_distance_max;
    if (far || at < earliest) {
        return fail_field(
            "/signed_at",
            "out_of_range",
            "give the time of signing, within 10 minutes of ours, " + format_utc(now) +
                (last == nullptr ? ""
                                 : ", and not before your last statement, " + format_utc(earliest))
        );
    }
    return at;
}

Result<Signature> verified(const std::string& given, const PublicKey& key, std::string_view text) {
    const auto bytes = from_base64(given);
    Signature signature{};
    if (!bytes || bytes->size() != signature.size()) {
        return fail_field("/signature", "malformed", "give the 64 bytes of Ed25519 in base64");
    }
    std::ranges::copy(*bytes, signature.begin());
    if (!ed25519_verify(key, as_byte_view(text), signature)) {
        return fail_field(
            "/signature",
            "signature_invalid",
            "it does not hold under the key you have registered; sign \"route9/custody/v1\\n\" and "
            "the hash of the canonical statement, its lines in the order of their parcel codes"
        );
    }
    return signature;
}

} // namespace

std::string signer_of(const Principal& principal) {
    return principal.user ? principal.user->text() : principal.key.text();
}

Result<ManifestBook> ManifestBook::open(
    Tx& tx, const TenantId& tenant, const ManifestId& id, const PartyId& carrier, BookParts parts
) {
    auto manifest = manifests::find(tx, tenant, id);
    if (!manifest || (!carrier.empty() && manifest->carrier != carrier)) {
        return fail(ErrorCode::not_found);
    }
    ManifestBook book;
    book.manifest_ = std::move(*manifest);
    auto departure = departures::find(tx, tenant, book.manifest_.departure);
    ROUTE9_ASSERT(departure.has_value());
    book.departure_ = std::move(*departure);
    if (parts == BookParts::statements_and_parcels) {
        book.parcels_ = custody::of_manifest(tx, tenant, book.manifest_.departure, id);
    }
    for (std::size_t i = 0; i < book.parcels_.size(); ++i) {
        book.places_.emplace(book.parcels_[i].code, i);
        book.places_.emplace(book.parcels_[i].id.text(), i);
    }
    book.statements_ = manifest_statements::of_manifest(tx, tenant, id);
    for (const ManifestStatement& statement : book.statements_) {
        book.hear(statement);
    }
    return book;
}

Result<void> ManifestBook::require_standing() const {
    if (manifest_.state != ManifestState::void_) {
        return {};
    }
    return Failure{Error{
        .code = ErrorCode::sealed,
        .detail = "its truck's papers were made again; answer the manifest that replaces it",
        .fields = {},
        .reference = manifest_.replaced_by ? manifest_.replaced_by->text() : "",
    }};
}

const ListedParcel* ManifestBook::listed(std::string_view code_or_id) const {
    auto found = places_.find(code_or_id);
    if (found == places_.end()) { // as it was scanned, perhaps
        const auto code = adapters::parcel_name_in(code_or_id);
        found = code ? places_.find(*code) : found;
    }
    return found == places_.end() ? nullptr : &parcels_[found->second];
}

std::string ManifestBook::line_name(std::string_view given) const {
    if (const ListedParcel* parcel = listed(given)) {
        return parcel->code;
    }
    return is_code_like(given) ? std::string{given} : "sha256:" + hex(sha256(as_byte_view(given)));
}

const SpokenLine* ManifestBook::spoken(std::string_view line) const {
    const auto found = lines_.find(line);
    return found == lines_.end() ? nullptr : &found->second;
}

std::size_t ManifestBook::disputed() const {
    if (manifest_.state == ManifestState::void_) {
        return 0;
    }
    return static_cast<std::size_t>(std::ranges::count_if(lines_, [](const auto& line) {
        return state_of(line.second.words) == LineState::disputed;
    }));
}

Result<std::optional<ManifestStatement>>
ManifestBook::say(Tx& tx, const Speaker& speaker, std::vector<StatementLine> lines, Instant now) {
    const auto said = of_side(statements_, speaker.side);
    if (said.size() >= statements_of_side_max) {
        return fail(
            ErrorCode::state_forbids,
            "this side has made " + std::to_string(said.size()) + " statements of the manifest"
        );
    }
    const auto key = speaker.side == ManifestSide::carrier
                         ? carrier_signing_keys::find(tx, manifest_.tenant, manifest_.carrier)
                         : std::nullopt;
    if (key) {
        if (auto is_signed = require_signed(speaker); !is_signed) {
            return Failure{std::move(is_signed).error()};
        }
    }
    const auto at = time_of(speaker, key.has_value(), said.empty() ? nullptr : said.back(), now);
    if (!at) {
        return Failure{at.error()};
    }
    ManifestStatement statement{
        .tenant = manifest_.tenant,
        .manifest = manifest_.id,
        .side = speaker.side,
        .round = static_cast<std::int64_t>(said.size()) + 1,
        .carrier = manifest_.carrier,
        .statement = canonical_statement(
            {manifest_.id.text(), manifest_.hash, speaker.side, *at, std::move(lines)}
        ),
        .signer = speaker.signer,
        .countersigned = speaker.side == ManifestSide::carrier && !key,
        .at = *at,
    };
    statement.hash = canonical_hash(statement.statement);
    const std::string text = statement_signing_text(statement.statement);
    if (key) {
        const auto signature = verified(speaker.signature, key->public_key, text);
        if (!signature) {
            return Failure{signature.error()};
        }
        statement.signature = *signature;
        statement.public_key = key->public_key;
    } else {
        statement.signature = ed25519_sign(speaker.keys->signing_seed, as_byte_view(text));
        statement.public_key = speaker.keys->signing_public;
    }
    if (key && std::ranges::find(statements_, statement.hash, &ManifestStatement::hash) !=
                   statements_.end()) {
        return std::nullopt;
    }
    if (!manifest_statements::insert(tx, statement)) {
        return fail(ErrorCode::conflict, "the other half was said meanwhile; try again");
    }
    hear(statement);
    statements_.push_back(statement);
    return std::optional{std::move(statement)};
}

Result<void> ManifestBook::check_repeated(
    Tx& tx, const Speaker& speaker, std::vector<StatementLine> lines
) const {
    const auto key = speaker.side == ManifestSide::carrier
                         ? carrier_signing_keys::find(tx, manifest_.tenant, manifest_.carrier)
                         : std::nullopt;
    if (!key) {
        return {};
    }
    if (auto is_signed = require_signed(speaker); !is_signed) {
        return is_signed;
    }
    const auto given = from_base64(speaker.signature);
    const bool is_known =
        given && std::ranges::any_of(statements_, [&given](const ManifestStatement& said) {
            return std::ranges::equal(said.signature, *given);
        });
    if (is_known) {
        return {};
    }
    const std::string statement = canonical_statement(
        {manifest_.id.text(), manifest_.hash, speaker.side, *speaker.signed_at, std::move(lines)}
    );
    const auto signature =
        verified(speaker.signature, key->public_key, statement_signing_text(statement));
    return signature ? Result<void>{} : Result<void>{Failure{signature.error()}};
}

void ManifestBook::advance(bool complete, Instant now) {
    if (complete && !manifest_.acknowledged_at) {
        manifest_.acknowledged_at = now;
    }
    if (!manifest_.acknowledged_at) {
        return;
    }
    const bool is_disputed = disputed() > 0;
    manifest_.state = is_disputed ? ManifestState::acknowledged : ManifestState::closed;
    manifest_.closed_at =
        is_disputed ? std::nullopt : std::optional{manifest_.closed_at.value_or(now)};
}

void ManifestBook::hear(const ManifestStatement& statement) {
    for (const StatementLine& line : read_statement(statement.statement).lines) {
        SpokenLine& spoken = line_of(line.parcel);
        auto& word =
            statement.side == ManifestSide::carrier ? spoken.words.carrier : spoken.words.warehouse;
        word = line.word;
    }
}

void ManifestBook::remember(const Json& kept) {
    for (const Json& line : kept.at("lines")) {
        const auto result = parse_line_result(line.at("result").get<std::string>());
        ROUTE9_ASSERT(result.has_value());
        SpokenLine& spoken = line_of(line_name(line.at("parcel").get<std::string>()));
        spoken.answer = result;
        if (!spoken.words.carrier) {
            spoken.words.carrier = LineWord{*result, std::nullopt};
        }
    }
}

SpokenLine& ManifestBook::line_of(const std::string& name) {
    const auto [place, is_new] = lines_.try_emplace(name);
    if (is_new) {
        place->second.words.listed = listed(name) != nullptr;
    }
    return place->second;
}

Result<void> store_manifest(
    Tx& tx, Manifest& manifest, const std::vector<ManifestEvent>& events, TouchedOrders& touched
) {
    std::int64_t sequence = manifest.version;
    for (const ManifestEvent& event : events) {
        touched.tell_of(manifest.id.text(), ++sequence, event.type, event.data, manifest.carrier);
    }
    if (!manifests::update(tx, manifest, std::ssize(events))) {
        return fail(ErrorCode::conflict, "the manifest has changed meanwhile; try again");
    }
    return touched.store();
}

Json manifest_news(const Manifest& manifest) {
    return Json{
        {"manifest", manifest.id.text()},
        {"departure", manifest.departure.text()},
        {"carrier", manifest.carrier.text()},
    };
}

} // namespace route9::gateway
