-- PostgreSQL gathers statistics by itself. Rows that are changed or queued all day get room for
-- their next version on the same page and are cleaned up early.
ALTER TABLE job SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
ALTER TABLE inbox SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE stock SET (fillfactor = 70);
ALTER TABLE departure SET (fillfactor = 70);
ALTER TABLE ledger_account SET (fillfactor = 50);
ALTER TABLE feed_cursor SET (fillfactor = 50);
ALTER TABLE corridor_snapshot SET (fillfactor = 50);
ALTER TABLE journal_head SET (fillfactor = 50);
