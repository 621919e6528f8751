-- Work that is picked together for trucks that leave soon. A piece of work is in one open wave.
CREATE TABLE wave (
    tenant_id text COLLATE "C" NOT NULL,
    wave_id bytea NOT NULL CHECK (length(wave_id) = 16),
    warehouse_id text COLLATE "C" NOT NULL,
    departure_id bytea CHECK (length(departure_id) = 16), -- that it was asked for
    until bigint,
    created_at bigint NOT NULL,
    closed_at bigint,
    PRIMARY KEY (tenant_id, wave_id)
);
CREATE INDEX wave_open ON wave (tenant_id, wave_id) WHERE closed_at IS NULL;

CREATE TABLE wave_work (
    tenant_id text COLLATE "C" NOT NULL,
    wave_id bytea NOT NULL,
    fulfillment_id bytea NOT NULL CHECK (length(fulfillment_id) = 16),
    departure_id bytea NOT NULL CHECK (length(departure_id) = 16), -- its truck when it was gathered
    PRIMARY KEY (tenant_id, wave_id, fulfillment_id)
);
CREATE INDEX wave_work_of ON wave_work (tenant_id, fulfillment_id);

CALL wall_table('wave');
CALL wall_table('wave_work');
