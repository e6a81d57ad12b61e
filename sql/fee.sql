-- 信息处理费 by the two scales of 国办函〔2020〕109号.
SET search_path = public, disclosure;

-- totals at the steps, added up by hand
SELECT n, processing_fee_by_item(n) AS fee, total FROM (VALUES (0, 0), (10, 0), (11, 100), (25, 1500), (30, 2000), (31, 2200), (40, 4000),
	(41, 4300), (50, 7000), (51, 7400), (100, 37000)) v(n, total) WHERE processing_fee_by_item(n) IS DISTINCT FROM total;
SELECT n, processing_fee_by_page(n) AS fee, total FROM (VALUES (0, 0), (30, 0), (31, 10), (44, 140), (57, 270), (59, 290), (68, 380), (72, 420),
	(100, 700), (101, 720), (109, 880), (119, 1080), (150, 1700), (200, 2700), (201, 2740), (1000, 34700)) v(n, total)
WHERE processing_fee_by_page(n) IS DISTINCT FROM total;

-- against the price of each piece, one after the other
SELECT count(*) AS n, count(*) FILTER (WHERE processing_fee_by_item(k) <> total) AS wrong
FROM (SELECT k, sum(CASE WHEN k <= 10 THEN 0 WHEN k <= 30 THEN 100 ELSE 100 * (1 + ceil((k - 30) / 10.0)) END) OVER (ORDER BY k) AS total
	FROM generate_series(1, 3000) k) v;
SELECT count(*) AS n, count(*) FILTER (WHERE processing_fee_by_page(k) <> total) AS wrong
FROM (SELECT k, sum(CASE WHEN k <= 30 THEN 0 WHEN k <= 100 THEN 10 WHEN k <= 200 THEN 20 ELSE 40 END) OVER (ORDER BY k) AS total
	FROM generate_series(1, 3000) k) v;
-- the largest numbers: the sum in numeric of whole steps and what is left
SELECT processing_fee_by_item(2147483647) = 2000 + 1000 * (s + s * (s + 1) / 2) + (m - 10 * s) * 100 * (s + 2),
	processing_fee_by_page(2147483647) = 700 + 2000 + (2147483647 - 200) * 40::numeric
FROM (SELECT 2147483617::numeric AS m, 214748361::numeric AS s) v;

SELECT processing_fee_by_item(-1);
SELECT processing_fee_by_page(-1);
\echo :LAST_ERROR_SQLSTATE
