-- Photographs of parcels, of goods that come in or back, of papers. Whoever may see what a photo is
-- attached to may see it: the party is asked of that row.
CREATE TABLE attachment (
    tenant_id TEXT NOT NULL,
    attachment_id BLOB NOT NULL CHECK (length(attachment_id) = 16),
    subject_kind TEXT NOT NULL CHECK (subject_kind IN
        ('parcel', 'receipt', 'return', 'manifest', 'fulfillment')),
    subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
    order_id BLOB CHECK (length(order_id) = 16), -- whose person's erasure takes it
    kind TEXT NOT NULL CHECK (kind IN ('packed', 'damage', 'delivery', 'document')),
    -- coming: its pieces are being written; gone: they are to be removed
    state TEXT NOT NULL CHECK (state IN ('coming', 'kept', 'gone')),
    media_type TEXT NOT NULL,
    width INTEGER NOT NULL CHECK (width > 0),
    height INTEGER NOT NULL CHECK (height > 0),
    orientation INTEGER NOT NULL CHECK (orientation BETWEEN 1 AND 8),
    bytes INTEGER NOT NULL CHECK (bytes > 0),
    pieces INTEGER NOT NULL CHECK (pieces > 0),
    digest BLOB NOT NULL CHECK (length(digest) = 32), -- of what is kept
    sent_digest BLOB NOT NULL CHECK (length(sent_digest) = 32), -- of what was sent
    taken_at INTEGER,
    added_at INTEGER NOT NULL,
    added_by TEXT NOT NULL, -- a key or a person
    wrapped BLOB NOT NULL, -- the key of its pieces; empty once it is gone
    PRIMARY KEY (tenant_id, attachment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_of_subject ON attachment
    (tenant_id, subject_kind, subject_id, attachment_id) WHERE state = 'kept';
CREATE INDEX attachment_of_order ON attachment (tenant_id, order_id)
    WHERE state = 'kept' AND order_id IS NOT NULL;
CREATE INDEX attachment_old ON attachment (added_at) WHERE state = 'kept';
CREATE INDEX attachment_not_kept ON attachment (added_at) WHERE state <> 'kept';

-- A photograph in sealed pieces, so that no unit of work writes it whole.
CREATE TABLE attachment_piece (
    tenant_id TEXT NOT NULL,
    attachment_id BLOB NOT NULL CHECK (length(attachment_id) = 16),
    number INTEGER NOT NULL CHECK (number >= 0),
    sealed BLOB NOT NULL,
    PRIMARY KEY (tenant_id, attachment_id, number)
) STRICT;

-- What a tenant's photographs take.
CREATE TABLE attachment_room (
    tenant_id TEXT NOT NULL,
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    photos INTEGER NOT NULL CHECK (photos >= 0),
    PRIMARY KEY (tenant_id)
) STRICT, WITHOUT ROWID;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('attachment', 'attachment', '100000 50000 1'),
    ('attachment', 'attachment_of_subject', '100000 50000 20000 2 1'),
    ('attachment', 'attachment_of_order', '80000 40000 2'),
    ('attachment', 'attachment_old', '100000 1'),
    ('attachment', 'attachment_not_kept', '10 1'),
    ('attachment_piece', 'sqlite_autoindex_attachment_piece_1', '400000 200000 4 1'),
    ('attachment_room', 'attachment_room', '10 1');
