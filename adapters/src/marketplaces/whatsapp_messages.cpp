// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/whatsapp_messages.hpp"

#include "core/limits.hpp"
#include "marketplaces/foreign_object.hpp"
#include "marketplaces/order_parts.hpp"

#include <utility>

namespace route9::adapters {
namespace {

/// One entry of a delivery: a number of the shop and what came for it.
class EntryReader {
public:
    EntryReader(std::vector<WhatsAppMessage>& messages, FieldErrors& errors)
        : messages_(messages), errors_(errors) {}

    void read_change(const Json& change, const std::string& at) {
        ForeignObject root{change, at, errors_};
        if (root.text("field", Need::optional) != "messages") {
            return; // templates, quality and the like
        }
        const Json* value = root.object("value", Need::required);
        if (value == nullptr) {
            return;
        }
        ForeignObject reader{*value, root.pointer("value"), errors_};
        if (const Json* metadata = reader.object("metadata", Need::required)) {
            ForeignObject number{*metadata, reader.pointer("metadata"), errors_};
            number_ = number.id("phone_number_id", Need::required);
        }
        const Json* contacts = reader.array("contacts", Need::optional);
        const Json* messages = reader.array("messages", Need::optional); // else states of ours
        for (std::size_t i = 0; messages != nullptr && i < messages->size(); ++i) {
            read_message((*messages)[i], pointer_step(reader.pointer("messages"), i), contacts);
        }
    }

private:
    void read_message(const Json& json, const std::string& at, const Json* contacts) {
        const std::size_t errors_before = errors_.size();
        ForeignObject root{json, at, errors_};
        const std::string type = root.text("type", Need::required);
        if (type != "order" && type != "text") {
            return;
        }
        WhatsAppMessage message{
            .id = root.id("id", Need::required),
            .number = number_,
            .sender = "+" + root.id("from", Need::required),
        };
        const Json* body = root.object(type, Need::required);
        if (body != nullptr && type == "text") {
            message.text = text_of(*body, "body");
        } else if (body != nullptr) {
            read_cart(*body, root.pointer(type), message);
        }
        message.sender_name = name_of(contacts, message.sender);
        if (errors_.size() == errors_before) {
            messages_.push_back(std::move(message));
        }
    }

    /// Line breaks tell messages apart: text is taken as it is.
    static std::string text_of(const Json& object, const char* member) {
        const auto found = object.find(member);
        return found == object.end() || !found->is_string() ? "" : found->get<std::string>();
    }

    void read_cart(const Json& json, const std::string& at, WhatsAppMessage& message) {
        ForeignObject root{json, at, errors_};
        message.text = text_of(json, "text");
        const Json* items = item_list(root, "product_items");
        for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
            const std::string where = pointer_step(root.pointer("product_items"), i);
            ForeignObject item{(*items)[i], where, errors_};
            WhatsAppItem line;
            line.sku = item.id("product_retailer_id", Need::required);
            line.quantity =
                item.count("quantity", Need::required, 1, limits::line_quantity_max).value_or(0);
            const Currency currency = read_currency(item, "currency");
            line.unit_price = item.amount("item_price", currency);
            const bool is_other =
                !message.items.empty() && message.items.front().unit_price.currency() != currency;
            if (is_other) {
                item.refuse("currency", "conflict", "must be the currency of the other items");
            }
            message.items.push_back(std::move(line));
        }
    }

    static std::string name_of(const Json* contacts, const std::string& sender) {
        for (std::size_t i = 0; contacts != nullptr && i < contacts->size(); ++i) {
            const Json& contact = (*contacts)[i];
            const bool is_sender = contact.is_object() && "+" + text_of(contact, "wa_id") == sender;
            if (is_sender && contact.contains("profile") && contact.at("profile").is_object()) {
                return text_of(contact.at("profile"), "name");
            }
        }
        return {};
    }

    std::vector<WhatsAppMessage>& messages_;
    FieldErrors& errors_;
    std::string number_;
};

} // namespace

std::vector<WhatsAppMessage> read_whatsapp_messages(const Json& delivery, FieldErrors& errors) {
    std::vector<WhatsAppMessage> messages;
    ForeignObject root{delivery, "", errors};
    if (root.text("object", Need::optional) != "whatsapp_business_account") {
        return messages; // pages and Instagram
    }
    const Json* entries = root.array("entry", Need::required);
    for (std::size_t i = 0; entries != nullptr && i < entries->size(); ++i) {
        ForeignObject entry{(*entries)[i], pointer_step("/entry", i), errors};
        const Json* changes = entry.array("changes", Need::required);
        for (std::size_t k = 0; changes != nullptr && k < changes->size(); ++k) {
            EntryReader{messages, errors}.read_change(
                (*changes)[k], pointer_step(entry.pointer("changes"), k)
            );
        }
    }
    return messages;
}

} // namespace route9::adapters
