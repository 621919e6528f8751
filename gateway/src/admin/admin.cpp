// SPDX-License-Identifier: Apache-2.0
#include "gateway/admin/admin.hpp"

#include "admin/admin_options.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <vector>

namespace route9::gateway {
namespace {

using Verb = AdminResult (*)(const AdminOptions&, const AdminContext&);

constexpr std::array<std::string_view, 7> kNouns{
    "tenants", "parties", "keys", "users", "apps", "connections", "persons"
};

constexpr int kGraceMax = 30 * 24 * 60 * 60; // seconds
constexpr int kTokenLifeMax = 366 * 24 * 60 * 60;

struct Reader {
    CLI::App app{"route9", "route9"};
    AdminOptions options;
    Verb chosen = nullptr;

    Reader() {
        app.require_subcommand(1);
        declare_tenants();
        declare_parties();
        declare_keys();
        declare_users();
        declare_apps();
        declare_connections();
        declare_persons();
    }

    /// The answer when the words are no command.
    std::optional<AdminAnswer> read(std::span<const std::string> words) {
        try {
            app.parse(std::vector<std::string>{words.rbegin(), words.rend()}); // as CLI11 wants it
        } catch (const CLI::CallForHelp&) {
            return AdminAnswer{.exit_code = 0, .out = app.help(), .error = {}};
        } catch (const CLI::ParseError& error) {
            return AdminAnswer{.exit_code = 2, .out = {}, .error = error.what()};
        }
        return std::nullopt;
    }

    CLI::App& verb(CLI::App& noun, const std::string& name, const std::string& help, Verb run) {
        CLI::App* command = noun.add_subcommand(name, help);
        command->callback([this, run] { chosen = run; });
        return *command;
    }

    void tenant(CLI::App& command) {
        command.add_option("--tenant", options.tenant, "tenant id")->required();
    }

    void declare_tenants() {
        CLI::App& noun = *app.add_subcommand("tenants", "fulfilment businesses");
        noun.require_subcommand(1);
        CLI::App& create = verb(noun, "create", "create a tenant", create_tenant);
        create.add_option("--id", options.id, "id")->required();
        create.add_option("--name", options.name, "name")->required();
    }

    void declare_parties() {
        CLI::App& noun = *app.add_subcommand("parties", "sellers, carriers and the like");
        noun.require_subcommand(1);
        CLI::App& create = verb(noun, "create", "create a party", create_party);
        tenant(create);
        create.add_option("--kind", options.kind, "seller|carrier|marketplace|broker|warehouse")
            ->required();
        create.add_option("--id", options.id, "id")->required();
        create.add_option("--name", options.name, "name")->required();
    }

    void declare_keys() {
        CLI::App& noun = *app.add_subcommand("keys", "API keys");
        noun.require_subcommand(1);
        CLI::App& create = verb(noun, "create", "create a key; it is printed once", create_key);
        tenant(create);
        create
            .add_option(
                "--role",
                options.role,
                "seller|carrier|marketplace|broker|warehouse|finance|operator"
            )
            ->required();
        create.add_option("--party", options.party, "party the key acts for");
        create.add_option("--scopes", options.scopes, "scopes; all of the role without")
            ->delimiter(',');
        create.add_flag("--test", options.test, "a test key");
        CLI::App& list = verb(noun, "list", "list keys", list_keys);
        tenant(list);
        CLI::App& revoke = verb(noun, "revoke", "revoke a key", revoke_key);
        revoke.add_option("key", options.id, "the key or its id")->required();
    }

    void declare_users() {
        CLI::App& noun = *app.add_subcommand("users", "people who sign in");
        noun.require_subcommand(1);
        CLI::App& invite =
            verb(noun, "invite", "invite a person; the link is printed once", invite_user);
        tenant(invite);
        invite
            .add_option(
                "--role",
                options.role,
                "seller|carrier|marketplace|broker|warehouse|finance|operator"
            )
            ->required();
        invite.add_option("--email", options.email, "address")->required();
        invite.add_option("--name", options.name, "name; the address without");
        invite.add_option("--party", options.party, "party the person acts for");
        CLI::App& recover =
            verb(noun, "recover", "a new link, for a lost password or invitation", recover_user);
        tenant(recover);
        recover.add_option("id", options.id, "user id")->required();
        CLI::App& list = verb(noun, "list", "list people", list_users);
        tenant(list);
    }

    void declare_persons() {
        CLI::App& noun = *app.add_subcommand("persons", "recipients and payers");
        noun.require_subcommand(1);
        CLI::App& erase = verb(noun, "erase", "erase a person; it cannot be undone", erase_person);
        CLI::App& show = verb(noun, "export", "everything held about a person", export_person);
        for (CLI::App* command : {&erase, &show}) {
            tenant(*command);
            command->add_option("--order", options.id, "an order of this recipient");
            command->add_option("--phone", options.phone, "the telephone, instead of an order");
            command->add_option("--name", options.name, "the name, where several share it");
        }
    }

    void declare_apps() {
        CLI::App& noun = *app.add_subcommand("apps", "one secret and address for many shops");
        noun.require_subcommand(1);
        CLI::App& add = verb(noun, "add", "add an app", add_app);
        add.add_option("--tenant", options.tenant, "tenant id; the only one without");
        add.add_option("--platform", options.platform, "platform")->required();
        add.add_option("--id", options.id, "id")->required();
        add.add_option("--secret", options.secret, "the app's secret")->required();
        add.add_option("--public-url", options.public_url, "the address that the platform calls")
            ->required();
        add.add_option("--set", options.settings, "key=value");
    }

    void declare_connections() {
        CLI::App& noun = *app.add_subcommand("connections", "shops that push orders");
        noun.require_subcommand(1);
        CLI::App& add = verb(noun, "add", "add a connection", add_connection);
        tenant(add);
        add.add_option("--platform", options.platform, "platform")->required();
        add.add_option(
            "--party",
            options.party,
            "seller whose orders, or carrier whose parcels; else the only one"
        );
        add.add_option("--id", options.id, "id; made when absent");
        add.add_option("--secret", options.secret, "secret; made when absent");
        add.add_option("--app", options.app, "the app at whose address its messages come");
        add.add_option("--shop", options.shop, "the platform's id of the shop");
        add.add_option("--set", options.settings, "key=value");
        CLI::App& list = verb(noun, "list", "list connections", list_connections);
        tenant(list);
        CLI::App& inbox = verb(noun, "inbox", "messages that were set aside", list_inbox);
        tenant(inbox);
        inbox
            .add_option(
                "--state", options.state, "ignored|quarantined|unmatched; the last two without"
            )
            ->check(CLI::IsMember({"ignored", "quarantined", "unmatched"}));
        CLI::App& pause = verb(noun, "pause", "stop taking its pushes", pause_connection);
        pause.add_option("id", options.id, "connection id")->required();
        pause.add_flag("--resume", options.resume, "take them again");
        CLI::App& replay =
            verb(noun, "replay", "work its stored messages off again", replay_connection);
        replay.add_option("id", options.id, "connection or app id")->required();
        replay.add_option("--from", options.from, "received from this time on");
        replay.add_option("--to", options.to, "received before this time");
        replay.add_option("--state", options.state, "only these; an app's are unmatched")
            ->check(CLI::IsMember({"done", "ignored", "quarantined", "unmatched"}));
        CLI::App& authorise =
            verb(noun, "authorise", "let its shop's orders be asked for", authorise_connection);
        authorise.alias("authorize");
        authorise.add_option("id", options.id, "connection id")->required();
        authorise.add_option("--code", options.code, "what the platform sent back");
        authorise.add_option("--access-token", options.access_token, "instead of a code");
        authorise.add_option(
            "--refresh-token,--client-secret", options.refresh_token, "what renews it"
        );
        authorise.add_option("--set", options.settings, "key=value");
        authorise.add_option("--expires-in", options.expires_in_s, "seconds the token lives")
            ->check(CLI::Range(0, kTokenLifeMax));
        CLI::App& trial = verb(noun, "test", "whether it would work", try_connection);
        trial.add_option("id", options.id, "connection or app id")->required();
        CLI::App& poll = verb(noun, "poll", "read its lists and queues now", poll_connection);
        poll.add_option("id", options.id, "connection or app id")->required();
        CLI::App& rotate = verb(noun, "rotate", "change its secret", rotate_connection);
        rotate.add_option("id", options.id, "connection id")->required();
        rotate.add_option("--secret", options.secret, "new secret; made when absent");
        rotate.add_option("--grace", options.grace_s, "seconds the old one stays good")
            ->check(CLI::Range(0, kGraceMax));
    }
};

std::string text_of(const Error& error) {
    std::string text{error_info(error.code).title};
    if (!error.detail.empty()) {
        text += ": " + error.detail;
    }
    for (const FieldError& field : error.fields) {
        text += "\n  " + field.pointer + ": " + field.message;
    }
    return text;
}

} // namespace

bool is_admin_command(std::string_view word) {
    return std::ranges::find(kNouns, word) != kNouns.end();
}

std::optional<AdminAnswer> answer_without_store(std::span<const std::string> words) {
    return Reader{}.read(words);
}

AdminAnswer run_admin(std::span<const std::string> words, const AdminContext& context) {
    Reader reader;
    if (auto answer = reader.read(words)) {
        return *std::move(answer);
    }
    const AdminResult answer = reader.chosen(reader.options, context);
    if (!answer) {
        return {.exit_code = 1, .out = {}, .error = text_of(answer.error())};
    }
    return {.exit_code = 0, .out = *answer, .error = {}};
}

} // namespace route9::gateway
