-- A truck's papers can be made again before it leaves: what they replace is void, and stays.
-- manifest: handed_over by our side, acknowledged line by line, closed when no line is disputed.
CREATE TABLE manifest_anew (
    tenant_id TEXT NOT NULL,
    manifest_id BLOB NOT NULL CHECK (length(manifest_id) = 16),
    departure_id BLOB NOT NULL,
    carrier_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('sealed', 'handed_over', 'acknowledged', 'closed', 'void')),
    lines INTEGER NOT NULL,
    hash TEXT NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    document BLOB NOT NULL,
    document_day INTEGER NOT NULL,
    sealed_at INTEGER NOT NULL,
    acknowledged_at INTEGER,
    acknowledgement TEXT,
    version INTEGER NOT NULL,
    acknowledgement_sealed BLOB NOT NULL DEFAULT x'',
    replaced_by BLOB CHECK (length(replaced_by) = 16), -- when it is void
    handed_over_at INTEGER,
    closed_at INTEGER,
    void_at INTEGER,
    PRIMARY KEY (tenant_id, manifest_id)
) STRICT, WITHOUT ROWID;
INSERT INTO manifest_anew (tenant_id, manifest_id, departure_id, carrier_id, position, state, lines,
    hash, signature, document, document_day, sealed_at, acknowledged_at, acknowledgement, version,
    acknowledgement_sealed)
SELECT tenant_id, manifest_id, departure_id, carrier_id, position, state, lines, hash, signature,
    document, document_day, sealed_at, acknowledged_at, acknowledgement, version,
    acknowledgement_sealed
FROM manifest;
DROP TABLE manifest;
ALTER TABLE manifest_anew RENAME TO manifest;
CREATE UNIQUE INDEX manifest_feed ON manifest (tenant_id, carrier_id, position);
CREATE UNIQUE INDEX manifest_departure ON manifest (tenant_id, departure_id, carrier_id)
    WHERE state <> 'void';
CREATE INDEX manifest_of_departure ON manifest (tenant_id, departure_id);

CREATE TABLE declaration_anew (
    tenant_id TEXT NOT NULL,
    declaration_id BLOB NOT NULL CHECK (length(declaration_id) = 16),
    departure_id BLOB NOT NULL,
    parcel_id BLOB NOT NULL,
    seller_id TEXT NOT NULL,
    country TEXT NOT NULL,
    flow TEXT NOT NULL,
    regime TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('ready', 'held', 'held_data', 'void')),
    assessment TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    gate_id TEXT, -- that the truck was to cross; NULL in rows of an earlier build
    office TEXT NOT NULL DEFAULT '', -- customs office of that gate in the declaration's country
    -- What is declared, as it stood when the truck closed; NULL in rows of an earlier build.
    parcel_code TEXT NOT NULL DEFAULT '',
    pieces INTEGER,
    mass_g INTEGER,
    PRIMARY KEY (tenant_id, declaration_id)
) STRICT, WITHOUT ROWID;
INSERT INTO declaration_anew (tenant_id, declaration_id, departure_id, parcel_id, seller_id,
    country, flow, regime, status, assessment, created_at, version)
SELECT tenant_id, declaration_id, departure_id, parcel_id, seller_id, country, flow, regime, status,
    assessment, created_at, version
FROM declaration;
DROP TABLE declaration;
ALTER TABLE declaration_anew RENAME TO declaration;
CREATE UNIQUE INDEX declaration_parcel ON declaration (tenant_id, parcel_id, country)
    WHERE status <> 'void';
CREATE INDEX declaration_of_parcel ON declaration (tenant_id, parcel_id);
CREATE INDEX declaration_departure ON declaration (tenant_id, departure_id);

-- What is on a closed truck, as a hash of its content; and how often its papers were made.
ALTER TABLE departure ADD COLUMN content_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE departure ADD COLUMN papers INTEGER NOT NULL DEFAULT 0;

-- As before: they went with the tables that were built anew.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('declaration', 'declaration', '1000000 500000 1'),
    ('declaration', 'declaration_parcel', '1000000 500000 2 1'),
    ('declaration', 'declaration_of_parcel', '1000000 500000 2'),
    ('declaration', 'declaration_departure', '1000000 500000 1000');
