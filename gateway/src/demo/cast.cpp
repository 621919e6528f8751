// SPDX-License-Identifier: Apache-2.0
#include "demo/cast.hpp"

#include <utility>
#include <vector>

namespace route9::gateway::demo {
namespace {

using Words = std::vector<std::string>;

constexpr int kTenantsMax = 100;

class Office {
public:
    explicit Office(const AdminContext& admin) : admin_(admin) {}

    /// The first free name.
    std::string open_tenant() {
        for (int number = 1; number <= kTenantsMax; ++number) {
            const std::string id = number == 1 ? "demo" : "demo-" + std::to_string(number);
            const AdminAnswer answer = run_admin(
                Words{"tenants", "create", "--id", id, "--name", "Kho vận Đường 9"}, admin_
            );
            if (answer.exit_code == 0) {
                tenant_ = id;
                return id;
            }
            refusal_ = answer.error;
        }
        return {};
    }

    void party(const char* kind, const char* id, const char* name) {
        run({"parties", "create", "--tenant", tenant_, "--kind", kind, "--id", id, "--name", name});
    }

    std::string key(const char* role, const char* party) {
        Words words{"keys", "create", "--tenant", tenant_, "--role", role, "--test"};
        if (party != nullptr) {
            words.insert(words.end(), {"--party", party});
        }
        return run(words);
    }

    /// Its answer is the id, the path, the secret and notes, a line each.
    Hook hook(const char* platform, const char* party, Words more) {
        Words words{"connections", "add", "--tenant", tenant_, "--platform", platform};
        words.insert(words.end(), {"--party", party, "--id", tenant_ + "-" + platform});
        words.insert(words.end(), more.begin(), more.end());
        const std::string answer = run(words);
        const auto first = answer.find('\n');
        const auto second = answer.find('\n', first + 1);
        if (first == std::string::npos || second == std::string::npos) {
            return {};
        }
        const auto third = answer.find('\n', second + 1);
        return {
            answer.substr(first + 1, second - first - 1),
            answer.substr(second + 1, third - second - 1),
        };
    }

    const std::string& refusal() const noexcept { return refusal_; }

private:
    std::string run(const Words& words) {
        const AdminAnswer answer = run_admin(words, admin_);
        if (answer.exit_code != 0 && first_refusal_) {
            first_refusal_ = false;
            refusal_ = words[0] + " " + words[1] + ": " + answer.error;
        }
        return answer.out;
    }

    const AdminContext& admin_;
    std::string tenant_;
    std::string refusal_;
    bool first_refusal_ = true;
};

} // namespace

Result<Cast> engage_cast(const AdminContext& admin) {
    Office office{admin};
    Cast cast;
    cast.tenant = office.open_tenant();
    if (cast.tenant.empty()) {
        return fail(ErrorCode::state_forbids, office.refusal());
    }
    office.party("seller", viet_seller, "Tiệm Lụa Huế");
    office.party("seller", lao_seller, "ຮ້ານ ຮຸ່ງສະຫວັນ");
    office.party("carrier", carrier_party, "Xe Hành Lang Đông Tây");
    office.party("warehouse", warehouse_party, "Kho Đông Hà");
    cast.operator_key = office.key("operator", nullptr);
    cast.finance_key = office.key("finance", nullptr);
    cast.warehouse_key = office.key("warehouse", warehouse_party);
    cast.carrier_key = office.key("carrier", carrier_party);
    cast.viet_seller_key = office.key("seller", viet_seller);
    cast.lao_seller_key = office.key("seller", lao_seller);
    cast.haravan = office.hook("haravan", viet_seller, {"--shop", haravan_shop});
    cast.standard = office.hook("standard", lao_seller, {});
    const bool complete = !cast.operator_key.empty() && !cast.finance_key.empty() &&
                          !cast.warehouse_key.empty() && !cast.carrier_key.empty() &&
                          !cast.viet_seller_key.empty() && !cast.lao_seller_key.empty() &&
                          !cast.haravan.path.empty() && !cast.standard.path.empty();
    if (!complete) {
        return fail(ErrorCode::state_forbids, office.refusal());
    }
    return cast;
}

} // namespace route9::gateway::demo
