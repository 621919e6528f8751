-- Carriers that are asked what becomes of the parcels that they have: a row for each parcel, by
-- which the longest waiting is asked first.
CREATE TABLE parcel_ask (
    tenant_id text COLLATE "C" NOT NULL,
    connection_id text COLLATE "C" NOT NULL,
    parcel_id bytea NOT NULL CHECK (length(parcel_id) = 16),
    due_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, parcel_id)
);
CREATE INDEX parcel_ask_due ON parcel_ask (tenant_id, connection_id, due_at);

-- What a carrier has a manifest of, and has not done with.
CREATE INDEX parcel_with_carrier ON parcel (tenant_id, carrier_id, parcel_id)
    WHERE manifest_id IS NOT NULL AND status NOT IN ('delivered', 'returned', 'cancelled', 'lost');

-- How an event came: 0 = told, 1 = asked for, a step with its own time, 2 = asked for, the state
-- that the parcel was in at that time.
ALTER TABLE tracking_event ADD COLUMN way bigint NOT NULL DEFAULT 0 CHECK (way IN (0, 1, 2));

ALTER TABLE channel_poll DROP CONSTRAINT channel_poll_kind_check;
ALTER TABLE channel_poll ADD CONSTRAINT channel_poll_kind_check
    CHECK (kind IN ('changes', 'mail', 'parcels'));
ALTER TABLE connection_alert DROP CONSTRAINT connection_alert_kind_check;
ALTER TABLE connection_alert ADD CONSTRAINT connection_alert_kind_check
    CHECK (kind IN ('silent', 'failing', 'access_lost', 'access_ending', 'unanswered'));

CALL wall_table('parcel_ask');
