-- Old answers are found by their age; without this the whole table is read to forget the first.
CREATE INDEX idempotent_answer_age ON idempotent_answer (at);
