-- Another package's number; this file is replaced by it.
DO $$ BEGIN END $$;
