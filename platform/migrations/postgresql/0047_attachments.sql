-- Photographs of parcels, of goods that come in or back, of papers. Whoever may see what a photo is
-- attached to may see it: the party is asked of that row.
CREATE TABLE attachment (
    tenant_id text COLLATE "C" NOT NULL,
    attachment_id bytea NOT NULL CHECK (length(attachment_id) = 16),
    subject_kind text COLLATE "C" NOT NULL CHECK (subject_kind IN
        ('parcel', 'receipt', 'return', 'manifest', 'fulfillment')),
    subject_id bytea NOT NULL CHECK (length(subject_id) = 16),
    order_id bytea CHECK (length(order_id) = 16), -- whose person's erasure takes it
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('packed', 'damage', 'delivery', 'document')),
    -- coming: its pieces are being written; gone: they are to be removed
    state text COLLATE "C" NOT NULL CHECK (state IN ('coming', 'kept', 'gone')),
    media_type text COLLATE "C" NOT NULL,
    width bigint NOT NULL CHECK (width > 0),
    height bigint NOT NULL CHECK (height > 0),
    orientation bigint NOT NULL CHECK (orientation BETWEEN 1 AND 8),
    bytes bigint NOT NULL CHECK (bytes > 0),
    pieces bigint NOT NULL CHECK (pieces > 0),
    digest bytea NOT NULL CHECK (length(digest) = 32), -- of what is kept
    sent_digest bytea NOT NULL CHECK (length(sent_digest) = 32), -- of what was sent
    taken_at bigint,
    added_at bigint NOT NULL,
    added_by text COLLATE "C" NOT NULL, -- a key or a person
    wrapped bytea NOT NULL, -- the key of its pieces; empty once it is gone
    PRIMARY KEY (tenant_id, attachment_id)
);
CREATE INDEX attachment_of_subject ON attachment
    (tenant_id, subject_kind, subject_id, attachment_id) WHERE state = 'kept';
CREATE INDEX attachment_of_order ON attachment (tenant_id, order_id)
    WHERE state = 'kept' AND order_id IS NOT NULL;
CREATE INDEX attachment_old ON attachment (added_at) WHERE state = 'kept';
CREATE INDEX attachment_not_kept ON attachment (added_at) WHERE state <> 'kept';

-- A photograph in sealed pieces, so that no unit of work writes it whole.
CREATE TABLE attachment_piece (
    tenant_id text COLLATE "C" NOT NULL,
    attachment_id bytea NOT NULL CHECK (length(attachment_id) = 16),
    number bigint NOT NULL CHECK (number >= 0),
    sealed bytea NOT NULL,
    PRIMARY KEY (tenant_id, attachment_id, number)
);

-- What a tenant's photographs take.
CREATE TABLE attachment_room (
    tenant_id text COLLATE "C" NOT NULL,
    bytes bigint NOT NULL CHECK (bytes >= 0),
    photos bigint NOT NULL CHECK (photos >= 0),
    PRIMARY KEY (tenant_id)
);

-- Sealed bytes do not get smaller: kept beside the rows as they are.
ALTER TABLE attachment_piece ALTER COLUMN sealed SET STORAGE EXTERNAL;

CALL wall_table('attachment');
CALL wall_table('attachment_piece');
CALL wall_table('attachment_room');
