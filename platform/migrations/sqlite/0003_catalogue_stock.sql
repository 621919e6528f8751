-- What a seller offers and where pieces of it lie. Available = on_hand - reserved, never below zero.
CREATE TABLE product (
    tenant_id TEXT NOT NULL,
    seller_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    weight_g INTEGER CHECK (weight_g > 0),
    hs_code TEXT,
    origin TEXT,
    category TEXT,
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, seller_id, sku),
    FOREIGN KEY (tenant_id, seller_id) REFERENCES party (tenant_id, party_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE stock (
    tenant_id TEXT NOT NULL,
    seller_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    warehouse_id TEXT NOT NULL,
    on_hand INTEGER NOT NULL CHECK (on_hand >= 0),
    reserved INTEGER NOT NULL CHECK (reserved >= 0 AND reserved <= on_hand),
    PRIMARY KEY (tenant_id, seller_id, sku, warehouse_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE stock_adjustment (
    tenant_id TEXT NOT NULL,
    adjustment_id BLOB NOT NULL CHECK (length(adjustment_id) = 16),
    seller_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    warehouse_id TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, adjustment_id)
) STRICT, WITHOUT ROWID;
