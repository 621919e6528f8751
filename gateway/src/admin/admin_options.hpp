// SPDX-License-Identifier: Apache-2.0
// What the administrative commands can be told, filled by the command line reader; and the
// functions behind the verbs. One file per noun.
#pragma once

#include "gateway/admin/admin.hpp"

#include <optional>
#include <string>
#include <vector>

namespace route9::gateway {

struct AdminOptions {
    std::string tenant;
    std::string id;
    std::string name;
    std::string kind;
    std::string role;
    std::string party;
    std::string platform;
    std::string email;
    std::string secret;
    std::string app;
    std::string public_url;
    std::string shop;
    std::string state;
    std::string from;
    std::string to;
    std::string phone;
    std::string code;
    std::string access_token;
    std::string refresh_token;
    std::vector<std::string> scopes;
    std::vector<std::string> settings; // key=value
    bool test = false;
    bool resume = false;
    int grace_s = 24 * 60 * 60;
    int expires_in_s = 0; // not known
};

/// The text for standard output, without a final line break.
using AdminResult = Result<std::string>;

AdminResult create_tenant(const AdminOptions& options, const AdminContext& context);
AdminResult create_party(const AdminOptions& options, const AdminContext& context);
AdminResult create_key(const AdminOptions& options, const AdminContext& context);
AdminResult list_keys(const AdminOptions& options, const AdminContext& context);
AdminResult revoke_key(const AdminOptions& options, const AdminContext& context);
AdminResult invite_user(const AdminOptions& options, const AdminContext& context);
AdminResult recover_user(const AdminOptions& options, const AdminContext& context);
AdminResult list_users(const AdminOptions& options, const AdminContext& context);
AdminResult add_app(const AdminOptions& options, const AdminContext& context);
AdminResult add_connection(const AdminOptions& options, const AdminContext& context);
AdminResult list_connections(const AdminOptions& options, const AdminContext& context);
AdminResult list_inbox(const AdminOptions& options, const AdminContext& context);
AdminResult replay_connection(const AdminOptions& options, const AdminContext& context);
AdminResult pause_connection(const AdminOptions& options, const AdminContext& context);
/// Whether it would work, a line each step.
AdminResult try_connection(const AdminOptions& options, const AdminContext& context);
AdminResult authorise_connection(const AdminOptions& options, const AdminContext& context);
/// Lists and queues of the connection, or of an app's shops, are read now.
AdminResult poll_connection(const AdminOptions& options, const AdminContext& context);
AdminResult rotate_connection(const AdminOptions& options, const AdminContext& context);
AdminResult erase_person(const AdminOptions& options, const AdminContext& context);
AdminResult export_person(const AdminOptions& options, const AdminContext& context);

} // namespace route9::gateway
