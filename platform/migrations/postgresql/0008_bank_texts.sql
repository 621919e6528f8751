-- What a bank tells in words names persons: it is sealed under the tenant's key of the day on which
-- it came (facts_day, days since 1970 in corridor time). Lines that an unreleased build has stored
-- in clear keep their money and lose their words.
ALTER TABLE movement DROP COLUMN facts;
ALTER TABLE movement ADD COLUMN facts bytea NOT NULL DEFAULT '';
ALTER TABLE movement ADD COLUMN facts_day bigint NOT NULL DEFAULT 0;

-- What the texts of open movements name and no receivable has yet, as blind indexes: whoever books
-- such a receivable takes the row and has the movement tried again.
CREATE TABLE awaited_reference (
    tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
    reference_index bytea NOT NULL CHECK (length(reference_index) = 16),
    movement_id bytea NOT NULL CHECK (length(movement_id) = 16),
    PRIMARY KEY (tenant_id, reference_index, movement_id)
);

-- Why an item was closed, and when; lists ask for one state in the order of ids.
ALTER TABLE open_item ADD COLUMN resolution text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE open_item ADD COLUMN resolved_at bigint;
DROP INDEX open_item_by_age;
CREATE INDEX open_item_by_state ON open_item (tenant_id, state, open_item_id);
