-- Pages that are kept, read again: what would change, cell by cell, and what of it is taken.
CREATE DATABASE regress_reread;
\c regress_reread
CREATE EXTENSION report_ext;
CALL disclosure.create_register();
SET search_path = disclosure, public;
SET client_min_messages = warning;
\pset format unaligned
INSERT INTO unit (unit_id, name, kind) VALUES ('a', '甲县', 'government'), ('b', '乙局', 'department');
\set page '<h1>甲县2023年政府信息公开工作年度报告</h1><h2>二、主动公开政府信息情况</h2><table><tr><td>信息内容<td>本年处理决定数量<tr><td>行政许可<td>35<tr><td>行政处罚<td>4<tr><td>行政强制<td>约2</table>'
SELECT count(*) > 0 AS findings FROM import_report('a', :'page');
-- the same version reads the same
SELECT * FROM reread('a', 2023);

-- A page that says more stands for a reader that reads more.
DELETE FROM report WHERE unit_id = 'a';
SELECT count(*) > 0 AS findings FROM import_report('a', replace(replace(:'page', '>35', '>34'), '>4', '>若干'));
UPDATE report_source SET source = :'page';
SELECT path, first_read, stored, reread, changed_since FROM reread('a', 2023);
-- a person fills in what could not be read, and corrects a number that was
SET disclosure.reason = '与原件核对';
UPDATE report SET figures['proactive.compulsion.decisions'] = 2 WHERE unit_id = 'a';
UPDATE report SET figures['proactive.licensing.decisions'] = 36 WHERE unit_id = 'a';
SELECT path, row_label, column_label, first_read, stored, reread, changed_since, notes FROM reread('a', 2023);
-- nothing has changed by looking
SELECT (figures)['proactive.licensing.decisions'] AS licensing, (figures)['proactive.penalties.decisions'] AS penalties FROM report;
-- taken: the penalties; what a person has changed stays, and says so
SELECT rule, message FROM take_reread('a', 2023) WHERE rule = 'page.kept' ORDER BY 1, 2;
SELECT path, value FROM report_cell WHERE unit_id = 'a' AND path ~ '^proactive.(licensing|penalties|compulsion)';
SELECT path, first_read, stored, reread, changed_since FROM reread('a', 2023);
-- with all that the page says, also over what a person has changed; what it does not say stays
SELECT count(*) > 0 AS findings FROM take_reread('a', 2023, overwrite => true);
SELECT path, value FROM report_cell WHERE unit_id = 'a' AND path ~ '^proactive.(licensing|penalties|compulsion)';
SELECT * FROM reread('a', 2023);
-- blanks that were read as zero are read so again; bytes as bytes
SELECT count(*) > 0 AS findings FROM import_report('a', convert_to(replace(replace(:'page', '2023', '2022'), '约2', ''), 'UTF8'), blank_means => 'zero');
SELECT * FROM reread('a', 2022);
SELECT count(*) > 0 AS findings FROM take_reread('a', 2022);
SELECT page IS NOT NULL AS has_bytes, (SELECT count(*) FROM jsonb_array_elements(notes) n WHERE n->>'kind' = 'blank_as_zero') AS zeros FROM report_source WHERE year = 2022;
-- no report, no page
\set VERBOSITY terse
SELECT * FROM reread('a', 2019);
INSERT INTO report (unit_id, year, origin, figures) VALUES ('b', 2023, 'recorded', zero_figures('2021'));
SELECT * FROM reread('b', 2023);
SELECT * FROM take_reread('b', 2023);
\c contrib_regression
DROP DATABASE regress_reread;
