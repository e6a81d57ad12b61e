/*
 * All units above a unit, by year.  Triggers keep the lines up to date in the
 * transaction that changes the tree; for a unit and one above it the years of
 * two lines never overlap.  The lines follow from unit and unit_parent, which
 * have the foreign keys: those of here would be asked ten times for a unit.
 */
CREATE TABLE IF NOT EXISTS disclosure.unit_closure (
	unit_id text NOT NULL,
	ancestor_id text NOT NULL,
	from_year integer NOT NULL,
	to_year integer NOT NULL,
	depth integer NOT NULL,
	counted boolean NOT NULL,
	only_parent boolean NOT NULL,
	PRIMARY KEY (unit_id, ancestor_id, from_year)
);
/* totals read the units below another, and the parents that they are added up at first, from these alone */
CREATE INDEX IF NOT EXISTS unit_closure_below ON disclosure.unit_closure (ancestor_id, unit_id) INCLUDE (from_year, to_year, depth, counted);
CREATE INDEX IF NOT EXISTS unit_closure_only_parent ON disclosure.unit_closure (unit_id) INCLUDE (ancestor_id, from_year, to_year) WHERE only_parent;
COMMENT ON TABLE disclosure.unit_closure IS '每个单位的各级上级，包括自己；随隶属关系自动维护，请勿直接修改';
COMMENT ON COLUMN disclosure.unit_closure.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.unit_closure.ancestor_id IS '上级单位代码';
COMMENT ON COLUMN disclosure.unit_closure.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.unit_closure.to_year IS '至哪个报告年度，9999 为至今';
COMMENT ON COLUMN disclosure.unit_closure.depth IS '相隔几级，自己为 0';
COMMENT ON COLUMN disclosure.unit_closure.counted IS '是否计入该上级的汇总';
COMMENT ON COLUMN disclosure.unit_closure.only_parent IS '是否唯一汇总它的直接上级';

/*
 * One transaction at a time changes the tree.  It writes this line, so that a
 * transaction with an older snapshot fails instead of overlooking the change of
 * another: two could make a cycle together.
 */
CREATE TABLE IF NOT EXISTS disclosure.tree_lock (
	only_line boolean PRIMARY KEY DEFAULT true CHECK (only_line),
	changes bigint NOT NULL
);
COMMENT ON TABLE disclosure.tree_lock IS '隶属关系的写入锁：一次只有一个事务修改';
COMMENT ON COLUMN disclosure.tree_lock.only_line IS '只有一行';
COMMENT ON COLUMN disclosure.tree_lock.changes IS '修改次数';

/* No administration has nearly as many; a chain of thousands of units would have millions of lines above them. */
CREATE OR REPLACE FUNCTION disclosure.level_limit()
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 20;
COMMENT ON FUNCTION disclosure.level_limit() IS 'a unit is at most so many levels below another';

/*
 * The lines of the closure for some units, found along all paths up the tree;
 * paths that differ only by the way they took are one, because their number
 * doubles with each level at which a unit has two parents.  It ends, one level
 * too deep, even if the lines make a cycle: keep_closure() lets none in, a restore
 * without triggers would.  If several paths lead to one unit above, its years are
 * cut wherever a path begins or ends, so that no year stands in two lines; a line
 * counts if one of its paths does.
 */
CREATE OR REPLACE FUNCTION disclosure.build_closure(units text[])
RETURNS SETOF disclosure.unit_closure
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	WITH RECURSIVE path AS (
		SELECT u.unit_id, u.unit_id AS ancestor_id, 0 AS from_year, disclosure.end_year(NULL::integer) AS to_year, 0 AS depth, true AS counted
		FROM disclosure.unit u
		WHERE u.unit_id = ANY (units)
		UNION
		SELECT p.unit_id, e.parent_id, greatest(p.from_year, e.from_year),
			least(p.to_year, e.to_year), p.depth + 1, p.counted AND e.counted
		FROM path p
		JOIN disclosure.unit_parent e ON e.unit_id = p.ancestor_id
			AND e.from_year <= p.to_year AND disclosure.end_year(e.to_year) >= p.from_year
		WHERE e.parent_id <> p.unit_id AND p.depth <= disclosure.level_limit()
	), several AS (
		SELECT p.unit_id, p.ancestor_id FROM path p GROUP BY p.unit_id, p.ancestor_id HAVING count(*) > 1
	), cut AS (
		SELECT p.unit_id, p.ancestor_id, p.from_year AS year FROM path p JOIN several USING (unit_id, ancestor_id)
		UNION
		SELECT p.unit_id, p.ancestor_id, p.to_year + 1 FROM path p JOIN several USING (unit_id, ancestor_id)
	), piece AS (
		SELECT c.unit_id, c.ancestor_id, c.year AS from_year,
			lead(c.year) OVER (PARTITION BY c.unit_id, c.ancestor_id ORDER BY c.year) - 1 AS to_year
		FROM cut c
	), line AS (
		SELECT p.unit_id, p.ancestor_id, p.from_year, p.to_year, p.depth, p.counted
		FROM path p
		WHERE NOT EXISTS (SELECT FROM several s WHERE s.unit_id = p.unit_id AND s.ancestor_id = p.ancestor_id)
		UNION ALL
		SELECT c.unit_id, c.ancestor_id, c.from_year, c.to_year, min(p.depth), bool_or(p.counted)
		FROM piece c
		JOIN path p ON p.unit_id = c.unit_id AND p.ancestor_id = c.ancestor_id
			AND p.from_year <= c.to_year AND p.to_year >= c.from_year
		GROUP BY c.unit_id, c.ancestor_id, c.from_year, c.to_year
	)
	SELECT l.unit_id, l.ancestor_id, l.from_year, l.to_year, l.depth, l.counted, l.depth = 1 AND (
		SELECT count(*) = 1 AND bool_and(e.parent_id = l.ancestor_id
			AND e.from_year <= l.from_year AND disclosure.end_year(e.to_year) >= l.to_year)
		FROM disclosure.unit_parent e
		WHERE e.unit_id = l.unit_id AND e.counted
			AND e.from_year <= l.to_year AND disclosure.end_year(e.to_year) >= l.from_year)
	FROM line l
$$;
COMMENT ON FUNCTION disclosure.build_closure(text[]) IS 'the lines of unit_closure for some units';

/* Any cycle has a line that was just written, and the closure of the unit above in that line leads back, whichever ways there are. */
CREATE OR REPLACE FUNCTION disclosure.cyclic_unit(units text[])
RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT e.unit_id FROM disclosure.unit_parent e
	JOIN disclosure.unit_closure c ON c.unit_id = e.parent_id AND c.ancestor_id = e.unit_id
		AND c.from_year <= disclosure.end_year(e.to_year) AND c.to_year >= e.from_year
	WHERE e.unit_id = ANY (units)
	ORDER BY 1 LIMIT 1
$$;
COMMENT ON FUNCTION disclosure.cyclic_unit(text[]) IS 'the first of some units that is above itself, or NULL; asked of the closure made with it';

CREATE OR REPLACE FUNCTION disclosure.refresh_closure(units text[])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	cyclic text;
	affected text[];
	deep text;
BEGIN
	SELECT array_agg(DISTINCT a.unit_id) INTO affected FROM (
		SELECT c.unit_id FROM disclosure.unit_closure c WHERE c.ancestor_id = ANY (units)
		UNION ALL
		SELECT unnest(units)) a;
	/* its own line stays with a unit */
	DELETE FROM disclosure.unit_closure c WHERE c.unit_id = ANY (affected) AND c.depth > 0;
	WITH made AS (
		INSERT INTO disclosure.unit_closure
		SELECT b.* FROM disclosure.build_closure(affected) b WHERE b.depth > 0 ORDER BY b.unit_id, b.ancestor_id, b.from_year
		RETURNING unit_id, depth)
	SELECT min(m.unit_id) INTO deep FROM made m WHERE m.depth > disclosure.level_limit();
	cyclic := disclosure.cyclic_unit(units);
	IF cyclic IS NOT NULL THEN
		PERFORM disclosure.raise_error('integrity_constraint_violation'::text,
			format('单位 %s 成了自己的上级：隶属关系不能成环', cyclic),
			'先改去它与下级单位之间的隶属关系（unit_parent），或者把年度分开。'::text, NULL::text, 'disclosure.unit_parent'::regclass);
	ELSIF deep IS NOT NULL THEN
		PERFORM disclosure.raise_error('program_limit_exceeded'::text,
			format('单位 %s 的上级超过%s级', deep, disclosure.level_limit()), '核对隶属关系（unit_parent），是否把上下级连成了一串。'::text, NULL::text,
			'disclosure.unit_parent'::regclass);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.refresh_closure(text[]) IS 'makes unit_closure anew for some units and all below them';

/* Runs as the register's owner: who changes the tree may not write the closure. */
CREATE OR REPLACE FUNCTION disclosure.keep_closure()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	units text[];
BEGIN
	INSERT INTO disclosure.tree_lock AS l (changes) VALUES (1)
	ON CONFLICT ON CONSTRAINT tree_lock_pkey DO UPDATE SET changes = l.changes + 1;
	IF TG_OP = 'TRUNCATE' THEN
		DELETE FROM disclosure.unit_closure c WHERE c.depth > 0;
	ELSIF TG_OP = 'INSERT' THEN
		units := ARRAY(SELECT DISTINCT n.unit_id FROM new_lines n);
	ELSIF TG_OP = 'DELETE' THEN
		units := ARRAY(SELECT DISTINCT o.unit_id FROM old_lines o);
	ELSE
		units := ARRAY(SELECT n.unit_id FROM new_lines n UNION SELECT o.unit_id FROM old_lines o);
	END IF;
	IF cardinality(units) > 0 THEN
		PERFORM disclosure.refresh_closure(units);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.keep_closure() IS 'trigger after a statement on unit_parent: keeps the lines of units and those above them';
REVOKE ALL ON FUNCTION disclosure.keep_closure() FROM PUBLIC;

/* What depends on unit_parent, into which a change of a unit cascades, keep_closure() does. */
CREATE OR REPLACE FUNCTION disclosure.keep_own_line()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		INSERT INTO disclosure.unit_closure
			SELECT n.unit_id, n.unit_id, 0, disclosure.end_year(NULL::integer), 0, true, false FROM new_lines n ORDER BY n.unit_id;
	ELSIF TG_OP = 'DELETE' THEN
		DELETE FROM disclosure.unit_closure c USING old_lines o WHERE c.unit_id = o.unit_id AND c.depth = 0;
	ELSIF TG_OP = 'TRUNCATE' THEN
		DELETE FROM disclosure.unit_closure;
	ELSE
		UPDATE disclosure.unit_closure c SET unit_id = NEW.unit_id, ancestor_id = NEW.unit_id
		WHERE c.unit_id = OLD.unit_id AND c.depth = 0;
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.keep_own_line() IS 'trigger after units are written: keeps the line of a unit and itself in unit_closure';
REVOKE ALL ON FUNCTION disclosure.keep_own_line() FROM PUBLIC;

CREATE OR REPLACE TRIGGER unit_closure_insert AFTER INSERT ON disclosure.unit
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.keep_own_line();
COMMENT ON TRIGGER unit_closure_insert ON disclosure.unit IS '维护 unit_closure';
CREATE OR REPLACE TRIGGER unit_closure_update AFTER UPDATE OF unit_id ON disclosure.unit
	FOR EACH ROW WHEN (NEW.unit_id IS DISTINCT FROM OLD.unit_id) EXECUTE FUNCTION disclosure.keep_own_line();
COMMENT ON TRIGGER unit_closure_update ON disclosure.unit IS '维护 unit_closure';
CREATE OR REPLACE TRIGGER unit_closure_delete AFTER DELETE ON disclosure.unit
	REFERENCING OLD TABLE AS old_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.keep_own_line();
COMMENT ON TRIGGER unit_closure_delete ON disclosure.unit IS '维护 unit_closure';
CREATE OR REPLACE TRIGGER unit_closure_truncate AFTER TRUNCATE ON disclosure.unit
	FOR EACH STATEMENT EXECUTE FUNCTION disclosure.keep_own_line();
COMMENT ON TRIGGER unit_closure_truncate ON disclosure.unit IS '维护 unit_closure';
CREATE OR REPLACE TRIGGER unit_parent_closure_insert AFTER INSERT ON disclosure.unit_parent
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.keep_closure();
COMMENT ON TRIGGER unit_parent_closure_insert ON disclosure.unit_parent IS '维护 unit_closure';
CREATE OR REPLACE TRIGGER unit_parent_closure_update AFTER UPDATE ON disclosure.unit_parent
	REFERENCING OLD TABLE AS old_lines NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.keep_closure();
COMMENT ON TRIGGER unit_parent_closure_update ON disclosure.unit_parent IS '维护 unit_closure';
CREATE OR REPLACE TRIGGER unit_parent_closure_delete AFTER DELETE ON disclosure.unit_parent
	REFERENCING OLD TABLE AS old_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.keep_closure();
COMMENT ON TRIGGER unit_parent_closure_delete ON disclosure.unit_parent IS '维护 unit_closure';
CREATE OR REPLACE TRIGGER unit_parent_closure_truncate AFTER TRUNCATE ON disclosure.unit_parent
	FOR EACH STATEMENT EXECUTE FUNCTION disclosure.keep_closure();
COMMENT ON TRIGGER unit_parent_closure_truncate ON disclosure.unit_parent IS '维护 unit_closure';
