-- Who answers for a parcel, hand to hand: step n begins with whom step n - 1 has left it.
CREATE TABLE custody_step (
    tenant_id text COLLATE "C" NOT NULL,
    parcel_id bytea NOT NULL CHECK (length(parcel_id) = 16),
    sequence bigint NOT NULL CHECK (sequence >= 1),
    act text COLLATE "C" NOT NULL CHECK (act <> ''),
    from_kind text COLLATE "C" NOT NULL
        CHECK (from_kind IN ('nobody', 'warehouse', 'truck', 'carrier', 'recipient')),
    from_id text COLLATE "C" NOT NULL,
    to_kind text COLLATE "C" NOT NULL
        CHECK (to_kind IN ('warehouse', 'truck', 'carrier', 'recipient')),
    to_id text COLLATE "C" NOT NULL, -- warehouse, departure's reference, party, or empty
    at bigint NOT NULL,
    manifest_id bytea CHECK (length(manifest_id) = 16),
    statement text COLLATE "C" NOT NULL, -- hash of the statement it follows from, or empty
    PRIMARY KEY (tenant_id, parcel_id, sequence),
    CHECK ((sequence = 1) = (from_kind = 'nobody'))
);

-- What a side of a manifest has said and signed, in its canonical bytes; none of it is personal.
CREATE TABLE manifest_statement (
    tenant_id text COLLATE "C" NOT NULL,
    manifest_id bytea NOT NULL CHECK (length(manifest_id) = 16),
    side text COLLATE "C" NOT NULL CHECK (side IN ('carrier', 'warehouse')),
    round bigint NOT NULL CHECK (round >= 1),
    carrier_id text COLLATE "C" NOT NULL, -- the manifest's
    statement text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL CHECK (length(hash) = 64),
    public_key bytea NOT NULL CHECK (length(public_key) = 32),
    signature bytea NOT NULL CHECK (length(signature) = 64),
    signer text COLLATE "C" NOT NULL, -- who said it: a key's or a user's id
    countersigned bigint NOT NULL CHECK (countersigned IN (0, 1)), -- by our key for the carrier
    at bigint NOT NULL,
    PRIMARY KEY (tenant_id, manifest_id, side, round)
);

-- Keys that carriers sign with, Ed25519. A replaced one stays: old statements hold under it.
CREATE TABLE carrier_signing_key (
    tenant_id text COLLATE "C" NOT NULL,
    carrier_id text COLLATE "C" NOT NULL,
    number bigint NOT NULL CHECK (number >= 1),
    public_key bytea NOT NULL CHECK (length(public_key) = 32),
    from_at bigint NOT NULL,
    until_at bigint, -- of a replaced one
    PRIMARY KEY (tenant_id, carrier_id, number)
);

CALL wall_table('custody_step');
CALL wall_table('manifest_statement');
CALL wall_table('carrier_signing_key');

-- Parcels of earlier builds: what their rows say today is their first step.
SET LOCAL ROLE route9_across;
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
RESET ROLE;

-- What was signed and handed over stays: corrections are new steps and statements.
CREATE FUNCTION custody_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'custody is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER custody_step_stays BEFORE UPDATE OR DELETE ON custody_step
    FOR EACH ROW EXECUTE FUNCTION custody_is_append_only();
CREATE TRIGGER manifest_statement_stays BEFORE UPDATE OR DELETE ON manifest_statement
    FOR EACH ROW EXECUTE FUNCTION custody_is_append_only();
CREATE TRIGGER carrier_signing_key_remains BEFORE DELETE ON carrier_signing_key
    FOR EACH ROW EXECUTE FUNCTION custody_is_append_only();
CREATE TRIGGER carrier_signing_key_stays BEFORE UPDATE ON carrier_signing_key FOR EACH ROW
    WHEN (NEW.public_key <> OLD.public_key OR NEW.from_at <> OLD.from_at
        OR OLD.until_at IS NOT NULL)
    EXECUTE FUNCTION custody_is_append_only();
