-- An office's register: a tree, recorded reports with findings and drafts, words, an own rule, days off. For tests that carry it over.
INSERT INTO disclosure.unit (unit_id, name, kind, division_code) VALUES ('A', '甲市', 'government', '320100'), ('A1', '甲县', 'government', '320101'),
	('A2', '乙县', 'government', '320102'), ('A1a', '甲县财政局', 'department', NULL), ('A1b', '甲县教育局', 'department', NULL);
INSERT INTO disclosure.unit_parent (unit_id, parent_id, from_year) VALUES ('A1', 'A', 2020), ('A2', 'A', 2020), ('A1a', 'A1', 2020), ('A1b', 'A1', 2020);
INSERT INTO disclosure.rule (code, statement, severity, from_year) VALUES ('office.few', 'requests.received.total <= 10', 'warning', 2022);
INSERT INTO disclosure.report (unit_id, year, origin, status, issued_on, figures)
SELECT u, y, 'recorded', 'published', make_date(y + 1, 1, 20), disclosure.zero_figures('2021') OPERATOR(disclosure.+)
	format('{"form":"2021","requests":{"received":[%1$s,0,0,0,0,0,%1$s],"granted":[%1$s,0,0,0,0,0,%1$s],"processed":[%1$s,0,0,0,0,0,%2$s]}}',
		length(u) * (y - 2018), length(u) * (y - 2018) + CASE u WHEN 'A2' THEN 1 ELSE 0 END)::disclosure.figures
FROM unnest('{A,A1,A2,A1a}'::text[]) u, generate_series(2022, 2023) y;
INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('A1b', 2023, disclosure.zero_figures('2021'));
INSERT INTO disclosure.report_text (unit_id, year, scope, title, sections) VALUES ('A1', 2023, 'own', '甲县报告', '{"一": {"text": "全年收到申请99件。"}}');
INSERT INTO disclosure.holiday (unit_id, day, reason) VALUES (NULL, '2027-01-01', '元旦'), ('A', '2027-03-01', '市庆');
INSERT INTO disclosure.ledger (unit_id, from_year) VALUES ('A1', 2023);
INSERT INTO disclosure.request (unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on)
VALUES ('A1', '1', 'natural_person', 'online', '2023-03-01', 'granted', '2023-03-20'), ('A1', '2', 'enterprise', 'post', '2023-11-28', NULL, NULL);
SELECT count(*) AS drafts FROM disclosure.start_year(2024);
