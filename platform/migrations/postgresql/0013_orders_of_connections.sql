-- By which connection an order came. A cancellation pushed by a connection need not say the channel
-- that the order's own data claimed; several connections may push the same order.
CREATE TABLE order_connection (
    tenant_id text COLLATE "C" NOT NULL,
    connection_id text COLLATE "C" NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    order_id bytea NOT NULL CHECK (length(order_id) = 16),
    PRIMARY KEY (tenant_id, connection_id, external_id, order_id)
);

-- A cancellation without a channel that came before its order, whatever channel that will claim.
CREATE TABLE early_cancellation_by_connection (
    tenant_id text COLLATE "C" NOT NULL,
    connection_id text COLLATE "C" NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, external_id)
);

-- So far connections were told apart by the channel alone.
INSERT INTO order_connection
    SELECT o.tenant_id, c.connection_id, o.external_id, o.order_id
    FROM connection c JOIN orders o
        ON o.tenant_id = c.tenant_id AND o.seller_id = c.party_id
        AND o.channel = CASE c.platform WHEN 'haravan' THEN 'haravan' ELSE c.connection_id END;
INSERT INTO early_cancellation_by_connection
    SELECT e.tenant_id, c.connection_id, e.external_id, e.reason, e.at
    FROM connection c JOIN early_cancellation e
        ON e.tenant_id = c.tenant_id AND e.seller_id = c.party_id
        AND e.channel = CASE c.platform WHEN 'haravan' THEN 'haravan' ELSE c.connection_id END;

-- What a person must look at is found without reading a tenant's whole inbox.
CREATE INDEX inbox_set_aside ON inbox (tenant_id, inbox_id)
    WHERE state IN ('unmatched', 'quarantined');
