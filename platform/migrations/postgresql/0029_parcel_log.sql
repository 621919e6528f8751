-- What happens to parcels as a tamper-evident log of each tenant (docs/adr/0019). A leaf is never
-- changed; when its recipient is erased it loses what says whose parcel it was.
CREATE TABLE log_leaf (
    tenant_id text COLLATE "C" NOT NULL,
    leaf_index bigint NOT NULL CHECK (leaf_index >= 0),
    leaf text COLLATE "C" NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    position bigint, -- of the event in the journal
    parcel_id bytea CHECK (length(parcel_id) = 16),
    salt bytea CHECK (length(salt) = 16),
    PRIMARY KEY (tenant_id, leaf_index)
);
CREATE UNIQUE INDEX log_leaf_by_position ON log_leaf (tenant_id, position);
CREATE INDEX log_leaf_by_parcel ON log_leaf (tenant_id, parcel_id);

-- The complete nodes of its tree above the leaves.
CREATE TABLE log_node (
    tenant_id text COLLATE "C" NOT NULL,
    level bigint NOT NULL CHECK (level > 0),
    node_index bigint NOT NULL CHECK (node_index >= 0),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (tenant_id, level, node_index)
);

-- The last one signed, by which key, and how far the journal has been followed.
CREATE TABLE log_checkpoint (
    tenant_id text COLLATE "C" PRIMARY KEY,
    size bigint NOT NULL CHECK (size > 0),
    position bigint NOT NULL,
    verifier_key text COLLATE "C" NOT NULL,
    note text COLLATE "C" NOT NULL
);

CALL wall_table('log_leaf');
CALL wall_table('log_node');
CALL wall_table('log_checkpoint');
