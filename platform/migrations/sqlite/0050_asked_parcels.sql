-- Carriers that are asked what becomes of the parcels that they have: a row for each parcel, by
-- which the longest waiting is asked first.
CREATE TABLE parcel_ask (
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    parcel_id BLOB NOT NULL CHECK (length(parcel_id) = 16),
    due_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, parcel_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX parcel_ask_due ON parcel_ask (tenant_id, connection_id, due_at);

-- What a carrier has a manifest of, and has not done with.
CREATE INDEX parcel_with_carrier ON parcel (tenant_id, carrier_id, parcel_id)
    WHERE manifest_id IS NOT NULL AND status NOT IN ('delivered', 'returned', 'cancelled', 'lost');

-- How an event came: 0 = told, 1 = asked for, a step with its own time, 2 = asked for, the state
-- that the parcel was in at that time.
ALTER TABLE tracking_event ADD COLUMN way INTEGER NOT NULL DEFAULT 0 CHECK (way IN (0, 1, 2));

CREATE TABLE channel_poll_of_parcels (
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('changes', 'mail', 'parcels')),
    reached INTEGER NOT NULL,
    span_to INTEGER NOT NULL,
    page TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    leased_until INTEGER NOT NULL,
    last_good_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO channel_poll_of_parcels SELECT * FROM channel_poll;
DROP TABLE channel_poll;
ALTER TABLE channel_poll_of_parcels RENAME TO channel_poll;

CREATE TABLE connection_alert_of_carriers (
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('silent', 'failing', 'access_lost', 'access_ending', 'unanswered')),
    since INTEGER NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO connection_alert_of_carriers SELECT * FROM connection_alert;
DROP TABLE connection_alert;
ALTER TABLE connection_alert_of_carriers RENAME TO connection_alert;

DELETE FROM sqlite_stat1 WHERE tbl IN ('channel_poll', 'connection_alert');
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('channel_poll', 'channel_poll', '1000 100 2 1'),
    ('parcel_ask', 'parcel_ask', '100000 50000 10000 1'),
    ('parcel_ask', 'parcel_ask_due', '100000 50000 10000 2'),
    ('parcel', 'parcel_with_carrier', '100000 50000 10000 1'),
    ('tracking_event', 'tracking_event', '10000000 5000000 1000000 1'),
    ('tracking_event', 'tracking_event_parcel', '10000000 5000000 10 1');
