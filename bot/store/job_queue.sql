-- Says when workers look into the outbox, in the very transaction that wrote there (decision 7).
-- What is due within a minute calls them as it is committed. What is due later gets a job of
-- Procrastinate's: one for all that is due in the same minute of a queue, since a job only says
-- "look now". Two transactions never wait for each other here: where another is just writing the
-- same job, this one leaves it, and the workers' sweep would find the row without it.
CREATE OR REPLACE FUNCTION sayso_say_when_to_look() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    urgent boolean := NEW.kind IN ('alert', 'holding', 'help', 'receipt', 'staff');
    queue text := CASE WHEN urgent THEN 'safeguarding' ELSE 'sending' END;
    at_minute timestamptz := date_trunc('minute', NEW.due_at);
    said text := 'look:' || queue || ':' || extract(epoch FROM at_minute)::bigint;
BEGIN
    IF NEW.due_at <= now() + interval '1 minute' THEN
        PERFORM pg_notify(CASE WHEN urgent THEN 'sayso_urgent' ELSE 'sayso_due' END, '');
    ELSIF pg_try_advisory_xact_lock(hashtextextended(said, 0)) AND NOT EXISTS (
        SELECT FROM procrastinate_jobs WHERE queueing_lock = said AND status = 'todo'
    ) THEN
        BEGIN
            PERFORM procrastinate_defer_jobs_v1(ARRAY[ROW(
                queue, 'look_at_' || queue, 0, NULL, said, '{}'::jsonb, at_minute
            )::procrastinate_job_to_defer_v1]);
        EXCEPTION WHEN unique_violation THEN
            NULL; -- another has just said it
        END;
    END IF;
    RETURN NULL;
END;
$$;

DROP TRIGGER IF EXISTS sayso_say_when_to_look ON outbox;
CREATE TRIGGER sayso_say_when_to_look
    AFTER INSERT OR UPDATE OF due_at, state ON outbox
    FOR EACH ROW WHEN (NEW.state = 'queued')
    EXECUTE FUNCTION sayso_say_when_to_look();
