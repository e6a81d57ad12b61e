-- What people ask of a register, row by row, in an order of its own: two servers with the same register print the same.
\pset format unaligned
\pset tuples_only on
SELECT y, r::text FROM generate_series(2022, 2024) y, disclosure.rollup(y, NULL, NULL) r ORDER BY 1, 2;
SELECT f::text FROM disclosure.finding f ORDER BY 1;
SELECT o::text FROM disclosure.report_overview o ORDER BY 1;
SELECT unit_id, year, disclosure.verify_history(unit_id, year, scope), disclosure.history_head(unit_id, year, scope) FROM disclosure.report ORDER BY 1, 2;
SELECT c::text FROM disclosure.unit_closure c ORDER BY 1;
SELECT h::text FROM disclosure.holiday h ORDER BY 1;
SELECT r::text FROM disclosure.request_due r ORDER BY 1;
SELECT f::text FROM disclosure.ledger_figures(2023, 2024) f ORDER BY 1;
SELECT format('SELECT v::text FROM disclosure.%I v ORDER BY 1', view_name) FROM disclosure.bi_view ORDER BY view_name \gexec
