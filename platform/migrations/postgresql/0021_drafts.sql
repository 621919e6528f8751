-- Orders that nobody has confirmed: read from a chat or begun by a person. What they say of people
-- is sealed under the draft's own key, which goes with the row; a person is found by the telephone.
CREATE TABLE draft (
    tenant_id text COLLATE "C" NOT NULL,
    draft_id bytea NOT NULL CHECK (length(draft_id) = 16),
    seller_id text COLLATE "C" NOT NULL,
    channel text COLLATE "C" NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    order_id bytea CHECK (length(order_id) = 16), -- when it was confirmed
    phone_index bytea NOT NULL CHECK (length(phone_index) = 16), -- zeros: it has no telephone
    wrapped bytea NOT NULL,
    sealed bytea NOT NULL,
    created_at bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, draft_id),
    UNIQUE (tenant_id, seller_id, channel, external_id),
    FOREIGN KEY (tenant_id, seller_id) REFERENCES party (tenant_id, party_id)
);
CREATE INDEX draft_of_seller ON draft (tenant_id, seller_id, draft_id);
CREATE INDEX draft_phone ON draft (tenant_id, phone_index, draft_id);
CALL wall_table('draft');
