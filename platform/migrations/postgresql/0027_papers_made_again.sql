-- A truck's papers can be made again before it leaves: what they replace is void, and stays.
-- manifest: handed_over by our side, acknowledged line by line, closed when no line is disputed.
ALTER TABLE manifest DROP CONSTRAINT manifest_state_check;
ALTER TABLE manifest ADD CONSTRAINT manifest_state_check
    CHECK (state IN ('sealed', 'handed_over', 'acknowledged', 'closed', 'void'));
-- Of a void one.
ALTER TABLE manifest ADD COLUMN replaced_by bytea CHECK (length(replaced_by) = 16);
ALTER TABLE manifest ADD COLUMN handed_over_at bigint;
ALTER TABLE manifest ADD COLUMN closed_at bigint;
ALTER TABLE manifest ADD COLUMN void_at bigint;
DROP INDEX manifest_departure;
CREATE UNIQUE INDEX manifest_departure ON manifest (tenant_id, departure_id, carrier_id)
    WHERE state <> 'void';
CREATE INDEX manifest_of_departure ON manifest (tenant_id, departure_id);

ALTER TABLE declaration DROP CONSTRAINT declaration_status_check;
ALTER TABLE declaration ADD CONSTRAINT declaration_status_check
    CHECK (status IN ('ready', 'held', 'held_data', 'void'));
ALTER TABLE declaration ADD COLUMN gate_id text COLLATE "C"; -- NULL in rows of an earlier build
ALTER TABLE declaration ADD COLUMN office text COLLATE "C" NOT NULL DEFAULT '';
-- What is declared, as it stood when the truck closed; NULL in rows of an earlier build.
ALTER TABLE declaration ADD COLUMN parcel_code text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE declaration ADD COLUMN pieces bigint;
ALTER TABLE declaration ADD COLUMN mass_g bigint;
DROP INDEX declaration_parcel;
CREATE UNIQUE INDEX declaration_parcel ON declaration (tenant_id, parcel_id, country)
    WHERE status <> 'void';
CREATE INDEX declaration_of_parcel ON declaration (tenant_id, parcel_id);

-- What is on a closed truck, as a hash of its content; and how often its papers were made.
ALTER TABLE departure ADD COLUMN content_hash text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE departure ADD COLUMN papers bigint NOT NULL DEFAULT 0;

-- The standing reports that 0026 was to copy: behind the walls its owner saw none of them.
SET LOCAL ROLE route9_across;
INSERT INTO gate_report_log (tenant_id, gate_id, direction, version, state, queue_minutes, source,
    reported_at, valid_until)
    SELECT tenant_id, gate_id, direction, version, state, queue_minutes, source, reported_at,
        valid_until FROM gate_state
    ON CONFLICT DO NOTHING;
RESET ROLE;
