// SPDX-License-Identifier: Apache-2.0
#include "gateway/master_key.hpp"

#include "core/crypto.hpp"
#include "core/tenancy.hpp"

#include <sys/stat.h>

#include <array>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

namespace route9::gateway {
namespace {

constexpr std::size_t kKeyBytes = 32;

Result<Secret> make(const std::filesystem::path& file, Entropy& entropy) {
    std::array<std::byte, kKeyBytes> random{};
    entropy.fill(random);
    const ::mode_t before = ::umask(0177);
    std::ofstream out{file, std::ios::binary};
    out << base64(random) << '\n';
    out.close();
    ::umask(before);
    if (!out) {
        return fail(
            ErrorCode::validation_failed, "the master key cannot be written to " + file.string()
        );
    }
    return Secret{random};
}

} // namespace

Result<void> check_store_file(const StoreLocation& store) {
    const auto file = store.file();
    if (!file) {
        return {};
    }
    constexpr std::string_view magic{"SQLite format 3\0", 16};
    std::ifstream in{*file, std::ios::binary};
    std::string start(magic.size(), ' ');
    in.read(start.data(), static_cast<std::streamsize>(start.size()));
    start.resize(static_cast<std::size_t>(in.gcount()));
    if (!start.empty() && start != magic) {
        return fail(ErrorCode::validation_failed, file->string() + " is no route9 store");
    }
    return {};
}

Result<Secret>
load_master_key(const std::filesystem::path& file, const StoreLocation& store, Entropy& entropy) {
    if (auto checked = check_store_file(store); !checked) {
        return Failure{std::move(checked).error()};
    }
    std::ifstream in{file, std::ios::binary};
    if (!in) {
        if (store.exists()) {
            return fail(
                ErrorCode::validation_failed,
                "the store " + store.name() + " has no master key: put its key file at " +
                    file.string() + " (--master-key); without it personal data cannot be read"
            );
        }
        return make(file, entropy);
    }
    std::string text;
    in >> text;
    const auto bytes = from_base64(text);
    if (!bytes || bytes->size() != kKeyBytes) {
        return fail(
            ErrorCode::validation_failed, file.string() + " does not hold 32 bytes in base64"
        );
    }
    return Secret{*bytes};
}

Result<void> check_master_key(Tx& tx, const Vault& vault, const std::filesystem::path& file) {
    for (const Tenant& tenant : tenancy::all_tenants(tx)) {
        if (!vault.unwrap(tenant.index_key, tenancy::index_key_context(tenant.id))) {
            return fail(
                ErrorCode::validation_failed,
                file.string() + " is not the master key of this store: it does not open the keys" +
                    " of tenant " + tenant.id.text() + "; put the store's own key there"
            );
        }
    }
    return {};
}

} // namespace route9::gateway
