-- What was last reported of a leg of the roads, per direction of the goods.
CREATE TABLE leg_state (
    tenant_id text COLLATE "C" NOT NULL,
    leg_id text COLLATE "C" NOT NULL,
    direction text COLLATE "C" NOT NULL CHECK (direction IN ('vn_la', 'la_vn')),
    state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'restricted', 'closed', 'unknown')),
    delay_minutes bigint NOT NULL CHECK (delay_minutes >= 0),
    source text COLLATE "C" NOT NULL,
    reported_at bigint NOT NULL,
    valid_until bigint,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, leg_id, direction)
);
CALL wall_table('leg_state');
