-- What was paid past the carrier, part of settled_minor: cash may be collected for the rest only.
ALTER TABLE receivable ADD COLUMN direct_minor bigint NOT NULL DEFAULT 0
    CHECK (direct_minor BETWEEN 0 AND settled_minor);
UPDATE receivable SET direct_minor = settled_minor - custody_minor
    WHERE settled_minor > custody_minor;
