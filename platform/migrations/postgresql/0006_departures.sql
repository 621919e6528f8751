-- Trucks, parcels, manifests and what carriers report; the corridor's runtime state.
CREATE TABLE corridor_snapshot (
    tenant_id text COLLATE "C" NOT NULL PRIMARY KEY,
    number bigint NOT NULL
);

CREATE TABLE gate_state (
    tenant_id text COLLATE "C" NOT NULL,
    gate_id text COLLATE "C" NOT NULL,
    direction text COLLATE "C" NOT NULL CHECK (direction IN ('vn_la', 'la_vn')),
    state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'restricted', 'closed', 'unknown')),
    queue_minutes bigint NOT NULL CHECK (queue_minutes >= 0),
    source text COLLATE "C" NOT NULL,
    reported_at bigint NOT NULL,
    valid_until bigint,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, gate_id, direction)
);

CREATE TABLE departure (
    tenant_id text COLLATE "C" NOT NULL,
    departure_id bytea NOT NULL CHECK (length(departure_id) = 16),
    reference text COLLATE "C" NOT NULL,
    from_node text COLLATE "C" NOT NULL,
    to_node text COLLATE "C" NOT NULL,
    gate_id text COLLATE "C",
    carrier_id text COLLATE "C" NOT NULL,
    truck_plate text COLLATE "C" NOT NULL,
    master_bill text COLLATE "C" NOT NULL,
    leaves bigint NOT NULL,
    arrives bigint,
    mass_max_g bigint NOT NULL CHECK (mass_max_g > 0),
    mass_used_g bigint NOT NULL CHECK (mass_used_g >= 0 AND mass_used_g <= mass_max_g),
    state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'closed', 'departed', 'arrived')),
    parcels bigint NOT NULL,
    pieces bigint NOT NULL,
    gross_g bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, departure_id)
);
CREATE UNIQUE INDEX departure_reference ON departure (tenant_id, reference);
CREATE INDEX departure_open ON departure (tenant_id, leaves) WHERE state = 'open';

CREATE INDEX fulfillment_departure ON fulfillment (tenant_id, departure_id);

CREATE TABLE parcel (
    tenant_id text COLLATE "C" NOT NULL,
    parcel_id bytea NOT NULL CHECK (length(parcel_id) = 16),
    code text COLLATE "C" NOT NULL,
    order_id bytea NOT NULL,
    fulfillment_id bytea NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    carrier_id text COLLATE "C",
    departure_id bytea,
    manifest_id bytea,
    house_bill text COLLATE "C" NOT NULL,
    pieces bigint NOT NULL CHECK (pieces > 0),
    mass_g bigint NOT NULL CHECK (mass_g > 0),
    cod_minor bigint,
    cod_currency text COLLATE "C",
    status text COLLATE "C" NOT NULL,
    status_at bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, parcel_id)
);
CREATE UNIQUE INDEX parcel_code ON parcel (tenant_id, code);
CREATE UNIQUE INDEX parcel_fulfillment ON parcel (tenant_id, fulfillment_id);
CREATE INDEX parcel_departure ON parcel (tenant_id, departure_id);
CREATE INDEX parcel_order ON parcel (tenant_id, order_id);

-- A sealed manifest never changes: `document` is the exact JSON that was signed over (sealed at
-- rest), salts stand with it, acknowledgement lives apart.
CREATE TABLE manifest (
    tenant_id text COLLATE "C" NOT NULL,
    manifest_id bytea NOT NULL CHECK (length(manifest_id) = 16),
    departure_id bytea NOT NULL,
    carrier_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('sealed', 'acknowledged')),
    lines bigint NOT NULL,
    hash text COLLATE "C" NOT NULL,
    signature bytea NOT NULL CHECK (length(signature) = 64),
    document bytea NOT NULL,
    document_day bigint NOT NULL,
    sealed_at bigint NOT NULL,
    acknowledged_at bigint,
    acknowledgement text COLLATE "C",
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, manifest_id)
);
CREATE UNIQUE INDEX manifest_feed ON manifest (tenant_id, carrier_id, position);
CREATE UNIQUE INDEX manifest_departure ON manifest (tenant_id, departure_id, carrier_id);

-- One carrier's place in its feed: committed so far, and the batch leased at present to which key.
CREATE TABLE feed_cursor (
    tenant_id text COLLATE "C" NOT NULL,
    carrier_id text COLLATE "C" NOT NULL,
    committed bigint NOT NULL,
    leased_after bigint NOT NULL,
    leased_to bigint NOT NULL,
    leased_until bigint NOT NULL,
    leased_key bytea,
    PRIMARY KEY (tenant_id, carrier_id)
);

-- Where a batch that was served ends, so that the same cursor gives the same bytes.
CREATE TABLE feed_batch (
    tenant_id text COLLATE "C" NOT NULL,
    carrier_id text COLLATE "C" NOT NULL,
    after_position bigint NOT NULL,
    last_position bigint NOT NULL CHECK (last_position > after_position),
    PRIMARY KEY (tenant_id, carrier_id, after_position)
);

CREATE TABLE tracking_event (
    tenant_id text COLLATE "C" NOT NULL,
    carrier_id text COLLATE "C" NOT NULL,
    event_key text COLLATE "C" NOT NULL,
    parcel_id bytea NOT NULL,
    status text COLLATE "C" NOT NULL,
    at bigint NOT NULL,
    place text COLLATE "C" NOT NULL,
    note text COLLATE "C" NOT NULL,
    received_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, carrier_id, event_key)
);
CREATE INDEX tracking_event_parcel ON tracking_event (tenant_id, parcel_id, at);

CREATE TABLE declaration (
    tenant_id text COLLATE "C" NOT NULL,
    declaration_id bytea NOT NULL CHECK (length(declaration_id) = 16),
    departure_id bytea NOT NULL,
    parcel_id bytea NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    country text COLLATE "C" NOT NULL,
    flow text COLLATE "C" NOT NULL,
    regime text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL CHECK (status IN ('ready', 'held', 'held_data')),
    assessment text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, declaration_id)
);
CREATE UNIQUE INDEX declaration_parcel ON declaration (tenant_id, parcel_id, country);
CREATE INDEX declaration_departure ON declaration (tenant_id, departure_id);
