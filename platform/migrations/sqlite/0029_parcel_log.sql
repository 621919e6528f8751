-- What happens to parcels as a tamper-evident log of each tenant (docs/adr/0019). A leaf is never
-- changed; when its recipient is erased it loses what says whose parcel it was.
CREATE TABLE log_leaf (
    tenant_id TEXT NOT NULL,
    leaf_index INTEGER NOT NULL CHECK (leaf_index >= 0),
    leaf TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    position INTEGER, -- of the event in the journal
    parcel_id BLOB CHECK (length(parcel_id) = 16),
    salt BLOB CHECK (length(salt) = 16),
    PRIMARY KEY (tenant_id, leaf_index)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX log_leaf_by_position ON log_leaf (tenant_id, position);
CREATE INDEX log_leaf_by_parcel ON log_leaf (tenant_id, parcel_id);

-- The complete nodes of its tree above the leaves.
CREATE TABLE log_node (
    tenant_id TEXT NOT NULL,
    level INTEGER NOT NULL CHECK (level > 0),
    node_index INTEGER NOT NULL CHECK (node_index >= 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (tenant_id, level, node_index)
) STRICT, WITHOUT ROWID;

-- The last one signed, by which key, and how far the journal has been followed.
CREATE TABLE log_checkpoint (
    tenant_id TEXT PRIMARY KEY NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    position INTEGER NOT NULL,
    verifier_key TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('log_leaf', 'log_leaf', '1000000 500000 1'),
    ('log_leaf', 'log_leaf_by_position', '1000000 500000 1'),
    ('log_leaf', 'log_leaf_by_parcel', '1000000 500000 5'),
    ('log_node', 'log_node', '1000000 500000 50000 1');
