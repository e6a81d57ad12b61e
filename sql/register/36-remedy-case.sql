/* Cases: 行政复议 and 行政诉讼 about disclosure, a row a case. */

CREATE TABLE IF NOT EXISTS disclosure.remedy_case (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE,
	case_no text NOT NULL,
	kind text NOT NULL,
	filed_on date NOT NULL,
	outcome text,
	concluded_on date,
	request_no text,
	part text NOT NULL DEFAULT 'original',
	follows text,
	body text,
	PRIMARY KEY (unit_id, case_no),
	FOREIGN KEY (unit_id, request_no) REFERENCES disclosure.request ON UPDATE CASCADE,
	FOREIGN KEY (unit_id, follows) REFERENCES disclosure.remedy_case ON UPDATE CASCADE
);
CREATE INDEX IF NOT EXISTS remedy_case_request ON disclosure.remedy_case (unit_id, request_no);
CREATE INDEX IF NOT EXISTS remedy_case_follows ON disclosure.remedy_case (unit_id, follows);
COMMENT ON TABLE disclosure.remedy_case IS '因政府信息公开引起的行政复议和行政诉讼：一案一行，自动计入表四';
COMMENT ON COLUMN disclosure.remedy_case.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.remedy_case.case_no IS '案号';
COMMENT ON COLUMN disclosure.remedy_case.kind IS '类别：reconsideration 行政复议，direct_suit 未经复议直接起诉，suit_after_reconsideration 复议后起诉';
COMMENT ON COLUMN disclosure.remedy_case.filed_on IS '受理或立案之日';
COMMENT ON COLUMN disclosure.remedy_case.outcome IS '结果：upheld 维持，overturned 纠正，other_result 其他；未审结的为空';
COMMENT ON COLUMN disclosure.remedy_case.concluded_on IS '审结之日；一审、二审为一案，以最后的为准';
COMMENT ON COLUMN disclosure.remedy_case.request_no IS '所涉申请的编号';
COMMENT ON COLUMN disclosure.remedy_case.part IS '本单位的身份：original 原行为机关，co_defendant 共同被告；共同被告的不计入表四';
COMMENT ON COLUMN disclosure.remedy_case.follows IS '在哪一案之后，如复议后起诉的复议案号';
COMMENT ON COLUMN disclosure.remedy_case.body IS '复议机关或法院';

CREATE OR REPLACE FUNCTION disclosure.check_remedy_case()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	wrong text;
BEGIN
	IF NEW.filed_on < '2008-05-01' OR NEW.filed_on > '2099-12-31' OR NEW.concluded_on > '2099-12-31' THEN
		wrong := '日期不在 2008-05-01 至 2099-12-31 之间';
	ELSIF NEW.outcome IS NOT NULL AND NEW.concluded_on IS NULL THEN
		wrong := '有结果而没有审结之日';
	ELSIF NEW.outcome IS NULL AND NEW.concluded_on IS NOT NULL THEN
		wrong := '有审结之日而没有结果';
	ELSIF NEW.concluded_on < NEW.filed_on THEN
		wrong := format('审结之日 %s 早于受理之日 %s', to_char(NEW.concluded_on, 'YYYY-MM-DD'), to_char(NEW.filed_on, 'YYYY-MM-DD'));
	ELSIF NEW.follows = NEW.case_no THEN
		wrong := '一案不能在自己之后';
	END IF;
	IF wrong IS NOT NULL THEN
		PERFORM disclosure.raise_error('check_violation', format('案件 %s：%s', NEW.case_no, wrong), relation => TG_RELID::regclass);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.check_remedy_case() IS 'trigger before a row of remedy_case: its dates and its outcome agree';

CREATE OR REPLACE TRIGGER remedy_case_check BEFORE INSERT OR UPDATE ON disclosure.remedy_case
	FOR EACH ROW EXECUTE FUNCTION disclosure.check_remedy_case();
COMMENT ON TRIGGER remedy_case_check ON disclosure.remedy_case IS '日期和结果须相符';
CREATE OR REPLACE TRIGGER remedy_case_plain BEFORE INSERT OR UPDATE OF case_no ON disclosure.remedy_case
	FOR EACH ROW WHEN (NOT disclosure.is_plain_key(NEW.case_no)) EXECUTE FUNCTION disclosure.require_plain_keys('case_no');
COMMENT ON TRIGGER remedy_case_plain ON disclosure.remedy_case IS '案号不是空的，前后没有空白，没有全角的字母、数字';
CREATE OR REPLACE TRIGGER remedy_case_words BEFORE INSERT OR UPDATE ON disclosure.remedy_case
	FOR EACH ROW EXECUTE FUNCTION disclosure.require_words('kind', 'remedy', 'outcome', 'remedy_result', 'part', 'remedy_part');
COMMENT ON TRIGGER remedy_case_words ON disclosure.remedy_case IS '代码须可用';

/* Does a case follow itself, by way of others? */
CREATE OR REPLACE FUNCTION disclosure.refuse_case_cycle()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	cyclic text;
BEGIN
	/* one after the other, or two transactions could make a cycle together */
	PERFORM disclosure.lock_ledgers(ARRAY(SELECT DISTINCT c.unit_id FROM changed c WHERE c.follows IS NOT NULL));
	WITH RECURSIVE walk AS (
		SELECT c.unit_id, c.case_no, c.follows FROM changed c WHERE c.follows IS NOT NULL
		UNION
		SELECT w.unit_id, w.case_no, r.follows
		FROM walk w
		JOIN disclosure.remedy_case r ON r.unit_id = w.unit_id AND r.case_no = w.follows
		WHERE r.follows IS NOT NULL AND w.follows <> w.case_no
	)
	SELECT w.case_no INTO cyclic FROM walk w WHERE w.follows = w.case_no ORDER BY w.case_no LIMIT 1;
	IF cyclic IS NOT NULL THEN
		PERFORM disclosure.raise_error('check_violation', format('案件 %s：一案不能在自己之后', cyclic), relation => TG_RELID::regclass);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.refuse_case_cycle() IS 'trigger after a statement on remedy_case: no case follows itself by way of others';

CREATE OR REPLACE TRIGGER remedy_case_cycle_insert AFTER INSERT ON disclosure.remedy_case
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_case_cycle();
COMMENT ON TRIGGER remedy_case_cycle_insert ON disclosure.remedy_case IS '一案不能在自己之后';
CREATE OR REPLACE TRIGGER remedy_case_cycle_update AFTER UPDATE ON disclosure.remedy_case
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_case_cycle();
COMMENT ON TRIGGER remedy_case_cycle_update ON disclosure.remedy_case IS '一案不能在自己之后';

/*
 * Unlawful events and cases are recorded all the same, and told here.  A suit
 * against a refusal by §§14 to 16 needs reconsideration first since 2024
 * (行政复议法 2023, 第二十三条); that this holds for partial refusals from
 * 2026-07-01 on (行政复议法实施条例 2026) is information only.
 */
CREATE OR REPLACE VIEW disclosure.request_finding WITH (security_invoker = true) AS
SELECT f.unit_id, f.request_no, f.case_no, f.rule, k.severity, k.message, k.advice
FROM (
	SELECT d.unit_id, d.request_no, NULL::text AS case_no, i.rule
	FROM disclosure.request_due d
	CROSS JOIN LATERAL unnest(d.irregularities) i(rule)
	UNION ALL
	SELECT r.unit_id, r.request_no, NULL::text AS case_no, p.rule
	FROM disclosure.request r
	JOIN (VALUES ('fee_overdue', 'fee_noticed', 'fee_overdue_unproven'),
		('supplement_overdue', 'supplement_requested', 'supplement_overdue_unproven'),
		('third_party_rights', 'third_party_consulted', 'third_party_not_asked'),
		('still_unclear', 'supplement_requested', 'unclear_without_supplement'),
		('unjustified_mass', 'reasons_requested', 'mass_without_reasons')) p(outcome, letter, rule) ON p.outcome = r.outcome
	WHERE NOT EXISTS (SELECT FROM disclosure.request_event e
		WHERE e.unit_id = r.unit_id AND e.request_no = r.request_no AND e.kind = p.letter)
	UNION ALL
	SELECT r.unit_id, r.request_no, NULL::text AS case_no, 'repeated_without_first' AS rule
	FROM disclosure.request r
	WHERE r.outcome = 'repeated' AND r.applicant_no IS NOT NULL AND NOT EXISTS (SELECT FROM disclosure.request o
		WHERE o.unit_id = r.unit_id AND o.applicant_no = r.applicant_no AND o.request_no <> r.request_no AND o.received_on <= r.received_on)
	UNION ALL
	SELECT r.unit_id, r.request_no, NULL::text AS case_no, 'date_to_come' AS rule
	FROM disclosure.request r
	WHERE greatest(r.received_on, r.decided_on) > current_date OR EXISTS (SELECT FROM disclosure.request_event e
		WHERE e.unit_id = r.unit_id AND e.request_no = r.request_no AND e.happened_on > current_date)
	UNION ALL
	SELECT c.unit_id, c.request_no, c.case_no, 'date_to_come' AS rule
	FROM disclosure.remedy_case c
	WHERE greatest(c.filed_on, c.concluded_on) > current_date
	UNION ALL
	SELECT c.unit_id, c.request_no, c.case_no, 'case_before_request' AS rule
	FROM disclosure.remedy_case c
	JOIN disclosure.request r ON r.unit_id = c.unit_id AND r.request_no = c.request_no
	WHERE c.filed_on < r.received_on
	UNION ALL
	SELECT c.unit_id, c.request_no, c.case_no, 'case_before_that_it_follows' AS rule
	FROM disclosure.remedy_case c
	JOIN disclosure.remedy_case o ON o.unit_id = c.unit_id AND o.case_no = c.follows
	WHERE c.filed_on < o.filed_on
	UNION ALL
	SELECT c.unit_id, c.request_no, c.case_no, CASE WHEN r.outcome = 'partly_granted' THEN 'review_first_in_part' ELSE 'review_first' END AS rule
	FROM disclosure.remedy_case c
	JOIN disclosure.request r ON r.unit_id = c.unit_id AND r.request_no = c.request_no
	WHERE c.kind = 'direct_suit' AND (c.filed_on >= '2024-01-01' AND r.outcome IN ('state_secret', 'prohibited_by_law', 'security_stability',
			'third_party_rights', 'internal_affairs', 'process_information', 'enforcement_file')
		OR c.filed_on >= '2026-07-01' AND r.outcome = 'partly_granted')
	UNION ALL
	SELECT c.unit_id, c.request_no, c.case_no, 'suit_without_reconsideration' AS rule
	FROM disclosure.remedy_case c
	WHERE c.kind = 'suit_after_reconsideration' AND NOT EXISTS (SELECT FROM disclosure.remedy_case o
		WHERE o.unit_id = c.unit_id AND o.case_no = c.follows AND o.kind = 'reconsideration')) f
JOIN (VALUES
	('decided_late', 'warning', '答复晚于期限', '核对答复之日；邮寄的以交邮之日为准。'),
	('extension_late', 'warning', '期限届满后才告知延期，不产生延期的效果', '核对告知之日；期限仍按未延期计算。'),
	('extension_too_long', 'warning', '延期合计超过条例规定的最长期限，超过的部分不计', '延长答复的期限合计不得超过二十个工作日。'),
	('delay_late', 'warning', '期限届满后才告知延迟答复，不产生效果', '核对告知之日。'),
	('supplement_asked_late', 'warning', '收到申请七个工作日以后才告知补正', '核对告知补正之日。'),
	('supplement_asked_twice', 'warning', '告知补正超过一次，第二次起不影响期限', '应一次性告知。'),
	('fee_noticed_late', 'warning', '期限届满后才告知收费', '应在答复期限内告知收费。'),
	('fee_overdue_unproven', 'warning', '以逾期未缴费不再处理，但没有登记收费通知', '补登收费通知，或者改正办理结果。'),
	('supplement_overdue_unproven', 'warning', '以逾期不补正不再处理，但没有登记补正告知', '补登补正告知，或者改正办理结果。'),
	('third_party_not_asked', 'warning', '以第三方权益不予公开，但没有登记征求第三方意见', '补登征求意见书，或者核对办理结果。'),
	('unclear_without_supplement', 'warning', '以补正后仍不明确答复，但没有登记补正告知', '补登补正告知，或者改正办理结果。'),
	('mass_without_reasons', 'warning', '以无正当理由大量反复申请不予处理，但没有登记要求说明理由', '补登说明理由告知，或者改正办理结果。'),
	('repeated_without_first', 'warning', '以重复申请不予处理，但没有同一申请人更早的申请', '核对申请人编号。'),
	('date_to_come', 'warning', '登记的日期还没有到', '核对收到、答复、办理事项和案件的日期，多半是年份写错。'),
	('case_before_request', 'warning', '案件受理早于所涉申请收到', '核对两处的日期，或者所涉申请的编号。'),
	('case_before_that_it_follows', 'warning', '案件受理早于它所跟随的案件', '核对两案的日期，或者所跟随的案号。'),
	('review_first', 'warning', '依条例第十四条至第十六条不予公开的，应先申请行政复议，此案未经复议直接起诉', '核对案件类别和所涉申请。'),
	('review_first_in_part', 'info', '自2026年7月1日起部分不予公开的可能须先申请行政复议，此案未经复议直接起诉', '核对案件类别。'),
	('suit_without_reconsideration', 'info', '复议后起诉，但没有登记它所跟随的复议案件', '填写所跟随的复议案号。')) k(rule, severity, message, advice) USING (rule);
COMMENT ON VIEW disclosure.request_finding IS '办理申请和案件中不合规定之处：照实登记，在此列出';
COMMENT ON COLUMN disclosure.request_finding.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.request_finding.request_no IS '申请编号';
COMMENT ON COLUMN disclosure.request_finding.case_no IS '案号';
COMMENT ON COLUMN disclosure.request_finding.rule IS '规则代码';
COMMENT ON COLUMN disclosure.request_finding.severity IS '级别：warning 核实性，info 提示性';
COMMENT ON COLUMN disclosure.request_finding.message IS '说明';
COMMENT ON COLUMN disclosure.request_finding.advice IS '怎么办';
