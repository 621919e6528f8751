-- Keeps the place of a migration that another branch brings.
SELECT 1;
