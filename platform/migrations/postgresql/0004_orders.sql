-- Orders, the work they become, and the doors they come through. Personal data is sealed under the
-- person's key; province and district stay clear; equality search goes through blind indexes.
CREATE TABLE orders (
    tenant_id text COLLATE "C" NOT NULL,
    order_id bytea NOT NULL CHECK (length(order_id) = 16),
    seller_id text COLLATE "C" NOT NULL,
    channel text COLLATE "C" NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    reasons text COLLATE "C" NOT NULL,
    currency text COLLATE "C" NOT NULL,
    payment_method text COLLATE "C" NOT NULL,
    payment_minor bigint NOT NULL CHECK (payment_minor >= 0),
    incoterm text COLLATE "C" NOT NULL,
    sender_location text COLLATE "C" NOT NULL,
    country text COLLATE "C" NOT NULL,
    province text COLLATE "C" NOT NULL,
    district text COLLATE "C" NOT NULL,
    person_id bytea NOT NULL CHECK (length(person_id) = 16),
    recipient bytea NOT NULL,
    phone_index bytea NOT NULL,
    name_index bytea NOT NULL,
    placed_at bigint NOT NULL,
    source_time bigint NOT NULL,
    received_at bigint NOT NULL,
    version bigint NOT NULL,
    event_sequence bigint NOT NULL,
    PRIMARY KEY (tenant_id, order_id)
);
CREATE UNIQUE INDEX orders_external ON orders (tenant_id, seller_id, channel, external_id);

CREATE TABLE order_line (
    tenant_id text COLLATE "C" NOT NULL,
    order_id bytea NOT NULL,
    line bigint NOT NULL,
    sku text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    quantity bigint NOT NULL CHECK (quantity > 0),
    unit_price_minor bigint NOT NULL CHECK (unit_price_minor >= 0),
    weight_g bigint,
    hs_code text COLLATE "C" NOT NULL,
    origin text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, order_id, line)
);

-- One fulfillment is one parcel's work at one warehouse: the confirmed plan with its explanation
-- (ids, sentences are rendered when read) and the assessment of both countries.
CREATE TABLE fulfillment (
    tenant_id text COLLATE "C" NOT NULL,
    fulfillment_id bytea NOT NULL CHECK (length(fulfillment_id) = 16),
    order_id bytea NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    warehouse_id text COLLATE "C" NOT NULL,
    gate_id text COLLATE "C",
    departure_id bytea,
    carrier_id text COLLATE "C",
    status text COLLATE "C" NOT NULL CHECK (status IN ('planned', 'held', 'packed', 'cancelled')),
    plan_version bigint NOT NULL,
    snapshot bigint NOT NULL,
    lines text COLLATE "C" NOT NULL,
    mass_g bigint NOT NULL,
    eta bigint,
    plan text COLLATE "C" NOT NULL,
    assessment text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, fulfillment_id)
);
CREATE INDEX fulfillment_order ON fulfillment (tenant_id, order_id);

-- A cancellation that comes before its order wins.
CREATE TABLE early_cancellation (
    tenant_id text COLLATE "C" NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    channel text COLLATE "C" NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (tenant_id, seller_id, channel, external_id)
);

CREATE TABLE idempotent_answer (
    tenant_id text COLLATE "C" NOT NULL,
    scope text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    request_hash bytea NOT NULL,
    status bigint NOT NULL,
    answer bytea NOT NULL,
    day bigint NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (tenant_id, scope, key)
);

CREATE TABLE connection (
    tenant_id text COLLATE "C" NOT NULL REFERENCES tenant (tenant_id),
    connection_id text COLLATE "C" NOT NULL UNIQUE,
    platform text COLLATE "C" NOT NULL,
    party_id text COLLATE "C",
    secrets bytea NOT NULL,
    settings text COLLATE "C" NOT NULL,
    paused bigint NOT NULL CHECK (paused IN (0, 1)),
    created_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, connection_id)
);

-- Raw inbound deliveries, sealed. state: pending, done, unmatched (unknown shop), ignored (unknown
-- kind), quarantined (unreadable). The dedupe key makes a repeated delivery harmless.
CREATE TABLE inbox (
    tenant_id text COLLATE "C" NOT NULL,
    inbox_id bytea NOT NULL CHECK (length(inbox_id) = 16),
    connection_id text COLLATE "C" NOT NULL,
    dedupe bytea NOT NULL,
    state text COLLATE "C" NOT NULL
        CHECK (state IN ('pending', 'done', 'unmatched', 'ignored', 'quarantined')),
    reason text COLLATE "C" NOT NULL,
    body bytea NOT NULL,
    day bigint NOT NULL,
    attempt bigint NOT NULL,
    leased_until bigint NOT NULL,
    received_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, inbox_id)
);
CREATE UNIQUE INDEX inbox_dedupe ON inbox (tenant_id, connection_id, dedupe);
CREATE INDEX inbox_pending ON inbox (inbox_id) WHERE state = 'pending';
