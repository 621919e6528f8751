-- An order's marketplace is also told that it is accepted and that it has left. behind: waits until
-- a step before it is told; moot: refused or not told when a later step made it needless.
ALTER TABLE write_back DROP CONSTRAINT write_back_action_check;
ALTER TABLE write_back ADD CONSTRAINT write_back_action_check CHECK (action IN
    ('accepted', 'packed', 'shipped', 'delivery_failed', 'delivered', 'cancelled'));
ALTER TABLE write_back DROP CONSTRAINT write_back_state_check;
ALTER TABLE write_back ADD CONSTRAINT write_back_state_check
    CHECK (state IN ('behind', 'waiting', 'done', 'refused', 'moot'));
