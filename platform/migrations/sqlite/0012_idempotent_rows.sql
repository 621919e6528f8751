-- Callers' keys are mostly random. In a table clustered by them every stored answer, about half a
-- kilobyte, dirties a page anywhere in the whole table; here answers lie in the order of their
-- arrival and only an index entry is filed at random.
CREATE TABLE idempotent_answer_by_arrival (
    tenant_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash BLOB NOT NULL,
    status INTEGER NOT NULL,
    answer BLOB NOT NULL,
    day INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, scope, key)
) STRICT;
INSERT INTO idempotent_answer_by_arrival SELECT * FROM idempotent_answer ORDER BY at;
DROP TABLE idempotent_answer;
ALTER TABLE idempotent_answer_by_arrival RENAME TO idempotent_answer;
CREATE INDEX idempotent_answer_age ON idempotent_answer (at);
