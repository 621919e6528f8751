-- The second wall between tenants and parties (docs/adr/0011). Units run as route9_service, which
-- sees the rows of app.tenant only, and nothing when that is not set. Units that cross tenants run
-- as route9_across. What a later migration makes is walled by calling wall_table().
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'route9_service') THEN
        CREATE ROLE route9_service NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'route9_across') THEN
        CREATE ROLE route9_across NOLOGIN;
    END IF;
    IF NOT pg_has_role(current_user, 'route9_service', 'MEMBER') THEN
        EXECUTE format('GRANT route9_service TO %I', current_user);
    END IF;
    IF NOT pg_has_role(current_user, 'route9_across', 'MEMBER') THEN
        EXECUTE format('GRANT route9_across TO %I', current_user);
    END IF;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'this user may not make roles; have an administrator run: CREATE ROLE '
        'route9_service NOLOGIN; CREATE ROLE route9_across NOLOGIN; '
        'GRANT route9_service, route9_across TO %;', quote_ident(current_user);
END $$;

DO $$
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO route9_service, route9_across', current_schema());
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I '
        'TO route9_service, route9_across', current_schema());
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO route9_service, route9_across',
        current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE '
        'ON TABLES TO route9_service, route9_across', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE ON SEQUENCES '
        'TO route9_service, route9_across', current_schema());
END $$;

CREATE FUNCTION has_column(table_name text, column_name text) RETURNS boolean LANGUAGE sql STABLE
AS $$
    SELECT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = $1::regclass
        AND a.attname = $2 AND NOT a.attisdropped)
$$;

-- A unit for a seller or a carrier reads its own rows only. One that writes for them may read the
-- tenant's (what is left on a truck is everybody's), and changes their own only. A carrier's events
-- change sellers' orders and money; the journal tells what concerns others; and whoever may see a
-- parcel sees all that was told of it.
CREATE PROCEDURE wall_table(target text) LANGUAGE plpgsql AS $$
DECLARE
    no_seller CONSTANT text := 'NULLIF(current_setting(''app.seller'', true), '''') IS NULL';
    no_carrier CONSTANT text := 'NULLIF(current_setting(''app.carrier'', true), '''') IS NULL';
    is_writing CONSTANT text := 'current_setting(''transaction_read_only'') = ''off''';
    of_seller CONSTANT text := no_seller || ' OR seller_id = current_setting(''app.seller'', true)';
    of_carrier CONSTANT text :=
        no_carrier || ' OR carrier_id = current_setting(''app.carrier'', true)';
    has_seller CONSTANT boolean := has_column(target, 'seller_id');
    has_carrier CONSTANT boolean := has_column(target, 'carrier_id');
    own text := '';
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('CREATE POLICY across ON %I TO route9_across USING (true)', target);
    EXECUTE format('CREATE POLICY tenant ON %I TO route9_service '
        'USING (tenant_id = NULLIF(current_setting(''app.tenant'', true), ''''))', target);
    IF NOT has_seller AND NOT has_carrier THEN
        RETURN;
    END IF;
    IF target <> 'tracking_event' THEN
        EXECUTE format('CREATE POLICY party_reads ON %I AS RESTRICTIVE FOR SELECT '
            'TO route9_service USING (%s OR ((%s) AND (%s)))', target, is_writing,
            CASE WHEN has_seller THEN of_seller ELSE 'true' END,
            CASE WHEN has_carrier THEN of_carrier ELSE no_carrier END);
    END IF;
    IF target = 'journal' THEN
        RETURN;
    END IF;
    own := format('(%s) AND (%s)', CASE WHEN has_seller THEN of_seller ELSE 'true' END,
        CASE WHEN has_carrier THEN of_carrier ELSE 'true' END);
    EXECUTE format('CREATE POLICY party_adds ON %I AS RESTRICTIVE FOR INSERT TO route9_service '
        'WITH CHECK (%s)', target, own);
    EXECUTE format('CREATE POLICY party_changes ON %I AS RESTRICTIVE FOR UPDATE TO route9_service '
        'USING (%s)', target, own);
    EXECUTE format('CREATE POLICY party_removes ON %I AS RESTRICTIVE FOR DELETE TO route9_service '
        'USING (%s)', target, own);
END $$;

DO $$
DECLARE
    target text;
BEGIN
    FOR target IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relkind = 'r' AND has_column(c.relname, 'tenant_id')
    LOOP
        CALL wall_table(target);
    END LOOP;
END $$;
