-- What counts most when a seller's orders are planned; without a row, the promised day.
CREATE TABLE seller_policy (
    tenant_id text COLLATE "C" NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    policy text COLLATE "C" NOT NULL
        CHECK (policy IN ('promise', 'cheapest', 'fastest', 'greenest')),
    version bigint NOT NULL CHECK (version > 0),
    updated_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, seller_id)
);

CALL wall_table('seller_policy');
