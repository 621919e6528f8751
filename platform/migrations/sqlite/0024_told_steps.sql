-- An order's marketplace is also told that it is accepted and that it has left. behind: waits until
-- a step before it is told; moot: refused or not told when a later step made it needless.
CREATE TABLE write_back_of_steps (
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    external_id TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN
        ('accepted', 'packed', 'shipped', 'delivery_failed', 'delivered', 'cancelled')),
    tracking TEXT NOT NULL, -- what our parcel is called; empty where there is none yet
    order_id BLOB NOT NULL CHECK (length(order_id) = 16),
    state TEXT NOT NULL CHECK (state IN ('behind', 'waiting', 'done', 'refused', 'moot')),
    result TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    leased_until INTEGER NOT NULL,
    happened_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, external_id, action)
) STRICT, WITHOUT ROWID;
INSERT INTO write_back_of_steps SELECT * FROM write_back;
DROP TABLE write_back;
ALTER TABLE write_back_of_steps RENAME TO write_back;
CREATE INDEX write_back_waiting ON write_back (leased_until) WHERE state = 'waiting';
CREATE INDEX write_back_order ON write_back (tenant_id, order_id);
DELETE FROM sqlite_stat1 WHERE tbl IN ('write_back', 'write_back_of_steps');
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('write_back', 'write_back', '1000000 100000 10000 3 1'),
    ('write_back', 'write_back_waiting', '1000 10'),
    ('write_back', 'write_back_order', '1000000 100000 3');
