// SPDX-License-Identifier: Apache-2.0
// A store with a journal of parcels' events and a log that follows it when it is told to. Salts are
// 0x11 throughout, so that leaves can be written down. Used on the test's thread but for follow().
#pragma once

#include "core/checkpoint.hpp"
#include "core/journal.hpp"
#include "fulfillment/parcel_log.hpp"
#include "fulfillment/parcel_passport.hpp"
#include "store_under_test.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace route9::tests {

class OneSalt final : public Entropy {
public:
    void fill(std::span<std::byte> out) override { std::ranges::fill(out, std::byte{0x11}); }
};

class LoggedParcels {
public:
    LoggedParcels() { crypto_start(); }

    platform::Store& store() { return subject_->store(); }

    static ParcelId parcel(int number) {
        IdBytes bytes{};
        bytes.back() = static_cast<std::byte>(number);
        return ParcelId{bytes};
    }
    static std::string code(int number) { return "R9PARCEL" + std::to_string(number); }

    void
    tell(int number, const std::string& type, nlohmann::json data, TenantId of = TenantId{"qt"}) {
        add_parcel(number, of);
        data["parcel"] = parcel(number).text();
        ++sequence_;
        IdBytes id{};
        id[14] = static_cast<std::byte>(sequence_ >> 8);
        id[15] = static_cast<std::byte>(sequence_);
        const Event event{
            .id = EventId{id},
            .tenant = of,
            .seller = PartyId{"shop"},
            .carrier = {},
            .type = type,
            .subject = "ord_1",
            .sequence = sequence_,
            .at = Instant{Milliseconds{1'773'104'400'123}},
            .data = data.dump(),
        };
        const auto told = store().write([&](Tx& tx) -> Result<int> {
            journal::append(tx, std::span{&event, 1});
            return 0;
        });
        ASSERT_TRUE(told);
    }

    fulfillment::LogSigner signer(const std::string& name = "r9.example.vn/log/qt") const {
        return {.name = name, .seed = Secret{std::string_view{seed_text_}}};
    }
    NoteKey key() const {
        return {.name = signer().name, .key = ed25519_public_key(signer().seed)};
    }

    Result<fulfillment::LogStep> follow(const std::string& name = "r9.example.vn/log/qt") {
        return store().write([&](Tx& tx) {
            return fulfillment::log_next(tx, tenant, 0, signer(name), salts_);
        });
    }
    std::optional<fulfillment::LogHead> head() {
        return *store().read([&](Tx& tx) -> Result<std::optional<fulfillment::LogHead>> {
            return fulfillment::parcel_log::head(tx, tenant);
        });
    }
    std::vector<std::string> texts() {
        return *store().read([&](Tx& tx) -> Result<std::vector<std::string>> {
            return fulfillment::parcel_log::texts(tx, tenant, 0, 1000);
        });
    }
    Result<nlohmann::json> passport(int number) {
        return store().read([&](Tx& tx) {
            return fulfillment::read_passport(tx, tenant, parcel(number), code(number));
        });
    }
    std::vector<Digest256> proof(const merkle::Tree& first, const merkle::Tree& second) {
        const auto steps = merkle::consistency_steps(first.size, second.size);
        return *store().read([&](Tx& tx) -> Result<std::vector<Digest256>> {
            return merkle::prove(steps, [&](const merkle::NodeAddress& at) {
                return fulfillment::parcel_log::hashes(tx, tenant, std::span{&at, 1}).at(at);
            });
        });
    }

    const TenantId tenant{"qt"};
    OneSalt salts_;
    std::string seed_text_ = "0123456789abcdef0123456789ABCDEF";

private:
    void add_parcel(int number, const TenantId& of) {
        static constexpr Statement kAdd{
            "test.parcel",
            "INSERT INTO parcel (tenant_id, parcel_id, code, order_id, fulfillment_id, seller_id,"
            " house_bill, pieces, mass_g, status, status_at, version) VALUES ($1, $2, $3, $2, $2,"
            " 'shop', $3, 1, 250, 'created', 0, 1) ON CONFLICT DO NOTHING"
        };
        const auto added = store().write([&](Tx& tx) -> Result<std::int64_t> {
            return tx.execute(kAdd, of, parcel(number), code(number));
        });
        ASSERT_TRUE(added);
    }

    std::unique_ptr<StoreUnderTest> subject_ = factory_of_this_run().make();
    std::int64_t sequence_ = 0;
};

} // namespace route9::tests
