-- Without statistics SQLite prefers the primary key's tenant over the index that finds the row: a
-- look-up would read all of a tenant's rows. These estimates (rows, rows a tenant, rows a key) are
-- what a busy tenant looks like; they only steer the choice of index.
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('fulfillment', 'fulfillment', '1000000 500000 1'),
    ('fulfillment', 'fulfillment_order', '1000000 500000 1 1'),
    ('receivable', 'receivable', '1000000 500000 1'),
    ('receivable', 'receivable_by_order', '1000000 500000 1'),
    ('parcel', 'parcel', '1000000 500000 1'),
    ('parcel', 'parcel_order', '1000000 500000 1'),
    ('parcel', 'parcel_departure', '1000000 500000 1000');
