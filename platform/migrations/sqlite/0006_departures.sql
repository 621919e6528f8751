-- Trucks, parcels, manifests and what carriers report; the corridor's runtime state.
CREATE TABLE corridor_snapshot (
    tenant_id TEXT NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE gate_state (
    tenant_id TEXT NOT NULL,
    gate_id TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('vn_la', 'la_vn')),
    state TEXT NOT NULL CHECK (state IN ('open', 'restricted', 'closed', 'unknown')),
    queue_minutes INTEGER NOT NULL CHECK (queue_minutes >= 0),
    source TEXT NOT NULL,
    reported_at INTEGER NOT NULL,
    valid_until INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, gate_id, direction)
) STRICT, WITHOUT ROWID;

CREATE TABLE departure (
    tenant_id TEXT NOT NULL,
    departure_id BLOB NOT NULL CHECK (length(departure_id) = 16),
    reference TEXT NOT NULL,
    from_node TEXT NOT NULL,
    to_node TEXT NOT NULL,
    gate_id TEXT,
    carrier_id TEXT NOT NULL,
    truck_plate TEXT NOT NULL,
    master_bill TEXT NOT NULL,
    leaves INTEGER NOT NULL,
    arrives INTEGER,
    mass_max_g INTEGER NOT NULL CHECK (mass_max_g > 0),
    mass_used_g INTEGER NOT NULL CHECK (mass_used_g >= 0 AND mass_used_g <= mass_max_g),
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'departed', 'arrived')),
    parcels INTEGER NOT NULL,
    pieces INTEGER NOT NULL,
    gross_g INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, departure_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX departure_reference ON departure (tenant_id, reference);
CREATE INDEX departure_open ON departure (tenant_id, leaves) WHERE state = 'open';

CREATE INDEX fulfillment_departure ON fulfillment (tenant_id, departure_id);

CREATE TABLE parcel (
    tenant_id TEXT NOT NULL,
    parcel_id BLOB NOT NULL CHECK (length(parcel_id) = 16),
    code TEXT NOT NULL,
    order_id BLOB NOT NULL,
    fulfillment_id BLOB NOT NULL,
    seller_id TEXT NOT NULL,
    carrier_id TEXT,
    departure_id BLOB,
    manifest_id BLOB,
    house_bill TEXT NOT NULL,
    pieces INTEGER NOT NULL CHECK (pieces > 0),
    mass_g INTEGER NOT NULL CHECK (mass_g > 0),
    cod_minor INTEGER,
    cod_currency TEXT,
    status TEXT NOT NULL,
    status_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, parcel_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX parcel_code ON parcel (tenant_id, code);
CREATE UNIQUE INDEX parcel_fulfillment ON parcel (tenant_id, fulfillment_id);
CREATE INDEX parcel_departure ON parcel (tenant_id, departure_id);
CREATE INDEX parcel_order ON parcel (tenant_id, order_id);

-- A sealed manifest never changes: `document` is the exact JSON that was signed over (sealed at
-- rest), salts stand with it, acknowledgement lives apart.
CREATE TABLE manifest (
    tenant_id TEXT NOT NULL,
    manifest_id BLOB NOT NULL CHECK (length(manifest_id) = 16),
    departure_id BLOB NOT NULL,
    carrier_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sealed', 'acknowledged')),
    lines INTEGER NOT NULL,
    hash TEXT NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    document BLOB NOT NULL,
    document_day INTEGER NOT NULL,
    sealed_at INTEGER NOT NULL,
    acknowledged_at INTEGER,
    acknowledgement TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, manifest_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX manifest_feed ON manifest (tenant_id, carrier_id, position);
CREATE UNIQUE INDEX manifest_departure ON manifest (tenant_id, departure_id, carrier_id);

-- One carrier's place in its feed: committed so far, and the batch leased at present to which key.
CREATE TABLE feed_cursor (
    tenant_id TEXT NOT NULL,
    carrier_id TEXT NOT NULL,
    committed INTEGER NOT NULL,
    leased_after INTEGER NOT NULL,
    leased_to INTEGER NOT NULL,
    leased_until INTEGER NOT NULL,
    leased_key BLOB,
    PRIMARY KEY (tenant_id, carrier_id)
) STRICT, WITHOUT ROWID;

-- Where a batch that was served ends, so that the same cursor gives the same bytes.
CREATE TABLE feed_batch (
    tenant_id TEXT NOT NULL,
    carrier_id TEXT NOT NULL,
    after_position INTEGER NOT NULL,
    last_position INTEGER NOT NULL CHECK (last_position > after_position),
    PRIMARY KEY (tenant_id, carrier_id, after_position)
) STRICT, WITHOUT ROWID;

CREATE TABLE tracking_event (
    tenant_id TEXT NOT NULL,
    carrier_id TEXT NOT NULL,
    event_key TEXT NOT NULL,
    parcel_id BLOB NOT NULL,
    status TEXT NOT NULL,
    at INTEGER NOT NULL,
    place TEXT NOT NULL,
    note TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, carrier_id, event_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX tracking_event_parcel ON tracking_event (tenant_id, parcel_id, at);

CREATE TABLE declaration (
    tenant_id TEXT NOT NULL,
    declaration_id BLOB NOT NULL CHECK (length(declaration_id) = 16),
    departure_id BLOB NOT NULL,
    parcel_id BLOB NOT NULL,
    seller_id TEXT NOT NULL,
    country TEXT NOT NULL,
    flow TEXT NOT NULL,
    regime TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('ready', 'held', 'held_data')),
    assessment TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, declaration_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX declaration_parcel ON declaration (tenant_id, parcel_id, country);
CREATE INDEX declaration_departure ON declaration (tenant_id, departure_id);
