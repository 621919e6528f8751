-- Pending deliveries are claimed tenant by tenant, so that the burst of one does not delay another.
CREATE INDEX inbox_pending_of_tenant ON inbox (tenant_id, inbox_id) WHERE state = 'pending';
DROP INDEX inbox_pending;
