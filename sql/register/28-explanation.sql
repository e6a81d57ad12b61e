/* Explanations of findings: written by who fills in, accepted by who reviews, void once the numbers change. */
CREATE TABLE IF NOT EXISTS disclosure.explanation (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	rule text NOT NULL,
	fingerprint text NOT NULL,
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

/*
 * An error can be explained only if its other side is another report, which may
 * be the wrong one: last year's, or those of the units below.
 */
CREATE OR REPLACE FUNCTION disclosure.is_explicable(severity text, cells text[])
RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF severity <> 'error' THEN
		RETURN true;
	END IF;
	RETURN EXISTS (SELECT FROM unnest(cells) c WHERE c LIKE 'previous.%' OR c LIKE 'children.%');
END
$$;
COMMENT ON FUNCTION disclosure.is_explicable(text, text[]) IS
'can a finding be explained: is it no error, or one of a comparison with other reports?';

/* The unit fills in explanations of its findings, the reviewer accepts them. */
CREATE OR REPLACE FUNCTION disclosure.prepare_explanation()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	severity text;
	explicable boolean;
	status text;
BEGIN
	PERFORM disclosure.require_own_name();
	IF TG_OP = 'INSERT' AND NOT row_security_active('disclosure.report') AND EXISTS (SELECT FROM disclosure.report r
			WHERE r.unit_id = NEW.unit_id AND r.year = NEW.year AND r.scope = NEW.scope AND r.origin = 'received') THEN
		/* enter_receipt() writes what came with the report, as it came */
		RETURN NEW;
	END IF;
	IF TG_OP <> 'INSERT' THEN
		IF TG_OP = 'UPDATE' AND (NEW.unit_id, NEW.year, NEW.scope, NEW.rule, NEW.fingerprint)
			IS DISTINCT FROM (OLD.unit_id, OLD.year, OLD.scope, OLD.rule, OLD.fingerprint) THEN
			PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
				'说明属于它所针对的报告和数字，不能改到别处'::text, '需要的，用 explain() 另写一条。'::text, NULL::text, TG_RELID::regclass);
		END IF;
		status := (SELECT r.status FROM disclosure.report r
			WHERE r.unit_id = OLD.unit_id AND r.year = OLD.year AND r.scope = OLD.scope AND r.origin = 'filed');
		IF OLD.accepted_at IS NOT NULL AND status IN ('approved', 'published')
			AND (TG_OP = 'DELETE' OR (NEW.*) IS DISTINCT FROM (OLD.*)) THEN
			PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
				format('对规则 %s 的说明已经认可，是单位 %s %s年报告的一部分，报告%s，不能再改',
					OLD.rule, OLD.unit_id, OLD.year, disclosure.status_label(status)),
				'由审核人退回（return_report）以后再改。'::text, NULL::text, TG_RELID::regclass);
		ELSIF TG_OP = 'DELETE' THEN
			RETURN OLD;
		END IF;
	END IF;
	IF TG_OP = 'UPDATE' AND NEW.explanation = OLD.explanation THEN
		IF NEW.accepted_at IS NOT DISTINCT FROM OLD.accepted_at THEN
			/* nothing changes */
			RETURN OLD;
		END IF;
		/* An acceptance is given or withdrawn. */
		PERFORM disclosure.require_duty(NEW.unit_id, NEW.year, 'review'::text);
		NEW.written_by := OLD.written_by;
		IF NEW.accepted_at IS NOT NULL THEN
			NEW.accepted_by := disclosure.calling_person();
			NEW.accepted_at := now();
		ELSE
			NEW.accepted_by := NULL;
		END IF;
		RETURN NEW;
	END IF;
	SELECT f.severity, disclosure.is_explicable(f.severity, f.cells) INTO severity, explicable FROM disclosure.finding f
	WHERE f.unit_id = NEW.unit_id AND f.year = NEW.year AND f.scope = NEW.scope AND f.rule = NEW.rule
		AND f.fingerprint = NEW.fingerprint AND f.result = 'fail';
	IF explicable IS NOT TRUE THEN
		PERFORM disclosure.raise_not_explicable(NEW.unit_id, NEW.year, NEW.rule, severity);
	END IF;
	PERFORM disclosure.require_duty(NEW.unit_id, NEW.year, 'fill'::text);
	NEW.written_by := disclosure.calling_person();
	NEW.written_at := now();
	NEW.accepted_by := NULL;
	NEW.accepted_at := NULL;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.prepare_explanation() IS 'trigger before an explanation is written, accepted or withdrawn';

CREATE OR REPLACE FUNCTION disclosure.raise_not_explicable(unit_id text, year integer, rule text, severity text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
		format(CASE WHEN severity IS NULL THEN '单位 %s %s年的报告，现在没有规则 %s 的问题要说明'
			ELSE '单位 %s %s年的报告，规则 %s 的问题不能以说明代替改正' END, unit_id, year, rule),
		CASE WHEN severity = 'error' THEN '报告内部的强制性问题只能改正；改法见 report_repairs()。'
			ELSE '报告的问题见视图 finding。' END,
		CASE WHEN severity = 'error' THEN '这是报告内部的强制性问题。' END, NULL::regclass);
END
$$;
COMMENT ON FUNCTION disclosure.raise_not_explicable(text, integer, text, text) IS
'the error that a finding, of a severity or of none if there is no such finding, cannot be explained';

CREATE OR REPLACE TRIGGER explanation_prepare BEFORE INSERT OR UPDATE OR DELETE ON disclosure.explanation
	FOR EACH ROW EXECUTE FUNCTION disclosure.prepare_explanation();
COMMENT ON TRIGGER explanation_prepare ON disclosure.explanation IS '说明由填报人写，由审核人认可，报告内部的强制性问题不得以说明代替改正';

/*
 * Whoever accepts an explanation has read it.  A STABLE function sees what the
 * statement saw when it began, and OLD is what the row became while it waited.
 */
CREATE OR REPLACE FUNCTION disclosure.refuse_unread_explanation()
RETURNS trigger
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT EXISTS (SELECT FROM disclosure.explanation e
		WHERE e.unit_id = OLD.unit_id AND e.year = OLD.year AND e.scope = OLD.scope AND e.rule = OLD.rule AND e.fingerprint = OLD.fingerprint
			AND e.explanation = OLD.explanation AND e.accepted_by IS NOT DISTINCT FROM OLD.accepted_by) THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
			format('单位 %s %s年的报告，对规则 %s 的说明刚刚有人改过或办理过', OLD.unit_id, OLD.year, OLD.rule), '请重新看过再办。'::text,
			NULL::text, TG_RELID::regclass);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.refuse_unread_explanation() IS
'trigger before an explanation is accepted: refuses it if somebody changed it since the statement began';

CREATE OR REPLACE TRIGGER explanation_unread BEFORE UPDATE OF accepted_at ON disclosure.explanation
	FOR EACH ROW EXECUTE FUNCTION disclosure.refuse_unread_explanation();
COMMENT ON TRIGGER explanation_unread ON disclosure.explanation IS '认可的是看到的说明';

/* Escapes LIKE's own signs, so that only * is a wildcard. */
CREATE OR REPLACE FUNCTION disclosure.rule_pattern(rule text)
RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT replace(regexp_replace(rule, E'([\\\\%_])', E'\\\\\\1', 'g'), '*', '%') $$;
COMMENT ON FUNCTION disclosure.rule_pattern(text) IS 'the code of a rule, or of several with *, for LIKE';

CREATE OR REPLACE FUNCTION disclosure.explain(unit_id text, year integer, scope text DEFAULT 'own', rule text DEFAULT NULL, explanation text DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	written integer;
BEGIN
	PERFORM disclosure.require_report(explain.unit_id, explain.year, explain.scope);
	PERFORM disclosure.require_duty(explain.unit_id, explain.year, 'fill');
	IF explain.rule IS NULL THEN
		PERFORM disclosure.raise_error('null_value_not_allowed'::text, '没有写明是对哪一条规则的说明'::text,
			'规则代码照视图 finding 的 rule 写；* 代表任意字符。'::text, NULL::text, NULL::regclass);
	END IF;
	INSERT INTO disclosure.explanation AS e (unit_id, year, scope, rule, fingerprint, explanation, written_by)
	SELECT DISTINCT f.unit_id, f.year, f.scope, f.rule, f.fingerprint, explain.explanation, disclosure.calling_person()
	FROM disclosure.finding f
	WHERE f.unit_id = explain.unit_id AND f.year = explain.year AND f.scope = explain.scope AND f.result = 'fail'
		AND f.rule LIKE disclosure.rule_pattern(explain.rule)
		/* An error that cannot be explained is told of if it is named. */
		AND (disclosure.is_explicable(f.severity, f.cells) OR f.rule = explain.rule)
	ON CONFLICT ON CONSTRAINT explanation_pkey DO UPDATE SET explanation = excluded.explanation;
	GET DIAGNOSTICS written = ROW_COUNT;
	IF written = 0 AND position('*' IN explain.rule) = 0 THEN
		PERFORM disclosure.raise_not_explicable(explain.unit_id, explain.year, explain.rule, NULL::text);
	END IF;
	RETURN written;
END
$$;
COMMENT ON FUNCTION disclosure.explain(text, integer, text, text, text) IS
'explains the findings of a rule on a report, or with * in its code of several rules; returns how many';

CREATE OR REPLACE FUNCTION disclosure.explanations_of(unit_id text, year integer, scope text)
RETURNS jsonb
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.require_report(explanations_of.unit_id, explanations_of.year, explanations_of.scope);
	RETURN (SELECT coalesce(jsonb_agg(jsonb_build_array(e.rule, e.fingerprint, e.explanation, e.accepted_by) ORDER BY e.rule, e.fingerprint), '[]')
		FROM disclosure.explanation e
		WHERE e.unit_id = explanations_of.unit_id AND e.year = explanations_of.year AND e.scope = explanations_of.scope);
END
$$;
COMMENT ON FUNCTION disclosure.explanations_of(text, integer, text) IS 'the explanations of a report and who accepted them, as they are now';

CREATE OR REPLACE FUNCTION disclosure.accept_explanations(unit_id text, year integer, scope text DEFAULT 'own', rule text DEFAULT '*',
	version integer DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	accepted integer;
	seen jsonb := disclosure.explanations_of(accept_explanations.unit_id, accept_explanations.year, accept_explanations.scope);
BEGIN
	PERFORM disclosure.require_duty(accept_explanations.unit_id, accept_explanations.year, 'review'::text);
	PERFORM disclosure.lock_version(accept_explanations.unit_id, accept_explanations.year, accept_explanations.scope, accept_explanations.version);
	IF seen <> disclosure.explanations_of(accept_explanations.unit_id, accept_explanations.year, accept_explanations.scope) THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
			format('单位 %s %s年的报告，说明刚刚有人改过或办理过', accept_explanations.unit_id, accept_explanations.year), '请重新看过再办。'::text, NULL::text, NULL::regclass);
	END IF;
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
COMMENT ON FUNCTION disclosure.accept_explanations(text, integer, text, text, integer) IS
'accepts the explanations of a report that still hold, if it still has the version that was looked at; returns how many';
