-- Rules across years and levels, of the office, and by the year: the view finding.
CREATE DATABASE regress_finding;
\c regress_finding
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
\set VERBOSITY terse
CALL create_register();
-- the seeded rules are tested in workflow.sql
UPDATE rule SET enabled = false;
INSERT INTO unit (unit_id, name, kind, division_code) VALUES ('321300', '宿迁市', 'government', '321300'),
	('320800', '淮安市', 'government', '320800'), ('320813', '淮安市洪泽区', 'government', '320813');

-- reports as published; those of one city are those of the other's district in no total
INSERT INTO report (unit_id, year, figures, scope, origin, status)
SELECT unit_id, year, figures::figures, 'consolidated', 'recorded', 'published' FROM (VALUES
	('321300', 2023, '{"form":"2021","proactive":{"government_rules":[2,0,11],"normative_documents":[109,489,597],"licensing":[1808595],"penalties":[2822652],"compulsion":[20163],"charges":[59237.2449]},"requests":{"received":[3402,99,0,4,5,1,3511],"carried_in":[91,3,0,0,2,0,96],"granted":[1175,12,0,3,1,0,1191],"partly_granted":[319,7,0,0,2,0,328],"state_secret":[0,0,0,0,0,0,0],"prohibited_by_law":[27,0,0,0,0,0,27],"security_stability":[6,0,0,0,0,0,6],"third_party_rights":[38,0,0,0,0,0,38],"internal_affairs":[20,0,0,0,0,0,20],"process_information":[9,0,0,0,0,0,9],"enforcement_file":[21,0,0,0,0,0,21],"registry_lookup":[20,1,0,0,0,0,21],"not_held":[968,74,0,1,3,1,1047],"needs_creation":[26,2,0,0,0,0,28],"still_unclear":[3,0,0,0,0,0,3],"petition_complaint":[305,0,0,0,0,0,305],"repeated":[39,0,0,0,0,0,39],"published_material":[0,0,0,0,0,0,0],"unjustified_mass":[58,0,0,0,0,0,58],"confirm_or_reissue":[4,0,0,0,0,0,4],"supplement_overdue":[40,0,0,0,0,0,40],"fee_overdue":[10,0,0,0,0,0,10],"miscellaneous":[287,3,0,0,1,0,291],"processed":[3375,99,0,4,7,1,3486],"carried_out":[118,3,0,0,0,0,121]},"remedies":{"reconsideration":[309,17,88,26,440],"direct_suit":[1,1,16,6,24],"suit_after_reconsideration":[13,0,67,9,89]}}'),
	('321300', 2024, '{"form":"2021","proactive":{"government_rules":[2,1,12],"normative_documents":[50,227,420],"licensing":[1573179],"penalties":[2676474],"compulsion":[29351],"charges":[72701.2578]},"requests":{"received":[3440,75,0,1,6,3,3525],"carried_in":[118,3,0,0,0,0,121],"granted":[1408,21,0,0,2,0,1431],"partly_granted":[462,9,0,0,0,0,471],"state_secret":[2,0,0,0,0,0,2],"prohibited_by_law":[1,0,0,0,0,0,1],"security_stability":[4,0,0,0,0,0,4],"third_party_rights":[16,1,0,0,0,0,17],"internal_affairs":[21,0,0,0,0,0,21],"process_information":[10,1,0,0,0,0,11],"enforcement_file":[21,2,0,0,0,0,23],"registry_lookup":[13,0,0,0,0,0,13],"not_held":[859,33,0,0,3,2,897],"needs_creation":[35,1,0,0,0,0,36],"still_unclear":[8,0,0,0,0,0,8],"petition_complaint":[86,1,0,0,0,0,87],"repeated":[26,1,0,0,0,0,27],"published_material":[0,0,0,0,0,0,0],"unjustified_mass":[3,0,0,0,0,0,3],"confirm_or_reissue":[0,0,0,0,0,0,0],"supplement_overdue":[75,1,0,1,0,0,77],"fee_overdue":[38,0,0,0,0,0,38],"miscellaneous":[352,2,0,0,0,0,354],"processed":[3440,73,0,1,5,2,3521],"carried_out":[118,5,0,0,1,1,125]},"remedies":{"reconsideration":[88,18,28,36,170],"direct_suit":[7,0,11,7,25],"suit_after_reconsideration":[33,0,6,13,52]}}'),
	('320800', 2024, '{"form":"2021","proactive":{"government_rules":[1,0,11],"normative_documents":[8,26,66],"licensing":[447228],"penalties":[3985758],"compulsion":[88283],"charges":[96171.6]},"requests":{"received":[3001,53,0,0,61,4,3119],"carried_in":[34,0,0,0,0,0,34],"granted":[1288,21,0,0,50,3,1362],"partly_granted":[447,7,0,0,0,0,454],"state_secret":[2,0,0,0,0,0,2],"prohibited_by_law":[30,1,0,0,0,0,31],"security_stability":[5,0,0,0,0,0,5],"third_party_rights":[6,0,0,0,0,0,6],"internal_affairs":[7,1,0,0,0,0,8],"process_information":[12,0,0,0,0,0,12],"enforcement_file":[9,0,0,0,0,0,9],"registry_lookup":[105,0,0,0,0,0,105],"not_held":[746,12,0,0,10,1,769],"needs_creation":[11,0,0,0,0,0,11],"still_unclear":[1,0,0,0,0,0,1],"petition_complaint":[56,6,0,0,0,0,62],"repeated":[25,0,0,0,0,0,25],"published_material":[0,0,0,0,0,0,0],"unjustified_mass":[0,0,0,0,0,0,0],"confirm_or_reissue":[1,0,0,0,0,0,1],"supplement_overdue":[67,3,0,0,1,0,71],"fee_overdue":[6,0,0,0,0,0,6],"miscellaneous":[108,2,0,0,0,0,110],"processed":[2932,53,0,0,61,4,3050],"carried_out":[103,0,0,0,0,0,103]},"remedies":{"reconsideration":[72,64,178,37,351],"direct_suit":[13,4,8,1,26],"suit_after_reconsideration":[12,1,1,6,20]}}'),
	('320813', 2023, '{"form":"2021","proactive":{"government_rules":[0,0,0],"normative_documents":[0,5,5],"licensing":[550],"penalties":[4119],"compulsion":[195],"charges":[7730.28]},"requests":{"received":[21,0,0,0,0,0,21],"carried_in":[0,0,0,0,0,0,0],"granted":[0,0,0,0,0,0,0],"partly_granted":[4,0,0,0,0,0,4],"state_secret":[1,0,0,0,0,0,1],"prohibited_by_law":[0,0,0,0,0,0,0],"security_stability":[0,0,0,0,0,0,0],"third_party_rights":[0,0,0,0,0,0,0],"internal_affairs":[0,0,0,0,0,0,0],"process_information":[1,0,0,0,0,0,1],"enforcement_file":[1,0,0,0,0,0,1],"registry_lookup":[0,0,0,0,0,0,0],"not_held":[10,0,0,0,0,0,10],"needs_creation":[3,0,0,0,0,0,3],"still_unclear":[0,0,0,0,0,0,0],"petition_complaint":[1,0,0,0,0,0,1],"repeated":[0,0,0,0,0,0,0],"published_material":[0,0,0,0,0,0,0],"unjustified_mass":[0,0,0,0,0,0,0],"confirm_or_reissue":[0,0,0,0,0,0,0],"otherwise_handled":{"natural_person":0,"enterprise":0,"research":0,"public_welfare":0,"legal_service":0,"other_organisation":0,"total":0},"processed":[21,0,0,0,0,0,21],"carried_out":[0,0,0,0,0,0,0]},"remedies":{"reconsideration":[10,1,0,0,0],"direct_suit":[0,0,0,0,0],"suit_after_reconsideration":[5,0,0,0,0]}}'),
	('320813', 2024, '{"form":"2021","proactive":{"government_rules":[0,0,0],"normative_documents":[3,0,8],"licensing":[9487],"penalties":[2776],"compulsion":[84],"charges":[7545]},"requests":{"received":[95,0,0,0,0,0,95],"carried_in":[0,0,0,0,0,0,0],"granted":[50,0,0,0,0,0,50],"partly_granted":[9,0,0,0,0,0,9],"state_secret":[0,0,0,0,0,0,0],"prohibited_by_law":[0,0,0,0,0,0,0],"security_stability":[1,0,0,0,0,0,1],"third_party_rights":[0,0,0,0,0,0,0],"internal_affairs":[0,0,0,0,0,0,0],"process_information":[1,0,0,0,0,0,1],"enforcement_file":[1,0,0,0,0,0,1],"registry_lookup":[0,0,0,0,0,0,0],"not_held":[31,0,0,0,0,0,31],"needs_creation":[1,0,0,0,0,0,1],"still_unclear":[0,0,0,0,0,0,0],"petition_complaint":[1,0,0,0,0,0,1],"repeated":[0,0,0,0,0,0,0],"published_material":[0,0,0,0,0,0,0],"unjustified_mass":[0,0,0,0,0,0,0],"confirm_or_reissue":[0,0,0,0,0,0,0],"otherwise_handled":{"natural_person":0,"enterprise":0,"research":0,"public_welfare":0,"legal_service":0,"other_organisation":0,"total":0},"processed":[95,0,0,0,0,0,95],"carried_out":[0,0,0,0,0,0,0]},"remedies":{"reconsideration":[1,1,0,0,2],"direct_suit":[1,0,0,0,1],"suit_after_reconsideration":[2,0,1,0,3]}}')) v(unit_id, year, figures);
SELECT unit_id, year, rule, severity, result, why, expected, actual, message FROM finding ORDER BY unit_id, year, result, rule COLLATE "C";
-- with the rules that an office starts with, no more fails
UPDATE rule SET enabled = true;
SELECT unit_id, year, rule, message FROM finding WHERE result = 'fail' ORDER BY 1, 2, 3;
UPDATE rule SET enabled = false;

-- a revision of 2023 changes the findings of 2024 in the same transaction
BEGIN;
UPDATE report SET figures['requests.carried_out.natural_person'] = 117, figures['requests.carried_out.enterprise'] = 4,
	figures['proactive.normative_documents.in_force'] = 598 WHERE unit_id = '321300' AND year = 2023;
SELECT year, rule, severity, result, cells, expected, actual, difference, message, advice FROM finding WHERE unit_id = '321300' AND year = 2024 ORDER BY rule;
UPDATE report SET figures['requests.carried_out.total'] = 120 WHERE unit_id = '321300' AND year = 2023;
SELECT rule, severity, expected, actual FROM finding WHERE unit_id = '321300' AND year = 2024 AND rule = 'carry_over.total';
UPDATE report SET figures['requests.carried_out.total'] = NULL, figures['proactive.normative_documents.in_force'] = NULL WHERE unit_id = '321300' AND year = 2023;
SELECT rule, result, why, expected, actual, message FROM finding WHERE unit_id = '321300' AND year = 2024 ORDER BY rule;
ROLLBACK;

-- forms and years: a form that does not fit is a finding, a year without a form is refused
BEGIN;
UPDATE report SET figures = zero_figures('2019') WHERE unit_id = '320800';
SELECT rule, severity, message FROM finding WHERE unit_id = '320800' AND result = 'fail';
INSERT INTO report (unit_id, year) VALUES ('320800', 2018);
ROLLBACK;
-- 2019 has no year before it; from 2020 to 2021 only open cases bridge the forms; in 2020 the items do, in info only
INSERT INTO unit (unit_id, name) VALUES ('j', '某局');
INSERT INTO report (unit_id, year, origin, status, figures)
SELECT 'j', year, 'recorded', 'published', zero_figures(form_of(year)) + f::figures FROM (VALUES
	(2019, '{"form":"2019","proactive":{"licensing":[10,3,7],"government_rules":[1,1,5]},"requests":{"carried_out":[1,0,0,0,0,0,1]}}'),
	(2020, '{"form":"2019","proactive":{"licensing":[14,0,7],"government_rules":[0,2,1]},"requests":{"carried_in":[1,0,0,0,0,0,1]}}'),
	(2021, '{"form":"2021","proactive":{"government_rules":[0,0,5]},"requests":{"carried_in":[0,0,0,0,0,0,0]}}')) v(year, f);
SELECT year, rule, severity, result, expected, actual, message FROM finding WHERE unit_id = 'j' AND rule !~ '^requests' ORDER BY 1, 2;

-- merged units: the year before is the sum of the predecessors, and of the unit itself if it was there
INSERT INTO unit (unit_id, name) VALUES ('p1', '原甲局'), ('p2', '原乙局'), ('s', '新局'), ('new', '新设局');
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('p1', 's', 2024), ('p2', 's', 2024);
INSERT INTO report (unit_id, year, origin, status, figures)
SELECT unit_id, year, 'recorded', 'published', zero_figures('2021') + f::figures FROM (VALUES
	('p1', 2023, '{"form":"2021","requests":{"carried_out":[2,1,0,0,0,0,3]}}'),
	('s', 2024, '{"form":"2021","requests":{"carried_in":[6,1,0,0,0,0,7]}}'),
	('new', 2024, '{"form":"2021","requests":{"carried_in":[5,0,0,0,0,0,5]}}')) v(unit_id, year, f);
SELECT rule, result, why, message FROM finding WHERE unit_id = 's' AND rule = 'carry_over.total';
INSERT INTO report (unit_id, year, origin, status, figures)
VALUES ('p2', 2023, 'recorded', 'published', zero_figures('2021') + '{"form":"2021","requests":{"carried_out":[4,0,0,0,0,0,4]}}');
SELECT count(*) FROM finding WHERE unit_id = 's' AND rule LIKE 'carry_over%';
INSERT INTO report (unit_id, year, origin, status, figures)
VALUES ('s', 2023, 'recorded', 'published', zero_figures('2021') + '{"form":"2021","requests":{"carried_out":[1,0,0,0,0,0,1]}}');
SELECT rule, result, expected, actual FROM finding WHERE unit_id = 's' AND year = 2024 AND rule LIKE 'carry_over%' ORDER BY 1;
-- a blank of one predecessor makes the sum a lower bound: 7 may be, 4 is too little
UPDATE report SET figures['requests.carried_out.total'] = NULL WHERE unit_id = 'p1';
SELECT rule, result, why, expected, actual FROM finding WHERE unit_id = 's' AND year = 2024 AND rule = 'carry_over.total';
UPDATE report SET figures['requests.carried_in.total'] = 4 WHERE unit_id = 's' AND year = 2024;
SELECT rule, result, why, expected, actual FROM finding WHERE unit_id = 's' AND year = 2024 AND rule = 'carry_over.total';
-- of a unit divided among several nobody knows the parts
UPDATE unit_successor SET partly = true, kind = 'split' WHERE unit_id = 'p1';
SELECT rule, result, why, message FROM finding WHERE unit_id = 's' AND year = 2024 AND rule = 'carry_over.total';
-- a new unit has no year before it
SELECT rule, why FROM finding WHERE unit_id = 'new' AND rule LIKE 'carry_over%';
INSERT INTO reporter (unit_id, from_year) VALUES ('new', 2024);
SELECT rule, why FROM finding WHERE unit_id = 'new' AND rule LIKE 'carry_over%';

-- levels: a county whose report covers its office, a bureau, two towns and an exempt zone
INSERT INTO unit (unit_id, name, kind) VALUES ('c', '丙县', 'government'), ('c1', '丙县教育局', 'department'), ('c2', '丙县一镇', 'township'),
	('c3', '丙县二镇', 'township'), ('c4', '丙县园区', 'zone'), ('c21', '一镇财政所', 'dispatched');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('c1', 'c'), ('c2', 'c'), ('c3', 'c'), ('c4', 'c'), ('c21', 'c2');
INSERT INTO reporter (unit_id, exempt, reason) VALUES ('c4', true, '由县政府办代管'), ('c21', true, '由镇政府填报');
CREATE FUNCTION pg_temp.granted(n integer) RETURNS figures LANGUAGE sql AS $$
	SELECT disclosure.zero_figures('2021') OPERATOR(disclosure.+) format('{"form":"2021","requests":{"received":[%1$s,0,0,0,0,0,%1$s],"granted":[%1$s,0,0,0,0,0,%1$s],"processed":[%1$s,0,0,0,0,0,%1$s]}}', n)::disclosure.figures $$;
INSERT INTO report (unit_id, year, scope, origin, status, figures) VALUES
	('c', 2024, 'consolidated', 'recorded', 'published', pg_temp.granted(111)), ('c', 2024, 'own', 'recorded', 'published', pg_temp.granted(1)),
	('c1', 2024, 'own', 'recorded', 'published', pg_temp.granted(10)), ('c2', 2024, 'own', 'recorded', 'published', pg_temp.granted(100));
SELECT scope, rule, result, why, message FROM finding WHERE unit_id = 'c' AND rule LIKE 'level%' ORDER BY 2;
-- a draft is not there yet
INSERT INTO report (unit_id, year, figures) VALUES ('c3', 2024, zero_figures('2021'));
SELECT rule, result, why FROM finding WHERE unit_id = 'c' AND rule = 'level.remedies.*';
UPDATE report SET status = 'submitted' WHERE unit_id = 'c3';
SELECT count(*) FROM finding WHERE unit_id = 'c' AND rule LIKE 'level%';
-- a child revised: its parent's findings follow
UPDATE report SET figures = pg_temp.granted(12) WHERE unit_id = 'c1';
SELECT rule, severity, expected, actual, difference, message FROM finding WHERE unit_id = 'c' AND rule LIKE 'level%' ORDER BY 1;
UPDATE report SET figures['requests.granted.total'] = NULL WHERE unit_id = 'c1';
SELECT rule, result, why, expected, actual FROM finding WHERE unit_id = 'c' AND rule LIKE 'level%' AND rule LIKE '%total' ORDER BY 1;
UPDATE report SET figures = pg_temp.granted(10) WHERE unit_id = 'c1';
-- 本级 is without the towns; rows of another form in one child are compared as a group
INSERT INTO report (unit_id, year, scope, origin, status, figures) VALUES ('c', 2024, 'level', 'recorded', 'published', pg_temp.granted(11));
SELECT count(*) FROM finding WHERE unit_id = 'c' AND scope = 'level' AND rule LIKE 'level%';
UPDATE report SET figures['requests.supplement_overdue.total'] = 4 WHERE unit_id = 'c' AND scope = 'level';
UPDATE report SET figures = (figures::jsonb #- '{requests,supplement_overdue}' #- '{requests,fee_overdue}' #- '{requests,miscellaneous}')::figures WHERE unit_id = 'c1';
UPDATE report SET figures['requests.otherwise_handled.total'] = 3 WHERE unit_id = 'c1';
SELECT rule, expected, actual FROM finding WHERE unit_id = 'c' AND scope = 'level' AND result = 'fail' AND rule LIKE 'level%';
-- the county in a city: its whole if no unit of it has reported, else the units; never both
INSERT INTO unit (unit_id, name, kind) VALUES ('city', '丁市', 'government'), ('d', '戊县', 'government'), ('d1', '戊县某局', 'department');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('c', 'city'), ('d', 'city'), ('d1', 'd');
INSERT INTO report (unit_id, year, scope, origin, status, figures) VALUES ('d', 2024, 'consolidated', 'recorded', 'published', pg_temp.granted(1000)),
	('city', 2024, 'consolidated', 'recorded', 'published', pg_temp.granted(1111));
SELECT unit_id, scope FROM members(2024, 'city', 'best') ORDER BY 1;
SELECT rule, expected, actual FROM finding WHERE unit_id = 'city' AND result = 'fail' AND rule LIKE 'level%';
INSERT INTO report (unit_id, year, origin, status, figures) VALUES ('d1', 2024, 'recorded', 'published', pg_temp.granted(5));
SELECT unit_id, scope FROM members(2024, 'city', 'best') WHERE unit_id LIKE 'd%' ORDER BY 1;
SELECT rule, expected, actual FROM finding WHERE unit_id = 'city' AND result = 'fail' AND rule = 'level.requests.granted.total';

-- own rules: over other years and levels, in some years, over a cell that a form lacks; the gate obeys at once
INSERT INTO rule (code, severity, statement, message, from_year) VALUES
	('own.less', 'error', 'requests.received.total <= 2 * previous.requests.received.total', '新收不得超过上年两倍', 2024),
	('own.old', 'error', 'proactive.procurement.amount = 0', '只在旧格式中', NULL),
	('own.level', 'info', 'children.requests.received.total <= 1000', '全市不超过一千件', NULL);
SELECT unit_id, year, scope, rule, severity, result, why, message FROM finding WHERE rule LIKE 'own%' AND unit_id IN ('j', '320813', 'city', 'c1') ORDER BY 1, 2, 4;
INSERT INTO report (unit_id, year, figures) VALUES ('c1', 2025, pg_temp.granted(21));
UPDATE report SET status = 'submitted' WHERE unit_id = 'c1' AND year = 2025;
UPDATE rule SET enabled = false WHERE code = 'own.less';
UPDATE report SET status = 'submitted' WHERE unit_id = 'c1' AND year = 2025;
-- with * the message says which row
INSERT INTO rule (code, severity, statement, message) VALUES ('own.each', 'info', 'requests.*.total <= 40', '不超过四十件');
SELECT rule, message FROM finding WHERE rule LIKE 'own.each%' AND unit_id = '320813' AND year = 2024 ORDER BY 1;
DELETE FROM rule WHERE code = 'own.each';
INSERT INTO rule (code, statement) VALUES ('own.bad', 'requests.received.total <= requests.recieved.total');
INSERT INTO rule (code, statement) VALUES ('carry_over.*', 'requests.received.total <= 1');
INSERT INTO rule (code, statement) VALUES ('own.a', 'requests.received.total <= 10'), ('own.b', 'requests.received.total > 10'), ('own.c', 'requests.granted.total <= requests.processed.total');
SELECT kind, rule, proof, message FROM rule_conflicts() WHERE rule LIKE 'own.%' ORDER BY 2;
\c contrib_regression
DROP DATABASE regress_finding;
