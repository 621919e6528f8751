-- Who answers for a parcel, hand to hand: step n begins with whom step n - 1 has left it.
CREATE TABLE custody_step (
    tenant_id TEXT NOT NULL,
    parcel_id BLOB NOT NULL CHECK (length(parcel_id) = 16),
    sequence INTEGER NOT NULL CHECK (sequence >= 1),
    act TEXT NOT NULL CHECK (act <> ''),
    from_kind TEXT NOT NULL
        CHECK (from_kind IN ('nobody', 'warehouse', 'truck', 'carrier', 'recipient')),
    from_id TEXT NOT NULL,
    to_kind TEXT NOT NULL CHECK (to_kind IN ('warehouse', 'truck', 'carrier', 'recipient')),
    to_id TEXT NOT NULL, -- warehouse, departure's reference, party, or empty
    at INTEGER NOT NULL,
    manifest_id BLOB CHECK (length(manifest_id) = 16),
    statement TEXT NOT NULL, -- hash of the statement it follows from, or empty
    PRIMARY KEY (tenant_id, parcel_id, sequence),
    CHECK ((sequence = 1) = (from_kind = 'nobody'))
) STRICT, WITHOUT ROWID;

-- What a side of a manifest has said and signed, in its canonical bytes; none of it is personal.
CREATE TABLE manifest_statement (
    tenant_id TEXT NOT NULL,
    manifest_id BLOB NOT NULL CHECK (length(manifest_id) = 16),
    side TEXT NOT NULL CHECK (side IN ('carrier', 'warehouse')),
    round INTEGER NOT NULL CHECK (round >= 1),
    carrier_id TEXT NOT NULL, -- the manifest's
    statement TEXT NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    signer TEXT NOT NULL, -- who said it: a key's or a user's id
    countersigned INTEGER NOT NULL CHECK (countersigned IN (0, 1)), -- by our key for the carrier
    at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, manifest_id, side, round)
) STRICT, WITHOUT ROWID;

-- Keys that carriers sign with, Ed25519. A replaced one stays: old statements hold under it.
CREATE TABLE carrier_signing_key (
    tenant_id TEXT NOT NULL,
    carrier_id TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    from_at INTEGER NOT NULL,
    until_at INTEGER, -- of a replaced one
    PRIMARY KEY (tenant_id, carrier_id, number)
) STRICT, WITHOUT ROWID;

-- Parcels of earlier builds: what their rows say today is their first step.
INSERT INTO custody_step (tenant_id, parcel_id, sequence, act, from_kind, from_id, to_kind, to_id,
    at, manifest_id, statement)
SELECT p.tenant_id, p.parcel_id, 1, 'carried_over', 'nobody', '',
    CASE WHEN p.status = 'delivered' THEN 'recipient'
        WHEN p.status = 'returned' THEN 'warehouse'
        WHEN m.state IN ('acknowledged', 'closed') THEN 'carrier'
        WHEN p.manifest_id IS NOT NULL AND d.state IN ('departed', 'arrived') THEN 'truck'
        ELSE 'warehouse' END,
    CASE WHEN p.status = 'delivered' THEN ''
        WHEN p.status = 'returned' THEN f.warehouse_id
        WHEN m.state IN ('acknowledged', 'closed') THEN m.carrier_id
        WHEN p.manifest_id IS NOT NULL AND d.state IN ('departed', 'arrived') THEN d.reference
        ELSE f.warehouse_id END,
    p.status_at, p.manifest_id, ''
FROM parcel p
JOIN fulfillment f ON f.tenant_id = p.tenant_id AND f.fulfillment_id = p.fulfillment_id
LEFT JOIN manifest m ON m.tenant_id = p.tenant_id AND m.manifest_id = p.manifest_id
LEFT JOIN departure d ON d.tenant_id = p.tenant_id AND d.departure_id = p.departure_id;

-- What was signed and handed over stays: corrections are new steps and statements.
CREATE TRIGGER custody_step_stays BEFORE UPDATE ON custody_step
BEGIN SELECT RAISE(ABORT, 'custody is append-only'); END;
CREATE TRIGGER custody_step_remains BEFORE DELETE ON custody_step
BEGIN SELECT RAISE(ABORT, 'custody is append-only'); END;
CREATE TRIGGER manifest_statement_stays BEFORE UPDATE ON manifest_statement
BEGIN SELECT RAISE(ABORT, 'statements are append-only'); END;
CREATE TRIGGER manifest_statement_remains BEFORE DELETE ON manifest_statement
BEGIN SELECT RAISE(ABORT, 'statements are append-only'); END;
CREATE TRIGGER carrier_signing_key_remains BEFORE DELETE ON carrier_signing_key
BEGIN SELECT RAISE(ABORT, 'signing keys stay'); END;
CREATE TRIGGER carrier_signing_key_stays BEFORE UPDATE ON carrier_signing_key
WHEN NEW.public_key <> OLD.public_key OR NEW.from_at <> OLD.from_at OR OLD.until_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'signing keys stay'); END;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('custody_step', 'custody_step', '3000000 1500000 3 1'),
    ('manifest_statement', 'manifest_statement', '5000 2500 3 2 1');
