-- Pieces that are there and not to be sold, such as those past their date.
ALTER TABLE stock ADD COLUMN blocked bigint NOT NULL DEFAULT 0
    CHECK (blocked >= 0 AND reserved + blocked <= on_hand);

-- Pieces kept for somebody for a while: they are in stock.reserved as long as the hold is active.
CREATE TABLE stock_hold (
    tenant_id text COLLATE "C" NOT NULL,
    hold_id bytea NOT NULL CHECK (length(hold_id) = 16),
    seller_id text COLLATE "C" NOT NULL,
    purpose text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL
        CHECK (state IN ('active', 'committed', 'released', 'expired')),
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL CHECK (expires_at > created_at),
    ended_at bigint,
    PRIMARY KEY (tenant_id, hold_id),
    CHECK ((state = 'active') = (ended_at IS NULL))
);
CREATE INDEX stock_hold_of_seller ON stock_hold (tenant_id, seller_id, hold_id);
CREATE INDEX stock_hold_due ON stock_hold (expires_at) WHERE state = 'active';
CREATE INDEX stock_hold_ended ON stock_hold (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE stock_hold_line (
    tenant_id text COLLATE "C" NOT NULL,
    hold_id bytea NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    sku text COLLATE "C" NOT NULL,
    warehouse_id text COLLATE "C" NOT NULL,
    quantity bigint NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (tenant_id, hold_id, sku, warehouse_id)
);

CALL wall_table('stock_hold');
CALL wall_table('stock_hold_line');
