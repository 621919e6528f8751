-- Work that is picked together for trucks that leave soon. A piece of work is in one open wave.
CREATE TABLE wave (
    tenant_id TEXT NOT NULL,
    wave_id BLOB NOT NULL CHECK (length(wave_id) = 16),
    warehouse_id TEXT NOT NULL,
    departure_id BLOB CHECK (length(departure_id) = 16), -- that it was asked for
    until INTEGER,
    created_at INTEGER NOT NULL,
    closed_at INTEGER,
    PRIMARY KEY (tenant_id, wave_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX wave_open ON wave (tenant_id, wave_id) WHERE closed_at IS NULL;

CREATE TABLE wave_work (
    tenant_id TEXT NOT NULL,
    wave_id BLOB NOT NULL,
    fulfillment_id BLOB NOT NULL CHECK (length(fulfillment_id) = 16),
    departure_id BLOB NOT NULL CHECK (length(departure_id) = 16), -- its truck when it was gathered
    PRIMARY KEY (tenant_id, wave_id, fulfillment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX wave_work_of ON wave_work (tenant_id, fulfillment_id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('wave', 'wave', '10000 5000 1'),
    ('wave', 'wave_open', '20 10 1'),
    ('wave_work', 'wave_work', '300000 150000 30 1'),
    ('wave_work', 'wave_work_of', '300000 150000 1');
