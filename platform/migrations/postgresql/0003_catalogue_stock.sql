-- What a seller offers and where pieces of it lie. Available = on_hand - reserved, never below zero.
CREATE TABLE product (
    tenant_id text COLLATE "C" NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    sku text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    weight_g bigint CHECK (weight_g > 0),
    hs_code text COLLATE "C",
    origin text COLLATE "C",
    category text COLLATE "C",
    version bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, seller_id, sku),
    FOREIGN KEY (tenant_id, seller_id) REFERENCES party (tenant_id, party_id)
);

CREATE TABLE stock (
    tenant_id text COLLATE "C" NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    sku text COLLATE "C" NOT NULL,
    warehouse_id text COLLATE "C" NOT NULL,
    on_hand bigint NOT NULL CHECK (on_hand >= 0),
    reserved bigint NOT NULL CHECK (reserved >= 0 AND reserved <= on_hand),
    PRIMARY KEY (tenant_id, seller_id, sku, warehouse_id)
);

CREATE TABLE stock_adjustment (
    tenant_id text COLLATE "C" NOT NULL,
    adjustment_id bytea NOT NULL CHECK (length(adjustment_id) = 16),
    seller_id text COLLATE "C" NOT NULL,
    sku text COLLATE "C" NOT NULL,
    warehouse_id text COLLATE "C" NOT NULL,
    quantity bigint NOT NULL,
    reason text COLLATE "C" NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (tenant_id, adjustment_id)
);
