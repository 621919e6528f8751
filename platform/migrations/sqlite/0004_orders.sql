-- Orders, the work they become, and the doors they come through. Personal data is sealed under the
-- person's key; province and district stay clear; equality search goes through blind indexes.
CREATE TABLE orders (
    tenant_id TEXT NOT NULL,
    order_id BLOB NOT NULL CHECK (length(order_id) = 16),
    seller_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    external_id TEXT NOT NULL,
    status TEXT NOT NULL,
    reasons TEXT NOT NULL,
    currency TEXT NOT NULL,
    payment_method TEXT NOT NULL,
    payment_minor INTEGER NOT NULL CHECK (payment_minor >= 0),
    incoterm TEXT NOT NULL,
    sender_location TEXT NOT NULL,
    country TEXT NOT NULL,
    province TEXT NOT NULL,
    district TEXT NOT NULL,
    person_id BLOB NOT NULL CHECK (length(person_id) = 16),
    recipient BLOB NOT NULL,
    phone_index BLOB NOT NULL,
    name_index BLOB NOT NULL,
    placed_at INTEGER NOT NULL,
    source_time INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    event_sequence INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, order_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX orders_external ON orders (tenant_id, seller_id, channel, external_id);

CREATE TABLE order_line (
    tenant_id TEXT NOT NULL,
    order_id BLOB NOT NULL,
    line INTEGER NOT NULL,
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    unit_price_minor INTEGER NOT NULL CHECK (unit_price_minor >= 0),
    weight_g INTEGER,
    hs_code TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (tenant_id, order_id, line)
) STRICT, WITHOUT ROWID;

-- One fulfillment is one parcel's work at one warehouse: the confirmed plan with its explanation
-- (ids, sentences are rendered when read) and the assessment of both countries.
CREATE TABLE fulfillment (
    tenant_id TEXT NOT NULL,
    fulfillment_id BLOB NOT NULL CHECK (length(fulfillment_id) = 16),
    order_id BLOB NOT NULL,
    seller_id TEXT NOT NULL,
    warehouse_id TEXT NOT NULL,
    gate_id TEXT,
    departure_id BLOB,
    carrier_id TEXT,
    status TEXT NOT NULL CHECK (status IN ('planned', 'held', 'packed', 'cancelled')),
    plan_version INTEGER NOT NULL,
    snapshot INTEGER NOT NULL,
    lines TEXT NOT NULL,
    mass_g INTEGER NOT NULL,
    eta INTEGER,
    plan TEXT NOT NULL,
    assessment TEXT NOT NULL,
    PRIMARY KEY (tenant_id, fulfillment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fulfillment_order ON fulfillment (tenant_id, order_id);

-- A cancellation that comes before its order wins.
CREATE TABLE early_cancellation (
    tenant_id TEXT NOT NULL,
    seller_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    external_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, seller_id, channel, external_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotent_answer (
    tenant_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash BLOB NOT NULL,
    status INTEGER NOT NULL,
    answer BLOB NOT NULL,
    day INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, scope, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE connection (
    tenant_id TEXT NOT NULL REFERENCES tenant (tenant_id),
    connection_id TEXT NOT NULL UNIQUE,
    platform TEXT NOT NULL,
    party_id TEXT,
    secrets BLOB NOT NULL,
    settings TEXT NOT NULL,
    paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, connection_id)
) STRICT, WITHOUT ROWID;

-- Raw inbound deliveries, sealed. state: pending, done, unmatched (unknown shop), ignored (unknown
-- kind), quarantined (unreadable). The dedupe key makes a repeated delivery harmless.
CREATE TABLE inbox (
    tenant_id TEXT NOT NULL,
    inbox_id BLOB NOT NULL CHECK (length(inbox_id) = 16),
    connection_id TEXT NOT NULL,
    dedupe BLOB NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('pending', 'done', 'unmatched', 'ignored', 'quarantined')),
    reason TEXT NOT NULL,
    body BLOB NOT NULL,
    day INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    leased_until INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, inbox_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX inbox_dedupe ON inbox (tenant_id, connection_id, dedupe);
CREATE INDEX inbox_pending ON inbox (inbox_id) WHERE state = 'pending';
