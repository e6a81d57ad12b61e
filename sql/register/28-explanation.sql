CREATE TABLE IF NOT EXISTS disclosure.explanation (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	rule text NOT NULL,
	fingerprint bigint NOT NULL,
	explanation text NOT NULL CHECK (explanation <> ''),
	written_by text NOT NULL,
	written_at timestamptz NOT NULL DEFAULT now(),
	accepted_by text,
	accepted_at timestamptz,
	PRIMARY KEY (unit_id, year, scope, rule, fingerprint),
	FOREIGN KEY (unit_id, year, scope) REFERENCES disclosure.report ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.explanation IS '对核实性问题的说明：填报时写，审核时认可；有关数字一变即失效';
COMMENT ON COLUMN disclosure.explanation.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.explanation.year IS '报告年度';
COMMENT ON COLUMN disclosure.explanation.scope IS '范围';
COMMENT ON COLUMN disclosure.explanation.rule IS '规则代码';
COMMENT ON COLUMN disclosure.explanation.fingerprint IS '说明所针对的数字的指纹';
COMMENT ON COLUMN disclosure.explanation.explanation IS '说明';
COMMENT ON COLUMN disclosure.explanation.written_by IS '说明人';
COMMENT ON COLUMN disclosure.explanation.written_at IS '说明时间';
COMMENT ON COLUMN disclosure.explanation.accepted_by IS '认可人';
COMMENT ON COLUMN disclosure.explanation.accepted_at IS '认可时间';

/* The unit fills in explanations of its warnings and hints, the reviewer accepts them. */
CREATE OR REPLACE FUNCTION disclosure.prepare_explanation()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	severity text;
	status text;
BEGIN
	IF TG_OP <> 'INSERT' THEN
		IF TG_OP = 'UPDATE' AND NEW.unit_id <> OLD.unit_id
			AND NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = OLD.unit_id) THEN
			/* ON UPDATE CASCADE: the unit has a new code */
			RETURN NEW;
		END IF;
		status := (SELECT r.status FROM disclosure.report r
			WHERE r.unit_id = OLD.unit_id AND r.year = OLD.year AND r.scope = OLD.scope AND r.origin = 'filed');
		IF OLD.accepted_at IS NOT NULL AND status IN ('approved', 'published')
			AND (TG_OP = 'DELETE' OR (NEW.*) IS DISTINCT FROM (OLD.*)) THEN
			RAISE EXCEPTION 'the explanation of finding % is part of the report of unit % for %, which is %',
				OLD.rule, OLD.unit_id, OLD.year, status
				USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'It can be changed after the report is returned.';
		ELSIF TG_OP = 'DELETE' THEN
			RETURN OLD;
		END IF;
	END IF;
	PERFORM disclosure.lock_unit(NEW.unit_id);
	IF TG_OP = 'UPDATE' AND (NEW.unit_id, NEW.year, NEW.scope, NEW.rule, NEW.fingerprint, NEW.explanation)
		= (OLD.unit_id, OLD.year, OLD.scope, OLD.rule, OLD.fingerprint, OLD.explanation) THEN
		IF NEW.accepted_at IS NOT DISTINCT FROM OLD.accepted_at THEN
			/* nothing changes */
			RETURN OLD;
		END IF;
		/* An acceptance is given or withdrawn. */
		IF NOT disclosure.has_duty(NEW.unit_id, NEW.year, 'review') THEN
			RAISE EXCEPTION 'this needs the duty review for unit %', NEW.unit_id USING ERRCODE = 'insufficient_privilege';
		END IF;
		NEW.written_by := OLD.written_by;
		IF NEW.accepted_at IS NOT NULL THEN
			NEW.accepted_by := disclosure.calling_person();
			NEW.accepted_at := now();
		ELSE
			NEW.accepted_by := NULL;
		END IF;
		RETURN NEW;
	END IF;
	SELECT f.severity INTO severity FROM disclosure.finding f
	WHERE f.unit_id = NEW.unit_id AND f.year = NEW.year AND f.scope = NEW.scope AND f.rule = NEW.rule
		AND f.fingerprint = NEW.fingerprint AND f.result = 'fail';
	IF severity IS NULL OR severity = 'error' THEN
		RAISE EXCEPTION 'finding % on the report of unit % for % cannot be explained', NEW.rule, NEW.unit_id, NEW.year
			USING ERRCODE = 'object_not_in_prerequisite_state',
				DETAIL = CASE WHEN severity = 'error' THEN 'It is an error, which has to be corrected.' ELSE 'There is no such finding.' END;
	END IF;
	IF NOT disclosure.has_duty(NEW.unit_id, NEW.year, 'fill') THEN
		RAISE EXCEPTION 'this needs the duty fill for unit %', NEW.unit_id USING ERRCODE = 'insufficient_privilege';
	END IF;
	NEW.written_by := disclosure.calling_person();
	NEW.written_at := now();
	NEW.accepted_by := NULL;
	NEW.accepted_at := NULL;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.prepare_explanation() IS 'trigger before an explanation is written, accepted or withdrawn';

CREATE OR REPLACE TRIGGER explanation_prepare BEFORE INSERT OR UPDATE OR DELETE ON disclosure.explanation
	FOR EACH ROW EXECUTE FUNCTION disclosure.prepare_explanation();
COMMENT ON TRIGGER explanation_prepare ON disclosure.explanation IS '说明由填报人写，由审核人认可，强制性问题不得以说明代替改正';

/* Escapes LIKE's own signs, so that only * is a wildcard. */
CREATE OR REPLACE FUNCTION disclosure.rule_pattern(rule text)
RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT replace(regexp_replace(rule, '([\\%_])', '\\\1', 'g'), '*', '%') $$;
COMMENT ON FUNCTION disclosure.rule_pattern(text) IS 'the code of a rule, or of several with *, for LIKE';

CREATE OR REPLACE FUNCTION disclosure.explain(unit_id text, year integer, scope text, rule text, explanation text)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	written integer;
BEGIN
	PERFORM disclosure.require_report(explain.unit_id, explain.year, explain.scope);
	PERFORM disclosure.require_duty(explain.unit_id, explain.year, 'fill');
	INSERT INTO disclosure.explanation AS e (unit_id, year, scope, rule, fingerprint, explanation, written_by)
	SELECT DISTINCT f.unit_id, f.year, f.scope, f.rule, f.fingerprint, explain.explanation, disclosure.calling_person()
	FROM disclosure.finding f
	WHERE f.unit_id = explain.unit_id AND f.year = explain.year AND f.scope = explain.scope AND f.result = 'fail'
		AND f.rule LIKE disclosure.rule_pattern(explain.rule)
		AND (f.severity <> 'error' OR f.rule = explain.rule)
	ON CONFLICT ON CONSTRAINT explanation_pkey DO UPDATE SET explanation = excluded.explanation;
	GET DIAGNOSTICS written = ROW_COUNT;
	IF written = 0 AND position('*' IN explain.rule) = 0 THEN
		RAISE EXCEPTION 'finding % on the report of unit % for % cannot be explained', explain.rule, explain.unit_id, explain.year
			USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = 'There is no such finding.',
				HINT = 'The view disclosure.finding has those of each report.';
	END IF;
	RETURN written;
END
$$;
COMMENT ON FUNCTION disclosure.explain(text, integer, text, text, text) IS
'explains the findings of a rule on a report, or with * in its code of several rules; returns how many';

CREATE OR REPLACE FUNCTION disclosure.accept_explanations(unit_id text, year integer, scope text DEFAULT 'own', rule text DEFAULT '*')
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	accepted integer;
BEGIN
	PERFORM disclosure.require_report(accept_explanations.unit_id, accept_explanations.year, accept_explanations.scope);
	PERFORM disclosure.require_duty(accept_explanations.unit_id, accept_explanations.year, 'review');
	UPDATE disclosure.explanation e SET accepted_at = now()
	WHERE e.unit_id = accept_explanations.unit_id AND e.year = accept_explanations.year
		AND e.scope = accept_explanations.scope AND e.accepted_at IS NULL
		AND e.rule LIKE disclosure.rule_pattern(accept_explanations.rule)
		AND EXISTS (SELECT FROM disclosure.finding f
			WHERE f.unit_id = e.unit_id AND f.year = e.year AND f.scope = e.scope AND f.rule = e.rule
				AND f.fingerprint = e.fingerprint);
	GET DIAGNOSTICS accepted = ROW_COUNT;
	RETURN accepted;
END
$$;
COMMENT ON FUNCTION disclosure.accept_explanations(text, integer, text, text) IS
'accepts the explanations of a report that still hold; returns how many';
