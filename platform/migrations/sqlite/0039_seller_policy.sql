-- What counts most when a seller's orders are planned; without a row, the promised day.
CREATE TABLE seller_policy (
    tenant_id TEXT NOT NULL,
    seller_id TEXT NOT NULL,
    policy TEXT NOT NULL
        CHECK (policy IN ('promise', 'cheapest', 'fastest', 'greenest')),
    version INTEGER NOT NULL CHECK (version > 0),
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, seller_id)
) STRICT, WITHOUT ROWID;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('seller_policy', 'seller_policy', '1000 500 1');
