-- Money: the double-entry ledger, what is owed to us, what banks report, and what was matched.
-- Amounts are signed minor units beside their currency; debit and money in are positive.

CREATE TABLE ledger_account (
    tenant_id TEXT NOT NULL CHECK (tenant_id <> ''),
    account TEXT NOT NULL CHECK (account <> ''), -- "bank:…", "clearing:qr", "suspense", …
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    balance_minor INTEGER NOT NULL,
    last_sequence INTEGER NOT NULL CHECK (last_sequence >= 0),
    head BLOB NOT NULL, -- chain hash of the newest posting, empty before the first
    PRIMARY KEY (tenant_id, account, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_entry (
    tenant_id TEXT NOT NULL,
    entry_id BLOB NOT NULL CHECK (length(entry_id) = 16),
    at INTEGER NOT NULL, -- business milliseconds since 1970
    kind TEXT NOT NULL CHECK (kind <> ''),
    reference TEXT NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32), -- of the whole entry: the same id, the same
    PRIMARY KEY (tenant_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_posting (
    tenant_id TEXT NOT NULL,
    account TEXT NOT NULL,
    currency TEXT NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence > 0), -- within the account, without a gap
    entry_id BLOB NOT NULL,
    line INTEGER NOT NULL CHECK (line >= 0),
    amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
    balance_minor INTEGER NOT NULL, -- of the account after this posting
    chain BLOB NOT NULL CHECK (length(chain) = 32), -- H(chain before, entry digest, this posting)
    PRIMARY KEY (tenant_id, account, currency, sequence),
    FOREIGN KEY (tenant_id, account, currency) REFERENCES ledger_account,
    FOREIGN KEY (tenant_id, entry_id) REFERENCES ledger_entry
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ledger_posting_by_entry ON ledger_posting (tenant_id, entry_id, line);

-- What was booked stays: corrections are new entries.
CREATE TRIGGER ledger_entry_stays BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END;
CREATE TRIGGER ledger_entry_remains BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END;
CREATE TRIGGER ledger_posting_stays BEFORE UPDATE ON ledger_posting
BEGIN SELECT RAISE(ABORT, 'ledger postings are append-only'); END;
CREATE TRIGGER ledger_posting_remains BEFORE DELETE ON ledger_posting
BEGIN SELECT RAISE(ABORT, 'ledger postings are append-only'); END;

-- Money expected from buyers, carriers and marketplaces.
CREATE TABLE receivable (
    tenant_id TEXT NOT NULL CHECK (tenant_id <> ''),
    receivable_id BLOB NOT NULL CHECK (length(receivable_id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('qr', 'transfer', 'cod', 'marketplace')),
    seller_id TEXT NOT NULL CHECK (seller_id <> ''),
    reference TEXT NOT NULL CHECK (reference <> ''), -- payment code, parcel or order number
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    settled_minor INTEGER NOT NULL CHECK (settled_minor BETWEEN 0 AND amount_minor),
    -- Cash that a carrier has collected, settled or not.
    custodian TEXT NOT NULL,
    custody_minor INTEGER NOT NULL CHECK (custody_minor BETWEEN 0 AND amount_minor),
    due INTEGER NOT NULL, -- days since 1970, corridor calendar
    payer TEXT NOT NULL,
    bank_account TEXT NOT NULL,
    order_ref TEXT NOT NULL,
    parcel_ref TEXT NOT NULL,
    end_to_end TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'partial', 'settled', 'cancelled')),
    created_at INTEGER NOT NULL,
    cancelled_at INTEGER,
    reference_key TEXT NOT NULL, -- folded as memos are, for look-up
    PRIMARY KEY (tenant_id, receivable_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX receivable_by_reference ON receivable (tenant_id, reference);
CREATE INDEX receivable_by_key ON receivable (tenant_id, reference_key);
CREATE INDEX receivable_by_end_to_end ON receivable (tenant_id, end_to_end) WHERE end_to_end <> '';
CREATE INDEX receivable_by_amount ON receivable (tenant_id, currency, amount_minor, due)
    WHERE state = 'open';
CREATE INDEX receivable_by_order ON receivable (tenant_id, order_ref);
CREATE INDEX receivable_by_seller ON receivable (tenant_id, seller_id, receivable_id);

-- One uploaded file; the same bytes are one statement.
CREATE TABLE bank_statement (
    tenant_id TEXT NOT NULL CHECK (tenant_id <> ''),
    statement_id BLOB NOT NULL CHECK (length(statement_id) = 16),
    file_digest BLOB NOT NULL CHECK (length(file_digest) = 32),
    part INTEGER NOT NULL CHECK (part >= 0), -- which statement of the file
    account TEXT NOT NULL CHECK (account <> ''),
    currency TEXT NOT NULL,
    format TEXT NOT NULL,
    opening_minor INTEGER,
    closing_minor INTEGER,
    chain_ok INTEGER CHECK (chain_ok IN (0, 1)),
    from_day INTEGER,
    to_day INTEGER,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, statement_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX bank_statement_by_file ON bank_statement (tenant_id, file_digest, part);

-- One movement of money on one of our accounts, however often it is told.
CREATE TABLE movement (
    tenant_id TEXT NOT NULL CHECK (tenant_id <> ''),
    movement_id BLOB NOT NULL CHECK (length(movement_id) = 16),
    bank_key BLOB NOT NULL CHECK (length(bank_key) = 32),
    statement_id BLOB NOT NULL,
    account TEXT NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
    booked_at INTEGER NOT NULL,
    bank_ref TEXT NOT NULL,
    facts TEXT NOT NULL, -- what else the bank told, JSON
    state TEXT NOT NULL CHECK (state IN ('new', 'matched', 'open')),
    PRIMARY KEY (tenant_id, movement_id),
    FOREIGN KEY (tenant_id, statement_id) REFERENCES bank_statement
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX movement_by_bank_key ON movement (tenant_id, bank_key);
CREATE INDEX movement_by_statement ON movement (tenant_id, statement_id);
CREATE INDEX movement_to_match ON movement (tenant_id, booked_at, movement_id) WHERE state = 'new';

CREATE TABLE match (
    tenant_id TEXT NOT NULL CHECK (tenant_id <> ''),
    match_id BLOB NOT NULL CHECK (length(match_id) = 16),
    kind TEXT NOT NULL,
    rule TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('matched', 'provisional', 'partial', 'undone')),
    reason TEXT NOT NULL,
    matched_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, match_id)
) STRICT, WITHOUT ROWID;

-- The sides of a match: Σ expected = Σ movements + Σ adjustments.
CREATE TABLE match_line (
    tenant_id TEXT NOT NULL,
    match_id BLOB NOT NULL,
    line INTEGER NOT NULL CHECK (line >= 0),
    side TEXT NOT NULL CHECK (side IN ('expected', 'movement', 'adjustment')),
    subject_id BLOB CHECK (length(subject_id) = 16), -- receivable or movement
    type TEXT NOT NULL, -- of an adjustment
    currency TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, match_id, line),
    FOREIGN KEY (tenant_id, match_id) REFERENCES match
) STRICT, WITHOUT ROWID;
CREATE INDEX match_line_by_subject ON match_line (tenant_id, subject_id);

-- What did not match, and what stands beside a match: someone has to look.
CREATE TABLE open_item (
    tenant_id TEXT NOT NULL CHECK (tenant_id <> ''),
    open_item_id BLOB NOT NULL CHECK (length(open_item_id) = 16),
    code TEXT NOT NULL CHECK (code <> ''),
    reason TEXT NOT NULL,
    movement_id BLOB,
    receivable_id BLOB,
    currency TEXT,
    amount_minor INTEGER,
    suggestions TEXT NOT NULL, -- JSON array of receivable ids
    state TEXT NOT NULL CHECK (state IN ('open', 'resolved')),
    opened_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, open_item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX open_item_by_age ON open_item (tenant_id, opened_at, open_item_id)
    WHERE state = 'open';
CREATE INDEX open_item_by_movement ON open_item (tenant_id, movement_id)
    WHERE movement_id IS NOT NULL;
CREATE INDEX open_item_by_receivable ON open_item (tenant_id, receivable_id)
    WHERE receivable_id IS NOT NULL;

-- What became of an uploaded file, for people: one file is one run, however often it is sent.
CREATE TABLE reconciliation_run (
    tenant_id TEXT NOT NULL CHECK (tenant_id <> ''),
    run_id BLOB NOT NULL CHECK (length(run_id) = 16),
    file_digest BLOB NOT NULL CHECK (length(file_digest) = 32),
    statements TEXT NOT NULL, -- JSON, as answered
    matched INTEGER NOT NULL CHECK (matched >= 0),
    open_items INTEGER NOT NULL CHECK (open_items >= 0),
    started_at INTEGER NOT NULL,
    finished_at INTEGER, -- null while it goes on
    PRIMARY KEY (tenant_id, run_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX reconciliation_run_by_file ON reconciliation_run (tenant_id, file_digest);

CREATE TABLE reconciliation_run_match (
    tenant_id TEXT NOT NULL,
    run_id BLOB NOT NULL,
    match_id BLOB NOT NULL,
    PRIMARY KEY (tenant_id, run_id, match_id),
    FOREIGN KEY (tenant_id, run_id) REFERENCES reconciliation_run,
    FOREIGN KEY (tenant_id, match_id) REFERENCES match
) STRICT, WITHOUT ROWID;
