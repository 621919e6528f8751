-- Money: the double-entry ledger, what is owed to us, what banks report, and what was matched.
-- Amounts are signed minor units beside their currency; debit and money in are positive.

CREATE TABLE ledger_account (
    tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
    account text COLLATE "C" NOT NULL CHECK (account <> ''), -- "bank:…", "suspense", …
    currency text COLLATE "C" NOT NULL CHECK (length(currency) = 3),
    balance_minor bigint NOT NULL,
    last_sequence bigint NOT NULL CHECK (last_sequence >= 0),
    head bytea NOT NULL, -- chain hash of the newest posting, empty before the first
    PRIMARY KEY (tenant_id, account, currency)
);

CREATE TABLE ledger_entry (
    tenant_id text COLLATE "C" NOT NULL,
    entry_id bytea NOT NULL CHECK (length(entry_id) = 16),
    at bigint NOT NULL, -- business milliseconds since 1970
    kind text COLLATE "C" NOT NULL CHECK (kind <> ''),
    reference text COLLATE "C" NOT NULL,
    digest bytea NOT NULL CHECK (length(digest) = 32), -- of the whole entry: the same id, the same
    PRIMARY KEY (tenant_id, entry_id)
);

CREATE TABLE ledger_posting (
    tenant_id text COLLATE "C" NOT NULL,
    account text COLLATE "C" NOT NULL,
    currency text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL CHECK (sequence > 0), -- within the account, without a gap
    entry_id bytea NOT NULL,
    line bigint NOT NULL CHECK (line >= 0),
    amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
    balance_minor bigint NOT NULL, -- of the account after this posting
    chain bytea NOT NULL CHECK (length(chain) = 32), -- H(chain before, entry digest, this posting)
    PRIMARY KEY (tenant_id, account, currency, sequence),
    FOREIGN KEY (tenant_id, account, currency) REFERENCES ledger_account,
    FOREIGN KEY (tenant_id, entry_id) REFERENCES ledger_entry
);
CREATE UNIQUE INDEX ledger_posting_by_entry ON ledger_posting (tenant_id, entry_id, line);

-- What was booked stays: corrections are new entries.
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_entry_stays BEFORE UPDATE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_entry_remains BEFORE DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_posting_stays BEFORE UPDATE ON ledger_posting
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_posting_remains BEFORE DELETE ON ledger_posting
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();

-- Money expected from buyers, carriers and marketplaces.
CREATE TABLE receivable (
    tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
    receivable_id bytea NOT NULL CHECK (length(receivable_id) = 16),
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('qr', 'transfer', 'cod', 'marketplace')),
    seller_id text COLLATE "C" NOT NULL CHECK (seller_id <> ''),
    reference text COLLATE "C" NOT NULL CHECK (reference <> ''), -- payment code, parcel, order
    currency text COLLATE "C" NOT NULL CHECK (length(currency) = 3),
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    settled_minor bigint NOT NULL CHECK (settled_minor BETWEEN 0 AND amount_minor),
    -- Cash that a carrier has collected, settled or not.
    custodian text COLLATE "C" NOT NULL,
    custody_minor bigint NOT NULL CHECK (custody_minor BETWEEN 0 AND amount_minor),
    due bigint NOT NULL, -- days since 1970, corridor calendar
    payer text COLLATE "C" NOT NULL,
    bank_account text COLLATE "C" NOT NULL,
    order_ref text COLLATE "C" NOT NULL,
    parcel_ref text COLLATE "C" NOT NULL,
    end_to_end text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'partial', 'settled', 'cancelled')),
    created_at bigint NOT NULL,
    cancelled_at bigint,
    reference_key text COLLATE "C" NOT NULL, -- folded as memos are, for look-up
    PRIMARY KEY (tenant_id, receivable_id)
);
CREATE UNIQUE INDEX receivable_by_reference ON receivable (tenant_id, reference);
CREATE INDEX receivable_by_key ON receivable (tenant_id, reference_key);
CREATE INDEX receivable_by_end_to_end ON receivable (tenant_id, end_to_end) WHERE end_to_end <> '';
CREATE INDEX receivable_by_amount ON receivable (tenant_id, currency, amount_minor, due)
    WHERE state = 'open';
CREATE INDEX receivable_by_order ON receivable (tenant_id, order_ref);
CREATE INDEX receivable_by_seller ON receivable (tenant_id, seller_id, receivable_id);

-- One uploaded file; the same bytes are one statement.
CREATE TABLE bank_statement (
    tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
    statement_id bytea NOT NULL CHECK (length(statement_id) = 16),
    file_digest bytea NOT NULL CHECK (length(file_digest) = 32),
    part bigint NOT NULL CHECK (part >= 0), -- which statement of the file
    account text COLLATE "C" NOT NULL CHECK (account <> ''),
    currency text COLLATE "C" NOT NULL,
    format text COLLATE "C" NOT NULL,
    opening_minor bigint,
    closing_minor bigint,
    chain_ok bigint CHECK (chain_ok IN (0, 1)),
    from_day bigint,
    to_day bigint,
    received_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, statement_id)
);
CREATE UNIQUE INDEX bank_statement_by_file ON bank_statement (tenant_id, file_digest, part);

-- One movement of money on one of our accounts, however often it is told.
CREATE TABLE movement (
    tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
    movement_id bytea NOT NULL CHECK (length(movement_id) = 16),
    bank_key bytea NOT NULL CHECK (length(bank_key) = 32),
    statement_id bytea NOT NULL,
    account text COLLATE "C" NOT NULL,
    currency text COLLATE "C" NOT NULL CHECK (length(currency) = 3),
    amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
    booked_at bigint NOT NULL,
    bank_ref text COLLATE "C" NOT NULL,
    facts text COLLATE "C" NOT NULL, -- what else the bank told, JSON
    state text COLLATE "C" NOT NULL CHECK (state IN ('new', 'matched', 'open')),
    PRIMARY KEY (tenant_id, movement_id),
    FOREIGN KEY (tenant_id, statement_id) REFERENCES bank_statement
);
CREATE UNIQUE INDEX movement_by_bank_key ON movement (tenant_id, bank_key);
CREATE INDEX movement_by_statement ON movement (tenant_id, statement_id);
CREATE INDEX movement_to_match ON movement (tenant_id, booked_at, movement_id) WHERE state = 'new';

CREATE TABLE match (
    tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
    match_id bytea NOT NULL CHECK (length(match_id) = 16),
    kind text COLLATE "C" NOT NULL,
    rule text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL
        CHECK (state IN ('matched', 'provisional', 'partial', 'undone')),
    reason text COLLATE "C" NOT NULL,
    matched_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, match_id)
);

-- The sides of a match: Σ expected = Σ movements + Σ adjustments.
CREATE TABLE match_line (
    tenant_id text COLLATE "C" NOT NULL,
    match_id bytea NOT NULL,
    line bigint NOT NULL CHECK (line >= 0),
    side text COLLATE "C" NOT NULL CHECK (side IN ('expected', 'movement', 'adjustment')),
    subject_id bytea CHECK (length(subject_id) = 16), -- receivable or movement
    type text COLLATE "C" NOT NULL, -- of an adjustment
    currency text COLLATE "C" NOT NULL,
    amount_minor bigint NOT NULL,
    PRIMARY KEY (tenant_id, match_id, line),
    FOREIGN KEY (tenant_id, match_id) REFERENCES match
);
CREATE INDEX match_line_by_subject ON match_line (tenant_id, subject_id);

-- What did not match, and what stands beside a match: someone has to look.
CREATE TABLE open_item (
    tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
    open_item_id bytea NOT NULL CHECK (length(open_item_id) = 16),
    code text COLLATE "C" NOT NULL CHECK (code <> ''),
    reason text COLLATE "C" NOT NULL,
    movement_id bytea,
    receivable_id bytea,
    currency text COLLATE "C",
    amount_minor bigint,
    suggestions text COLLATE "C" NOT NULL, -- JSON array of receivable ids
    state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'resolved')),
    opened_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, open_item_id)
);
CREATE INDEX open_item_by_age ON open_item (tenant_id, opened_at, open_item_id)
    WHERE state = 'open';
CREATE INDEX open_item_by_movement ON open_item (tenant_id, movement_id)
    WHERE movement_id IS NOT NULL;
CREATE INDEX open_item_by_receivable ON open_item (tenant_id, receivable_id)
    WHERE receivable_id IS NOT NULL;

-- What became of an uploaded file, for people: one file is one run, however often it is sent.
CREATE TABLE reconciliation_run (
    tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
    run_id bytea NOT NULL CHECK (length(run_id) = 16),
    file_digest bytea NOT NULL CHECK (length(file_digest) = 32),
    statements text COLLATE "C" NOT NULL, -- JSON, as answered
    matched bigint NOT NULL CHECK (matched >= 0),
    open_items bigint NOT NULL CHECK (open_items >= 0),
    started_at bigint NOT NULL,
    finished_at bigint, -- null while it goes on
    PRIMARY KEY (tenant_id, run_id)
);
CREATE UNIQUE INDEX reconciliation_run_by_file ON reconciliation_run (tenant_id, file_digest);

CREATE TABLE reconciliation_run_match (
    tenant_id text COLLATE "C" NOT NULL,
    run_id bytea NOT NULL,
    match_id bytea NOT NULL,
    PRIMARY KEY (tenant_id, run_id, match_id),
    FOREIGN KEY (tenant_id, run_id) REFERENCES reconciliation_run,
    FOREIGN KEY (tenant_id, match_id) REFERENCES match
);
