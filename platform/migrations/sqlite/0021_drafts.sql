-- Orders that nobody has confirmed: read from a chat or begun by a person. What they say of people
-- is sealed under the draft's own key, which goes with the row; a person is found by the telephone.
CREATE TABLE draft (
    tenant_id TEXT NOT NULL,
    draft_id BLOB NOT NULL CHECK (length(draft_id) = 16),
    seller_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    external_id TEXT NOT NULL,
    order_id BLOB CHECK (length(order_id) = 16), -- when it was confirmed
    phone_index BLOB NOT NULL CHECK (length(phone_index) = 16), -- zeros: it has no telephone
    wrapped BLOB NOT NULL,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, draft_id),
    UNIQUE (tenant_id, seller_id, channel, external_id),
    FOREIGN KEY (tenant_id, seller_id) REFERENCES party (tenant_id, party_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_of_seller ON draft (tenant_id, seller_id, draft_id);
CREATE INDEX draft_phone ON draft (tenant_id, phone_index, draft_id);
